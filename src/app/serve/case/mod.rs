//! 办理: a list goes through a procedure of the pack, step by step.
//!
//! Whatever is written is a plan first (`domain::change::Plan`), so that a move with everything
//! that follows from it is one action in the log and one undo.

mod check;
mod duty;
mod effect;
mod list;
mod moving;
mod open;
mod page;
mod paper;
mod posting;
mod proof;
mod sheet;
mod write;

use crate::app::{Desk, rules};
use crate::port::{CaseReply, CaseRequest, Fault, Reply};

pub(super) use duty::duties;
pub(super) use list::households;

/// Answers what is asked about 办理.
pub(super) fn answer(desk: &mut Desk, request: CaseRequest) -> Result<Reply, Fault> {
    // How long a notice stands is a figure that the township may have set itself.
    rules::in_force(desk)?;
    let reply = match request {
        CaseRequest::Rows { scope, all } => CaseReply::Rows(page::rows(desk, scope, all)?),
        CaseRequest::Page(id) => CaseReply::Page(Box::new(page::page(desk, id)?)),
        CaseRequest::Procedures => CaseReply::Procedures(open::procedures(desk)?),
        CaseRequest::Open(new) => open::open(desk, &new)?,
        CaseRequest::End(id, reason) => open::end(desk, id, &reason)?,
        CaseRequest::Add(id, whom) => list::add(desk, id, &whom)?,
        CaseRequest::Mark {
            case,
            items,
            state,
            reason,
        } => list::mark(desk, case, &items, state, &reason)?,
        CaseRequest::Drop { case, items } => list::drop(desk, case, &items)?,
        CaseRequest::Post {
            case,
            step,
            day,
            place,
        } => posting::post(desk, (case, step), &day, &place)?,
        CaseRequest::Preview(wish) => CaseReply::Preview(Box::new(moving::preview(desk, &wish)?)),
        CaseRequest::Move(wish) => moving::done(desk, &wish)?,
        CaseRequest::Evidence {
            case,
            step,
            what,
            state,
            archive_box,
        } => proof::evidence(desk, (case, step), &what, &state, &archive_box)?,
        CaseRequest::Object { case, whom, texts } => proof::object(desk, case, &whom, &texts)?,
        CaseRequest::Answer {
            objection,
            finding,
            handled,
        } => proof::answer(desk, objection, &finding, &handled)?,
        CaseRequest::Objections(case) => CaseReply::Objections(desk.store.objections(case)?),
        CaseRequest::Returned(id) => sheet::returned(desk, id)?,
        CaseRequest::Papers(wish) => paper::papers(desk, &wish)?,
    };
    Ok(Reply::Case(reply))
}
