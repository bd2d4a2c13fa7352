//! The real program in a pseudo-terminal, and the screen that an officer would see.

#![allow(
    dead_code,
    reason = "each program that includes this uses its own part"
)]

use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{
    Child, CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty, native_pty_system,
};

/// How long anything may take before it counts as never; a loaded machine needs it.
pub const PATIENCE: Duration = Duration::from_secs(20);

pub const ENTER: &str = "\r";
pub const TAB: &str = "\t";
pub const BACKSPACE: &str = "\x7f";
pub const ESC: &str = "\x1b";
pub const DOWN: &str = "\x1b[B";
pub const F3: &str = "\x1bOR";
pub const F7: &str = "\x1b[18~";
pub const F9: &str = "\x1b[20~";
pub const F10: &str = "\x1b[21~";
pub const F12: &str = "\x1b[24~";

/// What a letter typed with Ctrl sends.
pub fn ctrl(letter: char) -> String {
    char::from(letter as u8 & 0x1f).to_string()
}

pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    /// Kept open, so that what the program left behind can still be looked at.
    _slave: Box<dyn SlavePty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    reader: Reader,
    screen: vt100::Parser,
    /// The columns that the terminal answers with when it is asked where its cursor stands.
    answers: Vec<u16>,
    before: String,
    /// When the program was started.
    pub started: Instant,
}

impl Terminal {
    /// Starts the program at 80x24 with nothing of this machine but a home of its own.
    pub fn start(home: &Path, args: &[&str]) -> Self {
        let size = PtySize {
            rows: 24,
            cols: 80,
            ..PtySize::default()
        };
        let pty = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_fupin"));
        command.env_clear();
        for (name, value) in [("TERM", "xterm-256color"), ("LC_ALL", "C"), ("TZ", "UTC")] {
            command.env(name, value);
        }
        for name in ["HOME", "TMPDIR"] {
            command.env(name, home);
        }
        command.args(args);
        command.cwd(home);
        let before = format!("{:?}", pty.master.get_termios());
        let keyboard = pty.master.take_writer().unwrap();
        let reader = Reader::start(pty.master.try_clone_reader().unwrap());
        let started = Instant::now();
        let child = pty.slave.spawn_command(command).unwrap();
        Self {
            master: pty.master,
            _slave: pty.slave,
            child,
            keyboard,
            reader,
            screen: vt100::Parser::new(size.rows, size.cols, 0),
            answers: Vec::new(),
            before,
            started,
        }
    }

    /// The same terminal, answering with these columns, one after the other, when it is asked where
    /// its cursor stands; as often as it is asked more, with the last.
    pub fn answering(mut self, columns: &[u16]) -> Self {
        self.answers = columns.iter().rev().copied().collect();
        self
    }

    /// Takes what the program wrote.
    fn take(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
        let asked = bytes.windows(4).filter(|four| four == b"\x1b[6n").count();
        for _ in 0..asked {
            let Some(column) = self.answers.last().copied() else {
                return;
            };
            if self.answers.len() > 1 {
                self.answers.pop();
            }
            self.send(&format!("\x1b[1;{}R", column + 1));
        }
    }

    pub fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    pub fn send(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    pub fn screen(&self) -> String {
        self.screen.screen().contents()
    }

    /// The line that is selected or being filled in.
    pub fn selected(&self) -> String {
        let screen = self.screen();
        let line = screen.lines().find(|line| line.starts_with('>'));
        line.unwrap_or_default().to_owned()
    }

    /// Shows what arrives until `seen`; the time at which it arrived.
    #[track_caller]
    pub fn wait_until(&mut self, what: &str, seen: impl Fn(&Self) -> bool) -> Instant {
        let deadline = Instant::now() + PATIENCE;
        let mut at = Instant::now();
        while !seen(self) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.reader.output.recv_timeout(left) {
                Ok((when, bytes)) => {
                    at = when;
                    self.take(&bytes);
                }
                Err(why) => panic!("{why}: no {what} in\n{}", self.screen()),
            }
        }
        at
    }

    /// Waits for a text on the screen.
    #[track_caller]
    pub fn wait_for(&mut self, text: &str) -> Instant {
        self.wait_until(text, |terminal| terminal.screen().contains(text))
    }

    /// Shows what arrives until nothing has for so long; when the last of it arrived, if any did.
    pub fn settle(&mut self, quiet: Duration) -> Option<Instant> {
        let mut last = None;
        loop {
            match self.reader.output.recv_timeout(quiet) {
                Ok((when, bytes)) => {
                    last = Some(when);
                    self.take(&bytes);
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return last,
            }
        }
    }

    /// Whether keys go to the program one by one, unseen, as the screens need it.
    pub fn is_raw(&self) -> bool {
        format!("{:?}", self.master.get_termios()) != self.before
    }

    /// Waits for the end of the program.
    #[track_caller]
    pub fn ended(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(
                Instant::now() < deadline,
                "still running:\n{}",
                self.screen()
            );
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// The terminal as it was before: keys cooked, the shell's own lines, a cursor.
    #[track_caller]
    pub fn assert_restored(&mut self) {
        self.wait_until("end of the screens", |terminal| {
            let screen = terminal.screen.screen();
            !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
        });
        assert!(!self.is_raw());
    }

    /// Cuts the line, as when a modem hangs up or a window is closed.
    pub fn hang_up(mut self) -> Box<dyn Child + Send + Sync> {
        self.reader.stop.store(true, Ordering::SeqCst);
        // What is drawn anew lets the reader see that it shall stop.
        self.send(&ctrl('l'));
        self.reader.thread.join().unwrap();
        self.child
    }
}

/// Takes what the program writes off its hands, with the time it came.
struct Reader {
    output: Receiver<(Instant, Vec<u8>)>,
    stop: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Reader {
    fn start(mut from: Box<dyn Read + Send>) -> Self {
        let (sender, output) = mpsc::channel();
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = thread::spawn(move || {
            let mut bytes = [0; 16 * 1024];
            while let Ok(n @ 1..) = from.read(&mut bytes) {
                let sent = sender.send((Instant::now(), bytes[..n].to_vec()));
                if sent.is_err() || stopped.load(Ordering::SeqCst) {
                    return;
                }
            }
        });
        Self {
            output,
            stop,
            thread,
        }
    }
}
