//! How a task stands: by the day, and by the hour where the hour is known.
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::Serialize;

use crate::domain::{PartialDate, clock};

/// Whether a task presses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TaskStanding {
    /// Past its day, or past its hour today.
    Overdue,
    /// Due today.
    Due,
    /// Due later, or without a day.
    #[default]
    Upcoming,
    /// Sent up or closed.
    Done,
}

/// By when a task is due, seen from today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TaskWhen {
    /// How it stands.
    pub standing: TaskStanding,
    /// Days until it is due, negative when late; `None` without a day, or once it is done.
    pub days: Option<i64>,
    /// Minutes until its hour, negative when it is past; only on the day itself, where the task has
    /// an hour and the time of day is known.
    pub minutes: Option<i64>,
}

impl TaskWhen {
    /// As `due` (ISO, of any precision) and `time` (`HH:MM`) have it; `now` is `None` where only the
    /// day counts.
    #[must_use]
    pub fn of(due: &str, time: &str, today: NaiveDate, now: Option<NaiveTime>) -> Self {
        let Some(day) = due.parse::<PartialDate>().ok().map(PartialDate::latest) else {
            return Self::default();
        };
        let days = (day - today).num_days();
        let hour = NaiveTime::parse_from_str(time, "%H:%M").ok();
        let minutes = hour.zip(now).filter(|_| days == 0).map(|(hour, now)| {
            (NaiveDateTime::new(today, hour) - NaiveDateTime::new(today, now)).num_minutes()
        });
        let standing = match (days, minutes) {
            (..0, _) | (0, Some(..0)) => TaskStanding::Overdue,
            (0, _) => TaskStanding::Due,
            _ => TaskStanding::Upcoming,
        };
        Self {
            standing,
            days: Some(days),
            minutes,
        }
    }

    /// Of a task that was sent up or closed.
    #[must_use]
    pub const fn done() -> Self {
        Self {
            standing: TaskStanding::Done,
            days: None,
            minutes: None,
        }
    }

    /// 逾期8天, 今天17点, 已过17点, 明天, 还5天; empty without a day.
    #[must_use]
    pub fn said(&self, time: &str) -> String {
        let hour = clock::said(time);
        match (self.standing, self.days) {
            (TaskStanding::Done, _) => "已办结".to_owned(),
            (_, None) => String::new(),
            (TaskStanding::Overdue, Some(0)) => format!("已过{hour}"),
            (_, Some(0)) => format!("今天{hour}"),
            (_, Some(1)) => format!("明天{hour}"),
            (_, Some(days)) if days < 0 => format!("逾期{}天", -days),
            (_, Some(days)) => format!("还{days}天"),
        }
    }

    /// What is left on the day itself: 还有2小时10分, 已过3小时; empty where the hours do not count.
    #[must_use]
    pub fn hours(&self) -> String {
        let Some(minutes) = self.minutes else {
            return String::new();
        };
        let word = if minutes < 0 { "已过" } else { "还有" };
        let minutes = minutes.abs();
        match (minutes / 60, minutes % 60) {
            (0, rest) => format!("{word}{rest}分钟"),
            (hours, 0) => format!("{word}{hours}小时"),
            (hours, rest) => format!("{word}{hours}小时{rest}分"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(due: &str, time: &str, now: Option<&str>) -> TaskWhen {
        let now = now.map(|now| NaiveTime::parse_from_str(now, "%H:%M").unwrap());
        TaskWhen::of(due, time, "2018-09-20".parse().unwrap(), now)
    }

    #[test]
    fn by_the_day_nothing_of_today_is_late() {
        let due = when("2018-09-20", "09:00", None);
        assert_eq!(
            (due.standing, due.said("09:00").as_str()),
            (TaskStanding::Due, "今天9点")
        );
        assert_eq!(due.hours(), "");
        let late = when("2018-09-12", "", None);
        assert_eq!(
            (late.standing, late.said("").as_str()),
            (TaskStanding::Overdue, "逾期8天")
        );
        assert_eq!(when("2018-09-21", "17:00", None).said("17:00"), "明天17点");
        assert_eq!(when("2018-09-25", "17:00", None).said("17:00"), "还5天");
        assert_eq!(when("", "17:00", None).said("17:00"), "");
        // A month is due on its last day.
        assert_eq!(when("2018-09", "", None).days, Some(10));
    }

    #[test]
    fn by_the_hour_what_is_past_is_late() {
        let past = when("2018-09-20", "09:00", Some("12:30"));
        assert_eq!(
            (past.standing, past.said("09:00").as_str()),
            (TaskStanding::Overdue, "已过9点")
        );
        assert_eq!(past.hours(), "已过3小时30分");
        let left = when("2018-09-20", "17:00", Some("14:50"));
        assert_eq!(
            (left.standing, left.hours().as_str()),
            (TaskStanding::Due, "还有2小时10分")
        );
        assert_eq!(
            when("2018-09-20", "17:00", Some("16:45")).hours(),
            "还有15分钟"
        );
        assert_eq!(
            when("2018-09-20", "17:00", Some("17:00")).standing,
            TaskStanding::Due
        );
        // Hours of another day do not count.
        assert_eq!(when("2018-09-21", "09:00", Some("12:00")).minutes, None);
    }
}
