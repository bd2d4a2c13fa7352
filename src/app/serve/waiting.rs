//! 待挂接: records that name a household which the book did not know, and giving them theirs.

use crate::app::Desk;
use crate::app::session::now;
use crate::domain::Value;
use crate::port::import::WaitingRow;
use crate::port::{Fault, RecordRef, Reply};
use crate::store::{Act, ActionKind};

/// So many are listed; attaching makes room for more.
const MOST: usize = 2_000;

pub(super) fn list(desk: &Desk) -> Result<Vec<WaitingRow>, Fault> {
    let waiting = desk.store.waiting(MOST)?;
    let rows = waiting.into_iter().map(|row| WaitingRow {
        record: RecordRef {
            ledger: row.ledger,
            id: row.id,
        },
        ledger: desk.dictionary.ledger(row.ledger).label.clone(),
        name: row.name,
        called: row.called,
        suggestion: row.suggestion,
    });
    Ok(rows.collect())
}

pub(super) fn attach(desk: &mut Desk, record: RecordRef, household: i64) -> Result<Reply, Fault> {
    let dictionary = std::sync::Arc::clone(&desk.dictionary);
    let home = dictionary
        .find("household")
        .ok_or("数据字典里没有户：请重新安装程序")?;
    let ledger = dictionary.ledger(record.ledger);
    let place = ledger
        .reference_to(home.id)
        .ok_or_else(|| format!("{}不属于任何一户", ledger.label))?;
    let values = desk.store.record(home.id, household)?;
    let head = home
        .position("head_name")
        .and_then(|place| values[place].text())
        .unwrap_or_default()
        .to_owned();
    let at = now();
    let words = format!("挂接{}到{head}户", ledger.label);
    let act = Act::new(&desk.who, &at, ActionKind::Attach, words.clone());
    desk.store.act(&act, |writer| {
        writer.update(record.ledger, record.id, &[(place, Value::Int(household))])
    })?;
    desk.index = None;
    Ok(Reply::Done(format!("已{words}")))
}
