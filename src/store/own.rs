//! 自定义栏 in the book: which fields the officer made, and their dated values.

use std::sync::Arc;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::value::Read;
use super::{Result, Store, StoreError, Writer};
use crate::dictionary::{
    Dictionary, Ledger, LedgerId, OWN_FIELDS, OWN_GROUP, OWN_VALUES, Own, OwnColumn,
};
use crate::domain::Value;

/// A value of an own field, and the day from which it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnValue {
    /// The day, as ISO text.
    pub day: String,
    /// The value; empty where the field was emptied on that day.
    pub value: Value,
}

/// All own fields of the book, those too that were withdrawn.
pub(super) fn columns(conn: &Connection) -> Result<Vec<OwnColumn>> {
    // A book of before that cannot be written has no such table.
    let sql = "select exists (select 1 from sqlite_master where type = 'table' and name = ?1)";
    let there: bool = conn
        .prepare_cached(sql)?
        .query_row([OWN_FIELDS], |row| row.get(0))?;
    if !there {
        return Ok(Vec::new());
    }
    let sql = "select id, ledger, label, type, codes, unit, aliases, sensitive, width, asked_by,
                 until, withdrawn_on
               from own_field order by id";
    let mut query = conn.prepare_cached(sql)?;
    let rows = query.query_map([], column)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn column(row: &Row<'_>) -> rusqlite::Result<OwnColumn> {
    let text = |at: usize| -> rusqlite::Result<String> {
        Ok(row.get::<_, Option<String>>(at)?.unwrap_or_default())
    };
    let unit = text(5)?;
    Ok(OwnColumn {
        id: row.get(0)?,
        ledger: text(1)?,
        label: text(2)?,
        kind: text(3)?,
        codes: OwnColumn::parts(&text(4)?),
        unit: (!unit.is_empty()).then_some(unit),
        aliases: OwnColumn::parts(&text(6)?),
        sensitive: row.get::<_, Option<bool>>(7)?.unwrap_or_default(),
        width: row.get(8)?,
        asked_by: text(9)?,
        until: text(10)?,
        withdrawn_on: text(11)?,
    })
}

/// Replaces the own values of a record by those that held on a day.
pub(super) fn as_of(
    conn: &Connection,
    ledger: &Ledger,
    id: i64,
    day: &str,
    values: &mut [Value],
) -> Result<()> {
    for (field, value) in ledger.fields.iter().zip(values) {
        if let Some(own) = field.own {
            let found = last(conn, own, id, Some(day))?;
            *value = found.map_or(Value::Empty, |(_, found)| found.value);
        }
    }
    Ok(())
}

/// The last value of a record, or the last that held on a day, with its own key.
fn last(
    conn: &Connection,
    own: Own,
    row: i64,
    day: Option<&str>,
) -> Result<Option<(i64, OwnValue)>> {
    let sql = "select id, day, value from own_value
               where field = ?1 and row = ?2 and (?3 is null or day <= ?3)
               order by day desc, id desc limit 1";
    let mut query = conn.prepare_cached(sql)?;
    let found = query.query_row(params![own.id, row, day], |row| {
        Ok((row.get(0)?, value(row, 1)?))
    });
    Ok(found.optional()?)
}

fn value(row: &Row<'_>, at: usize) -> rusqlite::Result<OwnValue> {
    Ok(OwnValue {
        day: row.get::<_, Option<String>>(at)?.unwrap_or_default(),
        value: row.get::<_, Read>(at + 1)?.0,
    })
}

impl Store {
    /// Says which day is today: own fields are asked for until their day, and a value that is
    /// given without a day holds from today on.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn set_day(&mut self, today: NaiveDate) -> Result<()> {
        if self.day != Some(today) {
            self.day = Some(today);
            self.take_own()?;
        }
        Ok(())
    }

    /// Looks whether somebody else made, changed or withdrew own fields since the last look, and
    /// follows. Costs nothing while nobody else writes.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn follow(&mut self) -> Result<()> {
        let version = self.data_version()?;
        if self.seen == Some(version) {
            return Ok(());
        }
        let own = columns(&self.conn)?;
        self.seen = Some(version);
        if own != self.own {
            self.describe(own);
        }
        Ok(())
    }

    /// Reads the own fields and makes the dictionary anew.
    pub(super) fn take_own(&mut self) -> Result<()> {
        let own = columns(&self.conn)?;
        self.describe(own);
        Ok(())
    }

    fn describe(&mut self, own: Vec<OwnColumn>) {
        self.dictionary = if own.is_empty() {
            Arc::clone(&self.base)
        } else {
            Arc::new(self.base.with_own(&own, &self.day_text()))
        };
        self.own = own;
    }

    fn day_text(&self) -> String {
        self.day.map(|day| day.to_string()).unwrap_or_default()
    }

    /// The own fields of the book, those too that were withdrawn.
    #[must_use]
    pub fn own_columns(&self) -> &[OwnColumn] {
        &self.own
    }

    /// The program's own dictionary, without the book's fields.
    #[must_use]
    pub fn base_dictionary(&self) -> &Arc<Dictionary> {
        &self.base
    }

    /// The book's dictionary as it were with further own fields: for a preview of a sheet whose
    /// columns will become some.
    #[must_use]
    pub fn dictionary_with(&self, more: &[OwnColumn]) -> Arc<Dictionary> {
        if more.is_empty() {
            return Arc::clone(&self.dictionary);
        }
        let all: Vec<OwnColumn> = self.own.iter().chain(more).cloned().collect();
        Arc::new(self.base.with_own(&all, &self.day_text()))
    }

    /// As [`Store::record`], own fields as they stood on a day (ISO text).
    ///
    /// # Errors
    ///
    /// As [`Store::record`].
    pub fn record_as_of(&self, ledger: LedgerId, id: i64, day: &str) -> Result<Vec<Value>> {
        let mut values = self.record(ledger, id)?;
        let described = self.dictionary.ledger(ledger);
        as_of(&self.conn, described, id, day, &mut values)?;
        Ok(values)
    }

    /// The values that an own field ever had for a record, the newest first.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn own_history(&self, own: Own, row: i64) -> Result<Vec<OwnValue>> {
        let sql = "select day, value from own_value where field = ?1 and row = ?2
                   order by day desc, id desc";
        let mut query = self.conn.prepare_cached(sql)?;
        let rows = query.query_map([own.id, row], |row| value(row, 0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many records have, or had, a value of an own field.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn own_count(&self, field: i64) -> Result<i64> {
        let sql =
            "select count(distinct row) from own_value where field = ?1 and value is not null";
        let mut query = self.conn.prepare_cached(sql)?;
        Ok(query.query_row([field], |row| row.get(0))?)
    }

    /// The different values that an own field has, or had; at most so many.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn own_values(&self, field: i64, limit: usize) -> Result<Vec<Value>> {
        let sql =
            "select distinct value from own_value where field = ?1 and value is not null limit ?2";
        let mut query = self.conn.prepare_cached(sql)?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = query.query_map([field, limit], |row| Ok(row.get::<_, Read>(0)?.0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Which own field and which record a value is of; `None` for a value that is gone.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn own_owner(&self, value: i64) -> Result<Option<(i64, i64)>> {
        let sql = "select field, row from own_value where id = ?1";
        let mut query = self.conn.prepare_cached(sql)?;
        let found = query.query_row([value], |row| Ok((row.get(0)?, row.get(1)?)));
        Ok(found.optional()?)
    }

    /// The own values that an action added and that are still there, at most so many: the field,
    /// the record, what it was before that day, and the value.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn own_added(&self, action: i64, limit: usize) -> Result<Vec<(i64, i64, Value, Value)>> {
        let sql = "select v.field, v.row,
                     (select b.value from own_value b where b.field = v.field and b.row = v.row
                        and b.day < v.day order by b.day desc, b.id desc limit 1),
                     v.value
                   from added a join own_value v on v.id between a.first and a.last
                   where a.action = ?1 and a.ledger = ?2 order by v.id limit ?3";
        let mut query = self.conn.prepare_cached(sql)?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = query.query_map(params![action, OWN_VALUES, limit], |row| {
            let value = |at| row.get::<_, Read>(at).map(|read| read.0);
            Ok((row.get(0)?, row.get(1)?, value(2)?, value(3)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

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
        let own = columns(self.connection())?;
        self.dictionary = Arc::new(self.base.with_own(&own, &self.day));
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
                    ("day", Value::Text(day)),
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
