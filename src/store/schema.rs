//! The steps of the schema, oldest first. Append only: a released step is never edited.

use std::io::ErrorKind;
use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};
use rustix::fs::{CWD, RenameFlags};
use rustix::io::Errno;

use super::chain;
use super::error::{Result, StoreError};
use super::open::APPLICATION;

/// What was written before there were seals is sealed as this step is done.
const SEALS: &str = concat!(
    include_str!("schema/0008_loan_days.sql"),
    include_str!("schema/0008_seals.sql"),
);

const STEPS: [&str; 11] = [
    concat!(
        include_str!("schema/0000_book.sql"),
        include_str!("schema/0001_ledgers.sql"),
    ),
    include_str!("schema/0002_tasks.sql"),
    include_str!("schema/0003_changes.sql"),
    include_str!("schema/0004_own_fields.sql"),
    include_str!("schema/0005_remaining.sql"),
    include_str!("schema/0006_sign_off.sql"),
    include_str!("schema/0007_cases.sql"),
    SEALS,
    include_str!("schema/0009_search.sql"),
    include_str!("schema/0010_loan_terms.sql"),
    include_str!("schema/0011_inspections.sql"),
];

/// The newest version that this program writes.
pub(super) const VERSION: u32 = 11;

/// Takes the book from its version to the newest, each step whole or not at all, after a copy of
/// the file as it was.
pub(super) fn upgrade(conn: &mut Connection, path: &Path) -> Result<()> {
    let done: u32 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if done == VERSION {
        return Ok(());
    }
    if done > 0 {
        copy(conn, path, done)?;
    }
    for (version, sql) in (1u32..).zip(STEPS).skip(done as usize) {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let now: u32 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if now >= version {
            continue;
        }
        tx.execute_batch(sql)?;
        if sql == SEALS {
            chain::seal_all(&tx)?;
        }
        tx.pragma_update(None, "application_id", APPLICATION)?;
        tx.pragma_update(None, "user_version", version)?;
        tx.commit()?;
    }
    Ok(())
}

/// Refuses a book of an older version: it lacks what this program asks for.
pub(super) fn require_current(conn: &Connection, path: &Path) -> Result<()> {
    let found: u32 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found < VERSION {
        return Err(StoreError::Older {
            path: path.to_owned(),
            found,
            known: VERSION,
        });
    }
    Ok(())
}

/// Copies the book as it is beside itself: `book.v1.bak`, or a further number where a copy of that
/// name is there already, which is never overwritten.
fn copy(conn: &Connection, path: &Path, version: u32) -> Result<()> {
    // Made under another name, so that a kill half-way leaves no half copy to trust.
    let unfinished = path.with_extension(format!("v{version}.{}.new", std::process::id()));
    let unreadable = |cause| StoreError::Unreadable {
        path: unfinished.clone(),
        cause,
    };
    match std::fs::remove_file(&unfinished) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => return Err(unreadable(cause)),
        _ => {}
    }
    conn.execute("vacuum into ?1", [unfinished.to_string_lossy()])?;
    for number in 1.. {
        let name = match number {
            1 => format!("v{version}.bak"),
            number => format!("v{version}-{number}.bak"),
        };
        let copy = path.with_extension(name);
        let moved = rustix::fs::renameat_with(CWD, &unfinished, CWD, &copy, RenameFlags::NOREPLACE);
        match moved {
            Err(Errno::EXIST) => {}
            moved => return moved.map_err(|cause| unreadable(cause.into())),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_that_cannot_be_brought_up_to_date_is_refused() {
        let book = Connection::open_in_memory().expect("a book");
        for (version, fits) in [(VERSION - 1, false), (VERSION, true)] {
            book.pragma_update(None, "user_version", version)
                .expect("set");
            let found = require_current(&book, Path::new("book.db"));
            assert_eq!(found.is_ok(), fits, "{found:?}");
        }
    }
}
