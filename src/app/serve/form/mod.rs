//! Forms: opening, saving and removing records, and keeping what is not saved yet.

mod check;
mod choices;
mod draft;
mod name;
mod open;
pub(super) mod save;

pub(super) use choices::label;

use crate::app::Desk;
use crate::dictionary::LedgerId;
use crate::domain::Value;
use crate::port::{Fault, FormReply, FormRequest, Reply};

/// Answers what a form or one of its popups asks.
pub(super) fn answer(desk: &mut Desk, wish: FormRequest) -> Result<Reply, Fault> {
    Ok(match wish {
        FormRequest::Open(target) => {
            let left = draft::left(desk, target)?;
            Reply::Form(FormReply::Open(Box::new(open::open(desk, target, left)?)))
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
        FormRequest::Resume(id) => {
            let (target, left) = draft::resumed(desk, id)?;
            let sheet = open::open(desk, target, Some(left))?;
            Reply::Form(FormReply::Open(Box::new(sheet)))
        }
        FormRequest::Keep(kept) => Reply::Form(FormReply::Kept(draft::keep(desk, &kept)?)),
        FormRequest::Drafts => Reply::Form(FormReply::Drafts(draft::lines(desk)?)),
        FormRequest::Drop(id) => {
            desk.store.drop_draft(id)?;
            Reply::Form(FormReply::Drafts(draft::lines(desk)?))
        }
    })
}

/// How many forms the operator at the desk left unfinished.
pub(super) fn drafts(desk: &Desk) -> Result<usize, Fault> {
    Ok(draft::lines(desk)?.len())
}

/// What a record is called, and its fields as a form shows them, in the dictionary's order.
pub(super) fn texts(desk: &Desk, ledger: LedgerId, values: &[Value]) -> (String, Vec<String>) {
    let ledger = desk.dictionary.ledger(ledger);
    let shown = |(place, value)| name::shown(&desk.store, ledger, place, value);
    let texts = values.iter().enumerate().map(shown).collect();
    (name::name(&desk.store, ledger, values), texts)
}
