//! What hangs on the wall for a case is in 公示公告 too: posted with its step, settled when the step
//! is passed.

use chrono::NaiveDate;

use super::open::village;
use super::write::{Draft, field, ledger, number, text};
use crate::app::Desk;
use crate::dictionary::Ledger;
use crate::domain::page::{CaseObjection, CasePage};
use crate::domain::{Value, notice};
use crate::policy::{Procedure, Step};
use crate::port::Fault;

/// A notice that was put up: its first day and for how many days.
pub(super) type Hung = (NaiveDate, u32);

/// Plans the record of a notice.
pub(super) fn post(
    desk: &Desk,
    draft: &mut Draft<'_>,
    page: &CasePage,
    (procedure, step): (&Procedure, &Step),
    (posted, days): Hung,
    (place, count): (&str, usize),
) -> Result<(), Fault> {
    let row = &page.row;
    let title = match (row.village.as_str(), row.year) {
        ("", _) | (_, None) => format!("{}{}", row.name, step.name),
        (place, Some(year)) => format!("{place}{year}年{}{}", procedure.list, step.name),
    };
    let ledger = ledger(&desk.dictionary, "notice")?;
    let village = village(desk, &row.village)?.map(|(id, _)| id);
    let mut fields: Vec<(&str, Value)> = vec![
        ("title", text(&title)),
        ("village", Value::from(village)),
        ("case_file", Value::Int(row.id)),
        ("place", text(place)),
        ("households", number(count)),
        ("posted_on", text(&posted.to_string())),
        ("days", Value::Int(days.into())),
        ("until", text(&notice::last_day(posted, days).to_string())),
    ];
    for (label, said) in &procedure.posts {
        fields.extend(said_of(desk, ledger, label, said));
    }
    draft.add("notice", &fields)?;
    Ok(())
}

/// The field of this label, and what a pack says stands in it; the pack was checked.
fn said_of<'l>(
    desk: &Desk,
    ledger: &'l Ledger,
    label: &str,
    said: &str,
) -> Option<(&'l str, Value)> {
    let field = ledger.fields.iter().find(|field| field.label == label)?;
    let value = desk.dictionary.read_typed(field, said, desk.today).ok()?;
    Some((field.key.as_str(), value.value))
}

/// Plans whether anybody objected, on the notices of the case that say nothing of it yet; the one
/// who looks into an objection afterwards is written down with it.
pub(super) fn settle(
    desk: &Desk,
    draft: &mut Draft<'_>,
    case: i64,
    objections: &[CaseObjection],
) -> Result<(), Fault> {
    let ledger = ledger(&desk.dictionary, "notice")?;
    let Some(place) = ledger.position("case_file") else {
        return Ok(());
    };
    let open = objections.iter().any(|one| one.closed.is_empty());
    let of = desk
        .store
        .find_by(ledger.id, &[(place, &Value::Int(case))])?;
    for id in of {
        let record = desk.store.record(ledger.id, id)?;
        let known = |key: &str| !matches!(field(ledger, &record, key), Value::Empty);
        let mut fields = Vec::new();
        if !known("objected") {
            fields.push(("objected", Value::Int(i64::from(!objections.is_empty()))));
            let said = objections
                .iter()
                .map(|one| format!("{}：{}", one.name, one.what));
            let said: Vec<String> = said.collect();
            fields.push(("objection", text(&said.join("；"))));
        }
        if !objections.is_empty() && !open && !known("handled_on") {
            let found = objections
                .iter()
                .map(|one| format!("{}：{}", one.name, one.finding));
            let found: Vec<String> = found.collect();
            let last = objections.iter().map(|one| one.closed.as_str()).max();
            fields.push(("handled", text(&found.join("；"))));
            fields.push(("handled_on", text(last.unwrap_or_default())));
        }
        draft.set(desk, "notice", id, &fields)?;
    }
    Ok(())
}
