//! Taking a county's sheet in.
//!
//! The file is read twice. The first pass judges every row against the book in bounded memory and
//! makes the preview; the second runs the same judge inside one action and writes. Nothing is
//! written while a person reads, and a file that has changed between the passes is refused.

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
mod loan;
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

use std::collections::HashSet;
use std::sync::mpsc::{channel, sync_channel};

use chrono::NaiveDate;

use crate::exchange::FileFault;
use crate::policy::Packs;
use crate::port::import::{ImportOptions, ImportReport};
use crate::store::{Act, ActionKind, Batch, Store, StoreError, Who, Writer};
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
    let (mut tally, digest) =
        store.reading(|| run(judge, &open, None, progress, |_, _, _| ()))??;
    tally.finish();
    let existing = store.size_of(open.sheet.layout.ledger)?;
    let mut report = open.report(existing, tally, true);
    open.refuse_if_column_missing(&report)?;
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
    let places = Places::of(open.dictionary(), open.sheet.layout.ledger)?;
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
    let empty = empty_ledgers(store)?;
    let mut failed = None;
    let done = store.act(&act, |writer| {
        let id = writer.start_batch(&batch)?;
        let written =
            write(writer, (&open, &places), (seen, empty), progress).map_err(|error| {
                failed = Some(error);
                // Whatever ends the action leaves the book as it was; the reason is told outside.
                StoreError::CannotUndo(String::new())
            })?;
        for (row, cells, reason) in &written.refused {
            writer.refuse(id, *row, cells, reason)?;
        }
        let mut report = open.report(existing, written.tally, false);
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
    (seen, empty): (&ImportReport, Empty),
    progress: Progress<'_>,
) -> Result<Written, ImportError> {
    let mut refused = Vec::new();
    open.make_own(writer)?;
    writer.holding_from(&open.sheet.as_of);
    let judge = Judge::new(Live(writer, empty), &open.sheet, places);
    let keep = |row, cells, reason: &str| refused.push((row, cells, reason.to_owned()));
    let (mut tally, digest) = run(judge, open, Some(seen), progress, keep)?;
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

/// Judges every row, in order, while another thread reads those that follow; `refused` is told of
/// the rows that stay out, with their cells where `keep` asked for them.
fn run<B: Books>(
    mut judge: Judge<'_, B>,
    open: &OpenSheet,
    seen: Option<&ImportReport>,
    progress: Progress<'_>,
    mut refused: impl FnMut(u32, String, &str),
) -> Result<(Tally, String), ImportError> {
    let fault = |cause| ImportError::File {
        file: open.file.clone(),
        cause,
    };
    let total = seen.map(|seen| seen.rows);
    let keep: HashSet<u32> = seen
        .iter()
        .flat_map(|seen| &seen.refused_rows)
        .map(|(row, _)| *row)
        .collect();
    let feed = Feed {
        open,
        dictionary: open.dictionary(),
        keep,
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
                    let reason = judge.tally.refused.last();
                    let reason = reason.map_or("", |(_, reason)| reason.as_str());
                    refused(
                        parsed.draft.number,
                        parsed.cells.take().unwrap_or_default(),
                        reason,
                    );
                }
                if judge.tally.rows.is_multiple_of(STEP) && !progress(judge.tally.rows, total) {
                    return Err(ImportError::Cancelled);
                }
            }
            // The reader is gone when it has read everything.
            let _ = give_back.send(batch);
        }
        judge.finish_families()?;
        let read = reader
            .join()
            .unwrap_or(Err(FileFault::Unreadable("读取中断".into())));
        Ok((judge.tally, read.map_err(fault)?))
    })
}
