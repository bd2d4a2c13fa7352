//! 小额信贷月报: what was lent, repaid, owed and subsidised up to the end of a month, by village and
//! by bank, and the shares that the county asks for, each with what it is divided by.

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

/// One figure of the report: what it is called, the number, and how it is worked out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LoanFigure {
    /// The word.
    pub name: &'static str,
    /// The number with its unit; `-` where there is nothing to divide by.
    pub value: String,
    /// How: for a share, what is divided by what.
    pub how: String,
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

    /// The figures of the whole, in the order of the county's form.
    #[must_use]
    pub fn figures(&self) -> Vec<LoanFigure> {
        let mut figures = self.amounts();
        figures.extend(self.changes());
        figures.extend(self.trouble());
        figures.extend(self.subsidies());
        figures.extend(self.shares());
        figures
    }

    fn amounts(&self) -> Vec<LoanFigure> {
        let all = &self.all;
        let bank = self.as_of.as_ref().map_or_else(
            || "银行没有报过余额，全部测算".to_owned(),
            |day| {
                let rest = LoanSum {
                    loans: all.balance.loans - all.by_bank.loans,
                    fen: less(all.balance.fen, all.by_bank.fen),
                };
                let (bank, rest) = (all.by_bank.said(), rest.said());
                format!("银行报的{bank}（最后截至{day}），测算的{rest}")
            },
        );
        vec![
            figure(
                "累计投放",
                format!("{} {}户", all.lent.said(), all.borrowers),
                format!("到{}放过款的", self.to),
            ),
            figure(
                "本月新增",
                all.lent_month.said(),
                format!("{}至{}放款的", self.from, self.to),
            ),
            figure("本年新增", all.lent_year.said(), "今年放款的".into()),
            figure("本月收回", wan(all.repaid_month), "本月记的还款之和".into()),
            figure(
                "余额",
                format!("{} {}户", all.balance.said(), all.owing),
                bank,
            ),
        ]
    }

    fn changes(&self) -> Vec<LoanFigure> {
        let all = &self.all;
        let against = |before: Fen| signed(less(all.balance.fen, before));
        let year = match share(
            less(all.balance.fen, all.balance_year_ago),
            all.balance_year_ago,
        ) {
            Some(share) if less(all.balance.fen, all.balance_year_ago).0 > 0 => format!("+{share}"),
            Some(share) => share,
            None => "-".to_owned(),
        };
        vec![
            figure(
                "本月净增",
                against(all.balance_month_ago),
                format!("余额减上月末余额{}（测算）", wan(all.balance_month_ago)),
            ),
            figure(
                "较年初",
                against(all.balance_new_year),
                format!("余额减上年末余额{}（测算）", wan(all.balance_new_year)),
            ),
            figure(
                "同比",
                year,
                format!(
                    "余额比去年同日的{}（测算）多出的，除以后者",
                    wan(all.balance_year_ago)
                ),
            ),
        ]
    }

    fn trouble(&self) -> Vec<LoanFigure> {
        let all = &self.all;
        let (bad, how) = match (all.bad, self.classes) {
            (Some(bad), ClassSource::Bank) => {
                (bad.said(), "银行五级分类次级、可疑、损失的余额".to_owned())
            }
            (Some(bad), ClassSource::Days(days)) => {
                (bad.said(), format!("逾期{days}天起算次级的余额（测算）"))
            }
            _ => (
                "-".to_owned(),
                "银行当月的分类没有留下，口径里也没有次级起逾期天数".to_owned(),
            ),
        };
        vec![
            figure(
                "逾期",
                all.overdue.said(),
                format!(
                    "过了到期日没还清的余额，代偿没结清的也在内；银行表上逾期{}",
                    all.overdue_by_bank.said()
                ),
            ),
            figure(
                "已还待核对",
                all.told.said(),
                "户里说还清了、银行余额里还有的，不算逾期".into(),
            ),
            figure(
                "代偿",
                all.compensated.said(),
                "申报或办了代偿的余额".into(),
            ),
            figure("不良", bad, how),
        ]
    }

    fn subsidies(&self) -> Vec<LoanFigure> {
        let all = &self.all;
        let of_bank = match all.subsidy_by_bank {
            Some(fen) => format!("记了的各笔贴息之和；银行表上累计{fen}元"),
            None => "记了的各笔贴息之和".to_owned(),
        };
        vec![
            figure(
                "本月贴息",
                format!("{}元", all.subsidy_month),
                "本月记的贴息".into(),
            ),
            figure(
                "本年贴息",
                format!("{}元", all.subsidy_year),
                "今年记的贴息".into(),
            ),
            figure("累计贴息", format!("{}元", all.subsidy), of_bank),
        ]
    }

    fn shares(&self) -> Vec<LoanFigure> {
        let all = &self.all;
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let of_households =
            |some: usize| dashed(share(Fen(count(some)), Fen(count(all.registered))));
        let each = |sum: Fen, households: usize| match households {
            0 => "-".to_owned(),
            // Two places of 万元, as the county writes it.
            some => {
                let hundreds = rounded(i128::from(sum.0), i128::from(count(some)) * 10_000);
                wan(Fen(hundreds.0 * 10_000))
            }
        };
        let (weighted, with_rate) = all.weighted;
        let rate = match with_rate {
            0 => "-".to_owned(),
            some => percent(rounded(weighted, some * 100).0),
        };
        let bad = all.bad.map_or_else(|| "-".to_owned(), |bad| wan(bad.fen));
        vec![
            figure(
                "获贷率",
                all.loan_share(),
                format!(
                    "贷过款的建档户{}÷建档立卡户{}",
                    all.registered_borrowers, all.registered
                ),
            ),
            figure(
                "评级授信率",
                of_households(all.rated),
                format!("评级授信的建档户{}÷建档立卡户{}", all.rated, all.registered),
            ),
            figure(
                "户均授信",
                each(all.credit, all.credited),
                format!("授信额度{}÷授信户{}", wan(all.credit), all.credited),
            ),
            figure(
                "户均贷款",
                each(all.lent.fen, all.borrowers),
                format!("累计投放{}÷获贷户{}", wan(all.lent.fen), all.borrowers),
            ),
            figure(
                "户均余额",
                each(all.balance.fen, all.owing),
                format!("余额{}÷有余额的户{}", wan(all.balance.fen), all.owing),
            ),
            figure(
                "逾期率",
                all.overdue_share(),
                format!(
                    "逾期余额{}÷余额{}",
                    wan(all.overdue.fen),
                    wan(all.balance.fen)
                ),
            ),
            figure(
                "不良率",
                all.bad_share(),
                format!("不良余额{bad}÷余额{}", wan(all.balance.fen)),
            ),
            figure(
                "加权平均利率",
                rate,
                "各笔余额×利率之和÷余额之和，没填利率的不算".into(),
            ),
        ]
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

fn figure(name: &'static str, value: String, how: String) -> LoanFigure {
    LoanFigure { name, value, how }
}

fn dashed(text: Option<String>) -> String {
    text.unwrap_or_else(|| "-".to_owned())
}

/// An amount in 万元, exact.
#[must_use]
pub fn wan(fen: Fen) -> String {
    format!("{}万元", fen.in_unit(Unit::WanYuan))
}

fn signed(fen: Fen) -> String {
    let sign = if fen.0 > 0 { "+" } else { "" };
    format!("{sign}{}", wan(fen))
}

fn less(one: Fen, other: Fen) -> Fen {
    Fen(one.0.saturating_sub(other.0))
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

    #[test]
    fn every_share_says_what_it_is_divided_by() {
        let month = LoanMonth {
            all: LoanMonthLine {
                lent: LoanSum {
                    loans: 2,
                    fen: Fen(8_000_000),
                },
                borrowers: 2,
                balance: LoanSum {
                    loans: 2,
                    fen: Fen(6_000_000),
                },
                owing: 2,
                overdue: LoanSum {
                    loans: 1,
                    fen: Fen(3_000_000),
                },
                registered: 3,
                registered_borrowers: 2,
                weighted: (3_000_000 * 43_500 + 3_000_000 * 47_500, 6_000_000),
                ..LoanMonthLine::default()
            },
            ..LoanMonth::default()
        };
        let figures = month.figures();
        let of = |name: &str| {
            let found = figures.iter().find(|figure| figure.name == name).unwrap();
            (found.value.as_str(), found.how.as_str())
        };
        assert_eq!(of("获贷率"), ("66.67%", "贷过款的建档户2÷建档立卡户3"));
        assert_eq!(of("逾期率"), ("50.00%", "逾期余额3万元÷余额6万元"));
        assert_eq!(of("户均贷款"), ("4万元", "累计投放8万元÷获贷户2"));
        assert_eq!(of("加权平均利率").0, "4.55%");
        assert_eq!(of("不良率").0, "-");
        assert_eq!(of("户均授信").0, "-");
    }
}
