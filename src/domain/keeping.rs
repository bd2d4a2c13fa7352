//! Which of many daily copies are kept: the last days, then one a week, then one a month.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

/// Copies of so many last days are kept,
const DAYS: usize = 7;
/// the newest of each of so many last weeks,
const WEEKS: usize = 4;
/// and the newest of each of so many last months.
const MONTHS: usize = 12;

/// The days whose copies are kept. Days without a copy do not count, so that a holiday costs none.
#[must_use]
pub fn kept(days: &[NaiveDate]) -> BTreeSet<NaiveDate> {
    let mut newest = days.to_vec();
    newest.sort_unstable_by(|a, b| b.cmp(a));
    newest.dedup();
    let mut kept: BTreeSet<NaiveDate> = newest.iter().take(DAYS).copied().collect();
    kept.extend(first_of(&newest, WEEKS, |day| {
        let week = day.iso_week();
        (week.year(), week.week())
    }));
    kept.extend(first_of(&newest, MONTHS, |day| (day.year(), day.month())));
    kept
}

/// The newest day of each of the last so many spans.
fn first_of<T: PartialEq>(
    newest: &[NaiveDate],
    most: usize,
    span: impl Fn(&NaiveDate) -> T,
) -> Vec<NaiveDate> {
    let mut found: Vec<NaiveDate> = Vec::new();
    for day in newest {
        if found.last().is_some_and(|last| span(last) == span(day)) {
            continue;
        }
        if found.len() == most {
            break;
        }
        found.push(*day);
    }
    found
}

#[cfg(test)]
mod tests {
    use chrono::Days;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect(text)
    }

    #[test]
    fn a_year_of_days_leaves_seven_four_and_twelve() {
        let last = day("2018-09-20");
        let all: Vec<NaiveDate> = (0..730).map(|back| last - Days::new(back)).collect();
        let kept = kept(&all);
        let wanted = [
            // The last seven days,
            "2018-09-20",
            "2018-09-19",
            "2018-09-18",
            "2018-09-17",
            "2018-09-16",
            "2018-09-15",
            "2018-09-14",
            // the Sundays of the weeks before, of which one is a day above,
            "2018-09-09",
            "2018-09-02",
            // and the ends of the months before.
            "2018-08-31",
            "2018-07-31",
            "2018-06-30",
            "2018-05-31",
            "2018-04-30",
            "2018-03-31",
            "2018-02-28",
            "2018-01-31",
            "2017-12-31",
            "2017-11-30",
            "2017-10-31",
        ];
        let wanted: BTreeSet<NaiveDate> = wanted.into_iter().map(day).collect();
        assert_eq!(kept, wanted);
    }

    #[test]
    fn kept_one_day_at_a_time_the_same_are_left() {
        let mut have: Vec<NaiveDate> = Vec::new();
        let first = day("2017-01-01");
        for ahead in 0..600 {
            have.push(first + Days::new(ahead));
            have = kept(&have).into_iter().collect();
        }
        let months: BTreeSet<(i32, u32)> = have.iter().map(|d| (d.year(), d.month())).collect();
        assert!(months.len() >= 12, "{have:?}");
        assert!(have.len() <= DAYS + WEEKS + MONTHS, "{have:?}");
    }

    #[test]
    fn few_and_far_between_are_all_kept() {
        let days = [day("2018-01-05"), day("2018-09-20"), day("2018-09-20")];
        assert_eq!(kept(&days).len(), 2);
        assert!(kept(&[]).is_empty());
    }
}
