//! 筛选 and 统计.

use std::collections::HashSet;
use std::rc::Rc;

use chrono::Datelike;

use super::list::{matching, people_listed};
use super::page::{reach, visit_before};
use super::record::note_whole;
use crate::app::Desk;
use crate::app::desk::PickedKeys;
use crate::dictionary::{CountUnit, Dictionary, Fact, LedgerId, Subject};
use crate::domain::page::{CountQuery, ListKind, ListQuery, Selection};
use crate::domain::text;
use crate::port::{Chosen, Fault, FaultKind, KeptFilter, Reply, Scope, SelectReply, SelectRequest};
use crate::store::{Act, ActionKind, Among, Picked, Window};

pub(super) fn answer(desk: &mut Desk, request: SelectRequest) -> Result<Reply, Fault> {
    let reply = match request {
        SelectRequest::Rows(query, unmask) => {
            let keys = keys(desk, &query)?;
            let picked = picked(desk, query.kind, &query.selection)?;
            let reach = reach(desk, query.scope);
            let shown: Vec<i64> = keys
                .iter()
                .skip(query.offset)
                .take(query.limit)
                .copied()
                .collect();
            let rows = desk.store.picked_rows(&reach, &picked, &shown, unmask)?;
            if unmask && !rows.is_empty() {
                note_whole(desk, &listed(desk, &query, rows.len()))?;
            }
            SelectReply::Rows(rows)
        }
        SelectRequest::Keys(query) => SelectReply::Keys(keys(desk, &query)?.to_vec()),
        SelectRequest::SaveCount(table) => return super::count_sheet::save_count(desk, &table),
        SelectRequest::Count(query) => SelectReply::Count(Box::new(count(desk, &query)?)),
        SelectRequest::Filters(ledger) => SelectReply::Filters(filters(desk, ledger)?),
        SelectRequest::Keep(ledger, filter) => return keep(desk, ledger, &filter),
        SelectRequest::Forget(ledger, name) => return forget(desk, ledger, &name),
    };
    Ok(Reply::Select(reply))
}

/// What was listed, for the log.
fn listed(desk: &Desk, query: &ListQuery, count: usize) -> String {
    let ledger = desk.store.listed_ledger(query.kind);
    let label = ledger.map_or("", |ledger| desk.dictionary.ledger(ledger).label.as_str());
    match query.selection.condition.as_str() {
        "" => format!("列出{label}{count}条"),
        condition => format!("列出{label}{count}条，{}", text::show(condition)),
    }
}

/// The page of a list that is picked out.
pub(super) fn list(desk: &mut Desk, query: &ListQuery) -> Result<Reply, Fault> {
    let keys = keys(desk, query)?;
    let window = Window {
        kind: query.kind,
        matching: None,
        offset: query.offset,
        limit: query.limit,
        visit_before: visit_before(desk, query.kind)?,
    };
    let reach = reach(desk, query.scope);
    Ok(Reply::List(desk.store.list_picked(&reach, window, &keys)?))
}

/// The keys of all rows of a list, in order: those found last, where nothing was done since.
pub(super) fn keys(desk: &mut Desk, query: &ListQuery) -> Result<Rc<[i64]>, Fault> {
    let query = ListQuery {
        offset: 0,
        limit: 0,
        ..query.clone()
    };
    let change = desk.store.change_number()?;
    if let Some(known) = desk
        .picked
        .as_ref()
        .filter(|k| k.query == query && k.change == change)
    {
        return Ok(Rc::clone(&known.keys));
    }
    let reach = reach(desk, query.scope);
    let people = people_listed(desk, query.kind);
    let matching = matching(desk, &reach, &query.text, people)?;
    let among = Among {
        kind: query.kind,
        matching: matching.as_ref(),
        visit_before: visit_before(desk, query.kind)?,
    };
    let picked = picked(desk, query.kind, &query.selection)?;
    let keys: Rc<[i64]> = desk.store.picked(&reach, among, &picked)?.into();
    desk.picked = Some(PickedKeys {
        query,
        change,
        keys: Rc::clone(&keys),
    });
    Ok(keys)
}

/// The keys of the records that something is done with, in the order that they are listed.
pub(super) fn chosen(desk: &mut Desk, ledger: LedgerId, rows: &Chosen) -> Result<Rc<[i64]>, Fault> {
    let query = match rows {
        Chosen::All => ListQuery {
            kind: ListKind::Ledger(ledger),
            text: String::new(),
            selection: Selection::default(),
            scope: Scope::Township,
            offset: 0,
            limit: 0,
        },
        Chosen::Picked(query) | Chosen::Keys(_, query) => (**query).clone(),
    };
    let listed = keys(desk, &query)?;
    let Chosen::Keys(marked, _) = rows else {
        return Ok(listed);
    };
    // What was marked under another search counts too, after what is in sight.
    let wanted: HashSet<i64> = marked.iter().copied().collect();
    let known: HashSet<i64> = listed.iter().copied().collect();
    let first = listed.iter().filter(|key| wanted.contains(key));
    let rest = marked.iter().filter(|key| !known.contains(key));
    Ok(first.chain(rest).copied().collect())
}

/// A selection with its condition read and its names resolved.
fn picked(desk: &Desk, kind: ListKind, selection: &Selection) -> Result<Picked, Fault> {
    let ledger = desk.store.listed_ledger(kind);
    let ledger = ledger.ok_or("这里不能筛选：这些记录不是同一个台账的，请到各台账里筛选")?;
    let subject = subject(&desk.dictionary, ledger)?;
    let mut conditions = Vec::new();
    if let Some(name) = &selection.filter {
        let kept = filters(desk, ledger)?;
        let found = kept.iter().find(|filter| filter.name == *name);
        let found = found.ok_or_else(|| {
            let known: Vec<&str> = kept.iter().map(|filter| filter.name.as_str()).collect();
            let known = if known.is_empty() {
                "还没有保存过"
            } else {
                &known.join("、")
            };
            usage(format!("没有叫「{}」的筛选：{known}", text::show(name)))
        })?;
        conditions.push(found.selection.condition.clone());
    }
    conditions.push(selection.condition.clone());
    let condition = joined(&conditions);
    let condition = match condition.as_str() {
        "" => None,
        text => Some(
            desk.dictionary
                .condition(&subject, text, &["today"])
                .map_err(usage)?,
        ),
    };
    let order = selection.order.as_ref().map(|(word, down)| {
        let fact = fact(&subject, word)?;
        Ok::<_, Fault>((fact.name.clone(), *down))
    });
    let year = selection
        .year
        .map_or_else(|| desk.store.latest_year(desk.today.year()), Ok)?;
    Ok(Picked {
        condition,
        order: order.transpose()?,
        year,
        subject,
    })
}

/// Conditions that must all hold.
fn joined(conditions: &[String]) -> String {
    let mut given = conditions.iter().filter(|text| !text.trim().is_empty());
    match (given.next(), given.next()) {
        (None, _) => String::new(),
        (Some(one), None) => one.clone(),
        _ => {
            let all = conditions.iter().filter(|text| !text.trim().is_empty());
            all.map(|text| format!("({text})"))
                .collect::<Vec<_>>()
                .join(" and ")
        }
    }
}

fn count(desk: &mut Desk, query: &CountQuery) -> Result<crate::port::CountTable, Fault> {
    let mut picked = picked(desk, query.kind, &query.selection)?;
    let mut by: Vec<Fact> = Vec::new();
    for word in &query.by {
        by.push(fact(&picked.subject, word)?.clone());
    }
    if by.is_empty() || by.len() > 2 {
        return Err(usage(
            "统计要按一项或两项来分，例如 --by 行政村 --by 主要致贫原因".to_owned(),
        ));
    }
    let unit = unit(&picked.subject, &query.unit)?;
    let reads = |name: &str| {
        let read = picked.condition.as_ref();
        read.is_some_and(|c| c.facts.iter().any(|fact| fact == name))
            || by.iter().any(|fact| fact.name == name)
    };
    let counted = picked
        .subject
        .counted
        .clone()
        .filter(|counted| query.standing && !reads(&counted.unless));
    if let Some(counted) = &counted {
        let own = picked
            .condition
            .as_ref()
            .map(|c| c.text.clone())
            .unwrap_or_default();
        let both = joined(&[own, counted.condition.clone()]);
        picked.condition = Some(
            desk.dictionary
                .condition(&picked.subject, &both, &["today"])?,
        );
    }
    let reach = reach(desk, query.scope);
    let people = people_listed(desk, query.kind);
    let matching = matching(desk, &reach, &query.text, people)?;
    let among = Among {
        kind: query.kind,
        matching: matching.as_ref(),
        visit_before: visit_before(desk, query.kind)?,
    };
    let facts: Vec<&Fact> = by.iter().collect();
    let table = desk.store.tally(&reach, among, &picked, &facts, &unit)?;
    let mut table = table.ok_or("这样分出来的行或列太多，看不成表：请换一项来分")?;
    if let Some(counted) = counted {
        table.counted = counted.label;
        table.standing = counted.condition;
    }
    let yearly = |name: &String| name.starts_with(crate::dictionary::Of::Year.prefix());
    let reads_year = picked.condition.is_some_and(|c| c.facts.iter().any(yearly));
    table.year =
        (reads_year || table.by.iter().any(yearly) || yearly(&table.unit)).then_some(picked.year);
    Ok(table)
}

/// What is counted: one of the subject's units, or the sum of a fact that is a number.
fn unit(subject: &Subject, word: &str) -> Result<CountUnit, Fault> {
    if let Some(unit) = subject
        .units
        .iter()
        .find(|unit| word.is_empty() || unit.label == word)
    {
        return Ok(unit.clone());
    }
    let summed = subject.meant(word).filter(|fact| fact.is_number());
    let summed = summed.ok_or_else(|| {
        let known: Vec<&str> = subject
            .units
            .iter()
            .map(|unit| unit.label.as_str())
            .collect();
        usage(format!(
            "不能数「{}」：可以数{}，或写一项数字的名称求合计",
            text::show(word),
            known.join("、")
        ))
    })?;
    Ok(CountUnit {
        label: summed.name.clone(),
        sum: Some(summed.name.clone()),
        distinct: None,
    })
}

fn fact<'a>(subject: &'a Subject, word: &str) -> Result<&'a Fact, Fault> {
    let found = subject.meant(word);
    found.ok_or_else(|| usage(format!("没有「{}」这一项", text::show(word))))
}

fn subject(dictionary: &Dictionary, ledger: LedgerId) -> Result<Subject, Fault> {
    dictionary
        .subject(ledger)
        .map_err(|error| Fault::from(error.to_string()))
}

fn usage(message: String) -> Fault {
    Fault::new(FaultKind::Usage, message)
}

/// The setting under which a filter of a ledger is kept.
fn setting(desk: &Desk, ledger: LedgerId, name: &str) -> String {
    format!("filter:{}:{name}", desk.dictionary.ledger(ledger).key)
}

pub(super) fn filters(desk: &Desk, ledger: LedgerId) -> Result<Vec<KeptFilter>, Fault> {
    let kept = desk.store.settings(&setting(desk, ledger, ""))?;
    let read = kept.into_iter().filter(|(_, value)| !value.is_empty());
    let read = read.filter_map(|(name, value)| {
        let selection = serde_json::from_str(&value).ok()?;
        Some(KeptFilter { name, selection })
    });
    Ok(read.collect())
}

fn keep(desk: &mut Desk, ledger: LedgerId, filter: &KeptFilter) -> Result<Reply, Fault> {
    let name = filter.name.trim();
    if name.is_empty() || text::has_hidden(name) {
        return Err("请给这个筛选起一个名字".into());
    }
    let label = desk.dictionary.ledger(ledger).label.clone();
    picked(desk, ListKind::Ledger(ledger), &filter.selection)?;
    let value = serde_json::to_string(&filter.selection).map_err(|e| Fault::from(e.to_string()))?;
    set(
        desk,
        ledger,
        name,
        &value,
        format!("保存{label}筛选「{name}」"),
    )?;
    Ok(Reply::Done(format!(
        "已保存筛选「{name}」，接手的人打开台账也能用"
    )))
}

fn forget(desk: &mut Desk, ledger: LedgerId, name: &str) -> Result<Reply, Fault> {
    let label = desk.dictionary.ledger(ledger).label.clone();
    set(desk, ledger, name, "", format!("删去{label}筛选「{name}」"))?;
    Ok(Reply::Done(format!("已删去筛选「{name}」")))
}

fn set(
    desk: &mut Desk,
    ledger: LedgerId,
    name: &str,
    value: &str,
    intent: String,
) -> Result<(), Fault> {
    let key = setting(desk, ledger, name);
    let now = crate::app::session::now();
    let act = Act::new(&desk.who, &now, ActionKind::Setting, intent);
    desk.store.act(&act, |writer| writer.set(&key, value))?;
    Ok(())
}
