//! The course of a loan: principal, rate, term and subsidy on any day.

use chrono::NaiveDate;
use serde::Serialize;

use super::schedule::{Period, PeriodState, Stretch};
use super::standing::due;
use super::{
    Assumed, Balances, Contract, Event, EventKind, InterestMethod, Lacking, Rate, Rules,
    SubsidyMethod, Terms,
};
use crate::domain::Fen;

/// A month, where what a household pays is said by the month: a twelfth of a year of 360 days.
const MONTH: i64 = 30;

/// A loan as it goes, as far as it is known on the day of asking.
#[derive(Clone, Debug)]
pub struct Course {
    terms: Terms,
    assumed: Vec<Assumed>,
    rules: Rules,
    events: Vec<Event>,
    balances: Balances,
    asked: NaiveDate,
}

/// What holds on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    /// What is owed, in 分.
    pub principal: i64,
    /// The contract's rate then.
    pub rate: Rate,
    /// What is subsidised.
    pub share: Rate,
    /// Past the day that it was due.
    pub overdue: bool,
}

/// Interest that the household owes and has not paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Unpaid {
    /// How much.
    #[serde(rename = "amount_fen")]
    pub amount: Fen,
    /// The day of the bank's own figure (欠息) that it goes on from, if there is one.
    pub from: Option<NaiveDate>,
}

impl Course {
    /// From contract, events and rules, as known on the day of asking.
    ///
    /// # Errors
    ///
    /// [`Lacking`], when the contract does not say what interest is reckoned by.
    pub fn of(
        contract: &Contract,
        events: &[Event],
        rules: &Rules,
        asked: NaiveDate,
    ) -> Result<Self, Lacking> {
        let (terms, assumed) = contract.terms(rules)?;
        let known = |event: &&Event| event.on.is_none_or(|on| on <= asked);
        let events: Vec<Event> = events.iter().filter(known).cloned().collect();
        let balances = Balances::of(Some(terms.amount), Some(terms.lent), &events, asked);
        Ok(Self {
            terms,
            assumed,
            rules: rules.clone(),
            events,
            balances,
            asked,
        })
    }

    /// The terms.
    #[must_use]
    pub const fn terms(&self) -> &Terms {
        &self.terms
    }

    /// What was taken as usual because the contract does not say.
    #[must_use]
    pub fn assumed(&self) -> &[Assumed] {
        &self.assumed
    }

    /// The day of asking.
    #[must_use]
    pub const fn asked(&self) -> NaiveDate {
        self.asked
    }

    /// The principal from day to day.
    #[must_use]
    pub const fn balances(&self) -> &Balances {
        &self.balances
    }

    /// The day that the loan is due, as known on a day.
    #[must_use]
    pub fn due_on(&self, day: NaiveDate) -> NaiveDate {
        due(Some(self.terms.due), &self.events, day).unwrap_or(self.terms.due)
    }

    /// What holds on a day.
    pub(super) fn at(&self, day: NaiveDate) -> Day {
        let overdue = day >= self.due_on(day);
        Day {
            principal: self.balances.on(day).map_or(0, |fen| fen.0),
            rate: self.rate_on(day),
            share: if overdue {
                Rate::NONE
            } else {
                self.share_on(day)
            },
            overdue,
        }
    }

    fn rate_on(&self, day: NaiveDate) -> Rate {
        let renewed = self.events.iter().filter(|event| {
            event.kind.moves_the_day()
                && event.rate.is_some()
                && event.on.is_none_or(|on| on <= day)
        });
        let last = renewed.max_by_key(|event| (event.on, event.id));
        last.and_then(|event| event.rate).unwrap_or(self.terms.rate)
    }

    /// The contract's share in its own term; after it, what the pack gives a renewed or an extended
    /// one.
    fn share_on(&self, day: NaiveDate) -> Rate {
        if day < self.terms.due {
            return self.terms.share;
        }
        let moved = self.events.iter().filter(|event| {
            event.kind.moves_the_day()
                && event.due.is_some_and(|due| due > self.terms.due)
                && event.on.is_none_or(|on| on <= day)
        });
        match moved.max_by_key(|event| (event.on, event.id)) {
            Some(event) if event.kind == EventKind::Renewed => {
                self.rules.renewed_share.min(Rate::WHOLE)
            }
            Some(_) => self.rules.extended_share.min(Rate::WHOLE),
            None => Rate::NONE,
        }
    }

    /// The last day that anything is subsidised on, as the end of the subsidised term.
    #[must_use]
    pub fn subsidised_until(&self) -> NaiveDate {
        let due = self.due_on(self.asked);
        let eve = due.pred_opt().unwrap_or(due);
        if due > self.terms.due && self.share_on(eve) > Rate::NONE {
            due
        } else {
            self.terms.due
        }
    }

    /// Days on which something may change, in order.
    pub(super) fn turns(&self) -> Vec<NaiveDate> {
        let moved = self
            .events
            .iter()
            .filter(|event| event.kind.moves_the_day());
        let moved = moved.flat_map(|event| [event.on, event.due]).flatten();
        let mut all: Vec<NaiveDate> = self.balances.days().chain(moved).collect();
        all.push(self.terms.due);
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The day that the reckoning ends: repaid, due, or today where it is overdue.
    #[must_use]
    pub fn end(&self) -> NaiveDate {
        match self.balances.paid_off() {
            Some(day) => day.max(self.terms.lent),
            None => self.due_on(self.asked).max(self.asked),
        }
    }

    /// Days on which a period ends whatever the 结息日: a renewal, and the turn to overdue and back.
    fn closes(&self) -> Vec<NaiveDate> {
        let renewed = self.events.iter();
        let renewed = renewed.filter(|event| event.kind == EventKind::Renewed);
        let mut closes: Vec<NaiveDate> = renewed.filter_map(|event| event.on).collect();
        let turned = |day: &NaiveDate| {
            let before = day.pred_opt().unwrap_or(*day);
            self.at(before).overdue != self.at(*day).overdue
        };
        closes.extend(self.turns().into_iter().filter(turned));
        closes
    }

    /// The periods of interest from the lending on, those to come as things stand.
    #[must_use]
    pub fn periods(&self) -> Vec<Period> {
        let (end, turning) = (self.end(), self.closes());
        let mut periods = Vec::new();
        let mut begins = self.terms.lent;
        while begins < end {
            let settled = next_settlement(self.terms.method, self.terms.day, begins);
            let closed = turning.iter().copied().filter(|day| *day > begins);
            let ends = closed.chain(settled).chain([end]).min().unwrap_or(end);
            let state = if ends <= self.asked {
                PeriodState::Settled
            } else if begins <= self.asked {
                PeriodState::Running
            } else {
                PeriodState::Coming
            };
            let stretch = self.stretch(begins, ends);
            periods.push(Period::new(stretch, state, self.at(begins).overdue));
            begins = ends;
        }
        periods
    }

    /// Interest and subsidy from one day to another, which is not counted.
    #[must_use]
    pub fn stretch(&self, begins: NaiveDate, ends: NaiveDate) -> Stretch {
        let mut stretch = Stretch::new(begins, ends);
        let inside = self.turns().into_iter();
        let inside = inside.filter(|turn| *turn > begins && *turn < ends);
        let mut from = begins;
        for to in inside.chain([ends]) {
            stretch.add(&self.terms, self.rules.cap, self.at(from), (from, to));
            from = to;
        }
        stretch.round(&self.terms);
        stretch
    }

    /// What the household pays for a month (30 days) as things stand on the day of asking.
    #[must_use]
    pub fn month_now(&self) -> Fen {
        let day = self.asked.max(self.terms.lent);
        let (interest, subsidy) =
            Stretch::of_days(&self.terms, self.rules.cap, self.at(day), MONTH);
        Fen(interest.0 - subsidy.0)
    }

    /// What the household would pay for a month without any subsidy.
    #[must_use]
    pub fn month_without_subsidy(&self) -> Fen {
        let today = self.at(self.asked.max(self.terms.lent));
        let alone = Day {
            share: Rate::NONE,
            ..today
        };
        Stretch::of_days(&self.terms, self.rules.cap, alone, MONTH).0
    }

    /// What the household has not paid of the interest that was settled: what the bank said last (欠息)
    /// and what came due since; without its word, from the period on that the first payment (付息) was
    /// for. Of an overdue loan the bank's word has the interest until its day, otherwise that of the
    /// periods settled by then. `None` where neither is on record: then nobody can tell.
    #[must_use]
    pub fn unpaid(&self) -> Option<Unpaid> {
        let of = |kind| self.events.iter().filter(move |event| event.kind == kind);
        let told = of(EventKind::Unpaid).max_by_key(|event| (event.on, event.id));
        let from = told.and_then(|event| event.on);
        let periods = self.periods().into_iter();
        let settled: Vec<Period> = periods
            .filter(|period| period.state == PeriodState::Settled)
            .collect();
        let since = if told.is_some() {
            from
        } else {
            let paid = of(EventKind::InterestPaid).filter_map(|event| event.on);
            let first = paid.min()?;
            // Paid on 结息日 or the day after, for the period that ends with it.
            let last = |period: &&Period| period.ends.pred_opt() <= Some(first);
            let for_it = settled.iter().rfind(last);
            for_it.map(|period| period.begins)
        };
        let due = settled.iter();
        let due = due.filter(|period| since.is_none_or(|since| period.ends > since));
        let owed = due.map(|period| match from {
            Some(from) if period.overdue && period.begins < from => {
                self.stretch(from, period.ends).interest.0
            }
            _ => self.to_bank(period).0,
        });
        let owed: i64 = owed.sum();
        let later = |event: &&Event| from.is_none_or(|from| event.on > Some(from));
        let paid = of(EventKind::InterestPaid).filter(later);
        let paid: i64 = paid.filter_map(|event| event.amount).map(|fen| fen.0).sum();
        let told = told.and_then(|event| event.amount).map_or(0, |fen| fen.0);
        Some(Unpaid {
            amount: Fen((told + owed - paid).max(0)),
            from,
        })
    }

    /// What the bank takes from the household for a period.
    fn to_bank(&self, period: &Period) -> Fen {
        match self.terms.subsidy {
            Some(SubsidyMethod::PaidBack) => period.interest,
            Some(SubsidyMethod::ToBank) | None => period.household,
        }
    }
}

/// The day after the first 结息日 on or after a day; `None` where no day of the year settles. In a
/// month without such a day it is the last.
fn next_settlement(method: InterestMethod, day: u32, from: NaiveDate) -> Option<NaiveDate> {
    use chrono::{Datelike, Months};
    let every = method.months()?;
    let first = from.with_day(1)?;
    (0..=12).find_map(|months| {
        let month = first.checked_add_months(Months::new(months))?;
        let next = month.checked_add_months(Months::new(1))?;
        let settled = month
            .with_day(day)
            .map_or(next, |on| on.succ_opt().unwrap_or(next));
        (month.month() % every == 0 && settled > from).then_some(settled)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn interest_is_settled_on_its_day_for_that_day_too() {
        use InterestMethod::{AtEnd, Monthly, Quarterly, Yearly};
        for (method, on, from, settled) in [
            (Quarterly, 20, "2018-03-21", "2018-06-21"),
            (Quarterly, 20, "2018-03-20", "2018-03-21"),
            (Quarterly, 20, "2018-12-21", "2019-03-21"),
            (Monthly, 20, "2018-01-31", "2018-02-21"),
            (Monthly, 31, "2018-02-10", "2018-03-01"),
            (Monthly, 31, "2018-01-31", "2018-02-01"),
            (Monthly, 30, "2016-02-29", "2016-03-01"),
            (Yearly, 20, "2018-12-21", "2019-12-21"),
            (Yearly, 20, "2018-12-20", "2018-12-21"),
        ] {
            let found = next_settlement(method, on, day(from));
            assert_eq!(found, Some(day(settled)), "{method:?} {on} {from}");
        }
        assert_eq!(next_settlement(AtEnd, 20, day("2018-01-01")), None);
    }
}
