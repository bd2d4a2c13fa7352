//! 问题整改: findings from a remark or an inspection to 销号.

use std::path::PathBuf;

pub use crate::domain::page::{FindingQuery, FindingRow, FindingState};

/// What a screen or a command wants of findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindingRequest {
    /// Findings, and the objections of cases, those to be put right first.
    Rows(FindingQuery),
    /// How a remark would be understood; nothing is saved.
    Understand(Remark),
    /// Save a remark as a finding.
    Note(Remark),
    /// It was put right: the day as an officer writes it (empty is today), what came of it, and
    /// what proves it.
    Done {
        /// The finding.
        id: i64,
        /// The day.
        day: String,
        /// What came of it; empty leaves what is recorded.
        result: String,
        /// What proves it; empty leaves what is recorded.
        evidence: String,
    },
    /// Sign it off (销号).
    Close {
        /// The finding.
        id: i64,
        /// The day, as an officer writes it; empty is today.
        day: String,
        /// Who signs; empty is the operator.
        by: String,
    },
    /// Write 整改台账 into a folder: of one inspection, or of all.
    Paper(Option<i64>, PathBuf),
}

/// What an inspector remarked, in one line: `慢病卡没办 9.28 李建军`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remark {
    /// The line.
    pub line: String,
    /// The household it was said of; without one the line may begin with a head's or a village's name.
    pub household: Option<i64>,
    /// The household as typed: 户编号, 册内编号 or a name with its group.
    pub whom: String,
    /// The village's name, where it is a village's.
    pub village: String,
    /// The inspection, where it is not the one under way.
    pub inspection: Option<i64>,
}

/// What came of a [`FindingRequest`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindingReply {
    /// Findings.
    Rows(Vec<FindingRow>),
    /// How a remark is understood, in one line; or why it is not.
    Understood(Result<String, String>),
    /// The finding as it is now, and one sentence saying what was done.
    Done(Box<FindingRow>, String),
}
