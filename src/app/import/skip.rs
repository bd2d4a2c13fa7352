//! Rows that are no data: blanks, repeated headers, totals, and the lines below a sheet.

use crate::domain::text::compact;
use crate::exchange::{Layout, Row};

const TOTALS: [&str; 6] = ["合计", "总计", "小计", "共计", "累计", "总合计"];
const FOOTERS: [&str; 12] = [
    "填表人",
    "填报人",
    "制表人",
    "制表",
    "审核人",
    "审核",
    "负责人",
    "经办人",
    "填报单位",
    "填表说明",
    "备注：",
    "注：",
];

/// Why a row is passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skip {
    /// Nothing in it.
    Blank,
    /// The header again.
    Header,
    /// 合计.
    Totals,
    /// 填表人 and the like.
    Footer,
}

/// Whether the row is no data, and why.
#[must_use]
pub fn skip(layout: &Layout, row: &Row) -> Option<Skip> {
    let mut filled = row.cells().filter(|cell| !cell.trim().is_empty());
    let Some(first) = filled.next() else {
        return Some(Skip::Blank);
    };
    let first = compact(first);
    let behind = [filled.next(), filled.next(), filled.next()];
    let total = |cell: &str| TOTALS.contains(&cell);
    if total(&first) || behind.iter().flatten().any(|cell| total(&compact(cell))) {
        return Some(Skip::Totals);
    }
    if behind.contains(&None)
        && FOOTERS
            .iter()
            .any(|word| first.starts_with(&*compact(word)))
    {
        return Some(Skip::Footer);
    }
    layout.is_header(row.cells()).then_some(Skip::Header)
}
