//! Lists, loans and finding: everything that typing narrows.

use std::collections::HashSet;

use super::page::{reach, visit_before};
use super::record::note_whole;
use crate::app::Desk;
use crate::domain::page::{FindQuery, FindRow, ListKind, ListQuery, LoanFilter, LoanQuery};
use crate::port::{Fault, Reply};
use crate::store::{Hit, LoanText, Matching, Reach, Window};

/// How many of those found the log names.
const NAMED: usize = 5;

pub(super) fn list(desk: &mut Desk, query: &ListQuery) -> Result<Reply, Fault> {
    if !query.selection.is_plain() {
        return super::select::list(desk, query);
    }
    let reach = reach(desk, query.scope);
    let persons = people_listed(desk, query.kind);
    let matching = matching(desk, &reach, &query.text, persons)?;
    let visit_before = visit_before(desk, query.kind)?;
    let window = Window {
        kind: query.kind,
        matching: matching.as_ref(),
        offset: query.offset,
        limit: query.limit,
        visit_before,
    };
    Ok(Reply::List(desk.store.list(&reach, window)?))
}

/// Whether a list is of people, where a member that matches alone does not bring its household.
pub(super) fn people_listed(desk: &Desk, kind: ListKind) -> bool {
    match kind {
        ListKind::Ledger(ledger) | ListKind::Of { ledger, .. } => {
            desk.dictionary.ledger(ledger).key == "person"
        }
        ListKind::Loans(_) => false,
        ListKind::Behind(concern) => concern.ledger() == Some("person"),
    }
}

pub(super) fn loans(desk: &mut Desk, query: &LoanQuery) -> Result<Reply, Fault> {
    let reach = reach(desk, query.scope);
    let matching = matching(desk, &reach, &query.text, false)?;
    let households: Option<HashSet<i64>> = matching
        .as_ref()
        .map(|matching| matching.households.iter().copied().collect());
    let only = picked_loans(desk, query)?;
    let text = households.as_ref().map(|households| LoanText {
        households,
        typed: &query.text,
    });
    let window = (query.grouping, query.offset, query.limit);
    let page = desk
        .store
        .loans(&reach, query.filter, text, only.as_ref(), window)?;
    Ok(Reply::Loans(Box::new(page)))
}

/// The loans that the selection keeps; `None` where it keeps all.
fn picked_loans(desk: &mut Desk, query: &LoanQuery) -> Result<Option<HashSet<i64>>, Fault> {
    if query.selection.is_plain() {
        return Ok(None);
    }
    let list = ListQuery {
        kind: ListKind::Loans(LoanFilter::All),
        text: String::new(),
        selection: query.selection.clone(),
        scope: query.scope,
        offset: 0,
        limit: 0,
    };
    let keys = super::select::keys(desk, &list)?;
    Ok(Some(keys.iter().copied().collect()))
}

pub(super) fn find(desk: &mut Desk, query: &FindQuery) -> Result<Reply, Fault> {
    let reach = reach(desk, query.scope);
    let key = query
        .ledger
        .map(|ledger| desk.dictionary.ledger(ledger).key.clone());
    let rows = match (query.ledger, key.as_deref()) {
        (None, _) => {
            let hits = hits(desk, &reach, &query.text, query.limit)?;
            desk.store.found(&hits, &query.text, query.unmask)?
        }
        (_, Some("household")) => {
            let within = desk.store.households_within(&reach)?;
            let found = desk.index()?.households(&query.text);
            let found = found.filter(|id| within.as_ref().is_none_or(|all| all.contains(id)));
            let hits: Vec<Hit> = found
                .take(query.limit)
                .map(|household| Hit {
                    household: Some(household),
                    person: None,
                })
                .collect();
            desk.store.found(&hits, &query.text, query.unmask)?
        }
        (_, Some("person")) if !query.text.trim().is_empty() => {
            let hits = hits(desk, &reach, &query.text, query.limit)?;
            let people = members(desk, &hits)?;
            desk.store.found(&people, &query.text, query.unmask)?
        }
        (Some(ledger), _) => {
            desk.store
                .find_in(&reach, ledger, &query.text, query.limit, query.unmask)?
        }
    };
    if query.unmask && !rows.is_empty() {
        note_whole(desk, &found(&rows))?;
    }
    Ok(Reply::Find(rows))
}

/// What was found, for the log: what was typed may be a number itself.
fn found(rows: &[FindRow]) -> String {
    let first = rows.iter().take(NAMED);
    let names = first.map(|row| format!("{}（册内编号{}）", row.name, row.id));
    let names = names.collect::<Vec<_>>().join("、");
    let more = if rows.len() > NAMED { "等" } else { "" };
    format!("查找到{}条：{names}{more}", rows.len())
}

/// What the index finds within reach, at most so many.
fn hits(desk: &mut Desk, reach: &Reach, typed: &str, limit: usize) -> Result<Vec<Hit>, Fault> {
    let within = desk.store.households_within(reach)?;
    let all = desk.index()?.find(typed).filter(|hit| match &within {
        None => true,
        Some(within) => hit.household.is_some_and(|id| within.contains(&id)),
    });
    Ok(all.take(limit).collect())
}

/// The persons that were meant: the head's own record where the household's line matched.
fn members(desk: &Desk, hits: &[Hit]) -> Result<Vec<Hit>, Fault> {
    let mut people = Vec::new();
    for hit in hits {
        let person = match (hit.person, hit.household) {
            (None, Some(household)) => desk.store.head_of(household)?,
            (person, _) => person,
        };
        if person.is_some() {
            people.push(Hit {
                household: hit.household,
                person,
            });
        }
    }
    Ok(people)
}

/// What matches the words that were typed; `None` where nothing was.
pub(super) fn matching(
    desk: &mut Desk,
    reach: &Reach,
    typed: &str,
    persons: bool,
) -> Result<Option<Matching>, Fault> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let within = desk.store.households_within(reach)?;
    let index = desk.index()?;
    let near = |id: &i64| within.as_ref().is_none_or(|all| all.contains(id));
    let mut matching = Matching {
        typed: typed.to_owned(),
        households: Vec::new(),
        persons: HashSet::new(),
    };
    if persons {
        // A member that matches alone does not bring the whole household along.
        for hit in index.find(typed) {
            match (hit.person, hit.household) {
                (Some(person), household) if household.as_ref().is_none_or(near) => {
                    matching.persons.insert(person);
                }
                (None, Some(household)) if near(&household) => matching.households.push(household),
                _ => {}
            }
        }
    } else {
        matching.households = index.households(typed).filter(near).collect();
    }
    Ok(Some(matching))
}
