//! 问题整改: the one way in which something that is not as it should be becomes a finding.

use chrono::NaiveDate;

use crate::domain::Value;
use crate::store::{Result, Writer};

/// A finding to be noted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NewFinding {
    /// What is not as it should be.
    pub what: String,
    /// 问题来源, by code.
    pub source: &'static str,
    /// The inspection that found it.
    pub inspection: Option<i64>,
    /// Which question of which checklist found it: `入户/饮水-水质`.
    pub item_key: String,
    /// The household.
    pub household: Option<i64>,
    /// The village, where it is no household's.
    pub village: Option<i64>,
    /// The day.
    pub found_on: NaiveDate,
    /// By whom.
    pub found_by: String,
    /// Who is to mend it; empty where nobody is known.
    pub responsible: String,
    /// What was seen.
    pub note: String,
}

/// Notes a finding within an action that is under way; its key.
pub(super) fn raise(writer: &mut Writer<'_>, new: &NewFinding) -> Result<i64> {
    let Some(ledger) = writer.dictionary().find("finding") else {
        return Ok(0);
    };
    let mut row = vec![Value::Empty; ledger.fields.len()];
    for (key, value) in [
        ("what", Value::from_text(&new.what)),
        ("source", Value::from_text(new.source)),
        ("inspection", Value::from(new.inspection)),
        ("item_key", Value::from_text(&new.item_key)),
        ("household", Value::from(new.household)),
        ("village", Value::from(new.village)),
        ("found_on", Value::said(&new.found_on)),
        ("found_by", Value::from_text(&new.found_by)),
        ("responsible", Value::from_text(&new.responsible)),
        ("note", Value::from_text(&new.note)),
    ] {
        if let Some(place) = ledger.position(key) {
            row[place] = value;
        }
    }
    let of = ledger.id;
    writer.insert(of, &row)
}

/// A finding was looked at again and is as it should be: done on this day, still to be signed off.
pub(super) fn mended(writer: &mut Writer<'_>, id: i64, day: NaiveDate) -> Result<()> {
    let said = [
        ("done_on", Value::said(&day)),
        ("result", Value::from_text("已复查合格")),
    ];
    write(writer, id, &said)
}

/// A finding that was said to be done is not: the days run on.
pub(super) fn reopened(writer: &mut Writer<'_>, id: i64, note: &str) -> Result<()> {
    let mut said = vec![("done_on", Value::Empty), ("result", Value::Empty)];
    if !note.is_empty() {
        said.push(("note", Value::from_text(note)));
    }
    write(writer, id, &said)
}

fn write(writer: &mut Writer<'_>, id: i64, fields: &[(&str, Value)]) -> Result<()> {
    let Some(ledger) = writer.dictionary().find("finding") else {
        return Ok(());
    };
    let placed = fields
        .iter()
        .filter_map(|(key, value)| Some((ledger.position(key)?, value.clone())));
    let (of, placed): (_, Vec<(usize, Value)>) = (ledger.id, placed.collect());
    writer.update(of, id, &placed)?;
    Ok(())
}
