//! Judging one row after another: which record it means, what is wrong with it, what it changes.
//!
//! The same code runs in both passes over a sheet: on a [`Preview`](super::books::Preview), which
//! writes nothing, and inside the import's one action.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::books::Books;
use super::home::HouseholdName;
use super::overlay::{Mapped, Overlay};
use super::places::Places;
use super::row::RowDraft;
use super::tally::Tally;
use crate::dictionary::{Kind, Ledger};
use crate::domain::problem::code;
use crate::domain::relation::HEAD;
use crate::domain::{Severity, Value};
use crate::exchange::{Layout, Target};
use crate::store::StoreError;

/// What holds for all rows of a sheet.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its columns.
    pub layout: Layout,
    /// Today.
    pub today: NaiveDate,
    /// The year of yearly figures.
    pub year: i32,
    /// The day that balances hold for, as ISO text.
    pub as_of: String,
    /// Whether the sheet itself says that day.
    pub dated: bool,
    /// Figures of the policy in force.
    pub figures: super::figures::Figures,
    /// Whether household columns stand on the first row of a family only (合并单元格).
    pub merged: bool,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It adds a record.
    Added,
    /// It changes one.
    Updated,
    /// It says what the book says.
    Unchanged,
}

/// Why judging a row ended early.
#[derive(Debug)]
pub enum Stop {
    /// The row stays out.
    Refuse {
        /// The column, where one is meant.
        column: Option<usize>,
        /// The stable word.
        code: &'static str,
        /// What is wrong and what to do.
        message: String,
    },
    /// The book cannot be read or written.
    Store(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// The result of a step of judging.
pub type Judged<T> = Result<T, Stop>;

/// Judges the rows of one sheet, in order.
#[derive(Debug)]
pub struct Judge<'s, B> {
    pub(super) books: B,
    pub(super) sheet: &'s Sheet,
    pub(super) places: &'s Places,
    pub(super) overlay: Overlay,
    pub(super) tally: Tally,
    /// Rows' own records met so far: hash of an identity, to the row and the mark of its name.
    pub(super) seen: Mapped<u64, (u32, u32)>,
    /// Heads of households met so far: marks of name and ID number.
    pub(super) heads: Mapped<i64, (u32, u32)>,
    pub(super) families: Mapped<u64, super::family::Family>,
    /// What the order of the rows tells.
    pub(super) order: super::order::Order,
    /// Villages by what sheets call them.
    pub(super) villages: HashMap<String, i64>,
    /// The code of 死亡 in 健康状况.
    pub(super) dead: Option<String>,
    /// The dates of the sheet's ledger that must not lie in the future, or before another one.
    dates: Vec<OrderedDate>,
    /// Today, as dates are stored.
    today: String,
    /// The last household that a row named and that was known: a family stands together.
    pub(super) last_home: Option<(HouseholdName, i64)>,
    /// Events of loans in the rows so far.
    pub(super) events: HashMap<i64, Vec<crate::domain::loan::Event>>,
    /// Household parts of the last row, for merged cells.
    pub(super) last: Vec<(usize, usize, Value)>,
}

/// A date that the dictionary asks to lie in an order.
#[derive(Clone, Copy, Debug)]
struct OrderedDate {
    place: usize,
    past: bool,
    not_before: Option<usize>,
}

/// The dates of a ledger whose order the dictionary asks for.
fn ordered_dates(ledger: &Ledger) -> Vec<OrderedDate> {
    let dates = ledger.fields.iter().enumerate();
    let dates = dates.filter(|(_, field)| field.kind == Kind::Date);
    let ordered = dates.map(|(place, field)| OrderedDate {
        place,
        past: field.past,
        not_before: field
            .not_before
            .as_ref()
            .and_then(|key| ledger.position(key)),
    });
    ordered
        .filter(|date| date.past || date.not_before.is_some())
        .collect()
}

impl<'s, B: Books> Judge<'s, B> {
    /// A judge who has seen no row.
    pub fn new(books: B, sheet: &'s Sheet, places: &'s Places) -> Self {
        let health = books.dictionary().code_list("health");
        let dead = health
            .and_then(|list| list.read("死亡"))
            .map(|entry| entry.code.clone());
        Self {
            villages: HashMap::new(),
            events: HashMap::new(),
            dates: ordered_dates(books.dictionary().ledger(sheet.layout.ledger)),
            today: sheet.today.to_string(),
            dead,
            books,
            sheet,
            places,
            overlay: Overlay::default(),
            tally: Tally::default(),
            seen: Mapped::default(),
            heads: Mapped::default(),
            families: Mapped::default(),
            last_home: None,
            order: super::order::Order::default(),
            last: Vec::new(),
        }
    }

    /// Judges a row and counts it. Only a fault of the book ends the import.
    ///
    /// # Errors
    ///
    /// When the book cannot be read or written.
    pub fn row(&mut self, draft: &mut RowDraft) -> Result<Option<Verdict>, StoreError> {
        self.tally.rows += 1;
        self.fill_merged(draft);
        let judged = self.refuse_broken(draft).and_then(|()| self.judge(draft));
        match judged {
            Ok(verdict) => {
                self.tally.accept(verdict, draft, &self.sheet.layout);
                Ok(Some(verdict))
            }
            Err(Stop::Refuse {
                column,
                code,
                message,
            }) => {
                self.tally
                    .refuse(draft, &self.sheet.layout, column, code, message);
                Ok(None)
            }
            Err(Stop::Store(error)) => Err(error),
        }
    }

    fn judge(&mut self, draft: &mut RowDraft) -> Judged<Verdict> {
        self.check_order(draft)?;
        let ledger = self.sheet.layout.ledger;
        if ledger == self.places.household.ledger {
            self.household_row(draft)
        } else if ledger == self.places.person.ledger {
            self.person_row(draft)
        } else {
            self.other_row(draft)
        }
    }

    /// A broken cell that keeps its row out, unless it is the ID number: whether the row can be
    /// told without that is seen later.
    fn refuse_broken(&self, draft: &RowDraft) -> Judged<()> {
        if draft.findings.is_empty() {
            return Ok(());
        }
        let id = self.id_place();
        for finding in draft
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Refuse)
        {
            let target = self.sheet.layout.columns[finding.column].target;
            if id.is_none_or(|place| target != Target::Own(place)) {
                return Err(Stop::Refuse {
                    column: Some(finding.column),
                    code: finding.code,
                    message: finding.message.clone(),
                });
            }
        }
        Ok(())
    }

    /// The field by which this ledger's people are told, if it has one.
    pub(super) fn id_place(&self) -> Option<usize> {
        let ledger = self.books.dictionary().ledger(self.sheet.layout.ledger);
        let single = |list: &&Vec<usize>| matches!(list.first(), Some(place) if ledger.fields[*place].kind == Kind::IdNumber);
        ledger
            .identity
            .iter()
            .find(single)
            .and_then(|list| list.first().copied())
    }

    /// Refuses a row whose ID number is broken or missing, once it is clear that nothing else
    /// tells which record it means.
    pub(super) fn require_id(&self, draft: &RowDraft, place: usize) -> Judged<()> {
        if let Some(finding) = draft.fault_of(&self.sheet.layout, place) {
            return Err(Stop::Refuse {
                column: Some(finding.column),
                code: finding.code,
                message: finding.message.clone(),
            });
        }
        self.require(draft.get(place), place)
    }

    /// The row is told by something else: only the broken cell stays out.
    pub(super) fn drop_id(&self, draft: &mut RowDraft, place: usize) {
        let column = self.sheet.layout.column_of(Target::Own(place));
        for finding in draft
            .findings
            .iter_mut()
            .filter(|finding| Some(finding.column) == column)
        {
            if finding.severity == Severity::Refuse {
                finding.severity = Severity::Drop;
                finding.message.push_str("；台账里原有的号码保留不动");
            }
        }
    }

    /// Refuses when a required field of the row's own ledger says nothing.
    pub(super) fn require(&self, value: &Value, place: usize) -> Judged<()> {
        if !value.is_empty() {
            return Ok(());
        }
        let label = &self
            .books
            .dictionary()
            .ledger(self.sheet.layout.ledger)
            .fields[place]
            .label;
        Err(Stop::Refuse {
            column: self.sheet.layout.column_of(Target::Own(place)),
            code: code::MISSING,
            message: format!("没有填写{label}，请补上"),
        })
    }

    /// Dates in their order, as the dictionary asks.
    fn check_order(&self, draft: &RowDraft) -> Judged<()> {
        let ledger = self.books.dictionary().ledger(self.sheet.layout.ledger);
        for ordered in &self.dates {
            let Some(date) = draft.get(ordered.place).text() else {
                continue;
            };
            let label = &ledger.fields[ordered.place].label;
            if ordered.past && date > self.today.as_str() {
                let message = format!("{label}{date}在今天之后，请核对");
                return Err(self.refusal(Target::Own(ordered.place), code::DATE_FUTURE, message));
            }
            let other = ordered.not_before;
            let earlier = other.and_then(|other| Some((other, draft.get(other).text()?)));
            // A date of lower precision is not before a day of the same month or year.
            if let Some((other, earlier)) = earlier
                && date < earlier
                && !earlier.starts_with(date)
            {
                let before = &ledger.fields[other].label;
                let message = format!("{label}{date}早于{before}{earlier}，请核对");
                return Err(self.refusal(Target::Own(ordered.place), code::DATE_ORDER, message));
            }
        }
        Ok(())
    }

    /// Merged cells: the household stands on the first row of a family only.
    fn fill_merged(&mut self, draft: &mut RowDraft) {
        if !self.sheet.merged {
            return;
        }
        let Some(reference) = self.places.household_reference else {
            return;
        };
        let named = draft.parts.iter().any(|(field, ..)| *field == reference);
        let heads = draft.get(self.places.person.relation).text() == Some(HEAD);
        if named {
            self.last = draft
                .parts
                .iter()
                .filter(|(field, ..)| *field == reference)
                .cloned()
                .collect();
        } else if !heads || self.sheet.layout.ledger != self.places.person.ledger {
            draft.parts.extend(self.last.iter().cloned());
        }
    }
}
