//! A plan as an officer reads it before it is done: record by record, field by field.

use super::home::Rec;
use crate::app::Desk;
use crate::app::serve::form;
use crate::dictionary::{Kind, Ledger, Mask};
use crate::domain::Value;
use crate::domain::change::{Plan, Planned, Set};
use crate::port::change::{PlanField, PlanRecord, PlanSheet, PlanWhat};

/// The plan in words.
pub(super) fn plan(desk: &Desk, plan: &Plan) -> PlanSheet {
    let mut records: Vec<PlanRecord> = Vec::new();
    for set in &plan.sets {
        let ledger = desk.dictionary.ledger(set.ledger);
        let line = changed(desk, plan, set);
        let same = |one: &&mut PlanRecord| one.ledger == ledger.key && one.id == Some(set.id);
        match records.iter_mut().find(same) {
            Some(record) => record.fields.push(line),
            None => records.push(PlanRecord {
                ledger: ledger.key.clone(),
                label: ledger.label.clone(),
                id: Some(set.id),
                name: form::name(desk, ledger.id, set.id),
                what: PlanWhat::Changed,
                fields: vec![line],
            }),
        }
    }
    records.extend(plan.adds.iter().map(|add| {
        let ledger = desk.dictionary.ledger(add.ledger);
        added(desk, plan, ledger, &add.values)
    }));
    records.extend(plan.removes.iter().map(|(ledger, id)| {
        let ledger = desk.dictionary.ledger(*ledger);
        PlanRecord {
            ledger: ledger.key.clone(),
            label: ledger.label.clone(),
            id: Some(*id),
            name: form::name(desk, ledger.id, *id),
            what: PlanWhat::Removed,
            fields: Vec::new(),
        }
    }));
    PlanSheet {
        words: plan.words.clone(),
        records,
        doubts: plan.doubts.clone(),
        action: None,
    }
}

fn changed(desk: &Desk, plan: &Plan, set: &Set) -> PlanField {
    let ledger = desk.dictionary.ledger(set.ledger);
    let field = &ledger.fields[set.place];
    let before = Planned::Is(set.before.clone());
    let mut line = PlanField {
        field: field.key.clone(),
        label: field.label.clone(),
        before: shown(desk, plan, ledger, set.place, &before),
        after: shown(desk, plan, ledger, set.place, &set.after),
    };
    if line.before == line.after {
        line.before = whole(desk, field.kind, &before).unwrap_or(line.before);
        line.after = whole(desk, field.kind, &set.after).unwrap_or(line.after);
    }
    line
}

fn added(desk: &Desk, plan: &Plan, ledger: &Ledger, values: &[Planned]) -> PlanRecord {
    let filled = ledger
        .stored()
        .filter(|(place, _)| values[*place] != Planned::default());
    let fields = filled.map(|(place, field)| PlanField {
        field: field.key.clone(),
        label: field.label.clone(),
        before: String::new(),
        after: shown(desk, plan, ledger, place, &values[place]),
    });
    PlanRecord {
        ledger: ledger.key.clone(),
        label: ledger.label.clone(),
        id: None,
        name: String::new(),
        what: PlanWhat::Added,
        fields: fields.collect(),
    }
}

/// A record of the same name as another, told from it.
fn whole(desk: &Desk, kind: Kind, value: &Planned) -> Option<String> {
    match (kind, value) {
        (Kind::Reference(to), Planned::Is(Value::Int(id))) => {
            Some(form::label(&desk.store, desk.dictionary.ledger(to), *id))
        }
        _ => None,
    }
}

/// A value in the officer's words, masked as lists mask it; a record not there yet by its name.
fn shown(desk: &Desk, plan: &Plan, ledger: &Ledger, place: usize, value: &Planned) -> String {
    let field = &ledger.fields[place];
    match (value, field.kind) {
        (Planned::New(at), _) => plan.adds.get(*at).map_or_else(String::new, |add| {
            let ledger = desk.dictionary.ledger(add.ledger);
            let known = |value: &Planned| match value {
                Planned::Is(value) => value.clone(),
                Planned::New(_) => Value::Empty,
            };
            let record = Rec {
                ledger,
                id: 0,
                values: add.values.iter().map(known).collect(),
            };
            let name = [record.text("head_name"), record.text("name")].concat();
            format!("{name}（新）")
        }),
        (Planned::Is(Value::Int(id)), Kind::Reference(to)) => form::name(desk, to, *id),
        (Planned::Is(value), _) => desk.dictionary.show(field, value, Mask::Masked),
    }
}
