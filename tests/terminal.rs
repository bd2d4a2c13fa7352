//! The real program in a real terminal: it draws, answers, keeps what is typed, and puts the
//! terminal back however it ends.

mod pty;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use pty::{BACKSPACE, DOWN, ENTER, ESC, F3, F9, F10, PATIENCE, TAB, Terminal, ctrl};
use rustix::process::{Pid, Signal, kill_process};

const OLD_PHONE: &str = "15200000542";
const NEW_PHONE: &str = "15912345678";

fn book(home: &Path) -> String {
    let path = home.join("演示.db").display().to_string();
    let written = Command::new(env!("CARGO_BIN_EXE_fupin"))
        .args(["demo", "--households", "300", "--write", &path])
        .env("HOME", home)
        .output()
        .unwrap();
    assert!(written.status.success(), "{written:?}");
    path
}

/// Goes to the field with this label of the form in front.
#[track_caller]
fn go_to(terminal: &mut Terminal, field: &str) {
    for _ in 0..60 {
        let before = terminal.selected();
        if before.contains(field) {
            return;
        }
        terminal.send(TAB);
        terminal.wait_until("the next field", |now| now.selected() != before);
    }
    panic!("no field {field} in\n{}", terminal.screen());
}

/// Opens the first household of the book for correction and types into it.
fn type_into_a_form(terminal: &mut Terminal, text: &str) {
    terminal.wait_for("首页");
    terminal.send(F3);
    terminal.wait_for("农户");
    terminal.wait_until("a household", |now| !now.selected().is_empty());
    terminal.send(&ctrl('e'));
    terminal.wait_for("更正农户");
    go_to(terminal, "档案盒号");
    terminal.send(text);
    terminal.wait_for(text);
}

#[test]
fn a_household_is_found_corrected_and_put_back() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(home.path(), &["demo"]);
    terminal.wait_for("建档1000户2820人");
    assert!(terminal.screen().contains("2018-09-20演示"));
    assert!(terminal.is_raw());

    terminal.send(&ctrl('f'));
    terminal.wait_for("松垭镇  查找");
    terminal.send("zgq 3组");
    terminal.wait_until("the household", |now| {
        now.screen().contains("查找 zgq 3组") && now.selected().contains("张国强")
    });
    terminal.send(ENTER);
    terminal.wait_for("户卡  张国强");
    terminal.wait_for(OLD_PHONE);

    terminal.send(&ctrl('e'));
    terminal.wait_for("更正农户 张国强");
    go_to(&mut terminal, "联系电话");
    terminal.send(&BACKSPACE.repeat(OLD_PHONE.len()));
    terminal.send(NEW_PHONE);
    terminal.wait_until("the new number", |now| now.selected().contains(NEW_PHONE));
    terminal.send(&ctrl('s'));
    terminal.wait_until("the card with the new number", |now| {
        let screen = now.screen();
        screen.contains("户卡  张国强") && screen.contains(NEW_PHONE) && screen.contains("已保存")
    });

    terminal.send(&ctrl('z'));
    terminal.wait_for("回车撤销");
    terminal.send(ENTER);
    terminal.wait_until("the card with the old number", |now| {
        let screen = now.screen();
        screen.contains(OLD_PHONE) && screen.contains("已撤销") && !screen.contains(NEW_PHONE)
    });

    terminal.send(F10);
    assert_eq!(terminal.ended().exit_code(), 0);
    terminal.assert_restored();
    let left: Vec<_> = std::fs::read_dir(home.path()).unwrap().collect();
    assert!(left.is_empty(), "the demo's book stays behind: {left:?}");
}

#[test]
fn a_line_becomes_a_task_and_the_villages_that_are_missing_are_named() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(home.path(), &["demo"]);
    terminal.wait_for("建档1000户2820人");
    terminal.wait_for("还差黄泥垭村");
    terminal.send(&ctrl('d'));
    terminal.wait_for("一行记一件");
    terminal.send("今天上午 报公益岗名册 青山、高岭、双河、石桥");
    terminal.wait_for("石桥");
    terminal.send(ENTER);
    terminal.wait_for("新增来文交办");
    terminal.wait_for("青山村、高岭村、双河村、石桥村");
    terminal.send(&ctrl('s'));
    terminal.wait_for("4个村要报");
    // It is due before the others of today: only what is late stands above it.
    terminal.wait_until("the task on 首页", |now| {
        let screen = now.screen();
        let place = |text: &str| screen.find(text);
        let new = place("今天12点  公益岗名册 还差4个村");
        new.is_some() && place("危改进度表") < new && new < place("三季度贴息表")
    });
    for _ in 0..12 {
        if terminal.selected().contains("公益岗名册") {
            break;
        }
        let before = terminal.selected();
        terminal.send(DOWN);
        terminal.wait_until("the next line", |now| now.selected() != before);
    }
    terminal.send(ENTER);
    terminal.wait_for("应报4  已报0  未报4");

    terminal.send(&ctrl('k'));
    terminal.wait_for("*石桥村");
    terminal.send(&ctrl('k'));
    terminal.wait_for("*双河村");
    terminal.send(ENTER);
    terminal.wait_for("应报4  已报2  未报2");
    terminal.send(&ctrl('w'));
    terminal.wait_for("【催报】公益岗名册，今天（9月20日）12点前报镇扶贫办。");
    let words = terminal.screen().replace('\n', "");
    assert!(words.contains("还未报：青山村、高岭村（2个）。"), "{words}");
    terminal.send(ESC);
    terminal.wait_for("已报2");

    terminal.send(&ctrl('z'));
    terminal.wait_for("回车撤销");
    terminal.send(ENTER);
    terminal.wait_for("应报4  已报0  未报4");
    terminal.send(F10);
    assert_eq!(terminal.ended().exit_code(), 0);
    terminal.assert_restored();
}

#[test]
fn a_signal_ends_it_and_what_was_typed_is_offered_again() {
    let home = tempfile::tempdir().unwrap();
    let book = book(home.path());
    let args = ["--book", &book, "--today", "2018-09-20"];
    let mut terminal = Terminal::start(home.path(), &args);
    type_into_a_form(&mut terminal, "九排七号");

    let process = Pid::from_raw(i32::try_from(terminal.process()).unwrap()).unwrap();
    kill_process(process, Signal::TERM).unwrap();
    assert_eq!(terminal.ended().exit_code(), 143);
    terminal.assert_restored();

    let mut terminal = Terminal::start(home.path(), &args);
    terminal.wait_for("首页");
    terminal.send(F9);
    terminal.wait_for("松垭镇  菜单");
    terminal.send("未完成的表");
    terminal.wait_until("the menu's row", |now| {
        now.selected().contains("未完成的表")
    });
    terminal.send(ENTER);
    terminal.wait_for("九排七号");
    terminal.send(ENTER);
    terminal.wait_for("更正农户");
    terminal.wait_for("九排七号");
    terminal.send(F10);
    assert_eq!(terminal.ended().exit_code(), 0);
    terminal.assert_restored();
}

#[test]
fn a_copy_is_made_and_put_back_without_leaving_the_program() {
    let home = tempfile::tempdir().unwrap();
    let book = book(home.path());
    let args = ["--book", &book, "--today", "2018-09-20"];
    let mut terminal = Terminal::start(home.path(), &args);
    let menu = |terminal: &mut Terminal, row: &str| {
        terminal.send(F9);
        terminal.wait_for("松垭镇  菜单");
        terminal.send(row);
        terminal.wait_until("the menu's row", |now| now.selected().contains(row));
        terminal.send(ENTER);
    };
    terminal.wait_for("首页");
    menu(&mut terminal, "备份");
    terminal.wait_for("还没有备份过");
    terminal.send(&ctrl('n'));
    terminal.wait_for("已打开核对，完好");
    let count = |sql: &str| {
        let book = rusqlite::Connection::open(&book).unwrap();
        book.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap()
    };
    let handed = "select count(*) from task where handler = '王接任'";
    let args = [
        "handover",
        "--from",
        "刘晓燕",
        "--to",
        "王接任",
        "--book",
        &book,
    ];
    let done = Command::new(env!("CARGO_BIN_EXE_fupin"))
        .args(args)
        .env("HOME", home.path())
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
    assert!(count(handed) > 0);

    terminal.send(ENTER);
    terminal.wait_for("恢复台账？");
    terminal.send(ENTER);
    terminal.wait_for("已恢复");
    terminal.wait_for("首页");
    terminal.send(ENTER);
    assert_eq!(count(handed), 0);
    let restored = "select count(*) from action where intent like '已由备份%'";
    assert_eq!(count(restored), 1);
    menu(&mut terminal, "自检");
    terminal.wait_for("没有问题");
    terminal.send(F10);
    assert_eq!(terminal.ended().exit_code(), 0);
    terminal.assert_restored();
    let aside = home.path().join("演示.恢复前2018-09-20.db");
    let aside = rusqlite::Connection::open(aside).unwrap();
    let kept: i64 = aside.query_row(handed, [], |row| row.get(0)).unwrap();
    assert!(kept > 0, "the book that stood there is not kept");
}

#[test]
fn a_cut_line_ends_it() {
    let home = tempfile::tempdir().unwrap();
    let book = book(home.path());
    let mut terminal = Terminal::start(home.path(), &["--book", &book]);
    type_into_a_form(&mut terminal, "九排七号");
    let mut child = terminal.hang_up();
    let deadline = Instant::now() + PATIENCE;
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        assert!(Instant::now() < deadline, "still running without a line");
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(status.exit_code(), 129);
}

#[test]
fn a_pasted_line_break_submits_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(home.path(), &["demo"]);
    terminal.wait_for("建档1000户2820人");
    terminal.send("\x1b[200~zgq\n3组\x1b[201~");
    terminal.wait_for("查找 zgq 3组");
    terminal.wait_until("the household", |now| now.selected().contains("张国强"));
    assert!(terminal.screen().contains("首页"), "{}", terminal.screen());
    terminal.send(ENTER);
    terminal.wait_for("户卡  张国强");
    terminal.send(&ctrl('q'));
    assert_eq!(terminal.ended().exit_code(), 0);
    terminal.assert_restored();
}

#[test]
fn a_list_is_picked_out_counted_and_visited_in_one_step() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(home.path(), &["demo"]);
    terminal.wait_for("建档1000户2820人");
    terminal.send(F3);
    terminal.wait_until("a household", |now| !now.selected().is_empty());
    terminal.send(&ctrl('g'));
    terminal.wait_for("按哪一项筛选");
    terminal.send("xzc");
    terminal.wait_for("行政村");
    terminal.send(ENTER);
    terminal.wait_for("可以选几个");
    terminal.wait_for("白马庙村");
    terminal.send("bmm");
    terminal.wait_for("> 白马庙村");
    terminal.send(ENTER);
    terminal.wait_for("行政村 白马庙村");
    terminal.send(&ctrl('n'));
    terminal.wait_for("按哪一项筛选");
    terminal.send("jsczf");
    terminal.wait_for("距上次走访天数");
    terminal.send(ENTER);
    terminal.wait_for("可以写 3");
    terminal.send("十天");
    terminal.send(ENTER);
    terminal.wait_for("看不成数");
    terminal.send(&BACKSPACE.repeat(2));
    terminal.send("10以上");
    terminal.send(ENTER);
    terminal.wait_for("距上次走访天数 不少于10");
    terminal.send(ESC);
    terminal.wait_for("筛选 行政村 白马庙村 且");

    terminal.send(&ctrl('t'));
    terminal.wait_for("统计  农户");
    terminal.send(ESC);
    terminal.wait_for("筛选 行政村 白马庙村 且");
    terminal.send(&ctrl('a'));
    terminal.wait_for("已标记显示的全部");
    terminal.send("\x1b[24~");
    terminal.wait_for("记走访");
    terminal.send(ENTER);
    terminal.wait_for("批量新增走访");
    terminal.send(&ctrl('s'));
    terminal.wait_for("各加一条走访");
    terminal.send(ENTER);
    terminal.wait_for("没有符合条件的");
    terminal.send(&ctrl('z'));
    terminal.wait_for("回车撤销");
    terminal.send(ENTER);
    terminal.wait_until("the households back", |now| {
        !now.screen().contains("没有符合条件的") && now.screen().contains("已撤销")
    });
    terminal.send(F10);
    assert_eq!(terminal.ended().exit_code(), 0);
    terminal.assert_restored();
}

/// The demo township, found by a name with a dot in a terminal that answers with these columns.
fn with_columns(home: &Path, columns: &[u16]) -> Terminal {
    let book = book(home);
    let named = Command::new(env!("CARGO_BIN_EXE_fupin"))
        .args(["--book", &book, "batch", "户", "--set", "备注=甲·乙“丙”"])
        .env("HOME", home)
        .output()
        .unwrap();
    assert!(named.status.success(), "{named:?}");
    Terminal::start(home, &["--book", &book, "--today", "2018-09-20"]).answering(columns)
}

/// Opens the first household for correction, where its note stands.
fn to_the_note(terminal: &mut Terminal) {
    terminal.wait_for("首页");
    terminal.settle(Duration::from_millis(300));
    terminal.send(F3);
    terminal.wait_until("a household", |now| !now.selected().is_empty());
    terminal.send(&ctrl('e'));
    terminal.wait_for("更正农户");
    terminal.send("\x1b[6~");
    go_to(terminal, "备注");
}

#[test]
fn a_terminal_as_wide_as_unicode_says_gets_every_sign() {
    let home = tempfile::tempdir().unwrap();
    for columns in [&[][..], &[4, 1]] {
        let home = home.path().join(columns.len().to_string());
        std::fs::create_dir(&home).unwrap();
        let mut terminal = with_columns(&home, columns);
        to_the_note(&mut terminal);
        terminal.wait_for("甲·乙“丙”");
        terminal.send(F10);
        assert_eq!(terminal.ended().exit_code(), 0);
    }
}

#[test]
fn a_terminal_that_draws_a_dot_in_two_columns_gets_one_of_one() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = with_columns(home.path(), &[4, 2]);
    to_the_note(&mut terminal);
    terminal.wait_for("甲.乙\"丙\"");
    terminal.send(F10);
    assert_eq!(terminal.ended().exit_code(), 0);
    terminal.assert_restored();
}

#[test]
fn a_terminal_that_is_not_utf8_is_refused_in_ascii() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(home.path(), &["demo"]).answering(&[6, 2]);
    terminal.wait_for("not UTF-8; set its character set to UTF-8");
    assert_eq!(terminal.ended().exit_code(), 1);
    terminal.assert_restored();
}
