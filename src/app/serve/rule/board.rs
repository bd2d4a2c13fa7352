//! 疑点与达标 as a whole.

use std::collections::BTreeMap;

use super::villages;

use crate::app::Desk;
use crate::app::rules::{self, Within};
use crate::domain::answer::Answer;
use crate::policy::{Asked, RuleKind};
use crate::port::rule::{RuleBoard, RuleLine, RuleSort};
use crate::port::{Fault, Scope};

/// Every standard and doubt in force, with how many subjects of the scope answer how.
pub(super) fn board(desk: &mut Desk, scope: Scope) -> Result<RuleBoard, Fault> {
    let book = rules::answer(desk)?;
    let within = Within::of(desk, scope)?;
    let in_force = rules::in_force(desk)?;
    let mut counts: Vec<BTreeMap<Answer, usize>> = vec![BTreeMap::new(); book.rules.len()];
    let subjects = in_force.answered().map(|all| all.subjects.as_slice());
    for subject in subjects.unwrap_or_default() {
        for (place, row) in subject.rows.iter().enumerate() {
            if !within.has(row) {
                continue;
            }
            for (rule, answer) in subject.rules.iter().zip(subject.of(place)) {
                *counts[*rule].entry(*answer).or_default() += 1;
            }
        }
    }
    let villages = villages::villages(desk, &book, &within)?;
    let in_force = rules::in_force(desk)?;
    let lines = book.rules.iter().zip(counts);
    let lines = lines.filter(|(asked, _)| !matches!(asked.rule.kind, RuleKind::Duty(_)));
    Ok(RuleBoard {
        lines: lines
            .map(|(asked, counts)| RuleLine {
                rule: asked.name(),
                sort: sort(asked),
                subject: asked.rule.subject.clone(),
                title: asked.rule.title.clone(),
                source: asked.rule.source.clone(),
                tip: asked.rule.tip.clone(),
                counts: counts.into_iter().collect(),
            })
            .collect(),
        villages,
        faults: in_force.faults(),
    })
}

/// What kind of rule it is.
pub(super) fn sort(asked: &Asked) -> RuleSort {
    match &asked.rule.kind {
        RuleKind::Standard { veto, .. } => RuleSort::Standard(*veto),
        RuleKind::Doubt { gravity, .. } => RuleSort::Doubt(*gravity),
        RuleKind::Duty(_) => RuleSort::Duty,
    }
}
