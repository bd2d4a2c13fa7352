//! `fupin inspect`: before, during and after an inspection.

mod finding;
mod ready;
mod walk;
mod words;

use std::io;

use clap::Subcommand;

use super::{Exit, Given, Output, Run, Usage};
use crate::port::{Reply, Request};

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
#[command(after_help = walk::JSON)]
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
    #[command(flatten)]
    Walk(walk::What),
}

impl Run for Args {
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage> {
        match &self.what {
            What::Ready(args) => args.requests(given),
            What::Finding(args) => args.requests(given),
            What::Walk(what) => what.requests(given),
        }
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match &self.what {
            What::Ready(args) => args.answer(reply, out),
            What::Finding(args) => args.answer(reply, out),
            What::Walk(what) => what.answer(reply, out),
        }
    }
}
