//! From the cells of a row to typed values, and what is wrong with them.

use chrono::NaiveDate;

use crate::dictionary::{Context, Dictionary, Field, Kind, LedgerId};
use crate::domain::{Severity, Unit, Value, text};
use crate::exchange::{Layout, SheetColumn, Target, unguard};

/// What is wrong with a cell.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The column.
    pub column: usize,
    /// The stable word.
    pub code: &'static str,
    /// What becomes of it.
    pub severity: Severity,
    /// The cell, masked where the field is sensitive.
    pub value: String,
    /// What is wrong and what to do.
    pub message: String,
}

/// A row as typed values.
#[derive(Debug, Default)]
pub struct RowDraft {
    /// The row's number as Excel counts.
    pub number: u32,
    /// Fields of the row's own ledger.
    pub own: Vec<(usize, Value)>,
    /// Parts of references of the own ledger: field, column, value.
    pub parts: Vec<(usize, usize, Value)>,
    /// Fields of other ledgers.
    pub also: Vec<(LedgerId, usize, Value)>,
    /// Parts of references of other ledgers.
    pub also_parts: Vec<(LedgerId, usize, usize, Value)>,
    /// 册内编号.
    pub key: Option<i64>,
    /// What is wrong with its cells.
    pub findings: Vec<Finding>,
}

/// Where a cell's field lies in the dictionary.
#[derive(Debug)]
struct Place<'d> {
    field: &'d Field,
    ledger: LedgerId,
    own: bool,
    unit: Unit,
    /// The sheet is an export of a book, which protects texts that look like formulas.
    guarded: u8,
}

/// How the columns of a sheet are read, found once for all its rows.
#[derive(Debug)]
pub struct Plan<'d> {
    dictionary: &'d Dictionary,
    layout: &'d Layout,
    today: NaiveDate,
    places: Vec<Option<Place<'d>>>,
}

impl<'d> Plan<'d> {
    /// The plan of a sheet.
    #[must_use]
    pub fn of(dictionary: &'d Dictionary, layout: &'d Layout, today: NaiveDate) -> Self {
        let ours = layout.column_of(Target::Key).is_some();
        let back = layout
            .unknown()
            .any(|header| header == super::refused::REASON);
        let places = layout
            .columns
            .iter()
            .map(|column| place(dictionary, layout.ledger, column, (ours, back)));
        Self {
            dictionary,
            layout,
            today,
            places: places.collect(),
        }
    }
}

impl RowDraft {
    /// The value of a field of the own ledger.
    #[must_use]
    pub fn get(&self, place: usize) -> &Value {
        let found = self.own.iter().find(|(other, _)| *other == place);
        found.map_or(&Value::Empty, |(_, value)| value)
    }

    /// One part of a reference of the own ledger.
    #[must_use]
    pub fn part(&self, field: usize, column: usize) -> &Value {
        let found = self
            .parts
            .iter()
            .find(|(f, c, _)| (*f, *c) == (field, column));
        found.map_or(&Value::Empty, |(.., value)| value)
    }

    /// The finding that keeps a cell of this field of the own ledger from going in.
    #[must_use]
    pub fn fault_of(&self, layout: &Layout, place: usize) -> Option<&Finding> {
        let column = layout.column_of(Target::Own(place))?;
        self.findings
            .iter()
            .find(|finding| finding.column == column && finding.severity == Severity::Refuse)
    }

    /// Forgets the last row.
    pub fn clear(&mut self, number: u32) {
        self.number = number;
        self.own.clear();
        self.parts.clear();
        self.also.clear();
        self.also_parts.clear();
        self.key = None;
        self.findings.clear();
    }

    /// Reads the cells of a row.
    pub fn read<'c>(&mut self, plan: &Plan<'_>, cell: impl Fn(usize) -> &'c str) {
        for (at, column) in plan.layout.columns.iter().enumerate() {
            let raw = cell(at);
            if raw.is_empty() {
                continue;
            }
            match column.target {
                Target::Passed | Target::Unknown => {}
                Target::Key => self.key = text::compact(raw).parse().ok(),
                Target::ByValue => self.read_by_value(plan.dictionary, plan.layout, at, raw),
                target => {
                    if let Some(place) = &plan.places[at] {
                        self.read_cell(plan, place, (at, target), raw);
                    }
                }
            }
        }
    }

    fn read_cell(
        &mut self,
        plan: &Plan<'_>,
        place: &Place<'_>,
        (at, target): (usize, Target),
        raw: &str,
    ) {
        let raw = (0..place.guarded).fold(raw, |raw, _| unguard(raw));
        let context = Context {
            unit: place.unit,
            today: plan.today,
            typed: false,
        };
        match plan.dictionary.read(place.field, raw, context) {
            Ok(cell) => {
                for (code, message) in cell.warnings {
                    let severity = if cell.value.is_empty() {
                        Severity::Drop
                    } else {
                        Severity::Warn
                    };
                    self.find(at, (code, severity, message), place.field, raw);
                }
                if !cell.value.is_empty() {
                    self.put(target, cell.value);
                }
            }
            Err(fault) => {
                let severity = severity(plan.dictionary, place, target);
                self.find(at, (fault.code, severity, fault.message), place.field, raw);
            }
        }
    }

    fn find(
        &mut self,
        column: usize,
        (code, severity, message): (&'static str, Severity, String),
        field: &Field,
        raw: &str,
    ) {
        let shown: String = text::show(raw.trim()).chars().take(60).collect();
        let value = match field.kind {
            Kind::Account if field.sensitive => text::mask(&shown, 0, 4),
            _ if field.sensitive => text::mask(&shown, 3, 4),
            _ => shown,
        };
        self.findings.push(Finding {
            column,
            code,
            severity,
            value,
            message,
        });
    }

    fn put(&mut self, target: Target, value: Value) {
        match target {
            Target::Own(field) => self.own.push((field, value)),
            Target::Part(field, column) => self.parts.push((field, column, value)),
            Target::Also(ledger, field) => self.also.push((ledger, field, value)),
            Target::AlsoPart(ledger, field, column) => {
                self.also_parts.push((ledger, field, column, value));
            }
            Target::ByValue | Target::Key | Target::Passed | Target::Unknown => {}
        }
    }

    /// 户类型: the value belongs to whichever of the three lists of the household knows it.
    fn read_by_value(&mut self, dictionary: &Dictionary, layout: &Layout, at: usize, raw: &str) {
        let Some(household) = dictionary.find("household") else {
            return;
        };
        // Bare digits are a code of each of the three lists.
        if text::is_nothing(raw) || text::compact(raw).chars().all(|c| c.is_ascii_digit()) {
            return;
        }
        for key in ["monitor_kind", "poverty_kind", "exit_state"] {
            let Some(place) = household.position(key) else {
                continue;
            };
            let found = dictionary
                .codes_of(&household.fields[place])
                .and_then(|list| list.read(raw));
            let Some(entry) = found else { continue };
            let target = if layout.ledger == household.id {
                Target::Own(place)
            } else {
                Target::Also(household.id, place)
            };
            if layout.column_of(target).is_none() {
                self.put(target, Value::Text(entry.code.as_str().into()));
            }
            return;
        }
        let message = format!(
            "「{}」不是已知的户类型，这一格没有导入，请核对",
            text::show(raw.trim())
        );
        let value = text::show(raw.trim()).chars().take(60).collect();
        let code = crate::domain::problem::code::CODE;
        self.findings.push(Finding {
            column: at,
            code,
            severity: Severity::Drop,
            value,
            message,
        });
    }
}

fn place<'d>(
    dictionary: &'d Dictionary,
    own: LedgerId,
    column: &SheetColumn,
    (ours, back): (bool, bool),
) -> Option<Place<'d>> {
    let (ledger, field, part) = match column.target {
        Target::Own(field) => (own, field, None),
        Target::Part(field, part) => (own, field, Some(part)),
        Target::Also(ledger, field) => (ledger, field, None),
        Target::AlsoPart(ledger, field, part) => (ledger, field, Some(part)),
        Target::ByValue | Target::Key | Target::Passed | Target::Unknown => return None,
    };
    let field = dictionary.ledger(ledger).fields.get(field)?;
    let (field, ledger, own) = match part {
        None => (field, ledger, ledger == own),
        Some(part) => {
            let Kind::Reference(to) = field.kind else {
                return None;
            };
            let key = &field.columns.get(part)?.key;
            (dictionary.ledger(to).field(key)?, to, false)
        }
    };
    let wan = field.unit.as_deref() == Some("万元");
    let written = matches!(
        field.kind,
        Kind::Text | Kind::Note | Kind::Name | Kind::Serial
    );
    Some(Place {
        field,
        ledger,
        own,
        unit: column
            .unit
            .unwrap_or(if wan { Unit::WanYuan } else { Unit::Yuan }),
        guarded: u8::from(ours && written) + u8::from(back),
    })
}

/// A broken cell keeps the row out where the row cannot be told or judged without it: a key, a
/// required field, a date of the row's own, a name. Elsewhere only the cell stays out.
fn severity(dictionary: &Dictionary, place: &Place<'_>, target: Target) -> Severity {
    let ledger = dictionary.ledger(place.ledger);
    let key = ledger
        .identity
        .iter()
        .flatten()
        .any(|field| ledger.fields[*field].key == place.field.key);
    let own = place.own && (key || place.field.required || place.field.kind == Kind::Date);
    let named =
        place.field.kind == Kind::Name && matches!(target, Target::Own(_) | Target::Part(..));
    if own || named {
        Severity::Refuse
    } else {
        Severity::Drop
    }
}
