//! Printing from the interface: of a household, of a village, of marked rows.

mod pty;
mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use fupin::tui::key::Key;
use pty::{ENTER, ESC, F3, F10, F12, Terminal, ctrl};
use support::Session;
use support::picture::same_pictures;

#[test]
fn a_card_and_a_village_ask_which_paper() {
    let mut session = Session::open();
    session.press(&[Key::f(3)]).write("zgq 3组");
    session.press(&[Key::ENTER, Key::f(12)]);
    same_pictures(&session, "card-papers");
    session.press(&[Key::ESC, Key::f(6)]).write("bmm");
    session.press(&[Key::ENTER, Key::ctrl('w')]);
    same_pictures(&session, "village-papers");
}

#[test]
fn marked_villages_can_be_printed_too() {
    let mut session = Session::open();
    // F12 lists the ledger first, where rows can be marked.
    session.press(&[Key::f(6), Key::f(12), Key::INSERT, Key::f(12)]);
    assert!(
        session.screen().contains("打印标记的一口清"),
        "{}",
        session.screen()
    );
}

/// The only file in the folder that has this in its name and ends so.
fn text_of(home: &Path, name: &str) -> String {
    let files = fs::read_dir(home).unwrap().map(|file| file.unwrap().path());
    let called = |path: &std::path::PathBuf| {
        let file = path.file_name().unwrap().to_str().unwrap();
        file.contains(name) && path.extension().is_some_and(|found| found == "txt")
    };
    let found: Vec<_> = files.filter(called).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    fs::read_to_string(&found[0]).unwrap()
}

#[test]
fn papers_are_written_where_the_program_runs() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let written = Command::new(env!("CARGO_BIN_EXE_fupin"))
        .current_dir(home)
        .args(["demo", "--households", "300", "--write", "book.db"])
        .env("HOME", home)
        .output()
        .unwrap();
    assert!(written.status.success(), "{written:?}");
    let args = ["--book", "book.db", "--today", "2018-09-20"];
    let mut terminal = Terminal::start(home, &args);
    terminal.wait_for("建档300户");
    terminal.send(F3);
    terminal.wait_until("a household", |now| !now.selected().is_empty());
    terminal.send(ENTER);
    terminal.wait_for("户编号");
    terminal.send(F12);
    terminal.wait_for("打印这一户的");
    terminal.send("明白卡");
    terminal.wait_for("> 2 明白卡");
    terminal.send(ENTER);
    terminal.wait_for("已写成");
    let text = text_of(home, "明白卡");
    assert!(
        text.contains("帮扶明白卡") && text.contains("****"),
        "{text}"
    );
    terminal.send(ESC);
    terminal.wait_for("查找 打字即查");
    terminal.send(&ctrl('k'));
    terminal.wait_for("标记1");
    terminal.send(&ctrl('k'));
    terminal.wait_for("标记2");
    terminal.send(F12);
    terminal.wait_for("打印标记的");
    terminal.send("算账单");
    terminal.wait_for("打印标记的算账单");
    terminal.send(ENTER);
    terminal.wait_for("已写成");
    let text = text_of(home, "算账单2户");
    assert_eq!(text.matches("收支台账（算账单）").count(), 2, "{text}");
    terminal.send(F10);
    assert_eq!(terminal.ended().exit_code(), 0);
}
