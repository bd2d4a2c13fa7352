//! 统计: what a list shows, counted in a table.

use super::list::{ListKind, Selection};
use crate::domain::Scope;

/// What is counted, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountQuery {
    /// The list that is counted.
    pub kind: ListKind,
    /// What was typed into it.
    pub text: String,
    /// What it is picked out by.
    pub selection: Selection,
    /// 我的 or 全镇.
    pub scope: Scope,
    /// The facts that make the rows and, if there is a second, the columns.
    pub by: Vec<String>,
    /// 户, 人, 劳动力, or the fact whose sum is wanted; empty counts what the ledger counts first.
    pub unit: String,
    /// Whether only those are counted whom a count means: poor households never include the
    /// others, unless the question itself asks for them.
    pub standing: bool,
}

/// One line or column of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountHead {
    /// In the officer's words; `漏填` where nothing is recorded.
    pub label: String,
    /// As stored; `None` where nothing is recorded.
    pub value: Option<String>,
    /// The condition that keeps exactly these records.
    pub condition: String,
}

/// The table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CountTable {
    /// Whom it counts, such as 建档立卡户; empty where it counts all that the list shows.
    pub counted: String,
    /// The condition that says so; empty where there is none.
    pub standing: String,
    /// What the numbers are: 户, 人, or the fact that is added up.
    pub unit: String,
    /// Decimals of the numbers: 2 for money in yuan.
    pub decimals: usize,
    /// The facts that it is counted by.
    pub by: Vec<String>,
    /// The year whose 户年度 was read; `None` where none was.
    pub year: Option<i32>,
    /// The lines.
    pub rows: Vec<CountHead>,
    /// The columns; one, named after the unit, where it is counted by one fact.
    pub columns: Vec<CountHead>,
    /// A number for each line and column; `None` where no record is.
    pub cells: Vec<Vec<Option<f64>>>,
    /// The sums of the lines.
    pub row_totals: Vec<f64>,
    /// The sums of the columns.
    pub column_totals: Vec<f64>,
    /// The sum of all.
    pub total: f64,
    /// Records that lack what is added up, and so are in no sum.
    pub lacking: usize,
}

impl CountTable {
    /// A number of the table as it is written.
    #[must_use]
    pub fn number(&self, number: f64) -> String {
        if self.decimals == 0 && number.fract() != 0.0 {
            return format!("{number:.1}");
        }
        format!("{number:.*}", self.decimals)
    }
}
