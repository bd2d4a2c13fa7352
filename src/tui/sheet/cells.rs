//! The columns and cells of the lists of 收表报表 and its preview.

use crate::domain::{Problem, Severity};
use crate::port::import::{FieldChange, FolderEntry, HistoryLine, WaitingRow};
use crate::tui::screens::log::minute;
use crate::tui::widget::list::Column;

/// Columns of a folder.
#[must_use]
pub fn files() -> Vec<Column> {
    vec![
        Column::new("文件", 40).grows(),
        Column::new("大小", 8).right().rank(1),
        Column::new("修改时间", 16).rank(2),
    ]
}

/// Columns of the history of imports.
#[must_use]
pub fn history() -> Vec<Column> {
    vec![
        Column::new("次", 4).right(),
        Column::new("时间", 11),
        Column::new("文件", 16).grows(),
        Column::new("台账", 10).rank(2),
        Column::new("新增", 6).right(),
        Column::new("更新", 6).right().rank(1),
        Column::new("退回", 6).right().rank(1),
    ]
}

/// Columns of 待挂接.
#[must_use]
pub fn waiting() -> Vec<Column> {
    vec![
        Column::new("台账", 8),
        Column::new("谁", 8),
        Column::new("表上写的户", 20).grows(),
        Column::new("台账里对得上的", 22).rank(1),
    ]
}

/// A folder or a sheet.
#[must_use]
pub fn file(entry: &FolderEntry) -> Vec<String> {
    let kilobytes = entry.bytes.div_ceil(1024);
    let (name, size) = if entry.folder {
        (format!("{}/", entry.name), String::new())
    } else {
        (entry.name.clone(), format!("{kilobytes} KB"))
    };
    vec![name, size, entry.changed.clone()]
}

/// An import done before.
#[must_use]
pub fn import(line: &HistoryLine) -> Vec<String> {
    let [added, updated, _, refused] = line.counts;
    let file = if line.undone {
        format!("(已撤回) {}", line.file)
    } else {
        line.file.clone()
    };
    vec![
        line.batch.to_string(),
        minute(&line.at),
        file,
        line.ledger.clone(),
        added.to_string(),
        updated.to_string(),
        refused.to_string(),
    ]
}

/// A record of 待挂接.
#[must_use]
pub fn waits(row: &WaitingRow) -> Vec<String> {
    let fits = row
        .suggestion
        .as_ref()
        .map_or_else(|| "没有".to_owned(), |(_, name)| name.clone());
    vec![
        row.ledger.clone(),
        row.name.clone(),
        row.called.clone(),
        fits,
    ]
}

/// A problem of a row.
#[must_use]
pub fn problem(problem: &Problem) -> Vec<String> {
    let what = match problem.severity {
        Severity::Refuse => "退回",
        Severity::Drop => "此格不导入",
        Severity::Warn => "请核对",
    };
    let column = problem.column.clone().unwrap_or_default();
    vec![
        problem.row.to_string(),
        what.into(),
        column,
        format!("{} {}", problem.message, problem.value),
    ]
}

/// A value that changes.
#[must_use]
pub fn change(change: &FieldChange) -> Vec<String> {
    let before = if change.before.is_empty() {
        "(漏填)"
    } else {
        &change.before
    };
    vec![
        change.row.to_string(),
        format!("{} {}", change.ledger, change.record),
        change.field.clone(),
        before.to_owned(),
        change.after.clone(),
    ]
}

/// Columns of the problems of a sheet.
#[must_use]
pub fn problems() -> Vec<Column> {
    vec![
        Column::new("行", 6).right(),
        Column::new("怎样", 10),
        Column::new("哪一列", 14).rank(1),
        Column::new("说明", 30).grows(),
    ]
}

/// Columns of what a sheet changes.
#[must_use]
pub fn changes() -> Vec<Column> {
    vec![
        Column::new("行", 6).right(),
        Column::new("谁", 18),
        Column::new("哪一项", 12),
        Column::new("台账里", 14),
        Column::new("表里", 14).grows(),
    ]
}
