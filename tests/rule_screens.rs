//! 首页, 待办 and 疑点与达标 under a pack of the township's own.
//!
//! `BLESS=1 cargo test --test rule_screens` draws the pictures anew; read the differences.

mod support;

use fupin::tui::key::Key;
use support::Session;
use support::picture::same_pictures;

#[test]
fn the_first_screen_begins_with_what_is_due() {
    let mut session = Session::ruled();
    same_pictures(&session, "home-duties");
    session.press(&[Key::DOWN, Key::ENTER]);
    assert!(
        session.screen().contains("户卡  张国强"),
        "{}",
        session.screen()
    );
    session.press(&[Key::ESC, Key::DOWN, Key::DOWN, Key::ENTER]);
    let screen = session.screen();
    assert!(screen.contains("只列 本月"), "{screen}");
    assert!(screen.contains("秋季学期资助名单核对"), "{screen}");
}

#[test]
fn duties_stand_by_day_by_village_and_by_helper() {
    let mut session = Session::ruled();
    session.press(&[Key::ctrl('n')]);
    same_pictures(&session, "duties");
    session.press(&[Key::TAB]);
    same_pictures(&session, "duties-village");
    session.press(&[Key::TAB]);
    assert!(
        session.screen().contains("[按责任人]"),
        "{}",
        session.screen()
    );
    session.write("zf dye");
    let screen = session.screen();
    assert!(
        screen.contains("1件") && screen.contains("单云娥"),
        "{screen}"
    );
    session.press(&[Key::ENTER]);
    assert!(
        session.screen().contains("户卡  单云娥"),
        "{}",
        session.screen()
    );
}

#[test]
fn the_record_that_fulfils_a_duty_is_one_key_away() {
    let mut session = Session::ruled();
    session.press(&[Key::ctrl('n')]).write("zf dye");
    session.press(&[Key::ctrl('n')]);
    let screen = session.screen();
    assert!(screen.contains("新增走访 单云娥"), "{screen}");
    same_pictures(&session, "form-duty");
}

#[test]
fn doubts_and_standards_lead_to_whom_they_are_about() {
    let mut session = Session::ruled();
    session.press(&[Key::f(8)]);
    same_pictures(&session, "board");
    session.press(&[Key::TAB]);
    same_pictures(&session, "board-standards");
    session.press(&[Key::TAB]);
    same_pictures(&session, "board-villages");
    session.press(&[Key::ENTER]);
    same_pictures(&session, "check-village");
    session.press(&[Key::ESC, Key::BACK_TAB]).write("bfzrr");
    session.press(&[Key::ENTER]);
    same_pictures(&session, "check");
    session.press(&[Key::ENTER]);
    assert!(session.screen().contains("户卡"), "{}", session.screen());
}

#[test]
fn a_doubt_is_corrected_at_the_field_that_it_reads() {
    let mut session = Session::ruled();
    session.press(&[Key::f(8)]).write("主要致贫原因漏填");
    session.press(&[Key::ENTER, Key::ctrl('e')]);
    let screen = session.screen();
    assert!(screen.contains("更正农户"), "{screen}");
    same_pictures(&session, "form-doubt");
}

#[test]
fn a_card_shows_what_is_due_and_every_standard() {
    let mut session = Session::ruled();
    session.press(&[Key::f(3)]).write("zgq 3组");
    session.press(&[Key::ENTER]);
    same_pictures(&session, "card-rules");
    session.press(&[Key::char('1')]);
    assert!(
        session.screen().contains("新增贷款事件"),
        "{}",
        session.screen()
    );
    session.press(&[Key::ESC, Key::ctrl('w')]);
    let screen = session.screen();
    assert!(
        screen.contains("待办") && screen.contains("1件"),
        "{screen}"
    );
    session.press(&[Key::ESC, Key::END]);
    same_pictures(&session, "card-standards");
}

#[test]
fn a_village_shows_its_standards_and_leads_to_them() {
    let mut session = Session::ruled();
    session.press(&[Key::f(6)]).write("bmm");
    session.press(&[Key::ENTER]);
    same_pictures(&session, "village-rules");
    session.press(&[Key::DOWN, Key::ENTER]);
    let screen = session.screen();
    assert!(
        screen.contains("待办") && screen.contains("扶贫日活动 白马庙村"),
        "{screen}"
    );
}

#[test]
fn packs_are_switched_read_and_tried() {
    let mut session = Session::ruled();
    session.press(&[Key::f(9)]).write("zckj");
    session.press(&[Key::ENTER]).write("试用");
    same_pictures(&session, "packs");
    session
        .press(&[Key::ESC])
        .write("河北")
        .press(&[Key::ctrl('s')]);
    assert!(session.screen().contains("启用「"), "{}", session.screen());
    session.press(&[Key::ENTER]);
    assert!(
        session.screen().contains("启用口径"),
        "{}",
        session.screen()
    );
    session
        .press(&[Key::ctrl('s'), Key::ENTER, Key::ESC])
        .write("试用");
    session.press(&[Key::ENTER]);
    same_pictures(&session, "pack");
    session.press(&[Key::TAB]).write("签字");
    session.press(&[Key::ENTER]);
    same_pictures(&session, "reading");
}

#[test]
fn a_poverty_line_is_confirmed_with_the_document_it_was_found_in() {
    let mut session = Session::ruled();
    session.press(&[Key::f(9)]).write("zckj");
    session.press(&[Key::ENTER]).write("试用");
    session.press(&[Key::ENTER]).write("贫困线");
    session.press(&[Key::ctrl('s')]);
    assert!(
        session.screen().contains("依据哪份文件"),
        "{}",
        session.screen()
    );
    session.write("岭扶办〔2018〕3号").press(&[Key::ENTER]);
    let screen = session.screen();
    assert!(screen.contains("本地已核"), "{screen}");
}

#[test]
fn the_plan_of_the_year_stands_by_village() {
    let mut session = Session::ruled();
    session.press(&[Key::f(9)]).write("gtzz");
    session.press(&[Key::ENTER]);
    same_pictures(&session, "plan_board");
    session.press(&[Key::TAB]);
    assert!(
        session.screen().contains("[工程进度]"),
        "{}",
        session.screen()
    );
}

#[test]
fn a_duty_without_a_record_is_signed_off_or_put_off() {
    let mut session = Session::ruled();
    session.press(&[Key::ctrl('n')]).write("秋季学期");
    session.press(&[Key::ctrl('n')]);
    assert!(session.screen().contains("延期"), "{}", session.screen());
    session.press(&[Key::DOWN, Key::ENTER]);
    session.write("9.1").press(&[Key::ENTER]);
    assert!(
        session.screen().contains("今天以后"),
        "{}",
        session.screen()
    );
    session.press(&[Key::BACKSPACE; 3]).write("10.20");
    session.press(&[Key::ENTER]);
    session.write("名单还没有来").press(&[Key::ENTER]);
    assert!(session.screen().contains("还30天"), "{}", session.screen());
    session.press(&[Key::ctrl('n'), Key::ENTER, Key::ENTER]);
    let screen = session.screen();
    assert!(
        screen.contains("办结") && screen.contains("0件"),
        "{screen}"
    );
}

#[test]
fn a_doubt_that_is_explained_stays_and_says_so() {
    let mut session = Session::ruled();
    session.press(&[Key::f(8)]).write("主要致贫原因漏填");
    session.press(&[Key::ENTER, Key::ctrl('n')]);
    let screen = session.screen();
    assert!(screen.contains("test-2018/户-主因"), "{screen}");
    session.write("正在核对").press(&[Key::ctrl('s')]);
    let screen = session.screen();
    assert!(screen.contains("已说明"), "{screen}");
}
