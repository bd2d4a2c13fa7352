//! Noting an inspection, and whom else it looks at.

use std::sync::Arc;

use super::checklist::{named, of, packs};
use super::page::page;
use super::write::{act, row, text};
use crate::app::Desk;
use crate::app::serve::case::{households, ledger, villages};
use crate::dictionary::Ledger;
use crate::domain::page::InspectItem;
use crate::domain::verdict::Progress;
use crate::domain::{PartialDate, Value};
use crate::policy::ChecklistOf;
use crate::port::{Fault, FaultKind, InspectReply, NewInspection};

fn usage(why: impl Into<String>) -> Fault {
    Fault::new(FaultKind::Usage, why)
}

/// Notes an inspection that comes, or a look of the township's own.
pub(super) fn new(desk: &mut Desk, new: &NewInspection) -> Result<InspectReply, Fault> {
    let name = new.name.trim();
    if name.is_empty() {
        return Err(usage("检查要有名称，如 市督查组第三季度督查"));
    }
    let kind = kind(desk, &new.kind)?;
    let begins = day(desk, &new.begins)?;
    let dictionary = Arc::clone(&desk.dictionary);
    let ledger = ledger(&dictionary, "inspection")?;
    let values = row(
        ledger,
        &[
            ("name", text(name)),
            ("kind", text(&kind)),
            ("by", text(&new.by)),
            ("begins_on", text(&begins)),
        ],
    );
    let words = format!("记检查：{name}");
    let id = act(desk, words, |writer| writer.insert(ledger.id, &values))?;
    let told = format!("已记检查「{name}」，接着抽户或加要看的");
    Ok(InspectReply::Done(Box::new(page(desk, id)?), told))
}

/// 检查类别 by code or word; empty is the township's own.
fn kind(desk: &Desk, said: &str) -> Result<String, Fault> {
    use crate::domain::codes::inspection_kind::OWN;
    let said = said.trim();
    let Some(list) = desk.dictionary.code_list("inspection_kind") else {
        return Ok(OWN.to_owned());
    };
    if said.is_empty() {
        return Ok(OWN.to_owned());
    }
    if list.label(said).is_some() {
        return Ok(said.to_owned());
    }
    list.read(said)
        .map(|entry| entry.code.clone())
        .ok_or_else(|| {
            usage(format!(
                "「{said}」不是检查类别：写镇自查、省级考核、市级督查、交叉检查、县对乡镇考核等"
            ))
        })
}

/// A day as an officer writes it; empty is today.
fn day(desk: &Desk, written: &str) -> Result<String, Fault> {
    let written = written.trim();
    if written.is_empty() {
        return Ok(desk.today.to_string());
    }
    let read = PartialDate::read_typed(written, desk.today);
    let whole = read.ok().and_then(|read| read.date.day());
    whole
        .map(|day| day.to_string())
        .ok_or_else(|| usage(format!("「{written}」不是哪一天：写成 9.26 或 2018-09-26")))
}

/// Looks at more: those that a command names.
pub(super) fn add(
    desk: &mut Desk,
    inspection: i64,
    checklist: &str,
    whom: &[String],
) -> Result<InspectReply, Fault> {
    let named = named(desk, checklist)?;
    let packs = packs(desk);
    let (_, list) = of(&packs, &named)?;
    let mut keys = Vec::new();
    for said in whom {
        let found = match list.of {
            ChecklistOf::Household | ChecklistOf::Loans => households(desk, "", said)?,
            ChecklistOf::Village => villages(desk, said)?,
            ChecklistOf::Team => teams(desk, said)?,
            ChecklistOf::Township | ChecklistOf::Assessment => Vec::new(),
        };
        match found.as_slice() {
            [one] => keys.push(*one),
            [] => {
                return Err(usage(format!(
                    "没有找到「{said}」，没有加：户写户编号或姓名和组，村写村名"
                )));
            }
            many => {
                let count = many.len();
                return Err(usage(format!(
                    "「{said}」有{count}个，没有加：加上组，或写户编号"
                )));
            }
        }
    }
    add_keys(desk, inspection, &named, &keys)
}

/// The teams in this village today.
fn teams(desk: &Desk, said: &str) -> Result<Vec<i64>, Fault> {
    let ledger = ledger(&desk.dictionary, "team")?;
    let Some(place) = ledger.position("village") else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for village in villages(desk, said)? {
        found.extend(
            desk.store
                .find_by(ledger.id, &[(place, &Value::Int(village))])?,
        );
    }
    Ok(found)
}

/// Looks at more: records of the checklist's subject; none where it is the township's.
pub(super) fn add_keys(
    desk: &mut Desk,
    inspection: i64,
    checklist: &str,
    keys: &[i64],
) -> Result<InspectReply, Fault> {
    let name = named(desk, checklist)?;
    let packs = packs(desk);
    let (_, list) = of(&packs, &name)?;
    let before = page(desk, inspection)?;
    if !before.row.closed.is_empty() {
        return Err(format!("「{}」已经办结，不再加", before.row.name).into());
    }
    let subject = list.of.ledger();
    if subject.is_some() && keys.is_empty() {
        return Err(usage(format!(
            "「{}」要写看谁：户、村或驻村工作队",
            list.title
        )));
    }
    let keys: Vec<Option<i64>> = match subject {
        None => vec![None],
        Some(_) => keys.iter().copied().map(Some).collect(),
    };
    let known = |key: &Option<i64>| {
        before
            .items
            .iter()
            .any(|item| item.checklist == name && of_item(item, list.of) == *key)
    };
    let new: Vec<Option<i64>> = keys.iter().copied().filter(|key| !known(key)).collect();
    let again = keys.len() - new.len();
    if new.is_empty() {
        return Err(usage(format!(
            "「{}」里已经有了，没有再加",
            before.row.name
        )));
    }
    let first = before
        .items
        .iter()
        .map(|item| item.number)
        .max()
        .unwrap_or_default();
    let dictionary = Arc::clone(&desk.dictionary);
    let ledger = ledger(&dictionary, "inspection_item")?;
    let rows: Vec<Vec<Value>> = new
        .iter()
        .zip(first + 1..)
        .map(|(key, at)| item_row(ledger, (inspection, at), &name, (list.of, *key), "指定"))
        .collect();
    let words = format!(
        "{}：加看{}张「{}」",
        before.row.name,
        rows.len(),
        list.title
    );
    act(desk, words.clone(), |writer| {
        for row in &rows {
            writer.insert(ledger.id, row)?;
        }
        Ok(())
    })?;
    let told = match again {
        0 => words,
        again => format!("{words}，{again}个已经有了"),
    };
    Ok(InspectReply::Done(Box::new(page(desk, inspection)?), told))
}

/// The key of an item's own subject.
const fn of_item(item: &InspectItem, of: ChecklistOf) -> Option<i64> {
    match of {
        ChecklistOf::Household | ChecklistOf::Loans => item.household,
        ChecklistOf::Village => item.village,
        ChecklistOf::Team => item.team,
        ChecklistOf::Township | ChecklistOf::Assessment => None,
    }
}

/// A row of 抽查对象.
pub(super) fn item_row(
    ledger: &Ledger,
    (inspection, at): (i64, i64),
    checklist: &str,
    (of, key): (ChecklistOf, Option<i64>),
    why: &str,
) -> Vec<Value> {
    let mut fields = vec![
        ("inspection", Value::Int(inspection)),
        ("number", Value::Int(at)),
        ("checklist", text(checklist)),
        ("why", text(why)),
        ("state", text(Progress::Waiting.code())),
    ];
    if let (Some(subject), Some(key)) = (of.ledger(), key) {
        fields.push((subject, Value::Int(key)));
    }
    row(ledger, &fields)
}
