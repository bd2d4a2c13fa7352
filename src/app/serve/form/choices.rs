//! The records that a reference may mean, each with a label that tells it from others.

use std::sync::Arc;

use super::name;
use crate::app::Desk;
use crate::dictionary::{Kind, Ledger, LedgerId, Mask};
use crate::domain::Value;
use crate::port::{Fault, Named};
use crate::store::Store;

/// At most so many are offered; more words narrow them.
const MOST: usize = 60;

/// Records of a ledger that match what was typed; of `household` alone, where that is known and
/// the ledger's records belong to households.
pub(super) fn choices(
    desk: &mut Desk,
    ledger: LedgerId,
    text: &str,
    household: Option<i64>,
) -> Result<Vec<Named>, Fault> {
    let dictionary = Arc::clone(&desk.dictionary);
    let described = dictionary.ledger(ledger);
    let home = dictionary.find("household").map(|home| home.id);
    let place = home.and_then(|home| described.reference_to(home));
    let of = place.zip(household);
    let found = if home == Some(ledger) {
        let ids: Vec<i64> = desk.index()?.households(text).take(MOST).collect();
        let read = |id| Ok((id, desk.store.record(ledger, id)?));
        ids.into_iter().map(read).collect::<Result<_, Fault>>()?
    } else {
        desk.store.choices(ledger, text, of, MOST)?
    };
    let named = found.into_iter().map(|(id, values)| Named {
        id,
        label: labelled(&desk.store, described, &values),
    });
    Ok(named.collect())
}

/// The label of one record; says so when it is gone.
pub(in crate::app::serve) fn label(store: &Store, ledger: &Ledger, id: i64) -> String {
    store.record(ledger.id, id).map_or_else(
        |_| format!("（{}{id}已不在）", ledger.label),
        |values| labelled(store, ledger, &values),
    )
}

/// The record's name with what tells it from others of that name: where it belongs, its number.
fn labelled(store: &Store, ledger: &Ledger, values: &[Value]) -> String {
    let dictionary = store.dictionary();
    let mut parts = vec![name::name(store, ledger, values)];
    for (field, value) in ledger.fields.iter().zip(values).take(6) {
        if value.is_empty()
            || ledger
                .head
                .iter()
                .any(|at| ledger.fields[*at].key == field.key && field.kind != Kind::Serial)
        {
            continue;
        }
        match (field.kind, value) {
            (Kind::Reference(to), Value::Int(id)) => {
                parts.push(name::of(store, dictionary.ledger(to), *id));
            }
            (Kind::Serial, Value::Text(text)) => parts.push(text.to_string()),
            (Kind::Text, Value::Text(text)) if field.list.is_some() => parts.push(text.to_string()),
            (Kind::IdNumber, _) => parts.push(dictionary.show(field, value, Mask::Masked)),
            _ => {}
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}
