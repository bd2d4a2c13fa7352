//! From a typed character to the frame that answers it, in a terminal of 80x24.

mod common;
#[path = "../pty/mod.rs"]
mod pty;

use std::path::Path;
use std::time::{Duration, Instant};

use common::{COUNTY, TODAY, TOWNSHIP, book, memory, quantile};
use pty::{F10, Terminal};

/// A frame is stable when nothing has been written for so long.
const QUIET: Duration = Duration::from_millis(40);

/// What officers type, by kind.
const TYPED: [(&str, &[&str]); 4] = [
    ("首字母", &["zgq", "lxy", "cg", "wjh 2z"]),
    ("拼音", &["zhangguo", "baima", "qinjiafu"]),
    ("汉字", &["张国强", "国", "白马 3组", "没有这人"]),
    ("数字", &["8696", "19660412", "1520000", "42109900"]),
];

fn measure(terminal: &mut Terminal, typed: &str, into: &mut Vec<f64>) {
    let mut line = "查找 ".to_owned();
    for character in typed.chars() {
        let sent = Instant::now();
        terminal.send(&character.to_string());
        line.push(character);
        // A blank is not to be seen; it is answered with the next character.
        if character == ' ' {
            continue;
        }
        let seen = terminal.wait_for(&line);
        let stable = terminal.settle(QUIET).unwrap_or(seen);
        into.push((stable - sent).as_secs_f64() * 1000.0);
    }
    terminal.send("\x1b");
    terminal.settle(QUIET * 3);
}

fn run(home: &Path, households: usize) {
    let book = book(households).display().to_string();
    let mut terminal = Terminal::start(home, &["--book", &book, "--today", TODAY]);
    terminal.wait_for(&format!("建档{households}户"));
    let mut first = Vec::new();
    measure(&mut terminal, "z", &mut first);
    println!(
        "{households} 户: 刚打开就打的第一个字 {:.1} ms",
        quantile(first, 1.0)
    );
    terminal.settle(Duration::from_secs(2));
    let mut all = Vec::new();
    for (kind, typed) in TYPED {
        let mut times = Vec::new();
        for _ in 0..3 {
            for text in typed {
                measure(&mut terminal, text, &mut times);
            }
        }
        line(kind, &times);
        all.extend(times);
    }
    line("合计", &all);
    let kib = memory(terminal.process(), "VmRSS");
    println!("  内存 {} MiB", kib / 1024);
    terminal.send(F10);
    assert_eq!(terminal.ended().exit_code(), 0);
}

fn line(kind: &str, times: &[f64]) {
    let [middle, most, worst] = [0.5, 0.95, 1.0].map(|share| quantile(times.to_vec(), share));
    let keys = times.len();
    println!("  p50 {middle:6.1}  p95 {most:6.1}  最慢 {worst:6.1} ms  {kind}（{keys} 键）");
}

fn main() {
    let home = tempfile::tempdir().unwrap();
    println!("从打字到画面不再变，80x24");
    for households in [TOWNSHIP, COUNTY] {
        run(home.path(), households);
    }
}
