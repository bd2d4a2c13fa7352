//! The rows that stay out, as a sheet to send back: as they stood, the reason in a last column.

use std::collections::BTreeMap;
use std::path::Path;

use super::sheet::OpenSheet;
use super::{Context, ImportError};
use crate::domain::text;
use crate::exchange::{CsvWriter, Encoding, Row, save};
use crate::port::import::{ImportOptions, ImportReport};
use crate::store::Store;

/// The header of the last column.
pub(super) const REASON: &str = "退回原因";

/// The cells of a row as JSON.
pub(super) fn cells_json(row: &Row) -> String {
    let cells: Vec<&str> = row.cells().collect();
    serde_json::to_string(&cells).unwrap_or_default()
}

/// Saves the refused rows of a report, read again from the sheet, with everything up to the header
/// above them.
///
/// # Errors
///
/// [`ImportError`] when the sheet cannot be read any more or the file cannot be written.
pub fn save_refused(
    store: &Store,
    context: Context<'_>,
    options: &ImportOptions,
    report: &ImportReport,
    to: &Path,
) -> Result<usize, ImportError> {
    save_from(&OpenSheet::open(store, context, options)?, report, to)
}

/// As [`save_refused`], of a sheet that is open already.
pub(super) fn save_from(
    open: &OpenSheet,
    report: &ImportReport,
    to: &Path,
) -> Result<usize, ImportError> {
    let fault = |cause| ImportError::File {
        file: open.file.clone(),
        cause,
    };
    let reasons: BTreeMap<u32, &str> = report
        .refused_rows
        .iter()
        .map(|(row, why)| (*row, why.as_str()))
        .collect();
    let mut rows = open.rows().map_err(fault)?;
    let written = save(to, |file| -> Result<usize, std::io::Error> {
        let mut writer = CsvWriter::new(file, Encoding::default());
        let mut row = Row::default();
        let mut count = 0;
        while rows.next(&mut row).map_err(std::io::Error::other)? {
            let reason = if row.number == report.header_row {
                Some(&REASON)
            } else {
                reasons.get(&row.number)
            };
            if row.number > report.header_row && reason.is_none() {
                continue;
            }
            // Cells stand as they stood; only what Excel would run or spoil is protected.
            row.cells().for_each(|cell| writer.cell_digits(cell));
            for _ in row.len()..open.sheet.layout.columns.len() {
                writer.cell_raw("");
            }
            writer.cell_text(reason.copied().unwrap_or_default());
            writer.end_row()?;
            count += usize::from(row.number > report.header_row);
        }
        writer.finish()?;
        Ok(count)
    });
    written.map_err(|error| ImportError::Unusable {
        file: open.file.clone(),
        why: format!(
            "退回的行写不到{}（{error}），没有导入：请换一个位置",
            text::show(&to.to_string_lossy())
        ),
    })
}
