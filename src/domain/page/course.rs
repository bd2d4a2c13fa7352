//! One loan worked out (测算), and all loans against the bank's 贴息清单.

use chrono::NaiveDate;
use serde::Serialize;

use super::loan::LoanRow;
use crate::domain::Fen;
use crate::domain::loan::{Compared, Period, Stand, Sums, Terms, Unpaid};

/// A loan: as the list has it, how it stands by the reckoning, its periods and events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LoanCourse {
    /// As `loans --json` has it.
    pub loan: LoanRow,
    /// The day that all is as of.
    pub as_of: NaiveDate,
    /// How it stands that day.
    pub standing: Stand,
    /// The principal owed, as worked out.
    #[serde(rename = "computed_balance_fen")]
    pub balance: Option<Fen>,
    /// The reckoning; `None` where something is missing.
    pub reckoned: Option<Reckoned>,
    /// What is missing, in one sentence.
    pub lacking: Option<String>,
    /// What happened, by day.
    pub events: Vec<LoanEventLine>,
}

/// The reckoning of a loan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reckoned {
    /// What it goes by.
    pub terms: Terms,
    /// How it is done, in one sentence.
    pub rule: String,
    /// What was taken as usual, and what the pack decided.
    pub notes: Vec<String>,
    /// The periods.
    pub periods: Vec<Period>,
    /// Over the periods whose end has come.
    pub settled: Sums,
    /// Over all.
    pub total: Sums,
    /// What the household pays for a month (30 days) now.
    #[serde(rename = "month_now_fen")]
    pub month_now: Fen,
    /// The same without subsidy.
    #[serde(rename = "month_without_subsidy_fen")]
    pub month_after: Fen,
    /// The end of the subsidised term.
    pub subsidised_until: NaiveDate,
    /// What the household has not paid; `None` where nobody recorded 欠息 or 付息.
    pub unpaid: Option<Unpaid>,
    /// Against the bank's list.
    pub compared: Vec<Compared>,
}

/// Something that happened to a loan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LoanEventLine {
    /// The record's internal key.
    pub id: i64,
    /// What.
    pub kind: String,
    /// When.
    pub date: Option<String>,
    /// How much.
    #[serde(rename = "amount_fen")]
    pub amount: Option<Fen>,
    /// The new due day.
    pub due: Option<String>,
    /// The first day that it is for.
    pub begins: Option<String>,
    /// The day after the last.
    pub ends: Option<String>,
    /// Where it is known from.
    pub source: Option<String>,
    /// Remarks.
    pub note: Option<String>,
}

/// A line of the comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ComparedLine {
    /// The loan's internal key.
    pub loan: i64,
    /// The household's internal key.
    pub household: Option<i64>,
    /// The borrower.
    pub borrower: String,
    /// The village.
    pub village: String,
    /// Its group.
    pub group: String,
    /// The bank.
    pub bank: String,
    /// The sums and why they differ.
    #[serde(flatten)]
    pub compared: Compared,
    /// Why nothing was worked out.
    pub lacking: Option<String>,
}

impl ComparedLine {
    /// Whether there is something to ask.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.lacking.is_some() || self.compared.differs()
    }

    /// Why, in a few words; empty where both agree.
    #[must_use]
    pub fn why(&self) -> String {
        if let Some(lacking) = &self.lacking {
            return lacking.clone();
        }
        self.compared.why()
    }
}

/// All loans of the reach against the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoanComparison {
    /// Every line, village by village.
    pub lines: Vec<ComparedLine>,
}

impl LoanComparison {
    /// The subsidy as worked out and as listed, and how many lines differ.
    #[must_use]
    pub fn sums(&self) -> (Fen, Fen, usize) {
        let lines = self.lines.iter();
        let ours = lines.clone().map(|line| line.compared.ours).sum();
        let theirs = lines.clone().map(|line| line.compared.theirs).sum();
        (ours, theirs, lines.filter(|line| line.differs()).count())
    }
}
