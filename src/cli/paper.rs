//! `fupin paper`: papers for the wall, the file and the county.

use std::io;
use std::path::PathBuf;

use super::loans::out::month;
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
    /// 小额信贷月报：指标和算法，各村、各银行
    #[value(name = "月报", alias = "month")]
    LoanMonth,
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
    /// 月报是哪个月的，如 2018-08；不写是这个月
    #[arg(long, value_name = "月份")]
    month: Option<String>,
    /// 写到哪个文件夹，不写是当前文件夹；网页和文字各一个文件
    #[arg(short, long, value_name = "文件夹")]
    output: Option<PathBuf>,
}

impl Run for Args {
    fn requests(&self, _: Given<'_>) -> Result<Vec<Request>, Usage> {
        let paper = match self.which {
            Which::Plan => WallPaper::Plan,
            Which::Village => WallPaper::Village(self.village.clone().unwrap_or_default()),
            Which::Township => WallPaper::Township,
            Which::LoanMonth => WallPaper::LoanMonth(month(self.month.as_deref())?),
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
