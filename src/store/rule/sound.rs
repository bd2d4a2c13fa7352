//! Whether the database can read what rules ask, before anybody is asked.
//!
//! All rules are asked in one sentence, so one condition that breaks off would take the others with
//! it. The dictionary knows every word of a condition but not whether they make a whole.

use std::collections::BTreeMap;
use std::fmt::Write;

use rusqlite::Connection;

use crate::dictionary::{Condition, Dictionary, LedgerId, Subject};
use crate::policy::{RuleBook, RuleError};

/// What is wrong with the conditions of these packs as a whole, each with its place.
#[must_use]
pub fn unsound(
    dictionary: &Dictionary,
    book: &RuleBook,
    of: impl Fn(&str) -> bool,
) -> Vec<RuleError> {
    let Ok(scratch) = Connection::open_in_memory() else {
        return Vec::new();
    };
    let mut given: BTreeMap<LedgerId, String> = BTreeMap::new();
    let mut faults = Vec::new();
    for asked in book.rules.iter().filter(|asked| of(&asked.pack)) {
        let Some(subject) = book.subjects.get(&asked.ledger) else {
            continue;
        };
        let facts = given
            .entry(asked.ledger)
            .or_insert_with(|| no_facts(subject));
        for (key, condition) in &asked.conditions {
            if !reads(&scratch, facts, condition) {
                faults.push(broken(&asked.pack, &asked.rule.id, key));
            }
        }
    }
    let village = dictionary.find("village").map(|found| found.id);
    let village = village.and_then(|ledger| book.subjects.get(&ledger));
    for dated in book.calendar.iter().filter(|dated| of(&dated.pack)) {
        let (Some(when), Some(village)) = (&dated.when, village) else {
            continue;
        };
        if !reads(&scratch, &no_facts(village), when) {
            faults.push(broken(&dated.pack, &dated.entry.id, "when"));
        }
    }
    faults
}

fn broken(pack: &str, rule: &str, key: &'static str) -> RuleError {
    RuleError {
        pack: pack.to_owned(),
        rule: rule.to_owned(),
        key,
        cause: "写得不完整：请检查每一项的比较、and、or 和函数里的逗号".to_owned(),
    }
}

/// A row in which nothing is known of a subject.
fn no_facts(subject: &Subject) -> String {
    let mut given = String::from("with g as (select 0 as id_");
    for fact in &subject.facts {
        let _ = write!(given, ", null as \"{}\"", fact.name);
    }
    given.push(')');
    given
}

fn reads(scratch: &Connection, facts: &str, condition: &Condition) -> bool {
    let sentence = format!("{facts} select ({}) from g", condition.text);
    scratch.prepare(&sentence).is_ok()
}
