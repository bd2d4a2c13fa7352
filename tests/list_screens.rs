//! Lists as a whole: picked out, ordered, counted, marked, at 80x24 and at a telephone's 40x20.
//!
//! `BLESS=1 cargo test --test list_screens` draws the pictures anew; read the differences.

mod support;

use std::process::Command;

use fupin::tui::key::Key;
use support::Session;
use support::picture::same_pictures;

/// 农户, the households whose 脱贫属性 is 未脱贫 or 返贫.
fn picked() -> Session {
    let mut session = Session::open();
    session.press(&[Key::f(3), Key::ctrl('g')]).write("tpsx");
    session.press(&[Key::ENTER, Key::INSERT]).write("返贫");
    session.press(&[Key::INSERT, Key::ENTER]);
    session
}

#[test]
fn the_first_condition_is_asked_for_at_once() {
    let mut session = Session::open();
    session.press(&[Key::f(3), Key::ctrl('g')]).write("tpsx");
    same_pictures(&session, "filter-fact");
    session.press(&[Key::ENTER]);
    same_pictures(&session, "values");
    session.press(&[Key::INSERT, Key::ENTER]);
    same_pictures(&session, "filter");
    session.press(&[Key::ENTER]);
    let screen = session.screen();
    assert!(screen.contains("筛选 脱贫属性 未脱贫"), "{screen}");
    assert!(screen.contains("2户"), "{screen}");
}

#[test]
fn conditions_are_added_changed_and_taken_off() {
    let mut session = picked();
    let screen = session.screen();
    assert!(screen.contains("脱贫属性 未脱贫或返贫"), "{screen}");
    session.press(&[Key::ctrl('n')]).write("zcrk");
    session.press(&[Key::ENTER]).write("两个");
    session.press(&[Key::ENTER]);
    assert!(
        session.screen().contains("看不成数"),
        "{}",
        session.screen()
    );
    session
        .press(&[Key::BACKSPACE, Key::BACKSPACE])
        .write("1以下");
    session.press(&[Key::ENTER]);
    let screen = session.screen();
    assert!(screen.contains("在册人口 不超过1"), "{screen}");
    session.press(&[Key::DOWN, Key::DOWN, Key::DELETE]);
    let screen = session.screen();
    assert!(!screen.contains("在册人口 不超过1"), "{screen}");
    session.press(&[Key::ESC]);
    let screen = session.screen();
    assert!(screen.contains("3户"), "{screen}");
    session.press(&[Key::ctrl('g'), Key::DELETE, Key::ESC]);
    assert!(session.screen().contains("5户"), "{}", session.screen());
}

#[test]
fn rows_stand_in_the_order_wanted() {
    let mut session = Session::open();
    session.press(&[Key::f(3), Key::ctrl('g'), Key::ESC]);
    session
        .press(&[Key::DOWN, Key::DOWN, Key::ENTER])
        .write("hzxm");
    session.press(&[Key::ENTER]);
    assert!(
        session.screen().contains("按户主姓名从小到大"),
        "{}",
        session.screen()
    );
    session.press(&[Key::ENTER]).write("hzxm");
    session.press(&[Key::ENTER]);
    assert!(
        session.screen().contains("按户主姓名从大到小"),
        "{}",
        session.screen()
    );
    session.press(&[Key::ESC]);
    same_pictures(&session, "households-picked");
}

#[test]
fn a_filter_is_kept_under_a_name_and_found_again() {
    let mut session = picked();
    session.press(&[Key::ctrl('s')]).write("未脱贫的");
    session.press(&[Key::ENTER]);
    assert!(
        session.screen().contains("已保存筛选「未脱贫的」"),
        "{}",
        session.screen()
    );
    session.press(&[Key::f(2), Key::f(3)]);
    assert!(session.screen().contains("5户"));
    session.press(&[Key::ctrl('g'), Key::ESC]);
    same_pictures(&session, "filter-kept");
    session.press(&[Key::END, Key::ENTER, Key::ENTER]);
    assert!(session.screen().contains("3户"), "{}", session.screen());
    session.press(&[Key::ctrl('g'), Key::END, Key::DELETE, Key::ENTER]);
    assert!(
        session.screen().contains("已删去筛选"),
        "{}",
        session.screen()
    );
}

#[test]
fn what_is_shown_is_counted_and_a_number_opens_its_rows() {
    let mut session = picked();
    session.press(&[Key::ENTER, Key::ctrl('t')]);
    same_pictures(&session, "count");
    session.press(&[Key::BACK_TAB]).write("tpsx");
    session.press(&[Key::ENTER]);
    same_pictures(&session, "count-columns");
    session.press(&[Key::DOWN, Key::ENTER]);
    assert!(
        session.screen().contains("这里没有记录"),
        "{}",
        session.screen()
    );
    session.press(&[Key::END, Key::ENTER]);
    let screen = session.screen();
    assert!(screen.contains("农户"), "{screen}");
    assert!(screen.contains("建档立卡户"), "{screen}");
    assert!(screen.contains("2户"), "{screen}");
    session.press(&[Key::ESC, Key::ctrl('n')]).write("r");
    session.press(&[Key::ENTER]);
    assert!(session.screen().contains("统计"), "{}", session.screen());
}

#[test]
fn marks_stay_while_one_moves_and_one_key_marks_all() {
    let mut session = Session::open();
    session.press(&[Key::f(3), Key::INSERT, Key::ctrl('k')]);
    let screen = session.screen();
    assert!(screen.contains("标记2 5户"), "{screen}");
    session.press(&[Key::ctrl('a')]);
    assert!(
        session.screen().contains("标记5 5户"),
        "{}",
        session.screen()
    );
    session.press(&[Key::ctrl('a')]);
    assert!(!session.screen().contains("标记5"), "{}", session.screen());
}

#[test]
fn loans_are_picked_out_under_the_state_in_sight() {
    let mut session = Session::open();
    session.press(&[Key::f(4), Key::ctrl('g')]).write("dkyh");
    session.press(&[Key::ENTER]).write("农商");
    session.press(&[Key::ENTER, Key::ENTER]);
    let screen = session.screen();
    assert!(screen.contains("筛选 贷款银行 含「农商」"), "{screen}");
    session.press(&[Key::ctrl('t')]);
    assert!(
        session.screen().contains("统计  小额信贷"),
        "{}",
        session.screen()
    );
}

#[test]
fn marked_households_get_a_visit_each_and_one_undo_takes_all_back() {
    let mut session = Session::open();
    session.press(&[Key::f(3), Key::INSERT, Key::INSERT, Key::f(12)]);
    same_pictures(&session, "batch");
    session.press(&[Key::ENTER]);
    let screen = session.screen();
    assert!(screen.contains("批量新增走访  2户"), "{screen}");
    assert!(!screen.contains("户:"), "{screen}");
    session.press(&[Key::ctrl('s')]);
    same_pictures(&session, "batch-shown");
    let before = session.last_action();
    session.press(&[Key::ENTER]);
    assert_eq!(session.last_action(), before + 1);
    assert!(session.screen().contains("标记2"), "{}", session.screen());
    session.press(&[Key::ctrl('z')]);
    let screen = session.screen();
    assert!(screen.contains("给2户各加一条走访"), "{screen}");
    session.press(&[Key::ENTER]);
    assert_eq!(session.last_action(), before + 2);
}

#[test]
fn one_field_of_the_marked_rows_is_filled_in() {
    let mut session = Session::open();
    session
        .press(&[Key::f(3), Key::ctrl('a'), Key::ctrl('n')])
        .write("tyx");
    session.press(&[Key::ENTER]).write("dahh");
    session.press(&[Key::ENTER]);
    same_pictures(&session, "batch-field");
    session.write("3-017").press(&[Key::ctrl('s')]);
    let screen = session.screen();
    assert!(
        screen.contains("改5户的档案盒号") || screen.contains("改4户的档案盒号"),
        "{screen}"
    );
    session.press(&[Key::ENTER]);
    assert!(
        session.screen().contains("可以一步全部撤回"),
        "{}",
        session.screen()
    );
}

#[test]
fn a_batch_that_is_refused_keeps_what_was_typed() {
    let mut session = Session::open();
    session.press(&[Key::f(3), Key::ctrl('a'), Key::f(12), Key::ENTER]);
    session.press(&[Key::BACKSPACE; 10]).write("2019-01-01");
    session.press(&[Key::ctrl('s')]);
    let screen = session.screen();
    assert!(screen.contains("不能晚于今天"), "{screen}");
    assert!(screen.contains("2019-01-01"), "{screen}");
}

#[test]
fn typing_in_the_filter_looks_for_a_fact() {
    let mut session = Session::open();
    session
        .press(&[Key::f(3), Key::ctrl('g'), Key::ESC])
        .write("zcrk");
    let screen = session.screen();
    assert!(
        screen.contains("按哪一项筛选") && screen.contains("> 在册人口"),
        "{screen}"
    );
}

#[test]
fn villages_are_picked_out_and_counted_too() {
    let mut session = Session::open();
    session.press(&[Key::f(6), Key::ctrl('g')]).write("csx");
    session.press(&[Key::ESC, Key::ESC, Key::ESC]);
    let screen = session.screen();
    assert!(screen.contains("村") && screen.contains("2个"), "{screen}");
    session.press(&[Key::ESC, Key::ctrl('t')]);
    assert!(
        session.screen().contains("统计  村"),
        "{}",
        session.screen()
    );
}

#[test]
fn a_condition_on_a_field_that_is_gone_is_refused_with_the_reason() {
    let mut session = Session::open();
    let command = |session: &Session, args: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_fupin"))
            .arg("--book")
            .arg(session.book())
            .args(args)
            .output()
            .unwrap();
        assert!(done.status.success(), "{done:?}");
    };
    command(
        &session,
        &["column", "add", "户", "养羊数", "--type", "整数"],
    );
    session.press(&[Key::f(3), Key::ctrl('g')]).write("养羊数");
    session
        .press(&[Key::ENTER])
        .write("3以上")
        .press(&[Key::ENTER]);
    session
        .press(&[Key::ctrl('s')])
        .write("有羊的")
        .press(&[Key::ENTER, Key::ESC]);
    command(&session, &["column", "remove", "户", "养羊数"]);
    session.press(&[
        Key::f(2),
        Key::f(3),
        Key::ctrl('g'),
        Key::ESC,
        Key::END,
        Key::ENTER,
    ]);
    let screen = session.screen();
    assert!(screen.contains("! 没有「养羊数」这一项"), "{screen}");
    same_pictures(&session, "filter-gone");
    session.press(&[Key::ENTER]);
    assert!(
        session.screen().contains("请去掉这个条件"),
        "{}",
        session.screen()
    );
    // Going back takes nothing along that cannot be.
    session.press(&[Key::ESC]);
    let screen = session.screen();
    assert!(
        screen.contains("5户") && !screen.contains("养羊数"),
        "{screen}"
    );
}

#[test]
fn an_export_is_asked_for_whom_it_is() {
    let mut session = Session::open();
    session.press(&[Key::f(3), Key::f(12)]);
    same_pictures(&session, "batch-none");
    session.write("导出").press(&[Key::ENTER]);
    same_pictures(&session, "batch-export");
}
