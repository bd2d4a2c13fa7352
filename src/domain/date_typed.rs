//! Dates as an officer types them into a form.
use chrono::{Datelike, Days, NaiveDate};

use super::date::{DateFault, DateRead, PartialDate};
use super::date_read::{self, plain, tiny};
use super::text;

/// How far ahead a day without a year may lie before last year's is meant.
const AHEAD: Days = Days::new(60);

impl PartialDate {
    /// Reads what was typed: `今天`, `昨天`, `前天`, `明天`, `920`, `0920`, `9.20`, `9-20`, `9/20`,
    /// `9月20日`, `9月`, and everything [`super::date::read`] takes.
    ///
    /// Without a year, this year's day is meant, or last year's when this year's lies more than
    /// 60 days ahead: forms record what has happened or is due soon. Four digits that can be a
    /// year are a year (`2019`), otherwise month and day (`1120`).
    pub fn read_typed(raw: &str, today: NaiveDate) -> Result<DateRead, DateFault> {
        let typed = text::compact(raw);
        let day = match typed.as_ref() {
            "今天" | "今日" => Some(today),
            "昨天" | "昨日" => today.checked_sub_days(Days::new(1)),
            "前天" => today.checked_sub_days(Days::new(2)),
            "明天" => today.checked_add_days(Days::new(1)),
            _ => None,
        };
        if let Some(day) = day {
            return Ok(plain(day.try_into()?));
        }
        match month_and_day(&typed) {
            Some((month, day)) => nearest(month, day, today).map(plain),
            None => date_read::read(raw),
        }
    }
}

/// Month and, if typed, day of a text without a year; `None` when it is no such text.
fn month_and_day(typed: &str) -> Option<(u8, Option<u8>)> {
    if typed.bytes().all(|b| b.is_ascii_digit()) {
        let at = match typed.len() {
            3 => 1,
            4 => 2,
            _ => return None,
        };
        let (month, day) = (tiny(typed.get(..at)?).ok()?, tiny(typed.get(at..)?).ok()?);
        // 2019 is a year: there is no 20th month.
        return (typed.len() == 3 || (1..=12).contains(&month)).then_some((month, Some(day)));
    }
    if let Some(month) = typed.strip_suffix('月') {
        return Some((tiny(month).ok()?, None));
    }
    let typed = typed.trim_end_matches(['日', '号']);
    let (month, day) = typed.split_once(['.', '-', '/', '月'])?;
    Some((tiny(month).ok()?, Some(tiny(day).ok()?)))
}

fn nearest(month: u8, day: Option<u8>, today: NaiveDate) -> Result<PartialDate, DateFault> {
    let year = u16::try_from(today.year()).map_err(|_| DateFault::Impossible)?;
    let of = |year: u16| match day {
        Some(day) => PartialDate::of_day(year, month, day),
        None => PartialDate::of_month(year, month),
    };
    let limit = today.checked_add_days(AHEAD).unwrap_or(today);
    of(year)
        .filter(|date| date.earliest() <= limit)
        .or_else(|| of(year.saturating_sub(1)))
        .ok_or(DateFault::Impossible)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(raw: &str, today: &str) -> Result<String, DateFault> {
        PartialDate::read_typed(raw, today.parse().unwrap()).map(|read| read.date.to_string())
    }

    #[test]
    fn takes_the_short_forms() {
        for raw in [
            "920",
            "0920",
            "9.20",
            "9-20",
            "9/20",
            "9月20日",
            "9月20",
            "９．２０",
        ] {
            assert_eq!(typed(raw, "2021-09-22").unwrap(), "2021-09-20", "{raw}");
        }
        assert_eq!(typed("今天", "2021-03-01").unwrap(), "2021-03-01");
        assert_eq!(typed(" 昨天", "2021-03-01").unwrap(), "2021-02-28");
        assert_eq!(typed("前天", "2021-03-01").unwrap(), "2021-02-27");
        assert_eq!(typed("9月", "2021-10-01").unwrap(), "2021-09");
        assert_eq!(typed("20180920", "2021-10-01").unwrap(), "2018-09-20");
        assert_eq!(typed("2018.9.20", "2021-10-01").unwrap(), "2018-09-20");
        assert_eq!(typed("2019", "2021-10-01").unwrap(), "2019");
    }

    #[test]
    fn far_ahead_means_last_year() {
        assert_eq!(typed("1228", "2021-01-05").unwrap(), "2020-12-28");
        assert_eq!(typed("3.1", "2021-01-05").unwrap(), "2021-03-01");
        assert_eq!(typed("229", "2021-03-05").unwrap(), "2020-02-29");
    }

    #[test]
    fn refuses_no_day() {
        assert_eq!(typed("9.31", "2021-01-05"), Err(DateFault::Impossible));
        assert_eq!(typed("13.1", "2021-01-05"), Err(DateFault::Impossible));
        assert_eq!(typed("970", "2021-01-05"), Err(DateFault::Impossible));
        assert_eq!(typed("", "2021-01-05"), Err(DateFault::Missing));
        assert_eq!(typed("去年", "2021-01-05"), Err(DateFault::Unreadable));
    }
}
