//! Reading and typing the rows of a sheet on a thread of their own, beside the one that judges.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, SyncSender};

use super::head::hex;
use super::row::{Plan, RowDraft};
use super::sheet::OpenSheet;
use super::skip::{Skip, skip};
use crate::dictionary::Dictionary;
use crate::exchange::{FileFault, Row};

/// Rows handed over at a time.
const ROWS: usize = 128;
/// Batches that may lie ready: enough that neither side waits, few enough to stay small.
pub const BATCHES: usize = 4;

/// Rows handed over together.
pub type Batch = Vec<Parsed>;

/// A row of data, typed.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The row as it stands.
    pub row: Row,
    /// Its values.
    pub draft: RowDraft,
    /// The first filled column beyond the header, counted from 1.
    pub beyond: Option<usize>,
}

/// Reads a sheet and hands its rows over.
#[derive(Debug)]
pub struct Feed<'a> {
    /// The sheet.
    pub open: &'a OpenSheet,
    /// The dictionary.
    pub dictionary: &'a Dictionary,
    /// How many rows had nothing in the ledger's own block of columns.
    pub elsewhere: &'a AtomicU32,
}

impl Feed<'_> {
    /// Sends every row of data in order and returns the digest of the bytes read. Whoever judges
    /// may stop listening; the rest is then not read. Batches that come back as `spent` are filled
    /// again: so their memory is taken and given back on one thread, once.
    ///
    /// # Errors
    ///
    /// [`FileFault`] when the file cannot be read on.
    pub fn send(
        &self,
        batches: &SyncSender<Batch>,
        spent: &Receiver<Batch>,
    ) -> Result<String, FileFault> {
        let layout = &self.open.sheet.layout;
        let plan = Plan::of(self.dictionary, layout, self.open.sheet.today);
        let mut rows = self.open.rows()?;
        let (mut batch, mut filled) = (Batch::new(), 0);
        loop {
            if filled == batch.len() {
                batch.push(Parsed::default());
            }
            let Parsed { row, draft, beyond } = &mut batch[filled];
            if !rows.next(row)? {
                break;
            }
            if row.number <= layout.header_row {
                continue;
            }
            if let Some(why) = skip(layout, row) {
                let other = u32::from(why == Skip::Elsewhere);
                self.elsewhere.fetch_add(other, Ordering::Relaxed);
                continue;
            }
            let width = layout.columns.len();
            let filled_at = row
                .cells()
                .skip(width)
                .position(|cell| !cell.trim().is_empty());
            *beyond = filled_at.map(|at| width + at + 1);
            draft.clear(row.number);
            draft.read(&plan, |at| row.get(at));
            filled += 1;
            if filled == ROWS {
                let next = spent.try_recv().unwrap_or_default();
                if batches.send(std::mem::replace(&mut batch, next)).is_err() {
                    return Ok(String::new());
                }
                filled = 0;
            }
        }
        batch.truncate(filled);
        // Nobody listens any more when judging ended early.
        let _ = batches.send(batch);
        Ok(rows.digest().map(|bytes| hex(&bytes)).unwrap_or_default())
    }
}
