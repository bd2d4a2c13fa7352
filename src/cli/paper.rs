//! `fupin paper`: papers for the wall, the file and a successor.

use std::io;
use std::path::PathBuf;

use super::{Exit, Given, Output, Run, Usage};
use crate::port::{Reply, Request, WallPaper};

/// The papers.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Which {
    /// 各村的年度计划和完成，贴墙上
    #[value(name = "挂图", alias = "plan")]
    Plan,
    /// 一个村一页
    #[value(name = "村卡", alias = "village")]
    Village,
    /// 全镇一本，各村一页
    #[value(name = "乡册", alias = "township")]
    Township,
    /// 工作交接书，移交人和接交人都签字
    #[value(name = "交接书", aliases = ["工作交接书", "handover"])]
    Handover,
}

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 哪一种
    #[arg(value_enum, value_name = "哪一种")]
    which: Which,
    /// 村卡是哪个村的
    #[arg(long, value_name = "村", required_if_eq("which", "村卡"))]
    village: Option<String>,
    /// 交接书交给谁
    #[arg(long, value_name = "姓名")]
    to: Option<String>,
    /// 写到哪个文件夹，不写就是当前的；网页和文字各一个文件
    #[arg(short, long, value_name = "文件夹")]
    output: Option<PathBuf>,
}

impl Args {
    /// Who takes over, where somebody is named.
    fn to(&self) -> Result<Option<String>, Usage> {
        let name = self.to.as_deref().map(str::trim);
        match name {
            Some("") => Err(Usage("接交人的姓名是空的：请在 --to 后写姓名".into())),
            name => Ok(name.map(str::to_owned)),
        }
    }
}

impl Run for Args {
    fn requests(&self, _: Given<'_>) -> Result<Vec<Request>, Usage> {
        let paper = match self.which {
            Which::Plan => WallPaper::Plan,
            Which::Village => WallPaper::Village(self.village.clone().unwrap_or_default()),
            Which::Township => WallPaper::Township,
            Which::Handover => WallPaper::Handover(self.to()?),
        };
        Ok(vec![Request::Wall(
            paper,
            self.output.clone().unwrap_or_default(),
        )])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match reply {
            Reply::Done(words) => out.line(&words).map(|()| Exit::Done),
            other => out.unexpected(&other),
        }
    }
}
