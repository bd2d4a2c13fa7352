//! Which urgent things have a line of their own on 首页, and what is said of the others.

use crate::domain::page::{Target, UrgentLine};

/// A line that may be shown.
pub(super) struct Candidate {
    pub line: UrgentLine,
    /// How many things it is about.
    pub count: usize,
    /// How far from today the nearest of them is due; what is late a day or two comes before what
    /// is due tomorrow.
    pub near: u64,
}

impl Candidate {
    pub fn single(line: UrgentLine) -> Self {
        let near = line.days.map_or(u64::MAX, near);
        Self {
            line,
            count: 1,
            near,
        }
    }
}

/// How far from today a day is, a day ahead as far as three behind.
pub(super) const fn near(days: i64) -> u64 {
    let ahead = if days > 0 { 2 } else { 0 };
    days.unsigned_abs() + ahead
}

/// The lines nearest to today, in the order of their days, and one for all others: what has been
/// overdue for long is known already.
pub(super) fn foremost(mut candidates: Vec<Candidate>, room: usize) -> Vec<UrgentLine> {
    candidates.sort_by_key(|candidate| candidate.near);
    let rest = if candidates.len() > room {
        candidates.split_off(room.saturating_sub(1))
    } else {
        Vec::new()
    };
    let mut lines: Vec<UrgentLine> = candidates.into_iter().map(|one| one.line).collect();
    lines.sort_by_key(|line| line.days);
    if !rest.is_empty() {
        let count: usize = rest.iter().map(|one| one.count).sum();
        lines.push(UrgentLine {
            when: format!("另有{count}件"),
            days: None,
            text: named(rest),
            place: String::new(),
            responsible: String::new(),
            target: Target::Duties(None, None),
        });
    }
    lines
}

/// What most of the others are, those that are most first.
fn named(mut rest: Vec<Candidate>) -> String {
    rest.retain(|one| one.count > 1);
    rest.sort_by_key(|one| std::cmp::Reverse(one.count));
    let names: Vec<&str> = rest.iter().map(|one| one.line.text.as_str()).collect();
    match names.as_slice() {
        [] => "逾期或快到期".to_owned(),
        names => names.join("，"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str, days: i64, count: usize) -> Candidate {
        let line = UrgentLine {
            when: String::new(),
            days: Some(days),
            text: text.to_owned(),
            place: String::new(),
            responsible: String::new(),
            target: Target::Duties(None, None),
        };
        Candidate {
            count,
            ..Candidate::single(line)
        }
    }

    #[test]
    fn what_is_late_a_day_or_two_is_seen_and_the_rest_is_named() {
        let all = vec![
            one("走访 41户", -24, 41),
            one("计划 48户", -82, 48),
            one("电商", -263, 1),
            one("公示", 1, 1),
            one("到期通知", -2, 1),
            one("结息", 0, 1),
        ];
        let shown = foremost(all, 3);
        let told: Vec<&str> = shown.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(told, ["到期通知", "结息", "计划 48户，走访 41户"]);
        assert_eq!(shown[2].when, "另有91件");
    }
}
