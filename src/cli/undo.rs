//! `fupin undo`: takes an action back.

use std::io;

use super::{Exit, Given, Output, Run, Usage};
use crate::port::{Reply, Request};

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 操作记录里的编号；不写就是操作人自己的最后一步
    #[arg(value_name = "编号")]
    action: Option<i64>,
}

impl Run for Args {
    fn requests(&self, _: Given<'_>) -> Result<Vec<Request>, Usage> {
        Ok(vec![Request::Undo(self.action)])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        out.unexpected(&reply)
    }
}
