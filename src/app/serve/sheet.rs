//! Sheets that come in: previews, imports, their history, and 待挂接.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Local};

use crate::app::Desk;
use crate::app::import::{self, Context, ImportError, Progress};
use crate::app::session::now;
use crate::domain::text;
use crate::exchange::{CsvWriter, Encoding, save};
use crate::port::import::{
    FolderEntry, FolderPage, HistoryLine, ImportOptions, ImportReport, Outcome, SheetReply,
    SheetRequest, one_of,
};
use crate::port::{Fault, FaultKind, Reply, Scope};

/// So many imports are listed.
const HISTORY: usize = 200;

/// Where the officer last looked for sheets.
const FOLDER_KEY: &str = "folder";

/// Answers; `progress` is told how far a long request has come and says whether to go on.
///
/// # Errors
///
/// [`Fault`] when it cannot be done; the book is then as it was.
pub fn answer(
    desk: &mut Desk,
    request: SheetRequest,
    progress: Progress<'_>,
) -> Result<Reply, Fault> {
    let reply = match request {
        SheetRequest::Import {
            options,
            dry_run,
            refused,
        } => SheetReply::Imported(import_all(
            desk,
            &options,
            dry_run,
            refused.as_deref(),
            progress,
        )),
        SheetRequest::Preview(options) => {
            remember_folder(desk, &options.file)?;
            SheetReply::Previewed(Box::new(preview(desk, &options, progress)?))
        }
        SheetRequest::Apply { options, seen } => {
            SheetReply::Applied(Box::new(apply(desk, &options, &seen, progress)?))
        }
        SheetRequest::SaveRefused { options, seen } => {
            let to = beside(&options.file);
            let context = Context {
                today: desk.today,
                packs: &desk.packs,
            };
            let rows = import::save_refused(&desk.store, context, &options, &seen, &to)?;
            SheetReply::Saved(to, rows)
        }
        SheetRequest::SaveRefusedOf(batch) => save_refused_of(desk, batch)?,
        SheetRequest::History => SheetReply::History(history(desk)?),
        SheetRequest::Folder(path) => SheetReply::Folder(folder(desk, path)?),
        SheetRequest::Attach { record, household } => {
            return super::waiting::attach(desk, record, household);
        }
        SheetRequest::Waiting => SheetReply::Waiting(super::waiting::list(desk)?),
    };
    Ok(Reply::Sheet(reply))
}

impl From<ImportError> for Fault {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Store(error) => error.into(),
            ImportError::Cancelled => Self::new(FaultKind::Failed, error.to_string()),
            other => Self::new(FaultKind::Refused, other.to_string()),
        }
    }
}

fn preview(
    desk: &Desk,
    options: &ImportOptions,
    progress: Progress<'_>,
) -> Result<ImportReport, Fault> {
    let context = Context {
        today: desk.today,
        packs: &desk.packs,
    };
    Ok(import::preview(&desk.store, context, options, progress)?)
}

fn apply(
    desk: &mut Desk,
    options: &ImportOptions,
    seen: &ImportReport,
    progress: Progress<'_>,
) -> Result<ImportReport, Fault> {
    super::backup::auto::before_import(desk);
    let context = Context {
        today: desk.today,
        packs: &desk.packs,
    };
    let by = (&desk.who, &*now());
    let done = import::apply(&mut desk.store, context, options, by, seen, progress)?;
    after_import(desk);
    Ok(done)
}

/// Counts once what 首页 shows, so that the next start need not; where it fails, that start counts.
fn after_import(desk: &mut Desk) {
    desk.index = None;
    let _ = super::page::home(desk, Scope::Township);
}

/// One file after another; a folder stands for its sheets, by name.
fn import_all(
    desk: &mut Desk,
    options: &ImportOptions,
    dry_run: bool,
    refused: Option<&Path>,
    progress: Progress<'_>,
) -> Vec<Outcome> {
    let files = if options.file.is_dir() {
        sheets_in(&options.file)
    } else {
        Ok(vec![options.file.clone()])
    };
    let files = match files {
        Ok(files) => files,
        Err(fault) => {
            return vec![Outcome {
                file: options.file.display().to_string(),
                result: Err(fault),
            }];
        }
    };
    if !dry_run {
        super::backup::auto::before_import(desk);
    }
    let several = files.len() > 1;
    let outcome = |(at, file): (usize, PathBuf)| {
        let own = refused.filter(|_| several).map(|to| one_of(to, at, &file));
        let refused = own.as_deref().or(refused);
        let options = ImportOptions {
            file,
            ..options.clone()
        };
        let result = import_one(desk, &options, dry_run, refused, progress).map(Box::new);
        Outcome {
            file: options.file.display().to_string(),
            result,
        }
    };
    files.into_iter().enumerate().map(outcome).collect()
}

fn import_one(
    desk: &mut Desk,
    options: &ImportOptions,
    dry_run: bool,
    refused: Option<&Path>,
    progress: Progress<'_>,
) -> Result<ImportReport, Fault> {
    let context = Context {
        today: desk.today,
        packs: &desk.packs,
    };
    if let Some(to) = refused {
        let same = |a: &Path, b: &Path| fs::canonicalize(a).ok() == fs::canonicalize(b).ok();
        if to.exists() && same(to, &options.file) {
            let message = "--refused 写的就是来表本身，没有导入：请换一个文件名".to_owned();
            return Err(Fault::new(FaultKind::Refused, message));
        }
    }
    if dry_run {
        let seen = import::preview(&desk.store, context, options, progress)?;
        if let Some(to) = refused.filter(|_| seen.refused > 0) {
            import::save_refused(&desk.store, context, options, &seen, to)?;
        }
        return Ok(seen);
    }
    let by = (&desk.who, &*now());
    let done = import::take_in(&mut desk.store, context, options, by, refused, progress)?;
    after_import(desk);
    Ok(done)
}

fn sheets_in(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let mut found: Vec<PathBuf> = entries(folder)?
        .into_iter()
        .filter(|entry| !entry.folder)
        .map(|entry| entry.path)
        .collect();
    found.sort();
    if found.is_empty() {
        let message = format!("{}里没有 CSV 文件", folder.display());
        return Err(Fault::new(FaultKind::Refused, message));
    }
    Ok(found)
}

/// `名单.csv` goes back as `名单-退回.csv`.
fn beside(sheet: &Path) -> PathBuf {
    let stem = sheet
        .file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    sheet.with_file_name(format!("{stem}-退回.csv"))
}

fn save_refused_of(desk: &Desk, batch: i64) -> Result<SheetReply, Fault> {
    let rows = desk.store.refused_rows(batch)?;
    let to = std::env::current_dir()
        .unwrap_or_default()
        .join(format!("第{batch}次导入-退回.csv"));
    let count = rows.len();
    let written = save(&to, |file| {
        let mut writer = CsvWriter::new(file, Encoding::default());
        for (_, cells, reason) in rows {
            let cells: Vec<String> = serde_json::from_str(&cells).unwrap_or_default();
            for cell in &cells {
                writer.cell_digits(cell);
            }
            writer.cell_text(&reason);
            writer.end_row()?;
        }
        writer.finish().map(|_| ())
    });
    written.map_err(|error: std::io::Error| {
        format!("{}写不进去（{error}）：请换一个文件夹", to.display())
    })?;
    Ok(SheetReply::Saved(to, count))
}

fn history(desk: &Desk) -> Result<Vec<HistoryLine>, Fault> {
    let lines = desk.store.batches(HISTORY)?.into_iter().map(|entry| {
        let summary: serde_json::Value =
            serde_json::from_str(&entry.batch.summary).unwrap_or_default();
        let count = |key: &str| summary[key].as_u64().unwrap_or_default();
        let ledger = desk.dictionary.find(&entry.batch.ledger);
        HistoryLine {
            batch: entry.batch.id,
            action: entry.action,
            at: entry.at,
            operator: entry.operator,
            file: entry.batch.file,
            ledger: ledger.map_or(entry.batch.ledger, |ledger| ledger.label.clone()),
            counts: ["added", "updated", "unchanged", "refused"].map(count),
            undone: entry.undone,
        }
    });
    Ok(lines.collect())
}

fn folder(desk: &Desk, path: Option<PathBuf>) -> Result<FolderPage, Fault> {
    let last = || {
        desk.store
            .setting(FOLDER_KEY)
            .ok()
            .flatten()
            .map(PathBuf::from)
            .filter(|path| path.is_dir())
    };
    let path = path
        .or_else(last)
        .or_else(|| std::env::current_dir().ok())
        .unwrap_or_default();
    let path = fs::canonicalize(&path).unwrap_or(path);
    Ok(FolderPage {
        entries: entries(&path)?,
        path,
    })
}

/// A book that cannot be written still shows its folders.
fn remember_folder(desk: &mut Desk, sheet: &Path) -> Result<(), Fault> {
    let Some(folder) = sheet
        .parent()
        .and_then(|folder| fs::canonicalize(folder).ok())
    else {
        return Ok(());
    };
    let folder = folder.to_string_lossy().into_owned();
    if desk.store.is_writable()
        && desk.store.setting(FOLDER_KEY)?.as_deref() != Some(folder.as_str())
    {
        desk.store.keep_quietly(FOLDER_KEY, &folder)?;
    }
    Ok(())
}

fn entries(folder: &Path) -> Result<Vec<FolderEntry>, Fault> {
    let unreadable = |error: std::io::Error| {
        Fault::from(format!(
            "{}打不开（{error}）：请换一个文件夹",
            folder.display()
        ))
    };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(about) = fs::metadata(entry.path()) else {
            continue;
        };
        let sheet = Path::new(&name).extension().is_some_and(|ending| {
            ["csv", "txt", "tsv"]
                .iter()
                .any(|known| ending.eq_ignore_ascii_case(known))
        });
        // `~$` is how Excel marks a workbook that is open.
        let beside = name.starts_with(['.', '~']);
        if beside || !(about.is_dir() || sheet) {
            continue;
        }
        let changed: Option<DateTime<Local>> = about.modified().ok().map(DateTime::from);
        found.push(FolderEntry {
            path: entry.path(),
            name: text::show(&name).into_owned(),
            folder: about.is_dir(),
            bytes: about.len(),
            changed: changed.map_or_else(String::new, |time| {
                time.format("%Y-%m-%d %H:%M").to_string()
            }),
        });
    }
    found.sort_by(|a, b| {
        b.folder
            .cmp(&a.folder)
            .then_with(|| b.changed.cmp(&a.changed))
            .then_with(|| a.name.cmp(&b.name))
    });
    Ok(found)
}
