//! The loop: settle, draw, wait.

use std::io;

use ratatui::Terminal;

use super::backend::{Link, Tty};
use super::guard::Refusal;
use super::input::Inbox;
use super::probe::Ways;
use crate::tui::Shell;

/// Runs until the officer leaves.
///
/// `settle` answers the letters of the shell and passes on what workers have sent, until nothing is
/// left to do; it is called after every batch of events and whenever a [`Waker`](super::Waker) was
/// used. One picture is drawn for a batch, however many keys were in it.
///
/// # Errors
///
/// The terminal is gone, or, as a [`Refusal`], it is not UTF-8.
pub fn run(
    shell: &mut Shell,
    inbox: &mut Inbox,
    mono: bool,
    mut settle: impl FnMut(&mut Shell),
) -> io::Result<()> {
    let mut terminal: Terminal<Tty<Link>> = Terminal::new(Tty::stdout(mono))?;
    inbox.ask_ways()?;
    settle(shell);
    while shell.is_running() {
        if shell.take_redraw() {
            terminal.clear()?;
        }
        terminal.draw(|frame| shell.view(frame))?;
        let batch = inbox.wait()?;
        match batch.ways {
            Some(Ways::Wide) => {
                terminal.backend_mut().narrow();
                terminal.clear()?;
            }
            Some(Ways::NotUtf8) => return Err(io::Error::other(Refusal::NotUtf8)),
            Some(Ways::Plain) | None => {}
        }
        for event in batch.events {
            shell.update(event);
            // A key must meet the screen that the key before it has led to.
            settle(shell);
        }
        if batch.woken {
            settle(shell);
        }
    }
    Ok(())
}
