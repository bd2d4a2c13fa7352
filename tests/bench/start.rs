//! From the start of the program to 首页 with its counts, in a terminal of 80x24, against the
//! whole run of `sqlite3` for one page of rows.

mod common;
#[path = "../pty/mod.rs"]
mod pty;

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use common::{COUNTY, TODAY, TOWNSHIP, book, median, memory, sqlite3};
use pty::{F10, Terminal};

const RUNS: usize = 15;
const PAGE: &str = "select id, code, head_name, village from household order by id limit 22";

/// Milliseconds to the counts and to the whole of 首页; KiB at rest.
struct Start {
    counts: f64,
    whole: f64,
    memory: u64,
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn start(home: &Path, book: &Path, households: usize) -> Start {
    let book = book.display().to_string();
    let mut terminal = Terminal::start(home, &["--book", &book, "--today", TODAY]);
    let counts = terminal.wait_for(&format!("建档{households}户"));
    let whole = terminal.wait_until("all of 首页", |now| !now.screen().contains("正在"));
    // Whatever is loaded beside the loop shall be loaded.
    terminal.settle(Duration::from_millis(700));
    let started = terminal.started;
    let kib = memory(terminal.process(), "VmRSS");
    terminal.send(F10);
    assert_eq!(terminal.ended().exit_code(), 0);
    Start {
        counts: milliseconds(counts - started),
        whole: milliseconds(whole.max(counts) - started),
        memory: kib,
    }
}

fn peer(book: &Path) -> Option<f64> {
    let mut command = sqlite3(book)?;
    command.arg(PAGE).stdout(Stdio::null());
    let started = Instant::now();
    assert!(command.status().unwrap().success());
    Some(milliseconds(started.elapsed()))
}

fn main() {
    let home = tempfile::tempdir().unwrap();
    println!("80x24，{RUNS} 次取中间");
    for households in [TOWNSHIP, COUNTY] {
        let book = book(households);
        let mut peers = Vec::new();
        let mut starts = Vec::new();
        for _ in 0..RUNS {
            peers.extend(peer(&book));
            starts.push(start(home.path(), &book, households));
        }
        let counts = median(starts.iter().map(|start| start.counts));
        let whole = median(starts.iter().map(|start| start.whole));
        let memory = starts.iter().map(|start| start.memory).max().unwrap_or(0) / 1024;
        println!("{households} 户: 首页户数 {counts:.1} ms，全页 {whole:.1} ms，内存 {memory} MiB");
        if !peers.is_empty() {
            let peer = median(peers);
            println!("  sqlite3 {peer:.1} ms [{:.2}x]", counts / peer);
        }
    }
}
