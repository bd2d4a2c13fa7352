//! Forms: opening, saving and removing records, and keeping what is not saved yet.

mod check;
mod choices;
mod draft;
mod name;
mod open;
mod save;

pub(super) use choices::label;

use crate::app::Desk;
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
