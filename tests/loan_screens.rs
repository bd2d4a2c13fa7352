//! A loan worked out, and the banks' lists against it, as an officer sees them.
//!
//! `BLESS=1 cargo test --test loan_screens` draws the pictures anew; read the differences.

mod support;

use fupin::tui::key::Key;
use support::picture::same_pictures;
use support::{Session, prepared};

fn open() -> Session {
    let mut session = Session::with(prepared::lent);
    session.press(&[Key::f(4)]);
    session
}

#[test]
fn a_loan_is_read_part_by_part() {
    let mut session = open();
    session.write("单").press(&[Key::ENTER]);
    same_pictures(&session, "loan-terms");
    session.press(&[Key::TAB]);
    same_pictures(&session, "loan-schedule");
    session.press(&[Key::TAB]);
    same_pictures(&session, "loan-listed");
    session.press(&[Key::ENTER]);
    assert!(
        session.screen().contains("计息本金"),
        "{}",
        session.screen()
    );
    session.press(&[Key::ESC, Key::BACK_TAB]);
    assert!(session.screen().contains("[测算]"), "{}", session.screen());
}

#[test]
fn what_cannot_be_reckoned_says_what_is_missing() {
    let mut session = Session::with(|store| {
        prepared::lent(store);
        prepared::without_rate(store);
    });
    session.press(&[Key::f(4)]).write("单");
    session.press(&[Key::ENTER, Key::TAB]);
    let screen = session.screen();
    assert!(screen.contains("不能测算：缺贷款利率"), "{screen}");
}

#[test]
fn the_lists_are_compared_over_the_township() {
    let mut session = open();
    session.press(&[Key::ctrl('b')]);
    same_pictures(&session, "loan_compare");
    session.press(&[Key::TAB]);
    let screen = session.screen();
    assert!(
        screen.contains("[全部]") && screen.contains("相符"),
        "{screen}"
    );
    session.write("zgq").press(&[Key::ENTER]);
    let screen = session.screen();
    assert!(screen.contains("小额信贷  张国强"), "{screen}");
    assert!(screen.contains("比例不同"), "{screen}");
    session.press(&[Key::ESC, Key::ESC, Key::ESC]);
    assert!(
        session.screen().contains("小额信贷"),
        "{}",
        session.screen()
    );
}
