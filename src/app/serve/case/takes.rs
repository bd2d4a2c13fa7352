//! Whom a procedure takes: whoever has left does not leave again, and nobody stands on two lists.

use std::collections::{BTreeMap, BTreeSet};

use super::write::{field, ledger};
use crate::app::Desk;
use crate::app::serve::select;
use crate::domain::Scope;
use crate::domain::page::{CaseRow, ListKind, ListQuery, Selection};
use crate::policy::{Procedure, ProcedureOf};
use crate::port::{Chosen, Fault};

/// Why some of these cannot be on the list of a case, by their key.
pub(super) fn refused(
    desk: &mut Desk,
    row: &CaseRow,
    procedure: &Procedure,
    keys: &[i64],
) -> Result<BTreeMap<i64, String>, Fault> {
    let mut refused = outside(desk, procedure, keys)?;
    let others = desk
        .store
        .listed_elsewhere(row.id, &row.procedure, procedure.of.ledger())?;
    for (key, case) in others {
        if keys.contains(&key) {
            refused.insert(key, format!("已经在「{case}」的名单里"));
        }
    }
    Ok(refused)
}

/// Those of these whom the procedure does not take, and why.
pub(super) fn outside(
    desk: &mut Desk,
    procedure: &Procedure,
    keys: &[i64],
) -> Result<BTreeMap<i64, String>, Fault> {
    let (Some(takes), false) = (&procedure.takes, keys.is_empty()) else {
        return Ok(BTreeMap::new());
    };
    let ledger = ledger(&desk.dictionary, procedure.of.ledger())?.id;
    let query = ListQuery {
        kind: ListKind::Ledger(ledger),
        text: String::new(),
        selection: Selection {
            condition: takes.when.clone(),
            ..Selection::default()
        },
        scope: Scope::Township,
        offset: 0,
        limit: 0,
    };
    let rows = Chosen::Picked(Box::new(query));
    let inside: BTreeSet<i64> = select::chosen(desk, ledger, &rows)?
        .iter()
        .copied()
        .collect();
    let why = || format!("不是{}", takes.who);
    let out = keys.iter().filter(|key| !inside.contains(key));
    Ok(out.map(|key| (*key, why())).collect())
}

/// What a household, a village or a project is called.
pub(super) fn name(desk: &Desk, of: ProcedureOf, key: i64) -> Result<String, Fault> {
    let ledger = ledger(&desk.dictionary, of.ledger())?;
    let head = ledger
        .head
        .first()
        .and_then(|place| ledger.fields.get(*place));
    let called = match of {
        ProcedureOf::Household => "head_name",
        _ => head.map_or("", |head| head.key.as_str()),
    };
    let record = desk.store.record(ledger.id, key)?;
    let value = field(ledger, &record, called);
    Ok(value.text().unwrap_or_default().to_owned())
}
