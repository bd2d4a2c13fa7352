//! The way out: rows go to whoever writes them, one by one, each under the next key of its ledger.

use super::record::{Layout, Record};
use super::{Fault, Planted, Report};
use crate::dictionary::LedgerId;
use crate::domain::Value;

/// Where rows go.
pub(super) type Sink<'a, E> = &'a mut dyn FnMut(LedgerId, Vec<Value>) -> Result<(), E>;

/// The rows' way out. It counts them, because a fresh book numbers the rows of each ledger from 1
/// and a reference is such a number.
pub(super) struct Out<'a, E> {
    layouts: &'a [Layout],
    keys: Vec<i64>,
    sink: Sink<'a, E>,
    /// The faults planted so far.
    pub(super) planted: Vec<Planted>,
}

impl<'a, E> Out<'a, E> {
    pub(super) fn new(layouts: &'a [Layout], sink: Sink<'a, E>) -> Self {
        Self {
            keys: vec![0; layouts.len()],
            layouts,
            sink,
            planted: Vec::new(),
        }
    }

    /// Sends a row and returns the key it will have.
    pub(super) fn put<R: Record>(&mut self, record: R) -> Result<i64, E> {
        let layout = &self.layouts[R::LEDGER];
        (self.sink)(layout.id, layout.row(record))?;
        self.keys[R::LEDGER] += 1;
        Ok(self.keys[R::LEDGER])
    }

    /// The key that the next row of this ledger will have.
    pub(super) fn next_key<R: Record>(&self) -> i64 {
        self.keys[R::LEDGER] + 1
    }

    /// What was sent.
    pub(super) fn report(self) -> Report {
        let rows = self.layouts.iter().map(|layout| layout.id).zip(self.keys);
        Report {
            rows: rows.collect(),
            planted: self.planted,
        }
    }

    /// Remembers a fault of the record `key` of ledger `R`.
    pub(super) fn plant<R: Record>(&mut self, fault: Fault, key: i64, household: (i64, &str)) {
        self.planted.push(Planted {
            fault,
            ledger: self.layouts[R::LEDGER].id,
            key,
            household: household.0,
            household_code: household.1.to_owned(),
        });
    }
}

/// A text; an empty one is nothing recorded.
pub(super) fn text(text: &str) -> Value {
    Value::from_text(text)
}

/// A text that was made for this value.
pub(super) fn owned(text: String) -> Value {
    Value::Text(text.into())
}

/// A yes or no.
pub(super) const fn yes(answer: bool) -> Value {
    Value::Int(answer as i64)
}

/// An amount in fen that was made in yuan.
pub(super) const fn yuan(yuan: i64) -> Value {
    Value::Int(yuan * 100)
}

/// A whole number.
pub(super) fn int(number: impl Into<i64>) -> Value {
    Value::Int(number.into())
}
