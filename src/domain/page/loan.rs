//! 小额信贷: each loan's state today.

use serde::{Serialize, Serializer};

use super::list::Selection;
use crate::domain::{Fen, Scope};

/// How a loan stands today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LoanStanding {
    /// The bank was paid by the risk fund: the household now owes the fund.
    Compensated,
    /// Past its day and not repaid.
    Overdue,
    /// Due within 30 days.
    Within30,
    /// Due within 31 to 60 days.
    Within60,
    /// Due within 61 to 90 days.
    Within90,
    /// Repaid as the household says, while the bank's last figures still show a balance.
    Unconfirmed,
    /// Due later, or on a day nobody recorded.
    Normal,
    /// Repaid, as the bank says.
    Repaid,
    /// Written off by the bank: no longer in its books, and not repaid.
    WrittenOff,
}

impl LoanStanding {
    /// All of them, the most urgent first.
    pub const ALL: [Self; 9] = [
        Self::Compensated,
        Self::Overdue,
        Self::Within30,
        Self::Within60,
        Self::Within90,
        Self::Unconfirmed,
        Self::Normal,
        Self::Repaid,
        Self::WrittenOff,
    ];

    /// Whether the bank still has it in its books.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Repaid | Self::WrittenOff)
    }

    /// The officer's word, also in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Compensated => "代偿",
            Self::Overdue => "逾期",
            Self::Within30 => "30天内到期",
            Self::Within60 => "60天内到期",
            Self::Within90 => "90天内到期",
            Self::Unconfirmed => "已还待银行核对",
            Self::Normal => "正常",
            Self::Repaid => "已还清",
            Self::WrittenOff => "核销",
        }
    }
}

impl Serialize for LoanStanding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// Which loans are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LoanFilter {
    /// All that were ever lent.
    #[default]
    All,
    /// Those not repaid.
    Open,
    /// Past their day and not repaid, and those compensated.
    Overdue,
    /// Due within so many days from today, today among them.
    DueWithin(u32),
    /// Those that stand so today.
    Standing(LoanStanding),
    /// This one, by its internal key.
    One(i64),
}

/// What loans stand under in a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LoanGrouping {
    /// Nothing: the most urgent first.
    #[default]
    Urgency,
    /// The month that they are due in.
    Due,
    /// The bank.
    Bank,
    /// The village.
    Village,
    /// How they stand today.
    State,
}

impl LoanGrouping {
    /// All of them, in the order that one key goes through.
    pub const ALL: [Self; 5] = [
        Self::Urgency,
        Self::Due,
        Self::Bank,
        Self::Village,
        Self::State,
    ];

    /// The officer's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Urgency => "按急缓",
            Self::Due => "按到期",
            Self::Bank => "按银行",
            Self::Village => "按村",
            Self::State => "按状态",
        }
    }
}

/// Loans that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoanGroup {
    /// The month, the bank, the village, the state.
    pub label: String,
    /// Their keys, in order.
    pub loans: Vec<i64>,
    /// What was lent.
    pub amount: Fen,
    /// What is not repaid: the bank's balance, the amount where it gave none yet.
    pub balance: Fen,
    /// Those past their day and not repaid, and those compensated.
    pub overdue: usize,
}

/// A line of a list that says what the loans below it have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoanHeading {
    /// Its place among all lines.
    pub at: usize,
    /// The loans below it.
    pub group: LoanGroup,
}

/// A window onto the loans, the most urgent first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoanQuery {
    /// Which.
    pub filter: LoanFilter,
    /// What was typed, as in any list.
    pub text: String,
    /// What it is picked out by.
    pub selection: Selection,
    /// 我的 or 全镇.
    pub scope: Scope,
    /// What the rows stand under; each heading is a line of its own.
    pub grouping: LoanGrouping,
    /// The first line wanted, from 0.
    pub offset: usize,
    /// At most so many lines.
    pub limit: usize,
}

/// One loan today. Dates are ISO text of their precision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LoanRow {
    /// The loan's internal key.
    pub id: i64,
    /// The household's internal key.
    pub household: Option<i64>,
    /// Village and group.
    #[serde(skip)]
    pub place: String,
    /// The borrower.
    pub borrower: String,
    /// The head of the household.
    #[serde(skip)]
    pub head: String,
    /// The bank.
    #[serde(skip)]
    pub bank: String,
    /// The bank's clerk and the clerk's phone, never masked.
    #[serde(skip)]
    pub clerk: String,
    /// What was lent.
    #[serde(rename = "amount_fen")]
    pub amount: Option<Fen>,
    /// The bank's last balance.
    #[serde(rename = "balance_fen")]
    pub balance: Option<Fen>,
    /// The day that the balance holds for.
    pub as_of: Option<String>,
    /// What is owed today: the bank's last balance, or what was lent, less what was repaid since.
    #[serde(skip)]
    pub owed: Option<Fen>,
    /// When it was lent.
    pub lent: Option<String>,
    /// When it is due; from the term where the day itself is not recorded.
    pub due: Option<String>,
    /// Days until it is due, negative past that day; `None` where no day is known.
    #[serde(skip)]
    pub days: Option<i64>,
    /// Days past its day while not repaid, else 0.
    pub days_overdue: i64,
    /// 五级分类 as the book keeps it (`01` …).
    pub class: Option<String>,
    /// 五级分类 in words.
    #[serde(skip)]
    pub class_word: String,
    /// 累计贴息, in fen.
    pub subsidy: Option<Fen>,
    /// The day that the subsidy ends, which is the end of the term.
    #[serde(skip)]
    pub subsidy_ends: Option<String>,
    /// Interest of a month without subsidy, from balance and rate: what the household would pay.
    #[serde(skip)]
    pub interest_after: Option<Fen>,
    /// How it stands.
    pub state: LoanStanding,
}

impl LoanRow {
    /// Whether its day is still ahead of somebody: owed, as far as the household says.
    #[must_use]
    pub const fn is_running(&self) -> bool {
        !matches!(
            self.state,
            LoanStanding::Repaid | LoanStanding::WrittenOff | LoanStanding::Unconfirmed
        )
    }

    /// The bank's last balance and its day, where it is still what is owed.
    #[must_use]
    pub fn by_bank(&self) -> Option<(Fen, &str)> {
        let said = self.balance.zip(self.as_of.as_deref());
        said.filter(|(balance, _)| self.owed == Some(*balance))
    }
}

/// How many loans stand how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoanCounts {
    /// Loans of each state, the most urgent first; states without loans are left out.
    pub by_standing: Vec<(LoanStanding, usize)>,
    /// All loans ever.
    pub total: usize,
    /// What was ever lent.
    pub lent: Fen,
    /// The balances of loans not repaid; the amount where the bank gave none yet.
    pub open: Fen,
}

/// The loans asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoanPage {
    /// Over all loans in scope, whatever was typed or filtered.
    pub counts: LoanCounts,
    /// The loans of the lines from `offset` on.
    pub rows: Vec<LoanRow>,
    /// The headings among these lines.
    pub headings: Vec<LoanHeading>,
    /// The place of the first line.
    pub offset: usize,
    /// How many lines there are: the loans that match, and the headings over them.
    pub total: usize,
    /// How many loans match.
    pub matching: usize,
}
