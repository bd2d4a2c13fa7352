//! The lines of the list of loans: loans, and headings with what the loans below come to.

use crate::port::{LoanGroup, LoanPage, LoanRow, LoanStanding};
use crate::tui::say;
use crate::tui::theme::Tone;
use crate::tui::widget::list::{Column, List};

/// A line.
#[derive(Clone, Debug)]
pub(super) enum LoanLine {
    /// What the loans below have in common.
    Heading(Box<LoanGroup>),
    /// A loan.
    Loan(Box<LoanRow>),
}

/// A list without rows yet.
pub(super) fn list() -> List<LoanLine> {
    let columns = vec![
        Column::new("借款人", 10),
        Column::new("村组", 14).rank(4),
        Column::new("金额万", 6).right().rank(5),
        Column::new("余额万", 6).right().rank(6),
        Column::new("到期", 10).rank(2),
        Column::new("天数", 9).right().rank(1),
        Column::new("状态", 10),
    ];
    let cells_of = |line: &LoanLine| match line {
        LoanLine::Heading(_) => Vec::new(),
        LoanLine::Loan(row) => cells(row),
    };
    List::new(columns, cells_of)
        .identified(|line| match line {
            LoanLine::Heading(_) => 0,
            LoanLine::Loan(row) => row.id,
        })
        .toned(|line| match line {
            LoanLine::Heading(_) => Tone::Heading,
            LoanLine::Loan(row) => tone(row.state),
        })
        .headed(|line| match line {
            LoanLine::Heading(group) => Some(said(group)),
            LoanLine::Loan(_) => None,
        })
}

/// The lines of a page, in order.
pub(super) fn lines(page: LoanPage) -> Vec<LoanLine> {
    let mut heads = page.headings.into_iter().peekable();
    let mut rows = page.rows.into_iter();
    let mut lines = Vec::new();
    loop {
        let at = page.offset + lines.len();
        if let Some(head) = heads.next_if(|head| head.at == at) {
            lines.push(LoanLine::Heading(Box::new(head.group)));
        } else if let Some(row) = rows.next() {
            lines.push(LoanLine::Loan(Box::new(row)));
        } else {
            return lines;
        }
    }
}

/// What the loans of a group come to.
fn said(group: &LoanGroup) -> String {
    let overdue = match group.overdue {
        0 => String::new(),
        overdue => format!(" 逾期{overdue}笔"),
    };
    format!(
        "{} {}笔 金额{}万 余额{}万{overdue}",
        group.label,
        group.loans.len(),
        say::in_wan(group.amount),
        say::in_wan(group.balance)
    )
}

/// How urgent a loan is.
#[must_use]
pub fn tone(standing: LoanStanding) -> Tone {
    match standing {
        LoanStanding::Compensated | LoanStanding::Overdue => Tone::Bad,
        LoanStanding::Within30 | LoanStanding::Unconfirmed => Tone::Warning,
        LoanStanding::Repaid | LoanStanding::WrittenOff => Tone::Faint,
        LoanStanding::Within60 | LoanStanding::Within90 | LoanStanding::Normal => Tone::Plain,
    }
}

fn cells(row: &LoanRow) -> Vec<String> {
    let days = match (row.state, row.days) {
        (LoanStanding::Repaid | LoanStanding::WrittenOff | LoanStanding::Unconfirmed, _)
        | (_, None) => String::new(),
        (_, Some(days)) => say::days_left(days),
    };
    let state = match row.state {
        LoanStanding::Unconfirmed => "已还待核对",
        other => other.word(),
    };
    vec![
        row.borrower.clone(),
        row.place.clone(),
        row.amount.map(say::in_wan).unwrap_or_default(),
        row.owed.map(say::in_wan).unwrap_or_default(),
        row.due.clone().unwrap_or_default(),
        days,
        state.to_owned(),
    ]
}
