//! What the beginning of a sheet tells beside its header: year, day, merged cells.

use std::fs::File;
use std::path::Path;

use super::ImportError;
use crate::dictionary::Dictionary;
use crate::domain::{PartialDate, date};
use crate::exchange::header::ROWS_SEARCHED;
use crate::exchange::{Encoding, FileFault, HeadRow, Layout, Row, Rows, Target};
use crate::store::Store;

/// So many rows tell whether households stand in merged cells.
const ROWS_SAMPLED: usize = 200;

/// The rows that the header is looked for in, and some below.
pub(super) fn head_rows(path: &Path, encoding: Encoding) -> Result<Vec<HeadRow>, FileFault> {
    let mut rows = Rows::open(path, encoding)?;
    let mut row = Row::default();
    let mut head = Vec::new();
    while head.len() < ROWS_SEARCHED + ROWS_SAMPLED && rows.next(&mut row)? {
        head.push((row.number, row.cells().map(str::to_owned).collect()));
    }
    Ok(head)
}

/// The day under which the same bytes were imported before.
pub(super) fn known_day(store: &Store, path: &Path) -> Result<Option<String>, ImportError> {
    use sha2::{Digest, Sha256};
    let mut hasher = Sha256::new();
    let copied = File::open(path)
        .and_then(|mut file| std::io::copy(&mut file, &mut HashWriter(&mut hasher)));
    if copied.is_err() {
        return Ok(None);
    }
    let digest = hex(&hasher.finalize());
    Ok(store.batch_of(&digest)?.and_then(|(_, day)| day))
}

/// Bytes in hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

struct HashWriter<'a>(&'a mut sha2::Sha256);

impl std::io::Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        sha2::Digest::update(self.0, bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The first year of this century in a text.
pub(super) fn year_in(titles: &str) -> Option<i32> {
    let digits: Vec<char> = titles
        .chars()
        .map(|c| if c.is_ascii_digit() { c } else { ' ' })
        .collect();
    let runs: String = digits.into_iter().collect();
    let year = |run: &str| {
        run.get(..4)
            .and_then(|year| year.parse().ok())
            .filter(|year| (2000..2100).contains(year))
    };
    runs.split_whitespace()
        .filter(|run| matches!(run.len(), 4 | 6 | 8))
        .find_map(year)
}

/// The first whole day in a text: 截至2018年8月31日, 填报时间：2024年6月7日.
pub(super) fn day_in(titles: &str) -> Option<PartialDate> {
    let written = |c: char| c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | '-' | '/' | '.');
    let runs = titles.split(|c| !written(c)).filter(|run| run.len() >= 8);
    runs.filter_map(|run| date::read(run.trim_matches(['-', '/', '.'])).ok())
        .map(|read| read.date)
        .find(|date| date.day().is_some())
}

/// Whether household cells stand on the first row of a family only: some are blank, and no two
/// rows one after another repeat one.
pub(super) fn merged(dictionary: &Dictionary, layout: &Layout, head: &[HeadRow]) -> bool {
    let Some(household) = dictionary.find("household") else {
        return false;
    };
    let ledger = dictionary.ledger(layout.ledger);
    let reference = ledger.reference_to(household.id);
    // Where a record may do without a household, a blank cell says so.
    let Some(reference) = reference.filter(|_| !ledger.has_own_village()) else {
        return false;
    };
    let keys = ["code", "head_name", "head_id"];
    let columns = ledger.fields[reference].columns.iter().enumerate();
    let mut places = columns.filter(|(_, column)| keys.contains(&column.key.as_str()));
    let Some(at) = places.find_map(|(at, _)| layout.column_of(Target::Part(reference, at))) else {
        return false;
    };
    let rows = head.iter().filter(|(number, cells)| {
        *number > layout.header_row && cells.iter().any(|c| !c.trim().is_empty())
    });
    let cells: Vec<&str> = rows
        .map(|(_, cells)| cells.get(at).map_or("", |cell| cell.trim()))
        .collect();
    let repeats = cells
        .windows(2)
        .any(|pair| !pair[0].is_empty() && pair[0] == pair[1]);
    cells.iter().any(|cell| cell.is_empty()) && !repeats
}
