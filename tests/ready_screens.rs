//! 检查准备, 问题整改 and 检查 at the screens: from F5 to where a thing is mended, and from a remark at
//! the door to 销号.
//!
//! `BLESS=1 cargo test --test ready_screens` draws the pictures anew; read the differences.

mod support;

use fupin::tui::key::Key;
use rusqlite::Connection;
use support::Session;
use support::picture::same_pictures;
use support::prepared::inspected;

#[track_caller]
fn shows(session: &Session, text: &str) {
    let screen = session.screen();
    assert!(screen.contains(text), "{text} not in\n{screen}");
}

#[track_caller]
fn hides(session: &Session, text: &str) {
    let screen = session.screen();
    assert!(!screen.contains(text), "{text} in\n{screen}");
}

fn one(session: &Session, sql: &str) -> String {
    let book = Connection::open(session.book()).unwrap();
    book.query_row(sql, [], |row| row.get::<_, String>(0))
        .unwrap()
}

/// At the household that the points are of.
fn points(session: &mut Session) {
    session.press(&[Key::f(5)]).write("bmm");
    session.press(&[Key::ENTER]).write("zgq");
    session.press(&[Key::ENTER]);
    shows(session, "检查准备  张国强 白马庙村3组");
}

#[test]
fn f5_leads_from_villages_to_households_to_their_points() {
    let mut session = Session::with(inspected);
    shows(&session, "下次检查 9月26日 市督查组 还6天");
    session.press(&[Key::f(5)]);
    same_pictures(&session, "ready");
    session.press(&[Key::TAB]);
    shows(&session, "村组");
    shows(&session, "何长青");
    session.press(&[Key::TAB]).write("bmm");
    session.press(&[Key::ENTER]);
    same_pictures(&session, "ready-village");
    hides(&session, "何长青");
    session.write("zgq").press(&[Key::ENTER]);
    same_pictures(&session, "ready_points");
    session.press(&[Key::ESC, Key::ESC, Key::ESC]);
    shows(&session, "下次检查 9月26日  市督查组  还6天");
}

#[test]
fn every_point_leads_where_it_is_mended() {
    let mut session = Session::with(inspected);
    points(&mut session);
    // The finding: its form, at the day it was put right.
    session.press(&[Key::ENTER]);
    shows(&session, "整改完成日期");
    session.press(&[Key::ESC]).write("mbk");
    session.press(&[Key::ENTER]);
    shows(&session, "更正家庭成员 张国强");
    shows(&session, "慢病卡");
    session.press(&[Key::ESC, Key::ESC]);
    session.press(&[Key::ctrl('y')]);
    shows(&session, "户卡  张国强");
    session.press(&[Key::ESC, Key::ESC, Key::ESC]);
    // A household never visited: a new visit fulfils the duty.
    session.write("sye").press(&[Key::ENTER]);
    shows(&session, "帮扶责任人走访");
    session.write("走访").press(&[Key::ENTER]);
    shows(&session, "新增走访");
}

#[test]
fn a_village_has_points_of_its_own() {
    let mut session = Session::with(inspected);
    session.press(&[Key::f(5)]).write("ll");
    session.press(&[Key::ENTER]);
    shows(&session, "本村");
    // 何长青 left the register: what was found of the household is kept, and nothing else asked.
    shows(&session, "已清退");
    session.write("本村").press(&[Key::ENTER]);
    shows(&session, "公示原件没有照片");
    shows(&session, "逾期2天");
    hides(&session, "有小轿车");
}

#[test]
fn without_an_inspection_it_says_how_to_record_one() {
    let mut session = Session::open();
    hides(&session, "下次检查");
    session.press(&[Key::f(5)]);
    shows(&session, "没有登记的检查，按 Ctrl-N 记一次");
    session.press(&[Key::ctrl('n')]);
    shows(&session, "新增检查");
}

#[test]
fn a_remark_at_the_door_is_a_finding_before_the_next_door() {
    let mut session = Session::with(inspected);
    session.press(&[Key::f(3)]).write("zgq 3组");
    session.press(&[Key::ENTER, Key::ctrl('d')]);
    session.press(&[Key::ENTER]);
    shows(&session, "请写是什么问题");
    session.write("9.28");
    shows(&session, "没有写是什么问题");
    session.write(" 李建军 张国强 慢病卡没办");
    same_pictures(&session, "note_remark");
    let before = session.last_action();
    session.press(&[Key::ENTER]);
    shows(&session, "记下张国强  问题：慢病卡没办");
    assert_eq!(session.last_action(), before + 1);
    let kept =
        "select what || ' ' || due_on || ' ' || responsible || ' ' || source || ' ' || household
        from finding order by id desc limit 1";
    assert_eq!(one(&session, kept), "慢病卡没办 2018-09-28 李建军 03 1");
    shows(&session, "整改");
    session.press(&[Key::PAGE_DOWN]);
    same_pictures(&session, "card-found");
    session.press(&[Key::ctrl('z'), Key::ENTER]);
    let last = "select what from finding order by id desc limit 1";
    assert_eq!(one(&session, last), "会议没有签到");
}

#[test]
fn a_remark_that_was_begun_is_there_again() {
    let mut session = Session::with(inspected);
    session.press(&[Key::f(3)]).write("zgq 3组");
    session
        .press(&[Key::ENTER, Key::ctrl('d')])
        .write("房顶漏雨");
    session.press(&[Key::ESC]);
    shows(&session, "写了的留着");
    // Another household has a line of its own.
    session.press(&[Key::RIGHT, Key::ctrl('d')]);
    hides(&session, "房顶漏雨");
    session.press(&[Key::ESC, Key::LEFT, Key::ctrl('d')]);
    // Neither a day nor a name was typed: the pack has the days, the household its helper.
    shows(&session, "张国强  问题：房顶漏雨  期限2018-10-05  责任人");
    session.press(&[Key::ENTER]);
    shows(&session, "记下张国强  问题：房顶漏雨");
    session.press(&[Key::ctrl('d')]);
    shows(&session, "检查人指出了什么");
    hides(&session, "张国强  问题：房顶漏雨  期限");
    session
        .press(&[Key::ESC, Key::f(2), Key::ctrl('d')])
        .write("25日 报表");
    session.press(&[Key::ESC, Key::ctrl('d')]);
    shows(&session, "25日 报表");
}

#[test]
fn a_finding_is_put_right_then_signed_off() {
    let mut session = Session::with(inspected);
    session.press(&[Key::f(9)]).write("整改台账");
    session.press(&[Key::ENTER]);
    same_pictures(&session, "findings");
    hides(&session, "会议没有签到");
    session.write("手册");
    session.press(&[Key::ctrl('s')]);
    shows(&session, "整改完成日期");
    session.press(&[Key::ctrl('s')]);
    shows(&session, "待销号");
    assert_eq!(
        one(&session, "select done_on from finding where id = 1"),
        "2018-09-20"
    );
    session.press(&[Key::ctrl('s')]);
    shows(&session, "销号日期");
    session.press(&[Key::ctrl('s')]);
    assert_eq!(
        one(&session, "select closed_on from finding where id = 1"),
        "2018-09-20"
    );
    session.press(&[Key::ESC]);
    hides(&session, "帮扶手册漏签字");
    session.press(&[Key::ctrl('a')]);
    shows(&session, "已销号");
    shows(&session, "会议没有签到");
    session.press(&[Key::TAB]);
    shows(&session, "[按责任人]");
    shows(&session, "(已清退) 有小轿车，不该列入");
}

#[test]
fn an_inspection_shows_whom_it_looks_at_and_what_it_found() {
    let mut session = Session::with(inspected);
    session.press(&[Key::f(5), Key::ctrl('e')]);
    same_pictures(&session, "inspection");
    shows(&session, "何长青(已清退)");
    session.press(&[Key::ctrl('n')]).write("电灯不亮");
    session.press(&[Key::ctrl('s')]);
    // What is left to fill in is asked for; what is there is kept.
    shows(&session, "问题来源");
}
