//! Lists: a window onto the records of a ledger.

pub use crate::domain::page::list::{
    ListColumn, ListKind, ListPage, ListQuery, ListRow, RowFile, Selection,
};
