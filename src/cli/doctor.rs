//! `fupin doctor`: the program examines the book; what is wrong ends it with 1.

use std::io;

use super::{Exit, Given, Output, Run, Usage};
use crate::port::{BackupReply, BackupRequest, Reply, Request};

/// No arguments of its own.
#[derive(Debug, clap::Args)]
pub struct Args {}

impl Run for Args {
    fn requests(&self, _: Given<'_>) -> Result<Vec<Request>, Usage> {
        Ok(vec![Request::Backup(BackupRequest::Doctor)])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        let found = match reply {
            Reply::Backup(BackupReply::Doctor(found)) => found,
            other => return out.unexpected(&other),
        };
        let exit = if found.iter().all(|one| one.ok) {
            Exit::Done
        } else {
            Exit::Failed
        };
        if out.json {
            return out.json(&found).map(|()| exit);
        }
        for one in &found {
            let sign = if one.ok { "好" } else { "有问题" };
            out.line(&format!("{sign}  {}  {}", one.label, one.message))?;
        }
        Ok(exit)
    }
}
