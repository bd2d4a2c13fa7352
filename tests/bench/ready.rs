//! 检查准备 in a terminal of 80x24: from F5 to the screen with whom one waits for, and to all
//! villages with their counts; then a village, and a household's points. The first opening works
//! out what 首页 did not, the others find the answers as they are kept.

mod common;
#[path = "../pty/mod.rs"]
mod pty;

use std::time::{Duration, Instant};

use common::{COUNTY, TODAY, book, median};
use pty::{F10, Terminal};

const RUNS: usize = 7;
const F2: &str = "\x1bOQ";
const F5: &str = "\x1b[15~";
/// A township, and a county's book beside it to see what grows.
const SIZES: [usize; 2] = [1_000, COUNTY];

fn ms(started: Instant) -> f64 {
    started.elapsed().as_secs_f64() * 1000.0
}

/// Milliseconds to the screen and to all that stands on it.
struct Opened {
    screen: f64,
    whole: f64,
}

fn open(terminal: &mut Terminal) -> Opened {
    let started = Instant::now();
    terminal.send(F5);
    // 首页 says when the next one is, too: the title tells the screens apart.
    terminal.wait_until("检查准备", |now| {
        let screen = now.screen();
        screen.contains("检查准备") && screen.contains("下次检查 9月26日")
    });
    let screen = ms(started);
    terminal.wait_until("all villages", |now| now.screen().contains("户要补要改 共"));
    Opened {
        screen,
        whole: ms(started),
    }
}

fn measure(households: usize) {
    let home = tempfile::tempdir().unwrap();
    let path = book(households).display().to_string();
    let (mut first, mut screens, mut wholes, mut points) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let mut terminal = Terminal::start(home.path(), &["--book", &path, "--today", TODAY]);
        terminal.wait_until("all of 首页", |now| {
            let screen = now.screen();
            screen.contains("逾期和今明两天 (") && !screen.contains("正在")
        });
        terminal.settle(Duration::from_millis(700));
        first.push(open(&mut terminal).whole);
        terminal.send(F2);
        terminal.settle(Duration::from_millis(200));
        let again = open(&mut terminal);
        screens.push(again.screen);
        wholes.push(again.whole);
        terminal.send("\t");
        terminal.settle(Duration::from_millis(200));
        let started = Instant::now();
        terminal.send("\r");
        terminal.wait_until("points", |now| now.screen().contains("Ctrl-N:情况说明"));
        points.push(ms(started));
        terminal.send(F10);
        assert_eq!(terminal.ended().exit_code(), 0);
    }
    println!("{households} 户");
    println!("  按 F5 到看见下次检查: {:.0} ms", median(screens));
    println!(
        "  按 F5 到各村的数齐了: {:.0} ms，开机后第一次 {:.0} ms",
        median(wholes),
        median(first)
    );
    println!("  一户要补要改的各条: {:.0} ms", median(points));
}

fn main() {
    for households in SIZES {
        measure(households);
    }
}
