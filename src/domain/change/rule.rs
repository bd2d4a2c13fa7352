//! What a change may say: dates that can be, and who can be head.

use chrono::NaiveDate;

use crate::domain::PartialDate;

/// A day before which something cannot have happened, with what officers call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// 张敏的出生日期, 建档时间.
    pub label: String,
    /// The day, in its precision; a text that is no date bounds nothing.
    pub day: String,
}

/// Why a date cannot be the date of a change, or `None`: it is in the future, or before one of the
/// bounds. A month is not before a day of the same month.
#[must_use]
pub fn day_fault(day: &str, today: NaiveDate, bounds: &[Bound]) -> Option<String> {
    let said: PartialDate = day.parse().ok()?;
    if said.earliest() > today {
        return Some(format!(
            "{day}还没有到（今天{today}），请改成已经发生的日期"
        ));
    }
    let before = |bound: &&Bound| {
        let first: Option<PartialDate> = bound.day.parse().ok();
        first.is_some_and(|first| said.latest() < first.earliest())
    };
    let bound = bounds.iter().find(before)?;
    Some(format!("{day}早于{}{}，请核对", bound.label, bound.day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(day: &str) -> Bound {
        Bound {
            label: "建档时间".into(),
            day: day.into(),
        }
    }

    #[test]
    fn a_date_that_cannot_be_is_named_with_its_reason() {
        let today = NaiveDate::from_ymd_opt(2018, 9, 20).unwrap();
        let told = |day: &str, first: &str| day_fault(day, today, &[bound(first)]);
        assert!(told("2018-09-21", "2014").unwrap().contains("还没有到"));
        assert_eq!(
            told("2013-12-31", "2014").unwrap(),
            "2013-12-31早于建档时间2014，请核对"
        );
        assert_eq!(told("2018-09-20", "2014"), None);
        assert_eq!(told("2014-03-01", "2014"), None);
        assert_eq!(told("2018-09", "2018-09-10"), None);
        assert!(told("2018-08", "2018-09-10").is_some());
        assert_eq!(told("2018-09-20", ""), None);
    }
}
