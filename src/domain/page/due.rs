//! When duties are due, as an officer divides a month: overdue, this week, this month, later.

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::check::DutyLine;
use crate::domain::clock;

/// When something is due, seen from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DueSpan {
    /// 逾期: past its day.
    Overdue,
    /// 本周: today to Sunday.
    Week,
    /// 本月: after this week, to the end of the month.
    Month,
    /// 以后.
    Later,
    /// 不限日: to be done, without a day.
    Open,
}

impl DueSpan {
    /// All, the most urgent first.
    pub const ALL: [Self; 5] = [
        Self::Overdue,
        Self::Week,
        Self::Month,
        Self::Later,
        Self::Open,
    ];

    /// The span of something due in so many days, negative when overdue.
    #[must_use]
    pub fn of(days: Option<i64>, today: NaiveDate) -> Self {
        let Some(days) = days else {
            return Self::Open;
        };
        let week = i64::from(6 - today.weekday().num_days_from_monday());
        if days < 0 {
            Self::Overdue
        } else if days <= week {
            Self::Week
        } else if days <= days_left_of_month(today) {
            Self::Month
        } else {
            Self::Later
        }
    }

    /// The span of a duty.
    #[must_use]
    pub fn of_duty(duty: &DutyLine, today: NaiveDate) -> Self {
        Self::of(duty.days, today)
    }

    /// The officer's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Overdue => "逾期",
            Self::Week => "本周",
            Self::Month => "本月",
            Self::Later => "以后",
            Self::Open => "不限日",
        }
    }
}

impl DutyLine {
    /// When, as an officer says it: 逾期8天, 今天17点, 还5天; empty without a day.
    #[must_use]
    pub fn when(&self) -> String {
        let time = self.time.as_deref().map(clock::said).unwrap_or_default();
        match self.days {
            None => String::new(),
            Some(0) => format!("今天{time}"),
            Some(1) => format!("明天{time}"),
            Some(days) if days > 0 => format!("还{days}天"),
            Some(days) => format!("逾期{}天", -days),
        }
    }

    /// What is to be done for whom: 走访超30天 张国强 上次8月2日.
    #[must_use]
    pub fn what(&self) -> String {
        let mut parts = vec![self.title.as_str()];
        let told = [&self.title, &self.detail];
        if !told.iter().any(|text| text.contains(&self.name)) {
            parts.push(&self.name);
        }
        parts.push(&self.detail);
        parts.retain(|part| !part.is_empty());
        parts.join(" ")
    }

    /// What a count of such duties counts.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        match self.subject.as_str() {
            "户" => "户",
            "人口" | "帮扶责任人" => "人",
            "小额信贷" => "笔",
            "村" => "个村",
            "驻村工作队" => "队",
            "问题整改" => "条",
            _ => "件",
        }
    }
}

/// How many days after today the month still has.
fn days_left_of_month(today: NaiveDate) -> i64 {
    let first = today.with_day(1);
    let next = first.and_then(|day| day.checked_add_months(chrono::Months::new(1)));
    let last = next.and_then(|day| day.checked_sub_days(Days::new(1)));
    last.map_or(0, |last| (last - today).num_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_ends_on_sunday_and_a_month_on_its_last_day() {
        let thursday = NaiveDate::from_ymd_opt(2018, 9, 20).unwrap();
        let span = |days| DueSpan::of(Some(days), thursday);
        assert_eq!(span(-1), DueSpan::Overdue);
        assert_eq!((span(0), span(3)), (DueSpan::Week, DueSpan::Week));
        assert_eq!((span(4), span(10)), (DueSpan::Month, DueSpan::Month));
        assert_eq!(span(11), DueSpan::Later);
        assert_eq!(DueSpan::of(None, thursday), DueSpan::Open);
        let last = NaiveDate::from_ymd_opt(2018, 12, 31).unwrap();
        assert_eq!(DueSpan::of(Some(0), last), DueSpan::Week);
        assert_eq!(DueSpan::of(Some(7), last), DueSpan::Later);
    }
}
