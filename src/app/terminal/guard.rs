//! Entering the terminal, and putting it back however the program ends.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::panic;
use std::path::Path;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::backend::Link;

/// The alternate screen, marked pastes, and a clean pen. No mouse: it would take away the
/// terminal's own copying.
const ENTER: &str = "\x1b[?1049h\x1b[?2004h\x1b[m\x1b[2J\x1b[H";
/// All of it undone, whatever state a broken frame left.
const LEAVE: &str = "\x1b[r\x1b[m\x1b[?2004l\x1b[?1049l\x1b[?25h";

static ENTERED: AtomicBool = AtomicBool::new(false);
static HOOK: Once = Once::new();

/// Why the screens cannot be shown here. The words are ASCII, as Chinese may not be readable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Input or output is a file or a pipe.
    #[error("fupin: not a terminal; for scripts see: fupin help")]
    NotATerminal,
    /// `TERM` says that the terminal can do nothing.
    #[error("fupin: TERM is unset or dumb; set it, e.g. TERM=xterm")]
    Dumb,
    /// The bare console of Linux has no Chinese characters.
    #[error("fupin: this console cannot show Chinese; log in by SSH, or use fbterm or kmscon")]
    Console,
    /// The terminal reads another encoding than UTF-8.
    #[error(
        "fupin: this terminal is not UTF-8; set its character set to UTF-8 (PuTTY: Window > Translation) and start again"
    )]
    NotUtf8,
}

/// Holds the terminal; dropping it puts the terminal back.
#[derive(Debug)]
pub struct Guard(());

impl Guard {
    /// Checks that the terminal will do, and enters raw mode and the alternate screen.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] as an [`io::Error`], or what the terminal answered.
    pub fn enter() -> io::Result<Self> {
        let term = std::env::var("TERM").unwrap_or_default();
        let both = io::stdin().is_terminal() && io::stdout().is_terminal();
        refuse(both, &term, tty_name().as_deref()).map_err(io::Error::other)?;
        HOOK.call_once(hook);
        enable_raw_mode()?;
        ENTERED.store(true, Ordering::SeqCst);
        let guard = Self(());
        Link.write_all(ENTER.as_bytes())?;
        Ok(guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Puts the terminal back, once; any thread may call it.
pub fn restore() {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    // Nothing can be done about a terminal that is gone.
    let _ = disable_raw_mode();
    if may_write() {
        let _ = Link.write_all(LEAVE.as_bytes());
    }
}

/// Whether a write would not hang, as on a line stopped by Ctrl-S.
fn may_write() -> bool {
    let patience = Timespec {
        tv_sec: 0,
        tv_nsec: 300_000_000,
    };
    let mut fds = [PollFd::new(&Link, PollFlags::OUT)];
    poll(&mut fds, Some(&patience)).is_ok_and(|ready| ready > 0)
        && fds[0].revents().contains(PollFlags::OUT)
}

/// A panic's message is written after the terminal is back, where it can be read.
fn hook() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        restore();
        before(info);
    }));
}

fn refuse(terminal: bool, term: &str, tty: Option<&str>) -> Result<(), Refusal> {
    if !terminal {
        return Err(Refusal::NotATerminal);
    }
    if term.is_empty() || term == "dumb" {
        return Err(Refusal::Dumb);
    }
    // Not by TERM: fbterm and kmscon keep it, and they can show Chinese on a terminal of their own.
    let number = tty.and_then(|name| name.strip_prefix("/dev/tty"));
    if number.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit())) {
        return Err(Refusal::Console);
    }
    Ok(())
}

fn tty_name() -> Option<String> {
    let target = fs::read_link(Path::new("/proc/self/fd/0")).ok()?;
    Some(target.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_console_without_chinese_is_refused_in_ascii() {
        let cases = [
            (false, "xterm", None, Err(Refusal::NotATerminal)),
            (true, "", None, Err(Refusal::Dumb)),
            (true, "dumb", Some("/dev/pts/0"), Err(Refusal::Dumb)),
            (true, "linux", Some("/dev/tty1"), Err(Refusal::Console)),
            (true, "linux", Some("/dev/ttyS0"), Ok(())),
            (true, "xterm", Some("/dev/pts/3"), Ok(())),
        ];
        for (terminal, term, tty, expected) in cases {
            assert_eq!(refuse(terminal, term, tty), expected);
            if let Err(refusal) = expected {
                assert!(refusal.to_string().is_ascii());
            }
        }
    }

    #[test]
    fn a_terminal_never_entered_is_left_alone() {
        restore();
        assert!(!ENTERED.load(Ordering::SeqCst));
    }
}
