//! Opening a sheet: encoding, header, year, the day its balances hold for.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::PathBuf;

use super::figures::{DEFAULT_PACK, Figures};
use super::head::{day_in, head_rows, known_day, merged, year_in};
use super::judge::Sheet;
use super::own::{Found, Planned};
use super::tally::Tally;
use super::{Context, ImportError};
use crate::dictionary::{Dictionary, Kind, LedgerId};
use crate::domain::problem::code;
use crate::domain::{Problem, Severity, text};
use crate::exchange::header::{self, ROWS_SEARCHED};
use crate::exchange::names::{Names, bare_header, mapped};
use crate::exchange::{Encoding, FileFault, Layout, Rows, SheetColumn, Target, detect};
use crate::port::import::{Also, ImportOptions, ImportReport};
use crate::store::{Batch, Store, Writer};

/// A sheet of so many bytes is large.
const LARGE: u64 = 1 << 20;

/// A sheet whose header is understood.
#[derive(Debug)]
pub struct OpenSheet {
    path: PathBuf,
    /// The file's name.
    pub file: String,
    encoding: Encoding,
    /// What holds for all its rows.
    pub sheet: Sheet,
    /// Its unknown columns.
    planned: Planned,
    /// Whether the officer has looked at the order of its rows.
    ordered: bool,
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
        let found = Found {
            store,
            path: &path,
            file: &file,
            encoding,
            head: &head,
            options,
        };
        let planned = found.plan(layout)?;
        let (dictionary, layout) = (&*planned.dictionary, planned.layout.clone());
        let titles = layout.titles.join(" ");
        let year = options
            .year
            .or_else(|| year_in(&titles))
            .or_else(|| year_in(&file));
        let dated = day_in(&titles);
        let as_of = match (dated, needs_day(dictionary, &layout)) {
            (Some(day), _) => day.to_string(),
            (None, true) => known_day(store, &path)?.unwrap_or_else(|| context.today.to_string()),
            (None, false) => context.today.to_string(),
        };
        let pack = store
            .setting("pack")?
            .unwrap_or_else(|| DEFAULT_PACK.to_owned());
        let merged = merged(dictionary, &layout, &head);
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
            planned,
            ordered: options.ordered,
        })
    }

    /// The book's dictionary, with the own fields that the import will make.
    #[must_use]
    pub fn dictionary(&self) -> &Dictionary {
        &self.planned.dictionary
    }

    /// Whether it has thousands of rows.
    #[must_use]
    pub fn is_large(&self) -> bool {
        fs::metadata(&self.path).is_ok_and(|data| data.len() >= LARGE)
    }

    /// Makes the own fields that were wished for, within the import's action.
    ///
    /// # Errors
    ///
    /// When the book cannot be written, or somebody else made a field meanwhile.
    pub fn make_own(&self, writer: &mut Writer<'_>) -> Result<(), ImportError> {
        self.planned.make(&self.file, writer)
    }

    /// The rows from the first on, hashed as they are read.
    pub(super) fn rows(&self) -> Result<Rows<File>, FileFault> {
        Rows::open_hashed(&self.path, self.encoding)
    }

    /// The import of this sheet as the book notes it, before anything is known of its rows.
    #[must_use]
    pub fn batch(&self) -> Batch {
        let ledger = self.dictionary().ledger(self.sheet.layout.ledger);
        Batch {
            id: 0,
            file: self.file.clone(),
            digest: String::new(),
            ledger: ledger.key.clone(),
            encoding: self.encoding.name().to_owned(),
            year: Some(self.sheet.year),
            as_of: Some(self.sheet.as_of.clone()),
            summary: String::new(),
        }
    }

    /// The report of a pass.
    #[must_use]
    pub fn report(&self, existing: u64, tally: Tally, dry_run: bool) -> ImportReport {
        let dictionary = self.dictionary();
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
            unknown: self.planned.unknown.clone(),
            own_columns: self.planned.told.clone(),
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

    /// 错行 that the order of the rows shows: no single row can be told, so that the file is refused
    /// whole, unless the officer has looked at it.
    ///
    /// # Errors
    ///
    /// [`ImportError::Unusable`] saying what to look at.
    pub fn refuse_if_shifted(&self, shifted: bool) -> Result<(), ImportError> {
        if !shifted || self.ordered {
            return Ok(());
        }
        let why = "疑似错行：多户的子女与本户户主不同姓，却与表上挨着的另一户户主同姓，像是户编号一列错了位，整个文件没有导入：请核对户编号与姓名是否对齐；核对无误的，改读法里选「次序核对过」（命令里写 --ordered）".to_owned();
        Err(ImportError::Unusable {
            file: self.file.clone(),
            why,
        })
    }

    /// Every row lacks a field for which the sheet has no column at all: the file is refused whole.
    ///
    /// # Errors
    ///
    /// [`ImportError::Unusable`] naming the column.
    pub fn refuse_if_column_missing(&self, report: &ImportReport) -> Result<(), ImportError> {
        if report.rows == 0 || report.refused < report.rows {
            return Ok(());
        }
        let ledger = self.dictionary().ledger(self.sheet.layout.ledger);
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
            Some(one) if one.target == Target::Unknown || !is_known(&names, field) => {
                Some(format!(
                    "「{shown}」不能当作「{}」：没有这个字段，或表里已有这一列，请核对 --map",
                    text::show(field)
                ))
            }
            Some(one) if mapped(field).1.is_some() && !is_money(dictionary, layout, one.target) => {
                Some(format!(
                    "「{shown}」不是金额，没有元、万元之分：请核对 --map"
                ))
            }
            Some(_) => None,
        }
    })
}

/// Whether `--map` names a field, or only the unit of a column.
fn is_known(names: &Names<'_>, said: &str) -> bool {
    let (field, unit) = mapped(said);
    (field.is_empty() && unit.is_some()) || names.target(field).is_some()
}

fn is_money(dictionary: &Dictionary, layout: &Layout, target: Target) -> bool {
    let (ledger, place) = match target {
        Target::Own(place) => (layout.ledger, place),
        Target::Also(ledger, place) => (ledger, place),
        _ => return false,
    };
    dictionary.ledger(ledger).fields[place].kind == Kind::Money
}

fn no_header(dictionary: &Dictionary, ledger: Option<LedgerId>) -> String {
    let wanted = ledger.map_or_else(String::new, |id| {
        format!("{}的", dictionary.ledger(id).label)
    });
    format!(
        "前{ROWS_SEARCHED}行里没有找到{wanted}表头：请确认是不是要导入的表，或用 --ledger、--map 指明"
    )
}

/// Whether the sheet states balances.
fn needs_day(dictionary: &Dictionary, layout: &Layout) -> bool {
    let ledger = dictionary.ledger(layout.ledger);
    layout.columns.iter().any(|column| matches!(column.target, Target::Own(place) if ledger.fields[place].event.is_some()))
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
            Target::Own(place) => dictionary.ledger(layout.ledger).fields[place]
                .json_key()
                .to_owned(),
            Target::Part(place, at) => {
                let field = &dictionary.ledger(layout.ledger).fields[place];
                format!("{}.{}", field.key, field.columns[at].key)
            }
            Target::Also(ledger, place) => {
                let ledger = dictionary.ledger(ledger);
                format!("{}.{}", ledger.key, ledger.fields[place].json_key())
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
