//! 筛选 and 统计: rows picked out, tables of counts, filters kept under a name.

use super::page::{CountQuery, CountTable, ListQuery, RowFile, Selection};
use crate::dictionary::LedgerId;

/// What is asked about rows picked out.
#[derive(Clone, Debug, PartialEq)]
pub enum SelectRequest {
    /// The rows with their values as stored, for a command; whole numbers where `unmask` says so.
    Rows(ListQuery, bool),
    /// The keys of all rows, as when all that is shown is marked.
    Keys(ListQuery),
    /// A table of counts.
    Count(CountQuery),
    /// Write a table of counts into a sheet in the current folder.
    SaveCount(Box<CountTable>),
    /// The filters kept for a ledger.
    Filters(LedgerId),
    /// Keep a filter under a name, in the place of one that has it.
    Keep(LedgerId, KeptFilter),
    /// Forget a filter.
    Forget(LedgerId, String),
}

/// What comes of a [`SelectRequest`].
#[derive(Clone, Debug, PartialEq)]
pub enum SelectReply {
    /// The rows.
    Rows(Vec<RowFile>),
    /// The keys.
    Keys(Vec<i64>),
    /// The table.
    Count(Box<CountTable>),
    /// The filters kept, by name.
    Filters(Vec<KeptFilter>),
}

/// A filter kept under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFilter {
    /// The officer's name for it.
    pub name: String,
    /// What it picks out, and in which order.
    pub selection: Selection,
}

/// Which records of a ledger something is done with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Chosen {
    /// All of the ledger.
    #[default]
    All,
    /// What a list shows, in its order.
    Picked(Box<ListQuery>),
    /// These of what a list shows, in its order.
    Keys(Vec<i64>, Box<ListQuery>),
}
