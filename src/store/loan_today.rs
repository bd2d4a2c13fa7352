//! How every loan stands today.
//!
//! A first pass reads the few numbers that decide how each loan stands; texts are read only for
//! the rows on the page.

mod group;

use std::collections::HashSet;

use chrono::{Months, NaiveDate};
use rusqlite::{Row, ToSql};

use super::reach::WITHIN;
use super::{Reach, Result, Store};
use crate::domain::codes::loan_event::{
    BALANCE, COMPENSATED, EXTENDED, RENEWED, REPAID, TOLD_REPAID, WRITTEN_OFF,
};
use crate::domain::loan::{Owed, standing};
use crate::domain::page::{LoanCounts, LoanFilter, LoanGrouping, LoanPage, LoanRow, LoanStanding};
use crate::domain::{Fen, PartialDate};

/// What a loan is found by, where something was typed.
#[derive(Clone, Copy, Debug)]
pub struct LoanText<'a> {
    /// The households that match.
    pub households: &'a HashSet<i64>,
    /// What was typed: a borrower whose name has all the words matches too.
    pub typed: &'a str,
}

/// A loan's numbers.
#[derive(Debug)]
struct Numbers {
    id: i64,
    household: Option<i64>,
    borrower: String,
    amount: Option<i64>,
    balance: Option<i64>,
    /// What is left of it, or of the amount where the bank gave none yet.
    left: Option<i64>,
    due: Option<NaiveDate>,
    days: Option<i64>,
    standing: LoanStanding,
}

impl Numbers {
    /// The most urgent first.
    fn urgency(&self) -> (LoanStanding, i64, i64) {
        (self.standing, self.days.unwrap_or(i64::MAX), self.id)
    }

    /// What is not repaid.
    fn owed(&self) -> Option<Fen> {
        let left = if self.is_open() { self.left } else { Some(0) };
        left.map(Fen)
    }

    const fn is_open(&self) -> bool {
        self.standing.is_open()
    }

    fn days_overdue(&self) -> i64 {
        let late = matches!(
            self.standing,
            LoanStanding::Overdue | LoanStanding::Compensated
        );
        self.days
            .filter(|days| late && *days < 0)
            .map_or(0, |days| -days)
    }

    fn passes(&self, filter: LoanFilter) -> bool {
        match filter {
            LoanFilter::All => true,
            LoanFilter::Open => self.is_open(),
            LoanFilter::Overdue => matches!(
                self.standing,
                LoanStanding::Overdue | LoanStanding::Compensated
            ),
            LoanFilter::DueWithin(days) => {
                let owed = !matches!(
                    self.standing,
                    LoanStanding::Repaid | LoanStanding::Unconfirmed | LoanStanding::Compensated
                );
                owed && self
                    .days
                    .is_some_and(|left| (0..=i64::from(days)).contains(&left))
            }
            LoanFilter::Standing(standing) => self.standing == standing,
            LoanFilter::One(id) => self.id == id,
        }
    }

    fn matches(&self, text: LoanText<'_>) -> bool {
        let known = |id: &i64| text.households.contains(id);
        self.household.as_ref().is_some_and(known)
            || text
                .typed
                .split_whitespace()
                .all(|word| self.borrower.contains(word))
    }
}

/// The day that a loan `l` is due, as the view `loan_due` has it, by what happened until today.
fn due_of() -> String {
    format!(
        "select coalesce(
            (select e.due_on from loan_event e where e.loan = l.id and coalesce(e.date, '') <= :today
                and e.kind in ('{RENEWED}', '{EXTENDED}') and e.due_on > coalesce(l.due_on, '')
             order by e.date desc, e.id desc limit 1),
            l.due_on)"
    )
}

/// The last balance that the bank gave, what was repaid in all and since (told repayments among them,
/// until one is on record), what was paid on record since, by the risk fund too, and whether the risk fund paid or the bank wrote it off: each a look into
/// the events of one loan, by their index. What they come to, [`domain::loan`](crate::domain::loan)
/// says.
fn stands(condition: &str) -> String {
    let due = due_of();
    let known = "e.loan = l.id and coalesce(e.date, '') <= :today";
    let last = format!(
        "select max(b.date) from loan_event b where b.loan = l.id and b.kind = '{BALANCE}' and b.amount is not null and coalesce(b.date, '') <= :today"
    );
    // Told without a sum: all of it.
    let repaid = format!(
        "select sum(case e.kind when '{REPAID}' then e.amount else coalesce(e.amount, l.amount) end) from loan_event e
         where {known} and (e.kind = '{REPAID}' or e.kind = '{TOLD_REPAID}' and not exists (
            select 1 from loan_event r where r.loan = l.id and r.kind = '{REPAID}' and r.date >= e.date and r.date <= :today))"
    );
    // Without a balance what has no day counts too; after one, from the next day on.
    let paid = format!(
        "select sum(e.amount) from loan_event e where {known} and e.kind in ('{REPAID}', '{COMPENSATED}')
         and coalesce(e.date, '') >= coalesce(({last}) || '~', '')"
    );
    format!(
        "select l.id, l.household, l.borrower, l.amount, l.term_months, l.lent_on,
            ({due}),
            (select e.amount from loan_event e where {known} and e.kind = '{BALANCE}' and e.amount is not null order by e.date desc, e.id desc limit 1),
            ({repaid}),
            ({repaid} and e.date > ({last})),
            exists (select 1 from loan_event e where {known} and e.kind = '{COMPENSATED}'),
            exists (select 1 from loan_event e where {known} and e.kind = '{WRITTEN_OFF}'),
            ({paid})
         from loan l left join household h on h.id = l.household where {condition}"
    )
}

/// The texts of one loan.
fn texts() -> String {
    let due = due_of();
    format!(
        "select coalesce(v.name, ''), coalesce(h.group_name, ''), coalesce(h.head_name, ''), coalesce(l.bank, ''),
            coalesce(l.clerk, ''), coalesce(l.clerk_phone, ''), l.lent_on,
            ({due}), l.five_class, l.subsidy, l.rate,
            (select max(e.date) from loan_event e where e.loan = l.id and e.kind = '{BALANCE}' and e.amount is not null
                and e.date <= :today)
         from loan l left join household h on h.id = l.household left join village v on v.id = h.village
         where l.id = :id"
    )
}

impl Store {
    /// The loans on a page, the most urgent first, and how many stand how; `only` are those that
    /// were picked out.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn loans(
        &self,
        reach: &Reach,
        filter: LoanFilter,
        text: Option<LoanText<'_>>,
        only: Option<&HashSet<i64>>,
        (grouping, offset, limit): (LoanGrouping, usize, usize),
    ) -> Result<LoanPage> {
        let mut all = self.numbers(reach, WITHIN, &[])?;
        if let Some(only) = only {
            all.retain(|loan| only.contains(&loan.id));
        }
        let counts = count(&all);
        let wanted = all
            .iter()
            .filter(|loan| loan.passes(filter) && text.is_none_or(|text| loan.matches(text)));
        let mut wanted: Vec<&Numbers> = wanted.collect();
        wanted.sort_by_key(|loan| loan.urgency());
        let grouped = self.under_headings(reach, grouping, wanted)?;
        let page = LoanPage {
            counts,
            offset,
            ..LoanPage::default()
        };
        self.in_lines(reach, page, &grouped, limit)
    }

    /// The loans of one household, those not repaid first.
    pub(super) fn loans_of(&self, reach: &Reach, household: i64) -> Result<Vec<LoanRow>> {
        let mut loans = self.numbers(
            reach,
            "l.household = :household",
            &[(":household", &household)],
        )?;
        loans.sort_by_key(Numbers::urgency);
        loans
            .iter()
            .map(|loan| self.loan_row(reach, loan))
            .collect()
    }

    /// The household of each loan that passes, and the loan's key: for counts by village.
    pub(super) fn loan_keys(
        &self,
        reach: &Reach,
        filter: LoanFilter,
    ) -> Result<Vec<(i64, Option<i64>)>> {
        let mut loans = self.numbers(reach, WITHIN, &[])?;
        loans.retain(|loan| loan.passes(filter));
        loans.sort_by_key(Numbers::urgency);
        Ok(loans.iter().map(|loan| (loan.id, loan.household)).collect())
    }

    /// The first rows of several filters and how many each lets pass, from one look at the loans.
    pub(super) fn first_loans(
        &self,
        reach: &Reach,
        filters: &[(LoanFilter, usize)],
    ) -> Result<Vec<(Vec<LoanRow>, usize)>> {
        let all = self.numbers(reach, WITHIN, &[])?;
        let first = |&(filter, limit): &(LoanFilter, usize)| {
            let mut wanted: Vec<&Numbers> = all.iter().filter(|loan| loan.passes(filter)).collect();
            wanted.sort_by_key(|loan| loan.urgency());
            let rows = wanted.iter().take(limit);
            let rows = rows.map(|loan| self.loan_row(reach, loan));
            Ok((rows.collect::<Result<_>>()?, wanted.len()))
        };
        filters.iter().map(first).collect()
    }

    /// For each loan not repaid: its household, and whether it is overdue or compensated. `only`
    /// asks for those of one village.
    pub(super) fn open_loans(
        &self,
        reach: &Reach,
        only: Option<i64>,
    ) -> Result<Vec<(Option<i64>, bool)>> {
        // Two sentences, since one with `or` would walk all loans.
        let loans = match only {
            None => self.numbers(reach, WITHIN, &[])?,
            Some(_) => self.numbers(
                reach,
                "l.household in (select k.id from household k where k.village = :village)",
                &[(":village", &only)],
            )?,
        };
        let open = loans.iter().filter(|loan| loan.is_open());
        Ok(open
            .map(|loan| (loan.household, loan.passes(LoanFilter::Overdue)))
            .collect())
    }

    fn numbers(
        &self,
        reach: &Reach,
        condition: &str,
        more: &[(&str, &dyn ToSql)],
    ) -> Result<Vec<Numbers>> {
        let mut query = self.conn.prepare_cached(&stands(condition))?;
        let mut rows = reach.query(&mut query, more)?;
        let mut loans = Vec::new();
        while let Some(row) = rows.next()? {
            loans.push(stand(row, reach.today)?);
        }
        Ok(loans)
    }

    fn loan_row(&self, reach: &Reach, loan: &Numbers) -> Result<LoanRow> {
        let mut query = self.conn.prepare_cached(&texts())?;
        let mut rows = reach.query(&mut query, &[(":id", &loan.id)])?;
        let Some(row) = rows.next()? else {
            return Err(super::StoreError::NoSuchRecord {
                ledger: "小额信贷".to_owned(),
                id: loan.id,
            });
        };
        let (village, group): (String, String) = (row.get(0)?, row.get(1)?);
        let (clerk, phone): (String, String) = (row.get(4)?, row.get(5)?);
        let class: Option<String> = row.get(8)?;
        let due = row.get::<_, Option<String>>(7)?;
        let due = due.or_else(|| loan.due.map(|day| day.format("%Y-%m-%d").to_string()));
        let rate: Option<f64> = row.get(10)?;
        Ok(LoanRow {
            id: loan.id,
            household: loan.household,
            place: format!("{village}{group}"),
            borrower: loan.borrower.clone(),
            head: row.get(2)?,
            bank: row.get(3)?,
            clerk: format!("{clerk} {phone}").trim().to_owned(),
            amount: loan.amount.map(Fen),
            balance: loan.balance.map(Fen),
            as_of: row.get(11)?,
            owed: loan.owed(),
            lent: row.get(6)?,
            subsidy_ends: due.clone(),
            due,
            days: loan.days,
            days_overdue: loan.days_overdue(),
            class_word: self.code_word("five_class", class.as_deref()),
            class,
            subsidy: row.get::<_, Option<i64>>(9)?.map(Fen),
            interest_after: monthly_interest(loan.left, rate),
            state: loan.standing,
        })
    }

    /// A code in words, by the name of its list.
    pub(super) fn code_word(&self, list: &str, code: Option<&str>) -> String {
        let Some(code) = code else {
            return String::new();
        };
        let list = self.dictionary.code_list(list);
        list.and_then(|list| list.label(code))
            .unwrap_or(code)
            .to_owned()
    }
}

fn stand(row: &Row<'_>, today: NaiveDate) -> Result<Numbers> {
    let amount: Option<i64> = row.get(3)?;
    let balance: Option<i64> = row.get(7)?;
    let due = due_day(
        row.get_ref(6)?.as_str_or_null().ok().flatten(),
        row.get_ref(5)?.as_str_or_null().ok().flatten(),
        row.get(4)?,
    );
    let days = due.map(|due| (due - today).num_days());
    let owed = Owed::of_sums(amount, balance, row.get(8)?, row.get(9)?);
    let (compensated, written_off) = (row.get(10)?, row.get(11)?);
    let paid = row.get::<_, Option<i64>>(12)?.unwrap_or(0);
    Ok(Numbers {
        id: row.get(0)?,
        household: row.get(1)?,
        borrower: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
        amount,
        balance,
        left: balance.or(amount).map(|owed| (owed - paid).max(0)),
        due,
        days,
        standing: standing(owed, compensated, written_off, days),
    })
}

/// The last day that the recorded due date can mean, or the day that the term ends.
pub(super) fn due_day(
    due: Option<&str>,
    lent: Option<&str>,
    months: Option<u32>,
) -> Option<NaiveDate> {
    let date = |text: &str| text.parse::<PartialDate>().ok();
    if let Some(due) = due.and_then(date) {
        return Some(due.latest());
    }
    let lent = lent.and_then(date)?.latest();
    lent.checked_add_months(Months::new(months?))
}

/// A month's interest on `balance` at `rate` percent a year, to the nearest fen.
fn monthly_interest(balance: Option<i64>, rate: Option<f64>) -> Option<Fen> {
    // The rate in ten-thousandths of a percent is a whole number; money is never floating.
    let rate = format!("{:.0}", rate? * 10_000.0).parse::<i128>().ok()?;
    let fen = (i128::from(balance?) * rate + 6_000_000) / 12_000_000;
    i64::try_from(fen).ok().map(Fen)
}

fn count(loans: &[Numbers]) -> LoanCounts {
    let stand = |standing| {
        let number = loans.iter().filter(|l| l.standing == standing).count();
        (number > 0).then_some((standing, number))
    };
    LoanCounts {
        by_standing: LoanStanding::ALL.into_iter().filter_map(stand).collect(),
        total: loans.len(),
        lent: loans.iter().filter_map(|loan| loan.amount.map(Fen)).sum(),
        open: loans.iter().filter_map(Numbers::owed).sum(),
    }
}

#[cfg(test)]
mod tests;
