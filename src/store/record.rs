//! Reading single records of any ledger, and finding them by some of their fields.

use std::fmt::Write;

use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::value::{Bind, Read, row_values};
use super::{Result, Store, StoreError};
use crate::dictionary::{Ledger, LedgerId};
use crate::domain::Value;

/// All fields of a record, by their place in the dictionary; derived ones are empty.
pub(super) fn read(conn: &Connection, ledger: &Ledger, id: i64) -> Result<Option<Vec<Value>>> {
    let sql = format!(
        "select {} from {} t where t.id = ?1",
        ledger.kept_columns, ledger.key
    );
    let mut query = conn.prepare_cached(&sql)?;
    let found = query.query_row([id], |row| {
        let mut all = vec![Value::Empty; ledger.fields.len()];
        for (at, (place, _)) in ledger.kept().enumerate() {
            all[place] = row.get::<_, Read>(at)?.0;
        }
        Ok(all)
    });
    Ok(found.optional()?)
}

/// Some stored fields of a record, in the order of `places`.
pub(super) fn read_some(
    conn: &Connection,
    ledger: &Ledger,
    id: i64,
    places: &[usize],
) -> Result<Vec<Value>> {
    let mut sql = String::from("select ");
    for (at, place) in places.iter().enumerate() {
        let comma = if at == 0 { "" } else { ", " };
        let _ = write!(sql, "{comma}\"{}\"", ledger.fields[*place].key);
    }
    let _ = write!(sql, " from {} where id = ?1", ledger.key);
    let mut query = conn.prepare_cached(&sql)?;
    let found = query.query_row([id], |row| row_values(row, 0, places.len()));
    found.optional()?.ok_or_else(|| StoreError::NoSuchRecord {
        ledger: ledger.label.clone(),
        id,
    })
}

/// Every value of a field that is not empty.
pub(super) fn each_value(
    conn: &Connection,
    ledger: &Ledger,
    place: usize,
    take: &mut dyn FnMut(&Value),
) -> Result<()> {
    let field = &ledger.fields[place];
    let value = match &field.sql {
        Some(derived) => format!("({derived})"),
        None => format!("t.\"{}\"", field.key),
    };
    let table = &ledger.key;
    let mut query = conn.prepare(&format!(
        "select {value} from {table} t where {value} is not null"
    ))?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        take(&row.get::<_, Read>(0)?.0);
    }
    Ok(())
}

/// Puts the kept values at their fields' places.
pub(super) fn spread(ledger: &Ledger, kept: Vec<Value>) -> Vec<Value> {
    let mut all = vec![Value::Empty; ledger.fields.len()];
    for ((place, _), value) in ledger.kept().zip(kept) {
        all[place] = value;
    }
    all
}

/// The keys of at most two records whose fields have exactly these values.
pub(super) fn find_by(
    conn: &Connection,
    ledger: &Ledger,
    wanted: &[(usize, &Value)],
) -> Result<Vec<i64>> {
    found_by(conn, ledger, wanted, " limit 2")
}

/// The keys of records whose fields have exactly these values.
fn found_by(
    conn: &Connection,
    ledger: &Ledger,
    wanted: &[(usize, &Value)],
    limit: &str,
) -> Result<Vec<i64>> {
    let mut query = conn.prepare_cached(&sentence(ledger, wanted, limit))?;
    let values = wanted.iter().map(|(_, value)| Bind(value));
    let rows = query.query_map(params_from_iter(values), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn sentence(ledger: &Ledger, wanted: &[(usize, &Value)], limit: &str) -> String {
    let mut sql = format!("select t.id from {} t where ", ledger.key);
    for (at, (place, value)) in wanted.iter().enumerate() {
        let and = if at == 0 { "" } else { " and " };
        // Half of a ledger may lack a value: an index of those that do leads nowhere.
        let plus = if value.is_empty() { "+" } else { "" };
        let field = &ledger.fields[*place];
        let _ = match &field.sql {
            Some(derived) => write!(sql, "{and}({derived}) is ?{}", at + 1),
            None => write!(sql, "{and}{plus}t.\"{}\" is ?{}", field.key, at + 1),
        };
    }
    sql.push_str(limit);
    sql
}

impl Store {
    /// The latest 户年度 of a household, where it has one.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn latest_year_record(&self, household: i64) -> Result<Option<i64>> {
        let sql = "select id from household_year where household = ?1 order by year desc limit 1";
        let mut query = self.conn.prepare_cached(sql)?;
        Ok(query.query_row([household], |row| row.get(0)).optional()?)
    }

    /// All fields of a record, by their place in the dictionary.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchRecord`], or when the book cannot be read.
    pub fn record(&self, ledger: LedgerId, id: i64) -> Result<Vec<Value>> {
        let ledger = self.dictionary.ledger(ledger);
        read(&self.conn, ledger, id)?.ok_or_else(|| StoreError::NoSuchRecord {
            ledger: ledger.label.clone(),
            id,
        })
    }

    /// Some stored fields of a record, in the order of `places`.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchRecord`], or when the book cannot be read.
    pub fn values(&self, ledger: LedgerId, id: i64, places: &[usize]) -> Result<Vec<Value>> {
        read_some(&self.conn, self.dictionary.ledger(ledger), id, places)
    }

    /// Gives every value of a field to `take`, but the empty ones.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn each_value(
        &self,
        ledger: LedgerId,
        place: usize,
        take: &mut dyn FnMut(&Value),
    ) -> Result<()> {
        each_value(&self.conn, self.dictionary.ledger(ledger), place, take)
    }

    /// At most two records whose fields have exactly these values: none, one, or not only one.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn find_by(&self, ledger: LedgerId, wanted: &[(usize, &Value)]) -> Result<Vec<i64>> {
        find_by(&self.conn, self.dictionary.ledger(ledger), wanted)
    }

    /// All records whose fields have exactly these values, in the order of their keys.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn find_all_by(&self, ledger: LedgerId, wanted: &[(usize, &Value)]) -> Result<Vec<i64>> {
        found_by(
            &self.conn,
            self.dictionary.ledger(ledger),
            wanted,
            " order by id",
        )
    }

    /// How many records a ledger has.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn size_of(&self, ledger: LedgerId) -> Result<u64> {
        let sql = format!(
            "select count(*) from {}",
            self.dictionary.ledger(ledger).key
        );
        let count: i64 = self.conn.query_row(&sql, [], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// Who last changed a field of a record, and when: `李秀英 2018-09-20T10:02:11+08:00`; empty
    /// when the log has no change of it.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn last_change(&self, ledger: &str, id: i64, field: &str) -> Result<String> {
        let sql = "select a.operator || ' ' || a.at from change c join action a on a.id = c.action
                   where c.ledger = ?1 and c.row = ?2 and c.field = ?3 order by a.id desc limit 1";
        let mut query = self.conn.prepare_cached(sql)?;
        let found = query.query_row(rusqlite::params![ledger, id, field], |row| row.get(0));
        Ok(found.optional()?.unwrap_or_default())
    }

    /// Reads many times over at one state of the book: nobody else's write shows in between, and
    /// the file is locked once instead of at every look.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn reading<T>(&self, work: impl FnOnce() -> T) -> Result<T> {
        self.conn.execute_batch("begin")?;
        let done = work();
        self.conn.execute_batch("commit")?;
        Ok(done)
    }

    /// Whether a ledger has no record at all.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn is_empty(&self, ledger: LedgerId) -> Result<bool> {
        let sql = format!(
            "select not exists (select 1 from {})",
            self.dictionary.ledger(ledger).key
        );
        Ok(self.conn.query_row(&sql, [], |row| row.get(0))?)
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::Book;
    use super::*;

    #[test]
    fn a_value_that_half_the_ledger_lacks_does_not_choose_the_index() {
        let book = Book::new();
        let measure = book.store.dictionary.find("measure").expect("a ledger");
        let place = |key: &str| measure.position(key).expect(key);
        let (household, none) = (Value::Int(1), Value::Empty);
        let wanted = [(place("household"), &household), (place("person"), &none)];
        let sql = format!(
            "explain query plan {}",
            sentence(measure, &wanted, " limit 2")
        );
        let mut query = book.store.conn.prepare(&sql).expect("a plan");
        let plan: String = query
            .query_row([Some(1), None], |row| row.get("detail"))
            .expect("a step");
        assert!(plan.contains("measure_household"), "{plan}");
    }
}
