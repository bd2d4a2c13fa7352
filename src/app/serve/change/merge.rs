//! Two records of one person or one household made one, with nothing lost: fields, and everything
//! that refers to the other, found through the dictionary.

mod join;

use join::Joining;

use super::home::{Draft, Home, ledger, text};
use super::{carry_out, show};
use crate::app::Desk;
use crate::app::serve::{form, page};
use crate::dictionary::{Dictionary, Kind, Ledger};
use crate::domain::Value;
use crate::domain::change::{MERGED, Plan, Planned};
use crate::port::change::{
    ChangeReply, MergeCommand, MergeEntry, MergeField, MergePair, MergeSheet,
};
use crate::port::{Fault, FaultKind, HouseholdKey};

/// Fields that stay as the record has them that stays: who is head, and whose member somebody is,
/// are changes of their own.
const STAY: [&str; 4] = ["head_name", "head_id", "household", "relation"];

/// Two records side by side: where they differ, and what goes over.
pub(super) fn compare(
    desk: &Desk,
    dictionary: &Dictionary,
    pair: MergePair,
) -> Result<ChangeReply, Fault> {
    let ledger = mergeable(dictionary, pair)?;
    let keep = desk.store.record(pair.ledger, pair.keep)?;
    let other = desk.store.record(pair.ledger, pair.other)?;
    let fields = open_fields(ledger, &keep, &other).map(|place| MergeField {
        key: ledger.fields[place].key.clone(),
        label: ledger.fields[place].label.clone(),
        keep: form::shown(desk, ledger, place, &keep[place]),
        other: form::shown(desk, ledger, place, &other[place]),
    });
    let fields = fields.collect();
    let mut follow = Vec::new();
    for from in dictionary.ledgers() {
        let mut count = 0;
        for (place, field) in from.stored() {
            if field.kind == Kind::Reference(pair.ledger) {
                count += desk.store.referring(from.id, place, pair.other)?.len();
            }
        }
        if count > 0 {
            follow.push((from.label.clone(), count));
        }
    }
    Ok(ChangeReply::Compared(Box::new(MergeSheet {
        pair,
        label: ledger.label.clone(),
        keep: form::label(&desk.store, ledger, pair.keep),
        other: form::label(&desk.store, ledger, pair.other),
        fields,
        follow,
    })))
}

/// The fields that both say differently, of which one has to be chosen.
fn open_fields<'l>(
    ledger: &'l Ledger,
    keep: &'l [Value],
    other: &'l [Value],
) -> impl Iterator<Item = usize> + 'l {
    let differ = |place: &usize| {
        !keep[*place].is_empty() && !other[*place].is_empty() && keep[*place] != other[*place]
    };
    let open = ledger
        .kept()
        .filter(|(_, field)| field.kind != Kind::Note && !STAY.contains(&field.key.as_str()));
    open.map(|(place, _)| place).filter(differ)
}

fn mergeable(dictionary: &Dictionary, pair: MergePair) -> Result<&Ledger, Fault> {
    let ledger = dictionary.ledger(pair.ledger);
    if !matches!(ledger.key.as_str(), "household" | "person") {
        let message = format!("{}不能合并：只有户和人口可以", ledger.label);
        return Err(Fault::new(FaultKind::Usage, message));
    }
    if pair.keep == pair.other {
        return Err("这是同一条记录，不用合并：请另选一条".into());
    }
    Ok(ledger)
}

/// What making one of two would write.
pub(super) fn plan(
    desk: &Desk,
    dictionary: &Dictionary,
    entry: &MergeEntry,
) -> Result<Plan, Fault> {
    let pair = entry.pair;
    let merged = mergeable(dictionary, pair)?;
    let label = |id| form::label(&desk.store, merged, id);
    let words = format!(
        "合并重复{} {}，并入的是 {}",
        merged.label,
        label(pair.keep),
        label(pair.other)
    );
    let mut draft = Draft::new(dictionary, words);
    let mut joining = Joining::new(desk, dictionary);
    joining.absorb(pair, &entry.take)?;
    if merged.key == "household" {
        let both = (
            Home::read(desk, dictionary, pair.keep)?,
            Home::read(desk, dictionary, pair.other)?,
        );
        joining.relate(&both.0, &both.1, &mut draft)?;
        draft.add("household_change", &event(desk, &both.0, &both.1));
    }
    joining.finish(&mut draft);
    Ok(draft.plan)
}

fn event(desk: &Desk, keep: &Home<'_>, other: &Home<'_>) -> Vec<(&'static str, Planned)> {
    let house = &other.household;
    let names: Vec<&str> = other
        .current
        .iter()
        .map(|one| other.label(one.id))
        .collect();
    let said = format!(
        "并入的一条：户编号{} 户主{} {}",
        house.text("code"),
        house.text("head_name"),
        other.place(desk)
    );
    vec![
        ("household", super::home::key(keep.id())),
        ("kind", text(MERGED)),
        ("day", text(&desk.today.to_string())),
        ("reason", text("同一户录了两条")),
        ("members", text(&names.join("、"))),
        ("note", text(&said)),
    ]
}

/// Makes one of two.
pub(super) fn merge(
    desk: &mut Desk,
    dictionary: &Dictionary,
    entry: &MergeEntry,
) -> Result<ChangeReply, Fault> {
    let plan = plan(desk, dictionary, entry)?;
    let (told, _) = carry_out(desk, &plan)?;
    let stays = dictionary.ledger(entry.pair.ledger).key == "household";
    Ok(ChangeReply::Saved(told, stays.then_some(entry.pair.keep)))
}

/// As a command names the records and the fields.
pub(super) fn command(
    desk: &mut Desk,
    dictionary: &Dictionary,
    command: &MergeCommand,
) -> Result<ChangeReply, Fault> {
    let ledger = dictionary.ledger(command.ledger);
    let take = command.take.iter().map(|name| {
        let found = ledger
            .fields
            .iter()
            .find(|f| f.key == *name || f.label == *name);
        found.map(|field| field.key.clone()).ok_or_else(|| {
            let message = format!("{}没有「{name}」这一栏", ledger.label);
            Fault::new(FaultKind::Usage, message)
        })
    });
    let entry = MergeEntry {
        pair: MergePair {
            ledger: command.ledger,
            keep: named(desk, dictionary, ledger, &command.keep)?,
            other: named(desk, dictionary, ledger, &command.other)?,
        },
        take: take.collect::<Result<_, _>>()?,
    };
    if command.dry_run {
        let plan = plan(desk, dictionary, &entry)?;
        return Ok(ChangeReply::Planned(Box::new(show::plan(desk, &plan))));
    }
    merge(desk, dictionary, &entry)
}

/// The record that a command names: a household as everywhere, a person by 人编号, ID number or
/// 册内编号.
fn named(desk: &Desk, dictionary: &Dictionary, of: &Ledger, typed: &str) -> Result<i64, Fault> {
    let typed = typed.trim();
    if of.key == "household" {
        return page::key_of(desk, &HouseholdKey::Typed(typed.to_owned()));
    }
    let person = ledger(dictionary, &of.key)?;
    for key in ["code", "id_number"] {
        let Some(place) = person.position(key) else {
            continue;
        };
        match desk
            .store
            .find_by(person.id, &[(place, &Value::from_text(typed))])?[..]
        {
            [id] => return Ok(id),
            [] => {}
            _ => return Err(format!("「{typed}」不止一条，请写册内编号").into()),
        }
    }
    let id = typed.parse::<i64>().ok();
    let id = id.filter(|id| desk.store.record(person.id, *id).is_ok());
    id.ok_or_else(|| {
        format!(
            "台账里没有「{typed}」这个{}：写人编号、证件号码或册内编号",
            of.label
        )
        .into()
    })
}
