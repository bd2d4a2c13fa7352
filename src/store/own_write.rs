//! Writing values of 自定义栏: dated records of their own, in the action that gives them.

use std::sync::Arc;

use rusqlite::params;

use super::own::{as_of, last};
use super::{Result, StoreError, Writer};
use crate::dictionary::{Ledger, LedgerId, OWN_GROUP, OWN_VALUES, Own};
use crate::domain::Value;

impl Writer<'_> {
    /// Own values that are written from now on hold from this day on (ISO text), also where a
    /// later one is known: what a sheet of that day says. Reading shows them as they stood then.
    pub fn holding_from(&mut self, day: &str) {
        self.as_of = Some(day.to_owned());
    }

    /// Follows the own fields that this action has made, so that it can give them values.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn follow(&mut self) -> Result<()> {
        let (mut words, mut dictionary) = (self.words.clone(), Arc::clone(&self.dictionary));
        words.take(self.connection(), &mut dictionary)?;
        (self.words, self.dictionary) = (words, dictionary);
        Ok(())
    }

    /// Whether anything was ever filled into an own field.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn own_is_used(&self, field: i64) -> Result<bool> {
        let sql = "select exists (select 1 from own_value where field = ?1)";
        let mut query = self.connection().prepare_cached(sql)?;
        Ok(query.query_row([field], |row| row.get(0))?)
    }

    /// The last value, or the last that held on the day of this action's sheet.
    pub(super) fn own_as_of(&self, ledger: &Ledger, id: i64, values: &mut [Value]) -> Result<()> {
        match &self.as_of {
            Some(day) => as_of(self.connection(), ledger, id, day, values),
            None => Ok(()),
        }
    }

    /// Gives an own field of a record a value from the day on; what it was before stays, with its
    /// day. Of one day there is one value: the last.
    pub(super) fn put_own(&mut self, own: Own, row: i64, value: &Value) -> Result<()> {
        let known = last(self.connection(), own, row, self.as_of.as_deref())?;
        let day = match (&self.as_of, &known) {
            (Some(day), _) => day.clone(),
            // What is typed now must hold now, whatever day the last sheet was of.
            (None, Some((_, known))) if known.day > self.day => known.day.clone(),
            (None, _) => self.day.clone(),
        };
        let ledger = self.values_ledger()?;
        match known {
            Some((_, known)) if known.value == *value => {}
            None if value.is_empty() => {}
            Some((id, known)) if known.day == day => {
                self.update(
                    ledger,
                    id,
                    &[(self.value_place(ledger, "value"), value.clone())],
                )?;
            }
            _ => {
                let mut values = vec![Value::Empty; self.dictionary().ledger(ledger).fields.len()];
                let given = [
                    ("field", Value::Int(own.id)),
                    ("row", Value::Int(row)),
                    ("day", Value::from_text(&day)),
                    ("value", value.clone()),
                ];
                for (key, value) in given {
                    values[self.value_place(ledger, key)] = value;
                }
                self.insert(ledger, &values)?;
            }
        }
        Ok(())
    }

    /// Removes every own value of a record, also those of fields that were withdrawn: they go with
    /// it and come back with it.
    pub(super) fn remove_own(&mut self, ledger: &Ledger, row: i64) -> Result<()> {
        if ledger.inner {
            return Ok(());
        }
        let values = self.values_ledger()?;
        for id in self.own_of(ledger, row)? {
            self.remove(values, id)?;
        }
        Ok(())
    }

    /// Whether a record has own values, of any day.
    pub(super) fn has_own(&self, ledger: LedgerId, row: i64) -> Result<bool> {
        let ledger = self.dictionary().ledger(ledger);
        Ok(!ledger.inner && !self.own_of(ledger, row)?.is_empty())
    }

    fn own_of(&self, ledger: &Ledger, row: i64) -> Result<Vec<i64>> {
        let sql = "select v.id from own_field f join own_value v on v.field = f.id
                   where f.ledger = ?1 and v.row = ?2 order by v.id";
        let mut query = self.connection().prepare_cached(sql)?;
        let rows = query.query_map(params![ledger.key, row], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn values_ledger(&self) -> Result<LedgerId> {
        let found = self.dictionary().find(OWN_VALUES).map(|ledger| ledger.id);
        found.ok_or_else(|| StoreError::NoSuchRecord {
            ledger: OWN_GROUP.to_owned(),
            id: 0,
        })
    }

    fn value_place(&self, ledger: LedgerId, key: &str) -> usize {
        let ledger = self.dictionary().ledger(ledger);
        ledger.position(key).unwrap_or_default()
    }
}
