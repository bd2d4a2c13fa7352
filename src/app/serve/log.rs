//! The log, in the officer's words.

use crate::app::Desk;
use crate::dictionary::{Dictionary, Kind, LedgerId, Mask};
use crate::domain::Value;
use crate::port::{Fault, LogAdded, LogChange, LogEntry, LogQuery, Reply, Scope};
use crate::store::{LogFilter, Logged, LoggedChange, Store};

/// The newest entries.
pub(super) fn entries(desk: &Desk, query: &LogQuery) -> Result<Reply, Fault> {
    let household = match &query.household {
        Some(named) => Some(household(&desk.store, named.trim())?),
        None => None,
    };
    let filter = LogFilter {
        household,
        operator: (query.scope == Scope::Mine).then_some(desk.who.operator.as_str()),
        limit: query.limit,
    };
    let entries = desk.store.log(&filter)?.into_iter();
    let told: Result<Vec<LogEntry>, Fault> = entries.map(|entry| told(desk, entry)).collect();
    Ok(Reply::Log(told?))
}

/// The household with this 户编号, or else this 册内编号.
pub(super) fn household(store: &Store, named: &str) -> Result<i64, Fault> {
    match store.log_households(named)?.as_slice() {
        [id] => Ok(*id),
        [] => Err(format!("没有户编号或册内编号是「{named}」的户：请核对编号").into()),
        several => {
            let keys: Vec<String> = several.iter().map(ToString::to_string).collect();
            Err(format!(
                "户编号「{named}」有 {} 户：请写其中一户的册内编号（{}）",
                keys.len(),
                keys.join("、")
            )
            .into())
        }
    }
}

fn told(desk: &Desk, entry: Logged) -> Result<LogEntry, Fault> {
    let added = entry.added.iter().map(|(ledger, count)| {
        let ledger = desk.dictionary.ledger(*ledger);
        LogAdded {
            ledger: ledger.key.clone(),
            label: ledger.label.clone(),
            count: *count,
        }
    });
    let changes = entry.changes.iter().map(|change| change_told(desk, change));
    Ok(LogEntry {
        added: added.collect(),
        changes: changes.collect::<Result<_, Fault>>()?,
        changes_omitted: entry.omitted,
        action: entry.action,
        at: entry.at,
        operator: entry.operator,
        account: entry.account,
        kind: entry.kind,
        intent: entry.intent,
        batch: entry.batch,
        undoes: entry.undoes,
        undone_by: entry.undone_by,
    })
}

fn change_told(desk: &Desk, change: &LoggedChange) -> Result<LogChange, Fault> {
    let ledger = desk.dictionary.ledger(change.ledger);
    let field = change.field.map(|place| &ledger.fields[place]);
    let shown = |value: &Value| match field {
        None => Ok(String::new()),
        Some(field) => match (field.kind, value) {
            (Kind::Reference(to), Value::Int(id)) => named(&desk.store, &desk.dictionary, to, *id),
            _ => Ok(desk.dictionary.show(field, value, Mask::Masked)),
        },
    };
    Ok(LogChange {
        ledger: ledger.key.clone(),
        label: ledger.label.clone(),
        id: change.id,
        field: field.map(|field| field.label.clone()).unwrap_or_default(),
        before: shown(&change.before)?,
        after: shown(&change.after)?,
    })
}

/// A record as another names it; one that is gone or has no name by its key.
fn named(
    store: &Store,
    dictionary: &Dictionary,
    ledger: LedgerId,
    id: i64,
) -> Result<String, Fault> {
    let name = store.called(ledger, id)?;
    Ok(if name.is_empty() {
        format!("{}{id}", dictionary.ledger(ledger).label)
    } else {
        name
    })
}
