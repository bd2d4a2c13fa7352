//! Taking a county's sheet in.
//!
//! The file is read twice. The first pass judges every row against the book in bounded memory and
//! makes the preview; the second runs the same judge inside one action and writes. Nothing is
//! written while a person reads, and a file that has changed between the passes is refused.

mod books;
mod family;
mod figures;
mod home;
mod household;
mod income;
mod judge;
mod loan;
mod other;
mod overlay;
mod person;
mod places;
mod put;
mod refused;
mod row;
mod sheet;
mod skip;
mod tally;

use std::sync::Arc;

use chrono::NaiveDate;

use crate::exchange::{FileFault, Row};
use crate::policy::Packs;
use crate::port::import::{ImportOptions, ImportReport};
use crate::store::{Act, ActionKind, Batch, Store, StoreError, Who, Writer};
use books::{Books, Live, Preview};
use judge::Judge;
use places::{NoSuchPlace, Places};
use row::RowDraft;
use sheet::OpenSheet;
use tally::Tally;

pub use figures::DEFAULT_PACK;
pub use refused::save_refused;

/// Rows between two reports of progress.
const STEP: u32 = 500;

/// Why an import did not happen. The book is as it was.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error("{file}：{cause}")]
    File {
        /// The file's name.
        file: String,
        /// Why.
        cause: FileFault,
    },
    /// The file can be read but not understood.
    #[error("{file}：{why}")]
    Unusable {
        /// The file's name.
        file: String,
        /// Why, and what to do.
        why: String,
    },
    /// The book refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The program's own dictionary is incomplete.
    #[error(transparent)]
    Dictionary(#[from] NoSuchPlace),
    /// The officer stopped it.
    #[error("已停止导入，台账没有改动")]
    Cancelled,
}

/// What an import needs to know of the world.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Today.
    pub today: NaiveDate,
    /// The policy packs.
    pub packs: &'a Packs,
}

/// How far an import has come; the answer is whether to go on.
pub type Progress<'p> = &'p mut dyn FnMut(u32, Option<u32>) -> bool;

/// The first pass: what the import would do. Nothing is written.
///
/// # Errors
///
/// [`ImportError`] when the file as a whole cannot be used.
pub fn preview(
    store: &Store,
    context: Context<'_>,
    options: &ImportOptions,
    progress: Progress<'_>,
) -> Result<ImportReport, ImportError> {
    let open = OpenSheet::open(store, context, options)?;
    let places = Places::of(store.dictionary(), open.sheet.layout.ledger)?;
    let judge = Judge::new(Preview::new(store), &open.sheet, &places);
    let (mut tally, digest) = run(judge, &open, None, progress, |_, _| ())?;
    tally.finish();
    let existing = store.size_of(open.sheet.layout.ledger)?;
    let mut report = open.report(store.dictionary(), existing, tally, true);
    open.refuse_if_column_missing(store, &report)?;
    report.same_as = store.batch_of(&digest)?.map(|(batch, _)| batch);
    report.digest = digest;
    Ok(report)
}

/// The second pass: writes, in one action. `seen` is the report of the first pass; a file with
/// other bytes is refused.
///
/// # Errors
///
/// [`ImportError`]; the book is then as it was.
pub fn apply(
    store: &mut Store,
    context: Context<'_>,
    options: &ImportOptions,
    (who, at): (&Who, &str),
    seen: &ImportReport,
    progress: Progress<'_>,
) -> Result<ImportReport, ImportError> {
    let open = OpenSheet::open(store, context, options)?;
    let places = Places::of(store.dictionary(), open.sheet.layout.ledger)?;
    let intent = format!(
        "{}：{} 新增{} 更新{}",
        open.file, seen.ledger_label, seen.added, seen.updated
    );
    let act = Act::new(who, at, ActionKind::Import, intent);
    let batch = Batch {
        id: 0,
        file: open.file.clone(),
        digest: seen.digest.clone(),
        ledger: seen.ledger.clone(),
        encoding: seen.encoding.clone(),
        year: Some(seen.year),
        as_of: Some(seen.as_of.clone()),
        summary: String::new(),
    };
    let existing = store.size_of(open.sheet.layout.ledger)?;
    let dictionary = Arc::clone(store.dictionary());
    let mut failed = None;
    let done = store.act(&act, |writer| {
        let id = writer.start_batch(&batch)?;
        let written = write(writer, (&open, &places), seen, progress).map_err(|error| {
            failed = Some(error);
            // Whatever ends the action leaves the book as it was; the reason is told outside.
            StoreError::CannotUndo(String::new())
        })?;
        for (row, cells, reason) in &written.refused {
            writer.refuse(id, *row, cells, reason)?;
        }
        let mut report = open.report(&dictionary, existing, written.tally, false);
        report.batch = Some(id);
        report.same_as = seen.same_as;
        writer.finish_batch(id, &serde_json::to_string(&report).unwrap_or_default())?;
        Ok(report)
    });
    let (action, mut report) =
        done.map_err(|error| failed.take().unwrap_or(ImportError::Store(error)))?;
    report.digest.clone_from(&seen.digest);
    if action.is_none() {
        report.batch = None;
    }
    Ok(report)
}

/// What the second pass leaves to be noted.
struct Written {
    tally: Tally,
    refused: Vec<(u32, String, String)>,
}

fn write(
    writer: &mut Writer<'_>,
    (open, places): (&OpenSheet, &Places),
    seen: &ImportReport,
    progress: Progress<'_>,
) -> Result<Written, ImportError> {
    let mut refused = Vec::new();
    let judge = Judge::new(Live(writer), &open.sheet, places);
    let (mut tally, digest) = run(judge, open, Some(seen.rows), progress, |row, reason| {
        refused.push((row.number, refused::cells_json(row), reason.to_owned()));
    })?;
    if digest != seen.digest {
        let why = "文件在预览之后又变了，没有导入：请重新预览".to_owned();
        return Err(ImportError::Unusable {
            file: open.file.clone(),
            why,
        });
    }
    tally.finish();
    Ok(Written { tally, refused })
}

/// Judges every row; `refused` is told of those that stay out.
fn run<B: Books>(
    mut judge: Judge<'_, B>,
    open: &OpenSheet,
    total: Option<u32>,
    progress: Progress<'_>,
    mut refused: impl FnMut(&Row, &str),
) -> Result<(Tally, String), ImportError> {
    let fault = |cause| ImportError::File {
        file: open.file.clone(),
        cause,
    };
    let mut rows = open.rows().map_err(fault)?;
    let (mut row, mut draft) = (Row::default(), RowDraft::default());
    let layout = &open.sheet.layout;
    while rows.next(&mut row).map_err(fault)? {
        if row.number <= layout.header_row {
            continue;
        }
        let cells: Vec<&str> = row.cells().collect();
        if skip::skip(layout, &cells).is_some() {
            continue;
        }
        draft.clear(row.number);
        draft.read(judge.books.dictionary(), layout, open.sheet.today, |at| {
            row.get(at)
        });
        judge.tally.beyond(row.number, layout, &cells);
        if judge.row(&mut draft)?.is_none() {
            let reason = judge
                .tally
                .refused
                .last()
                .map_or("", |(_, reason)| reason.as_str());
            refused(&row, reason);
        }
        if judge.tally.rows.is_multiple_of(STEP) && !progress(judge.tally.rows, total) {
            return Err(ImportError::Cancelled);
        }
    }
    judge.finish_families()?;
    let digest = rows.digest().map(|bytes| sheet::hex(&bytes));
    Ok((judge.tally, digest.unwrap_or_default()))
}
