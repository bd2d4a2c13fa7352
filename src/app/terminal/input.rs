//! What happens at the terminal, a batch at a time, without waking up in between.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::time::Duration;

use ratatui::crossterm::event::{self, Event as Raw};
use ratatui::crossterm::terminal;
use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::SIGWINCH;

use super::backend::Link;
use super::probe::{self, Ways};
use super::rejoin;
use crate::tui::Event;

/// How long the end of a key sequence may take on a slow line.
const PATIENCE: Duration = Duration::from_millis(50);

/// The most events taken at once, so that an endless paste still shows.
const BATCH: usize = 4096;

/// What a wait brought.
#[derive(Debug, Default)]
pub struct Batch {
    /// What the officer did, in order.
    pub events: Vec<Event>,
    /// Whether a worker called: look at its channel.
    pub woken: bool,
    /// How the terminal reads and draws, once it has said so.
    pub ways: Option<Ways>,
}

/// Wakes the loop from a worker thread, after it has sent something.
#[derive(Clone, Debug)]
pub struct Waker(Arc<UnixStream>);

impl Waker {
    /// Wakes it. Calls before it looks are one call.
    pub fn wake(&self) {
        // A full pipe wakes as well as one byte more.
        let _ = (&*self.0).write(&[1]);
    }
}

/// Waits for keys, for the terminal's size to change, and for workers.
#[derive(Debug)]
pub struct Inbox {
    woken: UnixStream,
    resized: UnixStream,
    waker: Waker,
    size: (u16, u16),
    /// Whether the terminal was asked how it draws and may still answer.
    asked: bool,
}

impl Inbox {
    /// Opens it; the terminal must be in raw mode.
    ///
    /// # Errors
    ///
    /// When the system gives no pipe or no signal handler.
    pub fn new() -> io::Result<Self> {
        let (woken, waker) = pair()?;
        let (resized, winch) = pair()?;
        signal_hook::low_level::pipe::register(SIGWINCH, winch)?;
        Ok(Self {
            woken,
            resized,
            waker: Waker(Arc::new(waker)),
            size: terminal::size().unwrap_or_default(),
            asked: false,
        })
    }

    /// Asks the terminal how it reads and draws; the answer comes in a batch, or never.
    ///
    /// # Errors
    ///
    /// The terminal is gone.
    pub fn ask_ways(&mut self) -> io::Result<()> {
        probe::ask(&mut Link)?;
        self.asked = true;
        Ok(())
    }

    /// A waker for a worker.
    #[must_use]
    pub fn waker(&self) -> Waker {
        self.waker.clone()
    }

    /// Sleeps until something happens, then takes all that is waiting.
    ///
    /// # Errors
    ///
    /// The terminal is gone.
    pub fn wait(&mut self) -> io::Result<Batch> {
        let ready = self.sleep()?;
        let mut batch = Batch {
            events: Vec::new(),
            woken: drain(&mut self.woken),
            ways: None,
        };
        if drain(&mut self.resized) {
            let size = terminal::size()?;
            if size != self.size {
                self.size = size;
                batch.events.push(Event::Resize);
            }
        }
        if ready {
            let raw = read()?;
            // Something came that is no key: the answer. A key first means that there is none.
            if std::mem::take(&mut self.asked) && raw.is_empty() {
                batch.ways = Some(probe::answer());
            }
            batch.events.extend(rejoin::join(&raw));
        }
        Ok(batch)
    }

    /// Whether keys are waiting.
    fn sleep(&self) -> io::Result<bool> {
        let stdin = rustix::stdio::stdin();
        let mut fds = [
            PollFd::new(&stdin, PollFlags::IN),
            PollFd::new(&self.woken, PollFlags::IN),
            PollFd::new(&self.resized, PollFlags::IN),
        ];
        match poll(&mut fds, None) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let keys = fds[0].revents();
        if keys.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        Ok(keys.contains(PollFlags::IN))
    }
}

/// Reads all that is waiting, and the rest of a sequence that a slow line has cut.
fn read() -> io::Result<Vec<Raw>> {
    let mut batch = Vec::new();
    loop {
        let patience = if rejoin::is_cut(&batch) {
            PATIENCE
        } else {
            Duration::ZERO
        };
        if batch.len() >= BATCH || !event::poll(patience)? {
            return Ok(batch);
        }
        batch.push(event::read()?);
    }
}

fn pair() -> io::Result<(UnixStream, UnixStream)> {
    let (read, write) = UnixStream::pair()?;
    read.set_nonblocking(true)?;
    write.set_nonblocking(true)?;
    Ok((read, write))
}

/// Empties a pipe; whether there was anything in it.
fn drain(pipe: &mut UnixStream) -> bool {
    let mut bytes = [0; 64];
    let mut some = false;
    while pipe.read(&mut bytes).is_ok_and(|n| n > 0) {
        some = true;
    }
    some
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_calls_wake_once() {
        let (mut woken, waker) = pair().unwrap();
        let waker = Waker(Arc::new(waker));
        assert!(!drain(&mut woken));
        for _ in 0..100_000 {
            waker.wake();
        }
        assert!(drain(&mut woken));
        assert!(!drain(&mut woken));
    }
}
