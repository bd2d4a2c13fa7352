//! What goes out about loans: 到期通知书 to the borrower, 催收花名册 for whoever goes round, words for
//! the group chat. No ID number and no telephone of a household stands on any of them; what the
//! bank's clerk and the officer are called and rung by does.

mod notice;
mod roster;
mod words;

pub use notice::{Notice, NoticeKind, kind_of};
pub use roster::{RosterLine, roster};
pub use words::words;

use chrono::{Datelike, NaiveDate};

use crate::domain::PartialDate;
use crate::domain::page::LoanRow;

/// A day as people read it: 2018年10月18日; of lower precision as far as it is known.
fn said_day(iso: &str) -> String {
    match iso.parse::<PartialDate>() {
        Ok(date) => match (date.day(), date.month()) {
            (Some(day), _) => long(day),
            (None, Some(month)) => format!("{}年{month}月", date.year()),
            (None, None) => format!("{}年", date.year()),
        },
        Err(_) => iso.to_owned(),
    }
}

fn long(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// The same without the year where it is this one.
fn short_day(iso: &str, today: NaiveDate) -> String {
    let said = said_day(iso);
    let year = format!("{}年", today.year());
    match said.strip_prefix(&year) {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => said,
    }
}

/// The part of the place that is not the village: 3组.
fn group_of<'r>(row: &'r LoanRow, village: &str) -> &'r str {
    row.place.strip_prefix(village).unwrap_or(&row.place)
}

/// The borrower, and the head of the household where it is somebody else.
fn called(row: &LoanRow) -> String {
    if row.head.is_empty() || row.head == row.borrower {
        row.borrower.clone()
    } else {
        format!("{}（户主{}）", row.borrower, row.head)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::Fen;
    use crate::domain::page::LoanStanding;

    pub fn row() -> LoanRow {
        LoanRow {
            id: 1,
            household: Some(1),
            place: "白马庙村3组".into(),
            borrower: "张国强".into(),
            head: "张国强".into(),
            bank: "岭东农商行".into(),
            clerk: "何敏 13900000007".into(),
            amount: Some(Fen(3_000_000)),
            balance: Some(Fen(3_000_000)),
            as_of: Some("2018-08-31".into()),
            owed: Some(Fen(3_000_000)),
            lent: Some("2016-10-18".into()),
            due: Some("2018-10-18".into()),
            days: Some(28),
            days_overdue: 0,
            class: Some("01".into()),
            class_word: "正常".into(),
            subsidy: None,
            subsidy_ends: Some("2018-10-18".into()),
            interest_after: Some(Fen(11_875)),
            state: LoanStanding::Within30,
        }
    }

    pub fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2018, 9, 20).expect("a day")
    }

    pub fn overdue() -> LoanRow {
        LoanRow {
            borrower: "张磊".into(),
            due: Some("2018-08-04".into()),
            subsidy_ends: Some("2018-08-04".into()),
            days: Some(-47),
            days_overdue: 47,
            state: LoanStanding::Overdue,
            ..row()
        }
    }

    #[test]
    fn days_are_said_as_far_as_they_are_known() {
        assert_eq!(said_day("2018-10-18"), "2018年10月18日");
        assert_eq!(said_day("2018-10"), "2018年10月");
        assert_eq!(said_day("2018"), "2018年");
        assert_eq!(short_day("2018-10-18", today()), "10月18日");
        assert_eq!(short_day("2017-10-18", today()), "2017年10月18日");
        assert_eq!(short_day("2018", today()), "2018年");
    }
}
