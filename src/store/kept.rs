//! What was worked out of the book, kept until the next action or the next day.

use rusqlite::{OptionalExtension, params};

use super::{Result, Store};

impl Store {
    /// What was kept under `key` on this day, if nothing was done since.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn kept(&self, key: &str, day: &str) -> Result<Option<String>> {
        let sql = "select value from kept where key = ?1 and day = ?2
                   and change = (select coalesce(max(id), 0) from action)";
        let mut query = self.conn.prepare_cached(sql)?;
        Ok(query.query_row([key, day], |row| row.get(0)).optional()?)
    }

    /// What was kept under `key` on this day, whatever was done since.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn kept_last(&self, key: &str, day: &str) -> Result<Option<String>> {
        let sql = "select value from kept where key = ?1 and day = ?2";
        let mut query = self.conn.prepare_cached(sql)?;
        Ok(query.query_row([key, day], |row| row.get(0)).optional()?)
    }

    /// Keeps what was worked out when the book's last action was `change`. A book that cannot be
    /// written, or is not known to be sound, keeps nothing, which costs only time.
    pub fn keep(&mut self, key: &str, day: &str, change: i64, value: &str) {
        let sql = "insert into kept(key, change, day, value) values (?1, ?2, ?3, ?4)
                   on conflict(key) do update
                   set change = excluded.change, day = excluded.day, value = excluded.value";
        if self.writable && self.sound {
            let _ = self.conn.execute(sql, params![key, change, day, value]);
        }
    }
}
