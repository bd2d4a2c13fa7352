//! Ending when the line is lost or the system says so.
//!
//! The main thread may be stuck then: in a write that nobody reads, or in a read loop of a library
//! that never sees the end. So two threads wait beside it, asleep until something happens. What
//! the officer typed is in the book by then.

use std::io;
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::guard::restore;

/// Set once the threads run: the welcome and then the book's screens both ask for them.
static STARTED: AtomicBool = AtomicBool::new(false);

/// Starts both threads, once in the life of the program.
///
/// # Errors
///
/// When the system gives no thread or no signal handler.
pub fn start() -> io::Result<()> {
    if STARTED.swap(true, Ordering::Relaxed) {
        return Ok(());
    }
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    thread::Builder::new()
        .name("signals".into())
        .spawn(move || {
            if let Some(signal) = signals.forever().next() {
                end(signal);
            }
        })?;
    thread::Builder::new().name("line".into()).spawn(|| {
        wait_for_hangup();
        end(SIGHUP);
    })?;
    Ok(())
}

/// Sleeps until the terminal is gone. Asking for no event still reports that one, also where
/// SIGHUP is ignored, as under nohup.
fn wait_for_hangup() {
    let stdin = rustix::stdio::stdin();
    let lost = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
    loop {
        let mut fds = [PollFd::new(&stdin, PollFlags::empty())];
        match poll(&mut fds, None) {
            Ok(_) if fds[0].revents().intersects(lost) => return,
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(_) => return,
        }
    }
}

fn end(signal: i32) -> ! {
    restore();
    process::exit(128 + signal)
}
