//! 收支台账 (算账单): every line of a household's income year, with sums by kind and quarter.

use super::card::IncomeYear;
use crate::domain::Fen;

/// The kinds that lines of 收支明细 are added up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IncomeKind {
    /// 工资性收入.
    Wage,
    /// 生产经营性收入.
    Business,
    /// 财产性收入.
    Property,
    /// 转移性收入.
    Transfer,
    /// 生产经营性支出.
    Expense,
}

impl IncomeKind {
    /// All, in the order of sheets.
    pub const ALL: [Self; 5] = [
        Self::Wage,
        Self::Business,
        Self::Property,
        Self::Transfer,
        Self::Expense,
    ];

    /// The kind of a 收支项目, by the letter that its code begins with.
    #[must_use]
    pub fn of(line: &str) -> Option<Self> {
        match line.chars().next()? {
            'a' => Some(Self::Wage),
            'b' => Some(Self::Business),
            'c' => Some(Self::Property),
            'd' => Some(Self::Transfer),
            'e' => Some(Self::Expense),
            _ => None,
        }
    }

    /// The officer's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Wage => "工资性收入",
            Self::Business => "生产经营性收入",
            Self::Property => "财产性收入",
            Self::Transfer => "转移性收入",
            Self::Expense => "生产经营性支出",
        }
    }

    /// Its sum in an income year: from the lines where there are any, else from the sheet.
    #[must_use]
    pub fn sum(self, year: &IncomeYear) -> Option<Fen> {
        let amount = match self {
            Self::Wage => year.wage,
            Self::Business => year.business,
            Self::Property => year.property,
            Self::Transfer => year.transfer,
            Self::Expense => year.expense,
        };
        amount.shown()
    }
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncomeEntry {
    /// What it is added up with.
    pub kind: IncomeKind,
    /// 收支项目: 务工收入.
    pub item: String,
    /// 所属期间 as recorded.
    pub period: String,
    /// 内容.
    pub what: String,
    /// 金额.
    pub amount: Fen,
    /// 佐证; empty where nobody recorded any.
    pub evidence: String,
    /// 问的谁.
    pub asked_of: String,
    /// 采集日期.
    pub asked_on: String,
}

/// The lines of one income year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IncomeSheet {
    /// The sums, the people that they are divided by, and the line of the year.
    pub year: IncomeYear,
    /// The lines, kind by kind.
    pub entries: Vec<IncomeEntry>,
}

/// Sums of one kind: the four quarters from the last of the year before, what names no quarter,
/// and all together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quarters {
    /// Last October to December, then January to September by quarters.
    pub each: [Option<Fen>; 4],
    /// Of lines that name a year, or nothing.
    pub open: Option<Fen>,
}

impl IncomeSheet {
    /// The sums of a kind by quarter.
    #[must_use]
    pub fn quarters(&self, kind: IncomeKind) -> Quarters {
        let mut sums = Quarters::default();
        for entry in self.entries.iter().filter(|entry| entry.kind == kind) {
            let sum = match quarter(&entry.period, self.year.year) {
                Some(at) => &mut sums.each[at],
                None => &mut sums.open,
            };
            *sum = Some([sum.unwrap_or_default(), entry.amount].into_iter().sum());
        }
        sums
    }

    /// How many lines of income have no evidence.
    #[must_use]
    pub fn without_evidence(&self) -> usize {
        let income = self
            .entries
            .iter()
            .filter(|entry| entry.kind != IncomeKind::Expense);
        income.filter(|entry| entry.evidence.is_empty()).count()
    }
}

/// Which quarter of an income year a 所属期间 lies in, from 0, which is the last quarter of the
/// year before; `None` where it names none of them. `2018Q1`, `2018-03` are periods.
#[must_use]
pub fn quarter(period: &str, year: i32) -> Option<usize> {
    let (of, rest) = period.split_at_checked(4)?;
    let of: i32 = of.parse().ok()?;
    let number: usize = if let Some(number) = rest.strip_prefix(['Q', 'q']) {
        number.parse().ok()?
    } else {
        let month = rest.strip_prefix('-')?.get(..2)?;
        let month: usize = month.parse().ok()?;
        month.checked_sub(1)? / 3 + 1
    };
    match number {
        4 if of == year - 1 => Some(0),
        1..=3 if of == year => Some(number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_belongs_to_the_year_that_ends_in_september() {
        let of = |period| quarter(period, 2018);
        assert_eq!(
            (of("2017Q4"), of("2017-10"), of("2017-12")),
            (Some(0), Some(0), Some(0))
        );
        assert_eq!(
            (of("2018Q1"), of("2018-03"), of("2018-04")),
            (Some(1), Some(1), Some(2))
        );
        assert_eq!((of("2018Q3"), of("2018-09-15")), (Some(3), Some(3)));
        for none in [
            "2018",
            "2018Q4",
            "2017Q3",
            "2018-10",
            "2018-00",
            "",
            "三季度",
            "2018Q9",
        ] {
            assert_eq!(of(none), None, "{none}");
        }
    }
}
