//! How interest of the demo's loans is reckoned, and the banks' 贴息清单 of the second quarter of 2018
//! with the differences planted in it.

use std::cell::Cell;

use chrono::NaiveDate;

use super::Fault;
use super::calendar::{add, day, today};
use super::loan_plan::{Loan, Standing};
use crate::domain::loan::{
    Contract, Course, Event, EventKind, InterestMethod, Period, Rate, Rules, SubsidyMethod,
};
use crate::domain::{Fen, PartialDate};

/// The surcharge on overdue loans, in percent.
pub(super) const PENALTY: f64 = 50.0;
/// 结息日.
pub(super) const SETTLED_ON: u32 = 20;
/// The days of a year, as banks reckon.
const YEAR: i64 = 360;
/// Of how many lines with a whole quarter one is planted with a difference, and how often.
const EVERY: usize = 12;

/// The second quarter of 2018: its first day, and the day after its last.
fn quarter() -> (NaiveDate, NaiveDate) {
    (day(2018, 3, 21), day(2018, 6, 21))
}

/// 4.35 % up to a year, 4.75 % above.
pub(super) const fn rate(loan: &Loan) -> f64 {
    if loan.months <= 12 { 4.35 } else { 4.75 }
}

fn percent(rate: f64) -> Option<Rate> {
    Rate::from_percent(rate)
}

/// The course of a loan; `part` yuan were paid back early on a day.
pub(super) fn course(
    loan: &Loan,
    subsidy: SubsidyMethod,
    part: Option<(NaiveDate, i64)>,
) -> Option<Course> {
    let contract = Contract {
        amount: Fen::from_yuan(loan.amount),
        lent: PartialDate::try_from(loan.lent).ok(),
        due: PartialDate::try_from(loan.contract_due()).ok(),
        rate: percent(rate(loan)),
        method: Some(InterestMethod::Quarterly),
        day: Some(SETTLED_ON),
        subsidy: Some(subsidy),
        share: Some(Rate::WHOLE),
        penalty: percent(PENALTY),
    };
    let repaid = match loan.standing {
        Standing::Settled(paid) => Some((paid, loan.amount)),
        _ => part,
    };
    let repaid = repaid.map(|(on, yuan)| Event {
        amount: Fen::from_yuan(yuan),
        ..Event::new(1, EventKind::Repaid, Some(on))
    });
    let extended = loan.extended.then(|| Event {
        due: Some(loan.due),
        ..Event::new(2, EventKind::Extended, Some(loan.extended_on()))
    });
    let events: Vec<Event> = repaid.into_iter().chain(extended).collect();
    let rules = Rules {
        year_days: Some(YEAR),
        ..Rules::default()
    };
    Course::of(&contract, &events, &rules, today()).ok()
}

/// The day on which a period is settled: 结息日, or the day that ends it before.
pub(super) fn settled_on(period: &Period) -> NaiveDate {
    let eve = add(period.ends, -1);
    let settles = chrono::Datelike::day(&eve) == SETTLED_ON;
    if settles { eve } else { period.ends }
}

/// What a bank's list says of a period.
pub(super) struct Line {
    /// 计息起日 and 计息止日.
    pub begins: NaiveDate,
    pub ends: NaiveDate,
    /// 计息本金, in fen.
    pub principal: i64,
    /// What was subsidised, in fen.
    pub amount: i64,
    /// What is wrong with it.
    pub fault: Option<Fault>,
}

/// The lists, as they are written.
#[derive(Default)]
pub(super) struct Lists {
    whole: Cell<usize>,
}

/// A line of the list, or that it lacks one.
pub(super) enum Listing {
    /// Another quarter: the book has the sum alone.
    Sum,
    Line(Line),
    Lacks,
}

impl Lists {
    /// How a period stands in the lists. A line in twelve differs from the reckoning, each time in
    /// another way, until each has been seen.
    pub(super) fn of(&self, course: &Course, period: &Period, plain: bool) -> Listing {
        let (from, to) = quarter();
        if period.ends <= from || period.ends > to {
            return Listing::Sum;
        }
        let principal = period.segments.first().map_or(0, |part| part.principal.0);
        let line = Line {
            begins: period.begins,
            ends: period.ends,
            principal,
            amount: period.subsidy.0,
            fault: None,
        };
        let whole = (period.begins, period.ends) == (from, to) && period.segments.len() == 1;
        if !plain || !whole {
            return Listing::Line(line);
        }
        self.whole.set(self.whole.get() + 1);
        match self.whole.get() / EVERY {
            nth if self.whole.get().is_multiple_of(EVERY) => planted(course, line, nth),
            _ => Listing::Line(line),
        }
    }
}

/// A sum at the rate of the other loans, to the nearest fen.
fn at_other_rate(course: &Course, amount: i64) -> i64 {
    let (low, high) = (43_500, 47_500);
    let (from, to) = match course.terms().rate {
        Rate(rate) if rate == low => (low, high),
        _ => (high, low),
    };
    (amount * to + from / 2) / from
}

fn planted(course: &Course, line: Line, nth: usize) -> Listing {
    let sum = |begins, ends| course.stretch(begins, ends).subsidy.0;
    let amount = line.amount;
    let wrong = |fault, amount| Line {
        amount,
        fault: Some(fault),
        ..line
    };
    Listing::Line(match nth {
        1 => Line {
            principal: line.principal * 4 / 5,
            ..wrong(Fault::ListedPrincipal, amount * 4 / 5)
        },
        2 => {
            let begins = add(line.begins, 10);
            Line {
                begins,
                ..wrong(Fault::ListedDays, sum(begins, line.ends))
            }
        }
        3 => wrong(Fault::ListedRate, at_other_rate(course, amount)),
        4 => wrong(Fault::ListedShare, amount / 2),
        5 => return Listing::Lacks,
        _ => line,
    })
}
