//! 小额信贷 as a ledger: under headings, marked for papers and words, what the household says, and
//! the month's report.
//!
//! `BLESS=1 cargo test --test lending_screens` draws the pictures anew; read the differences.

mod support;

use fupin::tui::key::Key;
use support::Session;
use support::picture::same_pictures;

#[test]
fn loans_stand_under_headings_and_a_heading_marks_all_below_it() {
    let mut session = Session::open();
    session.press(&[Key::f(4), Key::RIGHT]);
    assert!(
        session.screen().contains("2018年8月到期 1笔"),
        "{}",
        session.screen()
    );
    session.press(&[Key::RIGHT]);
    same_pictures(&session, "loans-banks");
    session.press(&[Key::HOME, Key::INSERT]);
    assert!(
        session.screen().contains("标记1 2笔"),
        "{}",
        session.screen()
    );
    session.press(&[Key::HOME, Key::INSERT]);
    assert!(!session.screen().contains("标记1"), "{}", session.screen());
    // The state in sight and the headings do not get into each other's way.
    session.press(&[Key::ctrl('a'), Key::RIGHT, Key::TAB]);
    let screen = session.screen();
    assert!(
        screen.contains("[逾期1]") && screen.contains("按村"),
        "{screen}"
    );
    assert!(screen.contains("标记2 1笔"), "{screen}");
    session.press(&[Key::LEFT, Key::LEFT, Key::LEFT, Key::BACK_TAB]);
    session.press(&[Key::DOWN, Key::ENTER]);
    assert!(
        session.screen().contains("借款人 张国强  白马庙村3组"),
        "{}",
        session.screen()
    );
}

#[test]
fn what_is_marked_becomes_papers_or_words_for_the_chat() {
    let mut session = Session::open();
    session.press(&[Key::f(4), Key::ctrl('a'), Key::f(12)]);
    same_pictures(&session, "loans-batch");
    session.write("3").press(&[Key::ENTER]);
    same_pictures(&session, "reminder-loans");
    let screen = session.screen();
    assert!(!screen.contains("15200000542"), "{screen}");
    assert!(!screen.contains("421099"), "{screen}");
}

#[test]
fn a_household_that_says_it_repaid_is_left_in_peace_until_the_bank_s_sheet() {
    let mut session = Session::open();
    session.press(&[Key::f(4), Key::ctrl('s')]);
    let screen = session.screen();
    assert!(
        screen.contains("已还待银行核对") && screen.contains("50000"),
        "{screen}"
    );
    let before = session.last_action();
    session.press(&[Key::ctrl('s')]);
    assert_eq!(session.last_action(), before + 1);
    let screen = session.screen();
    assert!(
        screen.contains("已还待核对1") && screen.contains("逾期0"),
        "{screen}"
    );
    session.press(&[Key::END, Key::ctrl('s')]);
    assert!(
        session.screen().contains("已经记过还清了"),
        "{}",
        session.screen()
    );
    session.press(&[Key::ctrl('z'), Key::ENTER]);
    assert!(session.screen().contains("逾期1"), "{}", session.screen());
}

#[test]
fn the_month_is_shown_with_how_each_figure_is_worked_out() {
    let mut session = Session::open();
    session.press(&[Key::f(4), Key::ctrl('w')]);
    same_pictures(&session, "loan_month");
    session.press(&[Key::TAB]);
    same_pictures(&session, "loan_month-villages");
    session.press(&[Key::LEFT]);
    assert!(
        session.screen().contains("2018年8月月报 "),
        "{}",
        session.screen()
    );
    session.press(&[Key::RIGHT, Key::RIGHT]);
    assert!(
        session.screen().contains("后面没有月报"),
        "{}",
        session.screen()
    );
    session.write("nsh").press(&[Key::ENTER]);
    let screen = session.screen();
    assert!(
        screen.contains("筛选 贷款银行") && screen.contains("[全部"),
        "{screen}"
    );
}

#[test]
fn the_menu_leads_to_the_report() {
    let mut session = Session::open();
    session
        .press(&[Key::f(9)])
        .write("月报")
        .press(&[Key::ENTER]);
    assert!(
        session.screen().contains("2018年9月月报(未完)"),
        "{}",
        session.screen()
    );
}
