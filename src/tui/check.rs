//! An answer of 疑点与达标 in words, where it leads, and what puts it right.

use std::rc::Rc;

use super::screens::doing::Doing;
use super::theme::Tone;
use super::widget::outline::Outlined;
use super::{Cmd, Given, ways};
use crate::domain::Answer;
use crate::port::rule::{CheckRow, EXPLANATION, RuleLine, RuleSort};
use crate::port::{FormRequest, FormTarget, RecordRef, Request, RuleRequest};

/// The answers that want something done, and those explained.
pub const OPEN: [Answer; 4] = [
    Answer::NotMet,
    Answer::Missing,
    Answer::Hit,
    Answer::Explained,
];

/// How an answer is coloured; its word says the same.
#[must_use]
pub const fn tone(answer: Answer) -> Tone {
    match answer {
        Answer::NotMet => Tone::Bad,
        Answer::Missing | Answer::Hit => Tone::Warning,
        Answer::NotAsked | Answer::Explained => Tone::Faint,
        _ => Tone::Plain,
    }
}

/// What there is to say beside the answer: what is missing, or what was read.
#[must_use]
pub fn said(row: &CheckRow) -> String {
    // The message begins with the title, which stands elsewhere already.
    let read = row.message.strip_prefix(&row.title).unwrap_or(&row.message);
    match row.missing.as_slice() {
        [] => read.trim_start_matches('：').to_owned(),
        missing => format!("缺{}", missing.join("、")),
    }
}

impl Outlined for CheckRow {
    fn cells(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            self.place.clone(),
            self.state.shown().to_owned(),
            format!("{}  {}", self.title, said(self)),
        ]
    }

    fn words(&self) -> String {
        let state = self.state.shown();
        format!(
            "{} {} {state} {} {}",
            self.name,
            self.place,
            self.title,
            said(self)
        )
    }

    fn tone(&self) -> Tone {
        tone(self.state)
    }
}

impl Outlined for RuleLine {
    fn cells(&self) -> Vec<String> {
        let count = |answer: Answer| match self.count(&[answer]) {
            0 => String::new(),
            count => count.to_string(),
        };
        let counts: &[Answer] = match self.sort {
            RuleSort::Doubt(_) => &[Answer::Hit, Answer::Explained],
            _ => &[
                Answer::NotMet,
                Answer::Missing,
                Answer::Met,
                Answer::NotAsked,
            ],
        };
        let title = match self.sort {
            RuleSort::Standard(true) => format!("{}（一票否决）", self.title),
            _ => self.title.clone(),
        };
        let counts = counts.iter().map(|answer| count(*answer));
        [title, self.subject.clone()]
            .into_iter()
            .chain(counts)
            .collect()
    }

    fn words(&self) -> String {
        format!("{} {} {}", self.title, self.subject, self.rule)
    }

    fn tone(&self) -> Tone {
        let open: &[Answer] = match self.sort {
            RuleSort::Doubt(_) => &[Answer::Hit],
            _ => &[Answer::NotMet, Answer::Missing],
        };
        if self.count(open) == 0 {
            Tone::Faint
        } else {
            Tone::Plain
        }
    }
}

/// Opens the subject.
pub fn open(given: &Rc<Given>, row: &CheckRow) -> Cmd {
    ways::record(given, row.ledger, row.subject_id, row.household)
}

/// Opens the form with the fields to correct, at the first of them.
pub fn correct(given: &Rc<Given>, row: &CheckRow) -> Cmd {
    let wish = RuleRequest::Correct(Box::new(row.clone()));
    Cmd::open(Doing::form(given, Request::Rule(wish)).at(row.fields.clone()))
}

/// Opens the form of an explanation (情况说明) of this doubt.
pub fn explain(given: &Rc<Given>, row: &CheckRow) -> Cmd {
    if !matches!(row.sort, RuleSort::Doubt(_)) {
        return Cmd::say("情况说明写给疑点；未达标、缺项的按 Ctrl-E 更正");
    }
    let Some(ledger) = given.ledger(EXPLANATION) else {
        return Cmd::say("台账里没有情况说明");
    };
    let target = FormTarget {
        ledger: ledger.id,
        record: None,
        parent: Some(RecordRef {
            ledger: row.ledger,
            id: row.subject_id,
        }),
    };
    let texts = [
        ("kind", "情况说明".to_owned()),
        ("subject", row.subject.clone()),
        ("rule", row.rule.clone()),
        ("begins_on", given.today().to_string()),
    ];
    let texts = texts.map(|(key, text)| (key.to_owned(), text));
    let request = Request::Form(FormRequest::Open(target));
    let form = Doing::form(given, request).with(texts.to_vec());
    Cmd::open(form.at(vec!["说明理由".into()]))
}
