//! One record with all its fields; a look at its masked values is noted before they are shown.

use super::{column, form};
use crate::app::Desk;
use crate::app::session::now;
use crate::domain::Value;
use crate::port::{Fault, RecordRef, Reply, Sheet};
use crate::store::{Act, ActionKind};

/// The record as text; its masked values are masked by the screen.
pub(super) fn record(desk: &Desk, record: RecordRef) -> Result<Reply, Fault> {
    let values = desk.store.record(record.ledger, record.id)?;
    let (name, texts) = form::texts(desk, record.ledger, &values);
    let dated = column::history(
        &desk.store,
        desk.dictionary.ledger(record.ledger),
        record.id,
    )?;
    Ok(Reply::Record(Sheet {
        record,
        name,
        texts,
        dated,
    }))
}

/// Notes in the log whose masked values are looked at.
pub(super) fn reveal(desk: &mut Desk, record: RecordRef) -> Result<Reply, Fault> {
    let ledger = desk.dictionary.ledger(record.ledger);
    let values = desk.store.record(record.ledger, record.id)?;
    let name = ["head_name", "name", "borrower"]
        .iter()
        .find_map(|key| ledger.position(key))
        .and_then(|place| values.get(place).and_then(Value::text))
        .unwrap_or_default();
    let what = format!("{} {name}（册内编号{}）", ledger.label, record.id);
    note_whole(desk, &what)?;
    Ok(Reply::Revealed)
}

/// Notes in the log that whole numbers are shown, and whose; nothing is shown that is not noted.
pub(super) fn note_whole(desk: &mut Desk, what: &str) -> Result<(), Fault> {
    let at = now();
    let intent = format!("查看全号：{what}");
    let act = Act::new(&desk.who, &at, ActionKind::Setting, intent);
    desk.store.act(&act, |_| Ok(()))?;
    Ok(())
}
