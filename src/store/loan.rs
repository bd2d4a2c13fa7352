//! What the events of a loan say about it.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Result, Store, Writer};
use crate::domain::codes::loan_event::REPAID;

/// What is known of a loan from its events (贷款事件).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoanState {
    /// Repaid so far, in fen; `None` where no repayment is recorded.
    pub repaid: Option<i64>,
    /// The bank's last figures by kind of event (03 余额, 05 逾期, 09 欠息): amount in fen and day.
    pub last: Vec<(String, i64, Option<String>)>,
}

fn loan_state(conn: &Connection, loan: i64) -> Result<LoanState> {
    let sql = "select sum(amount) from loan_event where loan = ?1 and kind = ?2";
    let repaid = conn
        .prepare_cached(sql)?
        .query_row(params![loan, REPAID], |row| row.get(0))
        .optional()?
        .flatten();
    let sql = "select kind, amount, date from loan_event where loan = ?1 and kind <> ?2 and amount is not null order by date, id";
    let mut query = conn.prepare_cached(sql)?;
    let mut rows = query.query(params![loan, REPAID])?;
    let mut state = LoanState {
        repaid,
        last: Vec::new(),
    };
    while let Some(row) = rows.next()? {
        let kind: String = row.get(0)?;
        state.last.retain(|(other, ..)| *other != kind);
        state.last.push((kind, row.get(1)?, row.get(2)?));
    }
    Ok(state)
}

impl Store {
    /// What the events of a loan say.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn loan_state(&self, loan: i64) -> Result<LoanState> {
        loan_state(&self.conn, loan)
    }
}

impl Writer<'_> {
    /// As [`Store::loan_state`], seeing what this action has written.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn loan_state(&self, loan: i64) -> Result<LoanState> {
        loan_state(self.connection(), loan)
    }
}
