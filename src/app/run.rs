//! From the command line to the exit code.

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rustix::fs::Mode;
use rustix::process::{Resource, Rlimit, Signal, setrlimit, umask};

use super::{Desk, Session, interface, serve};
use crate::cli::{self, Cli, Command, Exit, Given, Output, Parsed, Run};
use crate::port::{Fault, FaultKind, Reply, Request};

/// Runs the program and returns how it ended.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    keep_private();
    survive_limits();
    let mut stdout = BufWriter::new(io::stdout());
    let mut stderr = io::stderr();
    let done = match cli::parse(args) {
        Parsed::Show(text) => stdout.write_all(text.as_bytes()).map(|()| Exit::Done),
        Parsed::Wrong(text) => writeln!(stderr, "{text}").map(|()| Exit::Usage),
        Parsed::Run(cli) => run(&cli, &mut stdout, &mut stderr),
    };
    let exit = done.and_then(|exit| stdout.flush().map(|()| exit));
    // A closed pipe is no fault: whoever read it had enough.
    let exit = exit.unwrap_or_else(|error| {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Exit::Done;
        }
        let _ = writeln!(stderr, "写不出去（{error}）：请检查磁盘空间和权限");
        Exit::Failed
    });
    // What is still gathered has been flushed or has nowhere to go.
    let _ = stdout.into_parts();
    ExitCode::from(exit.code())
}

/// Files of others' eyes only by intent, and no copy of the memory on disk after a crash.
fn keep_private() {
    umask(Mode::RWXG | Mode::RWXO);
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    // Where it is not allowed, the program still works.
    let _ = setrlimit(Resource::Core, none);
}

/// A file that may not grow (`ulimit -f`) is an error to tell, as a full disk is, not a death.
fn survive_limits() {
    let met = Arc::new(AtomicBool::new(false));
    // Without it, the program only ends less politely.
    let _ = signal_hook::flag::register(Signal::XFSZ.as_raw(), met);
}

fn run(cli: &Cli, stdout: &mut dyn Write, stderr: &mut dyn Write) -> io::Result<Exit> {
    let mut out = Output {
        stdout,
        stderr,
        json: cli.options.json,
        color: cli.options.colored(io::stdout().is_terminal()),
    };
    let session = match Session::new(&cli.options) {
        Ok(session) => session,
        Err(fault) => return out.unexpected(&Reply::Failed(fault)),
    };
    let shown = match &cli.command {
        Some(Command::Demo(args)) if args.opens().is_some() => {
            show_demo(&session, args.opens().flatten())
        }
        Some(command) => return subcommand(command.run(), &session, &mut out),
        None => interface::open(&session),
    };
    match shown {
        Ok(()) => Ok(Exit::Done),
        // Nobody is there to be told.
        Err(fault) if fault.kind == FaultKind::Gone => Ok(Exit::Gone),
        Err(fault) => out.unexpected(&Reply::Failed(fault)),
    }
}

/// The interface on a throw-away copy of the demo township.
fn show_demo(session: &Session, pack: Option<&str>) -> Result<(), Fault> {
    let shown = serve::demo::Shown::new(session, pack)?;
    interface::show(&shown.session, shown.desk()?, "演示")
}

fn subcommand(command: &dyn Run, session: &Session, out: &mut Output<'_>) -> io::Result<Exit> {
    let given = Given {
        dictionary: &session.dictionary,
        today: session.today,
        scope: session.scope,
        json: out.json,
    };
    let requests = match command.requests(given) {
        Ok(requests) => requests,
        Err(usage) => {
            out.say(&usage.0)?;
            return Ok(Exit::Usage);
        }
    };
    if requests.is_empty() {
        return command.alone(out);
    }
    let mut desk = None;
    let mut worst = Exit::Done;
    for request in requests {
        let reply = answer(session, &mut desk, request).unwrap_or_else(Reply::Failed);
        worst = worst.worst(command.answer(reply, out)?);
    }
    Ok(worst)
}

/// The book is opened by the first request that needs it.
fn answer(session: &Session, desk: &mut Option<Desk>, request: Request) -> Result<Reply, Fault> {
    let request = match serve::without_book(session, request) {
        Ok(reply) => return Ok(reply),
        Err(request) => *request,
    };
    let desk = match desk {
        Some(desk) => desk,
        None => desk.insert(Desk::open(session)?),
    };
    Ok(serve::answer(desk, request))
}
