//! Dates as precise as they were written: a year, a month or a day.
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::problem::code;
use super::text;

/// Years outside are slips of the hand.
const YEARS: std::ops::RangeInclusive<u16> = 1800..=2199;
/// Six digits below are YYMMDD rather than YYYYMM of a year nobody means.
const FIRST_YEAR_OF_SIX: u16 = 1913;
/// Excel day numbers believed to be dates: 1954-10-03 to 2100-01-01.
const SERIALS: std::ops::RangeInclusive<u32> = 20_000..=73_050;

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

/// Reads a cell in any of the spellings met in sheets.
///
/// `20190305`, `201903`, `2019`, `2019.3.5`, `2019/3/5`, `2019-3`, `2019年3月5日`,
/// full-width, with a time behind (dropped), an Excel day number of five digits,
/// and a two-digit year (`23.5.1`), which is flagged.
pub fn read(raw: &str) -> Result<DateRead, DateFault> {
    if let Ok(date) = raw.parse() {
        return Ok(plain(date));
    }
    if text::is_nothing(raw) {
        return Err(DateFault::Missing);
    }
    let folded = text::fold(raw);
    let date = without_time(&folded)?;
    let date: String = date
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(separator)
        .collect();
    if date.bytes().all(|b| b.is_ascii_digit()) {
        return from_digits(&date);
    }
    if let Some((whole, part)) = date.split_once('-')
        && whole.len() == 5
        && !part.is_empty()
        && part.bytes().all(|b| b.is_ascii_digit())
        && folded.contains('.')
    {
        return from_digits(whole);
    }
    from_marked(&date)
}

pub(super) const fn plain(date: PartialDate) -> DateRead {
    DateRead {
        date,
        short_year: false,
        serial: false,
    }
}

const fn separator(c: char) -> char {
    match c {
        '.' | '/' | '\\' | '。' | '、' | '—' | '–' | '−' | '‐' => '-',
        other => other,
    }
}

/// Cuts `00:00:00`, `T08:30:00Z`, `上午 8:00` off; a text with a colon elsewhere is no date.
fn without_time(text: &str) -> Result<&str, DateFault> {
    let Some((before, after)) = text.split_once(':') else {
        return Ok(text);
    };
    let at = before.rfind([' ', 'T']).ok_or(DateFault::Unreadable)?;
    let (date, hour) = before.split_at(at);
    let clock = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | 'Z' | ' ');
    let after = after.trim_end_matches("AM").trim_end_matches("PM");
    if !hour.chars().skip(1).all(|c| c.is_ascii_digit()) || !after.chars().all(clock) {
        return Err(DateFault::Unreadable);
    }
    Ok(date.trim_end_matches([' ', '上', '下', '午']))
}

fn from_digits(digits: &str) -> Result<DateRead, DateFault> {
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    match digits.len() {
        8 => from_parts(part(0, 4), Some(part(4, 6)), Some(part(6, 8))).map(plain),
        6 => from_parts(part(0, 4), Some(part(4, 6)), None)
            .ok()
            .filter(|date| date.year >= FIRST_YEAR_OF_SIX)
            .map(plain)
            .ok_or(DateFault::Unreadable),
        5 => from_serial(digits),
        4 => from_parts(digits, None, None).map(plain),
        _ => Err(DateFault::Unreadable),
    }
}

fn from_serial(digits: &str) -> Result<DateRead, DateFault> {
    let serial: u32 = digits.parse().map_err(|_| DateFault::Unreadable)?;
    let day = NaiveDate::from_ymd_opt(1899, 12, 30)
        .filter(|_| SERIALS.contains(&serial))
        .and_then(|first| first.checked_add_days(Days::new(serial.into())))
        .ok_or(DateFault::Unreadable)?;
    Ok(DateRead {
        date: day.try_into()?,
        short_year: false,
        serial: true,
    })
}

/// `2019-3-5`, `2019年3月5日`, `23-5-1`.
fn from_marked(text: &str) -> Result<DateRead, DateFault> {
    let chinese = text.contains('年');
    let ends = text.ends_with(['年', '月', '日', '号']);
    let text = text.trim_end_matches(['年', '月', '日', '号']);
    let mut parts = text.split(['-', '年', '月']);
    let year = parts.next().unwrap_or_default();
    let (month, day) = (parts.next(), parts.next());
    if parts.next().is_some() || (ends && !chinese) {
        return Err(DateFault::Unreadable);
    }
    let short_year = year.len() == 2 && (chinese || day.is_some());
    if !short_year {
        return from_parts(year, month, day).map(plain);
    }
    let short: u16 = small(year)?;
    let year = if short > 40 {
        1900 + short
    } else {
        2000 + short
    };
    let date = from_parts(&year.to_string(), month, day)?;
    Ok(DateRead {
        date,
        short_year,
        serial: false,
    })
}

/// A date of texts: four digits, one or two, one or two.
pub(super) fn from_parts(
    year: &str,
    month: Option<&str>,
    day: Option<&str>,
) -> Result<PartialDate, DateFault> {
    if year.len() != 4 {
        return Err(DateFault::Unreadable);
    }
    let year = small(year)?;
    let date = match (month, day) {
        (None, _) => PartialDate::of_year(year),
        (Some(month), None) => PartialDate::of_month(year, tiny(month)?),
        (Some(month), Some(day)) => PartialDate::of_day(year, tiny(month)?, tiny(day)?),
    };
    date.ok_or(DateFault::Impossible)
}

fn small(digits: &str) -> Result<u16, DateFault> {
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    if plain {
        digits.parse().map_err(|_| DateFault::Unreadable)
    } else {
        Err(DateFault::Unreadable)
    }
}

/// One or two digits.
pub(super) fn tiny(digits: &str) -> Result<u8, DateFault> {
    let number = small(digits)?;
    if digits.len() > 2 {
        return Err(DateFault::Unreadable);
    }
    u8::try_from(number).map_err(|_| DateFault::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(raw: &str) -> String {
        read(raw).unwrap().date.to_string()
    }

    #[test]
    fn reads_every_spelling() {
        for raw in [
            "20190305",
            "2019.3.5",
            "2019/3/5",
            "2019-3-5",
            "2019-03-05",
            "2019年3月5日",
            "2019年03月05号",
            "２０１９．３．５",
            "2019 年 3 月 5 日",
            "2019-03-05 00:00:00",
            "2019-03-05T08:30:00+08:00",
            "2019/3/5 0:00",
            "2019/3/5 上午 8:00",
            "43529",
            "43529.0",
            "43529.5",
            "'2019-03-05",
            "2019—3—5",
            "=\"20190305\"",
        ] {
            assert_eq!(text(raw), "2019-03-05", "{raw}");
        }
        for raw in [
            "2019-03",
            "201903",
            "2019.03",
            "2019年3月",
            "2019/3",
            "2019.3",
        ] {
            assert_eq!(text(raw), "2019-03", "{raw}");
        }
        assert_eq!(text("2019年"), "2019");
        assert_eq!(text("２０１９"), "2019");
        assert_eq!(text("2098-01-01"), "2098-01-01");
        assert_eq!(text("24116"), "1966-01-09");
        assert!(read("44696").unwrap().serial && !read("2019").unwrap().serial);
    }

    #[test]
    fn flags_short_years() {
        for (raw, date) in [
            ("23.5.1", "2023-05-01"),
            ("23年5月1日", "2023-05-01"),
            ("23年5月", "2023-05"),
            ("58-11-02", "1958-11-02"),
        ] {
            let found = read(raw).unwrap();
            assert!(found.short_year, "{raw}");
            assert_eq!(found.date.to_string(), date);
        }
    }

    #[test]
    fn refuses_what_is_no_day() {
        for raw in [
            "2023-02-30",
            "2022-13-01",
            "1971-02-30",
            "2023-06-31",
            "去年五月",
            "0000-00-00",
            "2019-",
            "2019--3",
            "2019-3-5-6",
            "6/16/2022",
            "9.5.1",
            "23.5",
            "190305",
            "99999",
            "12345",
            "3月5日",
            "2019-003-05",
            "12:30",
            "2019-03-05 x:1",
            "1e5",
            "２０１９-１３",
        ] {
            assert_eq!(read(raw).unwrap_err().code(), "date", "{raw}");
        }
        assert_eq!(read("2023-02-30"), Err(DateFault::Impossible));
        assert_eq!(read(" ").unwrap_err().code(), "missing");
        assert_eq!(read("无"), Err(DateFault::Missing));
    }

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

    proptest! {
        #[test]
        fn never_panics(raw in "\\PC{0,16}") {
            let _ = read(&raw);
        }

        #[test]
        fn round_trips(days in 0u64..140_000, style in 0usize..6) {
            let day = NaiveDate::from_ymd_opt(1800, 1, 1).unwrap() + Days::new(days);
            let format = ["%Y-%m-%d", "%Y/%-m/%-d", "%Y.%m.%d", "%Y%m%d", "%Y年%-m月%-d日",
                "%Y-%m-%d 00:00:00"][style];
            let found = read(&day.format(format).to_string()).unwrap();
            prop_assert_eq!(found.date.day(), Some(day));
            prop_assert_eq!(found.date.to_string().parse::<PartialDate>().unwrap(), found.date);
        }
    }
}
