//! What changed since an import or a day, from the log: for the sheet that goes up after the last.

use std::collections::HashSet;

use rusqlite::{OptionalExtension, params};

use super::{Result, Store};
use crate::dictionary::LedgerId;

impl Store {
    /// The action that took an import in; `None` when there is no such import.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn import_action(&self, batch: i64) -> Result<Option<i64>> {
        let sql = "select id from action where batch = ?1 and kind = 'import'";
        let mut query = self.conn.prepare_cached(sql)?;
        Ok(query.query_row([batch], |row| row.get(0)).optional()?)
    }

    /// The last action before a day (ISO text), 0 where the log begins on that day or later. Order
    /// in the log is by number: after a clock that went back, what is later in it counts as later.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn last_action_before(&self, day: &str) -> Result<i64> {
        let sql = "select coalesce(max(id), 0) from action
                   where id < (select coalesce(min(id), 9223372036854775807) from action where at >= ?1)";
        let mut query = self.conn.prepare_cached(sql)?;
        Ok(query.query_row([day], |row| row.get(0))?)
    }

    /// The records of a ledger that later actions added or changed, their own fields included.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn changed_since(&self, ledger: LedgerId, action: i64) -> Result<HashSet<i64>> {
        let key = &self.dictionary.ledger(ledger).key;
        let sql = format!(
            "select row from change where ledger = ?1 and action > ?2
             union select t.id from {key} t join added d on t.id between d.first and d.last
               where d.ledger = ?1 and d.action > ?2
             union select v.row from own_value v join own_field f on f.id = v.field
               where f.ledger = ?1 and (
                 exists (select 1 from added d where d.ledger = 'own_value' and d.action > ?2
                         and v.id between d.first and d.last)
                 or v.id in (select c.row from change c where c.ledger = 'own_value' and c.action > ?2))"
        );
        let mut query = self.conn.prepare(&sql)?;
        let rows = query.query_map(params![key, action], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
