//! `fupin handover`: what stands under one name goes to another, in one step.

use std::io;

use super::{Exit, Given, Output, Run, Usage};
use crate::port::handover::{FromTo, HandoverPlan};
use crate::port::{HandoverReply, HandoverRequest, Reply, Request};

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 谁移交：操作人、帮扶责任人、任职的人的姓名；不写就列出名下有事的人
    #[arg(long, value_name = "姓名", requires = "to")]
    from: Option<String>,
    /// 谁接交
    #[arg(long, value_name = "姓名", requires = "from")]
    to: Option<String>,
    /// 只看将要交什么，不写
    #[arg(long, requires = "from")]
    dry_run: bool,
}

impl Run for Args {
    fn requests(&self, _: Given<'_>) -> Result<Vec<Request>, Usage> {
        let names = self.from.clone().zip(self.to.clone());
        let request = match names {
            None => HandoverRequest::Names,
            Some((from, to)) if self.dry_run => HandoverRequest::Plan(FromTo { from, to }),
            Some((from, to)) => HandoverRequest::Move(FromTo { from, to }),
        };
        Ok(vec![Request::Handover(request)])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match reply {
            Reply::Handover(HandoverReply::Names { from, .. }) if out.json => {
                out.json(&from).map(|()| Exit::Done)
            }
            Reply::Handover(HandoverReply::Names { from, .. }) => {
                out.line(&from.join("、")).map(|()| Exit::Done)
            }
            Reply::Handover(HandoverReply::Planned(plan) | HandoverReply::Moved(plan, _))
                if out.json =>
            {
                out.json(&plan).map(|()| Exit::Done)
            }
            Reply::Handover(HandoverReply::Planned(plan)) => {
                told(&plan, out)?;
                out.say("只是预览，没有改动台账；去掉 --dry-run 就交接")?;
                Ok(Exit::Done)
            }
            Reply::Handover(HandoverReply::Moved(plan, words)) => {
                told(&plan, out)?;
                out.say(&words)?;
                Ok(Exit::Done)
            }
            other => out.unexpected(&other),
        }
    }
}

fn told(plan: &HandoverPlan, out: &mut Output<'_>) -> io::Result<()> {
    for line in &plan.lines {
        let how = if line.renewed {
            "（今天止，接着起）"
        } else {
            ""
        };
        let more = if line.count > line.names.len() {
            "等"
        } else {
            ""
        };
        let names = line.names.join("、");
        out.line(&format!(
            "{}  {}条{how}  {names}{more}",
            line.label, line.count
        ))?;
    }
    if !plan.villages.is_empty() {
        out.line(&format!("负责的村  {}", plan.villages.join("、")))?;
    }
    if plan.drafts > 0 {
        out.line(&format!("未完成的表  {}张", plan.drafts))?;
    }
    for warning in &plan.warnings {
        out.line(warning)?;
    }
    Ok(())
}
