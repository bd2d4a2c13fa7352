//! One village: its figures, its people in posts, its helpers.

use super::home::VillageCounts;
use crate::domain::LedgerId;

/// Somebody in a post of the village.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VillagePost {
    /// The record's internal key; `None` for the village record's own 村负责人.
    pub id: Option<i64>,
    /// 职务.
    pub duty: String,
    /// Name.
    pub name: String,
    /// Phone, never masked.
    pub phone: String,
    /// Sent by which unit.
    pub unit: String,
    /// Since when.
    pub since: String,
}

/// A helper of households of the village.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VillageHelper {
    /// The helper's internal key.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Phone, never masked.
    pub phone: String,
    /// How many households of this village.
    pub households: usize,
}

/// One village. Its households come as a list of their own (`ListKind::Of`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VillagePage {
    /// The village's internal key.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// 村属性 and 出列: 贫困村 2016年出列, 非贫困村.
    pub state: String,
    /// Counts from the households in the book, visits too.
    pub counts: VillageCounts,
    /// The recorded figures: heading, label, text with unit; those not recorded are left out.
    pub figures: Vec<(String, String, String)>,
    /// Labels of figures that are not recorded.
    pub gaps: Vec<String>,
    /// Who holds which post today.
    pub posts: Vec<VillagePost>,
    /// The helpers of its households today, those with most households first.
    pub helpers: Vec<VillageHelper>,
    /// The other ledgers with records of the village itself, and how many.
    pub records: Vec<(LedgerId, usize)>,
    /// The villages before and after in the order of lists.
    pub previous: Option<i64>,
    /// The village after.
    pub next: Option<i64>,
}
