//! 自定义栏 in the book: which fields the officer made, and their dated values.

use std::sync::Arc;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::value::Read;
use super::{Result, Store};
use crate::dictionary::{Dictionary, Ledger, LedgerId, OWN_FIELDS, OWN_VALUES, Own, OwnColumn};
use crate::domain::Value;

/// A value of an own field, and the day from which it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnValue {
    /// The day, as ISO text.
    pub day: String,
    /// The value; empty where the field was emptied on that day.
    pub value: Value,
}

/// What a book's dictionary is made of.
#[derive(Clone, Debug)]
pub(super) struct Words {
    /// The program's dictionary.
    pub base: Arc<Dictionary>,
    /// The own fields, those too that were withdrawn.
    pub own: Vec<OwnColumn>,
    /// Today, which decides what is still asked for; `None` until somebody says.
    pub day: Option<NaiveDate>,
}

impl Words {
    pub const fn of(base: Arc<Dictionary>) -> Self {
        Self {
            base,
            own: Vec::new(),
            day: None,
        }
    }

    /// Reads the own fields; the dictionary stays the same where they do.
    pub fn take(&mut self, conn: &Connection, dictionary: &mut Arc<Dictionary>) -> Result<()> {
        let own = columns(conn)?;
        if own != self.own {
            self.own = own;
            *dictionary = self.dictionary(&[]);
        }
        Ok(())
    }

    /// The program's dictionary with the own fields and some more.
    fn dictionary(&self, more: &[OwnColumn]) -> Arc<Dictionary> {
        if self.own.is_empty() && more.is_empty() {
            return Arc::clone(&self.base);
        }
        let all: Vec<OwnColumn> = self.own.iter().chain(more).cloned().collect();
        let day = self.day.map(|day| day.to_string()).unwrap_or_default();
        Arc::new(self.base.with_own(&all, &day))
    }
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
pub(super) fn last(
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
        if self.words.day != Some(today) {
            self.words.day = Some(today);
            self.take_own()?;
            self.dictionary = self.words.dictionary(&[]);
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
        self.take_own()?;
        self.seen = Some(version);
        Ok(())
    }

    /// Reads the own fields, and makes the dictionary anew where they are others.
    pub(super) fn take_own(&mut self) -> Result<()> {
        self.words.take(&self.conn, &mut self.dictionary)
    }

    /// The own fields of the book, those too that were withdrawn.
    #[must_use]
    pub fn own_columns(&self) -> &[OwnColumn] {
        &self.words.own
    }

    /// The program's own dictionary, without the book's fields.
    #[must_use]
    pub fn base_dictionary(&self) -> &Arc<Dictionary> {
        &self.words.base
    }

    /// The book's dictionary as it were with further own fields: for a preview of a sheet whose
    /// columns will become some.
    #[must_use]
    pub fn dictionary_with(&self, more: &[OwnColumn]) -> Arc<Dictionary> {
        if more.is_empty() {
            return Arc::clone(&self.dictionary);
        }
        self.words.dictionary(more)
    }

    /// As [`Store::record`], own fields as they stood on a day (ISO text).
    ///
    /// # Errors
    ///
    /// As [`Store::record`].
    pub fn record_as_of(&self, ledger: LedgerId, id: i64, day: &str) -> Result<Vec<Value>> {
        let mut values = self.record(ledger, id)?;
        let described = self.dictionary().ledger(ledger);
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
