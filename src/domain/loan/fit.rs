//! Whether an event fits the loan that it is of.

use chrono::NaiveDate;

use super::standing::due;
use super::{Balances, Contract, Event, EventKind};
use crate::domain::problem::code;
use crate::domain::{Fen, PartialDate};

/// Why an event does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// It is dated before the loan: its day, and that of the lending.
    BeforeLoan(NaiveDate, NaiveDate),
    /// More is repaid than was owed: the sum, and what was owed that day.
    AboveBalance(Fen, Fen),
    /// With it, a later repayment is more than was owed.
    LaterAboveBalance(Fen, Fen),
    /// A repayment without a sum.
    NoAmount,
    /// 续贷 or 展期 without its new day.
    NoDue,
    /// Its new day is not after the one in force.
    NotLater(NaiveDate, NaiveDate),
    /// It begins before the term in force has ended.
    BeginsEarly(NaiveDate, NaiveDate),
    /// It is dated before the last one began.
    BeforeLast(NaiveDate, NaiveDate),
    /// A later one ends no later than it.
    LaterEndsFirst(NaiveDate, NaiveDate),
}

impl Misfit {
    /// The field of 贷款事件 to look at.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::BeforeLoan(..) | Self::BeforeLast(..) => "date",
            Self::AboveBalance(..) | Self::LaterAboveBalance(..) | Self::NoAmount => "amount",
            Self::NoDue | Self::NotLater(..) | Self::LaterEndsFirst(..) => "due_on",
            Self::BeginsEarly(..) => "begins_on",
        }
    }

    /// The stable word for `--json`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::BeforeLoan(..) => code::DATE_ORDER,
            Self::AboveBalance(..) | Self::LaterAboveBalance(..) => code::LOAN_BALANCE,
            Self::NoAmount => code::MISSING,
            _ => code::LOAN_RENEWAL,
        }
    }

    /// One sentence: what, and what to do.
    #[must_use]
    pub fn told(&self) -> String {
        match self {
            Self::BeforeLoan(on, lent) => {
                format!("{on}早于放款日期{lent}，请核对日期和是哪一笔贷款")
            }
            Self::AboveBalance(sum, owed) => {
                format!("还款{sum}元超过当天的余额{owed}元，请核对金额和日期")
            }
            Self::LaterAboveBalance(sum, owed) => {
                format!("记上这一笔，后面一笔还款{sum}元就超过余额{owed}元，请核对金额")
            }
            Self::NoAmount => "还款没有写金额，请补上".to_owned(),
            Self::NoDue => "续贷、展期没有写新到期日期，请补上".to_owned(),
            Self::NotLater(new, now) => {
                format!("新到期日期{new}不晚于现在的到期日期{now}，请核对")
            }
            Self::BeginsEarly(begins, due) => {
                format!("从{begins}起，早于现在的到期日期{due}，与上一段期限重叠，请核对")
            }
            Self::BeforeLast(on, began) => {
                format!("{on}早于上一次续贷、展期开始的{began}，与上一段期限重叠，请核对")
            }
            Self::LaterEndsFirst(new, later) => {
                format!("新到期日期{new}不早于后一次续贷、展期的{later}，请核对")
            }
        }
    }
}

/// What does not fit of an event, `others` being the loan's other events.
#[must_use]
pub fn misfits(contract: &Contract, others: &[Event], event: &Event) -> Vec<Misfit> {
    let mut found = Vec::new();
    if let (Some(on), Some(lent)) = (event.on, contract.lent)
        && on < lent.earliest()
        && event.kind != EventKind::Credited
    {
        found.push(Misfit::BeforeLoan(on, lent.earliest()));
        return found;
    }
    match event.kind {
        EventKind::Repaid | EventKind::ToldRepaid => {
            found.extend(repaid(contract, others, event));
        }
        EventKind::Renewed | EventKind::Extended => found.extend(moved(contract, others, event)),
        _ => {}
    }
    found
}

fn repaid(contract: &Contract, others: &[Event], event: &Event) -> Option<Misfit> {
    // Told without a sum is all of it.
    if event.amount.is_none() {
        return (event.kind == EventKind::Repaid).then_some(Misfit::NoAmount);
    }
    let lent = contract.lent.map(PartialDate::earliest);
    let balances = |events: &[Event]| Balances::of(contract.amount, lent, events, NaiveDate::MAX);
    let before = balances(others);
    let with: Vec<Event> = others.iter().chain([event]).cloned().collect();
    let after = balances(&with);
    let new = after.excess().iter();
    let mut new = new.filter(|one| {
        let known = before.excess().iter();
        !known
            .map(|known| known.event)
            .any(|known| known == one.event)
    });
    let found = new.next()?;
    Some(if found.event == event.id {
        Misfit::AboveBalance(found.repaid, found.owed)
    } else {
        Misfit::LaterAboveBalance(found.repaid, found.owed)
    })
}

fn moved(contract: &Contract, others: &[Event], event: &Event) -> Option<Misfit> {
    let Some(new) = event.due else {
        return Some(Misfit::NoDue);
    };
    let first = contract.due.map(PartialDate::latest);
    let on = event.on?;
    // A correction keeps its place among those of its day.
    let earlier: Vec<Event> = others
        .iter()
        .filter(|other| other.on.is_none_or(|day| (day, other.id) < (on, event.id)))
        .cloned()
        .collect();
    let now = due(first, &earlier, on);
    if let Some(now) = now.filter(|now| new <= *now) {
        return Some(Misfit::NotLater(new, now));
    }
    if let (Some(begins), Some(now)) = (event.begins, now)
        && begins < now
    {
        return Some(Misfit::BeginsEarly(begins, now));
    }
    // One that moved nothing is no term of its own.
    let moved = earlier
        .iter()
        .filter(|other| other.kind.moves_the_day() && other.due > first);
    if let Some(last) = moved.max_by_key(|other| (other.on, other.id)) {
        // The last one began when the term before it ended.
        let before: Vec<Event> = earlier
            .iter()
            .filter(|other| other.id != last.id)
            .cloned()
            .collect();
        let began = last.begins.or_else(|| due(first, &before, on));
        if let Some(began) = began.filter(|began| on < *began) {
            return Some(Misfit::BeforeLast(on, began));
        }
    }
    let later = others.iter().filter(|other| {
        other.kind.moves_the_day() && other.on.is_some_and(|day| (day, other.id) > (on, event.id))
    });
    let next = later.filter_map(|other| other.due).min();
    let next = next.filter(|next| *next <= new)?;
    Some(Misfit::LaterEndsFirst(new, next))
}
