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

    /// Puts newer answers in the place of those about the same households.
    fn replace(&mut self, newer: &Self, households: &HashSet<i64>) {
        let width = self.rules.len();
        let old = std::mem::replace(self, Self::new(self.ledger, self.rules.clone()));
        let stays = |row: &SubjectRow| !row.household.is_some_and(|id| households.contains(&id));
        let mut all: Vec<(SubjectRow, &[Answer])> = Vec::with_capacity(old.rows.len());
        for (place, row) in old.rows.iter().enumerate().filter(|(_, row)| stays(row)) {
            all.push((*row, old.of(place)));
        }
        for (place, row) in newer.rows.iter().enumerate() {
            all.push((*row, newer.of(place)));
        }
        all.sort_by_key(|(row, _)| row.id);
        self.answers.reserve(all.len() * width);
        for (row, answers) in all {
            self.push(row, answers.iter().copied());
        }
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

    /// Takes newer answers over: about these households, and about every record of ledgers that
    /// belong to no household.
    pub(super) fn take(&mut self, newer: Self, households: &HashSet<i64>) {
        let about = |row: &SubjectRow| row.household.is_none_or(|id| households.contains(&id));
        self.duties.retain(|duty| !about(&duty.subject));
        self.duties.extend(newer.duties);
        for subject in newer.subjects {
            match self
                .subjects
                .iter_mut()
                .find(|old| old.ledger == subject.ledger)
            {
                Some(old) if old.rows.iter().any(|row| row.household.is_some()) => {
                    old.replace(&subject, households);
                }
                Some(old) => *old = subject,
                None => self.subjects.push(subject),
            }
        }
        self.change = newer.change;
    }
}
