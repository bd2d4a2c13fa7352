//! 自动备份: a copy a day, before the day's first import at the latest; few are kept of the old.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::{beside, kept, line, not_made};
use crate::app::Desk;
use crate::app::session::now;
use crate::domain::keeping;
use crate::port::{CopyLine, Fault};
use crate::store::{Store, prove};

/// Where they lie, within the folder of copies.
const FOLDER: &str = "自动";

/// What stands in their names between the book's and the day: several books may lie in one folder.
const NAME: &str = "自动";

/// The setting that says why the last one was not made; empty when it was.
const FAILED: &str = "backup_failed";

/// A book larger than so many bytes is not copied while an import waits for it.
const LARGE: u64 = 64 << 20;

/// Makes the day's copy where there is none yet. Only where the day is the system's: a demo and a
/// day that somebody gave are no days of work.
pub(in crate::app) fn daily(desk: &mut Desk) -> Result<(), Fault> {
    if !is_due(desk)? {
        return Ok(());
    }
    let done = copy(desk);
    let why = match &done {
        Ok(_) => String::new(),
        // Another process was as quick.
        Err(_) if !is_due(desk)? => return Ok(()),
        Err(fault) => format!("{} {}", desk.today, fault.message),
    };
    if failed(&desk.store)?.unwrap_or_default() != why {
        desk.store.keep_quietly(FAILED, &why)?;
    }
    done.map(|_| ())
}

/// The same before an import, which goes on also where the copy could not be made: what an import
/// did can be taken back, and the failure is told by 备份 and 自检.
pub(in crate::app::serve) fn before_import(desk: &mut Desk) {
    let bytes = fs::metadata(desk.store.path()).map_or(0, |file| file.len());
    if bytes <= LARGE {
        // It stands in the setting.
        let _ = daily(desk);
    }
}

fn is_due(desk: &Desk) -> Result<bool, Fault> {
    if !desk.clock || !desk.store.is_writable() || desk.store.setting("demo")?.is_some() {
        return Ok(false);
    }
    let household = desk.dictionary.find("household");
    let empty = match household {
        Some(ledger) => desk.store.is_empty(ledger.id)?,
        None => true,
    };
    Ok(!empty && !days_of(desk.store.path()).contains(&desk.today))
}

/// Why the last one was not made, if it was not.
pub(in crate::app::serve) fn failed(store: &Store) -> Result<Option<String>, Fault> {
    let why = store.setting(FAILED)?;
    Ok(why.filter(|why| !why.is_empty()))
}

/// Where automatic copies of a book lie.
fn folder(book: &Path) -> PathBuf {
    beside(book).join(FOLDER)
}

/// The copy of a day.
fn file(book: &Path, day: NaiveDate) -> PathBuf {
    folder(book).join(format!("{}{day}.db", name(book)))
}

fn name(book: &Path) -> String {
    let stem = book.file_stem().unwrap_or_default();
    format!("{}{NAME}", stem.to_string_lossy())
}

/// The days of the copies of a book; files of other names are nobody's business.
pub(in crate::app::serve) fn days_of(book: &Path) -> Vec<NaiveDate> {
    let Ok(entries) = fs::read_dir(folder(book)) else {
        return Vec::new();
    };
    let begins = name(book);
    let mut days: Vec<NaiveDate> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let day = name.strip_prefix(&begins)?.strip_suffix(".db")?;
            day.parse().ok()
        })
        .collect();
    days.sort_unstable();
    days
}

/// The copies of a book, the newest first: day and file.
pub(in crate::app::serve) fn copies(book: &Path) -> Vec<(String, PathBuf)> {
    let days = days_of(book).into_iter().rev();
    days.map(|day| (day.to_string(), file(book, day))).collect()
}

fn copy(desk: &mut Desk) -> Result<CopyLine, Fault> {
    let book = super::absolute(desk.store.path())?;
    super::made(&folder(&book))?;
    let path = file(&book, desk.today);
    let proof = desk
        .store
        .backup(&path)
        .map_err(|error| not_made(error, &path))?;
    let line = CopyLine {
        at: now(),
        operator: desk.who.operator.clone(),
        automatic: true,
        ..line(&path, &proof)
    };
    // Nobody's act: no entry in the log.
    let text = kept(&line).to_string();
    desk.store.keep_quietly(super::LAST, &text)?;
    thin(&book);
    Ok(line)
}

/// Takes away what is not kept any more, as long as the newest opens.
fn thin(book: &Path) {
    let days = days_of(book);
    let kept = keeping::kept(&days);
    let newest = days.last();
    if newest.is_none_or(|day| prove(&file(book, *day)).is_err()) {
        return;
    }
    for day in days.iter().filter(|day| !kept.contains(day)) {
        // What cannot be removed only takes room.
        let _ = fs::remove_file(file(book, *day));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_their_own_name_are_counted() {
        let place = tempfile::tempdir().expect("a folder");
        let book = place.path().join("book.db");
        fs::create_dir_all(folder(&book)).expect("a folder");
        for name in [
            "book自动2018-09-20.db",
            "book自动2018-09-02.db",
            "book自动2018-13-02.db",
            "book自动.db",
            "别的自动2018-09-19.db",
            "甲镇2018-09-20.db",
            ".book自动2018-09-21.db.5.tmp",
        ] {
            fs::write(folder(&book).join(name), "").expect("written");
        }
        let days = || {
            days_of(&book)
                .iter()
                .map(NaiveDate::to_string)
                .collect::<Vec<_>>()
        };
        assert_eq!(days(), ["2018-09-02", "2018-09-20"]);
        // None opens, so none goes.
        thin(&book);
        assert_eq!(days().len(), 2);
    }
}
