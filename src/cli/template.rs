//! `fupin template`: an empty sheet with a ledger's headers.

use std::io;
use std::path::PathBuf;

use super::export::{place, tell};
use super::{Exit, Given, Output, Run, Usage, ledger};
use crate::port::{Reply, Request, TemplateOptions};

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 哪个台账，如 户、人口、小额信贷
    #[arg(value_name = "台账")]
    ledger: String,
    /// 写到这个文件，- 是标准输出；不写就在当前文件夹起名
    #[arg(short, long, value_name = "文件")]
    output: Option<PathBuf>,
}

impl Run for Args {
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage> {
        Ok(vec![Request::Template(TemplateOptions {
            ledger: ledger(given, &self.ledger)?.id,
            place: place(self.output.as_deref()),
        })])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match reply {
            Reply::Exported(done) => {
                for (file, _) in &done.files {
                    out.say(&format!("已写出{}的空表 {}", done.ledger, file.display()))?;
                }
                tell(&done.warnings, out)
            }
            other => out.unexpected(&other),
        }
    }
}
