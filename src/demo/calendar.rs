//! The days of the demo: everything happens around Thursday, 20 September 2018.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::random::Random;
use crate::domain::Value;

/// A day that is known to exist.
pub(super) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// The demo's today.
pub(super) fn today() -> NaiveDate {
    day(2018, 9, 20)
}

/// So many days before the demo's today.
pub(super) fn ago(days: i32) -> NaiveDate {
    add(today(), -days)
}

/// A day some days later, or earlier.
pub(super) fn add(from: NaiveDate, days: i32) -> NaiveDate {
    let by = Days::new(u64::from(days.unsigned_abs()));
    let moved = if days < 0 {
        from.checked_sub_days(by)
    } else {
        from.checked_add_days(by)
    };
    moved.unwrap_or(from)
}

/// The same day some months later, or earlier.
pub(super) fn add_months(from: NaiveDate, months: i32) -> NaiveDate {
    let by = Months::new(months.unsigned_abs());
    let moved = if months < 0 {
        from.checked_sub_months(by)
    } else {
        from.checked_add_months(by)
    };
    moved.unwrap_or(from)
}

/// Some day of a year.
pub(super) fn some_day(random: &mut Random, year: i32) -> NaiveDate {
    add(day(year, 1, 1), random.range(0, 364))
}

/// Completed years on the demo's today.
pub(super) fn age(birth: NaiveDate) -> i32 {
    let today = today();
    let before = (today.month(), today.day()) < (birth.month(), birth.day());
    today.year() - birth.year() - i32::from(before)
}

/// The year that a child's school counts from: children born by 31 August start with those of the
/// same year.
pub(super) fn school_age(birth: NaiveDate) -> i32 {
    today().year() - birth.year() - i32::from(birth.month() > 8)
}

/// A day as the book keeps it.
pub(super) fn iso(date: NaiveDate) -> Value {
    Value::said(&date)
}
