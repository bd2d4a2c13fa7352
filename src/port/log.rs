//! The log: who did what, when, and what it changed.

use serde::Serialize;

use super::session::Scope;

/// Which entries of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogQuery {
    /// Only what touched this household or its records: 户编号 or 册内编号.
    pub household: Option<String>,
    /// 我的: only what this operator did.
    pub scope: Scope,
    /// At most so many, the newest.
    pub limit: usize,
}

/// One action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogEntry {
    /// Its number.
    pub action: i64,
    /// When, local time with its offset.
    pub at: String,
    /// 操作人.
    pub operator: String,
    /// The system's user, and the SSH client where there is one.
    pub account: String,
    /// What kind of thing was done: form, import, remove, attach, undo, setting.
    pub kind: String,
    /// What was meant.
    pub intent: String,
    /// The import it belongs to.
    pub batch: Option<i64>,
    /// The action it takes back.
    pub undoes: Option<i64>,
    /// The action that took it back.
    pub undone_by: Option<i64>,
    /// Records that it added, ledger by ledger.
    pub added: Vec<LogAdded>,
    /// Fields that it changed or removed; the first of them when there are very many.
    pub changes: Vec<LogChange>,
    /// How many changes there are beyond those listed.
    pub changes_omitted: u64,
}

/// Records of one ledger that an action added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogAdded {
    /// The ledger's key.
    pub ledger: String,
    /// The ledger's label.
    pub label: String,
    /// How many.
    pub count: i64,
}

/// A field that an action changed, or a record that it removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogChange {
    /// The ledger's key.
    pub ledger: String,
    /// The ledger's label.
    pub label: String,
    /// The record's internal key.
    pub id: i64,
    /// The field's label; empty where the whole record was removed.
    pub field: String,
    /// Its value before, masked.
    pub before: String,
    /// Its value after, masked.
    pub after: String,
}
