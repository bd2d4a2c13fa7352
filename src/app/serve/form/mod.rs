//! Forms: opening, saving and removing records, and keeping what is not saved yet.

mod asking;
pub(in crate::app::serve) mod check;
mod choices;
mod draft;
mod loan;
mod many;
mod name;
mod open;
mod pairing;
mod save;

pub(super) use choices::label;
pub(super) use draft::is_free;
pub(super) use save::save;

use super::change;
use crate::app::Desk;
use crate::dictionary::{Ledger, LedgerId};
use crate::domain::Value;
use crate::port::change::ChangeRequest;
use crate::port::{Draft, Fault, FormReply, FormRequest, FormSheet, FormTarget, Reply};
use crate::store::StoreError;

/// Answers what a form or one of its popups asks.
pub(super) fn answer(desk: &mut Desk, wish: FormRequest) -> Result<Reply, Fault> {
    Ok(match wish {
        FormRequest::Open(target) => Reply::Form(FormReply::Open(Box::new(open(desk, target)?))),
        FormRequest::Many(entry) => Reply::Form(many::many(desk, &entry)?),
        FormRequest::Save(entry) => {
            let reply = save(desk, &entry)?;
            if matches!(reply, FormReply::Saved(..)) {
                draft::done(desk, entry.target)?;
            }
            Reply::Form(reply)
        }
        FormRequest::Remove(record, reason) => Reply::Done(save::remove(desk, record, &reason)?),
        FormRequest::Choices {
            ledger,
            text,
            household,
        } => Reply::Form(FormReply::Choices(choices::choices(
            desk, ledger, &text, household,
        )?)),
        FormRequest::Resume(id) if change::is_change(desk, id)? => {
            return change::answer(desk, ChangeRequest::Resume(id));
        }
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

/// A form as it opens when nothing was left in it.
pub(super) fn blank(desk: &Desk, target: FormTarget) -> Result<FormSheet, Fault> {
    open::open(desk, target, None)
}

/// The form, with the draft that was left in it.
pub(super) fn open(desk: &Desk, target: FormTarget) -> Result<FormSheet, Fault> {
    let draft = draft::left(desk, target)?;
    open::open(desk, target, draft)
}

/// A form that opens filled: what stands in it is a draft from the start, so that leaving it
/// without saving loses nothing. A draft that was left in the same form is not written over.
pub(super) fn begin(
    desk: &mut Desk,
    target: FormTarget,
    texts: Vec<(String, String)>,
) -> Result<FormSheet, Fault> {
    if draft::left(desk, target)?.is_some() {
        let label = &desk.dictionary.ledger(target.ledger).label;
        let why = format!("上次填的{label}还没有保存：请先在菜单的「未完成的表」里存好或清空");
        return Err(why.into());
    }
    let sheet = blank(desk, target)?;
    let draft = Draft {
        target: Some(target),
        base: sheet.base.clone(),
        texts,
        chosen: Vec::new(),
    };
    if !draft::keep(desk, &draft)? {
        return Err(StoreError::Busy.into());
    }
    open::open(desk, target, Some(draft))
}

/// How many forms the operator at the desk left unfinished.
pub(super) fn drafts(desk: &Desk) -> Result<usize, Fault> {
    Ok(draft::lines(desk)?.len())
}

/// What a record is called; empty when it is gone.
pub(super) fn name(desk: &Desk, ledger: LedgerId, id: i64) -> String {
    name::of(&desk.store, desk.dictionary.ledger(ledger), id)
}

/// A field's value as a form shows it.
pub(super) fn shown(desk: &Desk, ledger: &Ledger, place: usize, value: &Value) -> String {
    name::shown(&desk.store, ledger, place, value)
}

/// What a record is called, and its fields as a form shows them, in the dictionary's order.
pub(super) fn texts(desk: &Desk, ledger: LedgerId, values: &[Value]) -> (String, Vec<String>) {
    let ledger = desk.dictionary.ledger(ledger);
    let shown = |(place, value)| name::shown(&desk.store, ledger, place, value);
    let texts = values.iter().enumerate().map(shown).collect();
    (name::name(&desk.store, ledger, values), texts)
}
