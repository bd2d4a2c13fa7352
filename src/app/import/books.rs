//! The book as an import sees it: read only while a sheet is judged, written when it is applied.

use std::collections::HashSet;

use crate::dictionary::{Dictionary, LedgerId};
use crate::domain::Value;
use crate::store::{LoanState, PendingNames, Result, Store, StoreError, Writer};

/// What judging a row needs of the book. A preview hands out negative keys and writes nothing; so
/// both passes over a sheet run the same code and cannot disagree.
pub trait Books {
    /// The dictionary.
    fn dictionary(&self) -> &Dictionary;
    /// At most two records that the book had before this import, with exactly these values.
    fn find_by(&self, ledger: LedgerId, wanted: &[(usize, &Value)]) -> Result<Vec<i64>>;
    /// A record that the book had before this import.
    fn record(&self, ledger: LedgerId, id: i64) -> Result<Vec<Value>>;
    /// Adds a record.
    fn insert(&mut self, ledger: LedgerId, values: &[Value]) -> Result<i64>;
    /// Changes fields of a record.
    fn update(&mut self, ledger: LedgerId, id: i64, fields: &[(usize, Value)]) -> Result<()>;
    /// Notes that a record names a household which the book does not know.
    fn pend(&mut self, ledger: LedgerId, id: i64, names: PendingNames<'_>) -> Result<()>;
    /// Records of 待挂接 that name their household in exactly this way.
    fn pending_as(&self, ledger: LedgerId, names: PendingNames<'_>) -> Result<Vec<i64>>;
    /// What is known of a loan from its events.
    fn loan_state(&self, loan: i64) -> Result<LoanState>;
}

/// The first pass: nothing is written.
#[derive(Debug)]
pub struct Preview<'a> {
    store: &'a Store,
    dictionary: &'a Dictionary,
    as_of: &'a str,
    empty: Empty,
    last: i64,
}

/// Ledgers without a record before the import: nothing need be looked up in them.
pub type Empty = HashSet<LedgerId>;

/// Which ledgers of a book have no record.
///
/// # Errors
///
/// When the book cannot be read.
pub fn empty_ledgers(store: &Store) -> Result<Empty> {
    let mut empty = Empty::new();
    for ledger in store.dictionary().ledgers() {
        if store.is_empty(ledger.id)? {
            empty.insert(ledger.id);
        }
    }
    Ok(empty)
}

impl<'a> Preview<'a> {
    /// A preview on this book; `dictionary` is the book's with the own fields that the import will
    /// make, which stand last. Values of own fields are those that held on a day (ISO text).
    #[must_use]
    pub const fn new(
        store: &'a Store,
        dictionary: &'a Dictionary,
        as_of: &'a str,
        empty: Empty,
    ) -> Self {
        Self {
            store,
            dictionary,
            as_of,
            empty,
            last: 0,
        }
    }
}

impl Books for Preview<'_> {
    fn dictionary(&self) -> &Dictionary {
        self.dictionary
    }

    fn find_by(&self, ledger: LedgerId, wanted: &[(usize, &Value)]) -> Result<Vec<i64>> {
        let known = self.store.dictionary().ledger(ledger).fields.len();
        let new = wanted.iter().any(|(place, _)| *place >= known);
        if self.empty.contains(&ledger) || new {
            return Ok(Vec::new());
        }
        self.store.find_by(ledger, wanted)
    }

    fn record(&self, ledger: LedgerId, id: i64) -> Result<Vec<Value>> {
        let mut values = self.store.record_as_of(ledger, id, self.as_of)?;
        values.resize(self.dictionary.ledger(ledger).fields.len(), Value::Empty);
        Ok(values)
    }

    fn insert(&mut self, _: LedgerId, _: &[Value]) -> Result<i64> {
        self.last -= 1;
        Ok(self.last)
    }

    fn update(&mut self, _: LedgerId, _: i64, _: &[(usize, Value)]) -> Result<()> {
        Ok(())
    }

    fn pend(&mut self, _: LedgerId, _: i64, _: PendingNames<'_>) -> Result<()> {
        Ok(())
    }

    fn pending_as(&self, ledger: LedgerId, names: PendingNames<'_>) -> Result<Vec<i64>> {
        self.store.pending_as(ledger, names)
    }

    fn loan_state(&self, loan: i64) -> Result<LoanState> {
        self.store.loan_state(loan)
    }
}

/// The second pass, inside the import's one action.
#[derive(Debug)]
pub struct Live<'a, 'b>(pub &'a mut Writer<'b>, pub Empty);

impl Books for Live<'_, '_> {
    fn dictionary(&self) -> &Dictionary {
        self.0.dictionary()
    }

    fn find_by(&self, ledger: LedgerId, wanted: &[(usize, &Value)]) -> Result<Vec<i64>> {
        if self.1.contains(&ledger) {
            return Ok(Vec::new());
        }
        let mut found = self.0.find_by(ledger, wanted)?;
        found.retain(|id| !self.0.is_added(ledger, *id));
        Ok(found)
    }

    fn record(&self, ledger: LedgerId, id: i64) -> Result<Vec<Value>> {
        // A number that this import has just given out is not the one that the sheet means.
        if self.0.is_added(ledger, id) {
            let ledger = self.dictionary().ledger(ledger).label.clone();
            return Err(StoreError::NoSuchRecord { ledger, id });
        }
        self.0.record(ledger, id)
    }

    fn insert(&mut self, ledger: LedgerId, values: &[Value]) -> Result<i64> {
        self.0.insert(ledger, values)
    }

    fn update(&mut self, ledger: LedgerId, id: i64, fields: &[(usize, Value)]) -> Result<()> {
        self.0.update(ledger, id, fields).map(|_| ())
    }

    fn pend(&mut self, ledger: LedgerId, id: i64, names: PendingNames<'_>) -> Result<()> {
        self.0.pend(ledger, id, names)
    }

    fn pending_as(&self, ledger: LedgerId, names: PendingNames<'_>) -> Result<Vec<i64>> {
        self.0.pending_as(ledger, names)
    }

    fn loan_state(&self, loan: i64) -> Result<LoanState> {
        self.0.loan_state(loan)
    }
}
