//! Opening a sheet: encoding, header, year, the day its balances hold for.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use super::figures::{DEFAULT_PACK, Figures};
use super::judge::Sheet;
use super::tally::Tally;
use super::{Context, ImportError};
use crate::dictionary::{Dictionary, Kind, LedgerId};
use crate::domain::problem::code;
use crate::domain::{PartialDate, Problem, Severity, date, text};
use crate::exchange::header::{self, ROWS_SEARCHED};
use crate::exchange::names::{Names, bare_header};
use crate::exchange::{
    Encoding, FileFault, HeadRow, Layout, Row, Rows, SheetColumn, Target, detect,
};
use crate::port::import::{Also, ImportOptions, ImportReport};
use crate::store::Store;

/// So many rows tell whether households stand in merged cells.
const ROWS_SAMPLED: usize = 200;

/// A sheet whose header is understood.
#[derive(Debug)]
pub struct OpenSheet {
    path: PathBuf,
    /// The file's name.
    pub file: String,
    encoding: Encoding,
    /// What holds for all its rows.
    pub sheet: Sheet,
}

impl OpenSheet {
    /// Reads the beginning of the file.
    ///
    /// # Errors
    ///
    /// [`ImportError`] when the file cannot be read, or no header is found.
    pub fn open(
        store: &Store,
        context: Context<'_>,
        options: &ImportOptions,
    ) -> Result<Self, ImportError> {
        let path = options.file.clone();
        let file = path.file_name().map_or_else(String::new, |name| {
            text::show(&name.to_string_lossy()).into_owned()
        });
        let fault = |cause| ImportError::File {
            file: file.clone(),
            cause,
        };
        let unusable = |why: String| ImportError::Unusable {
            file: file.clone(),
            why,
        };
        let encoding = match &options.encoding {
            Some(name) => name.parse().map_err(|_| {
                unusable(format!(
                    "不认识编码「{name}」：可用 utf-8、gb18030、utf-16le"
                ))
            })?,
            None => detect(&path).map_err(fault)?,
        };
        let head = head_rows(&path, encoding).map_err(fault)?;
        let layout = header::find(store.dictionary(), &head, options.ledger, &options.map)
            .ok_or_else(|| unusable(no_header(store.dictionary(), options.ledger)))?;
        if let Some(why) = unused(store.dictionary(), &layout, &options.map) {
            return Err(unusable(why));
        }
        let titles = layout.titles.join(" ");
        let year = options
            .year
            .or_else(|| year_in(&titles))
            .or_else(|| year_in(&file));
        let dated = day_in(&titles);
        let as_of = match (dated, needs_day(store, &layout)) {
            (Some(day), _) => day.to_string(),
            (None, true) => known_day(store, &path)?.unwrap_or_else(|| context.today.to_string()),
            (None, false) => context.today.to_string(),
        };
        let pack = store
            .setting("pack")?
            .unwrap_or_else(|| DEFAULT_PACK.to_owned());
        let merged = merged(store.dictionary(), &layout, &head);
        let sheet = Sheet {
            today: context.today,
            year: year.unwrap_or_else(|| chrono::Datelike::year(&context.today)),
            as_of,
            dated: dated.is_some(),
            figures: Figures::of(context.packs, &pack),
            merged,
            layout,
        };
        Ok(Self {
            path,
            file,
            encoding,
            sheet,
        })
    }

    /// The rows from the first on, hashed as they are read.
    pub(super) fn rows(&self) -> Result<Rows<File>, FileFault> {
        Rows::open_hashed(&self.path, self.encoding)
    }

    /// The report of a pass.
    #[must_use]
    pub fn report(
        &self,
        dictionary: &Dictionary,
        existing: u64,
        tally: Tally,
        dry_run: bool,
    ) -> ImportReport {
        let ledger = dictionary.ledger(self.sheet.layout.ledger);
        let mut problems = self.repeated();
        problems.extend(tally.problems);
        let share = u64::from(tally.updated) * 100 / existing.max(1);
        ImportReport {
            file: self.file.clone(),
            ledger: ledger.key.clone(),
            ledger_label: ledger.label.clone(),
            encoding: self.encoding.name().to_owned(),
            header_row: self.sheet.layout.header_row,
            year: self.sheet.year,
            as_of: self.sheet.as_of.clone(),
            rows: tally.rows,
            added: tally.added,
            updated: tally.updated,
            unchanged: tally.unchanged,
            refused: u32::try_from(tally.refused.len()).unwrap_or(u32::MAX),
            conflicts: 0,
            also: labelled(dictionary, tally.beside),
            batch: None,
            dry_run,
            columns: columns(dictionary, &self.sheet.layout),
            unknown_columns: self
                .sheet
                .layout
                .unknown()
                .map(|name| text::show(name).into_owned())
                .collect(),
            problems,
            problems_omitted: tally.omitted,
            pending: tally.pending,
            same_as: None,
            digest: String::new(),
            share_changed: u32::try_from(share).unwrap_or(100),
            changes: tally.changes,
            refused_rows: tally.refused,
        }
    }

    /// Columns of the same name: one is used, the other is named.
    fn repeated(&self) -> Vec<Problem> {
        let layout = &self.sheet.layout;
        let named = layout
            .repeated
            .iter()
            .filter(|(at, _)| !layout.columns[*at].header.contains('/'));
        let problem = |(at, first): &(usize, usize)| Problem {
            row: layout.header_row,
            column: Some(layout.columns[*at].header.clone()),
            code: code::DUPLICATE_COLUMN,
            severity: Severity::Warn,
            value: String::new(),
            message: format!(
                "第{}列与第{}列是同一项，用的是第{}列，另一列没有导入，请核对",
                at + 1,
                first + 1,
                first + 1
            ),
        };
        named.map(problem).collect()
    }

    /// Every row lacks a field for which the sheet has no column at all: the file is refused whole.
    ///
    /// # Errors
    ///
    /// [`ImportError::Unusable`] naming the column.
    pub fn refuse_if_column_missing(
        &self,
        store: &Store,
        report: &ImportReport,
    ) -> Result<(), ImportError> {
        if report.rows == 0 || report.refused < report.rows {
            return Ok(());
        }
        let ledger = store.dictionary().ledger(self.sheet.layout.ledger);
        let layout = &self.sheet.layout;
        let missing = ledger.fields.iter().enumerate().find(|(place, field)| {
            let there = match field.kind {
                Kind::Reference(_) => (0..field.columns.len())
                    .any(|at| layout.column_of(Target::Part(*place, at)).is_some()),
                _ => layout.column_of(Target::Own(*place)).is_some(),
            };
            field.required && !there
        });
        match missing {
            None => Ok(()),
            Some((_, field)) => {
                let why = format!(
                    "缺少「{}」一列，没有一行能导入：请补上这一列，或用 --map 指明是哪一列",
                    field.label
                );
                Err(ImportError::Unusable {
                    file: self.file.clone(),
                    why,
                })
            }
        }
    }
}

/// What `--map` says and the sheet cannot follow: it must not be passed over.
fn unused(dictionary: &Dictionary, layout: &Layout, map: &[(String, String)]) -> Option<String> {
    if map.is_empty() {
        return None;
    }
    let names = Names::of(dictionary, dictionary.ledger(layout.ledger), &[]);
    let bare = |text: &str| bare_header(text).0;
    map.iter().find_map(|(column, field)| {
        let shown = text::show(column);
        let of_name = |one: &&SheetColumn| bare(&one.header) == bare(column);
        match layout.columns.iter().find(of_name) {
            None => Some(format!("表头里没有「{shown}」这一列：请照表头写 --map")),
            Some(one) if one.target == Target::Unknown || names.target(field).is_none() => {
                Some(format!(
                    "「{shown}」不能当作「{}」：没有这个字段，或表里已有这一列，请核对 --map",
                    text::show(field)
                ))
            }
            Some(_) => None,
        }
    })
}

fn no_header(dictionary: &Dictionary, ledger: Option<LedgerId>) -> String {
    let wanted = ledger.map_or_else(String::new, |id| {
        format!("{}的", dictionary.ledger(id).label)
    });
    format!(
        "前{ROWS_SEARCHED}行里没有找到{wanted}表头：请确认是不是要导入的表，或用 --ledger、--map 指明"
    )
}

fn head_rows(path: &Path, encoding: Encoding) -> Result<Vec<HeadRow>, FileFault> {
    let mut rows = Rows::open(path, encoding)?;
    let mut row = Row::default();
    let mut head = Vec::new();
    while head.len() < ROWS_SEARCHED + ROWS_SAMPLED && rows.next(&mut row)? {
        head.push((row.number, row.cells().map(str::to_owned).collect()));
    }
    Ok(head)
}

/// Whether the sheet states balances.
fn needs_day(store: &Store, layout: &Layout) -> bool {
    let ledger = store.dictionary().ledger(layout.ledger);
    layout.columns.iter().any(|column| matches!(column.target, Target::Own(place) if ledger.fields[place].event.is_some()))
}

/// The day under which the same bytes were imported before.
fn known_day(store: &Store, path: &Path) -> Result<Option<String>, ImportError> {
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
fn year_in(titles: &str) -> Option<i32> {
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
fn day_in(titles: &str) -> Option<PartialDate> {
    let written = |c: char| c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | '-' | '/' | '.');
    let runs = titles.split(|c| !written(c)).filter(|run| run.len() >= 8);
    runs.filter_map(|run| date::read(run.trim_matches(['-', '/', '.'])).ok())
        .map(|read| read.date)
        .find(|date| date.day().is_some())
}

/// Whether household cells stand on the first row of a family only: some are blank, and no two
/// rows one after another repeat one.
fn merged(dictionary: &Dictionary, layout: &Layout, head: &[HeadRow]) -> bool {
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

/// Counts of other ledgers, each with the officer's word for it.
fn labelled(dictionary: &Dictionary, mut also: BTreeMap<String, Also>) -> BTreeMap<String, Also> {
    for (key, counts) in &mut also {
        if let Some(ledger) = dictionary.find(key) {
            counts.label.clone_from(&ledger.label);
        }
    }
    also
}

/// Header as written to the key of the field.
fn columns(dictionary: &Dictionary, layout: &Layout) -> BTreeMap<String, String> {
    let named = layout.columns.iter().filter_map(|column| {
        let key = match column.target {
            Target::Own(place) => dictionary.ledger(layout.ledger).fields[place].key.clone(),
            Target::Part(place, at) => {
                let field = &dictionary.ledger(layout.ledger).fields[place];
                format!("{}.{}", field.key, field.columns[at].key)
            }
            Target::Also(ledger, place) => {
                let ledger = dictionary.ledger(ledger);
                format!("{}.{}", ledger.key, ledger.fields[place].key)
            }
            Target::AlsoPart(ledger, place, at) => {
                let ledger = dictionary.ledger(ledger);
                format!(
                    "{}.{}.{}",
                    ledger.key, ledger.fields[place].key, ledger.fields[place].columns[at].key
                )
            }
            Target::ByValue => "exit_state|poverty_kind|monitor_kind".to_owned(),
            Target::Key => "id".to_owned(),
            Target::Passed | Target::Unknown => return None,
        };
        Some((text::show(&column.header).into_owned(), key))
    });
    named.collect()
}
