//! 催收花名册: a page for each village, for whoever goes from door to door.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{called, group_of, short_day};
use crate::domain::leaf::{Block, Leaf};
use crate::domain::page::{LoanGroup, LoanRow};
use crate::domain::{Fen, Unit};

/// A loan on the list, and who helps the household.
#[derive(Clone, Debug)]
pub struct RosterLine<'a> {
    /// The loan.
    pub row: &'a LoanRow,
    /// 帮扶责任人; may be empty.
    pub helper: String,
}

/// The pages: the villages together where there are several, then each.
#[must_use]
pub fn roster(villages: &[(&LoanGroup, Vec<RosterLine<'_>>)], today: NaiveDate) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    if villages.len() > 1 {
        leaves.push(together(villages));
    }
    for (group, lines) in villages {
        leaves.push(of_village(group, lines, today));
    }
    leaves
}

fn together(villages: &[(&LoanGroup, Vec<RosterLine<'_>>)]) -> Leaf {
    let row = |name: &str, loans: usize, balance: Fen, overdue: usize| {
        vec![
            name.to_owned(),
            loans.to_string(),
            balance.in_unit(Unit::WanYuan),
            overdue.to_string(),
        ]
    };
    let groups = villages.iter().map(|(group, _)| *group);
    let mut rows: Vec<Vec<String>> = groups
        .clone()
        .map(|group| {
            row(
                &group.label,
                group.loans.len(),
                group.balance,
                group.overdue,
            )
        })
        .collect();
    rows.push(row(
        "合计",
        groups.clone().map(|group| group.loans.len()).sum(),
        groups.clone().map(|group| group.balance).sum(),
        groups.map(|group| group.overdue).sum(),
    ));
    let columns = [
        ("村", false),
        ("笔数", true),
        ("余额万元", true),
        ("其中逾期", true),
    ];
    Leaf {
        title: "小额信贷催收花名册".to_owned(),
        blocks: vec![table(&columns, rows)],
    }
}

fn of_village(group: &LoanGroup, lines: &[RosterLine<'_>], today: NaiveDate) -> Leaf {
    // What A4 holds in a fixed font; the last column is for the pen.
    let columns = [
        ("序号", true),
        ("借款人", false),
        ("余额万", true),
        ("到期", false),
        ("银行", false),
        ("帮扶人", false),
        ("上门情况", false),
    ];
    let rows = lines.iter().zip(1..).map(|(line, at)| {
        let row = line.row;
        let balance = row.owed;
        let due = row.due.as_deref().map(|due| short_day(due, today));
        vec![
            at.to_string(),
            format!("{} {}", called(row), group_of(row, &group.label)),
            balance.map_or_else(String::new, |fen| fen.in_unit(Unit::WanYuan)),
            format!("{}{}", due.unwrap_or_default(), days(row)),
            row.bank.clone(),
            line.helper.clone(),
            String::new(),
        ]
    });
    let clerks: BTreeSet<String> = lines
        .iter()
        .filter(|line| !line.row.clerk.is_empty())
        .map(|line| format!("{} {}", line.row.bank, line.row.clerk))
        .collect();
    let clerks: Vec<String> = clerks.into_iter().collect();
    let head = format!(
        "共{}笔，余额{}万元，其中逾期{}笔",
        group.loans.len(),
        group.balance.in_unit(Unit::WanYuan),
        group.overdue
    );
    Leaf {
        title: format!("{}小额信贷催收花名册", group.label),
        blocks: vec![
            Block::Line {
                text: head,
                right: false,
            },
            table(&columns, rows.collect()),
            Block::Line {
                text: format!("信贷员：{}", clerks.join("；")),
                right: false,
            },
        ],
    }
}

/// 还28天, 逾期47天, 代偿.
fn days(row: &LoanRow) -> String {
    match row.days {
        _ if row.days_overdue > 0 => format!("逾期{}天", row.days_overdue),
        Some(0) => "今天".to_owned(),
        Some(days) if days > 0 => format!("还{days}天"),
        _ => row.state.word().to_owned(),
    }
}

fn table(columns: &[(&str, bool)], rows: Vec<Vec<String>>) -> Block {
    let columns = columns.iter();
    Block::Table {
        columns: columns
            .map(|(head, number)| ((*head).to_owned(), *number))
            .collect(),
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{overdue, row, today};
    use super::*;

    fn group(label: &str, loans: usize, overdue: usize) -> LoanGroup {
        LoanGroup {
            label: label.into(),
            loans: (0..).take(loans).collect(),
            amount: Fen(3_000_000),
            balance: Fen(3_000_000),
            overdue,
        }
    }

    #[test]
    fn a_page_for_each_village_and_one_for_all() {
        let (due, late) = (row(), overdue());
        let line = |row| RosterLine {
            row,
            helper: "李建军".into(),
        };
        let (one, other) = (group("白马庙村", 2, 1), group("柳林村", 1, 0));
        let villages = [
            (&one, vec![line(&due), line(&late)]),
            (&other, vec![line(&due)]),
        ];
        let leaves = roster(&villages, today());
        assert_eq!(leaves.len(), 3);
        let Block::Table { rows, .. } = &leaves[0].blocks[0] else {
            panic!("{leaves:?}");
        };
        assert_eq!(rows[2], ["合计", "3", "6", "1"]);
        let Block::Table { rows, columns } = &leaves[1].blocks[1] else {
            panic!("{leaves:?}");
        };
        assert_eq!(rows[0].len(), columns.len());
        let told = [
            "1",
            "张国强 3组",
            "3",
            "10月18日还28天",
            "岭东农商行",
            "李建军",
        ];
        assert_eq!(rows[0][..6], told);
        assert_eq!(rows[1][1], "张磊（户主张国强） 3组");
        assert_eq!(rows[1][3], "8月4日逾期47天");
        let Block::Line { text, .. } = &leaves[1].blocks[2] else {
            panic!("{leaves:?}");
        };
        assert_eq!(text, "信贷员：岭东农商行 何敏 13900000007");
        assert_eq!(roster(&villages[..1], today()).len(), 1);
    }
}
