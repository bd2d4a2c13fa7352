//! `fupin inspect`: before, during and after an inspection.

mod finding;
mod ready;

use std::io;

use clap::Subcommand;

use super::{Exit, Given, Output, Run, Usage};
use crate::port::{Reply, Request};

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// 检查准备：下次检查，各村各户还要补什么、改什么
    Ready(ready::Args),
    /// 问题整改：记一条、列出、记完成、销号、整改台账
    Finding(finding::Args),
}

impl What {
    const fn run(&self) -> &dyn Run {
        match self {
            Self::Ready(args) => args,
            Self::Finding(args) => args,
        }
    }
}

impl Run for Args {
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage> {
        self.what.run().requests(given)
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        self.what.run().answer(reply, out)
    }
}
