//! `fupin find`: the same search as the interface's.

use std::io;

use super::{Exit, Given, Output, Run, Usage, ledger};
use crate::port::{FindQuery, FindRow, Reply, Request};

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 姓名、拼音、首字母、证件号码后几位、户编号、电话、村组；几个词用空格隔开，都要符合；空的从头列
    #[arg(value_name = "文字")]
    text: Vec<String>,
    /// 只在这个台账里查找
    #[arg(long, value_name = "台账")]
    ledger: Option<String>,
    /// 最多几条
    #[arg(long, value_name = "条数", default_value_t = 50)]
    limit: u32,
    /// 证件号码不遮盖
    #[arg(long)]
    unmask: bool,
}

impl Run for Args {
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage> {
        let named = |name: &String| ledger(given, name).map(|ledger| ledger.id);
        Ok(vec![Request::Find(FindQuery {
            text: self.text.join(" "),
            ledger: self.ledger.as_ref().map(named).transpose()?,
            scope: given.scope,
            limit: self.limit as usize,
            unmask: self.unmask,
        })])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match reply {
            Reply::Find(rows) if out.json => out.json(&rows).map(|()| Exit::Done),
            Reply::Find(rows) => {
                if rows.is_empty() {
                    out.say("没有找到：换一个写法，或少写一个词")?;
                }
                for row in &rows {
                    out.line(&told(row))?;
                }
                Ok(Exit::Done)
            }
            other => out.unexpected(&other),
        }
    }
}

fn told(row: &FindRow) -> String {
    let of = if row.head.is_empty() || row.head == row.name {
        String::new()
    } else {
        format!("（{}户）", row.head)
    };
    let household = row.household.map(|id| format!("册内{id}"));
    let parts = [
        format!("{}{of}", row.name),
        row.place.clone(),
        row.id_number.clone(),
        household.unwrap_or_default(),
        row.why.clone(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("  ")
}
