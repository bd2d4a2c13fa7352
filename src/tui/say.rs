//! Figures and days as an officer says them.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::domain::{Fen, Unit};

/// 3万元, 21600元; whole 千 of a 万 stay 万 (3.5万元).
#[must_use]
pub fn money(fen: Fen) -> String {
    fen.said()
}

/// An amount in 万, for sums and lists: 652.4.
#[must_use]
pub fn in_wan(fen: Fen) -> String {
    fen.in_unit(Unit::WanYuan)
}

/// An ISO day of this year as 9月2日; anything else stays as it is written.
#[must_use]
pub fn day(iso: &str, today: NaiveDate) -> String {
    match NaiveDate::parse_from_str(iso, "%Y-%m-%d") {
        Ok(day) if day.year() == today.year() => format!("{}月{}日", day.month(), day.day()),
        _ => iso.to_owned(),
    }
}

/// 还28天, 今天, 逾期3天.
#[must_use]
pub fn days_left(days: i64) -> String {
    match days {
        0 => "今天".to_owned(),
        days if days > 0 => format!("还{days}天"),
        days => format!("逾期{}天", -days),
    }
}

/// 2018年9月20日 星期四.
#[must_use]
pub fn long_day(day: NaiveDate) -> String {
    let weekday = match day.weekday() {
        Weekday::Mon => "一",
        Weekday::Tue => "二",
        Weekday::Wed => "三",
        Weekday::Thu => "四",
        Weekday::Fri => "五",
        Weekday::Sat => "六",
        Weekday::Sun => "日",
    };
    format!(
        "{}年{}月{}日 星期{weekday}",
        day.year(),
        day.month(),
        day.day()
    )
}

/// Days from `today` to an ISO day.
#[must_use]
pub fn days_to(iso: &str, today: NaiveDate) -> Option<i64> {
    let day = NaiveDate::parse_from_str(iso, "%Y-%m-%d").ok()?;
    Some((day - today).num_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_and_days_are_short() {
        let today = NaiveDate::from_ymd_opt(2018, 9, 20).unwrap();
        assert_eq!(money(Fen(3_000_000)), "3万元");
        assert_eq!(money(Fen(3_500_000)), "3.5万元");
        assert_eq!(money(Fen(2_160_000)), "21600元");
        assert_eq!(day("2018-09-02", today), "9月2日");
        assert_eq!(day("2017-09", today), "2017-09");
        assert_eq!(days_left(-3), "逾期3天");
        assert_eq!(long_day(today), "2018年9月20日 星期四");
        assert_eq!(days_to("2018-10-18", today), Some(28));
    }
}
