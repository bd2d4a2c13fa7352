//! What is owed of the principal, day by day.

use chrono::NaiveDate;

use super::event::{Event, EventKind};
use crate::domain::Fen;

/// A repayment of more than was owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Excess {
    /// The event.
    pub event: i64,
    /// What was repaid.
    pub repaid: Fen,
    /// What was owed before.
    pub owed: Fen,
}

/// The principal from day to day, as far as it is known on the day of asking.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balances {
    /// From when, and how much; `None` where nobody says. The earliest first, one a day.
    steps: Vec<(NaiveDate, Option<i64>)>,
    excess: Vec<Excess>,
}

impl Balances {
    /// The balances after what happened until `asked`. A bank's balance takes the place of what was
    /// worked out; what is known without a day counts on the day of asking, unless a bank's balance
    /// has it already; what is dated before the lending counts from the lending.
    #[must_use]
    pub fn of(
        amount: Option<Fen>,
        lent: Option<NaiveDate>,
        events: &[Event],
        asked: NaiveDate,
    ) -> Self {
        let first = lent.unwrap_or(NaiveDate::MIN);
        let mut balances = Self {
            steps: vec![(first, amount.map(|fen| fen.0))],
            excess: Vec::new(),
        };
        for (on, event) in in_order(events, asked) {
            balances.take(on.max(first), event);
        }
        balances
    }

    fn take(&mut self, on: NaiveDate, event: &Event) {
        let owed = self.last();
        let sum = event.amount.map(|fen| fen.0.max(0));
        let left = match (event.kind, owed, sum) {
            (EventKind::Balance, _, Some(sum)) => Some(sum),
            (EventKind::WrittenOff, ..) | (EventKind::ToldRepaid, _, None) => Some(0),
            (EventKind::Compensated, Some(owed), Some(sum)) => Some((owed - sum).max(0)),
            (EventKind::Repaid | EventKind::ToldRepaid, Some(owed), Some(sum)) => {
                if sum > owed {
                    self.excess.push(Excess {
                        event: event.id,
                        repaid: Fen(sum),
                        owed: Fen(owed),
                    });
                }
                Some((owed - sum).max(0))
            }
            _ => return,
        };
        match self.steps.last_mut() {
            Some(last) if last.0 == on => last.1 = left,
            _ => self.steps.push((on, left)),
        }
    }

    fn last(&self) -> Option<i64> {
        self.steps.last().and_then(|step| step.1)
    }

    /// What is owed on a day after what happened on it; nothing before the lending, `None` where
    /// nobody says.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<Fen> {
        match self.steps.iter().rev().find(|step| step.0 <= day) {
            Some(step) => step.1.map(Fen),
            None => Some(Fen(0)),
        }
    }

    /// The days on which it changes, the day of lending first.
    pub(super) fn days(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        self.steps.iter().map(|step| step.0)
    }

    /// The day since when nothing is owed any more.
    pub(super) fn paid_off(&self) -> Option<NaiveDate> {
        let nothing = |step: &&(NaiveDate, Option<i64>)| step.1 == Some(0);
        let last = self.steps.iter().rev().take_while(nothing).last()?;
        Some(last.0)
    }

    /// The repayments of more than was owed.
    #[must_use]
    pub fn excess(&self) -> &[Excess] {
        &self.excess
    }
}

/// What happened until `asked`, day by day; a bank's balance comes last of its day.
fn in_order(events: &[Event], asked: NaiveDate) -> Vec<(NaiveDate, &Event)> {
    let told_by_bank = events.iter().any(|event| event.kind == EventKind::Balance);
    let dated = |event: &Event| match event.on {
        Some(on) => Some(on),
        None if event.kind == EventKind::Balance => Some(NaiveDate::MIN),
        None => (!told_by_bank).then_some(asked),
    };
    let mut all: Vec<(NaiveDate, &Event)> = events
        .iter()
        .filter(|event| !is_superseded(event, events, asked))
        .filter_map(|event| Some((dated(event)?, event)))
        .filter(|(on, _)| *on <= asked)
        .collect();
    all.sort_by_key(|(on, event)| (*on, event.kind == EventKind::Balance, event.id));
    all
}

/// Whether 已还待银行核对 has come to be a repayment on record.
pub(super) fn is_superseded(event: &Event, events: &[Event], asked: NaiveDate) -> bool {
    let repaid = |other: &Event| {
        other.kind == EventKind::Repaid && other.on >= event.on && other.on <= Some(asked)
    };
    event.kind == EventKind::ToldRepaid && events.iter().any(repaid)
}
