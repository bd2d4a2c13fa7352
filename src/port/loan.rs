//! 小额信贷 worked out (测算).

use crate::domain::Scope;
pub use crate::domain::page::{ComparedLine, LoanComparison, LoanCourse, LoanEventLine, Reckoned};

/// What is wanted of the reckoning of loans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoanRequest {
    /// One loan, by its internal key: periods, what the household pays, what differs from the list.
    Course(i64),
    /// All loans against the banks' 贴息清单.
    Compare {
        /// Those of this village alone, by its name.
        village: Option<String>,
        /// 我的 or 全镇.
        scope: Scope,
    },
}

/// What came of a [`LoanRequest`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoanReply {
    /// A loan.
    Course(Box<LoanCourse>),
    /// All of them.
    Compare(LoanComparison),
}
