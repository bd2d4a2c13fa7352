//! Taking sheets in: what is asked, what a preview shows, what came of it.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::dictionary::LedgerId;
use crate::domain::Problem;

/// How a sheet is to be read, where the officer says more than the sheet does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// The sheet.
    pub file: PathBuf,
    /// The ledger that its rows belong to.
    pub ledger: Option<LedgerId>,
    /// The year that its yearly figures belong to.
    pub year: Option<i32>,
    /// Its encoding, by name.
    pub encoding: Option<String>,
    /// Columns: the header as written, and the field's key or label.
    pub map: Vec<(String, String)>,
    /// Whether the officer has looked at the order of the rows: what seems to be 错行 is none.
    pub ordered: bool,
    /// Columns that nobody knows and that become fields of the officer's own (自定义栏).
    pub own: Vec<OwnWish>,
}

/// A column that is to become an own field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnWish {
    /// The header as written.
    pub header: String,
    /// The type, by its name in the dictionary or in words; `None` is as guessed.
    pub kind: Option<String>,
    /// The options of a list; empty are those that the sheet has.
    pub codes: Vec<String>,
}

/// What a column that nobody knows would become.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OwnGuess {
    /// The header as written.
    pub header: String,
    /// The label of the field.
    pub label: String,
    /// The dictionary's name of the type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The type in words.
    #[serde(skip)]
    pub kind_label: String,
    /// The options of a list.
    pub codes: Vec<String>,
    /// Why it cannot become one.
    #[serde(skip)]
    pub fault: Option<String>,
}

/// A value that an import changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// The row, as Excel counts; 0 where rows have none.
    pub row: u32,
    /// The ledger's label.
    pub ledger: String,
    /// Which record, by name.
    pub record: String,
    /// The field's label.
    pub field: String,
    /// The value in the book, masked.
    pub before: String,
    /// The value in the sheet, masked.
    pub after: String,
}

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// The file's name.
    pub file: String,
    /// The ledger's key.
    pub ledger: String,
    /// The ledger's label.
    #[serde(skip)]
    pub ledger_label: String,
    /// The encoding's name.
    pub encoding: String,
    /// The header's row, as Excel counts.
    pub header_row: u32,
    /// The year of yearly figures.
    pub year: i32,
    /// The day that balances hold for, as ISO text.
    pub as_of: String,
    /// Rows of data: no titles, headers, blanks, totals.
    pub rows: u32,
    /// Rows that add a record.
    pub added: u32,
    /// Rows that change a record.
    pub updated: u32,
    /// Rows that say what the book says.
    pub unchanged: u32,
    /// Rows that stay out.
    pub refused: u32,
    /// Rows left as conflicts.
    pub conflicts: u32,
    /// What else the rows changed: ledger key, records added and updated.
    pub also: std::collections::BTreeMap<String, Also>,
    /// The import's number; `None` when nothing was written.
    pub batch: Option<i64>,
    /// Whether this only tells what would happen.
    pub dry_run: bool,
    /// Header as written to field key.
    pub columns: std::collections::BTreeMap<String, String>,
    /// Headers that nobody knows.
    pub unknown_columns: Vec<String>,
    /// What those would become as fields of the officer's own.
    #[serde(skip)]
    pub unknown: Vec<OwnGuess>,
    /// Columns that become own fields with this import.
    pub own_columns: Vec<OwnGuess>,
    /// What was found wrong, row by row; the first of them when there are very many.
    pub problems: Vec<Problem>,
    /// How many problems there are beyond those listed.
    pub problems_omitted: u32,
    /// Records that go into 待挂接.
    pub pending: u32,
    /// Whether the same bytes were imported before, and as which import.
    pub same_as: Option<i64>,
    /// SHA-256 of the file's bytes.
    #[serde(skip)]
    pub digest: String,
    /// The share of existing records of the ledger that would change, in percent.
    #[serde(skip)]
    pub share_changed: u32,
    /// The first changes, field by field.
    #[serde(skip)]
    pub changes: Vec<FieldChange>,
    /// Rows that stay out, in order, with the reason.
    #[serde(skip)]
    pub refused_rows: Vec<(u32, String)>,
}

/// Records of another ledger that rows changed beside their own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Also {
    /// The ledger's label.
    #[serde(skip)]
    pub label: String,
    /// Records added.
    pub added: u32,
    /// Records updated.
    pub updated: u32,
}

/// What is asked about sheets that come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetRequest {
    /// Take a sheet, or all sheets of a folder, in: what the command does in one go.
    Import {
        /// The sheet, and how it is to be read.
        options: ImportOptions,
        /// Only tell what would happen.
        dry_run: bool,
        /// Where the rows that stay out are saved, to be sent back.
        refused: Option<PathBuf>,
    },
    /// What taking a sheet in would do.
    Preview(ImportOptions),
    /// Take a sheet in as previewed.
    Apply {
        /// The sheet, and how it is to be read.
        options: ImportOptions,
        /// The preview.
        seen: Box<ImportReport>,
    },
    /// Save the rows of a preview that stay out, beside the sheet or as told.
    SaveRefused {
        /// The sheet, and how it is to be read.
        options: ImportOptions,
        /// The preview.
        seen: Box<ImportReport>,
    },
    /// Save the rows that stayed out of an import done before.
    SaveRefusedOf(i64),
    /// The imports so far, the newest first.
    History,
    /// The folders and sheets of a folder; `None` is where the officer was last.
    Folder(Option<PathBuf>),
    /// Give a record of 待挂接 its household.
    Attach {
        /// The record.
        record: crate::port::RecordRef,
        /// The household.
        household: i64,
    },
    /// What the book would suggest for each record of 待挂接.
    Waiting,
}

/// What comes of a [`SheetRequest`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetReply {
    /// One outcome a file.
    Imported(Vec<Outcome>),
    /// What would happen.
    Previewed(Box<ImportReport>),
    /// What happened.
    Applied(Box<ImportReport>),
    /// How far a long request has come: rows, and of how many where that is known.
    Progress(u32, Option<u32>),
    /// Rows were saved: the file, and how many.
    Saved(PathBuf, usize),
    /// The imports so far.
    History(Vec<HistoryLine>),
    /// A folder.
    Folder(FolderPage),
    /// The records of 待挂接.
    Waiting(Vec<WaitingRow>),
}

/// What came of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The file, as told.
    pub file: String,
    /// What was done, or why the file was refused whole.
    pub result: Result<Box<ImportReport>, crate::port::Fault>,
}

/// An import that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryLine {
    /// Its number.
    pub batch: i64,
    /// Its action in the log.
    pub action: i64,
    /// When, as local time with its offset.
    pub at: String,
    /// By whom.
    pub operator: String,
    /// The file's name.
    pub file: String,
    /// The ledger's label.
    pub ledger: String,
    /// Rows added, updated, unchanged, refused.
    pub counts: [u64; 4],
    /// Whether it was taken back.
    pub undone: bool,
}

/// What a folder holds that matters here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FolderPage {
    /// The folder.
    pub path: PathBuf,
    /// Folders first, then sheets, the newest first.
    pub entries: Vec<FolderEntry>,
}

/// A folder or a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderEntry {
    /// Where it is.
    pub path: PathBuf,
    /// Its name, safe to show.
    pub name: String,
    /// Whether it is a folder.
    pub folder: bool,
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was last changed, as a local time.
    pub changed: String,
}

/// A record that names a household which the book does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingRow {
    /// The record.
    pub record: crate::port::RecordRef,
    /// Its ledger's label.
    pub ledger: String,
    /// What it is called.
    pub name: String,
    /// How it names its household.
    pub called: String,
    /// The household that now fits, if there is exactly one: its key and its name.
    pub suggestion: Option<(i64, String)>,
}

/// Where the refused rows of one sheet of several go: `退回.csv` becomes `退回-2-石桥村.csv`.
#[must_use]
pub fn one_of(to: &Path, at: usize, sheet: &Path) -> PathBuf {
    let stem = |path: &Path| {
        path.file_stem()
            .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
    };
    to.with_file_name(format!("{}-{}-{}.csv", stem(to), at + 1, stem(sheet)))
}
