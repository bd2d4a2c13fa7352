//! Before a move everybody is asked the standards of the procedure; who does not meet one stays.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::list::subject;
use super::takes;
use super::write::ledger;
use crate::app::Desk;
use crate::app::rules::in_force;
use crate::domain::Answer;
use crate::domain::page::CaseItem;
use crate::policy::{Pack, Procedure, Rule, RuleBook, RuleKind, Step};
use crate::port::Fault;

/// Why each that cannot move cannot: by the key of the subject. Standards must be met, doubts must
/// not be hit; what nobody can say is not met either.
pub(super) fn held(
    desk: &mut Desk,
    (pack, procedure, step): (&Pack, &Procedure, &Step),
    items: &[CaseItem],
) -> Result<BTreeMap<i64, String>, Fault> {
    let keys: Vec<i64> = items
        .iter()
        .filter_map(|item| subject(item, procedure.of))
        .collect();
    let mut held = takes::outside(desk, procedure, &keys)?;
    let checks: Vec<&String> = procedure.checks.iter().chain(&step.checks).collect();
    if checks.is_empty() {
        return Ok(held);
    }
    let book = rules(desk, pack, &checks)?;
    if let Some(unknown) = checks
        .iter()
        .find(|check| !book.rules.iter().any(|asked| asked.rule.id == ***check))
    {
        let why = book.faults.first().map(ToString::to_string);
        let why = why.unwrap_or_else(|| "口径里没有这一条".to_owned());
        return Err(format!("{}要核对「{unknown}」，可是{why}", procedure.title).into());
    }
    let answers = desk.store.answers(&book, desk.today)?;
    let of = ledger(&desk.dictionary, procedure.of.ledger())?.id;
    let Some(about) = answers.subject(of) else {
        return Ok(held);
    };
    for key in keys {
        if held.contains_key(&key) {
            continue;
        }
        let Some(place) = about.place(key) else {
            held.insert(key, "不在建档立卡户里，没有核对".to_owned());
            continue;
        };
        let told = about.rules.iter().zip(about.of(place));
        let told: Vec<String> = told
            .filter_map(|(rule, answer)| held_by(&book.rules.get(*rule)?.rule, *answer))
            .collect();
        if !told.is_empty() {
            held.insert(key, told.join("；"));
        }
    }
    Ok(held)
}

/// What holds somebody back: a standard that is not met or of which nobody can say, a doubt that is
/// hit; a doubt of which nobody can say is none.
fn held_by(rule: &Rule, answer: Answer) -> Option<String> {
    let doubt = matches!(rule.kind, RuleKind::Doubt { .. });
    let title = &rule.title;
    match answer {
        Answer::NotMet => Some(format!("{title}：未达标")),
        Answer::Missing if !doubt => Some(format!("{title}：缺项")),
        Answer::Hit => Some(title.clone()),
        _ => None,
    }
}

/// The rules that the procedure names: of those in force in the township, or of the case's own pack
/// where that is not switched on; no others are asked.
fn rules(desk: &mut Desk, pack: &Pack, checks: &[&String]) -> Result<RuleBook, Fault> {
    let named = |book: &RuleBook| {
        let mut book = book.clone();
        book.rules.retain(|asked| checks.contains(&&asked.rule.id));
        book
    };
    let rules = in_force(desk)?;
    let known = |check: &&String| rules.book.find(check).is_some();
    if checks.iter().all(known) {
        return Ok(named(&rules.book));
    }
    let packs = Arc::clone(&rules.packs);
    let locals = desk.store.local_figures()?;
    let on = [pack.id.clone()];
    Ok(named(&RuleBook::of(&desk.dictionary, &packs, &on, &locals)))
}
