//! Books to measure with, what a command costs, and a table of the results.
//!
//! Times say little on a shared machine; the ratios of one run are what counts.

#![allow(
    dead_code,
    reason = "each program that includes this uses its own part"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The program, built as it is released.
pub const FUPIN: &str = env!("CARGO_BIN_EXE_fupin");
/// Households of a township and of a county.
pub const TOWNSHIP: usize = 3_000;
pub const COUNTY: usize = 60_000;
/// The day at which the synthetic books stand still.
pub const TODAY: &str = "2018-09-20";

/// Where books and sheets are kept from one run to the next.
pub fn folder() -> PathBuf {
    let target = Path::new(FUPIN).ancestors().nth(2).unwrap();
    let folder = target.join("bench-books");
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A synthetic book of so many households; one that this program can read is used again.
pub fn book(households: usize) -> PathBuf {
    let path = folder().join(format!("demo-{households}.db"));
    let readable = |path: &Path| {
        let mut look = fupin(path);
        look.args(["log", "--limit", "1"]);
        path.exists() && look.output().unwrap().status.success()
    };
    if !readable(&path) {
        remove(&path);
        println!("写 {households} 户的演示台账……");
        let mut write = fupin(&path);
        write.args(["demo", "--households", &households.to_string(), "--write"]);
        done(write.arg(&path));
    }
    path
}

/// The program upon a book.
pub fn fupin(book: &Path) -> Command {
    let mut command = Command::new(FUPIN);
    command.env("FUPIN_BOOK", book).env("FUPIN_TODAY", TODAY);
    command
}

/// The `sqlite3` command upon a book, where it is installed.
pub fn sqlite3(book: &Path) -> Option<Command> {
    let there = Command::new("sqlite3").arg("--version").output().is_ok();
    if !there {
        println!("没有装 sqlite3 命令，不算比值");
    }
    there.then(|| {
        let mut command = Command::new("sqlite3");
        command.arg(book);
        command
    })
}

/// Removes a book with the files beside it.
pub fn remove(book: &Path) {
    for end in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{end}", book.display()));
    }
}

/// Runs a command that must succeed; 3 says that some rows were refused.
pub fn done(command: &mut Command) {
    let output = command.output().unwrap();
    let well = matches!(output.status.code(), Some(0 | 3));
    assert!(well, "{}", String::from_utf8_lossy(&output.stderr));
}

/// What running a command took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// Seconds from start to end.
    pub wall: f64,
    /// Seconds of processor time, in hundredths.
    pub cpu: f64,
    /// The most memory it held, in KiB.
    pub peak: u64,
}

/// Runs a command that must succeed and says what it took.
pub fn cost(command: &mut Command) -> Cost {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let before = cpu_of_children();
    let started = Instant::now();
    let mut child = command.spawn().unwrap();
    let mut peak = 0;
    let status = loop {
        peak = peak.max(memory(child.id(), "VmHWM"));
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None => thread::sleep(Duration::from_millis(2)),
        }
    };
    let wall = started.elapsed().as_secs_f64();
    assert!(matches!(status.code(), Some(0 | 3)), "{command:?}");
    Cost {
        wall,
        cpu: cpu_of_children() - before,
        peak,
    }
}

/// A line of `/proc/PID/status` in KiB: `VmHWM` the most so far, `VmRSS` now.
pub fn memory(process: u32, line: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let found = status.lines().find_map(|now| now.strip_prefix(line));
    let number = found.and_then(|rest| rest.split_whitespace().nth(1));
    number.and_then(|kib| kib.parse().ok()).unwrap_or_default()
}

/// Processor time of all children that have ended, in seconds.
fn cpu_of_children() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(13).take(2);
    ticks.filter_map(|n| n.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// The middle one.
pub fn median(of: impl IntoIterator<Item = f64>) -> f64 {
    quantile(of, 0.5)
}

/// The one below which this share lies.
pub fn quantile(of: impl IntoIterator<Item = f64>, share: f64) -> f64 {
    let mut all: Vec<f64> = of.into_iter().collect();
    all.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a place in a short list"
    )]
    let at = ((all.len().saturating_sub(1)) as f64 * share).round() as usize;
    all.get(at).copied().unwrap_or_default()
}

/// The median of several runs, number by number.
pub fn typical(costs: &[Cost]) -> Cost {
    let mut peaks: Vec<u64> = costs.iter().map(|cost| cost.peak).collect();
    peaks.sort_unstable();
    Cost {
        wall: median(costs.iter().map(|cost| cost.wall)),
        cpu: median(costs.iter().map(|cost| cost.cpu)),
        peak: peaks[peaks.len() / 2],
    }
}

/// Prints costs, with their ratios to the first line where that is the peer.
pub fn table(lines: &[(&str, Cost)], peer: bool) {
    println!("{:>9} {:>9} {:>10}", "wall s", "cpu s", "peak MiB");
    let first = lines[0].1;
    for (name, cost) in lines {
        let mib = cost.peak / 1024;
        print!("{:>9.2} {:>9.2} {mib:>10}  {name}", cost.wall, cost.cpu);
        if peer {
            print!(
                "  [wall {:.2}x, cpu {:.2}x]",
                cost.wall / first.wall,
                cost.cpu / first.cpu
            );
        }
        println!();
    }
}
