//! `fupin list`: the records of a ledger, picked out by a condition.

use std::io;

use super::{Exit, Given, Output, Run, Usage, ledger};
use crate::dictionary::LedgerId;
use crate::domain::page::{ListKind, ListQuery, RowFile, Selection};
use crate::port::{Chosen, Reply, Request, Scope, SelectReply, SelectRequest};

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 哪个台账，如 户、人口、小额信贷
    #[arg(value_name = "台账")]
    ledger: String,
    /// 怎样挑，见下面的说明
    #[command(flatten)]
    pick: Pick,
    /// 按哪一项排
    #[arg(long, value_name = "项目")]
    order: Option<String>,
    /// 从大到小排
    #[arg(long, requires = "order")]
    desc: bool,
    /// 最多几条
    #[arg(long, value_name = "条数")]
    limit: Option<usize>,
    /// 证件号码、账号和电话不遮盖
    #[arg(long)]
    unmask: bool,
}

/// What records are picked out by, the same for every command that takes a condition.
#[derive(Debug, Default, clap::Args)]
pub struct Pick {
    /// 条件，如 `脱贫属性 = '未脱贫' and 劳动力人数 >= 1`；户的项目在别的台账里写成 `户_脱贫属性`
    #[arg(long = "where", value_name = "条件")]
    condition: Option<String>,
    /// 用保存过的筛选
    #[arg(long, value_name = "名称")]
    filter: Option<String>,
    /// 年度_ 开头的项目指哪一年；不写就是台账里最近的一年
    #[arg(long, value_name = "年")]
    year: Option<i32>,
}

impl Pick {
    /// As the book is asked.
    #[must_use]
    pub fn selection(&self) -> Selection {
        Selection {
            filter: self.filter.clone(),
            condition: self.condition.clone().unwrap_or_default(),
            order: None,
            year: self.year,
        }
    }

    /// The records of a ledger that it keeps, of 我的 or of 全镇.
    #[must_use]
    pub fn chosen(&self, ledger: LedgerId, scope: Scope) -> Chosen {
        let selection = self.selection();
        if selection.is_plain() && scope == Scope::Township {
            return Chosen::All;
        }
        Chosen::Picked(Box::new(ListQuery {
            kind: ListKind::Ledger(ledger),
            text: String::new(),
            selection,
            scope,
            offset: 0,
            limit: 0,
        }))
    }

    /// The condition, where one is given.
    #[must_use]
    pub fn condition(&self) -> Option<&str> {
        self.condition.as_deref()
    }
}

impl Run for Args {
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage> {
        let query = ListQuery {
            kind: ListKind::Ledger(ledger(given, &self.ledger)?.id),
            text: String::new(),
            selection: Selection {
                order: self.order.clone().map(|fact| (fact, self.desc)),
                ..self.pick.selection()
            },
            scope: given.scope,
            offset: 0,
            limit: self.limit.unwrap_or(usize::MAX),
        };
        Ok(vec![Request::Select(Box::new(SelectRequest::Rows(
            query,
            self.unmask,
        )))])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match reply {
            Reply::Select(SelectReply::Rows(rows)) if out.json => {
                out.json(&rows).map(|()| Exit::Done)
            }
            Reply::Select(SelectReply::Rows(rows)) => {
                for row in &rows {
                    out.line(&told(row))?;
                }
                out.say(&format!("共{}条", rows.len()))?;
                Ok(Exit::Done)
            }
            other => out.unexpected(&other),
        }
    }
}

/// A record in a line: what stands in lists first, then what the condition read, each named.
fn told(row: &RowFile) -> String {
    let filled = row.texts.iter().filter(|(_, text)| !text.is_empty());
    let parts = filled.map(|(name, text)| format!("{} {text}", name.replace('_', " ")));
    let parts: Vec<String> = parts.collect();
    format!("册内{}  {}", row.id, parts.join("  "))
}
