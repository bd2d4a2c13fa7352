//! 检查准备: what an inspector would find today, village by village and household by household.

use serde::{Deserialize, Serialize};

use super::check::{CheckRow, DutyLine};
use crate::domain::LedgerId;

/// An inspection that is still to come, or under way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextInspection {
    /// Its internal key.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Who comes; empty where nobody recorded it.
    pub by: String,
    /// Its first day, as ISO text.
    pub begins: String,
    /// Its last day; empty where none is recorded.
    pub ends: String,
    /// Days from today to its first day; negative when it has begun.
    pub days: i64,
}

impl NextInspection {
    /// Whom an officer calls it by: 市督查组, else the inspection's name.
    #[must_use]
    pub fn who(&self) -> &str {
        if self.by.is_empty() {
            &self.name
        } else {
            &self.by
        }
    }

    /// 还6天, 今天, 正在检查.
    #[must_use]
    pub fn when(&self) -> String {
        match self.days {
            0 => "今天".to_owned(),
            days if days > 0 => format!("还{days}天"),
            _ => "正在检查".to_owned(),
        }
    }
}

/// What there is to mend. Counts are of things, not of households.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReadyCounts {
    /// Standards not met.
    pub not_met: usize,
    /// Grave doubts (严重), not explained.
    pub grave: usize,
    /// Other doubts, not explained.
    pub doubts: usize,
    /// Standards that nobody can say of it: 缺项.
    pub missing: usize,
    /// Evidence and files that are missing: 佐证, 档案盒号.
    pub evidence: usize,
    /// Duties past their day.
    pub overdue: usize,
    /// Loans overdue, or due within the pack's days.
    pub loans: usize,
    /// Explanations in force.
    pub explained: usize,
    /// Findings that are not signed off.
    pub findings: usize,
}

impl ReadyCounts {
    /// Adds another's.
    pub const fn add(&mut self, other: &Self) {
        self.not_met += other.not_met;
        self.grave += other.grave;
        self.doubts += other.doubts;
        self.missing += other.missing;
        self.evidence += other.evidence;
        self.overdue += other.overdue;
        self.loans += other.loans;
        self.explained += other.explained;
        self.findings += other.findings;
    }

    /// The counts in the order of columns, each with its heading.
    #[must_use]
    pub const fn columns(&self) -> [(&'static str, usize); 9] {
        [
            ("严重", self.grave),
            ("未达标", self.not_met),
            ("疑点", self.doubts),
            ("缺项", self.missing),
            ("佐证", self.evidence),
            ("逾期", self.overdue),
            ("贷款", self.loans),
            ("说明", self.explained),
            ("整改", self.findings),
        ]
    }

    /// Whether there is anything to mend.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let explained = ("说明", self.explained);
        self.columns()
            .iter()
            .any(|column| *column != explained && column.1 > 0)
    }
}

/// A household on the eve of an inspection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReadyHousehold {
    /// Its internal key.
    pub id: i64,
    /// Its village's internal key.
    #[serde(skip)]
    pub village_id: Option<i64>,
    /// The village's name.
    pub village: String,
    /// Its group.
    pub group: String,
    /// The head's name.
    pub name: String,
    /// 脱贫属性, 今年拟脱贫, or, of one that is not 建档立卡, its state (已清退, 自然销户 …).
    pub state: String,
    /// Whether its exit is claimed: 已脱贫, or 拟脱贫 this year.
    pub claims: bool,
    /// Whether it left the register (清退, 自然销户); what was found of it is kept.
    pub left: bool,
    /// Days since the last visit; `None` where it was never visited.
    pub visit_days: Option<i64>,
    /// Whether the last visit is longer ago than the pack's interval.
    pub visit_late: bool,
    /// What there is to mend.
    #[serde(flatten)]
    pub counts: ReadyCounts,
}

impl ReadyHousehold {
    /// What it is sorted by, the most pressing first: 严重 of one whose exit is claimed, overdue
    /// duties, 缺项, visits.
    #[must_use]
    pub fn rank(&self) -> impl Ord + use<> {
        let grave = if self.claims { self.counts.grave } else { 0 };
        let since = self.visit_days.unwrap_or(i64::MAX);
        let since = if self.left { 0 } else { since };
        std::cmp::Reverse((
            grave,
            self.counts.overdue,
            self.counts.missing + self.counts.evidence,
            since,
            self.counts.grave + self.counts.not_met,
        ))
    }

    /// Village and group.
    #[must_use]
    pub fn place(&self) -> String {
        format!("{}{}", self.village, self.group)
    }
}

/// A village: its own things, and those of its households.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReadyVillage {
    /// The village's internal key; `None` gathers households without one.
    pub id: Option<i64>,
    /// Its name.
    pub name: String,
    /// Households with something to mend.
    pub open: usize,
    /// Grave doubts of households whose exit is claimed.
    pub claimed_grave: usize,
    /// Households not visited in time.
    pub visit_late: usize,
    /// What there is to mend of the village itself.
    pub own: ReadyCounts,
    /// What there is to mend in all.
    #[serde(flatten)]
    pub counts: ReadyCounts,
}

impl ReadyVillage {
    /// As [`ReadyHousehold::rank`].
    #[must_use]
    pub fn rank(&self) -> impl Ord + use<> {
        std::cmp::Reverse((
            self.claimed_grave,
            self.counts.overdue,
            self.counts.missing + self.counts.evidence,
            self.visit_late,
        ))
    }
}

/// 检查准备 of a scope.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReadyPage {
    /// The next inspection.
    pub inspection: Option<NextInspection>,
    /// The villages, the most pressing first.
    pub villages: Vec<ReadyVillage>,
    /// The households, the most pressing first.
    pub households: Vec<ReadyHousehold>,
    /// What is wrong with packs that are left out, a sentence each.
    pub faults: Vec<String>,
}

/// What kind of thing is to be mended, in the order of papers and screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PointKind {
    /// A grave doubt.
    Grave,
    /// A finding that is not signed off.
    Finding,
    /// A standard that is not met.
    NotMet,
    /// Something due.
    Duty,
    /// Another doubt.
    Doubt,
    /// A standard that nobody can say.
    Missing,
    /// Evidence or a file that is missing.
    Evidence,
    /// A visit that is late.
    Visit,
    /// A loan.
    Loan,
    /// An explanation in force.
    Explained,
}

impl PointKind {
    /// The officer's word on the screen.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Grave => "严重疑点",
            Self::Finding => "问题整改",
            Self::NotMet => "未达标",
            Self::Duty => "待办",
            Self::Doubt => "疑点",
            Self::Missing => "缺项",
            Self::Evidence => "佐证档案",
            Self::Visit => "走访",
            Self::Loan => "贷款",
            Self::Explained => "情况说明",
        }
    }

    /// The word on paper, where nothing is called grave.
    #[must_use]
    pub const fn on_paper(self) -> &'static str {
        match self {
            Self::Grave => "疑点",
            other => other.word(),
        }
    }
}

/// Where a thing is mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PointLead {
    /// The form of what a rule reads.
    Check(Box<CheckRow>),
    /// What fulfils a duty.
    Duty(Box<DutyLine>),
    /// A record, and the label of the field to fill; empty opens the record.
    Record(LedgerId, i64, &'static str),
    /// The records of a ledger that belong to the household.
    Records(LedgerId),
    /// A new record of a ledger for the household.
    New(LedgerId),
}

/// One thing to be mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadyPoint {
    /// Which household; `None` is the village itself.
    pub household: Option<i64>,
    /// What kind.
    pub kind: PointKind,
    /// What, in one line.
    pub text: String,
    /// By when, as an officer says it: 逾期3天, 还8天; may be empty.
    pub when: String,
    /// Days from today, negative when overdue.
    pub days: Option<i64>,
    /// Who is responsible; may be empty.
    pub responsible: String,
    /// Where it is mended.
    pub lead: PointLead,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn household(claims: bool, grave: usize, overdue: usize, missing: usize) -> ReadyHousehold {
        ReadyHousehold {
            claims,
            visit_days: Some(3),
            counts: ReadyCounts {
                grave,
                missing,
                overdue,
                ..ReadyCounts::default()
            },
            ..ReadyHousehold::default()
        }
    }

    #[test]
    fn an_exit_that_is_contradicted_stands_before_all() {
        let mut rows = [
            household(false, 9, 0, 0),
            household(true, 0, 0, 5),
            household(true, 0, 2, 0),
            household(true, 1, 0, 0),
        ];
        rows.sort_by_key(ReadyHousehold::rank);
        let order: Vec<_> = rows
            .iter()
            .map(|one| (one.claims, one.counts.grave))
            .collect();
        assert_eq!(order, [(true, 1), (true, 0), (true, 0), (false, 9)]);
        assert_eq!(rows[1].counts.overdue, 2);
        // Never visited comes before visited long ago.
        let never = ReadyHousehold::default();
        let long = ReadyHousehold {
            visit_days: Some(400),
            ..ReadyHousehold::default()
        };
        assert!(never.rank() < long.rank());
    }

    #[test]
    fn what_is_only_explained_is_nothing_to_mend() {
        let mut counts = ReadyCounts {
            explained: 2,
            ..ReadyCounts::default()
        };
        assert!(!counts.is_open());
        counts.findings = 1;
        assert!(counts.is_open());
    }
}
