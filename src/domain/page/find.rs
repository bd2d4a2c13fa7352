//! Finding: one search over households and members, from any screen.

use serde::Serialize;

use crate::domain::{LedgerId, Scope};

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindQuery {
    /// What was typed: words apart by a blank must all match; empty lists from the start.
    pub text: String,
    /// Only records of this ledger; `None` finds households and members.
    pub ledger: Option<LedgerId>,
    /// 我的 or 全镇.
    pub scope: Scope,
    /// At most so many.
    pub limit: usize,
    /// Whether ID numbers stand whole.
    pub unmask: bool,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindRow {
    /// The ledger's key.
    pub ledger: String,
    /// The record's internal key.
    pub id: i64,
    /// The household's internal key.
    pub household: Option<i64>,
    /// The village's name; empty where none is recorded.
    pub village: String,
    /// Village and group as an officer says them (白马庙村3组).
    #[serde(skip)]
    pub place: String,
    /// The name of the head, the member, or the record.
    pub name: String,
    /// The head of the household, where the row is a member.
    #[serde(skip)]
    pub head: String,
    /// The ID number, masked unless asked otherwise.
    pub id_number: String,
    /// What matched: 姓名, 拼音, 证件号码, 户编号, 人编号, 电话, 村组; empty for an empty query.
    pub why: String,
}
