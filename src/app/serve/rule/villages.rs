//! 疑点与达标 village by village.

use std::collections::HashMap;

use crate::app::Desk;
use crate::app::rules::{RulesInForce, Within};
use crate::domain::answer::{Answer, Gravity};
use crate::policy::{RuleBook, RuleKind};
use crate::port::Fault;
use crate::port::rule::VillageRules;
use crate::store::{Answers, SubjectAnswers, SubjectRow};

/// The villages of the scope, and how they and what belongs to them answer.
pub(super) fn villages(
    desk: &Desk,
    book: &RuleBook,
    within: &Within,
) -> Result<Vec<VillageRules>, Fault> {
    let known = desk.rules.as_ref().and_then(RulesInForce::answered);
    let subjects = known.map_or(&[][..], |all: &Answers| all.subjects.as_slice());
    let mut counts: HashMap<i64, VillageRules> = HashMap::new();
    for subject in subjects {
        let ledger = desk.dictionary.ledger(subject.ledger).key.as_str();
        for (place, row) in subject.rows.iter().enumerate() {
            if let Some(village) = row.village.filter(|_| within.has(row)) {
                add(
                    book,
                    ledger,
                    subject,
                    place,
                    counts.entry(village).or_default(),
                );
            }
        }
    }
    let named = desk.store.villages_by_key()?.into_iter();
    let mine = named.filter(|(id, _)| {
        let row = SubjectRow {
            id: *id,
            household: None,
            village: Some(*id),
        };
        within.has(&row) || counts.contains_key(id)
    });
    let mine: Vec<(i64, String)> = mine.collect();
    let told = mine.into_iter().map(|(id, name)| VillageRules {
        id,
        name,
        ..counts.remove(&id).unwrap_or_default()
    });
    Ok(told.collect())
}

/// Adds one subject's answers: of a village its standards, of a household whether it meets all of
/// its own, of everything its doubts.
fn add(
    book: &RuleBook,
    ledger: &str,
    subject: &SubjectAnswers,
    place: usize,
    counts: &mut VillageRules,
) {
    let (mut not_met, mut missing) = (0, 0);
    for (rule, answer) in subject.rules.iter().zip(subject.of(place)) {
        let kind = book.rules.get(*rule).map(|asked| &asked.rule.kind);
        match (kind, answer) {
            (Some(RuleKind::Standard { .. }), Answer::NotMet) => not_met += 1,
            (Some(RuleKind::Standard { .. }), Answer::Missing) => missing += 1,
            (Some(RuleKind::Doubt { gravity, .. }), Answer::Hit) => {
                counts.hits += 1;
                counts.grave += usize::from(*gravity == Gravity::Grave);
            }
            _ => {}
        }
    }
    match ledger {
        "village" => {
            counts.own_not_met += not_met;
            counts.own_missing += missing;
        }
        "household" if not_met > 0 => counts.not_met += 1,
        "household" if missing > 0 => counts.missing += 1,
        _ => {}
    }
}
