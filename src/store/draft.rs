//! Forms not saved yet. They are passing: never in the log, never undone.

use std::time::Duration;

use rusqlite::{OptionalExtension, Row, TransactionBehavior, params};

use super::{Result, Store};

/// How long a draft waits for another writer; it is kept again with the next key.
const PATIENCE: Duration = Duration::from_millis(60);
/// How long everything else waits, as the connection was opened.
const USUAL: Duration = Duration::from_secs(5);

/// A draft as the book keeps it. What `parent` and `fields` mean is the business of forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredDraft {
    /// Its number; 0 before it is kept.
    pub id: i64,
    /// Whose it is.
    pub operator: String,
    /// The ledger's key.
    pub ledger: String,
    /// The record being corrected.
    pub row: Option<i64>,
    /// The record that a new one belongs to.
    pub parent: Option<String>,
    /// What was typed.
    pub fields: String,
    /// When it was last typed into.
    pub at: String,
}

impl Store {
    /// Keeps a draft, in place of the one with its number, and returns its number.
    ///
    /// # Errors
    ///
    /// As [`Store::act`]; busy at once rather than after the usual wait,
    /// so that typing never stands still; otherwise when the book cannot be written.
    pub fn keep_draft(&mut self, draft: &StoredDraft) -> Result<i64> {
        self.ready_to_write()?;
        self.conn.busy_timeout(PATIENCE)?;
        let kept = self.write_draft(draft);
        self.conn.busy_timeout(USUAL)?;
        kept
    }

    fn write_draft(&mut self, draft: &StoredDraft) -> Result<i64> {
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let sql = "update draft set operator = ?2, fields = ?3, at = ?4 where id = ?1";
        let id = if tx.execute(
            sql,
            params![draft.id, draft.operator, draft.fields, draft.at],
        )? > 0
        {
            draft.id
        } else {
            let sql = "insert into draft(operator, ledger, row, parent, fields, at)
                       values (?1, ?2, ?3, ?4, ?5, ?6)";
            tx.execute(
                sql,
                params![
                    draft.operator,
                    draft.ledger,
                    draft.row,
                    draft.parent,
                    draft.fields,
                    draft.at
                ],
            )?;
            tx.last_insert_rowid()
        };
        tx.commit()?;
        Ok(id)
    }

    /// The drafts of an operator, the one last typed into first.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn drafts_of(&self, operator: &str) -> Result<Vec<StoredDraft>> {
        let sql = "select id, operator, ledger, row, parent, fields, at from draft
                   where operator = ?1 order by at desc, id desc";
        let mut query = self.conn.prepare_cached(sql)?;
        let rows = query.query_map([operator], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The draft with this number.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn draft(&self, id: i64) -> Result<Option<StoredDraft>> {
        let sql = "select id, operator, ledger, row, parent, fields, at from draft where id = ?1";
        let mut query = self.conn.prepare_cached(sql)?;
        Ok(query.query_row([id], read).optional()?)
    }

    /// Throws a draft away, if it is still there.
    ///
    /// # Errors
    ///
    /// As [`Store::act`].
    pub fn drop_draft(&mut self, id: i64) -> Result<()> {
        self.ready_to_write()?;
        self.conn.execute("delete from draft where id = ?1", [id])?;
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<StoredDraft> {
    Ok(StoredDraft {
        id: row.get(0)?,
        operator: row.get(1)?,
        ledger: row.get(2)?,
        row: row.get(3)?,
        parent: row.get(4)?,
        fields: row.get(5)?,
        at: row.get(6)?,
    })
}
