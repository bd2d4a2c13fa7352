//! 变更记录: what happened to a household and its people, the newest first.

use super::home::{Rec, ledger, record, referring};
use crate::app::Desk;
use crate::app::serve::form;
use crate::dictionary::{Dictionary, Mask};
use crate::domain::Value;
use crate::port::change::{History, HistoryEvent};
use crate::port::{Fault, RecordRef};

/// The events of a household: its own, its people's, and of those who left before events were
/// kept what their own records say.
pub(super) fn history(desk: &Desk, dictionary: &Dictionary, id: i64) -> Result<History, Fault> {
    let household = record(desk, dictionary, "household", id)?;
    let mut lines = Vec::new();
    for event in referring(
        desk,
        ledger(dictionary, "household_change")?,
        "household",
        id,
    )? {
        lines.push(line(dictionary, &event, household_words(desk, &event)));
    }
    let mut told = Vec::new();
    for event in referring(desk, ledger(dictionary, "person_change")?, "household", id)? {
        let person = event.get("person").int();
        told.extend(person.map(|person| (person, event.text("day").to_owned())));
        let name = person.map_or_else(String::new, |person| {
            let people = dictionary.find("person").map(|ledger| ledger.id);
            people.map_or_else(String::new, |people| form::name(desk, people, person))
        });
        let words = format!("{name} {}", word(dictionary, &event, "reason"));
        lines.push(line(dictionary, &event, words.trim_end().to_owned()));
    }
    for person in referring(desk, ledger(dictionary, "person")?, "household", id)? {
        let left = (person.id, person.text("left_on").to_owned());
        if person.has("left_on") && !told.contains(&left) {
            let words = format!(
                "{} {}",
                person.text("name"),
                word(dictionary, &person, "left_how")
            );
            let mut one = line(dictionary, &person, words.trim_end().to_owned());
            (one.day, one.kind) = (left.1, "自然减少".into());
            lines.push(one);
        }
    }
    lines.sort_by(|one, other| (&other.day, other.id).cmp(&(&one.day, one.id)));
    Ok(History {
        name: household.text("head_name").to_owned(),
        lines,
    })
}

fn line(dictionary: &Dictionary, event: &Rec<'_>, what: String) -> HistoryEvent {
    let evidence = [
        event.text("evidence"),
        event.text("document"),
        event.text("note"),
    ];
    let evidence: Vec<&str> = evidence
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    HistoryEvent {
        record: RecordRef {
            ledger: event.ledger.id,
            id: event.id,
        },
        ledger: event.ledger.key.clone(),
        id: event.id,
        day: event.text("day").to_owned(),
        kind: word(dictionary, event, "kind"),
        what,
        evidence: evidence.join(" "),
        other: event.get("other").int(),
    }
}

fn word(dictionary: &Dictionary, event: &Rec<'_>, key: &str) -> String {
    let field = event.ledger.field(key);
    field.map_or_else(String::new, |field| {
        dictionary.show(field, event.get(key), Mask::Masked)
    })
}

/// 覃家福 换成 谭翠兰; 白马庙村3组 迁到 柳林村1组; 张磊、李梅 与 张国强户.
fn household_words(desk: &Desk, event: &Rec<'_>) -> String {
    let mut words = Vec::new();
    for (from, turns, to) in [
        ("from_head", "换成", "to_head"),
        ("from_group", "迁到", "to_group"),
    ] {
        match (event.text(from), event.text(to)) {
            ("", "") => {}
            ("", to) => words.push(to.to_owned()),
            (from, "") => words.push(from.to_owned()),
            (from, to) if from == to => {}
            (from, to) => words.push(format!("{from} {turns} {to}")),
        }
    }
    words.push(event.text("members").to_owned());
    if let Value::Int(other) = event.get("other") {
        let household = desk.dictionary.find("household").map(|ledger| ledger.id);
        words.extend(household.map(|ledger| format!("对方 {}", form::name(desk, ledger, *other))));
    }
    words.push(event.text("reason").to_owned());
    words.retain(|text| !text.is_empty());
    words.join(" ")
}
