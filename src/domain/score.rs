//! 三率一度: the shares that an inspection of a county's exit turns on.
//!
//! 错退率 = 抽样错退人口 / 抽样脱贫人口; 漏评率 = 核实漏评人口 / 抽查村未建档农村人口; 综合贫困发生率 =
//! (剩余 + 漏评 + 错退) / 乡村人口, each counted in people; 认可度 = 认可户 / 调查户. They are counted in
//! whole people, and a share is compared cross-multiplied: never a float that rounds a
//! village over its limit.

use serde::Serialize;

/// What was counted of an inspection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Households looked at.
    pub looked: i64,
    /// Those of them that are out of the register.
    pub looked_outside: i64,
    /// People of the households looked at that left poverty.
    pub left: i64,
    /// Those of them whose household left wrongly.
    pub wrongly_left: i64,
    /// People of households that were missed.
    pub missed: i64,
    /// People of the villages drawn, as the villages have it; `None` where one does not say.
    pub people: Option<i64>,
    /// Registered people of those villages.
    pub registered: i64,
    /// Those of them that are still poor.
    pub still_poor: i64,
    /// Households that were asked whether they acknowledge.
    pub asked: i64,
    /// Those that do.
    pub recognise: i64,
}

/// Which share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Share {
    /// 错退率.
    #[serde(rename = "错退率")]
    WronglyLeft,
    /// 漏评率.
    #[serde(rename = "漏评率")]
    Missed,
    /// 综合贫困发生率.
    #[serde(rename = "综合贫困发生率")]
    Poor,
    /// 认可度.
    #[serde(rename = "认可度")]
    Recognise,
}

impl Share {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::WronglyLeft, Self::Missed, Self::Poor, Self::Recognise];

    /// What it is called.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::WronglyLeft => "错退率",
            Self::Missed => "漏评率",
            Self::Poor => "综合贫困发生率",
            Self::Recognise => "认可度",
        }
    }

    /// How it is counted.
    #[must_use]
    pub const fn formula(self) -> &'static str {
        match self {
            Self::WronglyLeft => "抽样错退人口/抽样脱贫人口",
            Self::Missed => "核实漏评人口/抽查村未建档农村人口",
            Self::Poor => "(剩余+漏评+错退人口)/抽查村乡村人口",
            Self::Recognise => "认可户/调查户",
        }
    }

    /// The figure of the pack that limits it.
    #[must_use]
    pub const fn figure(self) -> &'static str {
        match self {
            Self::WronglyLeft => "错退率上限",
            Self::Missed => "漏评率上限",
            Self::Poor => "贫困发生率上限",
            Self::Recognise => "认可度下限",
        }
    }

    /// What is divided by what; `None` where nobody can say what to divide by.
    #[must_use]
    pub fn of(self, counted: &Counted) -> (i64, Option<i64>) {
        match self {
            Self::WronglyLeft => (counted.wrongly_left, Some(counted.left)),
            Self::Missed => {
                let outside = counted
                    .people
                    .map(|people| (people - counted.registered).max(0));
                (counted.missed, outside)
            }
            Self::Poor => {
                let poor = counted.still_poor + counted.missed + counted.wrongly_left;
                (poor, counted.people)
            }
            Self::Recognise => (counted.recognise, Some(counted.asked)),
        }
    }

    /// Whether anybody was looked at of whom the share tells: without that nothing missed and
    /// nobody wrongly out would look as if all were well.
    #[must_use]
    pub const fn is_known(self, counted: &Counted) -> bool {
        match self {
            Self::Missed => counted.looked_outside > 0,
            Self::Poor => counted.looked > 0,
            Self::WronglyLeft => counted.left > 0,
            Self::Recognise => counted.asked > 0,
        }
    }

    /// Whether a share, in ten-thousandths, keeps the limit in per cent: 上限 are to be kept below,
    /// 认可度 has to reach its own.
    #[must_use]
    pub fn keeps(self, part: i64, whole: i64, limit: f64) -> bool {
        // Cross-multiplied, so that 2.00 % is not below 2 %.
        let share = i128::from(part) * 10_000;
        let limit = (limit * 100.0).round();
        let limit = format!("{limit:.0}").parse::<i128>().unwrap_or_default() * i128::from(whole);
        match self {
            Self::Recognise => share >= limit,
            _ => share < limit,
        }
    }
}

/// A share in per cent with two decimals, rounded half up; `None` of nothing.
#[must_use]
pub fn per_cent(part: i64, whole: i64) -> Option<String> {
    if whole <= 0 {
        return None;
    }
    let (part, whole) = (i128::from(part), i128::from(whole));
    let rounded = (part * 20_000 + whole) / (whole * 2);
    Some(format!("{}.{:02}%", rounded / 100, rounded % 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_counted_in_people_and_households() {
        let counted = Counted {
            looked: 60,
            looked_outside: 12,
            left: 150,
            wrongly_left: 4,
            missed: 3,
            people: Some(2_400),
            registered: 400,
            still_poor: 30,
            asked: 60,
            recognise: 57,
        };
        let told: Vec<(i64, Option<i64>)> = Share::ALL.iter().map(|one| one.of(&counted)).collect();
        assert_eq!(
            told,
            [
                (4, Some(150)),
                (3, Some(2_000)),
                (37, Some(2_400)),
                (57, Some(60))
            ]
        );
        assert_eq!(per_cent(4, 150).as_deref(), Some("2.67%"));
        assert_eq!(per_cent(37, 2_400).as_deref(), Some("1.54%"));
        assert_eq!(per_cent(1, 8).as_deref(), Some("12.50%"));
        assert_eq!(per_cent(0, 0), None);
        let unknown = Counted {
            people: None,
            ..counted
        };
        assert_eq!(Share::Missed.of(&unknown), (3, None));
    }

    #[test]
    fn a_share_of_which_nobody_was_looked_at_is_not_known() {
        let known = |counted: &Counted| Share::ALL.map(|share| share.is_known(counted));
        let none = Counted {
            people: Some(2_400),
            ..Counted::default()
        };
        assert_eq!(known(&none), [false; 4]);
        let inside = Counted {
            looked: 3,
            left: 9,
            ..none
        };
        assert_eq!(known(&inside), [true, false, true, false]);
    }

    #[test]
    fn a_limit_is_kept_below_and_acknowledgement_is_reached() {
        assert!(Share::WronglyLeft.keeps(199, 10_000, 2.0));
        assert!(!Share::WronglyLeft.keeps(2, 100, 2.0));
        assert!(!Share::Poor.keeps(2_001, 100_000, 2.0));
        assert!(Share::Recognise.keeps(90, 100, 90.0));
        assert!(!Share::Recognise.keeps(8_999, 10_000, 90.0));
    }
}
