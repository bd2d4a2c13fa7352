//! The log, in the officer's words.

use crate::app::Desk;
use crate::dictionary::{Dictionary, Kind, LedgerId, Mask, OWN_GROUP, OWN_VALUES};
use crate::domain::Value;
use crate::port::{Fault, LogAdded, LogChange, LogEntry, LogQuery, Reply, Scope};
use crate::store::{Broken, LogFilter, Logged, LoggedChange, Store};

/// So many values of own fields are told one by one.
const MOST_GIVEN: usize = 40;

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

/// So many broken entries are named.
const MOST_BROKEN: usize = 5;

/// Whether the log is what was written.
pub(super) fn check(desk: &Desk) -> Result<Reply, Fault> {
    checked(&desk.store).map(Reply::Done)
}

/// How many entries there are, all as they were written.
pub(super) fn checked(store: &Store) -> Result<String, Fault> {
    let breaks = store.check_log()?;
    if breaks.is_empty() {
        let count = store.change_number()?;
        return Ok(format!("操作记录{count}条，逐条核对无改动"));
    }
    let named = breaks.iter().take(MOST_BROKEN).map(|one| {
        let what = match one.what {
            Broken::Missing => "不在了",
            Broken::Unsealed => "不是本程序写的",
            Broken::Words => "的操作人、时间或事由被改过",
            Broken::Changes => "的改动内容被改过",
            Broken::Order => "与前一条接不上",
        };
        format!("第{}条{what}", one.action)
    });
    let named: Vec<String> = named.collect();
    let more = if breaks.len() > MOST_BROKEN {
        "等"
    } else {
        ""
    };
    let count = breaks.len();
    Err(format!(
        "操作记录有{count}处被程序以外改动：{}{more}。请与备份核对，并查明谁动过台账文件",
        named.join("，")
    )
    .into())
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
    // A few values of own fields are told as what they changed; those of a sheet are counted.
    let given = desk.store.own_added(entry.action, MOST_GIVEN + 1)?;
    let few = given.len() <= MOST_GIVEN;
    let given = given.into_iter().filter(|_| few);
    let given =
        given.map(|(field, row, before, after)| own_change(desk, field, row, (&before, &after)));
    let given: Vec<LogChange> = given.collect();
    let counted = |(ledger, _): &&(LedgerId, i64)| {
        given.is_empty() || desk.dictionary.ledger(*ledger).key != OWN_VALUES
    };
    let added = entry.added.iter().filter(counted).map(|(ledger, count)| {
        let ledger = desk.dictionary.ledger(*ledger);
        LogAdded {
            ledger: ledger.key.clone(),
            label: ledger.label.clone(),
            count: *count,
        }
    });
    let changes = entry.changes.iter().map(|change| change_told(desk, change));
    let mut told = LogEntry {
        added: added.collect(),
        changes: changes.collect::<Result<Vec<_>, Fault>>()?,
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
    };
    told.changes.extend(given);
    Ok(told)
}

/// A change of an own field, told as one of its record's.
fn own_change(desk: &Desk, field: i64, row: i64, (before, after): (&Value, &Value)) -> LogChange {
    let column = desk.store.own_columns().iter().find(|own| own.id == field);
    let home = column.and_then(|column| desk.dictionary.find(&column.ledger));
    // A field that was withdrawn has no type to show its values by.
    let own = home.and_then(|home| {
        let mut fields = home.fields.iter();
        fields.find(|own| own.own.is_some_and(|own| own.id == field))
    });
    let shown = |value: &Value| match own {
        Some(own) => desk.dictionary.show(own, value, Mask::Masked),
        None => value.text().unwrap_or_default().to_owned(),
    };
    LogChange {
        ledger: home.map_or_else(String::new, |home| home.key.clone()),
        label: home.map_or_else(|| OWN_GROUP.to_owned(), |home| home.label.clone()),
        id: row,
        field: column.map_or_else(|| field.to_string(), |column| column.label.clone()),
        before: shown(before),
        after: shown(after),
    }
}

fn change_told(desk: &Desk, change: &LoggedChange) -> Result<LogChange, Fault> {
    let ledger = desk.dictionary.ledger(change.ledger);
    let valued = change
        .field
        .is_some_and(|place| ledger.fields[place].key == "value");
    if ledger.key == OWN_VALUES
        && valued
        && let Some((field, row)) = desk.store.own_owner(change.id)?
    {
        return Ok(own_change(
            desk,
            field,
            row,
            (&change.before, &change.after),
        ));
    }
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
