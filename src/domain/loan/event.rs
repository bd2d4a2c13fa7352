//! What happens to a loan.

use chrono::NaiveDate;

use super::Rate;
use crate::domain::Fen;
use crate::domain::codes::loan_event as code;

/// What an event does to balance, term or interest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// 还款.
    Repaid,
    /// 银行余额.
    Balance,
    /// 贴息.
    Subsidised,
    /// 续贷: a new term, the old loan repaid by the new one.
    Renewed,
    /// 展期: the term goes on longer.
    Extended,
    /// 代偿: the risk fund pays the bank.
    Compensated,
    /// 欠息, as the bank says it.
    Unpaid,
    /// 授信: comes before the loan.
    Credited,
    /// 核销.
    WrittenOff,
    /// 已还待银行核对.
    ToldRepaid,
    /// 付息: the household paid interest.
    InterestPaid,
    /// What changes no figure: 放款, 逾期, notices, 催收.
    Other,
}

impl EventKind {
    /// By the code of the book.
    #[must_use]
    pub fn of(kind: &str) -> Self {
        match kind {
            code::REPAID => Self::Repaid,
            code::BALANCE => Self::Balance,
            code::SUBSIDISED => Self::Subsidised,
            code::RENEWED => Self::Renewed,
            code::EXTENDED => Self::Extended,
            code::COMPENSATED => Self::Compensated,
            code::UNPAID => Self::Unpaid,
            code::CREDITED => Self::Credited,
            code::WRITTEN_OFF => Self::WrittenOff,
            code::TOLD_REPAID => Self::ToldRepaid,
            code::INTEREST_PAID => Self::InterestPaid,
            _ => Self::Other,
        }
    }

    /// 续贷 or 展期.
    #[must_use]
    pub const fn moves_the_day(self) -> bool {
        matches!(self, Self::Renewed | Self::Extended)
    }
}

/// Something that happened to a loan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The record's internal key; among events of one day the higher is the later.
    pub id: i64,
    /// What it is.
    pub kind: EventKind,
    /// The day; the last one that it can mean. `None` where nobody wrote one.
    pub on: Option<NaiveDate>,
    /// 事件金额.
    pub amount: Option<Fen>,
    /// 新到期日期.
    pub due: Option<NaiveDate>,
    /// 新利率.
    pub rate: Option<Rate>,
    /// 计息起日.
    pub begins: Option<NaiveDate>,
    /// 计息止日, not counted.
    pub ends: Option<NaiveDate>,
    /// 计息本金.
    pub principal: Option<Fen>,
}

impl Event {
    /// An event of a kind and nothing else.
    #[must_use]
    pub const fn new(id: i64, kind: EventKind, on: Option<NaiveDate>) -> Self {
        Self {
            id,
            kind,
            on,
            amount: None,
            due: None,
            rate: None,
            begins: None,
            ends: None,
            principal: None,
        }
    }
}
