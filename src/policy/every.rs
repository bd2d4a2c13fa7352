//! How often a duty of the calendar comes, and on which day of its period.

use chrono::{Datelike, Days, Months, NaiveDate};

/// A period and the day in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// 年: month and day.
    Year(u32, Day),
    /// 季: the month within the quarter, 1 to 3, and the day.
    Quarter(u32, Day),
    /// 月: the day.
    Month(Day),
}

/// A day of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// A day by its number; a shorter month ends with its last.
    Number(u32),
    /// 末: the last.
    Last,
}

impl Every {
    /// Reads `every` and `due` of a pack: 年 `10-15`, 季 `3-末`, 月 `20`.
    #[must_use]
    pub fn read(every: &str, due: &str) -> Option<Self> {
        match every {
            "年" => {
                let (month, day) = due.split_once('-')?;
                let month = month.parse().ok().filter(|m| (1..=12).contains(m))?;
                Some(Self::Year(month, Day::read(day)?))
            }
            "季" => {
                let (month, day) = due.split_once('-')?;
                let month = month.parse().ok().filter(|m| (1..=3).contains(m))?;
                Some(Self::Quarter(month, Day::read(day)?))
            }
            "月" => Some(Self::Month(Day::read(due)?)),
            _ => None,
        }
    }

    /// The period that a day lies in: its first day, its last, and the due day.
    #[must_use]
    pub fn period(self, today: NaiveDate) -> Option<Period> {
        let (first_month, months, due_month, day) = match self {
            Self::Year(month, day) => (1, 12, month, day),
            Self::Quarter(within, day) => {
                let first = today.month0() / 3 * 3 + 1;
                (first, 3, first + within - 1, day)
            }
            Self::Month(day) => (today.month(), 1, today.month(), day),
        };
        let first = NaiveDate::from_ymd_opt(today.year(), first_month, 1)?;
        let last = first
            .checked_add_months(Months::new(months))?
            .checked_sub_days(Days::new(1))?;
        Some(Period {
            first,
            last,
            due: day.of(today.year(), due_month)?,
        })
    }

    /// How long a period is, in the officer's words.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Year(..) => "每年",
            Self::Quarter(..) => "每季",
            Self::Month(_) => "每月",
        }
    }
}

impl Day {
    fn read(text: &str) -> Option<Self> {
        if text == "末" {
            return Some(Self::Last);
        }
        let day = text.parse().ok().filter(|day| (1..=31).contains(day));
        day.map(Self::Number)
    }

    fn of(self, year: i32, month: u32) -> Option<NaiveDate> {
        let last = NaiveDate::from_ymd_opt(year, month, 1)?
            .checked_add_months(Months::new(1))?
            .checked_sub_days(Days::new(1))?;
        match self {
            Self::Number(day) => NaiveDate::from_ymd_opt(year, month, day.min(last.day())),
            Self::Last => Some(last),
        }
    }
}

/// A period of a duty of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub first: NaiveDate,
    /// Its last.
    pub last: NaiveDate,
    /// The day on which the duty is due.
    pub due: NaiveDate,
}

impl Period {
    /// How a sign-off names it: 2018, 2018-3季, 2018-09.
    #[must_use]
    pub fn name(&self, every: Every) -> String {
        match every {
            Every::Year(..) => self.first.year().to_string(),
            Every::Quarter(..) => {
                format!("{}-{}季", self.first.year(), self.first.month0() / 3 + 1)
            }
            Every::Month(_) => self.first.format("%Y-%m").to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn due(every: &str, text: &str, today: &str) -> Option<(String, String)> {
        let every = Every::read(every, text)?;
        let period = every.period(day(today))?;
        Some((period.due.to_string(), period.name(every)))
    }

    #[test]
    fn a_period_has_its_day_and_its_name() {
        for (every, text, today, expected, name) in [
            ("年", "10-15", "2018-09-20", "2018-10-15", "2018"),
            ("年", "2-末", "2020-12-31", "2020-02-29", "2020"),
            ("季", "3-末", "2018-08-01", "2018-09-30", "2018-3季"),
            ("季", "1-20", "2018-12-31", "2018-10-20", "2018-4季"),
            ("月", "31", "2018-09-20", "2018-09-30", "2018-09"),
            ("月", "末", "2018-02-01", "2018-02-28", "2018-02"),
        ] {
            let wanted = Some((expected.to_owned(), name.to_owned()));
            assert_eq!(due(every, text, today), wanted, "{every} {text} {today}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for (every, text) in [
            ("年", "13-01"),
            ("年", "10"),
            ("季", "4-1"),
            ("月", "0"),
            ("月", "32"),
            ("周", "1"),
        ] {
            assert_eq!(Every::read(every, text), None, "{every} {text}");
        }
    }
}
