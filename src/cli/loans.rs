//! `fupin loans`: the microcredit ledger with its state today; one loan worked out; all against the
//! banks' lists of subsidies; what goes out about loans.

mod compare;
pub mod out;
mod show;

use std::io;

use clap::Subcommand;

use super::{Exit, Given, Output, Run, Usage};
use crate::domain::Fen;
use crate::domain::money::Unit;
use crate::port::{
    LoanFilter, LoanGroup, LoanGrouping, LoanPage, LoanQuery, LoanReply, LoanRequest, LoanRow,
    Reply, Request, Selection,
};

/// What the help says of JSON.
const JSON: &str = "\
JSON（--json）：不带子命令给数组，键为 id household borrower amount_fen balance_fen as_of lent due
  days_overdue class subsidy state；show 给一个对象：loan as_of standing computed_balance_fen reckoned
  lacking events，reckoned 里有 terms rule notes periods settled total month_now_fen
  month_without_subsidy_fen subsidised_until unpaid compared；compare 给数组，一条一期：loan household
  borrower village group bank begins ends computed_fen listed_fen difference_fen listed causes lacking。
  begins 至 ends 的一段不含 ends 那天，金额都是分。
  report 给一个对象：month from to whole as_of all villages banks figures；
  all、villages、banks 的金额以分计，figures 是 name value how（怎样算）。";

/// The arguments; the comments are the help.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, after_help = JSON)]
pub struct Args {
    #[command(subcommand)]
    what: Option<What>,
    /// 只看逾期和代偿的
    #[arg(long, conflicts_with = "due_within")]
    overdue: bool,
    /// 只看这么多天内到期的
    #[arg(long, value_name = "天数")]
    due_within: Option<u32>,
    /// 按什么分开小计
    #[arg(long, value_enum, value_name = "分法")]
    by: Option<By>,
}

/// What the loans stand under.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum By {
    /// 到期的月份
    #[value(name = "到期", alias = "due")]
    Due,
    /// 贷款银行
    #[value(name = "银行", alias = "bank")]
    Bank,
    /// 行政村
    #[value(name = "村", alias = "village")]
    Village,
    /// 今天的状态
    #[value(name = "状态", alias = "state")]
    State,
}

impl By {
    const fn grouping(self) -> LoanGrouping {
        match self {
            Self::Due => LoanGrouping::Due,
            Self::Bank => LoanGrouping::Bank,
            Self::Village => LoanGrouping::Village,
            Self::State => LoanGrouping::State,
        }
    }
}

/// More than the list; the comments are the help.
#[derive(Debug, Subcommand)]
enum What {
    /// 一笔贷款的测算：逐期的天数、利息、贴息、自付，和银行贴息清单比
    Show {
        /// 册内编号（fupin loans --json 的 id）
        #[arg(value_name = "编号")]
        id: i64,
    },
    /// 银行的贴息清单和测算逐期比，差在哪里
    Compare {
        /// 只比这个村
        #[arg(long, value_name = "村")]
        village: Option<String>,
    },
    #[command(flatten)]
    Out(out::What),
}

impl Run for Args {
    fn requests(&self, given: Given<'_>) -> Result<Vec<Request>, Usage> {
        if let Some(what) = &self.what {
            let request = match what {
                What::Show { id } => Request::Loan(LoanRequest::Course(*id)),
                What::Compare { village } => Request::Loan(LoanRequest::Compare {
                    village: village.clone(),
                    scope: given.scope,
                }),
                What::Out(what) => what.request(given)?,
            };
            return Ok(vec![request]);
        }
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
            grouping: self.by.map_or(LoanGrouping::default(), By::grouping),
            offset: 0,
            limit: usize::MAX,
        })])
    }

    fn answer(&self, reply: Reply, out: &mut Output<'_>) -> io::Result<Exit> {
        if let Some(What::Out(what)) = &self.what {
            return what.answer(reply, out);
        }
        match reply {
            Reply::Loans(page) if out.json => out.json(&page.rows).map(|()| Exit::Done),
            Reply::Loans(page) => {
                list(&page, out)?;
                out.say(&sum(&page))?;
                Ok(Exit::Done)
            }
            Reply::Loan(LoanReply::Course(course)) => show::told(&course, out),
            Reply::Loan(LoanReply::Compare(comparison)) => compare::told(&comparison, out),
            other => out.unexpected(&other),
        }
    }
}

/// Every loan in a line, below the line of what its group comes to.
fn list(page: &LoanPage, out: &mut Output<'_>) -> io::Result<()> {
    let mut heads = page.headings.iter().peekable();
    let mut rows = page.rows.iter();
    for at in page.offset..page.offset + page.total {
        if let Some(head) = heads.next_if(|head| head.at == at) {
            out.line(&headed(&head.group))?;
        } else if let Some(row) = rows.next() {
            let indent = if page.headings.is_empty() { "" } else { "  " };
            out.line(&format!("{indent}{}", told(row)))?;
        }
    }
    Ok(())
}

fn headed(group: &LoanGroup) -> String {
    let overdue = match group.overdue {
        0 => String::new(),
        overdue => format!("  逾期{overdue}笔"),
    };
    format!(
        "{}  {}笔  金额{}  余额{}{overdue}",
        group.label,
        group.loans.len(),
        wan(Some(group.amount)),
        wan(Some(group.balance))
    )
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
        Some(days) if days >= 0 && row.is_running() => format!("{} 还{days}天", row.state.word()),
        _ => row.state.word().to_owned(),
    };
    let balance = match (row.by_bank(), row.owed) {
        (Some((balance, day)), _) => format!("余{}（银行{day}）", wan(Some(balance))),
        (None, Some(_)) => format!("余{}（测算）", wan(row.owed)),
        (None, None) => "余额未报".to_owned(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Fen;
    use crate::domain::lending::tests::row;
    use crate::domain::page::LoanStanding;

    #[test]
    fn a_loan_in_a_line_says_whose_balance_it_is_and_days_while_they_matter() {
        let line = told(&row());
        assert!(
            line.ends_with("30天内到期 还28天  余3万元（银行2018-08-31）"),
            "{line}"
        );
        let mut since = row();
        since.owed = Some(Fen(2_500_000));
        assert!(told(&since).ends_with("余2.5万元（测算）"));
        since.owed = None;
        since.balance = None;
        assert!(told(&since).ends_with("余额未报"));
        for state in [LoanStanding::Repaid, LoanStanding::Unconfirmed] {
            let line = told(&LoanRow { state, ..row() });
            assert!(line.contains(&format!("{}  余", state.word())), "{line}");
        }
    }
}
