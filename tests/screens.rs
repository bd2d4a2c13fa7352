//! What an officer sees: every screen as a picture at 80x24 and at a telephone's 40x20.
//!
//! `BLESS=1 cargo test --test screens` draws the pictures anew; read the differences.

mod support;

use fupin::tui::key::Key;
use support::Session;
use support::picture::same_pictures;
use support::prepared;

#[test]
fn home() {
    let mut session = Session::open();
    same_pictures(&session, "home");
    session.write("zgq");
    same_pictures(&session, "home-search");
}

#[test]
fn home_of_an_empty_book_says_what_to_do() {
    same_pictures(&Session::empty(), "home-empty");
}

#[test]
fn households() {
    let mut session = Session::open();
    session.press(&[Key::f(3)]);
    same_pictures(&session, "households");
    session.write("zgq 3组");
    assert!(session.screen().contains("1户"), "{}", session.screen());
    session.press(&[Key::ENTER]);
    assert!(session.screen().contains("户卡  张国强"));
    session.press(&[Key::ESC]);
    assert!(session.screen().contains("zgq 3组"));
    session.press(&[Key::ESC]);
    assert!(session.screen().contains("5户"), "{}", session.screen());
    session.write("没有这个人");
    same_pictures(&session, "households-none");
}

#[test]
fn card() {
    let mut session = Session::open();
    session
        .press(&[Key::f(3)])
        .write("zgq 3组")
        .press(&[Key::ENTER]);
    same_pictures(&session, "card");
    session.press(&[Key::PAGE_DOWN]);
    same_pictures(&session, "card-below");
    session.press(&[Key::RIGHT]);
    assert!(session.screen().contains("单云娥"));
    session.press(&[Key::char('【')]);
    assert!(session.screen().contains("同名2户之1"));
    session.press(&[Key::ctrl('n')]);
    same_pictures(&session, "card-new");
}

#[test]
fn two_borrowers_of_a_household_are_added_up() {
    let mut session = Session::with(prepared::lent_twice);
    session
        .press(&[Key::f(3)])
        .write("zgq 3组")
        .press(&[Key::ENTER]);
    let screen = session.screen();
    assert!(screen.contains("周秀兰 农商行 2万元"), "{screen}");
    assert!(screen.contains("2人共余5万元"), "{screen}");
}

#[test]
fn whole_numbers_are_shown_after_a_line_in_the_log_and_hidden_on_leaving() {
    let mut session = Session::open();
    session
        .press(&[Key::f(3)])
        .write("zgq 3组")
        .press(&[Key::ENTER]);
    let before = session.last_action();
    assert!(!session.screen().contains("421099194201010021"));
    session.press(&[Key::ctrl('r')]);
    assert!(
        session.screen().contains("421099194201010021"),
        "{}",
        session.screen()
    );
    assert_eq!(session.last_action(), before + 1);
    same_pictures(&session, "card-whole");
    session.press(&[Key::ctrl('f'), Key::ESC]);
    assert!(!session.screen().contains("421099194201010021"));
}

#[test]
fn records() {
    let mut session = Session::open();
    session.press(&[Key::f(9)]);
    same_pictures(&session, "menu");
    session.press(&[Key::TAB; 7]);
    same_pictures(&session, "menu-ledgers");
    session.press(&[Key::BACK_TAB, Key::HOME]);
    session.write("zf");
    same_pictures(&session, "menu-typed");
    session.press(&[Key::ENTER]);
    same_pictures(&session, "records");
    session.press(&[Key::ENTER]);
    same_pictures(&session, "record");
    session.press(&[Key::ctrl('y')]);
    assert!(session.screen().contains("户卡"), "{}", session.screen());
    session.press(&[Key::ESC, Key::ESC, Key::ESC]);
    assert!(session.screen().contains("首页"));
}

#[test]
fn loans() {
    let mut session = Session::open();
    session.press(&[Key::f(4)]);
    same_pictures(&session, "loans");
    session.press(&[Key::TAB]);
    assert!(session.screen().contains("[逾期1]"), "{}", session.screen());
    session
        .press(&[Key::BACK_TAB])
        .write("bmm")
        .press(&[Key::ENTER]);
    same_pictures(&session, "loan");
}

#[test]
fn villages() {
    let mut session = Session::open();
    session.press(&[Key::f(6)]);
    same_pictures(&session, "villages");
    session.write("bmm").press(&[Key::ENTER]);
    same_pictures(&session, "village");
    session.write("dye");
    same_pictures(&session, "village-households");
    session.press(&[Key::ESC, Key::TAB, Key::RIGHT]);
    assert!(session.screen().contains("柳林村"));
}

#[test]
fn find_comes_back_to_where_one_was() {
    let mut session = Session::open();
    session.press(&[Key::f(4), Key::ctrl('f')]);
    same_pictures(&session, "find-nothing");
    session.write("0021");
    same_pictures(&session, "find");
    let cursor = session.cursor();
    assert_eq!((cursor.x, cursor.y), (10, 1));
    session.press(&[Key::ENTER]);
    assert!(session.screen().contains("户卡  张国强"));
    session.press(&[Key::ESC]);
    assert!(session.screen().contains("小额信贷"));
}

#[test]
fn only_the_leaving_keys_leave() {
    let mut session = Session::open();
    session.press(&[Key::ESC, Key::ctrl('c'), Key::f(5), Key::ESC]);
    assert!(session.is_running());
    session.press(&[Key::ctrl('o')]);
    assert!(session.screen().contains("我的"));
    session.press(&[Key::f(10)]);
    assert!(!session.is_running());
}
