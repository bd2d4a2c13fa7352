//! Imports in the book: which file, what came of it, which rows went back; and 待挂接.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Result, Store, Writer};
use crate::dictionary::LedgerId;

/// An import as the book remembers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Its number; 0 for one that is still to be written.
    pub id: i64,
    /// The file's name.
    pub file: String,
    /// SHA-256 of its bytes.
    pub digest: String,
    /// The ledger's key.
    pub ledger: String,
    /// The encoding's name.
    pub encoding: String,
    /// The year of yearly figures.
    pub year: Option<i32>,
    /// The day that balances hold for.
    pub as_of: Option<String>,
    /// What came of it, as JSON.
    pub summary: String,
}

/// An import in the history: when, by whom, and whether it was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchEntry {
    /// The import.
    pub batch: Batch,
    /// Its action in the log.
    pub action: i64,
    /// When it was done.
    pub at: String,
    /// By whom.
    pub operator: String,
    /// Whether it was taken back.
    pub undone: bool,
}

/// How a record names a household that the book does not know: 户编号, 户主姓名, 户主证件号码, 行政村.
pub type PendingNames<'a> = [Option<&'a str>; 4];

fn pending_as(conn: &Connection, ledger: &str, names: PendingNames<'_>) -> Result<Vec<i64>> {
    let [code, head_name, head_id, village] = names;
    let sql = "select row from pending
               where ledger = ?1 and code is ?2 and head_name is ?3 and head_id is ?4 and village is ?5";
    let mut query = conn.prepare_cached(sql)?;
    let rows = query.query_map(params![ledger, code, head_name, head_id, village], |row| {
        row.get(0)
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn batch_of(conn: &Connection, digest: &str) -> Result<Option<(i64, Option<String>)>> {
    let sql =
        "select b.id, b.as_of from batch b join action a on a.batch = b.id and a.kind = 'import'
               where b.digest = ?1 and not exists (select 1 from action u where u.undoes = a.id)
               order by b.id desc limit 1";
    let mut query = conn.prepare_cached(sql)?;
    let found = query.query_row([digest], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(found.optional()?)
}

impl Store {
    /// The records of a ledger that name their unknown household in exactly this way.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn pending_as(&self, ledger: LedgerId, names: PendingNames<'_>) -> Result<Vec<i64>> {
        pending_as(&self.conn, &self.dictionary.ledger(ledger).key, names)
    }

    /// The last import of a file with these bytes that still stands, and the day it held for.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn batch_of(&self, digest: &str) -> Result<Option<(i64, Option<String>)>> {
        batch_of(&self.conn, digest)
    }

    /// The imports, the newest first.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn batches(&self, limit: usize) -> Result<Vec<BatchEntry>> {
        let sql = "select b.id, b.file, b.digest, b.ledger, b.encoding, b.year, b.as_of, b.summary, a.id, a.at, a.operator,
                     exists (select 1 from action u where u.undoes = a.id)
                   from batch b join action a on a.batch = b.id and a.kind = 'import'
                   order by b.id desc limit ?1";
        let mut query = self.conn.prepare_cached(sql)?;
        let rows = query.query_map([i64::try_from(limit).unwrap_or(i64::MAX)], |row| {
            Ok(BatchEntry {
                batch: Batch {
                    id: row.get(0)?,
                    file: row.get(1)?,
                    digest: row.get(2)?,
                    ledger: row.get(3)?,
                    encoding: row.get(4)?,
                    year: row.get(5)?,
                    as_of: row.get(6)?,
                    summary: row.get(7)?,
                },
                action: row.get(8)?,
                at: row.get(9)?,
                operator: row.get(10)?,
                undone: row.get(11)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The rows of an import that went back: number, cells as JSON, reason.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn refused_rows(&self, batch: i64) -> Result<Vec<(u32, String, String)>> {
        let mut query = self.conn.prepare_cached(
            "select row, cells, reason from refused where batch = ?1 order by row",
        )?;
        let rows = query.query_map([batch], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Writer<'_> {
    /// Takes the indexes of a ledger away until the action ends, and then makes them of all its
    /// records at once, which is cheaper than finding the place of each. For a ledger that was
    /// empty: nothing is looked for in it meanwhile.
    ///
    /// # Errors
    ///
    /// When the book cannot be written.
    pub fn index_at_end(&mut self, ledger: LedgerId) -> Result<()> {
        let table = self.dictionary().ledger(ledger).key.clone();
        let sql = "select name, sql from sqlite_schema
                   where type = 'index' and tbl_name = ?1 and sql is not null";
        let indexes: Vec<(String, String)> = {
            let mut query = self.connection().prepare(sql)?;
            let rows = query.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        for (name, sql) in indexes {
            self.connection()
                .execute_batch(&format!("drop index \"{name}\""))?;
            self.at_end.push(sql);
        }
        Ok(())
    }

    /// Notes the import that this action is, and returns its number.
    ///
    /// # Errors
    ///
    /// When the book cannot be written.
    pub fn start_batch(&mut self, batch: &Batch) -> Result<i64> {
        let sql = "insert into batch(file, digest, ledger, encoding, year, as_of, summary) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let values = params![
            batch.file,
            batch.digest,
            batch.ledger,
            batch.encoding,
            batch.year,
            batch.as_of,
            batch.summary
        ];
        self.connection().execute(sql, values)?;
        let id = self.connection().last_insert_rowid();
        let action = self.action();
        self.connection()
            .execute("update action set batch = ?1 where id = ?2", [id, action])?;
        Ok(id)
    }

    /// As [`Store::batch_of`]; this action's own import is not among them before it is finished.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn batch_of(&self, digest: &str) -> Result<Option<(i64, Option<String>)>> {
        batch_of(self.connection(), digest)
    }

    /// Notes which bytes were imported, and what came of it.
    ///
    /// # Errors
    ///
    /// When the book cannot be written.
    pub fn finish_batch(&mut self, id: i64, digest: &str, summary: &str) -> Result<()> {
        self.connection().execute(
            "update batch set digest = ?2, summary = ?3 where id = ?1",
            params![id, digest, summary],
        )?;
        Ok(())
    }

    /// Keeps a row that goes back, as it stood.
    ///
    /// # Errors
    ///
    /// When the book cannot be written.
    pub fn refuse(&mut self, batch: i64, row: u32, cells: &str, reason: &str) -> Result<()> {
        let sql = "insert into refused(batch, row, cells, reason) values (?1, ?2, ?3, ?4)";
        self.connection()
            .prepare_cached(sql)?
            .execute(params![batch, row, cells, reason])?;
        Ok(())
    }

    /// As [`Store::pending_as`], seeing what this action has written.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn pending_as(&self, ledger: LedgerId, names: PendingNames<'_>) -> Result<Vec<i64>> {
        pending_as(
            self.connection(),
            &self.dictionary().ledger(ledger).key,
            names,
        )
    }

    /// Notes how a record names a household that the book does not know.
    ///
    /// # Errors
    ///
    /// When the book cannot be written.
    pub fn pend(&mut self, ledger: LedgerId, id: i64, names: PendingNames<'_>) -> Result<()> {
        let key = self.dictionary().ledger(ledger).key.clone();
        let [code, head_name, head_id, village] = names;
        let sql = "insert or replace into pending(ledger, row, code, head_name, head_id, village) values (?1, ?2, ?3, ?4, ?5, ?6)";
        self.connection()
            .prepare_cached(sql)?
            .execute(params![key, id, code, head_name, head_id, village])?;
        Ok(())
    }
}
