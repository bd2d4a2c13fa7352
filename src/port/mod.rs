//! The port between screens or commands and the world: every wish and every answer, as plain
//! data.
//!
//! A screen or a subcommand makes a [`Request`]; `app` answers it with a [`Reply`]. Because both
//! are values, a test can ask "what would this key do?" without a book. Each kind of page has a
//! file of its own with the values it shows.

pub mod book;
pub mod export;
pub mod fault;
pub mod import;
pub mod list;
pub mod log;
pub mod record;
pub mod session;

pub use book::NewBook;
pub use export::{ExportOptions, Exported, SheetEncoding, SheetPlace, TemplateOptions};
pub use fault::{Fault, FaultKind};
pub use list::{ListKind, ListPage, ListQuery, ListRow};
pub use log::{LogAdded, LogChange, LogEntry, LogQuery};
pub use record::{FieldFault, RecordRef, Sheet};
pub use session::{Operator, Scope};

/// Something a screen or a command wants done.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// The rows of a list that stand on a page.
    List(ListQuery),
    /// One record, as a form shows it.
    Record(RecordRef),
    /// The last action of this operator that can be taken back.
    LastAction,
    /// Take an action back; `None` takes the operator's last.
    Undo(Option<i64>),
    /// Make a new book.
    Create(NewBook),
    /// Write a ledger into a sheet.
    Export(ExportOptions),
    /// Write a sheet with the headers of a ledger and no rows.
    Template(TemplateOptions),
    /// What was done, the newest first.
    Log(LogQuery),
}

/// What came of a [`Request`].
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// The rows of a page.
    List(ListPage),
    /// A record.
    Record(Sheet),
    /// The last action, by number and words, if there is one.
    LastAction(Option<(i64, String)>),
    /// It was done; one sentence says what.
    Done(String),
    /// A sheet was written.
    Exported(Exported),
    /// What was done, the newest first.
    Log(Vec<LogEntry>),
    /// It could not be done.
    Failed(Fault),
}
