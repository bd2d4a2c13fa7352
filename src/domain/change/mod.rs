//! 变更: what can happen to a household and its people, one description a kind.
//!
//! A change is an event (人口变更, 户变更) and its effect on the rows of the book, written together.
//! What each kind asks for stands here as data; forms, commands and help are made from it.

mod kind;
pub mod plan;
pub mod rule;

pub use kind::{Ask, ChangeKind, Description, KINDS, Pool, What};
pub use plan::{Add, Plan, Planned, Set};

/// 人口变更's types.
pub mod person_kind {
    /// 自然增加.
    pub const JOINED: &str = "1";
    /// 自然减少.
    pub const LEFT: &str = "2";
    /// 恢复.
    pub const RESTORED: &str = "3";
}

/// 户变更's type for two records of one household made one (合并重复).
pub const MERGED: &str = "09";
