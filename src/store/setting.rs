//! The book's settings: township, pack, and what belongs to an operator.

use rusqlite::OptionalExtension;

use super::{Result, Store, Writer};

impl Store {
    /// The setting under `key`, if it was ever made.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        let mut query = self
            .conn
            .prepare_cached("select value from setting where key = ?1")?;
        Ok(query.query_row([key], |row| row.get(0)).optional()?)
    }

    /// The settings whose keys begin with `prefix`: what follows it, and the value.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn settings(&self, prefix: &str) -> Result<Vec<(String, String)>> {
        let sql = "select substr(key, length(?1) + 1), value from setting
                   where substr(key, 1, length(?1)) = ?1 order by key";
        let mut query = self.conn.prepare_cached(sql)?;
        let rows = query.query_map([prefix], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Store {
    /// Keeps a setting that is a convenience and nobody's act, such as the folder last looked at:
    /// no entry in the log.
    ///
    /// # Errors
    ///
    /// When the book cannot be written.
    pub fn keep_quietly(&mut self, key: &str, value: &str) -> Result<()> {
        self.ready_to_write()?;
        self.conn.prepare_cached(KEEP)?.execute([key, value])?;
        Ok(())
    }
}

const KEEP: &str = "insert into setting(key, value) values (?1, ?2)
                    on conflict(key) do update set value = excluded.value";

impl Writer<'_> {
    /// Makes or replaces a setting. Settings are not undone; the action's words tell of them.
    ///
    /// # Errors
    ///
    /// When the book cannot be written.
    pub fn set(&mut self, key: &str, value: &str) -> Result<()> {
        let sql = "insert into setting(key, value) values (?1, ?2)
                   on conflict(key) do update set value = excluded.value";
        self.connection()
            .prepare_cached(sql)?
            .execute([key, value])?;
        Ok(())
    }
}
