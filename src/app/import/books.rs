//! The book as an import sees it: read only while a sheet is judged, written when it is applied.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;

use chrono::NaiveDate;

use super::known::{Known, Take};
use super::overlay::Mixer;
use crate::dictionary::{Dictionary, Field, Ledger, LedgerId};
use crate::domain::Value;
use crate::store::{HeldTerms, LoanState, PendingNames, Result, Store, StoreError, Writer};

/// What judging a row needs of the book. A preview hands out negative keys and writes nothing; so
/// both passes over a sheet run the same code and cannot disagree.
pub trait Books {
    /// The dictionary.
    fn dictionary(&self) -> &Dictionary;
    /// At most two records that the book had before this import, with exactly these values.
    fn find_by(&self, ledger: LedgerId, wanted: &[(usize, &Value)]) -> Result<Vec<i64>>;
    /// A record that the book had before this import.
    fn record(&self, ledger: LedgerId, id: i64) -> Result<Vec<Value>>;
    /// Some fields of such a record, in the order of `places`.
    fn values(&self, ledger: LedgerId, id: i64, places: &[usize]) -> Result<Vec<Value>>;
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
    /// A loan that the book had before this import, with the events that it had.
    fn loan_terms(&self, today: NaiveDate, loan: i64) -> Result<Option<HeldTerms>>;
}

/// The first pass: nothing is written.
#[derive(Debug)]
pub struct Preview<'a> {
    store: &'a Store,
    dictionary: &'a Dictionary,
    as_of: &'a str,
    known: Known,
    last: i64,
}

/// Ledgers without a record before the import: nothing need be looked up in them.
pub type Empty = HashSet<LedgerId, BuildHasherDefault<Mixer>>;

/// Whether the book has a column for each of these fields: not so for those that the import makes.
fn are_stored(ledger: &Ledger, places: &[usize]) -> bool {
    let stored = |place: &usize| ledger.fields.get(*place).is_some_and(Field::is_stored);
    places.iter().all(stored)
}

fn picked(values: &[Value], places: &[usize]) -> Vec<Value> {
    let one = |place: &usize| values.get(*place).cloned().unwrap_or_default();
    places.iter().map(one).collect()
}

/// Which ledgers of a book have no record.
///
/// # Errors
///
/// When the book cannot be read.
pub fn empty_ledgers(store: &Store) -> Result<Empty> {
    let mut empty = Empty::default();
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
    pub fn new(store: &'a Store, dictionary: &'a Dictionary, as_of: &'a str, empty: Empty) -> Self {
        Self {
            store,
            dictionary,
            as_of,
            known: Known::new(empty),
            last: 0,
        }
    }
}

impl Books for Preview<'_> {
    fn dictionary(&self) -> &Dictionary {
        self.dictionary
    }

    fn find_by(&self, ledger: LedgerId, wanted: &[(usize, &Value)]) -> Result<Vec<i64>> {
        let fields = self.store.dictionary().ledger(ledger).fields.len();
        let new = wanted.iter().any(|(place, _)| *place >= fields);
        let each = |place, take: Take<'_>| self.store.each_value(ledger, place, take);
        if new || !self.known.may_hold(ledger, wanted, each)? {
            return Ok(Vec::new());
        }
        self.store.find_by(ledger, wanted)
    }

    fn record(&self, ledger: LedgerId, id: i64) -> Result<Vec<Value>> {
        let mut values = self.store.record_as_of(ledger, id, self.as_of)?;
        values.resize(self.dictionary.ledger(ledger).fields.len(), Value::Empty);
        Ok(values)
    }

    fn values(&self, ledger: LedgerId, id: i64, places: &[usize]) -> Result<Vec<Value>> {
        if are_stored(self.store.dictionary().ledger(ledger), places) {
            return self.store.values(ledger, id, places);
        }
        Ok(picked(&self.record(ledger, id)?, places))
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

    fn loan_terms(&self, today: NaiveDate, loan: i64) -> Result<Option<HeldTerms>> {
        self.store.loan_terms(today, loan)
    }
}

/// The second pass, inside the import's one action.
#[derive(Debug)]
pub struct Live<'a, 'b> {
    writer: &'a mut Writer<'b>,
    known: Known,
}

impl<'a, 'b> Live<'a, 'b> {
    /// The book inside an action; `empty` as it was before.
    pub fn new(writer: &'a mut Writer<'b>, empty: Empty) -> Self {
        let known = Known::new(empty);
        Self { writer, known }
    }
}

impl Books for Live<'_, '_> {
    fn dictionary(&self) -> &Dictionary {
        self.writer.dictionary()
    }

    fn find_by(&self, ledger: LedgerId, wanted: &[(usize, &Value)]) -> Result<Vec<i64>> {
        let each = |place, take: Take<'_>| self.writer.each_value(ledger, place, take);
        if !self.known.may_hold(ledger, wanted, each)? {
            return Ok(Vec::new());
        }
        let mut found = self.writer.find_by(ledger, wanted)?;
        found.retain(|id| !self.writer.is_added(ledger, *id));
        Ok(found)
    }

    fn record(&self, ledger: LedgerId, id: i64) -> Result<Vec<Value>> {
        // A number that this import has just given out is not the one that the sheet means.
        if self.writer.is_added(ledger, id) {
            let ledger = self.dictionary().ledger(ledger).label.clone();
            return Err(StoreError::NoSuchRecord { ledger, id });
        }
        self.writer.record(ledger, id)
    }

    fn values(&self, ledger: LedgerId, id: i64, places: &[usize]) -> Result<Vec<Value>> {
        if are_stored(self.writer.dictionary().ledger(ledger), places) {
            return self.writer.values(ledger, id, places);
        }
        Ok(picked(&self.record(ledger, id)?, places))
    }

    fn insert(&mut self, ledger: LedgerId, values: &[Value]) -> Result<i64> {
        self.writer.insert(ledger, values)
    }

    fn update(&mut self, ledger: LedgerId, id: i64, fields: &[(usize, Value)]) -> Result<()> {
        self.writer.update(ledger, id, fields).map(|_| ())
    }

    fn pend(&mut self, ledger: LedgerId, id: i64, names: PendingNames<'_>) -> Result<()> {
        self.writer.pend(ledger, id, names)
    }

    fn pending_as(&self, ledger: LedgerId, names: PendingNames<'_>) -> Result<Vec<i64>> {
        // As with the rest of the book: only what it had before this import.
        let mut waiting = self.writer.pending_as(ledger, names)?;
        waiting.retain(|id| !self.writer.is_added(ledger, *id));
        Ok(waiting)
    }

    fn loan_state(&self, loan: i64) -> Result<LoanState> {
        self.writer.loan_state(loan)
    }

    fn loan_terms(&self, today: NaiveDate, loan: i64) -> Result<Option<HeldTerms>> {
        let find = |key: &str| self.dictionary().find(key).map(|ledger| ledger.id);
        let (Some(loans), Some(events)) = (find("loan"), find("loan_event")) else {
            return Ok(None);
        };
        if self.writer.is_added(loans, loan) {
            return Ok(None);
        }
        let mut held = self.writer.loan_terms(today, loan)?;
        if let Some(held) = &mut held {
            held.events
                .retain(|event| !self.writer.is_added(events, event.id));
        }
        Ok(held)
    }
}
