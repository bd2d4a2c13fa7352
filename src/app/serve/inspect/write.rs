//! Rows of the ledgers of 检查 on their way into the book.

use crate::app::Desk;
use crate::app::session::now;
use crate::dictionary::{Ledger, LedgerId};
use crate::domain::Value;
use crate::port::Fault;
use crate::store::{Act, ActionKind, Result, Writer};

/// Does one action.
pub(super) fn act<T>(
    desk: &mut Desk,
    words: String,
    work: impl FnOnce(&mut Writer<'_>) -> Result<T>,
) -> std::result::Result<T, Fault> {
    let at = now();
    let act = Act::new(&desk.who, &at, ActionKind::Form, words);
    let (_, done) = desk.store.act(&act, work)?;
    Ok(done)
}

/// A record whose fields are named; those that are not stay empty.
pub(super) fn row(ledger: &Ledger, fields: &[(&str, Value)]) -> Vec<Value> {
    let mut row = vec![Value::Empty; ledger.fields.len()];
    for (key, value) in fields {
        if let Some(place) = ledger.position(key) {
            row[place] = value.clone();
        }
    }
    row
}

/// New values of fields of a record.
pub(super) fn set(
    writer: &mut Writer<'_>,
    ledger: (&Ledger, i64),
    fields: &[(&str, Value)],
) -> Result<()> {
    let (ledger, id) = ledger;
    let of: LedgerId = ledger.id;
    let placed: Vec<(usize, Value)> = fields
        .iter()
        .filter_map(|(key, value)| Some((ledger.position(key)?, value.clone())))
        .collect();
    writer.update(of, id, &placed)?;
    Ok(())
}

pub(super) fn text(text: &str) -> Value {
    Value::from_text(text.trim())
}
