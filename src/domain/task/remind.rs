//! 催报: the words for the group chat that name the villages which have not reported.
use chrono::{Datelike, NaiveDate};

use super::standing::{TaskStanding, TaskWhen};
use crate::domain::{PartialDate, clock};

/// What a reminder is made of.
#[derive(Clone, Copy, Debug)]
pub struct Reminder<'a> {
    /// What is to be handed in.
    pub title: &'a str,
    /// By which day, ISO; may be empty.
    pub due: &'a str,
    /// By which hour, `HH:MM`; may be empty.
    pub time: &'a str,
    /// Who collects: 镇扶贫办.
    pub office: &'a str,
    /// The villages that have not reported.
    pub missing: &'a [String],
    /// How the task stands.
    pub when: TaskWhen,
}

impl Reminder<'_> {
    /// The words, one paragraph; `None` when every village has reported.
    #[must_use]
    pub fn words(&self, today: NaiveDate) -> Option<String> {
        if self.missing.is_empty() {
            return None;
        }
        let by = match self.by(today) {
            by if by.is_empty() => String::new(),
            by => format!("{by}前"),
        };
        let call = match (self.when.standing, self.when.days) {
            (TaskStanding::Overdue, Some(0)) => {
                format!("原定{by}报{}，时间已过", self.office)
            }
            (TaskStanding::Overdue, Some(days)) => {
                format!("原定{by}报{}，已逾期{}天", self.office, -days)
            }
            _ => format!("{by}报{}", self.office),
        };
        let plea = match self.when.standing {
            TaskStanding::Overdue => "请今天报来；有困难的请马上说明。",
            _ => "请按时报来；有困难的请提前说明。",
        };
        Some(format!(
            "【催报】{}，{call}。还未报：{}（{}个）。{plea}",
            self.title,
            self.missing.join("、"),
            self.missing.len()
        ))
    }

    /// 9月25日17点.
    fn by(&self, today: NaiveDate) -> String {
        let hour = clock::said(self.time);
        let day = self.due.parse::<PartialDate>().ok();
        match day.and_then(PartialDate::day) {
            Some(day) if day == today => format!("今天（{}）{hour}", short(day, today)),
            Some(day) => format!("{}{hour}", short(day, today)),
            None => self.due.to_owned(),
        }
    }
}

fn short(day: NaiveDate, today: NaiveDate) -> String {
    let year = if day.year() == today.year() {
        String::new()
    } else {
        format!("{}年", day.year())
    };
    format!("{year}{}月{}日", day.month(), day.day())
}

/// The office that collects in this township: 镇扶贫办, 乡扶贫办, 街道扶贫办.
#[must_use]
pub fn office(township: &str) -> String {
    let kind = ["街道", "乡", "镇"]
        .iter()
        .find(|kind| township.ends_with(**kind));
    format!("{}扶贫办", kind.unwrap_or(&"镇"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(due: &str, time: &str, missing: &[&str]) -> Option<String> {
        let today = "2018-09-20".parse().unwrap();
        let missing: Vec<String> = missing.iter().map(|name| (*name).to_owned()).collect();
        Reminder {
            title: "三季度贴息表",
            due,
            time,
            office: &office("松垭镇"),
            missing: &missing,
            when: TaskWhen::of(due, time, today, None),
        }
        .words(today)
    }

    #[test]
    fn the_villages_are_named_as_an_officer_would() {
        assert_eq!(
            words("2018-09-25", "17:00", &["白马庙村", "黄泥垭村"]).unwrap(),
            "【催报】三季度贴息表，9月25日17点前报镇扶贫办。还未报：白马庙村、黄泥垭村（2个）。请按时报来；有困难的请提前说明。"
        );
        assert_eq!(
            words("2018-09-12", "", &["黄泥垭村"]).unwrap(),
            "【催报】三季度贴息表，原定9月12日前报镇扶贫办，已逾期8天。还未报：黄泥垭村（1个）。请今天报来；有困难的请马上说明。"
        );
        assert!(
            words("2018-09-20", "17:00", &["黄泥垭村"])
                .unwrap()
                .contains("，今天（9月20日）17点前报")
        );
        assert!(
            words("", "", &["黄泥垭村"])
                .unwrap()
                .contains("贴息表，报镇扶贫办。")
        );
        assert_eq!(words("2018-09-25", "17:00", &[]), None);
    }

    #[test]
    fn the_office_is_the_townships() {
        assert_eq!(office("青溪乡"), "乡扶贫办");
        assert_eq!(office("城关街道"), "街道扶贫办");
        assert_eq!(office(""), "镇扶贫办");
    }
}
