//! `fupin merge`: two records of one person or household made one; `fupin doubles` finds them.

use std::io;

use super::{Exit, Given, Output, Run, Usage, change, ledger};
use crate::port::change::{ChangeReply, ChangeRequest, MergeCommand};
use crate::port::{Reply, Request};

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 台账：户 或 人口
    #[arg(value_name = "台账")]
    ledger: String,
    /// 留下的一条：户写户编号，人写人编号或证件号码，都可以写册内编号
    #[arg(value_name = "留下")]
    keep: String,
    /// 并入的一条
    #[arg(value_name = "并入")]
    other: String,
    /// 两条不一样时，这一栏用并入的那条的；可以写几个
    #[arg(long, value_name = "栏")]
    take: Vec<String>,
    /// 只看将要改什么，不写
    #[arg(long)]
    dry_run: bool,
}

impl Run for Args {
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage> {
        let command = MergeCommand {
            ledger: ledger(given, &self.ledger)?.id,
            keep: self.keep.clone(),
            other: self.other.clone(),
            take: self.take.clone(),
            dry_run: self.dry_run,
        };
        let command = ChangeRequest::MergeCommand(Box::new(command));
        Ok(vec![Request::Change(command)])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match reply {
            Reply::Change(ChangeReply::Planned(sheet)) => change::told(&sheet, true, out),
            Reply::Change(ChangeReply::Saved(sheet, _)) => change::told(&sheet, false, out),
            other => out.unexpected(&other),
        }
    }
}
