//! 检查: drawing whom to look at, checklists walked door by door, and what comes out.
//!
//! Every answer is one action of its own: the line may be cut between two doors and nothing is
//! lost. What the book can answer it answers; when everything of a subject is answered, the book's
//! answers of that day are recorded beside those given at the door.

mod answer;
mod checklist;
mod draw;
mod export;
mod follow;
mod open;
mod page;
mod score;
mod sheet;
mod write;

use crate::app::{Desk, rules};
use crate::port::{Fault, InspectReply, InspectRequest, Reply};

/// Answers what is asked about 检查.
pub(super) fn answer(desk: &mut Desk, request: InspectRequest) -> Result<Reply, Fault> {
    // Checklists and their limits are of the packs in force.
    rules::in_force(desk)?;
    let reply = match request {
        InspectRequest::Rows => InspectReply::Rows(desk.store.inspect_rows()?),
        InspectRequest::Page(id) => InspectReply::Page(Box::new(page::page(desk, id)?)),
        InspectRequest::Checklists => InspectReply::Checklists(checklist::lines(desk)?),
        InspectRequest::New(new) => open::new(desk, &new)?,
        InspectRequest::Draw(wish) => draw::draw(desk, &wish)?,
        InspectRequest::Add {
            inspection,
            checklist,
            whom,
        } => open::add(desk, inspection, &checklist, &whom)?,
        InspectRequest::AddKey {
            inspection,
            checklist,
            key,
        } => open::add_keys(desk, inspection, &checklist, key.as_slice())?,
        InspectRequest::Sheet(item) => InspectReply::Sheet(Box::new(sheet::sheet(desk, item)?)),
        InspectRequest::Answer(wish) => answer::answer(desk, &wish)?,
        InspectRequest::State(item, state) => answer::state(desk, item, state)?,
        InspectRequest::Export(wish) => export::export(desk, &wish)?,
    };
    Ok(Reply::Inspect(reply))
}
