//! Dates as precise as they were written: a year, a month or a day.
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::date_read::from_parts;
use super::problem::code;

pub use super::date_read::read;

/// Years outside are slips of the hand.
const YEARS: std::ops::RangeInclusive<u16> = 1800..=2199;

/// A year, a month of a year, or a day; stored and printed as `2019`, `2019-03`, `2019-03-05`.
///
/// Orders like its text: a year comes before its months, a month before its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: u16,
    /// 0 when unknown.
    month: u8,
    /// 0 when unknown.
    day: u8,
}

/// A date and how it had to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateRead {
    /// The date.
    pub date: PartialDate,
    /// The year had two digits and its century was guessed (41–99 → 19xx).
    pub short_year: bool,
    /// It was an Excel day number.
    pub serial: bool,
}

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum DateFault {
    /// Blank, 无, `-`, `/`.
    #[error("没有填写日期")]
    Missing,
    /// Written like a date, but no such day.
    #[error("没有这一天，请核对年月日")]
    Impossible,
    /// Not written like a date.
    #[error("看不懂这个日期，请写成 2019-03-05、2019-03 或 2019")]
    Unreadable,
}

impl DateFault {
    /// The stable word for `--json` (see [`code`]).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => code::MISSING,
            Self::Impossible | Self::Unreadable => code::DATE,
        }
    }
}

impl PartialDate {
    /// A year; `None` outside 1800–2199.
    #[must_use]
    pub fn of_year(year: u16) -> Option<Self> {
        YEARS.contains(&year).then_some(Self {
            year,
            month: 0,
            day: 0,
        })
    }

    /// A month of a year; `None` when there is none such.
    #[must_use]
    pub fn of_month(year: u16, month: u8) -> Option<Self> {
        let date = Self::of_year(year)?;
        (1..=12).contains(&month).then_some(Self { month, ..date })
    }

    /// A day; `None` when there is none such.
    #[must_use]
    pub fn of_day(year: u16, month: u8, day: u8) -> Option<Self> {
        let date = Self::of_month(year, month)?;
        NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))?;
        Some(Self { day, ..date })
    }

    /// The first day it can mean.
    #[must_use]
    pub fn earliest(self) -> NaiveDate {
        let (month, day) = (self.month.max(1), self.day.max(1));
        // A day by construction.
        NaiveDate::from_ymd_opt(self.year.into(), month.into(), day.into()).unwrap_or_default()
    }

    /// The last day it can mean.
    #[must_use]
    pub fn latest(self) -> NaiveDate {
        let month = if self.month == 0 { 12 } else { self.month };
        let days = if self.day == 0 {
            28..=31
        } else {
            self.day..=self.day
        };
        days.rev()
            .find_map(|day| NaiveDate::from_ymd_opt(self.year.into(), month.into(), day.into()))
            .unwrap_or_default()
    }

    /// The day, when it is known to the day.
    #[must_use]
    pub fn day(self) -> Option<NaiveDate> {
        (self.day > 0).then(|| self.earliest())
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.year.into()
    }

    /// The month, 1–12, when it is known.
    #[must_use]
    pub fn month(self) -> Option<u32> {
        (self.month > 0).then(|| self.month.into())
    }

    /// True when both may mean the same day, the one being less precise than the other.
    #[must_use]
    pub fn agrees_with(self, other: Self) -> bool {
        self.earliest() <= other.latest() && other.earliest() <= self.latest()
    }
}

impl TryFrom<NaiveDate> for PartialDate {
    type Error = DateFault;

    fn try_from(day: NaiveDate) -> Result<Self, DateFault> {
        u16::try_from(day.year())
            .ok()
            .zip(
                u8::try_from(day.month())
                    .ok()
                    .zip(u8::try_from(day.day()).ok()),
            )
            .and_then(|(year, (month, day))| Self::of_day(year, month, day))
            .ok_or(DateFault::Impossible)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, month, day } = self;
        match (month, day) {
            (0, _) => write!(f, "{year:04}"),
            (_, 0) => write!(f, "{year:04}-{month:02}"),
            _ => write!(f, "{year:04}-{month:02}-{day:02}"),
        }
    }
}

impl FromStr for PartialDate {
    type Err = DateFault;

    /// Reads back what `Display` wrote, and nothing else; for cells see [`read`].
    fn from_str(text: &str) -> Result<Self, DateFault> {
        let whole = text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        if !whole || !matches!(text.len(), 4 | 7 | 10) {
            return Err(DateFault::Unreadable);
        }
        let mut parts = text.split('-');
        let date = from_parts(parts.next().unwrap_or_default(), parts.next(), parts.next())?;
        let same = date.to_string() == text;
        if same {
            Ok(date)
        } else {
            Err(DateFault::Unreadable)
        }
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_its_bounds() {
        let day = |t: &str| t.parse::<NaiveDate>().unwrap();
        let date = |t: &str| t.parse::<PartialDate>().unwrap();
        assert_eq!(date("2019").latest(), day("2019-12-31"));
        assert_eq!(date("2020-02").latest(), day("2020-02-29"));
        assert_eq!(date("2019-02").latest(), day("2019-02-28"));
        assert_eq!(date("2019-03").earliest(), day("2019-03-01"));
        assert_eq!(date("2019-03").day(), None);
        assert!(date("2019").agrees_with(date("2019-07-01")));
        assert!(!date("2019-06").agrees_with(date("2019-07-01")));
        assert!(date("2019") < date("2019-01") && date("2019-01") < date("2019-01-01"));
        for bad in [
            "2019-3",
            "19",
            "2019-02-30",
            "2019/03",
            "-019",
            "2019-03-",
            "+019",
        ] {
            assert!(bad.parse::<PartialDate>().is_err(), "{bad}");
        }
        assert_eq!(
            serde_json::to_string(&date("2019-03")).unwrap(),
            "\"2019-03\""
        );
    }
}
