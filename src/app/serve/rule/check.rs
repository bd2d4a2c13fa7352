//! Subjects and how they answer rules.

use std::collections::HashMap;

use super::{board, duty};
use crate::app::Desk;
use crate::app::rules::{self, Within};
use crate::domain::answer::Answer;
use crate::policy::{Asked, RuleBook, RuleKind};
use crate::port::rule::{CheckQuery, CheckRow, HouseholdRules};
use crate::port::{Fault, FaultKind};
use crate::store::{Answers, Detail, SubjectName, SubjectRow};

/// The answers that are told when none is named.
const TOLD: [Answer; 5] = [
    Answer::Met,
    Answer::NotMet,
    Answer::Missing,
    Answer::Hit,
    Answer::Explained,
];

/// The subjects that the query asks for, rule by rule.
pub(super) fn check(desk: &mut Desk, query: &CheckQuery) -> Result<Vec<CheckRow>, Fault> {
    if let Some(household) = query.household {
        let rows = household_checks(desk, household)?.0;
        return Ok(rows
            .into_iter()
            .filter(|row| query.states.is_empty() || query.states.contains(&row.state))
            .collect());
    }
    let book = rules::answer(desk)?;
    let wanted = wanted(&book, query)?;
    let village = village(desk, query.village.as_deref())?;
    let within = Within::of(desk, query.scope)?;
    let chosen = |row: &SubjectRow| {
        within.has(row) && village.is_none_or(|village| row.village == Some(village))
    };
    let Some(answers) = desk.rules.as_ref().and_then(rules::RulesInForce::answered) else {
        return Ok(Vec::new());
    };
    let mut teller = Teller::new(desk, &book);
    let mut told = Vec::new();
    for rule in wanted {
        told.extend(teller.rows(answers, rule, &query.states, &chosen)?);
    }
    Ok(told)
}

/// The rules that a query asks for, as places in the rule book.
fn wanted(book: &RuleBook, query: &CheckQuery) -> Result<Vec<usize>, Fault> {
    let usage = |why: String| Fault::new(FaultKind::Usage, why);
    if let Some(name) = &query.rule {
        let found = book.find(name).ok_or_else(|| {
            usage(format!(
                "没有「{name}」这条规则：用 fupin pack show 看有哪些"
            ))
        })?;
        return Ok(vec![found]);
    }
    let mut rules: Vec<usize> = (0..book.rules.len()).collect();
    rules.retain(|place| !matches!(book.rules[*place].rule.kind, RuleKind::Duty(_)));
    if let Some(subject) = &query.subject {
        rules.retain(|place| book.rules[*place].rule.subject == *subject);
        if rules.is_empty() {
            return Err(usage(format!(
                "没有问「{subject}」的规则：可以是户、人口、村、小额信贷、帮扶责任人、驻村工作队"
            )));
        }
    }
    Ok(rules)
}

/// The village of this name.
pub(in crate::app::serve) fn village(
    desk: &Desk,
    name: Option<&str>,
) -> Result<Option<i64>, Fault> {
    let Some(name) = name else { return Ok(None) };
    let villages = desk.store.villages_by_key()?;
    let same = villages.iter().find(|(_, known)| known == name);
    let near = || {
        villages
            .iter()
            .find(|(_, known)| known.trim_end_matches('村') == name)
    };
    let found = same.or_else(near).map(|(id, _)| *id);
    found
        .map(Some)
        .ok_or_else(|| Fault::new(FaultKind::Usage, format!("台账里没有「{name}」这个村")))
}

/// What rules say of one household.
pub(super) fn household(desk: &mut Desk, id: i64) -> Result<HouseholdRules, Fault> {
    let (checks, answers) = household_checks(desk, id)?;
    let duties = duty::lines_of(desk, &answers)?;
    Ok(HouseholdRules { checks, duties })
}

fn household_checks(desk: &mut Desk, id: i64) -> Result<(Vec<CheckRow>, Answers), Fault> {
    let today = desk.today;
    let book = std::sync::Arc::clone(&rules::in_force(desk)?.book);
    let answers = desk.store.answers_of(&book, today, id)?;
    let mut teller = Teller::new(desk, &book);
    let mut told = Vec::new();
    for (rule, asked) in book.rules.iter().enumerate() {
        if !matches!(asked.rule.kind, RuleKind::Duty(_)) {
            told.extend(teller.rows(&answers, rule, &[], &|_| true)?);
        }
    }
    Ok((told, answers))
}

/// Tells answers in words.
struct Teller<'a> {
    desk: &'a Desk,
    book: &'a RuleBook,
    names: HashMap<crate::dictionary::LedgerId, HashMap<i64, SubjectName>>,
}

impl<'a> Teller<'a> {
    fn new(desk: &'a Desk, book: &'a RuleBook) -> Self {
        Self {
            desk,
            book,
            names: HashMap::new(),
        }
    }

    /// The rows of one rule.
    fn rows(
        &mut self,
        answers: &Answers,
        rule: usize,
        states: &[Answer],
        chosen: &dyn Fn(&SubjectRow) -> bool,
    ) -> Result<Vec<CheckRow>, Fault> {
        let asked = &self.book.rules[rule];
        let Some(subject) = answers.subject(asked.ledger) else {
            return Ok(Vec::new());
        };
        let states = if states.is_empty() { &TOLD } else { states };
        let about = subject.about(rule);
        let found: Vec<(&SubjectRow, Answer)> = about
            .filter(|(row, answer)| states.contains(answer) && chosen(row))
            .collect();
        let open = found.iter().filter(|(_, answer)| *answer != Answer::Met);
        let open: Vec<i64> = open.map(|(row, _)| row.id).collect();
        let details = self.details(rule, &open)?;
        self.learn(asked, &found)?;
        let names = &self.names[&asked.ledger];
        let rows = found.into_iter().map(|(row, answer)| {
            row_of(asked, row, answer, names.get(&row.id), details.get(&row.id))
        });
        Ok(rows.collect())
    }

    fn details(&self, rule: usize, ids: &[i64]) -> Result<HashMap<i64, Detail>, Fault> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let (store, today) = (&self.desk.store, self.desk.today);
        let details = store.rule_details(self.book, rule, today, ids)?;
        Ok(details
            .into_iter()
            .map(|detail| (detail.id, detail))
            .collect())
    }

    /// Looks up what the subjects are called, as far as it is not known.
    fn learn(&mut self, asked: &Asked, found: &[(&SubjectRow, Answer)]) -> Result<(), Fault> {
        let known = self.names.entry(asked.ledger).or_default();
        let unknown = found.iter().map(|(row, _)| row.id);
        let unknown: Vec<i64> = unknown.filter(|id| !known.contains_key(id)).collect();
        if !unknown.is_empty() {
            known.extend(self.desk.store.subject_names(asked.ledger, &unknown)?);
        }
        Ok(())
    }
}

fn row_of(
    asked: &Asked,
    row: &SubjectRow,
    state: Answer,
    name: Option<&SubjectName>,
    detail: Option<&Detail>,
) -> CheckRow {
    let fields = match &asked.rule.kind {
        RuleKind::Doubt { fields, .. } => fields.clone(),
        _ => Vec::new(),
    };
    let missing = detail.filter(|_| state == Answer::Missing);
    CheckRow {
        rule: asked.name(),
        sort: board::sort(asked),
        title: asked.rule.title.clone(),
        subject: asked.rule.subject.clone(),
        ledger: asked.ledger,
        subject_id: row.id,
        household: row.household,
        name: name.map(|found| found.name.clone()).unwrap_or_default(),
        village: name.map(|found| found.village.clone()).unwrap_or_default(),
        place: name.map(SubjectName::place).unwrap_or_default(),
        state,
        missing: missing
            .map(|detail| detail.missing.clone())
            .unwrap_or_default(),
        message: message(asked, state, detail),
        fields,
    }
}

/// What the rule asks, and what it read.
fn message(asked: &Asked, state: Answer, detail: Option<&Detail>) -> String {
    let title = &asked.rule.title;
    let spoken = |name: &str| name.replace('_', " ");
    let Some(detail) = detail else {
        return title.clone();
    };
    if state == Answer::Missing {
        let missing: Vec<String> = detail.missing.iter().map(|name| spoken(name)).collect();
        return format!("{title}：缺{}", missing.join("、"));
    }
    let read = detail
        .read
        .iter()
        .map(|(name, value)| match value.as_str() {
            "" => format!("{}未填", spoken(name)),
            value => format!("{} {value}", spoken(name)),
        });
    let read: Vec<String> = read.collect();
    format!("{title}：{}", read.join("，"))
}
