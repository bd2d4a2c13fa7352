//! Asking: every rule of every record, or of those that were touched.

use std::collections::{BTreeSet, HashSet};
use std::fmt::Write;
use std::sync::Arc;
use std::thread;

use chrono::NaiveDate;
use rusqlite::types::ValueRef;
use rusqlite::{Row, Rows, ToSql};

use super::answers::{Answers, DueRow, SubjectAnswers, SubjectRow};
use super::reading::Reading;
use super::sentence::{Sentence, Whom, counted, rules_of};
use super::touched::Touched;
use crate::dictionary::LedgerId;
use crate::domain::Answer;
use crate::policy::{Asked, RuleBook};
use crate::store::{Result, Store, income_year, open};

impl Store {
    /// Asks every rule of everybody.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn answers(&self, book: &RuleBook, today: NaiveDate) -> Result<Answers> {
        // Households have half of the rules: a connection of their own asks them beside the others.
        let household = self.dictionary.find("household").map(|found| found.id);
        let (path, base, day) = (
            self.path.clone(),
            Arc::clone(&self.words.base),
            self.words.day,
        );
        let (homes, others) = thread::scope(|scope| {
            let homes = scope.spawn(move || {
                let mut beside = Self::open(&path, base)?;
                if let Some(day) = day {
                    beside.set_day(day)?;
                }
                beside.asked_all(book, today, |ledger| Some(ledger) == household)
            });
            let others = self.asked_all(book, today, |ledger| Some(ledger) != household);
            (homes.join(), others)
        });
        let mut answers = others?;
        match homes {
            // Somebody wrote between the two: both have to know the same.
            Ok(Ok(homes)) if homes.change == answers.change => {
                answers.subjects.extend(homes.subjects);
                answers.duties.extend(homes.duties);
                Ok(answers)
            }
            _ => self.asked_all(book, today, |_| true),
        }
    }

    fn asked_all(
        &self,
        book: &RuleBook,
        today: NaiveDate,
        wanted: impl Fn(LedgerId) -> bool,
    ) -> Result<Answers> {
        let wanted = |_: &Self, ledger| wanted(ledger);
        open::reading_all(&self.conn, |_| {
            self.asked_if(book, today, Whom::All, wanted)
        })
    }

    /// Asks again those whom actions after `known.change` touched; everybody where that is quicker
    /// or cannot be told.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn answers_after(&self, book: &RuleBook, known: Answers) -> Result<Answers> {
        match self.touched_since(known.change)? {
            Touched::Nobody => Ok(known),
            Touched::Everybody => self.answers(book, known.today),
            Touched::Households(households) => {
                let list = json(&households);
                let everybody = |_: &Self, _| true;
                let whom = Whom::Households(&list);
                let newer = self.asked_if(book, known.today, whom, everybody)?;
                let households: HashSet<i64> = households.into_iter().collect();
                let mut answers = known;
                answers.take(newer, &households);
                Ok(answers)
            }
        }
    }

    /// Asks every rule of one household: of itself, its members and its loans.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn answers_of(&self, book: &RuleBook, today: NaiveDate, household: i64) -> Result<Answers> {
        let list = json(&BTreeSet::from([household]));
        let mut answers =
            self.asked_if(book, today, Whom::Households(&list), |store, ledger| {
                store.belongs_to_household(ledger)
            })?;
        answers
            .duties
            .retain(|duty| duty.subject.household == Some(household));
        Ok(answers)
    }

    fn asked_if(
        &self,
        book: &RuleBook,
        today: NaiveDate,
        whom: Whom<'_>,
        wanted: impl Fn(&Self, LedgerId) -> bool,
    ) -> Result<Answers> {
        let mut answers = Answers {
            change: self.change_number()?,
            today,
            subjects: Vec::new(),
            duties: Vec::new(),
        };
        for ledger in book.subjects.keys().copied() {
            if wanted(self, ledger) && book.rules.iter().any(|asked| asked.ledger == ledger) {
                self.ask(book, ledger, whom, &mut answers)?;
            }
        }
        self.explain(book, &mut answers)?;
        Ok(answers)
    }

    /// Whether records of a ledger are households or belong to one.
    pub(super) fn belongs_to_household(&self, ledger: LedgerId) -> bool {
        let ledger = self.dictionary.ledger(ledger);
        let household = self.dictionary.find("household");
        ledger.key == "household"
            || household.is_some_and(|other| ledger.reference_to(other.id).is_some())
    }

    fn ask(
        &self,
        book: &RuleBook,
        ledger: LedgerId,
        whom: Whom<'_>,
        answers: &mut Answers,
    ) -> Result<()> {
        let Some(subject) = book.subjects.get(&ledger) else {
            return Ok(());
        };
        let year = income_year(answers.today);
        let sentence = Sentence {
            dictionary: &self.dictionary,
            book,
            subject,
            income_year: year,
        };
        let rules = rules_of(book, ledger);
        let counted = counted(&self.dictionary, subject);
        let (places, asked): (Vec<usize>, Vec<&Asked>) = rules.into_iter().unzip();
        let sql = written(&sentence, (&places, &asked), counted.as_ref(), whom);
        let mut query = self.conn.prepare(&sql.text)?;
        let day = answers.today.format("%Y-%m-%d").to_string();
        let list = match whom {
            Whom::All => "[]",
            Whom::Households(list) | Whom::Records(list) => list,
        };
        let given: [(&str, &dyn ToSql); 3] = [(":today", &day), (":year", &year), (":whom", &list)];
        for (name, value) in given {
            if let Some(place) = query.parameter_index(name)? {
                query.raw_bind_parameter(place, value)?;
            }
        }
        let mut found = SubjectAnswers::new(ledger, places);
        sql.read(&mut query.raw_query(), &mut found, &mut answers.duties)?;
        found.sort();
        answers.subjects.push(found);
        Ok(())
    }
}

/// The column that tells whether a count means the record: 1 where it does. The answers follow.
const MEANT: usize = 3;

/// A sentence, and where the days and details of its duties stand.
struct Written {
    text: String,
    /// The place of the duty among the rules, that of its day among the columns, where its detail is
    /// next, and that of the duty in the book.
    duties: Vec<(usize, usize, usize)>,
    /// How the answers are read, rule by rule.
    readings: Vec<Reading>,
}

impl Written {
    /// Reads the answers, and what is due.
    fn read(
        &self,
        rows: &mut Rows<'_>,
        found: &mut SubjectAnswers,
        duties: &mut Vec<DueRow>,
    ) -> Result<()> {
        while let Some(row) = rows.next()? {
            let about = SubjectRow {
                id: row.get(0)?,
                household: row.get(1)?,
                village: row.get(2)?,
            };
            let meant = row.get_ref(MEANT)? == ValueRef::Integer(1);
            let given = found.room(about);
            for (place, (answer, reading)) in given.iter_mut().zip(&self.readings).enumerate() {
                *answer = reading.about(meant, row.get_ref(MEANT + 1 + place)?);
            }
            for (place, column, rule) in &self.duties {
                if given[*place] == Answer::Due {
                    duties.push(due(row, *rule, about, *column)?);
                }
            }
        }
        Ok(())
    }
}

fn written(
    sentence: &Sentence<'_>,
    (places, asked): (&[usize], &[&Asked]),
    counted: Option<&crate::dictionary::Condition>,
    whom: Whom<'_>,
) -> Written {
    let reads = sentence.reads(asked, counted);
    let mut text = sentence.facts(&reads, whom);
    let mut duties = Vec::new();
    let mut more = String::new();
    let mut next = MEANT + 1 + asked.len();
    let meant = counted.map_or("1", |counted| &counted.text);
    let _ = write!(text, " select id_, household_, village_, ({meant}) <> 0");
    for (place, one) in asked.iter().enumerate() {
        let columns = sentence.columns(one);
        text.push_str(", ");
        text.push_str(&columns.answer);
        if matches!(one.rule.kind, crate::policy::RuleKind::Duty(_)) {
            for column in [&columns.due, &columns.detail] {
                more.push_str(", ");
                more.push_str(column.as_deref().unwrap_or("null"));
            }
            duties.push((place, next, places[place]));
            next += 2;
        }
    }
    text.push_str(&more);
    text.push_str(" from g");
    Written {
        text,
        duties,
        readings: asked.iter().map(|asked| Reading::of(asked)).collect(),
    }
}

fn due(row: &Row<'_>, rule: usize, subject: SubjectRow, column: usize) -> Result<DueRow> {
    let day: Option<String> = row.get(column)?;
    let detail: Option<String> = row.get(column + 1)?;
    Ok(DueRow {
        rule,
        subject,
        due: day.and_then(|day| day.parse().ok()),
        detail: detail.unwrap_or_default(),
        explained: None,
    })
}

fn json(ids: &BTreeSet<i64>) -> String {
    let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
    format!("[{}]", ids.join(","))
}
