//! An inspection in a real terminal: drawn, walked, killed in the middle, gone on with, exported.

mod pty;

use std::path::Path;
use std::process::Command;

use pty::{BACKSPACE, ENTER, ESC, F9, F10, F12, TAB, Terminal, ctrl};
use rustix::process::{Pid, Signal, kill_process};

fn book(home: &Path) -> String {
    let path = home.join("演示.db").display().to_string();
    let written = Command::new(env!("CARGO_BIN_EXE_fupin"))
        .args(["demo", "--households", "120", "--write", &path])
        .env("HOME", home)
        .output()
        .unwrap();
    assert!(written.status.success(), "{written:?}");
    path
}

/// Opens a row of the menu.
fn menu(terminal: &mut Terminal, label: &str) {
    terminal.wait_for("首页");
    terminal.send(F9);
    terminal.wait_for("松垭镇  菜单");
    terminal.send(label);
    terminal.wait_until("the menu's row", |now| now.selected().contains(label));
    terminal.send(ENTER);
}

#[test]
fn an_inspection_is_walked_from_the_draw_to_its_papers() {
    let home = tempfile::tempdir().unwrap();
    let book = book(home.path());
    let args = [
        "--book",
        &book,
        "--today",
        "2018-09-20",
        "--operator",
        "刘晓燕",
    ];
    let mut terminal = Terminal::start(home.path(), &args);
    menu(&mut terminal, "自查抽户");
    terminal.wait_for("抽到的村");
    for (number, behind) in [("1", TAB), ("3", TAB), ("7", ENTER)] {
        terminal.send(&BACKSPACE.repeat(8));
        terminal.send(number);
        terminal.send(behind);
    }
    terminal.wait_for("种子 7");
    terminal.wait_until("three households", |now| {
        let screen = now.screen();
        !screen.contains("数改了") && screen.matches("村").count() >= 4
    });
    terminal.send(&ctrl('s'));
    terminal.wait_for("已存，抽了3户");
    terminal.wait_for("种子7");
    terminal.send(ENTER);
    terminal.wait_for("户口本拿得出来");
    terminal.wait_for("1/4");
    terminal.send("1");
    terminal.wait_for("：合格");
    // An input method sends the digit in full width.
    terminal.send("２");
    terminal.wait_for("已列入整改");
    terminal.send(&ctrl('d'));
    terminal.wait_for("记所见");
    terminal.send("过几天再看");
    terminal.wait_for("过几天再看");
    terminal.send(ENTER);
    terminal.wait_for("所见 过几天再看");

    // The line is cut between two doors: nothing that was answered is lost.
    let process = Pid::from_raw(i32::try_from(terminal.process()).unwrap()).unwrap();
    kill_process(process, Signal::KILL).unwrap();
    let _ = terminal.ended();

    let mut terminal = Terminal::start(home.path(), &args);
    menu(&mut terminal, "检查");
    terminal.wait_for("松垭镇自查2018-09-20");
    terminal.send("2018");
    terminal.wait_until("the look of today", |now| {
        now.selected().contains("松垭镇自查2018-09-20")
    });
    terminal.send(ENTER);
    terminal.wait_for("抽查4 已查0  未销号问题1");
    terminal.send(ENTER);
    // It goes on where it stopped: at the first question that nobody answered.
    terminal.wait_until("the answers given before", |now| {
        let screen = now.screen();
        screen.contains("合格   当面 户口本拿得出来") && screen.contains("不合格 当面")
    });
    let before = terminal.selected();
    assert!(before.contains("未查"), "{before}");
    terminal.send("3");
    terminal.wait_for("：不适用");
    terminal.send(ESC);
    terminal.wait_for("[名单]");
    terminal.send(TAB);
    terminal.wait_for("抽样错退人口/抽样脱贫人口");
    terminal.send(F12);
    terminal.wait_for("检查表和答案已写成");
    terminal.send(F10);
    assert_eq!(terminal.ended().exit_code(), 0);
    terminal.assert_restored();

    let written = |ending: &str| {
        let name = format!("松垭镇自查2018-09-20.{ending}");
        std::fs::read_to_string(home.path().join(name)).unwrap()
    };
    for paper in ["html", "txt", "csv"].map(written) {
        assert!(paper.contains("过几天再看"), "{paper}");
        assert!(paper.contains("不适用"), "{paper}");
    }
}
