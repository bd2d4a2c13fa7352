//! Loans under headings: the month that they are due in, the bank, the village, how they stand.

use std::collections::HashMap;

use chrono::Datelike;

use super::super::reach::WITHIN;
use super::super::{Reach, Result, Store};
use super::Numbers;
use crate::domain::Fen;
use crate::domain::page::{LoanFilter, LoanGroup, LoanGrouping, LoanHeading, LoanPage};

/// A line of the list, by the place of what it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    Heading(usize),
    Loan(usize),
}

/// The lines of so many loans; each heading stands before the loan whose place it has.
fn lines(loans: usize, heads: &[(usize, LoanGroup)]) -> impl Iterator<Item = Line> {
    let mut next = 0;
    (0..loans).flat_map(move |place| {
        let head = heads.get(next).filter(|(first, _)| *first == place);
        let head = head.map(|_| Line::Heading(next));
        next += usize::from(head.is_some());
        head.into_iter().chain([Line::Loan(place)])
    })
}

/// What a loan stands under: the rank among headings, and the words.
type Under = (i64, String);

/// A rank and a text for each loan.
type Words = HashMap<i64, (Option<i64>, Option<String>)>;

/// The loans in the order of their headings, and each heading with the place of its first loan.
pub(super) type Grouped<'n> = (Vec<&'n Numbers>, Vec<(usize, LoanGroup)>);

impl Store {
    /// The loans in the order of their headings, and each heading with the place of its first loan.
    pub(super) fn under_headings<'n>(
        &self,
        reach: &Reach,
        grouping: LoanGrouping,
        wanted: Vec<&'n Numbers>,
    ) -> Result<Grouped<'n>> {
        if grouping == LoanGrouping::Urgency {
            return Ok((wanted, Vec::new()));
        }
        let words = match grouping {
            LoanGrouping::Bank => self.words_of_loans(reach, "0", "l.bank")?,
            LoanGrouping::Village => self.words_of_loans(reach, "v.id", "v.name")?,
            _ => HashMap::new(),
        };
        let mut loans: Vec<(Under, &Numbers)> = wanted
            .into_iter()
            .map(|loan| (under(grouping, loan, &words), loan))
            .collect();
        // Stable: below a heading the most urgent stay first.
        loans.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut heads: Vec<(usize, LoanGroup)> = Vec::new();
        let mut last: Option<&Under> = None;
        for (place, (under, loan)) in loans.iter().enumerate() {
            if last != Some(under) {
                heads.push((place, headed(&under.1)));
                last = Some(under);
            }
            if let Some((_, group)) = heads.last_mut() {
                add(group, loan);
            }
        }
        Ok((loans.into_iter().map(|(_, loan)| loan).collect(), heads))
    }

    /// The page with the lines from its offset on, at most so many.
    pub(super) fn in_lines(
        &self,
        reach: &Reach,
        mut page: LoanPage,
        (loans, heads): &Grouped<'_>,
        limit: usize,
    ) -> Result<LoanPage> {
        page.matching = loans.len();
        page.total = loans.len() + heads.len();
        let lines = lines(loans.len(), heads).skip(page.offset).take(limit);
        for (at, line) in (page.offset..).zip(lines) {
            match line {
                Line::Loan(place) => page.rows.push(self.loan_row(reach, loans[place])?),
                Line::Heading(place) => page.headings.push(LoanHeading {
                    at,
                    group: heads[place].1.clone(),
                }),
            }
        }
        Ok(page)
    }

    /// A rank and a text for each loan.
    fn words_of_loans(&self, reach: &Reach, rank: &str, text: &str) -> Result<Words> {
        let sql = format!(
            "select l.id, {rank}, nullif(trim({text}), '') from loan l
             left join household h on h.id = l.household left join village v on v.id = h.village where {WITHIN}"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = reach.query(&mut query, &[])?;
        let mut words = HashMap::new();
        while let Some(row) = rows.next()? {
            words.insert(row.get(0)?, (row.get(1)?, row.get(2)?));
        }
        Ok(words)
    }
}

fn headed(label: &str) -> LoanGroup {
    LoanGroup {
        label: label.to_owned(),
        loans: Vec::new(),
        amount: Fen(0),
        balance: Fen(0),
        overdue: 0,
    }
}

fn add(group: &mut LoanGroup, loan: &Numbers) {
    group.loans.push(loan.id);
    group.amount = [group.amount, Fen(loan.amount.unwrap_or(0))]
        .into_iter()
        .sum();
    group.balance = [Some(group.balance), loan.owed()]
        .into_iter()
        .flatten()
        .sum();
    group.overdue += usize::from(loan.passes(LoanFilter::Overdue));
}

fn under(grouping: LoanGrouping, loan: &Numbers, words: &Words) -> Under {
    let told = |none: &str| match words.get(&loan.id) {
        Some((rank, Some(text))) => (rank.unwrap_or(i64::MAX), text.clone()),
        _ => (i64::MAX, none.to_owned()),
    };
    match grouping {
        LoanGrouping::Due => match loan.due {
            Some(due) => (
                i64::from(due.year()) * 12 + i64::from(due.month()),
                format!("{}年{}月到期", due.year(), due.month()),
            ),
            None => (i64::MAX, "没有到期日期".to_owned()),
        },
        LoanGrouping::Bank => told("没有填银行"),
        LoanGrouping::Village => told("没有挂接到村"),
        LoanGrouping::Urgency | LoanGrouping::State => {
            let rank = crate::domain::page::LoanStanding::ALL
                .iter()
                .position(|standing| *standing == loan.standing);
            let rank = rank.and_then(|rank| i64::try_from(rank).ok());
            (rank.unwrap_or(i64::MAX), loan.standing.word().to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{Book, add, reach};
    use super::*;

    fn book() -> Book {
        let mut book = Book::new();
        book.write(|w| {
            add(w, "village", "name=白马庙村");
            add(w, "village", "name=柳林村");
            add(w, "household", "head_name=张国强 village=2");
            add(w, "household", "head_name=单云娥 village=1");
            for loan in [
                "household=1 borrower=张国强 amount=3000000 lent_on=2016-10-18 due_on=2018-10-18 bank=农商行",
                "household=2 borrower=单云娥 amount=5000000 lent_on=2016-08-01 due_on=2018-08-01 bank=邮储银行",
                "household=1 borrower=张磊 amount=1000000 lent_on=2017-10-02 due_on=2018-10-02 bank=农商行",
                "borrower=文素珍 amount=2000000 lent_on=2017-10-02",
            ] {
                add(w, "loan", loan);
            }
            add(w, "loan_event", "loan=1 kind=03 date=2018-08-31 amount=2500000");
        });
        book
    }

    fn page(grouping: LoanGrouping, window: (usize, usize)) -> LoanPage {
        let all = LoanFilter::All;
        let (offset, limit) = window;
        let window = (grouping, offset, limit);
        book()
            .store
            .loans(&reach(), all, None, None, window)
            .expect("loans")
    }

    fn told(page: &LoanPage) -> Vec<(usize, &str, usize, i64, i64)> {
        let heads = page.headings.iter();
        let told = heads.map(|head| {
            let group = &head.group;
            let sums = (group.amount.0 / 100, group.balance.0 / 100);
            (
                head.at,
                group.label.as_str(),
                group.loans.len(),
                sums.0,
                sums.1,
            )
        });
        told.collect()
    }

    #[test]
    fn headings_have_their_sums_and_are_lines_of_their_own() {
        let banks = page(LoanGrouping::Bank, (0, 20));
        assert_eq!(
            told(&banks),
            [
                (0, "农商行", 2, 40_000, 35_000),
                (3, "邮储银行", 1, 50_000, 50_000),
                (5, "没有填银行", 1, 20_000, 20_000)
            ]
        );
        assert_eq!((banks.total, banks.matching, banks.rows.len()), (7, 4, 4));
        let villages = page(LoanGrouping::Village, (0, 20));
        let labels: Vec<&str> = told(&villages).iter().map(|head| head.1).collect();
        assert_eq!(labels, ["白马庙村", "柳林村", "没有挂接到村"]);
        assert_eq!(villages.headings[0].group.overdue, 1);
    }

    #[test]
    fn months_stand_in_order_and_a_window_may_begin_anywhere() {
        let due = page(LoanGrouping::Due, (0, 20));
        let labels: Vec<&str> = told(&due).iter().map(|head| head.1).collect();
        assert_eq!(labels, ["2018年8月到期", "2018年10月到期", "没有到期日期"]);
        let middle = page(LoanGrouping::Due, (1, 3));
        assert_eq!(middle.headings[0].at, 2);
        let names: Vec<&str> = middle
            .rows
            .iter()
            .map(|row| row.borrower.as_str())
            .collect();
        assert_eq!(names, ["单云娥", "张磊"]);
    }

    #[test]
    fn states_stand_from_the_most_urgent_on() {
        let states = page(LoanGrouping::State, (0, 20));
        let labels: Vec<&str> = told(&states).iter().map(|head| head.1).collect();
        assert_eq!(labels, ["逾期", "30天内到期", "正常"]);
        assert!(page(LoanGrouping::Urgency, (0, 20)).headings.is_empty());
    }
}
