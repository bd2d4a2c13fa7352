//! What was worked out against the bank's 贴息清单, difference by difference.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::{Serialize, Serializer};

use super::schedule::{Period, PeriodState};
use super::{Course, Event, EventKind, Rate};
use crate::domain::Fen;

/// A stretch of days; the last is not counted.
pub type Window = (NaiveDate, NaiveDate);

/// A line of the bank's list: an event 贴息 that says which stretch it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// The event.
    pub event: i64,
    /// 计息起日.
    pub begins: NaiveDate,
    /// 计息止日, not counted.
    pub ends: NaiveDate,
    /// What was subsidised.
    #[serde(rename = "amount_fen")]
    pub amount: Fen,
    /// 计息本金, where the list has it.
    #[serde(rename = "principal_fen")]
    pub principal: Option<Fen>,
}

impl Listed {
    /// The line that an event is; `None` where it is no subsidy or says no stretch.
    #[must_use]
    pub fn of(event: &Event) -> Option<Self> {
        if event.kind != EventKind::Subsidised {
            return None;
        }
        let (begins, ends) = event.begins.zip(event.ends)?;
        (begins < ends).then_some(Self {
            event: event.id,
            begins,
            ends,
            amount: event.amount?,
            principal: event.principal,
        })
    }

    fn days(&self) -> i64 {
        (self.ends - self.begins).num_days()
    }
}

/// Why two sums may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Another principal: ours, the list's.
    Principal(Fen, Fen),
    /// The principal changed within the period, from and to, and the list's did not.
    Changed(Fen, Fen),
    /// Another number of days: ours, the list's.
    Days(i64, i64),
    /// Another rate: ours, and the one that the list's sum comes from.
    Rate(Rate, Rate),
    /// Another share: ours, and the one that the list's sum comes from.
    Share(Rate, Rate),
    /// One 分 up or down.
    Rounding,
    /// The list lacks the period.
    Missing,
    /// The list has the period twice.
    Twice,
    /// No interest was due then.
    NoInterest,
    /// None of these explains it.
    Unknown,
}

impl Cause {
    /// In a few words.
    #[must_use]
    pub fn told(self) -> String {
        match self {
            Self::Principal(ours, theirs) => format!("本金不同：测算{ours}元，清单{theirs}元"),
            Self::Changed(from, to) => {
                format!("本金不同：期内由{from}元变为{to}元，清单没有变")
            }
            Self::Days(ours, theirs) => format!("天数不同：测算{ours}天，清单{theirs}天"),
            Self::Rate(ours, theirs) => {
                format!(
                    "利率不同：合同{}%，清单像是{}%",
                    ours.percent(),
                    theirs.percent()
                )
            }
            Self::Share(ours, theirs) => {
                format!(
                    "比例不同：应贴{}%，清单像是{}%",
                    ours.percent(),
                    theirs.percent()
                )
            }
            Self::Rounding => "四舍五入差1分".to_owned(),
            Self::Missing => "清单上没有这一期".to_owned(),
            Self::Twice => "这一期清单上有两次".to_owned(),
            Self::NoInterest => "这一段没有应计的利息".to_owned(),
            Self::Unknown => "找不出原因，请与银行核对".to_owned(),
        }
    }
}

impl Serialize for Cause {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.told())
    }
}

/// A period, as worked out and as the list has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// The first day, as worked out; the list's where nothing was due.
    pub begins: NaiveDate,
    /// The day after the last.
    pub ends: NaiveDate,
    /// The subsidy as worked out.
    #[serde(rename = "computed_fen")]
    pub ours: Fen,
    /// The list's.
    #[serde(rename = "listed_fen")]
    pub theirs: Fen,
    /// The list's less ours.
    #[serde(rename = "difference_fen")]
    pub difference: Fen,
    /// The list's line, where it has one.
    pub listed: Option<Listed>,
    /// Why they may differ; empty where they do not.
    pub causes: Vec<Cause>,
}

impl Compared {
    /// A line of the list where nothing could be worked out.
    #[must_use]
    pub const fn unknown(line: Listed) -> Self {
        Self {
            begins: line.begins,
            ends: line.ends,
            ours: Fen(0),
            theirs: line.amount,
            difference: line.amount,
            causes: Vec::new(),
            listed: Some(line),
        }
    }

    /// Whether there is something to ask the bank.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.causes.iter().any(|cause| *cause != Cause::Rounding)
    }

    /// Why, in a few words; empty where both agree.
    #[must_use]
    pub fn why(&self) -> String {
        let told: Vec<String> = self.causes.iter().map(|cause| cause.told()).collect();
        told.join("；")
    }
}

/// The stretches that a bank's list is for, from how many of its loans have each: those that at least
/// two have, else all.
#[must_use]
pub fn windows(counts: &BTreeMap<Window, usize>) -> Vec<Window> {
    let shared = counts.values().any(|count| *count > 1);
    let for_many = counts.iter().filter(|(_, count)| **count > 1 || !shared);
    for_many.map(|(window, _)| *window).collect()
}

/// Compares a loan with the lines that the bank's list has for it, and names the periods within the
/// list's stretches that it lacks.
#[must_use]
pub fn compare(course: &Course, events: &[Event], windows: &[Window]) -> Vec<Compared> {
    let periods = course.periods();
    let mut listed: Vec<Listed> = events.iter().filter_map(Listed::of).collect();
    listed.sort_by_key(|line| (line.begins, line.event));
    let mut taken: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for line in listed {
        let mine = matched(&periods, &line);
        let twice = mine.iter().any(|at| taken.contains(at));
        let these: Vec<&Period> = mine.iter().map(|at| &periods[*at]).collect();
        found.push(compared(course, &these, line, twice));
        taken.extend(mine);
    }
    for (at, period) in periods.iter().enumerate() {
        let inside = windows.iter().any(|window| within(period, *window));
        let due = period.state == PeriodState::Settled && period.subsidy.0 > 0;
        if inside && due && !taken.contains(&at) {
            found.push(missing(period));
        }
    }
    found.sort_by_key(|one| (one.begins, one.listed.as_ref().map(|line| line.event)));
    found
}

fn missing(period: &Period) -> Compared {
    Compared {
        begins: period.begins,
        ends: period.ends,
        ours: period.subsidy,
        theirs: Fen(0),
        difference: Fen(-period.subsidy.0),
        listed: None,
        causes: vec![Cause::Missing],
    }
}

/// Whether the middle of a period lies in a stretch.
fn within(period: &Period, (begins, ends): Window) -> bool {
    let half = Days::new((period.days / 2).unsigned_abs());
    let middle = period.begins.checked_add_days(half);
    middle.is_some_and(|middle| begins <= middle && middle < ends)
}

/// The periods that a line is for: those whose middle it holds, else the one it shares most days
/// with.
fn matched(periods: &[Period], line: &Listed) -> Vec<usize> {
    let all = periods.iter().enumerate();
    let inside: Vec<usize> = all
        .filter(|(_, period)| within(period, (line.begins, line.ends)))
        .map(|(at, _)| at)
        .collect();
    if !inside.is_empty() {
        return inside;
    }
    let shared = |period: &Period| {
        let (from, to) = (period.begins.max(line.begins), period.ends.min(line.ends));
        (to - from).num_days()
    };
    let most = periods
        .iter()
        .enumerate()
        .max_by_key(|(_, period)| shared(period));
    most.filter(|(_, period)| shared(period) > 0)
        .map(|(at, _)| at)
        .into_iter()
        .collect()
}

fn compared(course: &Course, periods: &[&Period], line: Listed, twice: bool) -> Compared {
    let (Some(first), Some(last)) = (periods.first(), periods.last()) else {
        return Compared {
            begins: line.begins,
            ends: line.ends,
            ours: Fen(0),
            theirs: line.amount,
            difference: line.amount,
            causes: vec![Cause::NoInterest],
            listed: Some(line),
        };
    };
    let ours = Fen(periods.iter().map(|period| period.subsidy.0).sum());
    let difference = Fen(line.amount.0 - ours.0);
    let causes = match difference.0 {
        _ if twice => vec![Cause::Twice],
        0 => Vec::new(),
        -1 | 1 => vec![Cause::Rounding],
        _ => causes(course, periods, &line),
    };
    Compared {
        begins: first.begins,
        ends: last.ends,
        ours,
        theirs: line.amount,
        difference,
        listed: Some(line),
        causes,
    }
}

/// What the list's own principal and days explain, then what rate or share its sum comes from.
fn causes(course: &Course, periods: &[&Period], line: &Listed) -> Vec<Cause> {
    let mut causes = Vec::new();
    let segments: Vec<_> = periods.iter().flat_map(|period| &period.segments).collect();
    let days: i64 = periods.iter().map(|period| period.days).sum();
    let Some(main) = segments.iter().max_by_key(|segment| segment.days) else {
        return vec![Cause::NoInterest];
    };
    let theirs = line.principal.unwrap_or(main.principal);
    if let Some(listed) = line.principal
        && !segments.iter().any(|segment| segment.principal == listed)
    {
        causes.push(Cause::Principal(main.principal, listed));
    }
    let year = course.terms().year_days;
    let of = |days: i64, rate: Rate, share: Rate| subsidy(theirs, days, year, rate, share);
    let near = |fen: i64| (fen - line.amount.0).abs() <= 1;
    // A list may write the last day that counts where ours has the day after it.
    let last = line.days() + 1 == days && !near(of(line.days(), main.rate, main.share));
    let listed = if last { days } else { line.days() };
    if listed != days {
        causes.push(Cause::Days(days, listed));
    }
    let sum = |rate: Rate, share: Rate| of(listed, rate, share);
    if near(sum(main.rate, main.share)) {
        // Nothing else explains it: the principal changed within the period and the list's did not.
        if let ([first, .., last], true) = (segments.as_slice(), causes.is_empty()) {
            causes.push(Cause::Changed(first.principal, last.principal));
        }
        return or_unknown(causes);
    }
    if let Some(other) = implied(line.amount.0, sum(main.rate, Rate::WHOLE)) {
        let tenth = Rate::WHOLE.0 / 10;
        // To the nearest ten percent: shares are agreed on in whole tens.
        let whole = Rate((other.0 + tenth / 2) / tenth * tenth);
        if whole != main.share && near(sum(main.rate, whole)) {
            causes.push(Cause::Share(main.share, whole));
            return causes;
        }
    }
    let full = sum(Rate::WHOLE, main.share);
    if let Some(rate) = implied(line.amount.0, full) {
        // To the hundredth of a percent: that is how rates are agreed on.
        let rate = Rate((rate.0 + 50) / 100 * 100);
        if rate != main.rate {
            causes.push(Cause::Rate(main.rate, rate));
        }
    }
    or_unknown(causes)
}

fn or_unknown(causes: Vec<Cause>) -> Vec<Cause> {
    if causes.is_empty() {
        return vec![Cause::Unknown];
    }
    causes
}

/// The subsidy of a principal over days.
fn subsidy(principal: Fen, days: i64, year: i64, rate: Rate, share: Rate) -> i64 {
    let whole = i128::from(Rate::WHOLE.0);
    let raw = [days, rate.0, share.0].map(i128::from);
    let raw = raw.iter().fold(i128::from(principal.0), |sum, by| sum * by);
    let per = i128::from(year) * whole * whole;
    i64::try_from((raw + per / 2) / per.max(1)).unwrap_or(i64::MAX)
}

/// What part of the whole a sum is.
fn implied(sum: i64, whole: i64) -> Option<Rate> {
    let whole = i128::from(whole);
    let raw = i128::from(sum) * i128::from(Rate::WHOLE.0);
    let part = raw.checked_div(whole)?;
    i64::try_from(part).ok().filter(|part| *part > 0).map(Rate)
}
