//! `fupin backup`: a copy of the book, proved before it is told of.

use std::io;
use std::path::PathBuf;

use super::{Exit, Given, Output, Run, Usage};
use crate::port::{BackupReply, BackupRequest, Reply, Request};

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 备份到哪个文件或文件夹；不写就在台账旁边的「备份」文件夹里，按乡镇和日期起名
    #[arg(value_name = "位置", conflicts_with = "last")]
    path: Option<PathBuf>,
    /// 不备份，只看最后一次备份在哪里，打开核对
    #[arg(long)]
    last: bool,
}

impl Run for Args {
    fn requests(&self, _: Given<'_>) -> Result<Vec<Request>, Usage> {
        let request = if self.last {
            BackupRequest::Page
        } else {
            BackupRequest::Make(self.path.clone())
        };
        Ok(vec![Request::Backup(request)])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match reply {
            Reply::Backup(BackupReply::Made(line, _)) if out.json => {
                out.json(&line).map(|()| Exit::Done)
            }
            Reply::Backup(BackupReply::Made(_, words)) => out.say(&words).map(|()| Exit::Done),
            Reply::Backup(BackupReply::Page(page)) => {
                let exit = match (&page.last, page.proved) {
                    (Some(_), false) => Exit::Failed,
                    _ => Exit::Done,
                };
                if out.json {
                    return out.json(&page).map(|()| exit);
                }
                match &page.last {
                    None => out.line("还没有备份过")?,
                    Some(line) => {
                        out.line(&format!(
                            "{}  {}  {}",
                            line.at,
                            line.operator,
                            line.path.display()
                        ))?;
                        out.line(&page.proof)?;
                        out.line(&format!("备份以后又有{}步操作", page.since))?;
                    }
                }
                Ok(exit)
            }
            other => out.unexpected(&other),
        }
    }
}
