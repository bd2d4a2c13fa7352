//! What a record is called in sentences, lists of choices and the log.

use crate::dictionary::{Dictionary, Kind, Ledger, Mask};
use crate::domain::Value;
use crate::store::Store;

/// The record in a few words: the fields of its head, references by their own name, numbers of
/// the system left out where a name is there.
pub(super) fn name(store: &Store, ledger: &Ledger, values: &[Value]) -> String {
    let dictionary = store.dictionary();
    let named = ledger
        .head
        .iter()
        .any(|place| ledger.fields[*place].kind == Kind::Name);
    let mut parts: Vec<String> = Vec::new();
    for place in &ledger.head {
        let (field, value) = (&ledger.fields[*place], &values[*place]);
        if value.is_empty() || (named && field.kind == Kind::Serial) {
            continue;
        }
        let part = match (field.kind, value) {
            (Kind::Reference(to), Value::Int(id)) => of(store, dictionary.ledger(to), *id),
            _ => dictionary.show(field, value, Mask::Masked),
        };
        parts.push(part);
    }
    parts.join(" ")
}

/// As [`name`], of a record of the book; empty when it is gone.
pub(super) fn of(store: &Store, ledger: &Ledger, id: i64) -> String {
    let values = store.record(ledger.id, id);
    values.map_or_else(|_| String::new(), |values| name(store, ledger, &values))
}

/// A field's value as a form shows it.
pub(super) fn shown(store: &Store, ledger: &Ledger, place: usize, value: &Value) -> String {
    let dictionary: &Dictionary = store.dictionary();
    let field = &ledger.fields[place];
    match (field.kind, value) {
        (Kind::Reference(to), Value::Int(id)) => {
            super::choices::label(store, dictionary.ledger(to), *id)
        }
        _ => dictionary.show(field, value, Mask::Whole),
    }
}
