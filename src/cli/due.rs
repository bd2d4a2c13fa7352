//! `fupin due`: pending responsibilities, overdue first.

use std::io;

use super::{Exit, Given, Output, Run, Usage};
use crate::port::rule::{DutyLine, DutyQuery, DutyStanding};
use crate::port::{Reply, Request, RuleReply, RuleRequest};

/// What the help says of JSON.
const JSON: &str = "\
JSON（--json）：数组，键为
  rule subject subject_id household village title responsible due time days state
  state 是 overdue 逾期、due 今天到期或现在就要办、upcoming 以后到期；days 逾期为负，没有日期的为空。";

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
#[command(after_help = JSON)]
pub struct Args {
    /// 只看逾期的和这么多天内到期的
    #[arg(long, value_name = "天数")]
    within: Option<u32>,
    /// 只看一个村
    #[arg(long, value_name = "村")]
    village: Option<String>,
    /// 只看一个责任人
    #[arg(long, value_name = "姓名")]
    helper: Option<String>,
}

impl Run for Args {
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage> {
        Ok(vec![Request::Rule(RuleRequest::Duties(Box::new(
            DutyQuery {
                within: self.within,
                village: self.village.clone(),
                helper: self.helper.clone(),
                household: None,
                scope: given.scope,
            },
        )))])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        let page = match reply {
            Reply::Rule(RuleReply::Duties(page)) => page,
            other => return out.unexpected(&other),
        };
        for fault in &page.faults {
            out.say(fault)?;
        }
        if out.json {
            return out.json(&page.lines).map(|()| Exit::Done);
        }
        for line in &page.lines {
            out.line(&told(line))?;
        }
        let late = page
            .lines
            .iter()
            .filter(|line| line.state == DutyStanding::Overdue);
        let (all, late) = (page.lines.len(), late.count());
        out.say(&format!("共{all}项，逾期{late}项"))?;
        Ok(Exit::Done)
    }
}

/// A duty in a line.
pub(super) fn told(line: &DutyLine) -> String {
    let when = match (line.days, line.time.as_deref()) {
        (None, _) => "要办".to_owned(),
        (Some(0), Some(time)) => format!("今天{time}"),
        (Some(0), None) => "今天".to_owned(),
        (Some(days), _) if days < 0 => format!("逾期{}天", -days),
        (Some(days), _) => format!("还{days}天"),
    };
    let name = if line.title.contains(&line.name) {
        ""
    } else {
        &line.name
    };
    let parts = [
        when.as_str(),
        &line.title,
        &line.detail,
        name,
        &line.place,
        &line.responsible,
        line.due.as_deref().unwrap_or_default(),
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("  ")
}
