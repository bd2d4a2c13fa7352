//! Saving a form and removing a record: one action each.

use std::fmt::Write;

use super::check::{self, Findings};
use super::{asking, name};
use crate::app::Desk;
use crate::app::serve::column;
use crate::app::session::now;
use crate::dictionary::{Kind, Ledger, OWN_FIELDS};
use crate::domain::Value;
use crate::port::{Clash, Entry, Fault, FieldFault, FormReply, RecordRef};
use crate::store::{Act, ActionKind, StoreError};

/// Checks a form and saves what it changes.
pub(in crate::app::serve) fn save(desk: &mut Desk, entry: &Entry) -> Result<FormReply, Fault> {
    let target = entry.target;
    let dictionary = std::sync::Arc::clone(&desk.dictionary);
    let ledger = dictionary.ledger(target.ledger);
    let now_there = match target.record {
        Some(id) => desk.store.record(target.ledger, id)?,
        None => vec![Value::Empty; ledger.fields.len()],
    };
    let mut findings = Findings::default();
    let changes = check::read(desk, ledger, &entry.texts, &mut findings);
    let mut values = now_there.clone();
    for (place, value) in &changes {
        values[*place] = value.clone();
    }
    references(desk, ledger, &changes, &mut findings)?;
    check::complete(desk, ledger, &mut values, &mut findings);
    let touched: Vec<usize> = match target.record {
        Some(_) => changes.iter().map(|(place, _)| *place).collect(),
        None => (0..ledger.fields.len()).collect(),
    };
    check::whole(desk, ledger, &values, &touched, &mut findings);
    column::check(desk, target, &values, &now_there, &mut findings.faults)?;
    check::among(desk, target, &values, &touched, &mut findings)?;
    let fields = (values.as_mut_slice(), touched.as_slice());
    asking::read(desk, ledger, fields, target.record, &mut findings)?;
    if !findings.faults.is_empty() {
        let order = |fault: &FieldFault| ledger.position(&fault.key);
        findings.faults.sort_by_key(order);
        return Ok(FormReply::Invalid(findings.faults));
    }
    match target.record {
        None => add(desk, ledger, &values, &findings),
        Some(id) => {
            let clashes = clashes(desk, ledger, id, entry, &changes, &now_there);
            if !clashes.is_empty() {
                return Ok(FormReply::Clash(clashes));
            }
            let differ = |place: &usize| values[*place] != now_there[*place];
            let fields: Vec<(usize, Value)> = (0..values.len())
                .filter(differ)
                .map(|place| (place, values[place].clone()))
                .collect();
            correct(desk, ledger, id, &fields, &now_there, &findings)
        }
    }
}

/// A reference to a record that was removed meanwhile is refused before the book refuses it.
fn references(
    desk: &Desk,
    ledger: &Ledger,
    changes: &[(usize, Value)],
    findings: &mut Findings,
) -> Result<(), Fault> {
    for (place, value) in changes {
        let field = &ledger.fields[*place];
        let (Kind::Reference(to), Value::Int(id)) = (field.kind, value) else {
            continue;
        };
        match desk.store.record(to, *id) {
            Ok(_) => {}
            Err(StoreError::NoSuchRecord { .. }) => findings.faults.push(FieldFault {
                key: field.key.clone(),
                message: format!("选定的{}已被移除，请重新选定", field.label),
            }),
            Err(other) => return Err(other.into()),
        }
    }
    Ok(())
}

fn add(
    desk: &mut Desk,
    ledger: &Ledger,
    values: &[Value],
    findings: &Findings,
) -> Result<FormReply, Fault> {
    let mut words = format!(
        "新增{} {}",
        ledger.label,
        name::name(&desk.store, ledger, values)
    );
    if let Some(asking) = findings.asking.as_ref().filter(|asking| asking.count() > 0) {
        let _ = write!(words, "，{}个村要报", asking.count());
    }
    let at = now();
    let act = Act::new(
        &desk.who,
        &at,
        ActionKind::Form,
        words.trim_end().to_owned(),
    );
    let (_, id) = desk.store.act(&act, |writer| {
        let id = writer.insert(ledger.id, values)?;
        if let Some(asking) = &findings.asking {
            asking.apply(writer, id)?;
        }
        Ok(id)
    })?;
    desk.index = None;
    let record = RecordRef {
        ledger: ledger.id,
        id,
    };
    Ok(FormReply::Saved(record, told(&words, findings)))
}

fn correct(
    desk: &mut Desk,
    ledger: &Ledger,
    id: i64,
    fields: &[(usize, Value)],
    before: &[Value],
    findings: &Findings,
) -> Result<FormReply, Fault> {
    let record = RecordRef {
        ledger: ledger.id,
        id,
    };
    if fields.is_empty() {
        return Ok(FormReply::Saved(record, "没有改动".into()));
    }
    let labels: Vec<&str> = fields
        .iter()
        .map(|(place, _)| ledger.fields[*place].label.as_str())
        .collect();
    let words = format!(
        "更正{} {}：{}",
        ledger.label,
        name::name(&desk.store, ledger, before),
        labels.join("、")
    );
    let at = now();
    let act = Act::new(&desk.who, &at, ActionKind::Form, words.clone());
    let what = || name::name(&desk.store, ledger, before);
    let what = what();
    desk.store.act(&act, |writer| {
        // Another process may have written between the check and this transaction.
        let there = writer.record(ledger.id, id)?;
        if fields
            .iter()
            .any(|(place, _)| there[*place] != before[*place])
        {
            return Err(StoreError::Changed { what });
        }
        writer.update(ledger.id, id, fields)?;
        if let Some(asking) = &findings.asking {
            asking.apply(writer, id)?;
        }
        Ok(())
    })?;
    desk.index = None;
    Ok(FormReply::Saved(record, told(&words, findings)))
}

fn told(words: &str, findings: &Findings) -> String {
    match findings.doubts.as_slice() {
        [] => format!("已保存：{}", words.trim_end()),
        doubts => format!(
            "已保存：{}。请核对：{}",
            words.trim_end(),
            doubts.join("；")
        ),
    }
}

/// The fields that this form and somebody else changed to different values.
fn clashes(
    desk: &Desk,
    ledger: &Ledger,
    id: i64,
    entry: &Entry,
    changes: &[(usize, Value)],
    there: &[Value],
) -> Vec<Clash> {
    let differs = |(place, mine): &&(usize, Value)| {
        let opened = entry.base.get(*place).unwrap_or(&Value::Empty);
        there[*place] != *opened && there[*place] != *mine
    };
    let shown = |place: usize, value: &Value| name::shown(&desk.store, ledger, place, value);
    let found = changes.iter().filter(differs).map(|(place, mine)| {
        let field = &ledger.fields[*place];
        Clash {
            key: field.key.clone(),
            label: field.label.clone(),
            before: shown(*place, entry.base.get(*place).unwrap_or(&Value::Empty)),
            theirs: shown(*place, &there[*place]),
            mine: shown(*place, mine),
            who: desk
                .store
                .last_change(&ledger.key, id, &field.key)
                .unwrap_or_default(),
            now: there[*place].clone(),
        }
    });
    found.collect()
}

/// Removes a record for a reason, and says so.
pub(super) fn remove(desk: &mut Desk, record: RecordRef, reason: &str) -> Result<String, Fault> {
    let dictionary = std::sync::Arc::clone(&desk.dictionary);
    let ledger = dictionary.ledger(record.ledger);
    if ledger.key == OWN_FIELDS {
        return column::withdraw(desk, record.id, reason);
    }
    let values = desk.store.record(record.ledger, record.id)?;
    let who = name::name(&desk.store, ledger, &values);
    let words = format!("移除{} {who}：{}", ledger.label, reason.trim());
    let at = now();
    let act = Act::new(&desk.who, &at, ActionKind::Remove, words);
    desk.store.act(&act, |writer| {
        writer.remove_with_parts(record.ledger, record.id)
    })?;
    desk.index = None;
    Ok(format!("已移除{} {who}，Ctrl-Z 可以撤销", ledger.label))
}
