//! `fupin loans`: the microcredit ledger with its state today.

use std::io;

use super::{Exit, Given, Output, Run, Usage};
use crate::domain::Fen;
use crate::domain::money::Unit;
use crate::port::{LoanFilter, LoanPage, LoanQuery, LoanRow, Reply, Request, Selection};

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 只看逾期和代偿的
    #[arg(long, conflicts_with = "due_within")]
    overdue: bool,
    /// 只看这么多天内到期的
    #[arg(long, value_name = "天数")]
    due_within: Option<u32>,
}

impl Run for Args {
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage> {
        let filter = match (self.overdue, self.due_within) {
            (true, _) => LoanFilter::Overdue,
            (_, Some(days)) => LoanFilter::DueWithin(days),
            _ => LoanFilter::All,
        };
        Ok(vec![Request::Loans(LoanQuery {
            filter,
            text: String::new(),
            selection: Selection::default(),
            scope: given.scope,
            offset: 0,
            limit: usize::MAX,
        })])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        match reply {
            Reply::Loans(page) if out.json => out.json(&page.rows).map(|()| Exit::Done),
            Reply::Loans(page) => {
                for row in &page.rows {
                    out.line(&told(row))?;
                }
                out.say(&sum(&page))?;
                Ok(Exit::Done)
            }
            other => out.unexpected(&other),
        }
    }
}

fn wan(fen: Option<Fen>) -> String {
    fen.map_or_else(
        || "金额未填".to_owned(),
        |fen| format!("{}万元", fen.in_unit(Unit::WanYuan)),
    )
}

/// A loan in a line.
pub(super) fn told(row: &LoanRow) -> String {
    let when = match row.days {
        _ if row.days_overdue > 0 => format!("{} {}天", row.state.word(), row.days_overdue),
        Some(days) if days >= 0 => format!("{} 还{days}天", row.state.word()),
        _ => row.state.word().to_owned(),
    };
    let balance = match (row.balance, &row.as_of) {
        (Some(_), Some(day)) => format!("余{}（银行{day}）", wan(row.balance)),
        _ => "余额未报".to_owned(),
    };
    let from = row.lent.as_deref().unwrap_or("未填");
    let to = row.due.as_deref().unwrap_or("未填");
    let parts = [
        row.borrower.clone(),
        row.place.clone(),
        row.bank.clone(),
        wan(row.amount),
        format!("{from}至{to}"),
        when,
        balance,
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("  ")
}

fn sum(page: &LoanPage) -> String {
    let stands = page.counts.by_standing.iter();
    let stands: Vec<String> = stands
        .map(|(state, number)| format!("{}{number}", state.word()))
        .collect();
    format!(
        "共{}笔 {}，未还{}  {}",
        page.counts.total,
        wan(Some(page.counts.lent)),
        wan(Some(page.counts.open)),
        stands.join(" ")
    )
}
