//! What a loan's contract says, and what the pack says of loans.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::ClassRanges;
use crate::domain::codes::{interest_method, subsidy_method};
use crate::domain::{Fen, PartialDate};

/// A rate or share in ten-thousandths of a percent: 4.35 % is 43,500, the whole is 1,000,000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate(pub i64);

impl Rate {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// The whole: 100 %.
    pub const WHOLE: Self = Self(1_000_000);

    /// What a book has as percent; `None` below nothing, above 1,000 % or where it is no number.
    #[must_use]
    pub fn from_percent(percent: f64) -> Option<Self> {
        // Once, and by way of decimal digits, so that 4.35 is 4.35.
        let whole = format!("{:.0}", percent * 10_000.0).parse::<i64>().ok()?;
        (0..=10_000_000).contains(&whole).then_some(Self(whole))
    }

    /// In percent without needless zeros: `4.35`.
    #[must_use]
    pub fn percent(self) -> String {
        let (whole, part) = (self.0 / 10_000, self.0 % 10_000);
        let text = format!("{whole}.{part:04}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

impl Serialize for Rate {
    /// As the text of the percent, which no reader rounds.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.percent())
    }
}

/// 结息方式: when interest is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InterestMethod {
    /// 按月.
    Monthly,
    /// 按季: March, June, September, December.
    Quarterly,
    /// 按年: December.
    Yearly,
    /// 利随本清: with the principal, when a term ends.
    AtEnd,
}

impl InterestMethod {
    /// By the code of the book.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        match code {
            interest_method::MONTHLY => Some(Self::Monthly),
            interest_method::QUARTERLY => Some(Self::Quarterly),
            interest_method::YEARLY => Some(Self::Yearly),
            interest_method::AT_END => Some(Self::AtEnd),
            _ => None,
        }
    }

    /// The officer's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Monthly => "按月结息",
            Self::Quarterly => "按季结息",
            Self::Yearly => "按年结息",
            Self::AtEnd => "利随本清",
        }
    }

    /// Every how many months interest is settled; `None` where only a term's end settles it.
    #[must_use]
    pub const fn months(self) -> Option<u32> {
        match self {
            Self::Monthly => Some(1),
            Self::Quarterly => Some(3),
            Self::Yearly => Some(12),
            Self::AtEnd => None,
        }
    }
}

impl Serialize for InterestMethod {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// 贴息方式: who gets the subsidy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubsidyMethod {
    /// 先收后贴: the household pays all interest and gets the subsidy back.
    PaidBack,
    /// 直贴银行: the bank takes only the rest from the household.
    ToBank,
}

impl SubsidyMethod {
    /// By the code of the book.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        match code {
            subsidy_method::PAID_BACK => Some(Self::PaidBack),
            subsidy_method::TO_BANK => Some(Self::ToBank),
            _ => None,
        }
    }

    /// The officer's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::PaidBack => "先收后贴",
            Self::ToBank => "直贴银行",
        }
    }
}

impl Serialize for SubsidyMethod {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// The contract as the book has it: what is not filled in is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contract {
    /// 贷款金额.
    pub amount: Option<Fen>,
    /// 放款日期.
    pub lent: Option<PartialDate>,
    /// 到期日期 of the contract; where it is not filled in, the end of the term.
    pub due: Option<PartialDate>,
    /// 贷款利率, a year.
    pub rate: Option<Rate>,
    /// 结息方式.
    pub method: Option<InterestMethod>,
    /// 结息日.
    pub day: Option<u32>,
    /// 贴息方式.
    pub subsidy: Option<SubsidyMethod>,
    /// 贴息比例.
    pub share: Option<Rate>,
    /// 罚息加收比例.
    pub penalty: Option<Rate>,
}

/// What the pack says of loans, for this loan's dates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// 计息年天数; without it no interest is reckoned.
    pub year_days: Option<i64>,
    /// 结息日, where the contract has none.
    pub day: Option<u32>,
    /// 贴息比例, where the contract has none.
    pub share: Option<Rate>,
    /// What is subsidised of a renewed term (续贷).
    pub renewed_share: Rate,
    /// What is subsidised of an extended term (展期).
    pub extended_share: Rate,
    /// Of what principal the interest is subsidised at most.
    pub cap: Option<Fen>,
    /// 五级分类 by days overdue.
    pub ranges: ClassRanges,
}

/// A contract that interest can be reckoned by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Terms {
    /// 贷款金额.
    #[serde(rename = "amount_fen")]
    pub amount: Fen,
    /// 放款日期.
    pub lent: NaiveDate,
    /// 到期日期 of the contract, on which the subsidy ends too.
    pub due: NaiveDate,
    /// 贷款利率, a year.
    pub rate: Rate,
    /// 结息方式.
    pub method: InterestMethod,
    /// 结息日.
    pub day: u32,
    /// 贴息方式, where it is known.
    pub subsidy: Option<SubsidyMethod>,
    /// 贴息比例.
    pub share: Rate,
    /// 罚息加收比例.
    pub penalty: Rate,
    /// 计息年天数.
    pub year_days: i64,
}

/// Something that the contract does not say and that was taken to be as usual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assumed {
    /// 按季 is how banks settle unless agreed otherwise.
    Quarterly,
    /// The pack's 结息日.
    Day(u32),
    /// The pack's 贴息比例.
    Share(Rate),
    /// No surcharge.
    NoPenalty,
}

impl Assumed {
    /// In a few words.
    #[must_use]
    pub fn told(self) -> String {
        match self {
            Self::Quarterly => "结息方式漏填，按季算".to_owned(),
            Self::Day(day) => format!("结息日没有约定，按口径{day}日"),
            Self::Share(share) => format!("贴息比例漏填，按口径{}%", share.percent()),
            Self::NoPenalty => "罚息加收比例漏填，逾期按合同利率算".to_owned(),
        }
    }
}

/// What interest cannot be reckoned without, by the officer's names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lacking(pub Vec<&'static str>);

impl Lacking {
    /// One sentence: what is missing and what to do.
    #[must_use]
    pub fn told(&self) -> String {
        format!("不能测算：缺{}，请更正这笔贷款后再看", self.0.join("、"))
    }
}

impl Contract {
    /// The terms that interest is reckoned by, and what was taken as usual.
    ///
    /// # Errors
    ///
    /// [`Lacking`], when something is not filled in, or not to the day.
    pub fn terms(&self, rules: &Rules) -> Result<(Terms, Vec<Assumed>), Lacking> {
        let mut lacking = Vec::new();
        let amount = need(
            self.amount.filter(|sum| sum.0 > 0),
            "贷款金额",
            &mut lacking,
        );
        let lent = self.lent.and_then(PartialDate::day);
        let lent = need(lent, "放款日期", &mut lacking);
        let due = self.due.and_then(PartialDate::day);
        let due = need(due, "到期日期", &mut lacking);
        let rate = need(self.rate, "贷款利率", &mut lacking);
        let share = need(self.share.or(rules.share), "贴息比例", &mut lacking);
        let days = rules.year_days.filter(|days| *days > 0);
        let days = need(days, "口径里的计息年天数", &mut lacking);
        let settled = self.day.or(rules.day).filter(|day| (1..=31).contains(day));
        let day = need(settled, "结息日", &mut lacking);
        if lent.zip(due).is_some_and(|(lent, due)| due <= lent) {
            lacking.push("晚于放款日期的到期日期");
        }
        let (Some(amount), Some(lent), Some(due), Some(rate), Some(share)) =
            (amount, lent, due, rate, share)
        else {
            return Err(Lacking(lacking));
        };
        let (Some(year_days), Some(day), true) = (days, day, lacking.is_empty()) else {
            return Err(Lacking(lacking));
        };
        let terms = Terms {
            amount,
            lent,
            due,
            rate,
            method: self.method.unwrap_or(InterestMethod::Quarterly),
            day,
            subsidy: self.subsidy,
            share: share.min(Rate::WHOLE),
            penalty: self.penalty.unwrap_or_default(),
            year_days,
        };
        let assumed = self.assumed(&terms);
        Ok((terms, assumed))
    }

    fn assumed(&self, terms: &Terms) -> Vec<Assumed> {
        let settles = terms.method != InterestMethod::AtEnd;
        let all = [
            (self.method.is_none(), Assumed::Quarterly),
            (self.day.is_none() && settles, Assumed::Day(terms.day)),
            (self.share.is_none(), Assumed::Share(terms.share)),
            (self.penalty.is_none(), Assumed::NoPenalty),
        ];
        let taken = all.into_iter().filter(|(taken, _)| *taken);
        taken.map(|(_, assumed)| assumed).collect()
    }
}

fn need<T>(value: Option<T>, name: &'static str, lacking: &mut Vec<&'static str>) -> Option<T> {
    if value.is_none() {
        lacking.push(name);
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_of_the_book_is_a_whole_number_and_reads_as_it_was_written() {
        for (percent, whole, text) in [
            (4.35, 43_500, "4.35"),
            (4.75, 47_500, "4.75"),
            (100.0, 1_000_000, "100"),
            (0.0, 0, "0"),
            (7.125, 71_250, "7.125"),
        ] {
            let rate = Rate::from_percent(percent).unwrap();
            assert_eq!((rate.0, rate.percent().as_str()), (whole, text));
        }
        for none in [-0.1, 1_000.1, f64::NAN, f64::INFINITY] {
            assert_eq!(Rate::from_percent(none), None);
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        let told = Contract::default().terms(&Rules::default()).unwrap_err();
        assert_eq!(
            told.told(),
            "不能测算：缺贷款金额、放款日期、到期日期、贷款利率、贴息比例、口径里的计息年天数、结息日，请更正这笔贷款后再看"
        );
    }
}
