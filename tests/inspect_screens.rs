//! 检查 at the screens: drawn with a seed, walked with one key a question, scored, gone on where it
//! stopped.
//!
//! `BLESS=1 cargo test --test inspect_screens` draws the pictures anew; read the differences.

mod support;

use fupin::tui::Cmd;
use fupin::tui::key::Key;
use fupin::tui::screens::inspects::Inspects;
use fupin::tui::screens::sample::SampleScreen;
use rusqlite::Connection;
use support::Session;
use support::picture::same_pictures;
use support::prepared::{announced, leaving};

#[track_caller]
fn shows(session: &Session, text: &str) {
    let screen = session.screen();
    assert!(screen.contains(text), "{text} not in\n{screen}");
}

fn one(session: &Session, sql: &str) -> String {
    let book = Connection::open(session.book()).unwrap();
    book.query_row(sql, [], |row| row.get::<_, Option<String>>(0))
        .unwrap()
        .unwrap_or_default()
}

/// A draw of two villages with four households each, seed 7, seen and not yet saved.
fn seen() -> Session {
    let mut session = Session::with(leaving);
    session
        .press(&[Key::f(9)])
        .write("自查抽户")
        .press(&[Key::ENTER]);
    shows(&session, "村数 2");
    for number in ["2", "4", "7"] {
        session.press(&[Key::BACKSPACE; 7]);
        session.write(number);
        session.press(&[Key::TAB]);
    }
    session.press(&[Key::ENTER]);
    session
}

fn drawn() -> Session {
    let mut session = seen();
    session.press(&[Key::ctrl('s')]);
    shows(&session, "已存，抽了");
    session
}

#[test]
fn who_is_drawn_is_seen_before_it_is_saved() {
    let mut session = seen();
    same_pictures(&session, "draw");
    assert_eq!(
        one(&session, "select cast(count(*) as text) from inspection"),
        "0"
    );
    // Other numbers than those in sight are drawn first.
    session
        .press(&[Key::BACK_TAB, Key::BACKSPACE])
        .write("3")
        .press(&[Key::ctrl('s')]);
    shows(&session, "先看抽到谁");
    assert_eq!(
        one(&session, "select cast(count(*) as text) from inspection"),
        "0"
    );
    session.press(&[Key::ctrl('s')]);
    let seed = "select seed || ' ' || kind from inspection";
    assert_eq!(one(&session, seed), "3 07");
    session.write("甲").press(&[Key::ESC]);
    shows(&session, "首页");
}

#[test]
fn a_letter_is_no_number_and_too_many_are_refused() {
    let mut session = seen();
    session.write("甲");
    shows(&session, "这里只写数字");
    session.press(&[Key::TAB, Key::BACKSPACE, Key::BACKSPACE]);
    session.write("９９９９").press(&[Key::ENTER]);
    shows(&session, "一次最多抽1000户");
}

#[test]
fn a_checklist_is_walked_with_one_key_a_question_and_goes_on_where_it_stopped() {
    let mut session = drawn();
    same_pictures(&session, "sample");
    session.press(&[Key::ENTER]);
    same_pictures(&session, "checklist");
    session.press(&[Key::char('1'), Key::char('２')]);
    shows(&session, "已列入整改");
    let findings =
        "select group_concat(what || ' ' || source || ' ' || item_key, ';') from finding";
    let found = one(&session, findings);
    assert!(found.contains(" 02 入户/证件-"), "{found}");
    session
        .press(&[Key::UP, Key::ctrl('d')])
        .write("手册在帮扶人手里")
        .press(&[Key::ENTER]);
    shows(&session, "所见 手册在帮扶人手里");
    // What is wanted is offered, and kept as evidence that was seen.
    session.press(&[Key::ctrl('n'), Key::ENTER]);
    let evidence = "select evidence from inspection_answer where evidence is not null";
    assert_eq!(one(&session, evidence), "明白卡");
    same_pictures(&session, "checklist-noted");
    // Out and in again: what was answered is there, the next open question is in front.
    session.press(&[Key::ESC, Key::ENTER]);
    let answers = "select group_concat(question || answer, ' ') from inspection_answer";
    let kept = one(&session, answers);
    assert_eq!(kept.split(' ').count(), 2, "{kept}");
    shows(&session, "在查");
    session.press(&[Key::HOME, Key::ctrl('e')]);
    shows(&session, "更正检查答案");
}

#[test]
fn a_household_is_finished_by_its_last_answer_and_undone_step_by_step() {
    let mut session = drawn();
    session.press(&[Key::ENTER]);
    for _ in 0..79 {
        if session.screen().contains("这一张查完了") {
            break;
        }
        session.press(&[Key::char('1')]);
    }
    shows(&session, "这一张查完了");
    let state = "select state || ' ' || checked_on || ' ' || checked_by from inspection_item where number = 1";
    assert_eq!(one(&session, state), "3 2018-09-20 刘晓燕");
    // What the book answered is recorded beside what was said at the door.
    let book = "select cast(count(*) as text) from inspection_answer where answered_by = '台账'";
    assert_ne!(one(&session, book), "0");
    session.press(&[Key::ctrl('z'), Key::ENTER]);
    assert_eq!(
        one(
            &session,
            "select state from inspection_item where number = 1"
        ),
        "2"
    );
    assert_eq!(one(&session, book), "0");
    session.press(&[Key::char('1')]);
    session.press(&[Key::RIGHT]);
    shows(&session, "2/9");
    session.press(&[Key::LEFT]);
    shows(&session, "1/9");
    session.press(&[Key::LEFT]);
    shows(&session, "已经是第一户");
    session.press(&[Key::ESC, Key::TAB]);
    same_pictures(&session, "sample-results");
}

#[test]
fn a_finding_is_mended_when_the_question_passes_later() {
    let mut session = drawn();
    session.press(&[Key::ENTER, Key::char('2')]);
    let done = "select coalesce(done_on, '') || coalesce(result, '') from finding";
    assert_eq!(one(&session, done), "");
    session.press(&[Key::UP, Key::char('1')]);
    assert_eq!(one(&session, done), "2018-09-20已复查合格");
    session.press(&[Key::UP, Key::char('2')]);
    assert_eq!(one(&session, done), "");
    assert_eq!(
        one(&session, "select cast(count(*) as text) from finding"),
        "1"
    );
}

#[test]
fn points_are_taken_off_and_the_township_is_looked_at_too() {
    let mut session = drawn();
    session
        .press(&[Key::ctrl('n')])
        .write("县对乡镇")
        .press(&[Key::ENTER]);
    shows(&session, "加看1张");
    session.press(&[Key::END, Key::ENTER]);
    session.press(&[Key::char('2')]);
    shows(&session, "得几分");
    session
        .press(&[Key::BACKSPACE])
        .write("16")
        .press(&[Key::ENTER]);
    shows(&session, "写0到15的数");
    session
        .press(&[Key::BACKSPACE, Key::BACKSPACE])
        .write("5")
        .press(&[Key::ENTER]);
    shows(&session, "得分");
    same_pictures(&session, "checklist-points");
    let points = "select points || '' from inspection_answer";
    assert_eq!(one(&session, points), "5.0");
}

#[test]
fn nobody_at_home_is_noted_and_the_list_is_long() {
    let mut session = drawn();
    session.press(&[Key::ENTER, Key::ctrl('b'), Key::ENTER]);
    shows(&session, "未见到人");
    session.press(&[Key::ESC, Key::ESC]);
    shows(&session, "首页");
    session.run(|given| Cmd::go(Inspects::new(given)));
    same_pictures(&session, "inspects");
}

#[test]
fn an_inspection_that_was_announced_is_drawn_for_and_its_findings_are_the_inspectors() {
    let mut session = Session::with(announced);
    session.run(|given| Cmd::open(SampleScreen::new(given, 1)));
    same_pictures(&session, "sample-none");
    session.press(&[Key::ctrl('b')]);
    shows(&session, "自查抽户  市督查组督查");
    session.press(&[Key::ctrl('s')]);
    shows(&session, "检查  市督查组督查");
    shows(&session, "已查0");
    let count = "select count(*) || ' ' || count(seed) from inspection";
    assert_eq!(one(&session, count), "1 1");
    session.press(&[Key::ctrl('b')]);
    shows(&session, "已经有抽查对象");
    session.press(&[Key::ENTER, Key::char('2')]);
    let found = "select source || ' ' || found_by || ' ' || found_on from finding";
    assert_eq!(one(&session, found), "01 市督查组 2018-09-20");
    // One is taken off again with its answers, for a reason, and comes back with them.
    session.press(&[Key::ESC, Key::DELETE]);
    session.write("抽重了").press(&[Key::ENTER]);
    let answers = "select count(*) || '' from inspection_answer";
    assert_eq!(one(&session, answers), "0");
    session.press(&[Key::ctrl('z'), Key::ENTER]);
    assert_eq!(one(&session, answers), "1");
}
