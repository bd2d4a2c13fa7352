//! `fupin carry`: 年度结转, a year begun from the year before.

use std::io;

use super::{Exit, Given, Output, Run, Usage, change};
use crate::domain::change::ChangeKind;
use crate::port::change::{ChangeCommand, ChangeReply, ChangeRequest};
use crate::port::{HouseholdKey, Reply, Request};

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 要开的年度；由上一年带过来，收入不带，已有的只补空着的项
    #[arg(value_name = "年度")]
    year: u16,
    /// 只结转这个村
    #[arg(long, value_name = "村", conflicts_with = "household")]
    village: Option<String>,
    /// 只结转这一户：户编号或册内编号
    #[arg(long, value_name = "户")]
    household: Option<String>,
    /// 只看将要开多少户，不写
    #[arg(long)]
    dry_run: bool,
}

impl Run for Args {
    fn requests(&self, _: Given<'_>) -> Result<Vec<Request>, Usage> {
        let mut texts = vec![("year".to_owned(), self.year.to_string())];
        texts.extend(
            self.village
                .clone()
                .map(|name| ("village".to_owned(), name)),
        );
        let command = ChangeCommand {
            kind: ChangeKind::Carry,
            household: self.household.clone().map(HouseholdKey::Typed),
            texts,
            dry_run: self.dry_run,
        };
        let command = ChangeRequest::Command(Box::new(command));
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
