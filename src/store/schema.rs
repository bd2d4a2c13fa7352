//! The steps of the schema, oldest first. Append only: a released step is never edited.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::error::Result;
use super::open::APPLICATION;

const STEPS: [&str; 2] = [
    concat!(
        include_str!("schema/0000_book.sql"),
        include_str!("schema/0001_ledgers.sql"),
    ),
    include_str!("schema/0004_own_fields.sql"),
];

/// The newest version that this program writes.
pub(super) const VERSION: u32 = 2;

/// Takes the book from its version to the newest, each step whole or not at all, after a copy of
/// the file as it was.
pub(super) fn upgrade(conn: &mut Connection, path: &Path) -> Result<()> {
    let done: u32 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if done == VERSION {
        return Ok(());
    }
    if done > 0 {
        let copy = path.with_extension(format!("v{done}.bak"));
        conn.execute("vacuum into ?1", [copy.to_string_lossy()])?;
    }
    for (version, sql) in (1u32..).zip(STEPS).skip(done as usize) {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let now: u32 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if now >= version {
            continue;
        }
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "application_id", APPLICATION)?;
        tx.pragma_update(None, "user_version", version)?;
        tx.commit()?;
    }
    Ok(())
}
