//! 疑点与达标, 待办 and 政策口径.

mod board;
mod check;
mod correct;
mod due;
mod duty;
mod pack;
mod test;
mod villages;

pub(super) use check::village as village_of;

use crate::app::{Desk, Session};
use crate::port::{Fault, Reply, RuleReply, RuleRequest};

/// Answers what is asked about rules.
pub(super) fn answer(desk: &mut Desk, wish: RuleRequest) -> Result<Reply, Fault> {
    let reply = match wish {
        RuleRequest::Board(scope) => RuleReply::Board(Box::new(board::board(desk, scope)?)),
        RuleRequest::Check(query) => RuleReply::Check(check::check(desk, &query)?),
        RuleRequest::Duties(query) => RuleReply::Duties(Box::new(duty::page(desk, &query)?)),
        RuleRequest::Household(id) => RuleReply::Household(Box::new(check::household(desk, id)?)),
        RuleRequest::Fulfil(duty) => return duty::fulfil(desk, &duty),
        RuleRequest::Correct(row) => return correct::form(desk, &row),
        RuleRequest::SignOff(wish) => return duty::sign_off(desk, &wish),
        RuleRequest::Packs => RuleReply::Packs(pack::states(desk)?),
        RuleRequest::Pack(id) => RuleReply::Pack(Box::new(pack::page(desk, &id)?)),
        RuleRequest::Test(file) => {
            RuleReply::Tested(Box::new(test::replayed(desk, file.as_deref())?))
        }
        RuleRequest::Switch(id, on) => return pack::switch(desk, &id, on),
        RuleRequest::Add(file) => return pack::add(desk, &file),
        RuleRequest::Remove(id) => return pack::remove(desk, &id),
    };
    Ok(Reply::Rule(reply))
}

/// What can be told of packs where there is no book.
///
/// # Errors
///
/// The request, when it needs a book.
pub(super) fn without_book(
    session: &Session,
    wish: RuleRequest,
) -> Result<Result<Reply, Fault>, RuleRequest> {
    let reply = match wish {
        RuleRequest::Packs => Ok(RuleReply::Packs(pack::unused(&session.packs))),
        RuleRequest::Pack(id) => {
            pack::as_written(&session.packs, &id).map(|page| RuleReply::Pack(Box::new(page)))
        }
        RuleRequest::Test(file) => {
            let test = test::of(&session.dictionary, &session.packs, file.as_deref());
            test.map(|test| RuleReply::Tested(Box::new(test)))
        }
        other => return Err(other),
    };
    Ok(reply.map(Reply::Rule))
}
