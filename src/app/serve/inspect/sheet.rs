//! The checklist of one subject: what the book answers, what was answered at the door.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Datelike;

use super::checklist::{book, of, packs};
use crate::app::Desk;
use crate::app::serve::page::reach;
use crate::domain::Scope;
use crate::domain::answer::Answer;
use crate::domain::page::{InspectItem, InspectLine, InspectSheet};
use crate::domain::verdict::Verdict;
use crate::policy::{Asked, Checklist, ChecklistBook, ChecklistItem, ChecklistOf, ItemRules};
use crate::port::Fault;
use crate::store::{Answered, Answers, SubjectRow};

/// So many names stand beside a question; more are counted.
const NAMED: usize = 4;

/// The checklist of a subject.
pub(super) fn sheet(desk: &mut Desk, id: i64) -> Result<InspectSheet, Fault> {
    let (mut item, inspection) = desk.store.inspect_item(id)?;
    let packs = packs(desk);
    let (pack, checklist) = of(&packs, &item.checklist)?;
    item.title.clone_from(&checklist.title);
    let made = book(desk, &packs, (pack, checklist))?;
    let reader = Reader::new(desk, &made, checklist, &item)?;
    let answered = desk.store.inspect_answers(id)?;
    let mut lines = Vec::with_capacity(checklist.items.len());
    for (question, rules) in checklist.items.iter().zip(&made.items) {
        let mut line = reader.line(desk, question, *rules)?;
        if let Some(known) = answered.iter().find(|one| one.question == question.id) {
            record(&mut line, known);
        }
        lines.push(line);
    }
    let all = desk.store.inspect_items(inspection)?;
    let at = all.iter().position(|one| one.id == id).unwrap_or_default();
    Ok(InspectSheet {
        inspection,
        name: desk.store.inspect_row(inspection)?.name,
        source: checklist.source.clone(),
        as_of: desk.today.to_string(),
        lines,
        before: at
            .checked_sub(1)
            .and_then(|at| all.get(at))
            .map(|one| one.id),
        after: all.get(at + 1).map(|one| one.id),
        of: all.len(),
        item,
    })
}

fn record(line: &mut InspectLine, known: &Answered) {
    line.answer = Some(known.id);
    line.said = Some(known.verdict);
    line.points = known.points;
    line.seen.clone_from(&known.seen);
    line.evidence.clone_from(&known.evidence);
    line.on.clone_from(&known.on);
    line.by.clone_from(&known.by);
}

/// Reads from the book what answers a checklist.
struct Reader<'a> {
    made: &'a ChecklistBook,
    of: ChecklistOf,
    /// The key of the record that is asked about; `None` for the township.
    key: Option<i64>,
    answers: Option<Answers>,
    /// Facts of the subject in words.
    facts: BTreeMap<String, String>,
}

impl<'a> Reader<'a> {
    fn new(
        desk: &Desk,
        made: &'a ChecklistBook,
        checklist: &Checklist,
        item: &InspectItem,
    ) -> Result<Self, Fault> {
        let key = match checklist.of {
            ChecklistOf::Household | ChecklistOf::Loans => item.household,
            ChecklistOf::Village => item.village,
            ChecklistOf::Team => item.team,
            ChecklistOf::Township | ChecklistOf::Assessment => None,
        };
        let answers = match (made.book.rules.is_empty(), checklist.of, key) {
            (true, _, _) => None,
            (_, ChecklistOf::Household | ChecklistOf::Loans, Some(id)) => {
                Some(desk.store.answers_of(&made.book, desk.today, id)?)
            }
            _ => Some(desk.store.answers(&made.book, desk.today)?),
        };
        let mut reader = Self {
            made,
            of: checklist.of,
            key,
            answers,
            facts: BTreeMap::new(),
        };
        reader.facts = reader.facts(desk, checklist)?;
        Ok(reader)
    }

    /// Every fact that stands beside some question, asked at once.
    fn facts(&self, desk: &Desk, checklist: &Checklist) -> Result<BTreeMap<String, String>, Fault> {
        let dictionary = Arc::clone(&desk.dictionary);
        let ledger = self.of.ledger().and_then(|key| dictionary.find(key));
        let (Some(ledger), Some(key)) = (ledger, self.key) else {
            return Ok(BTreeMap::new());
        };
        let described = dictionary
            .subject(ledger.id)
            .map_err(|error| Fault::from(error.to_string()))?;
        let mut names: Vec<&str> = Vec::new();
        for (question, rules) in checklist.items.iter().zip(&self.made.items) {
            let own = rules
                .automatic
                .is_none_or(|rule| self.made.book.rules[rule].ledger == ledger.id);
            let read = self.made.facts(question, *rules);
            let read = read
                .into_iter()
                .filter(|name| own || question.show.iter().any(|one| one == name));
            names.extend(read);
        }
        names.sort_unstable();
        names.dedup();
        let year = desk.store.latest_year(desk.today.year())?;
        let reach = reach(desk, Scope::Township);
        let rows = desk
            .store
            .facts_in_words(&reach, &described, &names, (&[key], year))?;
        Ok(rows.into_iter().next().unwrap_or_default())
    }

    fn line(
        &self,
        desk: &Desk,
        question: &ChecklistItem,
        rules: ItemRules,
    ) -> Result<InspectLine, Fault> {
        let mut line = InspectLine {
            question: question.id.clone(),
            block: question.block.clone(),
            ask: question.ask.clone(),
            how: question.how.clone(),
            wanted: question.evidence.clone(),
            automatic: rules.automatic.is_some(),
            full: question.points,
            costs: question.costs.clone(),
            least: question.least(),
            ..InspectLine::default()
        };
        if let Some(applies) = rules.applies
            && self.verdict(applies) == Verdict::Bad
        {
            line.book = Verdict::NotAsked;
            "台账".clone_into(&mut line.source);
            line.read = self.shown(question, ItemRules::default());
            return Ok(line);
        }
        line.read = self.shown(question, rules);
        if let Some(rule) = rules.automatic {
            let asked = &self.made.book.rules[rule];
            line.book = self.verdict(rule);
            line.source = source(asked, question);
            self.further(desk, rule, asked, &mut line)?;
        }
        Ok(line)
    }

    fn shown(&self, question: &ChecklistItem, rules: ItemRules) -> Vec<(String, String)> {
        let names = self.made.facts(question, rules).into_iter();
        let known = names.filter_map(|name| Some((bare(name), whole(self.facts.get(name)?))));
        known.collect()
    }

    /// What else a rule's answer rests on: its figures, who does not meet it, how many do.
    fn further(
        &self,
        desk: &Desk,
        rule: usize,
        asked: &Asked,
        line: &mut InspectLine,
    ) -> Result<(), Fault> {
        let own = self.of.ledger() == Some(desk.dictionary.ledger(asked.ledger).key.as_str());
        if let (true, Some(key), false) = (own, self.key, asked.figures().is_empty()) {
            let figures = asked.figures();
            let told = desk
                .store
                .rule_details(&self.made.book, rule, desk.today, &[key])?;
            let read = told.into_iter().flat_map(|detail| detail.read);
            line.read
                .extend(read.filter(|(name, _)| figures.contains(name)));
        }
        if own {
            return Ok(());
        }
        let mut counts: BTreeMap<Verdict, usize> = BTreeMap::new();
        let mut bad: Vec<i64> = Vec::new();
        for (row, answer) in self.about(rule) {
            let verdict = verdict_of(answer);
            *counts.entry(verdict).or_default() += 1;
            if verdict == Verdict::Bad {
                bad.push(row.id);
            }
        }
        if self.key.is_none() || !matches!(self.of, ChecklistOf::Household | ChecklistOf::Loans) {
            let told = counts
                .iter()
                .filter(|(verdict, _)| **verdict != Verdict::NotAsked);
            line.read.extend(
                told.map(|(verdict, count)| (verdict.word().to_owned(), count.to_string())),
            );
        }
        if !bad.is_empty() {
            let told = self.named(desk, asked, bad)?;
            line.read.push(("不合格的".to_owned(), told));
        }
        Ok(())
    }

    /// Who does not meet a rule: the first of them by name, and how many they are.
    fn named(&self, desk: &Desk, asked: &Asked, mut bad: Vec<i64>) -> Result<String, Fault> {
        bad.sort_unstable();
        let count = bad.len();
        bad.truncate(NAMED);
        let names = desk.store.subject_names(asked.ledger, &bad)?;
        let township = self.key.is_none();
        let one = |id: &i64| {
            let one = names.get(id)?;
            let village = if township { one.village.as_str() } else { "" };
            Some(format!("{village}{}", one.name))
        };
        let told: Vec<String> = bad.iter().filter_map(one).collect();
        let more = if count > NAMED {
            format!("等{count}")
        } else {
            String::new()
        };
        Ok(format!("{}{more}", told.join("、")))
    }

    /// The answers of a rule about the subject and whatever belongs to it.
    fn about(&self, rule: usize) -> impl Iterator<Item = (&SubjectRow, Answer)> {
        let ledger = self.made.book.rules[rule].ledger;
        let of = self
            .answers
            .as_ref()
            .and_then(|answers| answers.subject(ledger));
        let rows = of.into_iter().flat_map(move |about| about.about(rule));
        rows.filter(|(row, _)| match (self.of, self.key) {
            (_, None) => true,
            (ChecklistOf::Household | ChecklistOf::Loans, key) => row.household == key,
            (ChecklistOf::Village, key) => row.village == key,
            (_, key) => Some(row.id) == key,
        })
    }

    /// One answer of all: what fails anywhere fails, what is open anywhere is open.
    fn verdict(&self, rule: usize) -> Verdict {
        let mut found = Verdict::NotAsked;
        for (_, answer) in self.about(rule) {
            found = match (found, verdict_of(answer)) {
                (Verdict::Bad, _) | (_, Verdict::Bad) => Verdict::Bad,
                (Verdict::Open, _) | (_, Verdict::Open) => Verdict::Open,
                (Verdict::Good, _) | (_, Verdict::Good) => Verdict::Good,
                _ => Verdict::NotAsked,
            };
        }
        found
    }
}

const fn verdict_of(answer: Answer) -> Verdict {
    match answer {
        Answer::Met | Answer::Clear | Answer::Explained | Answer::Idle => Verdict::Good,
        Answer::NotMet | Answer::Hit | Answer::Due => Verdict::Bad,
        Answer::Missing => Verdict::Open,
        Answer::NotAsked => Verdict::NotAsked,
    }
}

/// A fact's name without what tells whose it is: `年度_住房面积` is 住房面积 at the door.
fn bare(name: &str) -> String {
    name.rsplit('_').next().unwrap_or(name).to_owned()
}

/// A number of whole yuan without its noughts.
fn whole(value: &str) -> String {
    value.strip_suffix(".00").unwrap_or(value).to_owned()
}

/// What an automatic answer rests on: a rule of a pack by its name, or the book alone.
fn source(asked: &Asked, question: &ChecklistItem) -> String {
    if asked.rule.id.starts_with(&format!("{}（", question.id)) {
        return "台账".to_owned();
    }
    asked.name()
}
