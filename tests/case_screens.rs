//! 办理 at the screens: situation 4, a village's exit list from the first initials typed to the step
//! after its notice.
//!
//! `BLESS=1 cargo test --test case_screens` draws the pictures anew; read the differences.

mod support;

use fupin::domain::pinyin::initials;
use fupin::tui::Cmd;
use fupin::tui::key::Key;
use fupin::tui::screens::cases::Cases;
use rusqlite::Connection;
use support::Session;
use support::picture::same_pictures;
use support::prepared::{LEAVING, leaving};

#[track_caller]
fn shows(session: &Session, text: &str) {
    let screen = session.screen();
    assert!(screen.contains(text), "{text} not in\n{screen}");
}

fn one(session: &Session, sql: &str) -> String {
    let book = Connection::open(session.book()).unwrap();
    book.query_row(sql, [], |row| row.get::<_, String>(0))
        .unwrap()
}

/// The case of 柳林村 with nobody on its list yet.
fn begun() -> Session {
    let mut session = Session::with(leaving);
    session
        .press(&[Key::f(9)])
        .write("办理")
        .press(&[Key::ENTER]);
    session.press(&[Key::ctrl('n')]);
    same_pictures(&session, "cases-what");
    session
        .press(&[Key::ENTER])
        .write("ll")
        .press(&[Key::ENTER]);
    shows(&session, "办理  柳林村2018年贫困户脱贫退出");
    session
}

/// Everybody on the list, typed by initials and group.
fn typed() -> Session {
    let mut session = begun();
    session.press(&[Key::ctrl('n')]);
    for (name, group) in LEAVING {
        let words = format!("{} {group}", initials(name).to_lowercase());
        session.write(&words).press(&[Key::ENTER]);
    }
    session
}

#[test]
fn twenty_three_are_typed_and_one_is_not_taken_twice() {
    let mut session = typed();
    shows(&session, "已有23户");
    shows(&session, "加了 杨春桃");
    session.write("ycg").press(&[Key::BACKSPACE]);
    same_pictures(&session, "case_add");
    session.press(&[Key::ENTER]);
    shows(&session, "已经在名单里 杨春桃");
    session.write("没有这个人").press(&[Key::ENTER]);
    shows(&session, "没有找到");
    session
        .press(&[Key::ESC])
        .write("文素珍")
        .press(&[Key::ENTER]);
    shows(&session, "没有加：文素珍不是建档立卡的未脱贫");
    shows(&session, "已有23户");
    session.press(&[Key::ESC]);
    same_pictures(&session, "case");
    // One slip is taken off again, and undone.
    session.press(&[Key::DELETE]);
    shows(&session, "22户");
    session.press(&[Key::ctrl('z'), Key::ENTER]);
    shows(&session, "23户");
}

#[test]
fn the_list_moves_and_the_notice_counts_its_days() {
    let mut session = typed();
    session.press(&[Key::ESC, Key::ctrl('s')]);
    same_pictures(&session, "case_move");
    // Two stay and go back to the village: hardly above the line, and a D级 house.
    shows(&session, "往下走21");
    shows(&session, "余德胜 柳林村2组  住房安全有保障：未达标");
    shows(&session, "汤月娥 柳林村4组  人均纯收入踩线");
    let before = session.last_action();
    // Decided on the 12th, by the village: what is typed takes the place of today.
    session.write("9.12").press(&[Key::TAB]);
    session.write("村两委").press(&[Key::ctrl('s')]);
    assert_eq!(session.last_action(), before + 1, "one move is one action");
    shows(&session, "第2步，共8步 村公示");
    shows(&session, "在办21  留下2");
    // The next thing is to post the notice.
    session
        .press(&[Key::ctrl('s')])
        .write("9.13")
        .press(&[Key::ENTER, Key::ENTER]);
    shows(&session, "公示期9月13日至20日，21日起可审");
    same_pictures(&session, "case-notice");
    // Nobody signs before the day.
    session.press(&[Key::ctrl('s')]);
    shows(&session, "还不能往下走");
    same_pictures(&session, "case_move-refused");
    let before = session.last_action();
    session.press(&[Key::ctrl('s')]);
    assert_eq!(session.last_action(), before, "nothing was signed");
    session.press(&[Key::ESC, Key::TAB]);
    same_pictures(&session, "case-steps");
}

#[test]
fn an_objection_holds_its_household_and_not_the_list() {
    let mut session = typed();
    session.press(&[Key::ESC, Key::DOWN, Key::ctrl('d')]);
    shows(&session, "异议");
    // The form knows whose it is.
    shows(&session, "白玉梅");
    session.press(&[Key::TAB, Key::TAB, Key::TAB]);
    session.write("儿子有小汽车").press(&[Key::ctrl('s')]);
    shows(&session, "异议未结1");
    same_pictures(&session, "case-objected");
    session.press(&[Key::ctrl('s')]);
    shows(&session, "异议没有办结：儿子有小汽车");
    session.press(&[Key::ctrl('s')]);
    let left = one(
        &session,
        "select group_concat(h.head_name) from case_item i join household h on h.id = i.household
         where i.step = 1 and coalesce(i.state, '1') = '1'",
    );
    assert_eq!(left, "白玉梅");
    shows(&session, "第2步");
    session.press(&[Key::TAB, Key::TAB, Key::TAB]);
    same_pictures(&session, "case-objections");
}

#[test]
fn evidence_is_noted_with_one_key_and_its_box() {
    let mut session = typed();
    session.press(&[Key::ESC, Key::TAB, Key::TAB]);
    session.press(&[Key::char('1'), Key::DOWN, Key::char('2'), Key::DOWN]);
    session
        .press(&[Key::ENTER])
        .write("5-101")
        .press(&[Key::ENTER]);
    same_pictures(&session, "case-evidence");
    let noted = one(
        &session,
        "select group_concat(what || state || coalesce(archive_box, ''), ' ') from evidence",
    );
    assert_eq!(noted, "评议会议记录1 评议签到表2 评议照片15-101");
}

#[test]
fn marked_households_of_any_list_are_put_on_a_case() {
    let mut session = begun();
    session
        .press(&[Key::f(3)])
        .write("柳林")
        .press(&[Key::ctrl('a'), Key::f(12)]);
    session.write("加进").press(&[Key::ENTER]);
    same_pictures(&session, "case_choose");
    session.press(&[Key::ENTER]);
    shows(&session, "办理  柳林村2018年贫困户脱贫退出");
    // 文素珍 is on no register: whoever was never in cannot leave.
    shows(&session, "加了24户；1个没有加：文素珍不是建档立卡的未脱贫");
}

#[test]
fn those_held_are_returned_or_taken_up_again() {
    let mut session = typed();
    session.press(&[Key::ESC, Key::INSERT, Key::INSERT, Key::ctrl('b')]);
    same_pictures(&session, "case-state");
    session
        .press(&[Key::DOWN, Key::ENTER])
        .write("材料不齐")
        .press(&[Key::ENTER]);
    shows(&session, "安家旺、白玉梅退回：材料不齐");
    shows(&session, "在办21");
    shows(&session, "留下2");
    session.press(&[Key::ESC]);
    same_pictures(&session, "cases");
}

#[test]
fn the_list_of_cases_says_when_there_is_none() {
    let mut session = Session::open();
    session.run(|given| Cmd::go(Cases::new(given)));
    same_pictures(&session, "cases-none");
}
