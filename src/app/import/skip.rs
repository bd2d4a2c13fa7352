//! Rows that are no data: blanks, headers and titles repeated on every page, totals, the lines below
//! a sheet, and in a bank's sheet the households that have no loan of ours.

use crate::domain::text::compact;
use crate::exchange::{Layout, Row};

const TOTALS: [&str; 6] = ["合计", "总计", "小计", "共计", "累计", "总合计"];
/// Those that stand with a village or a number.
const PARTS: [&str; 3] = ["合计", "小计", "总计"];
/// The longest cell that names a total, in characters.
const LONGEST: usize = 12;
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
    /// The header again, or the line that numbers its columns.
    Header,
    /// The title again, or the number of a page.
    Title,
    /// 合计.
    Totals,
    /// 填表人 and the like.
    Footer,
    /// Nothing in the block of columns that is the ledger's own.
    Elsewhere,
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
    let mut heads = std::iter::once(first.as_ref()).chain(behind.iter().flatten().copied());
    if heads.any(|cell| is_total(&compact(cell))) && !names_somebody(row) {
        return Some(Skip::Totals);
    }
    if behind.contains(&None)
        && FOOTERS
            .iter()
            .any(|word| first.starts_with(&*compact(word)))
    {
        return Some(Skip::Footer);
    }
    if layout.is_header(&row.cells()) || numbers_columns(row) {
        return Some(Skip::Header);
    }
    if layout.is_title(row.cells()) || (behind[0].is_none() && is_page(&first)) {
        return Some(Skip::Title);
    }
    layout
        .says_nothing_of_its_own(|at| row.get(at))
        .then_some(Skip::Elsewhere)
}

/// 合计, 白马庙村小计, 合计（12笔）.
fn is_total(cell: &str) -> bool {
    let part = |word: &&str| cell.starts_with(*word) || cell.ends_with(*word);
    TOTALS.contains(&cell) || (cell.chars().count() <= LONGEST && PARTS.iter().any(part))
}

/// Whether a cell is an ID number, whole or damaged: a row of somebody is no total, whatever the
/// somebody is called.
fn names_somebody(row: &Row) -> bool {
    row.cells().any(|cell| {
        let digits = cell.chars().filter(char::is_ascii_digit).count();
        matches!(digits, 15..=18)
    })
}

/// The line below a header that numbers its columns: 1, 2, 3 …
fn numbers_columns(row: &Row) -> bool {
    let mut filled = row.cells().filter(|cell| !cell.trim().is_empty());
    let mut count = 0;
    let in_order = filled.all(|cell| {
        count += 1;
        compact(cell).parse() == Ok(count)
    });
    in_order && count >= 4
}

/// 第2页, 第2页 共5页.
fn is_page(first: &str) -> bool {
    first.starts_with('第') && first.ends_with('页')
}
