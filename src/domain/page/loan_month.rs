//! 小额信贷月报: what was lent, repaid, owed and subsidised up to the end of a month, by village and
//! by bank, and the shares that the county asks for, each with what it is divided by.

mod figures;

pub use figures::LoanFigure;

use serde::Serialize;

use crate::domain::{Fen, Unit};

/// Loans counted and summed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LoanSum {
    /// How many loans.
    pub loans: usize,
    /// What they come to.
    pub fen: Fen,
}

impl LoanSum {
    /// One loan more.
    pub fn add(&mut self, fen: Fen) {
        self.loans += 1;
        self.fen = [self.fen, fen].into_iter().sum();
    }

    /// 4笔 12.5万元.
    #[must_use]
    pub fn said(self) -> String {
        format!("{}笔 {}", self.loans, wan(self.fen))
    }
}

/// The figures of the township, of a village or of a bank, at the end of the month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LoanMonthLine {
    /// Whose they are.
    pub name: String,
    /// Whether the name only says that the book has none.
    pub unnamed: bool,
    /// Ever lent.
    pub lent: LoanSum,
    /// Households that ever borrowed.
    pub borrowers: usize,
    /// Lent in the month.
    pub lent_month: LoanSum,
    /// Lent since New Year.
    pub lent_year: LoanSum,
    /// Repayments in the month.
    pub repaid_month: Fen,
    /// Owed.
    pub balance: LoanSum,
    /// Households that owe.
    pub owing: usize,
    /// Of what is owed, what the bank's own sheet says.
    pub by_bank: LoanSum,
    /// Owed at the end of the month before.
    pub balance_month_ago: Fen,
    /// Owed at the end of last year.
    pub balance_new_year: Fen,
    /// Owed on the same day a year ago.
    pub balance_year_ago: Fen,
    /// Past their day and not repaid.
    pub overdue: LoanSum,
    /// What the bank's sheets call overdue.
    pub overdue_by_bank: LoanSum,
    /// Repaid as the household says; the bank's balance still has them.
    pub told: LoanSum,
    /// With a payment of the risk fund, applied for or made.
    pub compensated: LoanSum,
    /// 次级, 可疑 and 损失; `None` where neither the bank nor the pack tells.
    pub bad: Option<LoanSum>,
    /// Interest paid for the household: in the month.
    pub subsidy_month: Fen,
    /// Since New Year.
    pub subsidy_year: Fen,
    /// In all, as far as each payment is recorded.
    pub subsidy: Fen,
    /// In all, as the bank's sheet has it; only of the last sheet.
    pub subsidy_by_bank: Option<Fen>,
    /// 建档立卡户.
    pub registered: usize,
    /// Those of them that ever borrowed.
    pub registered_borrowers: usize,
    /// Those of them that were rated and given a line of credit.
    pub rated: usize,
    /// Households with a line of credit, and the lines together.
    pub credited: usize,
    /// The lines of credit together.
    pub credit: Fen,
    /// The sum of balance times rate, and of the balances that have a rate: in fen and
    /// ten-thousandths of a percent.
    #[serde(skip)]
    pub weighted: (i128, i128),
}

/// The report of a month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LoanMonth {
    /// The month: `2018-08`.
    pub month: String,
    /// Its first day.
    pub from: String,
    /// Its last day, or today where it is not over.
    pub to: String,
    /// Whether the month is over.
    pub whole: bool,
    /// The last day of a bank's balance that went in.
    pub as_of: Option<String>,
    /// Where the class of a loan comes from.
    pub classes: ClassSource,
    /// The township, or what the officer answers for.
    pub all: LoanMonthLine,
    /// By village.
    pub villages: Vec<LoanMonthLine>,
    /// By bank.
    pub banks: Vec<LoanMonthLine>,
}

/// Where 不良 comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClassSource {
    /// The bank's five classes, as the last sheet has them.
    Bank,
    /// Days overdue, by the pack: what the banks said that month is not kept.
    Days(i64),
    /// Nothing tells.
    #[default]
    Nothing,
}

impl LoanMonth {
    /// 2018年8月.
    #[must_use]
    pub fn said(&self) -> String {
        match self.month.split_once('-') {
            Some((year, month)) => format!("{year}年{}月", month.trim_start_matches('0')),
            None => self.month.clone(),
        }
    }
}

impl LoanMonthLine {
    /// 获贷率.
    #[must_use]
    pub fn loan_share(&self) -> String {
        let count = |count: usize| Fen(i64::try_from(count).unwrap_or(i64::MAX));
        dashed(share(
            count(self.registered_borrowers),
            count(self.registered),
        ))
    }

    /// 逾期率.
    #[must_use]
    pub fn overdue_share(&self) -> String {
        dashed(share(self.overdue.fen, self.balance.fen))
    }

    /// 不良率.
    #[must_use]
    pub fn bad_share(&self) -> String {
        dashed(self.bad.and_then(|bad| share(bad.fen, self.balance.fen)))
    }
}

fn dashed(text: Option<String>) -> String {
    text.unwrap_or_else(|| "-".to_owned())
}

/// An amount in 万元, exact.
#[must_use]
pub fn wan(fen: Fen) -> String {
    format!("{}万元", fen.in_unit(Unit::WanYuan))
}

/// `some` of `all` in percent with two places, the last rounded half up; `None` of nothing.
fn share(some: Fen, all: Fen) -> Option<String> {
    (all.0 > 0).then(|| {
        let parts = i128::from(some.0) * 10_000;
        percent(rounded(parts, i128::from(all.0)).0)
    })
}

/// Hundredths of a percent as `17.80%`.
fn percent(parts: i64) -> String {
    let sign = if parts < 0 { "-" } else { "" };
    let parts = parts.unsigned_abs();
    format!("{sign}{}.{:02}%", parts / 100, parts % 100)
}

/// A quotient rounded to the nearest whole, a half away from nothing.
fn rounded(some: i128, by: i128) -> Fen {
    let half = by / 2 * some.signum();
    Fen(i64::try_from((some + half) / by).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_two_places_and_round_half_up() {
        assert_eq!(share(Fen(178), Fen(1000)).as_deref(), Some("17.80%"));
        assert_eq!(share(Fen(1), Fen(3)).as_deref(), Some("33.33%"));
        assert_eq!(share(Fen(2), Fen(3)).as_deref(), Some("66.67%"));
        assert_eq!(share(Fen(-2), Fen(3)).as_deref(), Some("-66.67%"));
        assert_eq!(share(Fen(12_345), Fen(1_000_000)).as_deref(), Some("1.23%"));
        assert_eq!(share(Fen(12_350), Fen(1_000_000)).as_deref(), Some("1.24%"));
        assert_eq!(share(Fen(5), Fen(0)), None);
    }
}
