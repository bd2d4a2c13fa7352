//! `fupin restore`: a copy put in the place of the book, which is kept beside it.

use std::io;
use std::path::PathBuf;

use super::{Exit, Given, Output, Run, Usage};
use crate::port::{BackupReply, BackupRequest, Reply, Request};

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 用哪个备份；先打开核对，损坏的、更新版本的不用
    #[arg(value_name = "备份")]
    path: PathBuf,
}

impl Run for Args {
    fn requests(&self, _: Given<'_>) -> Result<Vec<Request>, Usage> {
        let request = BackupRequest::Restore(self.path.clone());
        Ok(vec![Request::Backup(request)])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match reply {
            Reply::Backup(BackupReply::Restored(line, _)) if out.json => {
                out.json(&line).map(|()| Exit::Done)
            }
            Reply::Backup(BackupReply::Restored(_, words)) => out.say(&words).map(|()| Exit::Done),
            other => out.unexpected(&other),
        }
    }
}
