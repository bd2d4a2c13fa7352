//! A form as it opens: the record, or what is known of a new one; and the draft left behind.

use chrono::{Datelike, Months, NaiveDate};

use super::name;
use crate::app::Desk;
use crate::dictionary::{Field, Kind, Ledger};
use crate::domain::Value;
use crate::port::{Draft, Fault, FormSheet, FormTarget, Named, RecordRef};

/// Fills in a form as far as it is known.
pub(super) fn open(
    desk: &Desk,
    target: FormTarget,
    left: Option<Draft>,
) -> Result<FormSheet, Fault> {
    if !desk.store.is_writable() {
        return Err("台账文件是只读的，不能填表：请检查文件权限".into());
    }
    let ledger = desk.dictionary.ledger(target.ledger);
    let empty = || vec![Value::Empty; ledger.fields.len()];
    let (base, values) = match target.record {
        Some(id) => {
            let values = desk.store.record(target.ledger, id)?;
            (values.clone(), values)
        }
        None => (empty(), known(desk, ledger, target.parent)?),
    };
    let mut sheet = FormSheet {
        name: called(desk, ledger, target, &base),
        draft: left.map(Box::new),
        target,
        base,
        texts: Vec::new(),
        chosen: Vec::new(),
    };
    for (place, field) in ledger.asked() {
        let value = &values[place];
        let text = name::shown(&desk.store, ledger, place, value);
        if let (Kind::Reference(_), Value::Int(id)) = (field.kind, value) {
            let label = text.clone();
            sheet
                .chosen
                .push((field.key.clone(), Named { id: *id, label }));
        }
        sheet.texts.push((field.key.clone(), text));
    }
    Ok(sheet)
}

/// What the record is called; of a new one, whom it belongs to.
fn called(desk: &Desk, ledger: &Ledger, target: FormTarget, base: &[Value]) -> String {
    match (target.record, target.parent) {
        (Some(_), _) => name::name(&desk.store, ledger, base),
        (None, Some(parent)) => name::of(
            &desk.store,
            desk.dictionary.ledger(parent.ledger),
            parent.id,
        ),
        (None, None) => String::new(),
    }
}

/// What a new record begins with: whom it belongs to, and what is nearly always meant.
fn known(desk: &Desk, ledger: &Ledger, parent: Option<RecordRef>) -> Result<Vec<Value>, Fault> {
    let mut values = vec![Value::Empty; ledger.fields.len()];
    if let Some(parent) = parent {
        belongs_to(desk, ledger, parent, &mut values)?;
    }
    for (place, field) in ledger.asked() {
        if values[place].is_empty() {
            values[place] = usual(desk, ledger, field);
        }
    }
    Ok(values)
}

/// The reference to the parent, and through it to the parent's household.
pub(super) fn belongs_to(
    desk: &Desk,
    ledger: &Ledger,
    parent: RecordRef,
    values: &mut [Value],
) -> Result<(), Fault> {
    let Some(place) = ledger.reference_to(parent.ledger) else {
        return beside(desk, ledger, parent, values);
    };
    values[place] = Value::Int(parent.id);
    let above = desk.dictionary.ledger(parent.ledger);
    let record = desk.store.record(parent.ledger, parent.id)?;
    let of_parent = |key: &str| {
        above
            .position(key)
            .map_or(Value::Empty, |at| record[at].clone())
    };
    if let (Some(place), false) = (ledger.position("household"), above.key == "household") {
        values[place] = of_parent("household");
    }
    if above.key == "household" {
        for (mine, theirs) in of_household(&ledger.key) {
            if let Some(place) = ledger.position(mine) {
                values[place] = of_parent(theirs);
            }
        }
    }
    Ok(())
}

/// A record that is opened from one beside it, not above it, takes over what both refer to: an
/// objection the case and the household of the list's line.
fn beside(
    desk: &Desk,
    ledger: &Ledger,
    parent: RecordRef,
    values: &mut [Value],
) -> Result<(), Fault> {
    let other = desk.dictionary.ledger(parent.ledger);
    let record = desk.store.record(parent.ledger, parent.id)?;
    for (place, field) in ledger.asked() {
        let same = other.field(&field.key).filter(|one| one.kind == field.kind);
        if let (Kind::Reference(_), Some(_)) = (field.kind, same)
            && let Some(at) = other.position(&field.key)
        {
            values[place] = record[at].clone();
        }
    }
    Ok(())
}

/// Which fields of a record begin with what its household says of itself: the head is meant unless
/// the officer says otherwise.
fn of_household(ledger: &str) -> &'static [(&'static str, &'static str)] {
    match ledger {
        "loan" => &[
            ("borrower", "head_name"),
            ("borrower_id", "head_id"),
            ("borrower_phone", "phone"),
        ],
        "appeal" => &[
            ("name", "head_name"),
            ("village", "village"),
            ("phone", "phone"),
        ],
        "relief" => &[
            ("name", "head_name"),
            ("id_number", "head_id"),
            ("village", "village"),
        ],
        "donation" => &[("village", "village"), ("signed_by", "head_name")],
        _ => &[],
    }
}

/// A first guess that the officer sees and can overtype.
fn usual(desk: &Desk, ledger: &Ledger, field: &Field) -> Value {
    let today = || Value::said(&desk.today);
    match (ledger.key.as_str(), field.key.as_str()) {
        ("visit", "visited_on")
        | ("pairing", "begins_on")
        | ("income_line", "asked_on")
        | ("loan_event", "date")
        | ("task" | "appeal", "received_on")
        | ("relief", "applied_on")
        | ("donation", "donated_on")
        | ("objection", "raised_on") => today(),
        ("visit", "visitor") | ("task", "handler") | ("objection", "responsible") => {
            Value::from_text(&desk.who.operator)
        }
        ("household_year" | "measure" | "plan", "year") => Value::Int(i64::from(desk.today.year())),
        ("income_line", "income_year") => Value::Int(income_year(desk.today)),
        _ => Value::Empty,
    }
}

/// The income year runs from 1 October of the year before to 30 September.
fn income_year(today: NaiveDate) -> i64 {
    let later = today.checked_add_months(Months::new(3)).unwrap_or(today);
    i64::from(later.year())
}
