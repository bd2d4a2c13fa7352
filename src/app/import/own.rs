//! Columns that nobody knows and that become fields of the officer's own (自定义栏).
//!
//! The preview reads the sheet by the book's dictionary as it would be with these fields; only the
//! import makes them, in its one action, so that taking it back takes them back too.

use std::path::Path;
use std::sync::Arc;

use super::guess::{self, MOST_KEPT, Seen};
use super::{ImportError, refused};
use crate::dictionary::{Dictionary, Field, Ledger, OWN_FIELDS, OWN_LEDGERS, OwnColumn, own_label};
use crate::domain::text::fold_header;
use crate::domain::{Value, text};
use crate::exchange::header;
use crate::exchange::names::bare_header;
use crate::exchange::{Encoding, HeadRow, Layout, Rows, Target};
use crate::port::import::{ImportOptions, OwnGuess, OwnWish};
use crate::store::{Store, StoreError, Writer};

/// A sheet whose header was found, before its unknown columns are looked at.
pub(super) struct Found<'a> {
    pub store: &'a Store,
    pub path: &'a Path,
    /// The file's name.
    pub file: &'a str,
    pub encoding: Encoding,
    pub head: &'a [HeadRow],
    pub options: &'a ImportOptions,
}

/// How the sheet is read, and what its unknown columns are or may become.
#[derive(Debug)]
pub(super) struct Planned {
    /// The book's dictionary, with the fields that the import will make.
    pub dictionary: Arc<Dictionary>,
    pub layout: Layout,
    /// The fields that the import will make.
    pub made: Vec<OwnColumn>,
    /// The same, as told.
    pub told: Vec<OwnGuess>,
    /// What the columns that are still unknown would become.
    pub unknown: Vec<OwnGuess>,
}

/// An unknown column.
struct Candidate {
    at: usize,
    guess: OwnGuess,
    unit: Option<String>,
    seen: Seen,
}

impl Found<'_> {
    /// Looks at the unknown columns and turns those that the officer wants into own fields.
    pub fn plan(&self, layout: Layout) -> Result<Planned, ImportError> {
        let dictionary = Arc::clone(self.store.dictionary());
        let mut candidates = self.candidates(&dictionary, &layout)?;
        let (mut made, mut told) = (Vec::new(), Vec::new());
        for wish in &self.options.own {
            let Some(at) = self.column(&dictionary, &layout, wish)? else {
                continue;
            };
            let place = candidates.iter().position(|candidate| candidate.at == at);
            let candidate = place.map(|place| candidates.remove(place));
            let candidate = candidate.ok_or_else(|| self.unusable(twice(&wish.header)))?;
            let (column, guess) = self.made(&dictionary, &layout, wish, candidate, made.len())?;
            made.push(column);
            told.push(guess);
        }
        let unknown = candidates.into_iter().map(|candidate| candidate.guess);
        let mut planned = Planned {
            unknown: unknown.collect(),
            dictionary,
            layout,
            made,
            told,
        };
        if !planned.made.is_empty() {
            planned.dictionary = self.store.dictionary_with(&planned.made);
            let ledger = Some(planned.layout.ledger);
            let map = &self.options.map;
            if let Some(again) = header::find(&planned.dictionary, self.head, ledger, map) {
                planned.layout = again;
            }
        }
        Ok(planned)
    }

    fn unusable(&self, why: String) -> ImportError {
        ImportError::Unusable {
            file: self.file.to_owned(),
            why,
        }
    }

    /// The column that a wish means; `None` where it is an own field already.
    fn column(
        &self,
        dictionary: &Dictionary,
        layout: &Layout,
        wish: &OwnWish,
    ) -> Result<Option<usize>, ImportError> {
        let bare = |text: &str| bare_header(text).0;
        let shown = text::show(&wish.header);
        let mut columns = layout.columns.iter();
        let at = columns.position(|column| bare(&column.header) == bare(&wish.header));
        let at = at.ok_or_else(|| {
            self.unusable(format!("表头里没有「{shown}」这一列：请照表头写 --own"))
        })?;
        match layout.columns[at].target {
            Target::Unknown => Ok(Some(at)),
            target => match field_of(dictionary, layout, target) {
                Some(field) if field.own.is_some() => Ok(None),
                known => {
                    let known = known.map_or("别的一项", |field| &field.label);
                    let why = format!("「{shown}」已经认作「{known}」，不用添自定义栏");
                    Err(self.unusable(why))
                }
            },
        }
    }

    fn candidates(
        &self,
        dictionary: &Dictionary,
        layout: &Layout,
    ) -> Result<Vec<Candidate>, ImportError> {
        let places: Vec<usize> = unknown(layout);
        if places.is_empty() {
            return Ok(Vec::new());
        }
        let fault = |cause| ImportError::File {
            file: self.file.to_owned(),
            cause,
        };
        let rows = Rows::open(self.path, self.encoding).map_err(fault)?;
        let seen = guess::look(rows, layout, &places).map_err(fault)?;
        let ledger = dictionary.ledger(layout.ledger);
        let mut candidates: Vec<Candidate> = Vec::new();
        for (at, seen) in places.iter().copied().zip(seen) {
            let column = &layout.columns[at];
            let label = self.label(dictionary, layout, &places, at);
            let kind = seen.kind(&column.header, column.unit);
            let taken = candidates.iter().any(|other| other.guess.label == label);
            let fault = if taken {
                Some("和前面一列同名".to_owned())
            } else {
                self.fault(dictionary, ledger, &label)
            };
            candidates.push(Candidate {
                at,
                guess: OwnGuess {
                    header: text::show(&column.header).into_owned(),
                    label,
                    kind: kind.to_owned(),
                    kind_label: kind_label(dictionary, kind),
                    codes: options(kind, &seen),
                    fault,
                },
                unit: unit_in(&column.header),
                seen,
            });
        }
        Ok(candidates)
    }

    /// The name of the column alone; with its block where that is taken, or where another unknown
    /// column is called the same.
    fn label(
        &self,
        dictionary: &Dictionary,
        layout: &Layout,
        places: &[usize],
        at: usize,
    ) -> String {
        let alone = |at: usize| {
            let header = &layout.columns[at].header;
            own_label(
                header
                    .rsplit_once('/')
                    .map_or(header.as_str(), |(_, name)| name),
            )
        };
        let short = alone(at);
        let twins = places.iter().filter(|other| alone(**other) == short);
        let ledger = dictionary.ledger(layout.ledger);
        if twins.count() == 1 && self.fault(dictionary, ledger, &short).is_none() {
            return short;
        }
        own_label(&layout.columns[at].header)
    }

    /// Why a column cannot become an own field of this ledger.
    fn fault(&self, dictionary: &Dictionary, ledger: &Ledger, label: &str) -> Option<String> {
        if !OWN_LEDGERS.contains(&ledger.key.as_str()) {
            let why = "户、人口、村、小额信贷才能添自定义栏";
            return Some(format!("这张表按{}导入，{why}", ledger.label));
        }
        let folded = fold_header(label);
        let known = self
            .store
            .own_columns()
            .iter()
            .find(|column| column.ledger == ledger.key && fold_header(&column.label) == folded);
        match known {
            Some(column) if !column.withdrawn_on.is_empty() => {
                Some(format!("自定义栏「{label}」停用过：请先在自定义栏里恢复它"))
            }
            Some(column) => Some(format!(
                "自定义栏「{label}」的有效期到{}为止：请先在自定义栏里改有效期",
                column.until
            )),
            None => dictionary.label_fault(ledger, label),
        }
    }

    fn made(
        &self,
        dictionary: &Dictionary,
        layout: &Layout,
        wish: &OwnWish,
        candidate: Candidate,
        before: usize,
    ) -> Result<(OwnColumn, OwnGuess), ImportError> {
        let shown = text::show(&wish.header).into_owned();
        if let Some(why) = &candidate.guess.fault {
            return Err(self.unusable(format!("「{shown}」不能做成自定义栏：{why}")));
        }
        let kind = match &wish.kind {
            None => candidate.guess.kind.clone(),
            Some(word) => {
                let list = dictionary.code_list("own_type");
                let entry = list.and_then(|list| list.exact(word));
                let unknown = || self.unusable(format!("没有「{}」这种填法", text::show(word)));
                entry.ok_or_else(unknown)?.code.clone()
            }
        };
        let codes = if wish.codes.is_empty() {
            options(&kind, &candidate.seen)
        } else {
            wish.codes.clone()
        };
        if matches!(kind.as_str(), "code" | "codes") {
            if codes.is_empty() {
                let why = format!("「{shown}」一列是空的，不知道有哪些选项：请另选类型");
                return Err(self.unusable(why));
            }
            if codes.len() > MOST_KEPT {
                let why = format!("「{shown}」的取值超过{MOST_KEPT}种，不像选项：请另选类型");
                return Err(self.unusable(why));
            }
        }
        let number = matches!(kind.as_str(), "integer" | "decimal");
        let column = OwnColumn {
            // No field of the book has such a key: its value is nothing until the import.
            id: -1 - i64::try_from(before).unwrap_or_default(),
            ledger: dictionary.ledger(layout.ledger).key.clone(),
            label: candidate.guess.label.clone(),
            kind: kind.clone(),
            codes: codes.clone(),
            unit: candidate.unit.filter(|_| number),
            ..OwnColumn::default()
        };
        let told = OwnGuess {
            kind_label: kind_label(dictionary, &kind),
            kind,
            codes,
            ..candidate.guess
        };
        Ok((column, told))
    }
}

impl Planned {
    /// Makes the fields, within the import's action.
    pub fn make(&self, file: &str, writer: &mut Writer<'_>) -> Result<(), ImportError> {
        if self.made.is_empty() {
            return Ok(());
        }
        let Some(ledger) = self.dictionary.find(OWN_FIELDS) else {
            return Ok(());
        };
        for (column, told) in self.made.iter().zip(&self.told) {
            let mut values = vec![Value::Empty; ledger.fields.len()];
            let unit = column.unit.clone().unwrap_or_default();
            let note = format!("来自 {file} 的「{}」一列", told.header);
            for (key, text) in [
                ("ledger", column.ledger.as_str()),
                ("label", &column.label),
                ("type", &column.kind),
                ("codes", &column.codes.join("、")),
                ("unit", &unit),
                ("note", &note),
            ] {
                if let Some(place) = ledger.position(key) {
                    values[place] = Value::from_text(text);
                }
            }
            writer.insert(ledger.id, &values)?;
        }
        writer.follow()?;
        // Somebody else's new field would stand before these.
        let same = |(mine, theirs): (&Ledger, &Ledger)| mine.fields.len() == theirs.fields.len();
        let theirs = writer.dictionary().ledgers();
        if self.dictionary.ledgers().iter().zip(theirs).all(same) {
            return Ok(());
        }
        let what = OWN_FIELDS.to_owned();
        Err(StoreError::Changed { what }.into())
    }
}

fn twice(header: &str) -> String {
    format!(
        "「{}」写了两次：一列只能做成一个自定义栏",
        text::show(header)
    )
}

/// The columns that nobody knows, but for those that repeat a known one and for our own last
/// column of rows that went back.
fn unknown(layout: &Layout) -> Vec<usize> {
    let columns = layout.columns.iter().enumerate();
    let unknown = columns.filter(|(at, column)| {
        column.target == Target::Unknown
            && column.header != refused::REASON
            && !layout.repeated.iter().any(|(other, _)| other == at)
    });
    unknown.map(|(at, _)| at).collect()
}

/// The field that a column goes to.
fn field_of<'d>(dictionary: &'d Dictionary, layout: &Layout, target: Target) -> Option<&'d Field> {
    match target {
        Target::Own(place) | Target::Part(place, _) => {
            dictionary.ledger(layout.ledger).fields.get(place)
        }
        Target::Also(ledger, place) | Target::AlsoPart(ledger, place, _) => {
            dictionary.ledger(ledger).fields.get(place)
        }
        Target::ByValue | Target::Key | Target::Passed | Target::Unknown => None,
    }
}

fn kind_label(dictionary: &Dictionary, kind: &str) -> String {
    let list = dictionary.code_list("own_type");
    let label = list.and_then(|list| list.label(kind));
    label.unwrap_or(kind).to_owned()
}

fn options(kind: &str, seen: &Seen) -> Vec<String> {
    match kind {
        "code" => seen.values.clone(),
        "codes" => {
            let all = seen.values.iter().flat_map(|value| OwnColumn::parts(value));
            let mut codes: Vec<String> = Vec::new();
            for code in all {
                if !codes.contains(&code) {
                    codes.push(code);
                }
            }
            codes
        }
        _ => Vec::new(),
    }
}

/// What stands in brackets at the end of a header: `养羊数（只）`.
fn unit_in(header: &str) -> Option<String> {
    let folded = fold_header(header);
    let (_, rest) = folded.rsplit_once('(')?;
    let unit = rest.strip_suffix(')')?;
    (!unit.is_empty() && unit.chars().count() <= 6).then(|| unit.to_owned())
}
