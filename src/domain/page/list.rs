//! Lists: a window onto the records of a ledger.

use serde::{Deserialize, Serialize};

use super::home::Concern;
use super::loan::LoanFilter;
use crate::domain::{LedgerId, Scope};

/// Which records a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    /// All records of a ledger.
    Ledger(LedgerId),
    /// The records of a ledger that refer to this record of another: the members of a household,
    /// the households of a village, the households that a helper is paired with, the visits of a
    /// household.
    Of {
        /// The ledger that is listed.
        ledger: LedgerId,
        /// The ledger of the record that is referred to.
        parent: LedgerId,
        /// That record.
        id: i64,
    },
    /// The loans that stand so today.
    Loans(LoanFilter),
    /// The records that a line of 需要关注 counts; 待挂接 and drafts among them.
    Behind(Concern),
}

/// What an officer picked a list out by, beyond typing: 筛选, and the order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// A kept filter, by name, whose condition must hold too.
    pub filter: Option<String>,
    /// The bare condition over facts; empty keeps everything.
    pub condition: String,
    /// The fact that the rows stand in order of, and whether the greatest comes first; `None` is
    /// the ledger's own order.
    pub order: Option<(String, bool)>,
    /// The year whose 户年度 is meant; `None` is the latest that the book has.
    pub year: Option<i32>,
}

impl Selection {
    /// Whether everything stands, in the ledger's own order.
    #[must_use]
    pub const fn is_plain(&self) -> bool {
        self.filter.is_none() && self.condition.is_empty() && self.order.is_none()
    }
}

/// The rows that a screen can show, and no others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListQuery {
    /// Which records.
    pub kind: ListKind,
    /// What was typed: words apart by a blank must all match; empty lists everything.
    pub text: String,
    /// What it is picked out by.
    pub selection: Selection,
    /// 我的 or 全镇.
    pub scope: Scope,
    /// The first row wanted, from 0.
    pub offset: usize,
    /// At most so many rows.
    pub limit: usize,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// The record's ledger: not the same for all rows of 待挂接.
    pub ledger: LedgerId,
    /// The record's internal key; for drafts the draft's.
    pub id: i64,
    /// The household it belongs to; its own key for a household.
    pub household: Option<i64>,
    /// One text for each column, masked where the dictionary says so.
    pub cells: Vec<String>,
}

/// The heading of a column of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListColumn {
    /// The officer's word.
    pub label: String,
    /// How many terminal columns it takes.
    pub width: u16,
    /// Whether it holds numbers, which stand to the right.
    pub number: bool,
}

/// The rows asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListPage {
    /// The columns.
    pub columns: Vec<ListColumn>,
    /// The rows from `offset` on.
    pub rows: Vec<ListRow>,
    /// The place of the first row.
    pub offset: usize,
    /// How many rows the list has.
    pub total: usize,
}

/// A record for `list`: the columns of lists, and the facts that the condition reads.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RowFile {
    /// 册内编号.
    pub id: i64,
    /// The internal key of its household.
    pub household_id: Option<i64>,
    /// Key or fact and value as stored; references by name, sensitive values masked.
    #[serde(flatten)]
    pub fields: serde_json::Map<String, serde_json::Value>,
    /// Label and text of the columns of lists.
    #[serde(skip)]
    pub texts: Vec<(String, String)>,
}
