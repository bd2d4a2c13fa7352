//! The first start: no book is there yet; a welcome makes one, then it is opened as any other.

use std::rc::Rc;
use std::sync::Arc;

use super::terminal::{self, Guard, Inbox, watch};
use super::{Desk, Session, interface, serve};
use crate::port::{Fault, FaultKind, Reply, Scope};
use crate::tui::screens::welcome::Welcome;
use crate::tui::theme::Theme;
use crate::tui::{Cmd, Event, Given, Shell};

/// Shows the welcome until a book is made or the officer leaves; a book made is then shown.
///
/// # Errors
///
/// When no terminal is there to show it on, or the new book cannot be opened.
pub(super) fn welcome(session: &Session) -> Result<(), Fault> {
    let failed = |error: std::io::Error| Fault::from(error.to_string());
    let guard = Guard::enter().map_err(failed)?;
    watch::start().map_err(failed)?;
    let mut inbox = Inbox::new().map_err(failed)?;
    let mut shell = shell(session);
    let mut desk = None;
    let done = terminal::run(&mut shell, &mut inbox, !session.color, |shell| {
        settle(session, shell, &mut desk);
    });
    settle(session, &mut shell, &mut desk);
    drop(inbox);
    drop(guard);
    done.map_err(|_| Fault::new(FaultKind::Gone, "终端已断开"))?;
    match desk {
        Some(desk) => interface::show(session, desk, ""),
        None => Ok(()),
    }
}

fn shell(session: &Session) -> Shell {
    let dictionary = Arc::clone(&session.dictionary);
    let given = Rc::new(Given::new(dictionary, session.today, Scope::Township));
    let theme = if session.color {
        Theme::ansi()
    } else {
        Theme::plain()
    };
    let welcome = Welcome::new(&given, |_| Cmd::quit());
    Shell::new(welcome, given, theme, &[])
}

/// Answers without a book until one is made, then at it.
fn settle(session: &Session, shell: &mut Shell, desk: &mut Option<Desk>) {
    loop {
        let letters = shell.take_letters();
        if letters.is_empty() {
            return;
        }
        for letter in letters {
            let reply = match (serve::without_book(session, letter.request), &mut *desk) {
                (Ok(reply), _) => reply,
                (Err(request), Some(desk)) => serve::answer(desk, *request),
                (Err(_), None) => Reply::Failed("还没有台账".into()),
            };
            if desk.is_none() && matches!(reply, Reply::Done(_)) {
                *desk = Desk::open(session).ok();
            }
            shell.update(Event::Reply(letter.from, reply));
        }
    }
}
