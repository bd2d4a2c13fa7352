//! `fupin inspect`: before, during and after an inspection.

mod walk;
mod words;

use std::io;

use super::{Exit, Given, Output, Run, Usage};
use crate::port::{Reply, Request};

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
#[command(after_help = walk::JSON)]
pub struct Args {
    #[command(subcommand)]
    what: walk::What,
}

impl Run for Args {
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage> {
        self.what.requests(given)
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        self.what.answer(reply, out)
    }
}
