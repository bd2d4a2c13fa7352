//! 问题整改: a 不合格 made into a finding.

use crate::domain::Value;
use crate::store::{StoreError, Writer};

/// A finding to be written. Texts may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NewFinding {
    /// What was found.
    pub what: String,
    /// 问题来源, by code.
    pub source: String,
    /// The inspection.
    pub inspection: Option<i64>,
    /// The question of a checklist.
    pub item_key: String,
    /// The household.
    pub household: Option<i64>,
    /// The village, where it is no household's.
    pub village: Option<i64>,
    /// The day, as ISO text.
    pub found_on: String,
    /// Who said it.
    pub found_by: String,
    /// Who puts it right.
    pub responsible: String,
    /// By which day, as ISO text.
    pub due_on: String,
}

/// Writes a finding as part of an action; its key.
pub(super) fn raise(writer: &mut Writer<'_>, new: &NewFinding) -> Result<i64, StoreError> {
    let text = |text: &str| Value::from_text(text);
    let fields = [
        ("what", text(&new.what)),
        ("source", text(&new.source)),
        ("inspection", Value::from(new.inspection)),
        ("item_key", text(&new.item_key)),
        ("household", Value::from(new.household)),
        ("village", Value::from(new.village)),
        ("found_on", text(&new.found_on)),
        ("found_by", text(&new.found_by)),
        ("responsible", text(&new.responsible)),
        ("due_on", text(&new.due_on)),
    ];
    let Some(ledger) = writer.dictionary().find("finding") else {
        return Ok(0);
    };
    let (id, mut values) = (ledger.id, vec![Value::Empty; ledger.fields.len()]);
    for (key, value) in fields {
        if let Some(place) = ledger.position(key) {
            values[place] = value;
        }
    }
    writer.insert(id, &values)
}
