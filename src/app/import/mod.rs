//! Taking a county's sheet in.
//!
//! A preview judges every row against the book in bounded memory and writes nothing. An import runs
//! the same judge inside one action and writes what it says at once; what is found wrong with the
//! file as a whole takes the action back. Where a person reads the preview first, no action is open
//! meanwhile, and a file that has changed since is refused.

mod books;
mod event;
mod family;
mod feed;
mod figures;
mod guess;
mod head;
mod home;
mod household;
mod income;
mod judge;
mod known;
mod loan;
mod loan_event;
mod order;
mod other;
mod overlay;
mod own;
mod person;
mod places;
mod put;
mod refer;
mod refused;
mod row;
mod sheet;
mod skip;
mod tally;

use std::path::Path;
use std::sync::mpsc::{channel, sync_channel};

use chrono::NaiveDate;

use crate::exchange::{FileFault, Row};
use crate::policy::Packs;
use crate::port::import::{ImportOptions, ImportReport};
use crate::store::{Act, ActionKind, Store, StoreError, Who, Writer};
use books::{Books, Empty, Live, Preview, empty_ledgers};
use feed::Feed;
use judge::Judge;
use places::{NoSuchPlace, Places};
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
    let dictionary = open.dictionary();
    let places = Places::of(dictionary, open.sheet.layout.ledger)?;
    let as_of = &open.sheet.as_of;
    let books = Preview::new(store, dictionary, as_of, empty_ledgers(store)?);
    let judge = Judge::new(books, &open.sheet, &places);
    let (mut tally, digest) = store.reading(|| run(judge, &open, progress, |_| ()))??;
    tally.finish();
    let existing = store.size_of(open.sheet.layout.ledger)?;
    let mut report = open.report(existing, tally, true);
    open.refuse_if_column_missing(&report)?;
    report.same_as = store.batch_of(&digest)?.map(|(batch, _)| batch);
    report.digest = digest;
    Ok(report)
}

/// Takes a sheet in, in one action and one pass: what the preview would say is the report. With
/// `refused`, the rows that stay out are saved there before anything is kept.
///
/// # Errors
///
/// [`ImportError`]; the book is then as it was.
pub fn take_in(
    store: &mut Store,
    context: Context<'_>,
    options: &ImportOptions,
    by: (&Who, &str),
    refused: Option<&Path>,
    progress: Progress<'_>,
) -> Result<ImportReport, ImportError> {
    let open = OpenSheet::open(store, context, options)?;
    write(store, &open, by, progress, |report| {
        match refused.filter(|_| report.refused > 0) {
            Some(to) => refused::save_from(&open, report, to).map(|_| ()),
            None => Ok(()),
        }
    })
}

/// The second pass, after somebody has read the preview: writes, in one action. `seen` is the
/// report of the first pass; a file with other bytes is refused.
///
/// # Errors
///
/// [`ImportError`]; the book is then as it was.
pub fn apply(
    store: &mut Store,
    context: Context<'_>,
    options: &ImportOptions,
    by: (&Who, &str),
    seen: &ImportReport,
    progress: Progress<'_>,
) -> Result<ImportReport, ImportError> {
    let open = OpenSheet::open(store, context, options)?;
    let mut progress = |rows, _| progress(rows, Some(seen.rows));
    write(store, &open, by, &mut progress, |report| {
        if report.digest == seen.digest {
            return Ok(());
        }
        let why = "文件在预览之后又变了，没有导入：请重新预览".to_owned();
        Err(ImportError::Unusable {
            file: open.file.clone(),
            why,
        })
    })
}

/// Judges every row and writes it at once; `accept` sees the report before anything is kept, and
/// what it refuses leaves no trace.
fn write(
    store: &mut Store,
    open: &OpenSheet,
    (who, at): (&Who, &str),
    progress: Progress<'_>,
    accept: impl FnOnce(&ImportReport) -> Result<(), ImportError>,
) -> Result<ImportReport, ImportError> {
    let places = Places::of(open.dictionary(), open.sheet.layout.ledger)?;
    let existing = store.size_of(open.sheet.layout.ledger)?;
    let empty = empty_ledgers(store)?;
    let mut failed = None;
    let act = Act::new(who, at, ActionKind::Import, open.file.clone());
    let done = store.act(&act, |writer| {
        let id = writer.start_batch(&open.batch())?;
        let kept = || -> Result<ImportReport, ImportError> {
            let (mut tally, digest, cells) = judged(writer, open, (&places, empty), progress)?;
            tally.finish();
            let mut report = open.report(existing, tally, false);
            open.refuse_if_column_missing(&report)?;
            report.digest = digest;
            report.same_as = writer.batch_of(&report.digest)?.map(|(batch, _)| batch);
            accept(&report)?;
            report.batch = Some(id);
            for ((row, reason), cells) in report.refused_rows.iter().zip(cells) {
                writer.refuse(id, *row, &cells, reason)?;
            }
            Ok(report)
        };
        let report = kept().map_err(|error| {
            failed = Some(error);
            // Whatever ends the action leaves the book as it was; the reason is told outside.
            StoreError::CannotUndo(String::new())
        })?;
        writer.means(&format!(
            "{}：{} 新增{} 更新{}",
            open.file, report.ledger_label, report.added, report.updated
        ))?;
        let summary = serde_json::to_string(&report).unwrap_or_default();
        writer.finish_batch(id, &report.digest, &summary)?;
        Ok(report)
    });
    let (action, mut report) =
        done.map_err(|error| failed.take().unwrap_or(ImportError::Store(error)))?;
    if action.is_none() {
        report.batch = None;
    }
    Ok(report)
}

/// The tally of a pass that writes, the digest of the file, and the cells of the rows that stay
/// out, as JSON.
fn judged(
    writer: &mut Writer<'_>,
    open: &OpenSheet,
    (places, empty): (&Places, Empty),
    progress: Progress<'_>,
) -> Result<(Tally, String, Vec<String>), ImportError> {
    open.make_own(writer)?;
    writer.holding_from(&open.sheet.as_of);
    let ledger = open.sheet.layout.ledger;
    if empty.contains(&ledger) && open.is_large() {
        writer.index_at_end(ledger)?;
    }
    let judge = Judge::new(Live::new(writer, empty), &open.sheet, places);
    let mut cells = Vec::new();
    let (tally, digest) = run(judge, open, progress, |row| {
        cells.push(refused::cells_json(row));
    })?;
    Ok((tally, digest, cells))
}

/// Judges every row, in order, while another thread reads those that follow; `refused` is told of
/// the rows that stay out.
fn run<B: Books>(
    mut judge: Judge<'_, B>,
    open: &OpenSheet,
    progress: Progress<'_>,
    mut refused: impl FnMut(&Row),
) -> Result<(Tally, String), ImportError> {
    let fault = |cause| ImportError::File {
        file: open.file.clone(),
        cause,
    };
    let feed = Feed {
        open,
        dictionary: open.dictionary(),
    };
    std::thread::scope(|scope| {
        let (sender, batches) = sync_channel(feed::BATCHES);
        let (give_back, spent) = channel();
        let reader = scope.spawn(move || feed.send(&sender, &spent));
        for mut batch in batches {
            for parsed in &mut batch {
                if let Some(column) = parsed.beyond {
                    judge.tally.beyond(parsed.draft.number, column);
                }
                if judge.row(&mut parsed.draft)?.is_none() {
                    refused(&parsed.row);
                }
                if judge.tally.rows.is_multiple_of(STEP) && !progress(judge.tally.rows, None) {
                    return Err(ImportError::Cancelled);
                }
            }
            // The reader is gone when it has read everything.
            let _ = give_back.send(batch);
        }
        judge.finish_families()?;
        open.refuse_if_shifted(judge.order.is_shifted())?;
        let read = reader
            .join()
            .unwrap_or(Err(FileFault::Unreadable("读取中断".into())));
        Ok((judge.tally, read.map_err(fault)?))
    })
}
