//! The answers of all rules, compactly: a byte for each subject and rule.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::dictionary::LedgerId;
use crate::domain::Answer;

/// Every answer, as of one state of the book and one day.
#[derive(Clone, Debug)]
pub struct Answers {
    /// The book's last action that they know of.
    pub change: i64,
    /// The day that counted as today.
    pub today: NaiveDate,
    /// Ledger by ledger.
    pub subjects: Vec<SubjectAnswers>,
    /// What is due, in no order.
    pub duties: Vec<DueRow>,
}

/// The answers about the records of one ledger.
#[derive(Clone, Debug)]
pub struct SubjectAnswers {
    /// The ledger.
    pub ledger: LedgerId,
    /// The rules asked of them, as places in the rule book.
    pub rules: Vec<usize>,
    /// The records, by rising key.
    pub rows: Vec<SubjectRow>,
    /// For each record one answer a rule, in the order of `rules`.
    answers: Vec<Answer>,
}

/// Whom an answer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubjectRow {
    /// The record's key.
    pub id: i64,
    /// Its household, or itself when it is one.
    pub household: Option<i64>,
    /// Its village, or itself when it is one.
    pub village: Option<i64>,
}

/// Something that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueRow {
    /// The duty, as a place in the rule book.
    pub rule: usize,
    /// Whom it is about.
    pub subject: SubjectRow,
    /// Its day, where it has one.
    pub due: Option<NaiveDate>,
    /// What stands behind the title.
    pub detail: String,
    /// Until when an explanation is on record; it stands for the day.
    pub explained: Option<NaiveDate>,
}

impl SubjectAnswers {
    /// No records yet.
    pub(super) fn new(ledger: LedgerId, rules: Vec<usize>) -> Self {
        Self {
            ledger,
            rules,
            rows: Vec::new(),
            answers: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, row: SubjectRow, answers: impl Iterator<Item = Answer>) {
        self.rows.push(row);
        self.answers.extend(answers);
    }

    /// Adds a record, and gives the room for its answers.
    pub(super) fn room(&mut self, row: SubjectRow) -> &mut [Answer] {
        let from = self.answers.len();
        self.rows.push(row);
        self.answers
            .resize(from + self.rules.len(), Answer::Missing);
        &mut self.answers[from..]
    }

    /// The answers about the record at a place of `rows`.
    #[must_use]
    pub fn of(&self, place: usize) -> &[Answer] {
        let width = self.rules.len();
        self.answers
            .get(place * width..(place + 1) * width)
            .unwrap_or_default()
    }

    /// Changes one answer.
    pub(super) fn set(&mut self, place: usize, rule: usize, answer: Answer) {
        let width = self.rules.len();
        if let Some(found) = self.answers.get_mut(place * width + rule) {
            *found = answer;
        }
    }

    /// Where a record stands in `rows`.
    #[must_use]
    pub fn place(&self, id: i64) -> Option<usize> {
        self.rows.binary_search_by_key(&id, |row| row.id).ok()
    }

    /// The answers of one rule about every record; nothing where it is not asked of this ledger.
    pub fn about(&self, rule: usize) -> impl Iterator<Item = (&SubjectRow, Answer)> {
        let column = self.rules.iter().position(|known| *known == rule);
        let width = self.rules.len();
        column.into_iter().flat_map(move |column| {
            let places = self.rows.iter().enumerate();
            places.filter_map(move |(place, row)| {
                Some((row, *self.answers.get(place * width + column)?))
            })
        })
    }

    /// Puts the records in the order of their keys.
    pub(super) fn sort(&mut self) {
        if self.rows.is_sorted_by_key(|row| row.id) {
            return;
        }
        let mut places: Vec<usize> = (0..self.rows.len()).collect();
        places.sort_by_key(|place| self.rows[*place].id);
        let old = std::mem::replace(self, Self::new(self.ledger, self.rules.clone()));
        for place in places {
            self.push(old.rows[place], old.of(place).iter().copied());
        }
    }

    /// Puts newer answers in the place of those about the same records; records of these households
    /// about which there are none any more are gone.
    fn replace(&mut self, newer: &Self, households: &HashSet<i64>) {
        let touched = |row: &SubjectRow| row.household.is_some_and(|id| households.contains(&id));
        let gone = |row: &SubjectRow| touched(row) && newer.place(row.id).is_none();
        if self.rows.iter().any(gone) {
            let old = std::mem::replace(self, Self::new(self.ledger, self.rules.clone()));
            for (place, row) in old.rows.iter().enumerate().filter(|(_, row)| !gone(row)) {
                self.push(*row, old.of(place).iter().copied());
            }
        }
        let width = self.rules.len();
        let mut come = Vec::new();
        for (place, row) in newer.rows.iter().enumerate() {
            let Some(at) = self.place(row.id) else {
                come.push(place);
                continue;
            };
            self.rows[at] = *row;
            self.answers[at * width..(at + 1) * width].copy_from_slice(newer.of(place));
        }
        for place in come {
            self.push(newer.rows[place], newer.of(place).iter().copied());
        }
        self.sort();
    }
}

impl Answers {
    /// The answers about a ledger's records.
    #[must_use]
    pub fn subject(&self, ledger: LedgerId) -> Option<&SubjectAnswers> {
        self.subjects
            .iter()
            .find(|subject| subject.ledger == ledger)
    }

    /// Takes newer answers over: about these households, and about what stands above them.
    pub(super) fn take(&mut self, newer: Self, households: &HashSet<i64>) {
        let asked_again = |rule: usize, row: &SubjectRow| {
            let household = row.household.is_some_and(|id| households.contains(&id));
            household || {
                let mut subjects = newer.subjects.iter();
                let subject = subjects.find(|subject| subject.rules.contains(&rule));
                subject.is_some_and(|subject| subject.place(row.id).is_some())
            }
        };
        self.duties
            .retain(|duty| !asked_again(duty.rule, &duty.subject));
        self.duties.extend(newer.duties);
        for subject in newer.subjects {
            let mut known = self.subjects.iter_mut();
            match known.find(|old| old.ledger == subject.ledger) {
                Some(old) => old.replace(&subject, households),
                None => self.subjects.push(subject),
            }
        }
        self.change = newer.change;
    }
}
