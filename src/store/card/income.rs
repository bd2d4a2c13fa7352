//! The income of the last full income year and of the running one.

use super::super::{Reach, Result, Store, income_year};
use super::LineOf;
use super::sheet::Sheet;
use crate::domain::Fen;
use crate::domain::page::{Amount, IncomeYear};

/// Sums of 收支明细 of one year, by kind, and the last day that somebody was asked.
#[derive(Debug, Default)]
struct Lines {
    wage: Option<i64>,
    business: Option<i64>,
    property: Option<i64>,
    transfer: Option<i64>,
    expense: Option<i64>,
    asked_on: Option<String>,
}

impl Lines {
    const fn any(&self) -> bool {
        self.wage.is_some()
            || self.business.is_some()
            || self.property.is_some()
            || self.transfer.is_some()
            || self.expense.is_some()
    }
}

impl Store {
    /// The last full year, then the running one.
    pub(super) fn incomes(
        &self,
        reach: &Reach,
        household: i64,
        yearly: &[Sheet<'_>],
        lines: LineOf<'_>,
    ) -> Result<Vec<IncomeYear>> {
        let running = income_year(reach.today);
        [running - 1, running]
            .into_iter()
            .map(|year| self.income_of(reach, household, yearly, (year, lines)))
            .collect()
    }

    /// One income year.
    pub(super) fn income_of(
        &self,
        reach: &Reach,
        household: i64,
        yearly: &[Sheet<'_>],
        (year, lines): (i32, LineOf<'_>),
    ) -> Result<IncomeYear> {
        let sums = self.income_lines(reach, household, year)?;
        let sheet = yearly
            .iter()
            .find(|row| row.int("year") == Some(year.into()));
        let mut income = join(year, &sums, sheet);
        income.running = year >= income_year(reach.today);
        if !income.running {
            income.as_of = Some(format!("{year}-09-30"));
        }
        if let Some((line, confirmed)) = lines(year) {
            income.line = Some(line);
            income.line_confirmed = confirmed;
        }
        Ok(income)
    }

    fn income_lines(&self, reach: &Reach, household: i64, year: i32) -> Result<Lines> {
        let sql = "select substr(line, 1, 1), sum(amount), max(asked_on) from income_line
                   where household = :household and income_year = :year and amount is not null
                   group by substr(line, 1, 1)";
        let mut query = self.conn.prepare_cached(sql)?;
        let mut rows = reach.query(&mut query, &[(":household", &household), (":year", &year)])?;
        let mut sums = Lines::default();
        while let Some(row) = rows.next()? {
            let kind: Option<String> = row.get(0)?;
            let sum = row.get(1)?;
            match kind.as_deref() {
                Some("a") => sums.wage = sum,
                Some("b") => sums.business = sum,
                Some("c") => sums.property = sum,
                Some("d") => sums.transfer = sum,
                Some("e") => sums.expense = sum,
                _ => continue,
            }
            sums.asked_on = sums.asked_on.max(row.get(2)?);
        }
        Ok(sums)
    }
}

/// Puts the lines beside what the sheet of the year says.
fn join(year: i32, sums: &Lines, sheet: Option<&Sheet<'_>>) -> IncomeYear {
    let stated = |key: &str| sheet.and_then(|row| row.int(key)).map(Fen);
    let both = |lines: Option<i64>, key: &str| Amount {
        lines: lines.map(Fen),
        sheet: stated(key),
    };
    let mut income = IncomeYear {
        year,
        as_of: sums.asked_on.clone(),
        people: sheet.and_then(|row| row.int("population")),
        wage: both(sums.wage, "wage"),
        business: both(sums.business, "business"),
        expense: both(sums.expense, "expense"),
        property: both(sums.property, "property"),
        transfer: both(sums.transfer, "transfer"),
        net: both(None, "net"),
        per_head: both(None, "net_per_head"),
        ..IncomeYear::default()
    };
    let people = income.people.filter(|people| *people > 0);
    let share = |sum: Fen| people.map(|people| Fen(divide(sum.0, people)));
    if sums.any() {
        let net = net(&income);
        income.net.lines = Some(net);
        income.per_head.lines = share(net);
    }
    if income.per_head.sheet.is_none() {
        income.per_head.sheet = income.net.sheet.and_then(share);
    }
    income
}

/// What came in less what production cost, each from its lines where it has any.
fn net(income: &IncomeYear) -> Fen {
    let came = [
        income.wage,
        income.business,
        income.property,
        income.transfer,
    ];
    let came: Fen = came.into_iter().filter_map(Amount::shown).sum();
    Fen(came.0 - income.expense.shown().map_or(0, |spent| spent.0))
}

/// To the nearest fen.
const fn divide(sum: i64, people: i64) -> i64 {
    (2 * sum + people).div_euclid(2 * people)
}
