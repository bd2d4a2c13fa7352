//! `fupin init`: makes a new book.

use std::io;

use super::{Exit, Given, Output, Run, Usage};
use crate::port::{NewBook, Reply, Request};

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 政策口径的编号，如 hubei-2016
    #[arg(long, value_name = "口径")]
    pack: String,
    /// 乡镇名称
    #[arg(long, value_name = "乡镇")]
    township: String,
    /// 县（市、区）名称
    #[arg(long, value_name = "县")]
    county: Option<String>,
}

impl Run for Args {
    fn requests(&self, _: Given<'_>) -> Result<Vec<Request>, Usage> {
        let named = |text: &str| text.trim().to_owned();
        let township = named(&self.township);
        if township.is_empty() {
            return Err(Usage("乡镇名称是空的：请在 --township 后写乡镇名称".into()));
        }
        Ok(vec![Request::Create(NewBook {
            pack: named(&self.pack),
            township,
            county: self
                .county
                .as_deref()
                .map(named)
                .filter(|name| !name.is_empty()),
        })])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        out.unexpected(&reply)
    }
}
