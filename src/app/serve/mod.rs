//! Answers requests: the only place that touches the world. One file for each area.

mod book;
mod case;
mod change;
mod column;
mod count_sheet;
pub mod demo;
mod export;
mod form;
mod list;
mod loan;
mod log;
mod operator;
mod page;
mod print;
mod record;
mod rule;
mod select;
mod sheet;
mod task;
mod undo;
mod urgent;
mod waiting;
mod wall;

use super::{Desk, Session};
use crate::port::import::SheetRequest;
use crate::port::{Fault, FaultKind, Reply, Request, Scope};
use crate::store::{Reach, StoreError};

/// Answers a request that needs no open book; gives every other one back.
///
/// # Errors
///
/// The request, when it needs an open book.
pub fn without_book(session: &Session, request: Request) -> Result<Reply, Box<Request>> {
    let done = match request {
        Request::Create(new) => book::create(session, &new),
        Request::Demo(wish) => demo::write(session, &wish),
        Request::Packs => Ok(operator::packs(&session.packs)),
        // Packs can be looked at and tried before there is a book.
        Request::Rule(wish) if !session.book.exists() => match rule::without_book(session, wish) {
            Ok(done) => done,
            Err(wish) => return Err(Box::new(Request::Rule(wish))),
        },
        other => return Err(Box::new(other)),
    };
    Ok(reply(done))
}

/// Answers a request at an open book.
pub fn answer(desk: &mut Desk, request: Request) -> Reply {
    let done = desk.follow().and_then(|()| answered(desk, request));
    // What was done may have made a field; whoever is told of it looks for it at once.
    reply(done.and_then(|reply| desk.follow().map(|()| reply)))
}

fn answered(desk: &mut Desk, request: Request) -> Result<Reply, Fault> {
    match request {
        Request::List(query) => list::list(desk, &query),
        Request::Select(request) => select::answer(desk, *request),
        Request::Loans(query) => list::loans(desk, &query),
        Request::Loan(request) => loan::answer(desk, &request),
        Request::Find(query) => list::find(desk, &query),
        Request::Home(scope) => page::home(desk, scope),
        Request::Attention(scope) => urgent::urgent(desk, scope),
        Request::Card(household) => page::card(desk, &household),
        Request::CardFile { household, unmask } => page::card_file(desk, &household, unmask),
        Request::Village(id) => page::village(desk, id),
        Request::Export(options) => export::export(desk, &options),
        Request::Print(ledger, rows) => print::print(desk, ledger, &rows),
        Request::Template(options) => export::template(desk, &options),
        Request::Sheet(request) => sheet::answer(desk, request, &mut |_, _| true),
        Request::Log(query) => log::entries(desk, &query),
        Request::CheckLog => log::check(desk),
        Request::Record(record) => record::record(desk, record),
        Request::Reveal(record) => record::reveal(desk, record),
        Request::LastAction => undo::last(desk),
        Request::Undo(action) => undo::undo(desk, action),
        Request::Column(request) => column::answer(desk, request),
        Request::Form(wish) => form::answer(desk, wish),
        Request::Change(request) => change::answer(desk, request),
        Request::Task(wish) => task::answer(desk, wish),
        Request::Rule(wish) => rule::answer(desk, wish),
        Request::PlanBoard(scope) => {
            let board = desk.store.plan_board(&reach(desk, scope))?;
            Ok(Reply::PlanBoard(Box::new(board)))
        }
        Request::Wall(paper, folder) => wall::wall(desk, paper, &folder),
        Request::Case(request) => case::answer(desk, *request),
        Request::Operators => operator::all(desk),
        Request::SaveOperator(operator) => operator::save(desk, operator),
        Request::Packs => Ok(operator::packs(&desk.packs)),
        // The loop stops what is under way; what makes a book is answered without one.
        Request::Cancel => Err("没有正在做的事可以停".into()),
        Request::Create(_) | Request::Demo(_) => Err("台账已经打开：请另外新建".into()),
    }
}

/// Answers about sheets that come in, telling how far long work has come.
pub fn sheet(
    desk: &mut Desk,
    request: SheetRequest,
    progress: crate::app::import::Progress<'_>,
) -> Reply {
    let done = desk.follow();
    let done = done.and_then(|()| sheet::answer(desk, request, progress));
    reply(done.and_then(|reply| desk.follow().map(|()| reply)))
}

/// How far a question with this scope reaches.
#[must_use]
pub fn reach(desk: &Desk, scope: Scope) -> Reach {
    page::reach(desk, scope)
}

fn reply(done: Result<Reply, Fault>) -> Reply {
    done.unwrap_or_else(Reply::Failed)
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        let kind = match error {
            StoreError::Busy => FaultKind::Busy,
            StoreError::NotABook(_)
            | StoreError::Newer { .. }
            | StoreError::Older { .. }
            | StoreError::Damaged { .. }
            | StoreError::Torn => FaultKind::Refused,
            _ => FaultKind::Failed,
        };
        Self::new(kind, error.to_string())
    }
}
