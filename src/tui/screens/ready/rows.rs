//! The rows of 检查准备 and their columns, by what is listed.

use crate::port::ready::{ReadyCounts, ReadyHousehold, ReadyVillage};
use crate::tui::theme::Tone;
use crate::tui::widget::list::Column;
use crate::tui::widget::outline::Outlined;

/// What is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// The villages.
    Villages,
    /// Every household of the scope.
    Township,
    /// One village, by key and name: itself and its households.
    Village(Option<i64>, String),
}

/// A row of any level.
pub(super) enum ReadyRow {
    Village(ReadyVillage),
    /// A village's own things, above its households.
    Own(ReadyVillage),
    /// A household; its village stands in the row only where the rows are of many.
    Household(ReadyHousehold, bool),
}

pub(super) fn columns(level: &Level) -> Vec<Column> {
    let mut columns = match level {
        Level::Villages => vec![Column::new("村", 10).grows(), Column::new("户", 4).right()],
        Level::Township => vec![
            Column::new("户主", 8),
            Column::new("村组", 12).rank(8).grows(),
        ],
        Level::Village(..) => vec![
            Column::new("户主", 8).grows(),
            Column::new("组", 4).rank(8),
            Column::new("属性", 6).rank(9),
        ],
    };
    columns.extend([
        Column::new("严重", 4).right(),
        Column::new("未达标", 6).right().rank(2),
        Column::new("疑点", 4).right().rank(3),
        Column::new("缺项", 4).right().rank(1),
        Column::new("佐证", 4).right().rank(4),
        Column::new("逾期", 4).right(),
        Column::new("走访", 4).right(),
        Column::new("贷款", 4).right().rank(5),
        Column::new("说明", 4).right().rank(7),
        Column::new("整改", 4).right().rank(6),
    ]);
    columns
}

fn number(count: usize) -> String {
    match count {
        0 => String::new(),
        count => count.to_string(),
    }
}

fn counts(counts: &ReadyCounts, visits: String) -> Vec<String> {
    let before = [
        counts.grave,
        counts.not_met,
        counts.doubts,
        counts.missing,
        counts.evidence,
        counts.overdue,
    ];
    let after = [counts.loans, counts.explained, counts.findings];
    let before = before.into_iter().map(number);
    before
        .chain([visits])
        .chain(after.into_iter().map(number))
        .collect()
}

impl Outlined for ReadyRow {
    fn cells(&self) -> Vec<String> {
        match self {
            Self::Village(village) => {
                let first = [village.name.clone(), number(village.open)];
                let rest = counts(&village.counts, number(village.visit_late));
                first.into_iter().chain(rest).collect()
            }
            Self::Own(village) => {
                let first = ["本村".to_owned(), String::new(), String::new()];
                let rest = counts(&village.own, String::new());
                first.into_iter().chain(rest).collect()
            }
            Self::Household(one, of_many) => {
                let visits = match one.visit_days {
                    _ if one.left => String::new(),
                    Some(days) => format!("{days}天"),
                    None => "没有".to_owned(),
                };
                let first = if *of_many {
                    vec![one.name.clone(), one.place()]
                } else {
                    vec![one.name.clone(), one.group.clone(), one.state.clone()]
                };
                first
                    .into_iter()
                    .chain(counts(&one.counts, visits))
                    .collect()
            }
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Village(village) => village.name.clone(),
            Self::Own(_) => "本村".to_owned(),
            Self::Household(one, _) => format!("{} {} {}", one.name, one.place(), one.state),
        }
    }

    fn tone(&self) -> Tone {
        match self {
            Self::Village(village) if village.claimed_grave > 0 => Tone::Bad,
            Self::Household(one, _) if one.claims && one.counts.grave > 0 => Tone::Bad,
            Self::Household(one, _) if one.left => Tone::Faint,
            _ => Tone::Plain,
        }
    }
}
