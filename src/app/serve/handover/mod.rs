//! 工作交接: what stands under one name goes to another, and the book of it that both sign.

mod moving;
pub(super) mod paper;
mod work;
mod works;

use crate::app::Desk;
use crate::port::{Fault, HandoverReply, HandoverRequest, Reply};

/// Answers what is asked about a handover.
pub(super) fn answer(desk: &mut Desk, request: HandoverRequest) -> Result<Reply, Fault> {
    Ok(Reply::Handover(match request {
        HandoverRequest::Names => HandoverReply::Names {
            now: desk.operator.name.clone(),
            from: moving::names(desk)?,
        },
        HandoverRequest::Plan(names) => {
            HandoverReply::Planned(Box::new(moving::plan(desk, &names)?.told))
        }
        HandoverRequest::Move(names) => moving::go(desk, &names)?,
    }))
}
