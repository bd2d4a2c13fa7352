//! The book (台账) on disk: the only place that knows SQL.
//!
//! Reading goes through `&Store`; every change of a ledger goes through [`Store::act`], which
//! makes one transaction and one entry in the log of what somebody meant.

mod act;
mod appeal;
mod attention;
mod batch;
mod card;
mod carry;
mod case;
mod chain;
mod change;
mod choices;
mod double;
mod draft;
mod error;
mod export;
mod facts;
mod find;
mod home;
mod kept;
mod list;
mod loan;
mod loan_terms;
mod loan_today;
mod log;
mod open;
mod own;
mod own_write;
mod plan_board;
mod reach;
mod record;
mod rule;
#[cfg(test)]
mod sample;
mod schema;
mod search;
mod select;
mod setting;
mod since;
mod tally;
mod task;
mod undo;
mod value;
mod village;
mod waiting;
mod write;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use rusqlite::Connection;

use crate::dictionary::Dictionary;

pub use attention::{Concerns, visit_before};

pub use act::{Act, ActionKind, Who};
pub use batch::{Batch, BatchEntry, PendingNames};
pub use card::LineOf;
pub use carry::{Carried, CarryOf};
pub use chain::{Broken, LogBreak};
pub use change::Keyed;
pub use double::Pair;
pub use draft::StoredDraft;
pub use error::{Result, StoreError};
pub use export::{OutCell, OutRow, OutVillage, VillageRows};
pub use home::income_year;
pub use list::{Matching, Window};
pub use loan::LoanState;
pub use loan_terms::HeldTerms;
pub use loan_today::LoanText;
pub use log::{LogFilter, Logged, LoggedChange};
pub use own::OwnValue;
pub use reach::Reach;
pub use rule::{
    Answers, Detail, DueRow, ExampleFault, LocalRecord, Signed, SubjectAnswers, SubjectName,
    SubjectRow, Touched, Whom, replay,
};
pub use search::{Hit, SearchIndex};
pub use select::{Among, Picked};
pub use undo::Undone;
pub use waiting::Waiting;
pub use write::Writer;

use own::Words;

/// An open book.
#[derive(Debug)]
pub struct Store {
    conn: Connection,
    /// The book's dictionary: the program's with the book's own fields.
    dictionary: Arc<Dictionary>,
    /// What that is made of.
    words: Words,
    /// What the file's state was when the own fields were last read after somebody else's write.
    seen: Option<i64>,
    path: PathBuf,
    writable: bool,
    /// Its pages were found whole, or this process made it.
    sound: bool,
}

impl Store {
    /// Makes a new, empty book at `path` (file 0600, folder 0700) and opens it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Exists`] when any file is there; it is not touched.
    pub fn create(path: &Path, dictionary: Arc<Dictionary>) -> Result<Self> {
        let conn = open::create(path)?;
        Self::of(conn, dictionary, path, true)
    }

    /// Opens the book at `path`; read-only when the file is.
    ///
    /// # Errors
    ///
    /// What is missing, newer, damaged or no book at all is named as such, the file untouched.
    pub fn open(path: &Path, dictionary: Arc<Dictionary>) -> Result<Self> {
        let (conn, writable) = open::open(path)?;
        let mut store = Self::of(conn, dictionary, path, false)?;
        store.writable = writable;
        Ok(store)
    }

    /// The book at an open connection; `new` says that this process made it.
    fn of(conn: Connection, base: Arc<Dictionary>, path: &Path, new: bool) -> Result<Self> {
        let mut store = Self {
            conn,
            dictionary: Arc::clone(&base),
            words: Words::of(base),
            seen: None,
            path: path.to_owned(),
            writable: true,
            sound: new,
        };
        store.take_own()?;
        Ok(store)
    }

    /// A second connection to the same book, for the worker thread.
    ///
    /// # Errors
    ///
    /// As [`Store::open`].
    pub fn reopen(&self) -> Result<Self> {
        let mut other = Self::open(&self.path, Arc::clone(&self.words.base))?;
        other.sound = self.sound;
        if let Some(day) = self.words.day {
            other.set_day(day)?;
        }
        Ok(other)
    }

    /// Before the first write: the book can be written, and no page of it is damaged. A write into
    /// a damaged book would spoil what can still be saved.
    ///
    /// # Errors
    ///
    /// [`StoreError::ReadOnly`], [`StoreError::Damaged`]; the file is untouched.
    pub fn ready_to_write(&mut self) -> Result<()> {
        if !self.writable {
            return Err(StoreError::ReadOnly);
        }
        if !self.sound {
            open::check_pages(&self.path)?;
            self.sound = true;
        }
        Ok(())
    }

    /// Does work that writes nothing while another thread looks at every page, so that the write
    /// which follows need not wait. What that thread may find is told when that write is tried.
    pub fn checked_beside<T>(&mut self, work: impl FnOnce(&Self) -> T) -> T {
        if self.sound || !self.writable {
            return work(self);
        }
        let path = self.path.clone();
        thread::scope(|scope| {
            let check = scope.spawn(move || open::check_pages(&path).is_ok());
            let done = work(self);
            self.sound = check.join().unwrap_or(false);
            done
        })
    }

    /// Another connection of this program has looked at every page and found none damaged.
    pub const fn trust(&mut self) {
        self.sound = true;
    }

    /// The dictionary that the book follows: the program's with the book's own fields.
    #[must_use]
    pub fn dictionary(&self) -> &Arc<Dictionary> {
        &self.dictionary
    }

    /// Where the book lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the book can be written.
    #[must_use]
    pub const fn is_writable(&self) -> bool {
        self.writable
    }

    /// The number of the last action, which every write of a ledger makes higher.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn change_number(&self) -> Result<i64> {
        let sql = "select coalesce(max(id), 0) from action";
        Ok(self
            .conn
            .prepare_cached(sql)?
            .query_row([], |row| row.get(0))?)
    }

    /// A number that changes whenever another connection has written.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn data_version(&self) -> Result<i64> {
        Ok(self
            .conn
            .pragma_query_value(None, "data_version", |row| row.get(0))?)
    }
}
