//! Looking at the book as a whole: pages, references, tables.

use super::{Result, Store};

/// The oldest `SQLite` that does not lose pages when two connections write (WAL-reset).
const SOUND: i32 = 3_051_003;

/// What is wrong with pages or references is named so often, then only counted.
const NAMED: usize = 5;

impl Store {
    /// What is wrong with pages and indexes; empty where they are whole.
    ///
    /// # Errors
    ///
    /// When the book cannot be read at all.
    pub fn broken_pages(&self) -> Result<Vec<String>> {
        let mut query = self
            .conn
            .prepare(&format!("pragma integrity_check({NAMED})"))?;
        let rows = query.query_map([], |row| row.get::<_, String>(0))?;
        let found: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
        Ok(found.into_iter().filter(|line| line != "ok").collect())
    }

    /// Records that refer to a record which is not there: the ledger's label and how many.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn broken_references(&self) -> Result<Vec<(String, usize)>> {
        let mut query = self.conn.prepare("pragma foreign_key_check")?;
        let rows = query.query_map([], |row| row.get::<_, String>(0))?;
        let mut found: Vec<(String, usize)> = Vec::new();
        for table in rows {
            let table = table?;
            let label = self.dictionary.find(&table).map(|ledger| &ledger.label);
            let label = label.unwrap_or(&table);
            match found.iter_mut().find(|(known, _)| known == label) {
                Some((_, count)) => *count += 1,
                None => found.push((label.clone(), 1)),
            }
        }
        Ok(found)
    }

    /// Ledgers of the dictionary that the book cannot hold, by label.
    #[must_use]
    pub fn ledgers_missing(&self) -> Vec<String> {
        let missing = self.dictionary.ledgers().iter().filter(|ledger| {
            let sql = format!(
                "select {} from {} t limit 0",
                ledger.kept_columns, ledger.key
            );
            self.conn.prepare(&sql).is_err()
        });
        missing.map(|ledger| ledger.label.clone()).collect()
    }
}

/// The version of `SQLite`, and whether it is one that keeps what it is given.
#[must_use]
pub fn engine() -> (&'static str, bool) {
    (rusqlite::version(), rusqlite::version_number() >= SOUND)
}
