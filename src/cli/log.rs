//! `fupin log`: who did what, when, and what it changed.

use std::fmt::Write;
use std::io;

use super::{Exit, Given, Output, Run, Usage};
use crate::port::{LogChange, LogEntry, LogQuery, Reply, Request};

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 只看这一户和它的记录：户编号或册内编号
    #[arg(long, value_name = "户")]
    household: Option<String>,
    /// 最多几条，最新的在前
    #[arg(long, value_name = "条数", default_value_t = 50)]
    limit: u32,
    /// 核对操作记录有没有被程序以外改过；改过的退出码是 1
    #[arg(long, conflicts_with = "household")]
    check: bool,
}

impl Run for Args {
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage> {
        if self.check {
            return Ok(vec![Request::CheckLog]);
        }
        Ok(vec![Request::Log(LogQuery {
            household: self.household.clone(),
            scope: given.scope,
            limit: self.limit as usize,
        })])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match reply {
            Reply::Log(entries) if out.json => out.json(&entries).map(|()| Exit::Done),
            Reply::Log(entries) => {
                if entries.is_empty() {
                    out.say("还没有操作记录")?;
                }
                for entry in &entries {
                    out.line(&told(entry))?;
                }
                Ok(Exit::Done)
            }
            other => out.unexpected(&other),
        }
    }
}

/// An entry as text: one line, and one for each change.
fn told(entry: &LogEntry) -> String {
    let mut text = format!("{}  {}  {}", entry.action, entry.at, entry.operator);
    if entry.account != entry.operator && !entry.account.is_empty() {
        let _ = write!(text, "（{}）", entry.account);
    }
    let _ = write!(text, "  {}", entry.intent);
    if let Some(by) = entry.undone_by {
        let _ = write!(text, "（已由第{by}条撤销）");
    }
    for added in &entry.added {
        let _ = write!(text, "\n    {}：新增 {} 条", added.label, added.count);
    }
    for change in &entry.changes {
        let _ = write!(text, "\n    {}", change_told(change));
    }
    if entry.changes_omitted > 0 {
        let _ = write!(text, "\n    另有 {} 处改动没有列出", entry.changes_omitted);
    }
    text
}

fn change_told(change: &LogChange) -> String {
    let LogChange {
        label,
        id,
        field,
        before,
        after,
        ..
    } = change;
    let shown = |value: &str| {
        if value.is_empty() {
            "（空）".to_owned()
        } else {
            value.to_owned()
        }
    };
    if field.is_empty() {
        format!("{label} {id}：整条移除")
    } else {
        format!(
            "{label} {id} {field}：{} -> {}",
            shown(before),
            shown(after)
        )
    }
}
