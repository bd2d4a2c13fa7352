//! The figures of the report in the order of the county's form, each with how it is worked out.

use serde::Serialize;

use super::{ClassSource, LoanMonth, LoanSum, dashed, percent, rounded, share, wan};
use crate::domain::Fen;

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
                    "贷过款的建档户{} / 建档立卡户{}",
                    all.registered_borrowers, all.registered
                ),
            ),
            figure(
                "评级授信率",
                of_households(all.rated),
                format!(
                    "评级授信的建档户{} / 建档立卡户{}",
                    all.rated, all.registered
                ),
            ),
            figure(
                "户均授信",
                each(all.credit, all.credited),
                format!("授信额度{} / 授信户{}", wan(all.credit), all.credited),
            ),
            figure(
                "户均贷款",
                each(all.lent.fen, all.borrowers),
                format!("累计投放{} / 获贷户{}", wan(all.lent.fen), all.borrowers),
            ),
            figure(
                "户均余额",
                each(all.balance.fen, all.owing),
                format!("余额{} / 有余额的户{}", wan(all.balance.fen), all.owing),
            ),
            figure(
                "逾期率",
                all.overdue_share(),
                format!(
                    "逾期余额{} / 余额{}",
                    wan(all.overdue.fen),
                    wan(all.balance.fen)
                ),
            ),
            figure(
                "不良率",
                all.bad_share(),
                format!("不良余额{bad} / 余额{}", wan(all.balance.fen)),
            ),
            figure(
                "加权平均利率",
                rate,
                "各笔余额乘利率之和 / 余额之和，没填利率的不算".into(),
            ),
        ]
    }
}

fn figure(name: &'static str, value: String, how: String) -> LoanFigure {
    LoanFigure { name, value, how }
}

fn signed(fen: Fen) -> String {
    let sign = if fen.0 > 0 { "+" } else { "" };
    format!("{sign}{}", wan(fen))
}

fn less(one: Fen, other: Fen) -> Fen {
    Fen(one.0.saturating_sub(other.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::page::LoanMonthLine;

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
        assert_eq!(of("获贷率"), ("66.67%", "贷过款的建档户2 / 建档立卡户3"));
        assert_eq!(of("逾期率"), ("50.00%", "逾期余额3万元 / 余额6万元"));
        assert_eq!(of("户均贷款"), ("4万元", "累计投放8万元 / 获贷户2"));
        assert_eq!(of("加权平均利率").0, "4.55%");
        assert_eq!(of("不良率").0, "-");
        assert_eq!(of("户均授信").0, "-");
    }
}
