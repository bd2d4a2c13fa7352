//! Copies of the book, and what the program finds when it examines itself.

use std::path::PathBuf;

use serde::Serialize;

/// What somebody wants of copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackupRequest {
    /// Make a copy: at this path or in this folder; `None` is the folder beside the book.
    Make(Option<PathBuf>),
    /// The last copy, proved anew, and the others that lie beside it.
    Page,
    /// Put a copy in the place of the book, which is kept.
    Restore(PathBuf),
    /// Examine file, pages, log and the last copy.
    Doctor,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackupReply {
    /// A copy was made; the sentence says where and of what.
    Made(Box<CopyLine>, String),
    /// The last copy and the others.
    Page(Box<BackupPage>),
    /// A copy was put in the place of the book.
    Restored(Box<RestoredLine>, String),
    /// The interface leaves the book, puts a copy in its place and comes back.
    Leaving,
    /// What the examination found, in its order.
    Doctor(Vec<Examined>),
}

/// A copy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CopyLine {
    /// The file.
    pub path: PathBuf,
    /// When it was made, local with its offset.
    pub at: String,
    /// By whom.
    pub operator: String,
    /// Households in it.
    pub households: u64,
    /// People in it.
    pub people: u64,
    /// The last action that it holds.
    pub action: i64,
    /// Bytes.
    pub bytes: u64,
    /// SHA-256 of the file.
    pub digest: String,
    /// Whether the program made it by itself.
    pub automatic: bool,
}

/// The last copy and those beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BackupPage {
    /// Where the book itself lies.
    pub book: PathBuf,
    /// Where copies go unless somebody says otherwise.
    pub folder: PathBuf,
    /// The last copy as the book remembers it; `None` where there was none.
    pub last: Option<CopyLine>,
    /// Whether that copy was opened just now and found whole, and the same as when it was made.
    pub proved: bool,
    /// What was found, in one sentence; empty where there is no copy.
    pub proof: String,
    /// How many actions the book has had since.
    pub since: i64,
    /// The files in the folder of copies, the newest first, and their bytes.
    pub files: Vec<(PathBuf, u64)>,
    /// The copies that the program made by itself, the newest first: day and file.
    pub automatic: Vec<(String, PathBuf)>,
    /// Why it did not make the last one; `None` where it did.
    pub failed: Option<String>,
}

/// A copy that was put in the place of the book.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RestoredLine {
    /// The copy.
    pub from: PathBuf,
    /// The book.
    pub book: PathBuf,
    /// Where the book that stood there is kept.
    pub aside: Option<PathBuf>,
    /// Households in it now.
    pub households: u64,
    /// People in it now.
    pub people: u64,
    /// The last action that it holds.
    pub action: i64,
}

/// One thing that was examined.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Examined {
    /// A stable word.
    pub check: &'static str,
    /// What it is, for officers.
    #[serde(skip)]
    pub label: &'static str,
    /// Whether it is as it should be.
    pub ok: bool,
    /// What was found, and what to do where it is not.
    pub message: String,
}
