//! 公示: the days that a notice stands, and from when one may go on.
//!
//! Calendar days; the day of posting does not count. Posted on the 13th for seven days, a notice
//! stands until the 20th, and from the 21st one may sign.

use chrono::{Datelike, Days, NaiveDate};

/// The last day of a notice posted on `posted` for so many days.
#[must_use]
pub fn last_day(posted: NaiveDate, days: u32) -> NaiveDate {
    posted + Days::new(days.into())
}

/// The first day on which one may sign, where the notice stands until `last`.
#[must_use]
pub fn first_free(last: NaiveDate) -> NaiveDate {
    last + Days::new(1)
}

/// `公示期9月13日至20日，21日起可审`: the month is said again only where it changes.
#[must_use]
pub fn said(posted: NaiveDate, last: NaiveDate) -> String {
    let free = first_free(last);
    format!(
        "公示期{}至{}，{}起可审",
        whole(posted),
        after(posted, last),
        after(last, free)
    )
}

/// 9月13日.
#[must_use]
pub fn whole(day: NaiveDate) -> String {
    format!("{}月{}日", day.month(), day.day())
}

fn after(before: NaiveDate, day: NaiveDate) -> String {
    if before.year() != day.year() {
        format!("{}年{}", day.year(), whole(day))
    } else if before.month() != day.month() {
        whole(day)
    } else {
        format!("{}日", day.day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_day_of_posting_does_not_count() {
        let posted = day("2018-09-13");
        let last = last_day(posted, 7);
        assert_eq!(last, day("2018-09-20"));
        assert_eq!(first_free(last), day("2018-09-21"));
        assert_eq!(said(posted, last), "公示期9月13日至20日，21日起可审");
    }

    #[test]
    fn months_and_years_are_said_where_they_change() {
        let said = |posted: &str| said(day(posted), last_day(day(posted), 7));
        assert_eq!(said("2018-09-23"), "公示期9月23日至30日，10月1日起可审");
        assert_eq!(said("2018-09-27"), "公示期9月27日至10月4日，5日起可审");
        assert_eq!(
            said("2018-12-24"),
            "公示期12月24日至31日，2019年1月1日起可审"
        );
        // A leap day is a day.
        assert_eq!(said("2020-02-25"), "公示期2月25日至3月3日，4日起可审");
    }
}
