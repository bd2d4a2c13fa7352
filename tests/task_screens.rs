//! 来文交办 at the screens: a line becomes a task, villages report, the rest are reminded.
//!
//! `BLESS=1 cargo test --test task_screens` draws the pictures anew; read the differences.

mod support;

use fupin::tui::key::Key;
use support::Session;
use support::picture::same_pictures;

const LINE: &str = "县扶贫办：25日17点 报三季度贴息表 各村";

/// Types a line on the screen in front and saves what was understood.
fn note(session: &mut Session, line: &str) {
    session
        .press(&[Key::ctrl('d')])
        .write(line)
        .press(&[Key::ENTER, Key::ctrl('s')]);
}

/// Opens the first task of the list of them.
fn open_task(session: &mut Session) {
    session.press(&[Key::f(9)]).write("lwjb");
    session.press(&[Key::ENTER, Key::HOME, Key::ENTER]);
}

#[test]
fn a_line_becomes_a_task_that_leads_the_first_screen() {
    let mut session = Session::open();
    session.press(&[Key::ctrl('d')]).write(LINE);
    same_pictures(&session, "note_task");
    session.press(&[Key::ENTER]);
    same_pictures(&session, "note_task-form");
    session.press(&[Key::ctrl('s')]);
    let screen = session.screen();
    assert!(screen.contains("2个村要报"), "{screen}");
    assert!(screen.contains("三季度贴息表"), "{screen}");
    same_pictures(&session, "home-tasks");
    open_task(&mut session);
    same_pictures(&session, "task");
    session.press(&[Key::ctrl('a'), Key::ENTER]);
    assert!(session.screen().contains("未报0"), "{}", session.screen());
    session.press(&[Key::ctrl('z'), Key::ENTER]);
    assert!(session.screen().contains("未报2"), "{}", session.screen());
    session.press(&[Key::HOME, Key::ENTER]);
    assert!(
        session.screen().contains("白马庙村已报"),
        "{}",
        session.screen()
    );
    session.press(&[Key::ctrl('w')]);
    same_pictures(&session, "reminder");
    assert!(!session.screen().contains("白马庙村"));
    session.press(&[Key::f(2)]);
    assert!(
        session.screen().contains("还差柳林村"),
        "{}",
        session.screen()
    );
}

#[test]
fn a_village_noted_by_a_slip_is_put_back() {
    let mut session = Session::open();
    note(&mut session, LINE);
    open_task(&mut session);
    session.press(&[Key::ENTER, Key::END, Key::ENTER]);
    assert!(
        session.screen().contains("改回未报？"),
        "{}",
        session.screen()
    );
    session.press(&[Key::ENTER]);
    assert!(
        session.screen().contains("已报0  未报2"),
        "{}",
        session.screen()
    );
}

#[test]
fn what_was_typed_is_kept_until_it_is_saved() {
    let mut session = Session::open();
    session
        .press(&[Key::ctrl('d')])
        .write(LINE)
        .press(&[Key::ENTER, Key::ESC]);
    assert!(
        session.screen().contains("未完成的表 1张"),
        "{}",
        session.screen()
    );
    // Another line does not write over it, and is not lost either.
    session
        .press(&[Key::ctrl('d')])
        .write("明天 报名册")
        .press(&[Key::ENTER]);
    let screen = session.screen();
    assert!(screen.contains("未完成的表"), "{screen}");
    assert!(screen.contains("明天 报名册"), "{screen}");
    session.press(&[Key::ESC, Key::f(9)]).write("未完成的表");
    session.press(&[Key::ENTER, Key::ENTER]);
    assert!(
        session.screen().contains("三季度贴息表"),
        "{}",
        session.screen()
    );
    session.press(&[Key::ctrl('s')]);
    assert!(session.screen().contains("已保存"), "{}", session.screen());
}

#[test]
fn a_line_that_says_nothing_stays_where_it_was_typed() {
    let mut session = Session::open();
    session
        .press(&[Key::ctrl('d')])
        .write("25日17点 各村")
        .press(&[Key::ENTER]);
    let screen = session.screen();
    assert!(screen.contains("没有写要报什么"), "{screen}");
    assert!(screen.contains("25日17点 各村"), "{screen}");
}

#[test]
fn the_list_has_the_open_first_and_the_done_after() {
    let mut session = Session::open();
    note(&mut session, "今天 报名册 柳林");
    note(&mut session, LINE);
    note(&mut session, "整理档案");
    open_task(&mut session);
    session.press(&[Key::ctrl('s')]);
    assert!(
        session.screen().contains("还有1个村没有报"),
        "{}",
        session.screen()
    );
    session.write("名册.xls").press(&[Key::ENTER]);
    assert!(
        session.screen().contains("9月20日上报  名册.xls"),
        "{}",
        session.screen()
    );
    session
        .press(&[Key::f(9)])
        .write("lwjb")
        .press(&[Key::ENTER]);
    same_pictures(&session, "records-tasks");
    session.press(&[Key::DOWN, Key::ENTER]);
    same_pictures(&session, "task-plain");
}

#[test]
fn every_list_takes_a_line() {
    for key in [Key::f(3), Key::f(4), Key::f(6)] {
        let mut session = Session::open();
        session.press(&[key, Key::ctrl('d')]);
        assert!(
            session.screen().contains("一行记一件"),
            "{}",
            session.screen()
        );
    }
    let mut session = Session::open();
    session
        .press(&[Key::f(9)])
        .write("zf")
        .press(&[Key::ENTER, Key::ctrl('d')]);
    assert!(
        session.screen().contains("一行记一件"),
        "{}",
        session.screen()
    );
}

/// Opens the task in front for correction and types other villages.
fn ask_of(session: &mut Session, villages: &str) {
    session.press(&[Key::ctrl('e')]);
    for _ in 0..20 {
        let screen = session.screen();
        if screen.lines().any(|line| line.starts_with("> 报送村")) {
            break;
        }
        session.press(&[Key::TAB]);
    }
    session
        .press(&[Key::BACKSPACE; 12])
        .write(villages)
        .press(&[Key::ctrl('s')]);
}

#[test]
fn the_villages_follow_what_the_task_asks_and_who_reported_stays() {
    let mut session = Session::open();
    note(&mut session, LINE);
    open_task(&mut session);
    session.press(&[Key::ENTER]);
    assert!(
        session.screen().contains("白马庙村已报"),
        "{}",
        session.screen()
    );
    ask_of(&mut session, "柳林、没这村");
    let screen = session.screen();
    assert!(screen.contains("「没这村」"), "{screen}");
    assert!(screen.contains("柳林、没这村"), "{screen}");
    session
        .press(&[Key::BACKSPACE; 12])
        .press(&[Key::ctrl('s')]);
    // Nobody is asked any more, but a report is not thrown away.
    assert!(
        session.screen().contains("应报1  已报1  未报0"),
        "{}",
        session.screen()
    );
    ask_of(&mut session, "柳林");
    assert!(
        session.screen().contains("应报2  已报1  未报1"),
        "{}",
        session.screen()
    );
    session.press(&[Key::ctrl('z'), Key::ENTER]);
    assert!(
        session.screen().contains("应报1  已报1  未报0"),
        "{}",
        session.screen()
    );
}

#[test]
fn a_task_goes_with_its_villages_and_comes_back_with_them() {
    let mut session = Session::open();
    note(&mut session, LINE);
    open_task(&mut session);
    session.press(&[Key::ctrl('x')]);
    session.write("记重了").press(&[Key::ENTER]);
    assert!(
        session.screen().contains("已不在台账里"),
        "{}",
        session.screen()
    );
    session.press(&[Key::ESC]);
    assert!(!session.screen().contains("贴息表"), "{}", session.screen());
    session.press(&[Key::ctrl('z'), Key::ENTER, Key::f(2)]);
    assert!(
        session.screen().contains("还差2个村"),
        "{}",
        session.screen()
    );
}

#[test]
fn plans_and_requests_stand_on_the_card() {
    let mut session = Session::care();
    same_pictures(&session, "home-care");
    session
        .press(&[Key::f(3)])
        .write("zgq 3组")
        .press(&[Key::ENTER, Key::PAGE_DOWN]);
    same_pictures(&session, "card-care");
}
