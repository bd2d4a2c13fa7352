//! 结对: a household has one helper of each order at a time.

use super::check::Findings;
use super::name;
use crate::app::Desk;
use crate::dictionary::Ledger;
use crate::domain::{PartialDate, Value};
use crate::port::FieldFault;
use crate::store::Result;

/// A pairing that ends because another begins.
pub(super) struct End {
    /// Its key.
    pub id: i64,
    /// What changes in it: the day and the reason.
    pub fields: Vec<(usize, Value)>,
    /// The helper's name.
    helper: String,
}

/// The places of the fields that matter.
struct Places {
    household: usize,
    helper: usize,
    role: usize,
    begins: usize,
    ends: usize,
    reason: usize,
}

impl Places {
    fn of(ledger: &Ledger) -> Option<Self> {
        Some(Self {
            household: ledger.position("household")?,
            helper: ledger.position("helper")?,
            role: ledger.position("role")?,
            begins: ledger.position("begins_on")?,
            ends: ledger.position("ends_on")?,
            reason: ledger.position("end_reason")?,
        })
    }
}

/// The pairings of the same household and order that run on the day when this one begins.
fn running(
    desk: &Desk,
    ledger: &Ledger,
    places: &Places,
    values: &[Value],
) -> Result<Vec<(i64, Vec<Value>)>> {
    let wanted = [(places.household, &values[places.household])];
    let mut found = Vec::new();
    for id in desk.store.find_all_by(ledger.id, &wanted)? {
        let other = desk.store.record(ledger.id, id)?;
        let same = other[places.role] == values[places.role];
        let begins = day(&values[places.begins]).map(PartialDate::latest);
        let over = day(&other[places.ends]).map(PartialDate::earliest);
        let ended = over.is_some_and(|over| begins.is_some_and(|begins| over <= begins));
        if same && !ended {
            found.push((id, other));
        }
    }
    Ok(found)
}

fn day(value: &Value) -> Option<PartialDate> {
    value.text()?.parse().ok()
}

/// Refuses a pairing that overlaps another of the same household and order.
pub(super) fn overlap(
    desk: &Desk,
    ledger: &Ledger,
    this: Option<i64>,
    (values, touched): (&[Value], &[usize]),
    findings: &mut Findings,
) -> Result<()> {
    let Some(places) = Places::of(ledger) else {
        return Ok(());
    };
    // A telephone number in an old pairing may be mended, whatever else is wrong with it.
    let matters = [places.household, places.role, places.begins, places.ends];
    if !matters.iter().any(|place| touched.contains(place)) {
        return Ok(());
    }
    let closes = day(&values[places.ends]).map(PartialDate::earliest);
    for (id, other) in running(desk, ledger, &places, values)? {
        let later = day(&other[places.begins]).map(PartialDate::latest);
        let before = closes.is_some_and(|closes| later.is_some_and(|later| closes <= later));
        if Some(id) == this || before {
            continue;
        }
        let helper = helper(desk, ledger, &places, &other);
        let since = other[places.begins].text().unwrap_or("以前").to_owned();
        let role = desk.dictionary.show(
            &ledger.fields[places.role],
            &other[places.role],
            crate::dictionary::Mask::Masked,
        );
        findings.faults.push(FieldFault {
            key: ledger.fields[places.begins].key.clone(),
            message: format!("与{role}{helper}（{since}起）的结对重叠：请先填他的结束时间"),
        });
        return Ok(());
    }
    Ok(())
}

/// The pairings that end when this one begins; `None` where the same helper is paired already.
pub(super) fn replaced(
    desk: &Desk,
    ledger: &Ledger,
    values: &[Value],
    findings: &mut Findings,
) -> Result<Option<Vec<End>>> {
    let Some(places) = Places::of(ledger) else {
        return Ok(Some(Vec::new()));
    };
    let begins = &values[places.begins];
    let mut ends = Vec::new();
    for (id, other) in running(desk, ledger, &places, values)? {
        if other[places.helper] == values[places.helper] {
            return Ok(None);
        }
        let named = helper(desk, ledger, &places, &other);
        let later = day(begins).zip(day(&other[places.begins]));
        if later.is_some_and(|(new, old)| new.latest() < old.earliest()) {
            let since = other[places.begins].text().unwrap_or_default();
            findings.faults.push(FieldFault {
                key: ledger.fields[places.begins].key.clone(),
                message: format!("原来的{named}从{since}才开始，新的不能更早"),
            });
        }
        let mut fields = vec![(places.ends, begins.clone())];
        if other[places.reason].is_empty() {
            fields.push((places.reason, Value::Text("更换帮扶责任人".into())));
        }
        ends.push(End {
            id,
            fields,
            helper: named,
        });
    }
    Ok(Some(ends))
}

fn helper(desk: &Desk, ledger: &Ledger, places: &Places, other: &[Value]) -> String {
    name::shown(&desk.store, ledger, places.helper, &other[places.helper])
}

/// Whose pairings end, and of how many households, in a sentence.
pub(super) fn told<'a>(ends: impl Iterator<Item = &'a End>, unit: &str) -> Option<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for end in ends {
        match counts.iter_mut().find(|(name, _)| *name == end.helper) {
            Some((_, count)) => *count += 1,
            None => counts.push((&end.helper, 1)),
        }
    }
    if counts.is_empty() {
        return None;
    }
    let each = counts
        .iter()
        .map(|(name, count)| format!("{name} {count}{unit}"));
    Some(format!("同时结束：{}", each.collect::<Vec<_>>().join("、")))
}
