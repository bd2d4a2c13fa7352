//! The form in which the fields that a rule reads are corrected.

use crate::app::Desk;
use crate::app::serve::form;
use crate::port::rule::CheckRow;
use crate::port::{Fault, FormReply, FormTarget, RecordRef, Reply};

/// Opens the subject's own form, or that of the household, the village or the household's latest
/// 户年度 where the first field to correct is one of theirs.
pub(super) fn form(desk: &mut Desk, row: &CheckRow) -> Result<Reply, Fault> {
    let first = row.fields.first().map_or("", String::as_str);
    let target = match first.split_once('_') {
        Some(("年度", _)) => year(desk, row),
        Some(("户", _)) => record(desk, "household", row.household),
        Some(("村", _)) => record(desk, "village", village(desk, row)?),
        _ => None,
    };
    let own = FormTarget {
        ledger: row.ledger,
        record: Some(row.subject_id),
        parent: None,
    };
    let sheet = form::open(desk, target.unwrap_or(own))?;
    Ok(Reply::Form(FormReply::Open(Box::new(sheet))))
}

fn record(desk: &Desk, ledger: &str, id: Option<i64>) -> Option<FormTarget> {
    let ledger = desk.dictionary.find(ledger)?.id;
    Some(FormTarget {
        ledger,
        record: Some(id?),
        parent: None,
    })
}

/// The latest 户年度, or a new one where the household has none yet.
fn year(desk: &Desk, row: &CheckRow) -> Option<FormTarget> {
    let household = row.household?;
    let latest = desk.store.latest_year_record(household).ok().flatten();
    let parent = desk.dictionary.find("household")?.id;
    Some(FormTarget {
        ledger: desk.dictionary.find("household_year")?.id,
        record: latest,
        parent: latest.is_none().then_some(RecordRef {
            ledger: parent,
            id: household,
        }),
    })
}

fn village(desk: &Desk, row: &CheckRow) -> Result<Option<i64>, Fault> {
    let villages = desk.store.villages_by_key()?;
    let found = villages.into_iter().find(|(_, name)| *name == row.village);
    Ok(found.map(|(id, _)| id))
}
