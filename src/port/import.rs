//! Taking sheets in: what is asked, what a preview shows, what came of it.

use std::path::PathBuf;

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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Also {
    /// Records added.
    pub added: u32,
    /// Records updated.
    pub updated: u32,
}
