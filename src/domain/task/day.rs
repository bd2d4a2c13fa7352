//! The day that a line of text begins with: 25日, 9月25日, 9.25, 明天, 下周一, 月底, 3天内.
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::domain::clock::{begins as begins_with_time, number};

/// What may follow a day written with a point or a stroke, so that 3.5万元 and 1/3 stay words.
const FOLLOWS: [&str; 12] = [
    "日", "号", "前", "之前", "以前", "止", "报", "交", "上报", "上交", "填报", "送",
];

/// The day that a text without blanks begins with, and how many bytes of it say so.
///
/// Without a year or month the next such day is meant that is not before today: 25日 on the 26th is
/// next month's. What names a day before today in so many words is no day.
#[must_use]
pub(in crate::domain) fn begins(text: &str, today: NaiveDate) -> Option<(NaiveDate, usize)> {
    let (day, length) = word(text, today)
        .or_else(|| weekday(text, today))
        .or_else(|| within(text, today))
        .or_else(|| of_month(text, today))
        .or_else(|| figures(text, today))?;
    Some((day, length))
}

/// What a text begins with that is written like a day and is none: 2月30日, 35日.
#[must_use]
pub(in crate::domain) fn impossible(text: &str) -> Option<&str> {
    let mut parts = Vec::new();
    let mut at = 0;
    loop {
        let (part, digits) = number(text.get(at..)?)?;
        parts.push(part);
        at += digits;
        let mark = text.get(at..)?.chars().next()?;
        at += mark.len_utf8();
        match mark {
            '年' | '月' if parts.len() < 3 => {}
            '日' | '号' => break,
            _ => return None,
        }
    }
    let is_day = match parts.as_slice() {
        [day] => (1..=31).contains(day),
        // A year with a 29 February.
        [month, day] => NaiveDate::from_ymd_opt(2000, *month, *day).is_some(),
        [year, month, day] => {
            let year = i32::try_from(*year).ok()?;
            NaiveDate::from_ymd_opt(year, *month, *day).is_some()
        }
        _ => true,
    };
    text.get(..at).filter(|_| !is_day && ends(text, at))
}

fn word(text: &str, today: NaiveDate) -> Option<(NaiveDate, usize)> {
    let after = |days| today.checked_add_days(Days::new(days));
    let last = |months| last_of_month(today, months);
    let words = [
        ("大后天", after(3)),
        ("今天", after(0)),
        ("今日", after(0)),
        ("当天", after(0)),
        ("明天", after(1)),
        ("明日", after(1)),
        ("后天", after(2)),
        ("下个月底", last(1)),
        ("下月底", last(1)),
        ("下月末", last(1)),
        ("本月底", last(0)),
        ("月底", last(0)),
        ("月末", last(0)),
        ("年底", NaiveDate::from_ymd_opt(today.year(), 12, 31)),
    ];
    let found = words.iter().find(|(word, _)| text.starts_with(word));
    let (word, day) = found?;
    Some(((*day)?, word.len()))
}

fn last_of_month(today: NaiveDate, months: u32) -> Option<NaiveDate> {
    let first = today
        .with_day(1)?
        .checked_add_months(Months::new(months + 1))?;
    first.pred_opt()
}

/// 周五, 星期五, 本周五, 下周一.
fn weekday(text: &str, today: NaiveDate) -> Option<(NaiveDate, usize)> {
    let (week, rest) = [("下个", 1), ("下", 1), ("本", 0), ("这", 0)]
        .iter()
        .find_map(|(word, week)| Some((Some(*week), text.strip_prefix(word)?)))
        .unwrap_or((None, text));
    let rest = ["周", "星期", "礼拜"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))?;
    let name = rest.chars().next()?;
    let wanted = match name {
        '一' | '1' => Weekday::Mon,
        '二' | '2' => Weekday::Tue,
        '三' | '3' => Weekday::Wed,
        '四' | '4' => Weekday::Thu,
        '五' | '5' => Weekday::Fri,
        '六' | '6' => Weekday::Sat,
        '日' | '天' | '7' => Weekday::Sun,
        _ => return None,
    };
    let length = text.len() - rest.len() + name.len_utf8();
    let monday = today.week(Weekday::Mon).first_day();
    let of_week = |week: u64| {
        let days = week * 7 + u64::from(wanted.num_days_from_monday());
        monday.checked_add_days(Days::new(days))
    };
    let day = match week {
        Some(week) => of_week(week).filter(|day| *day >= today)?,
        None => of_week(0)
            .filter(|day| *day >= today)
            .or_else(|| of_week(1))?,
    };
    Some((day, length))
}

/// 3天内, 三日内, 一周内. Working days want a calendar of holidays and are no day.
fn within(text: &str, today: NaiveDate) -> Option<(NaiveDate, usize)> {
    let (count, digits) = number(text)?;
    let rest = text.get(digits..)?;
    let (word, days) = [("天内", 1), ("日内", 1), ("天之内", 1), ("周内", 7)]
        .iter()
        .find(|(word, _)| rest.starts_with(word))?;
    let day = today.checked_add_days(Days::new(u64::from(count) * days))?;
    Some((day, digits + word.len()))
}

/// 25日, 25号, 本月25日, 下月5日.
fn of_month(text: &str, today: NaiveDate) -> Option<(NaiveDate, usize)> {
    let named = [("下个月", 1), ("下月", 1), ("本月", 0), ("这个月", 0)]
        .iter()
        .find_map(|(word, months)| Some((Some(*months), text.strip_prefix(word)?)));
    let (months, rest) = named.unwrap_or((None, text));
    let (number, digits) = number(rest)?;
    let mark = rest.get(digits..)?.chars().next()?;
    if !matches!(mark, '日' | '号') {
        return None;
    }
    let length = text.len() - rest.len() + digits + mark.len_utf8();
    let first = today.with_day(1)?;
    let in_month = |months: u32| {
        first
            .checked_add_months(Months::new(months))?
            .with_day(number)
    };
    let day = match months {
        Some(months) => in_month(months).filter(|day| *day >= today)?,
        None => (0..=3).find_map(|months| in_month(months).filter(|day| *day >= today))?,
    };
    Some((day, length))
}

/// 9月25日, 2018年9月25日, 9.25, 9-25, 9/25, 2018-09-25, 20180925.
fn figures(text: &str, today: NaiveDate) -> Option<(NaiveDate, usize)> {
    let whole = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if whole == 8 {
        let at = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
        let day = NaiveDate::from_ymd_opt(i32::try_from(at(0..4)?).ok()?, at(4..6)?, at(6..8)?)?;
        return Some((day, whole)).filter(|_| ends(text, whole));
    }
    let mut parts = Vec::new();
    let mut marks = Vec::new();
    let mut at = 0;
    loop {
        let (part, digits) = number(text.get(at..)?)?;
        parts.push(part);
        at += digits;
        let mark = text.get(at..)?.chars().next();
        match mark.filter(|c| matches!(c, '年' | '月' | '.' | '-' | '/')) {
            Some(mark) if parts.len() < 3 => {
                marks.push(mark);
                at += mark.len_utf8();
            }
            _ => break,
        }
    }
    let worded = marks.last() == Some(&'月');
    let after = text.get(at..)?.chars().next();
    let length = match after {
        Some(mark @ ('日' | '号')) => at + mark.len_utf8(),
        // 9月25 may go on as it likes, 9.25 must end.
        _ if worded || ends(text, at) => at,
        _ => return None,
    };
    let day = match (parts.as_slice(), marks.as_slice()) {
        ([month, day], ['月' | '.' | '-' | '/']) => next(*month, *day, today)?,
        ([year, month, day], ['年', '月'] | ['.', '.'] | ['-', '-'] | ['/', '/']) => {
            NaiveDate::from_ymd_opt(i32::try_from(*year).ok()?, *month, *day)?
        }
        _ => return None,
    };
    Some((day, length))
}

/// Whether a day may end here: at the end, at an hour, or before what is done by then.
fn ends(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    rest.is_empty()
        || FOLLOWS.iter().any(|word| rest.starts_with(word))
        || begins_with_time(rest).is_some()
}

/// The next such day not before today.
fn next(month: u32, day: u32, today: NaiveDate) -> Option<NaiveDate> {
    // 29 February may be up to eight years off.
    (0..=8)
        .filter_map(|years| NaiveDate::from_ymd_opt(today.year() + years, month, day))
        .find(|found| *found >= today)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, today: &str) -> Option<(String, String)> {
        let (day, length) = begins(text, today.parse().unwrap())?;
        Some((day.to_string(), text.get(length..)?.to_owned()))
    }

    #[test]
    fn days_are_the_next_such_day() {
        // 2018-09-20 is a Thursday.
        for (text, day) in [
            ("今天", "2018-09-20"),
            ("明天", "2018-09-21"),
            ("后天", "2018-09-22"),
            ("大后天", "2018-09-23"),
            ("25日", "2018-09-25"),
            ("25号", "2018-09-25"),
            ("20日", "2018-09-20"),
            ("19日", "2018-10-19"),
            ("31日", "2018-10-31"),
            ("二十五日", "2018-09-25"),
            ("本月28日", "2018-09-28"),
            ("下月5日", "2018-10-05"),
            ("9月25日", "2018-09-25"),
            ("9月25", "2018-09-25"),
            ("3月1日", "2019-03-01"),
            ("9.25", "2018-09-25"),
            ("9-25", "2018-09-25"),
            ("9/25", "2018-09-25"),
            ("2018.9.25", "2018-09-25"),
            ("2018年9月12日", "2018-09-12"),
            ("20180925", "2018-09-25"),
            ("周四", "2018-09-20"),
            ("周三", "2018-09-26"),
            ("周五", "2018-09-21"),
            ("本周日", "2018-09-23"),
            ("下周一", "2018-09-24"),
            ("下星期五", "2018-09-28"),
            ("月底", "2018-09-30"),
            ("下月底", "2018-10-31"),
            ("年底", "2018-12-31"),
            ("3天内", "2018-09-23"),
            ("三日内", "2018-09-23"),
            ("一周内", "2018-09-27"),
            ("2月29日", "2020-02-29"),
        ] {
            let found = read(text, "2018-09-20");
            assert_eq!(found, Some((day.to_owned(), String::new())), "{text}");
        }
        assert_eq!(read("25日", "2018-09-26").unwrap().0, "2018-10-25");
        assert_eq!(read("31日", "2019-01-31").unwrap().0, "2019-01-31");
        assert_eq!(read("下月底", "2019-01-31").unwrap().0, "2019-02-28");
    }

    #[test]
    fn what_follows_is_left() {
        for (text, rest) in [
            ("25日17点报表", "17点报表"),
            ("9.25前报", "前报"),
            ("9.25日报", "报"),
            ("9.25 17点", " 17点"),
            ("9月25日报表", "报表"),
        ] {
            let read = read(text, "2018-09-20");
            if text.contains(' ') {
                // Words are taken apart before.
                assert_eq!(read, None);
                continue;
            }
            assert_eq!(read.map(|(_, rest)| rest).as_deref(), Some(rest), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in [
            "",
            "报表",
            "9月份报表",
            "3.5万元",
            "1/3的户",
            "32日",
            "2月30日",
            "本周三",
            "本月5日",
            "3个村",
            "5个工作日内",
            "13.1",
            "三季度贴息表",
            "2018年度",
            "12317",
            "9.25表",
        ] {
            assert_eq!(read(text, "2018-09-20"), None, "{text}");
        }
    }
}
