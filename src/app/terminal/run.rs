//! The loop: settle, draw, wait.

use std::io;

use ratatui::Terminal;

use super::backend::{Link, Tty};
use super::input::Inbox;
use crate::tui::Shell;

/// Runs until the officer leaves.
///
/// `settle` answers the letters of the shell and passes on what workers have sent, until nothing is
/// left to do; it is called after every batch of events and whenever a [`Waker`](super::Waker) was
/// used. One picture is drawn for a batch, however many keys were in it.
///
/// # Errors
///
/// The terminal is gone.
pub fn run(
    shell: &mut Shell,
    inbox: &mut Inbox,
    mono: bool,
    mut settle: impl FnMut(&mut Shell),
) -> io::Result<()> {
    let mut terminal: Terminal<Tty<Link>> = Terminal::new(Tty::stdout(mono))?;
    settle(shell);
    while shell.is_running() {
        if shell.take_redraw() {
            terminal.clear()?;
        }
        terminal.draw(|frame| shell.view(frame))?;
        let batch = inbox.wait()?;
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
