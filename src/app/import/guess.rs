//! What a column that nobody knows seems to hold, told by its cells.

use std::fs::File;

use super::skip::skip;
use crate::domain::{Unit, date, number, text};
use crate::exchange::{FileFault, Layout, Row, Rows};

/// So many rows are looked at.
const ROWS: u32 = 5_000;
/// More different values than this are no list of options.
const MOST_OPTIONS: usize = 8;
/// At most so many are kept, for an officer who says that it is one.
pub(super) const MOST_KEPT: usize = 60;
/// Longer values are no options, in characters.
const LONGEST_OPTION: usize = 12;
/// Longer values are long texts, in characters.
const LONGEST_TEXT: usize = 60;

/// What the cells of one column say.
#[derive(Debug, Default)]
pub(super) struct Seen {
    filled: u32,
    answers: u32,
    wholes: u32,
    years: u32,
    numbers: u32,
    dates: u32,
    phones: u32,
    longest: usize,
    lines: bool,
    /// The different values, in the order in which they come; cut off when there are very many.
    pub values: Vec<String>,
}

/// Looks at the cells of these columns.
pub(super) fn look(
    mut rows: Rows<File>,
    layout: &Layout,
    columns: &[usize],
) -> Result<Vec<Seen>, FileFault> {
    let mut seen: Vec<Seen> = columns.iter().map(|_| Seen::default()).collect();
    let mut row = Row::default();
    let mut looked = 0;
    while looked < ROWS && rows.next(&mut row)? {
        if row.number <= layout.header_row || skip(layout, &row).is_some() {
            continue;
        }
        looked += 1;
        for (seen, at) in seen.iter_mut().zip(columns) {
            seen.take(row.get(*at));
        }
    }
    Ok(seen)
}

impl Seen {
    fn take(&mut self, raw: &str) {
        if text::is_nothing(raw) {
            return;
        }
        let cell = text::compact(raw);
        let cell = cell.as_ref();
        let digits = cell.chars().all(|c| c.is_ascii_digit());
        let length = cell.chars().count();
        self.filled += 1;
        self.answers += u32::from(matches!(
            cell,
            "是" | "否" | "有" | "√" | "×" | "✓" | "✔" | "✗"
        ));
        // A number that begins with nought, or is very long, is a name for something.
        let named = digits && (length > 9 || (length > 1 && cell.starts_with('0')));
        self.wholes += u32::from(!named && number::integer(cell).is_ok());
        self.numbers += u32::from(!named && number::decimal(cell).is_ok());
        let year = digits && length == 4 && ("1949"..="2099").contains(&cell);
        self.years += u32::from(year);
        self.dates +=
            u32::from(!digits && number::decimal(cell).is_err() && date::read(cell).is_ok());
        self.phones += u32::from(digits && length == 11 && cell.starts_with('1'));
        self.longest = self.longest.max(length);
        self.lines |= raw.trim().contains('\n');
        let value = raw.trim();
        if self.values.len() <= MOST_KEPT && !self.values.iter().any(|known| known == value) {
            self.values.push(value.to_owned());
        }
    }

    /// The dictionary's name of the type that fits all cells; `unit` is the header's unit of
    /// money, `header` its words.
    pub(super) fn kind(&self, header: &str, unit: Option<Unit>) -> &'static str {
        let all = |count: u32| count == self.filled;
        let money = unit.is_some() || header.contains("金额");
        match () {
            () if self.filled == 0 => "text",
            () if all(self.answers) => "yes_no",
            () if money && all(self.numbers) => "money",
            () if all(self.years) && header.contains('年') => "year",
            () if all(self.wholes) => "integer",
            () if all(self.numbers) => "decimal",
            () if all(self.dates) => "date",
            () if all(self.phones) => "phone",
            () if self.looks_listed() => "code",
            () if self.lines || self.longest > LONGEST_TEXT => "note",
            () => "text",
        }
    }

    /// Few short values, each of them met again and again.
    fn looks_listed(&self) -> bool {
        let count = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        let plain = |value: &String| !value.contains(['、', ',', '，', ';', '；', '\n']);
        self.values.len() <= MOST_OPTIONS
            && self.longest <= LONGEST_OPTION
            && self.filled >= count.saturating_mul(3)
            && self.values.iter().all(plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(header: &str, cells: &[&str]) -> &'static str {
        let mut seen = Seen::default();
        for cell in cells {
            seen.take(cell);
        }
        let unit = crate::exchange::names::bare_header(header).1;
        seen.kind(header, unit)
    }

    #[test]
    fn the_type_is_told_by_header_and_cells() {
        let levels = ["一级", "二级", "一级", "二级", "一级", "一级"];
        for (header, cells, expected) in [
            ("空着", &["", "/", "无"][..], "text"),
            ("是否双签", &["是", "否", "", "是"], "yes_no"),
            ("补贴（元）", &["300", "1,200.50"], "money"),
            ("补贴金额", &["300", "1200"], "money"),
            ("验收年度", &["2017", "2018"], "year"),
            ("养羊数", &["12", "2018"], "integer"),
            ("面积", &["1.5", "2"], "decimal"),
            (
                "验收时间",
                &["2018-09-01", "2018.9.20", "2018年8月"],
                "date",
            ),
            ("联系人手机", &["15200000542", "13900000001"], "phone"),
            ("编码", &["0012", "0013"], "text"),
            ("低保等级", &levels, "code"),
            ("级别", &["一级", "二级"], "text"),
            ("情况", &["甲\n乙"], "note"),
        ] {
            assert_eq!(kind(header, cells), expected, "{header}");
        }
    }
}
