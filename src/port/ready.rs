//! 检查准备 and 检查: what an inspector would find, household by household.

use std::path::PathBuf;

use crate::domain::Scope;
pub use crate::domain::page::{
    InspectedItem, InspectionPage, NextInspection, PointKind, PointLead, ReadyCounts,
    ReadyHousehold, ReadyPage, ReadyPoint, ReadyVillage,
};

/// What a screen or a command wants to know before an inspection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadyRequest {
    /// The next inspection; quick at any size of the book.
    Next,
    /// Villages and households with what there is to mend.
    Page {
        /// 我的 or 全镇.
        scope: Scope,
        /// One village's only, by its name.
        village: Option<String>,
    },
    /// What there is to mend of one household, line by line; quick at any size of the book.
    Household(i64),
    /// What there is to mend of a village itself, by its key.
    Village(i64),
    /// An inspection with its subjects and findings.
    Inspection(i64),
    /// Write the list of a village, or of all, into a folder; an empty one is the current.
    Paper(Option<String>, PathBuf),
}

/// What came of a [`ReadyRequest`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadyReply {
    /// The next inspection.
    Next(Option<NextInspection>),
    /// Villages and households.
    Page(Box<ReadyPage>),
    /// What there is to mend.
    Points(Vec<ReadyPoint>),
    /// An inspection.
    Inspection(Box<InspectionPage>),
}
