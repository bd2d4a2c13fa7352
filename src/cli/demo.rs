//! `fupin demo`: the demo township, to look at or as a book to measure with.

use std::io;
use std::path::PathBuf;

use super::{Exit, Given, Output, Run, Usage};
use crate::port::{DemoBook, Reply, Request};

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 政策口径的编号；不写就是 hubei-2016
    #[arg(long, value_name = "口径")]
    pack: Option<String>,
    /// 不打开界面，把演示台账写到这个文件
    #[arg(long, value_name = "路径", requires = "households")]
    write: Option<PathBuf>,
    /// 写多少户
    #[arg(long, value_name = "户数", requires = "write")]
    households: Option<usize>,
    /// 随机种子：户数和种子相同，内容就相同
    #[arg(long, value_name = "种子", default_value_t = 1)]
    seed: u64,
}

impl Args {
    /// Whether the interface is to be opened, and under which policy pack.
    #[must_use]
    pub fn opens(&self) -> Option<Option<&str>> {
        self.write.is_none().then_some(self.pack.as_deref())
    }
}

impl Run for Args {
    fn requests(&self, _: Given<'_>) -> Result<Vec<Request>, Usage> {
        let (Some(path), Some(households)) = (&self.write, self.households) else {
            return Ok(Vec::new());
        };
        Ok(vec![Request::Demo(DemoBook {
            path: path.clone(),
            households,
            seed: self.seed,
            pack: self.pack.clone(),
        })])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        out.unexpected(&reply)
    }
}
