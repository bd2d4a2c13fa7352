//! Writing the synthetic township (演示镇) into a new book.

use std::path::Path;
use std::sync::Arc;

use serde_json::json;

use crate::demo::{DemoError, Fault, Report, Township};
use crate::dictionary::{Dictionary, LedgerId};
use crate::store::{Act, ActionKind, Store, StoreError, Who, Writer};

/// The officer whose book it is.
const OPERATOR: &str = "刘晓燕";
/// The villages she is responsible for, by their keys in a fresh book: 白马庙, 石桥.
const OWN_VILLAGES: [i64; 2] = [1, 3];

/// What belongs to the township: who, where, which policies, which day.
const SETTINGS: [(&str, &str); 6] = [
    ("township", "松垭镇"),
    ("county", "岭东县"),
    ("pack", "hubei-2016"),
    ("demo", "1"),
    ("today", "2018-09-20"),
    ("operator", OPERATOR),
];

/// Why the township could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// It could not be made.
    #[error(transparent)]
    Demo(#[from] DemoError),
    /// The book could not be made or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The action in the book's log.
    pub action: Option<i64>,
    /// Rows of each ledger.
    pub rows: Vec<(LedgerId, i64)>,
    /// Planted faults of each kind, in the order of [`Fault`].
    pub faults: Vec<(Fault, usize)>,
}

impl Summary {
    /// The rows written into a ledger.
    #[must_use]
    pub fn rows_of(&self, ledger: LedgerId) -> i64 {
        let found = self.rows.iter().find(|(id, _)| *id == ledger);
        found.map_or(0, |(_, rows)| *rows)
    }
}

/// Makes a book at `path` and writes a township of so many registered households into it, in one
/// action of the log; `at` is the time of the action, local with its offset.
///
/// # Errors
///
/// [`WriteError::Store`] when a file is there already (it is not touched) or the disk refuses;
/// [`WriteError::Demo`] when the size is out of bounds. A book that could not be filled is left
/// empty where it was made.
pub fn write(
    path: &Path,
    households: usize,
    seed: u64,
    dictionary: &Arc<Dictionary>,
    at: &str,
) -> Result<Summary, WriteError> {
    let township = Township::new(dictionary, households, seed)?;
    let mut store = Store::create(path, Arc::clone(dictionary))?;
    let who = Who {
        operator: OPERATOR.to_owned(),
        account: String::new(),
    };
    let act = Act::new(&who, at, ActionKind::Setting, "生成演示镇".to_owned());
    let (action, report) = store.act(&act, |writer| {
        settings(writer)?;
        township.emit(|ledger, values| writer.insert(ledger, &values).map(|_| ()))
    })?;
    Ok(summary(action, report))
}

fn settings(writer: &mut Writer<'_>) -> Result<(), StoreError> {
    for (key, value) in SETTINGS {
        writer.set(key, value)?;
    }
    let operator = json!({ "post": "扶贫专干", "villages": OWN_VILLAGES, "helper": null });
    writer.set(&format!("operator:{OPERATOR}"), &operator.to_string())
}

fn summary(action: Option<i64>, report: Report) -> Summary {
    let mut faults: Vec<(Fault, usize)> = Vec::new();
    let mut all: Vec<Fault> = report.planted.iter().map(|planted| planted.fault).collect();
    all.sort_unstable();
    for fault in all {
        match faults.last_mut() {
            Some((last, count)) if *last == fault => *count += 1,
            _ => faults.push((fault, 1)),
        }
    }
    Summary {
        action,
        rows: report.rows,
        faults,
    }
}
