//! Forms: opening, saving and removing records, and keeping what is not saved yet.

mod check;
mod choices;
mod draft;
mod name;
mod open;
mod save;

pub(super) use choices::label;

use crate::app::Desk;
use crate::dictionary::{Ledger, LedgerId};
use crate::port::{Fault, FormReply, FormRequest, RecordRef, Reply};

/// What officers add to a record most often, first.
const FIRST: [&str; 7] = [
    "visit",
    "measure",
    "person",
    "pairing",
    "loan",
    "income_line",
    "household_year",
];

/// Answers what a form or one of its popups asks.
pub(super) fn answer(desk: &mut Desk, wish: FormRequest) -> Result<Reply, Fault> {
    Ok(match wish {
        FormRequest::Open(target) => {
            Reply::Form(FormReply::Open(Box::new(open::open(desk, target)?)))
        }
        FormRequest::Save(entry) => Reply::Form(save::save(desk, &entry)?),
        FormRequest::Remove(record, reason) => Reply::Done(save::remove(desk, record, &reason)?),
        FormRequest::Choices {
            ledger,
            text,
            household,
        } => Reply::Form(FormReply::Choices(choices::choices(
            desk, ledger, &text, household,
        )?)),
        FormRequest::Addable(parent) => Reply::Form(FormReply::Addable(addable(desk, parent))),
        FormRequest::Keep(kept) => Reply::Form(FormReply::Kept(draft::keep(desk, &kept)?)),
        FormRequest::Drafts => Reply::Form(FormReply::Drafts(draft::lines(desk)?)),
        FormRequest::Drop(id) => {
            desk.store.drop_draft(id)?;
            Reply::Form(FormReply::Drafts(draft::lines(desk)?))
        }
    })
}

/// The ledgers whose records can belong to this one.
fn addable(desk: &Desk, parent: RecordRef) -> Vec<(LedgerId, String)> {
    let refers = |ledger: &&Ledger| ledger.reference_to(parent.ledger).is_some();
    let mut found: Vec<&Ledger> = desk.dictionary.ledgers().iter().filter(refers).collect();
    found.sort_by_key(|ledger| {
        FIRST
            .iter()
            .position(|key| *key == ledger.key)
            .unwrap_or(FIRST.len())
    });
    found
        .into_iter()
        .map(|ledger| (ledger.id, ledger.label.clone()))
        .collect()
}
