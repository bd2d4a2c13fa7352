//! How a loan stands on a day: what is owed, days overdue, and the class that goes with them.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::balance::is_superseded;
use super::{Contract, Event, EventKind};
use crate::domain::codes::five_class as code;
use crate::domain::page::LoanStanding;
use crate::domain::{Fen, PartialDate};

/// What is owed, and who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owed {
    /// Something.
    Something,
    /// Nothing, by repayments that the bank's last balance does not know.
    NothingAsTold,
    /// Nothing, by the bank's last balance.
    Nothing,
}

impl Owed {
    /// From sums in 分: what was lent, the bank's last balance, what was repaid in all (`None` where
    /// no repayment is on record) and since that balance.
    #[must_use]
    pub const fn of_sums(
        amount: Option<i64>,
        balance: Option<i64>,
        repaid: Option<i64>,
        since: Option<i64>,
    ) -> Self {
        match (balance, amount, repaid, since) {
            (Some(..=0), ..) => Self::Nothing,
            (Some(balance), _, _, Some(since)) if since >= balance => Self::NothingAsTold,
            (None, Some(amount), Some(repaid), _) if repaid >= amount => Self::NothingAsTold,
            _ => Self::Something,
        }
    }

    /// From what happened until a day.
    #[must_use]
    pub fn of(amount: Option<Fen>, events: &[Event], asked: NaiveDate) -> Self {
        let known = |event: &&Event| event.on.is_none_or(|on| on <= asked);
        let balances = events.iter().filter(known);
        let last = balances
            .filter(|event| event.kind == EventKind::Balance && event.amount.is_some())
            .max_by_key(|event| (event.on, event.id));
        let repaid = |since: Option<NaiveDate>| {
            let told = events.iter().filter(known).filter(|event| {
                matches!(event.kind, EventKind::Repaid | EventKind::ToldRepaid)
                    && !is_superseded(event, events, asked)
                    && since.is_none_or(|since| event.on.is_some_and(|on| on > since))
            });
            // Told without a sum: all of it.
            let sum = |event: &Event| match event.kind {
                EventKind::ToldRepaid => event.amount.or(amount),
                _ => event.amount,
            };
            told.filter_map(sum)
                .map(|fen| fen.0)
                .fold(None, |all, fen| {
                    Some(all.map_or(fen, |all: i64| all.saturating_add(fen)))
                })
        };
        let since = last
            .and_then(|last| last.on)
            .and_then(|on| repaid(Some(on)));
        let balance = last.and_then(|last| last.amount).map(|fen| fen.0);
        Self::of_sums(amount.map(|fen| fen.0), balance, repaid(None), since)
    }
}

/// The state, from what is owed, what the fund or the bank did, and the days until it is due
/// (negative past that day).
#[must_use]
pub const fn standing(
    owed: Owed,
    compensated: bool,
    written_off: bool,
    days: Option<i64>,
) -> LoanStanding {
    match (owed, days) {
        _ if written_off => LoanStanding::WrittenOff,
        // What the fund paid, the bank writes down: its balance of nothing is no repayment.
        (Owed::Something | Owed::Nothing, _) if compensated => LoanStanding::Compensated,
        (Owed::Nothing, _) => LoanStanding::Repaid,
        (Owed::NothingAsTold, _) => LoanStanding::Unconfirmed,
        (Owed::Something, Some(..0)) => LoanStanding::Overdue,
        (Owed::Something, Some(0..=30)) => LoanStanding::Within30,
        (Owed::Something, Some(31..=60)) => LoanStanding::Within60,
        (Owed::Something, Some(61..=90)) => LoanStanding::Within90,
        (Owed::Something, _) => LoanStanding::Normal,
    }
}

/// 五级分类.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FiveClass {
    /// 正常.
    Normal,
    /// 关注.
    Watch,
    /// 次级.
    Substandard,
    /// 可疑.
    Doubtful,
    /// 损失.
    Lost,
}

impl FiveClass {
    /// The code of the book.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Normal => code::NORMAL,
            Self::Watch => code::WATCH,
            Self::Substandard => code::SUBSTANDARD,
            Self::Doubtful => code::DOUBTFUL,
            Self::Lost => code::LOST,
        }
    }

    /// The officer's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Normal => "正常",
            Self::Watch => "关注",
            Self::Substandard => "次级",
            Self::Doubtful => "可疑",
            Self::Lost => "损失",
        }
    }
}

impl Serialize for FiveClass {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// From how many days overdue a loan belongs to which class, as the pack says for the day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClassRanges {
    /// 关注.
    pub watch: Option<i64>,
    /// 次级.
    pub substandard: Option<i64>,
    /// 可疑.
    pub doubtful: Option<i64>,
    /// 损失.
    pub lost: Option<i64>,
}

impl ClassRanges {
    /// The class of a loan so many days overdue; `None` where the pack says nothing.
    #[must_use]
    pub fn class(&self, days_overdue: i64) -> Option<FiveClass> {
        let all = [
            (self.watch, FiveClass::Watch),
            (self.substandard, FiveClass::Substandard),
            (self.doubtful, FiveClass::Doubtful),
            (self.lost, FiveClass::Lost),
        ];
        if all.iter().all(|(from, _)| from.is_none()) {
            return None;
        }
        let reached = all
            .into_iter()
            .filter(|(from, _)| days_overdue > 0 && from.is_some_and(|from| days_overdue >= from));
        Some(
            reached
                .map(|(_, class)| class)
                .max()
                .unwrap_or(FiveClass::Normal),
        )
    }
}

/// How a loan stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Stand {
    /// The day that it is due now, after 续贷 and 展期.
    pub due: Option<NaiveDate>,
    /// Days until then, negative past it.
    pub days: Option<i64>,
    /// Days past it while owed.
    pub days_overdue: i64,
    /// The state.
    pub state: LoanStanding,
    /// 五级分类 by the days overdue.
    pub class: Option<FiveClass>,
}

impl Stand {
    /// From contract and events, as known on a day.
    #[must_use]
    pub fn of(
        contract: &Contract,
        events: &[Event],
        ranges: &ClassRanges,
        asked: NaiveDate,
    ) -> Self {
        let due = due(contract.due.map(PartialDate::latest), events, asked);
        let days = due.map(|due| (due - asked).num_days());
        let owed = Owed::of(contract.amount, events, asked);
        let happened = |kind| {
            let mut all = events.iter().filter(|event| event.kind == kind);
            all.any(|event| event.on.is_none_or(|on| on <= asked))
        };
        let (fund, gone) = (
            happened(EventKind::Compensated),
            happened(EventKind::WrittenOff),
        );
        let state = standing(owed, fund, gone, days);
        let late = matches!(state, LoanStanding::Overdue | LoanStanding::Compensated);
        let days_overdue = days.map_or(0, |days| if late { (-days).max(0) } else { 0 });
        Self {
            due,
            days,
            days_overdue,
            state,
            class: ranges.class(days_overdue),
        }
    }
}

/// The day that the last 续贷 or 展期 until `asked` moved it to, or the contract's. A contract that
/// ends later still is the newer word: it came with a later sheet.
pub(super) fn due(
    contract: Option<NaiveDate>,
    events: &[Event],
    asked: NaiveDate,
) -> Option<NaiveDate> {
    let moved = events.iter().filter(|event| {
        event.kind.moves_the_day() && event.due > contract && event.on.is_none_or(|on| on <= asked)
    });
    let last = moved.max_by_key(|event| (event.on, event.id));
    last.and_then(|event| event.due).or(contract)
}
