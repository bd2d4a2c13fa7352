//! The facts view: the records of a ledger with exactly those facts that a question reads.
//!
//! One sentence answers for the whole township. The inner one reads the record's own facts and
//! finds its household and village; the outer one asks household, village and year by their keys.

use std::fmt::Write;

use super::Store;
use crate::dictionary::{Condition, Dictionary, Fact, Ledger, Of, Subject};

/// What is asked about the records of a ledger: a condition that was read, and the facts beside it
/// that an order or a table needs.
#[derive(Debug)]
pub(super) struct Ask<'a> {
    pub subject: &'a Subject,
    pub condition: Option<&'a Condition>,
    /// Names of further facts.
    pub also: Vec<&'a str>,
}

impl<'a> Ask<'a> {
    fn facts(&self) -> impl Iterator<Item = &'a Fact> {
        let subject = self.subject;
        subject
            .facts
            .iter()
            .filter(move |fact| self.reads(&fact.name))
    }

    fn reads(&self, name: &str) -> bool {
        let read = self
            .condition
            .is_some_and(|condition| condition.facts.iter().any(|f| f == name));
        read || self.also.contains(&name)
    }
}

impl Store {
    /// A sentence that gives `id_`, `household_`, `village_` and every fact of `ask` under its name,
    /// for the records `t` that `from` ends in.
    pub(super) fn facts_view(&self, ask: &Ask<'_>, from: &str) -> String {
        let ledger = self.dictionary.ledger(ask.subject.ledger);
        let mut inner = links(&self.dictionary, ledger);
        let mut outer = String::from("f.id_, f.household_, f.village_");
        for fact in ask.facts() {
            let name = &fact.name;
            if let Some(column) = related(fact) {
                let _ = write!(outer, ", {column} as \"{name}\"");
            } else {
                let _ = write!(inner, ", {} as \"{name}\"", fact.sql);
                let _ = write!(outer, ", f.\"{name}\"");
            }
        }
        format!("select {outer} from (select {inner} from {from}) f")
    }
}

/// How a record finds its household and its village.
pub(super) fn links(dictionary: &Dictionary, ledger: &Ledger) -> String {
    let refers = |key: &str| {
        let other = dictionary.find(key)?;
        let place = ledger.reference_to(other.id)?;
        Some(format!("t.\"{}\"", ledger.fields[place].key))
    };
    let (household, village) = match ledger.key.as_str() {
        "household" => ("t.id".to_owned(), "t.village".to_owned()),
        "village" => ("null".to_owned(), "t.id".to_owned()),
        _ => match (refers("household"), refers("village")) {
            (Some(household), own) => {
                let of = format!("(select k.village from household k where k.id = {household})");
                let village = own.map_or(of.clone(), |own| format!("coalesce({own}, {of})"));
                (household, village)
            }
            (None, Some(village)) => ("null".to_owned(), village),
            (None, None) => ("null".to_owned(), "null".to_owned()),
        },
    };
    format!("t.id as id_, {household} as household_, {village} as village_")
}

/// The column of a fact of the record's household, village or year.
fn related(fact: &Fact) -> Option<String> {
    let table = fact.of.ledger()?;
    let which = match fact.of {
        Of::Household => "t.id = f.household_",
        Of::Village => "t.id = f.village_",
        Of::Year => "t.household = f.household_ and t.year = :year",
        Of::Own => return None,
    };
    Some(format!(
        "(select {} from {table} t where {which})",
        fact.sql
    ))
}
