//! Sheets going out: exports and templates.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::select::Chosen;
use crate::dictionary::{LedgerId, Mask};

/// Where a sheet goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetPlace {
    /// Standard output.
    Stdout,
    /// This file, or with a split this folder.
    Path(PathBuf),
    /// A file named after township, ledger and date, in the current folder.
    Named,
}

/// The encoding of a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SheetEncoding {
    /// UTF-8 with a mark, which Excel needs.
    #[default]
    Utf8Bom,
    /// UTF-8 as it is.
    Utf8,
    /// GB18030.
    Gb18030,
}

/// Since when records changed that are to go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// After this import.
    Batch(i64),
    /// From this day on, by the log.
    Day(NaiveDate),
}

/// An export of a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportOptions {
    /// The ledger.
    pub ledger: LedgerId,
    /// Where it goes.
    pub place: SheetPlace,
    /// The encoding.
    pub encoding: SheetEncoding,
    /// Which records.
    pub rows: Chosen,
    /// Only those that were added or changed since.
    pub since: Option<Since>,
    /// Only the records of the village with this name.
    pub village: Option<String>,
    /// Whether sensitive values are masked.
    pub mask: Mask,
    /// What it is for, as the log keeps it.
    pub reason: Option<String>,
    /// Whether each village gets a file of its own.
    pub split: bool,
}

/// An empty sheet with the headers of a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateOptions {
    /// The ledger.
    pub ledger: LedgerId,
    /// Where it goes.
    pub place: SheetPlace,
}

/// What an export or a template wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// The files, with the number of rows in each; none for standard output.
    pub files: Vec<(PathBuf, u64)>,
    /// The ledger's label.
    pub ledger: String,
    /// How many records were written in all.
    pub rows: u64,
    /// What the officer should know, one sentence each.
    pub warnings: Vec<String>,
}
