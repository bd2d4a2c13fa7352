//! `fupin doubles`: records that may be one person or one household recorded twice.

use std::io;

use super::{Exit, Given, Output, Run, Usage};
use crate::port::change::{ChangeReply, ChangeRequest};
use crate::port::{Reply, Request};

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {}

impl Run for Args {
    fn requests(&self, _: Given<'_>) -> Result<Vec<Request>, Usage> {
        Ok(vec![Request::Change(ChangeRequest::Doubles)])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match reply {
            Reply::Change(ChangeReply::Doubles(all)) if out.json => {
                out.json(&all).map(|()| Exit::Done)
            }
            Reply::Change(ChangeReply::Doubles(all)) => {
                for one in &all {
                    let [first, second] = one.ids;
                    out.line(&format!(
                        "{}  {} {first}  {}  {second}  {}",
                        one.why, one.ledger, one.one, one.two
                    ))?;
                }
                out.say(&match all.len() {
                    0 => "没有疑似重复的户和人".to_owned(),
                    count => format!("{count}对，核实以后用 fupin merge 合并"),
                })?;
                Ok(Exit::Done)
            }
            other => out.unexpected(&other),
        }
    }
}
