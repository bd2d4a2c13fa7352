//! 小额信贷 as a whole: the month's report, and what goes out about many loans.

use std::path::PathBuf;

use super::page::LoanMonth;
use super::select::Chosen;
use super::session::Scope;

/// Which month a report is of: year and month; `None` is the present one.
pub type Month = Option<(i32, u32)>;

/// The loans that something goes out about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lent {
    /// Those marked, or all that a list shows.
    pub rows: Chosen,
    /// Of these, the ones of a village, by its name.
    pub village: Option<String>,
}

/// What a screen or a command asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LendingRequest {
    /// The report of a month.
    Month(Month, Scope),
    /// 到期通知书, a page for each borrower, into a folder; every notice is recorded.
    Notices(Lent, PathBuf),
    /// 催收花名册, a page for each village, into a folder.
    Roster(Lent, PathBuf),
    /// The words for the group chat; with a folder, as a file there too.
    Words(Lent, Option<PathBuf>),
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LendingReply {
    /// The report.
    Month(Box<LoanMonth>),
    /// The words, unless nobody has to be reminded, and the file that they went into.
    Words(Option<String>, Option<PathBuf>),
}
