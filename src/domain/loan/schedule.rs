//! Periods of interest, and how their sums are rounded.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::course::Day;
use super::{Rate, Terms};
use crate::domain::Fen;

/// Where a period stands on the day of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodState {
    /// Its end has come.
    Settled,
    /// It runs.
    Running,
    /// It is to come, if nothing changes.
    Coming,
}

impl PeriodState {
    /// The officer's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Settled => "已结",
            Self::Running => "本期",
            Self::Coming => "以后",
        }
    }
}

impl Serialize for PeriodState {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// Days in a row with the same principal, rate and subsidy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// The first day.
    pub begins: NaiveDate,
    /// The day after the last.
    pub ends: NaiveDate,
    /// How many days.
    pub days: i64,
    /// What is owed.
    #[serde(rename = "principal_fen")]
    pub principal: Fen,
    /// The contract's rate.
    pub rate: Rate,
    /// What is subsidised.
    pub share: Rate,
    /// The interest; the parts of a period add up to the period's.
    #[serde(rename = "interest_fen")]
    pub interest: Fen,
}

/// Interest from one day to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first day.
    pub begins: NaiveDate,
    /// The day after the last.
    pub ends: NaiveDate,
    /// The parts.
    pub segments: Vec<Segment>,
    /// All interest.
    pub interest: Fen,
    /// What is subsidised of it.
    pub subsidy: Fen,
    /// Each part's interest and the subsidy so far, not yet divided (see [`Terms::per`]).
    raw: Vec<i128>,
    raw_subsidy: i128,
}

/// One period of interest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Period {
    /// The first day.
    pub begins: NaiveDate,
    /// The day after the last, which is not counted.
    pub ends: NaiveDate,
    /// How many days.
    pub days: i64,
    /// The parts with the same principal, rate and subsidy.
    pub segments: Vec<Segment>,
    /// All interest; of an overdue period with the surcharge (罚息).
    #[serde(rename = "interest_fen")]
    pub interest: Fen,
    /// The subsidy.
    #[serde(rename = "subsidy_fen")]
    pub subsidy: Fen,
    /// What the household bears.
    #[serde(rename = "household_fen")]
    pub household: Fen,
    /// Whether the loan was overdue.
    pub overdue: bool,
    /// Where it stands.
    pub state: PeriodState,
}

/// Sums over periods.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sums {
    /// All interest.
    #[serde(rename = "interest_fen")]
    pub interest: Fen,
    /// The subsidy.
    #[serde(rename = "subsidy_fen")]
    pub subsidy: Fen,
    /// What the household bears.
    #[serde(rename = "household_fen")]
    pub household: Fen,
    /// Interest of overdue periods (罚息).
    #[serde(rename = "overdue_fen")]
    pub overdue: Fen,
}

impl Sums {
    /// Over these periods.
    pub fn of<'a>(periods: impl IntoIterator<Item = &'a Period>) -> Self {
        let mut sums = Self::default();
        for period in periods {
            sums.interest.0 += period.interest.0;
            sums.subsidy.0 += period.subsidy.0;
            sums.household.0 += period.household.0;
            if period.overdue {
                sums.overdue.0 += period.interest.0;
            }
        }
        sums
    }
}

impl Period {
    pub(super) fn new(stretch: Stretch, state: PeriodState, overdue: bool) -> Self {
        Self {
            begins: stretch.begins,
            ends: stretch.ends,
            days: (stretch.ends - stretch.begins).num_days(),
            segments: stretch.segments,
            interest: stretch.interest,
            subsidy: stretch.subsidy,
            household: Fen(stretch.interest.0 - stretch.subsidy.0),
            overdue,
            state,
        }
    }
}

impl Terms {
    /// What interest not yet divided is divided by: a year, and two rates in ten-thousandths of a
    /// percent.
    fn per(&self) -> i128 {
        let whole = i128::from(Rate::WHOLE.0);
        i128::from(self.year_days) * whole * whole
    }
}

impl Stretch {
    pub(super) const fn new(begins: NaiveDate, ends: NaiveDate) -> Self {
        Self {
            begins,
            ends,
            segments: Vec::new(),
            interest: Fen(0),
            subsidy: Fen(0),
            raw: Vec::new(),
            raw_subsidy: 0,
        }
    }

    /// Adds days on which the same holds; they join the last ones where nothing changed.
    pub(super) fn add(
        &mut self,
        terms: &Terms,
        cap: Option<Fen>,
        day: Day,
        (from, to): (NaiveDate, NaiveDate),
    ) {
        let days = (to - from).num_days();
        if days <= 0 {
            return;
        }
        let (interest, subsidy) = raw(terms, cap, day, days);
        self.raw_subsidy += subsidy;
        let same = |last: &&mut Segment| {
            (last.principal, last.rate, last.share) == (Fen(day.principal), day.rate, day.share)
        };
        if let Some(last) = self.segments.last_mut().filter(same)
            && let Some(sum) = self.raw.last_mut()
        {
            last.ends = to;
            last.days += days;
            *sum += interest;
            return;
        }
        self.raw.push(interest);
        self.segments.push(Segment {
            begins: from,
            ends: to,
            days,
            principal: Fen(day.principal),
            rate: day.rate,
            share: day.share,
            interest: Fen(0),
        });
    }

    /// Rounds once; a part's interest is what the sum so far grew by.
    pub(super) fn round(&mut self, terms: &Terms) {
        let (mut sum, mut rounded) = (0, 0);
        for (segment, raw) in self.segments.iter_mut().zip(&self.raw) {
            sum += raw;
            let so_far = divided(sum, terms.per());
            segment.interest = Fen(so_far - rounded);
            rounded = so_far;
        }
        self.interest = Fen(rounded);
        self.subsidy = Fen(divided(self.raw_subsidy, terms.per()));
    }

    /// Interest and subsidy of so many days of which each is like `day`.
    pub(super) fn of_days(terms: &Terms, cap: Option<Fen>, day: Day, days: i64) -> (Fen, Fen) {
        let (interest, subsidy) = raw(terms, cap, day, days);
        let per = terms.per();
        (Fen(divided(interest, per)), Fen(divided(subsidy, per)))
    }
}

/// Interest and subsidy before dividing.
fn raw(terms: &Terms, cap: Option<Fen>, day: Day, days: i64) -> (i128, i128) {
    let whole = i128::from(Rate::WHOLE.0);
    let of = |principal: i64| i128::from(principal) * i128::from(days) * i128::from(day.rate.0);
    let surcharge = if day.overdue { terms.penalty.0 } else { 0 };
    let interest = of(day.principal) * (whole + i128::from(surcharge));
    let capped = cap.map_or(day.principal, |cap| day.principal.min(cap.0));
    (interest, of(capped) * i128::from(day.share.0))
}

/// Half a 分 upwards; sums are not negative.
fn divided(sum: i128, per: i128) -> i64 {
    i64::try_from((sum + per / 2) / per.max(1)).unwrap_or(i64::MAX)
}
