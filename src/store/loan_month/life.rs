//! One loan from the day it was lent on, as its events tell.

use chrono::NaiveDate;
use rusqlite::Row;

use crate::domain::codes::loan_event::{
    BALANCE, COMPENSATED, CREDITED, EXTENDED, OVERDUE, RENEWED, REPAID, SUBSIDISED, TOLD_REPAID,
};
use crate::domain::loan::{self, Balances, EventKind};
use crate::domain::{Fen, PartialDate};
use crate::store::Result;
use crate::store::loan_today::due_day;

/// Something that happened to a loan; dates as the book has them, of their precision.
#[derive(Debug)]
pub(super) struct Event {
    pub kind: String,
    pub date: String,
    amount: Option<i64>,
    due: Option<String>,
}

impl Event {
    pub fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            kind: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
            date: row.get(2)?,
            amount: row.get(3)?,
            due: row.get(4)?,
        })
    }
}

impl Event {
    /// As loans are reckoned by; `at` is its place among the events of its loan.
    fn told(&self, at: i64) -> loan::Event {
        let on = self.date.parse().ok().map(PartialDate::latest);
        loan::Event {
            amount: self.amount.map(Fen),
            ..loan::Event::new(at, EventKind::of(&self.kind), on)
        }
    }
}

/// A loan.
#[derive(Debug)]
pub(super) struct Life {
    pub household: Option<i64>,
    pub bank: Option<String>,
    pub amount: i64,
    lent: Option<String>,
    due: Option<String>,
    months: Option<u32>,
    /// In ten-thousandths of a percent.
    pub rate: Option<i128>,
    pub class: Option<String>,
    credit: Option<i64>,
    pub subsidy: Option<i64>,
    /// By day.
    pub events: Vec<Event>,
}

impl Life {
    pub fn read(row: &Row<'_>) -> Result<Self> {
        let rate: Option<f64> = row.get(7)?;
        Ok(Self {
            household: row.get(1)?,
            bank: row.get(2)?,
            amount: row.get::<_, Option<i64>>(3)?.unwrap_or(0),
            lent: row.get(4)?,
            due: row.get(5)?,
            months: row.get(6)?,
            // A whole number, read once; money is never floating.
            rate: rate.and_then(|rate| format!("{:.0}", rate * 10_000.0).parse().ok()),
            class: row.get(8)?,
            credit: row.get(9)?,
            subsidy: row.get(10)?,
            events: Vec::new(),
        })
    }

    /// The first day that it can have been lent on; one of no day was lent before all days.
    fn lent_on(&self) -> NaiveDate {
        let lent = self.lent.as_deref();
        let date = lent.and_then(|lent| lent.parse::<PartialDate>().ok());
        date.map_or(NaiveDate::MIN, PartialDate::earliest)
    }

    pub fn is_lent(&self, day: NaiveDate) -> bool {
        self.lent_on() <= day
    }

    pub fn lent_within(&self, from: NaiveDate, to: NaiveDate) -> bool {
        (from..=to).contains(&self.lent_on())
    }

    /// The events up to a day.
    fn until(&self, day: NaiveDate) -> impl DoubleEndedIterator<Item = &Event> {
        let day = day.to_string();
        self.events.iter().filter(move |event| event.date <= day)
    }

    fn of_kind(
        &self,
        kind: &'static str,
        day: NaiveDate,
    ) -> impl DoubleEndedIterator<Item = &Event> {
        self.until(day).filter(move |event| event.kind == kind)
    }

    fn sum(&self, kind: &'static str, from: NaiveDate, to: NaiveDate) -> i64 {
        let from = from.to_string();
        let events = self.of_kind(kind, to).filter(|event| event.date >= from);
        events.filter_map(|event| event.amount).sum()
    }

    /// The line of credit that the loan itself names, or that was granted by then.
    pub fn credit(&self, day: NaiveDate) -> i64 {
        let granted = || self.of_kind(CREDITED, day).next_back()?.amount;
        let named = self.credit.filter(|credit| *credit > 0);
        named.or_else(granted).unwrap_or(0)
    }

    /// Repaid from one day to another.
    pub fn repaid(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        self.sum(REPAID, from, to)
    }

    /// Subsidised from one day to another.
    pub fn subsidised(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        let all = from == NaiveDate::MIN;
        let events = self.of_kind(SUBSIDISED, to);
        let from = from.to_string();
        let events = events.filter(|event| all || event.date >= from);
        events.filter_map(|event| event.amount).sum()
    }

    /// The day of the bank's last balance up to a day.
    pub fn as_of(&self, day: NaiveDate) -> Option<&str> {
        let last = self.of_kind(BALANCE, day).next_back();
        last.map(|event| event.date.as_str())
    }

    /// What is owed on a day, and whether the bank itself said so. What the household says alone is
    /// counted beside it (see [`Self::told`]), not taken off.
    pub fn owed(&self, day: NaiveDate) -> (i64, bool) {
        if !self.is_lent(day) {
            return (0, false);
        }
        let known = self.until(day).filter(|event| event.kind != TOLD_REPAID);
        let events: Vec<loan::Event> = (0..).zip(known).map(|(at, event)| event.told(at)).collect();
        let balances = Balances::of(Some(Fen(self.amount)), Some(self.lent_on()), &events, day);
        let owed = balances.on(day).map_or(0, |fen| fen.0);
        let said = self.of_kind(BALANCE, day).next_back();
        let by_bank = said.is_some_and(|said| said.amount == Some(owed));
        (owed, by_bank)
    }

    /// What the household says it repaid, since the bank's last balance and until a repayment is on
    /// record; all of it where no amount is told.
    pub fn told(&self, day: NaiveDate) -> i64 {
        let since = self.as_of(day).unwrap_or_default();
        let recorded = self.of_kind(REPAID, day).next_back();
        let recorded = recorded.map_or("", |event| event.date.as_str());
        let told = self.of_kind(TOLD_REPAID, day);
        let told = told.filter(|event| event.date.as_str() > since.max(recorded));
        told.map(|event| event.amount.unwrap_or(self.amount)).sum()
    }

    /// What the bank's last sheet up to a day calls overdue.
    pub fn overdue_by_bank(&self, day: NaiveDate) -> Option<i64> {
        let last = self.of_kind(OVERDUE, day).next_back()?;
        // A later balance of nothing is the newer word.
        let settled = self.owed(day).0 == 0;
        last.amount.filter(|amount| *amount > 0 && !settled)
    }

    /// Whether the risk fund was asked for it.
    pub fn is_compensated(&self) -> bool {
        self.events.iter().any(|event| event.kind == COMPENSATED)
    }

    /// Days past the day that it was due by then; a contract that ends later than a renewal is the
    /// newer word.
    pub fn days_overdue(&self, day: NaiveDate) -> i64 {
        let contract = self.due.as_deref();
        let mut moved = self.until(day).filter(|event| {
            let kind = event.kind.as_str();
            (kind == RENEWED || kind == EXTENDED) && event.due.as_deref() > contract
        });
        let moved = moved.next_back().and_then(|event| event.due.as_deref());
        let due = due_day(moved.or(contract), self.lent.as_deref(), self.months);
        due.map_or(0, |due| (day - due).num_days().max(0))
    }
}
