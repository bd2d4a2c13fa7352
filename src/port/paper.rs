//! 明白卡, 算账单, 户卡, 一口清 and 检查包: papers made of the book.

use std::path::PathBuf;

use super::select::Chosen;
use crate::dictionary::Mask;
use crate::domain::page::HouseholdKey;

/// Which paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperKind {
    /// 明白卡, a page for each household.
    OpenCard,
    /// 收支台账 (算账单), a page for each household.
    IncomeSheet,
    /// 户卡, a page for each household, with what is open.
    Card,
    /// 一口清, a page for each village.
    Numbers,
    /// 检查包 of one village.
    Pack,
}

impl PaperKind {
    /// The officer's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::OpenCard => "明白卡",
            Self::IncomeSheet => "算账单",
            Self::Card => "户卡",
            Self::Numbers => "一口清",
            Self::Pack => "检查包",
        }
    }

    /// Whether it is about villages, not about households.
    #[must_use]
    pub const fn is_of_village(self) -> bool {
        matches!(self, Self::Numbers | Self::Pack)
    }
}

/// Whom papers are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaperOf {
    /// These households.
    Households(Vec<HouseholdKey>),
    /// The rows picked out of 农户, of these villages only, where any are named; for papers of
    /// villages, the rows picked out of 村.
    Rows(Chosen, Vec<String>),
    /// The villages of these names; of each, the 建档立卡 households.
    Villages(Vec<String>),
}

/// Where papers go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaperPlace {
    /// A page and a plain text, named after township, paper and day, in this folder.
    Folder(PathBuf),
    /// A page only, into this file.
    Html(PathBuf),
}

/// Papers that are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperWish {
    /// Which.
    pub kind: PaperKind,
    /// About whom.
    pub of: PaperOf,
    /// The income year of 算账单; `None` is the running one, or the last where it has nothing yet.
    pub year: Option<i32>,
    /// Whether ID numbers and phones of households are masked.
    pub mask: Mask,
    /// Where to.
    pub place: PaperPlace,
}
