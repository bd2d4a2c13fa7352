//! Forms, pressed as an officer presses them: a book on disk, the shell, pictures of every screen.

mod forms_support;

use forms_support::{Desk, book, key};
use fupin::tui::Cmd;
use fupin::tui::key::Key;
use fupin::tui::screens::doing::Doing;
use fupin::tui::screens::log::Log;

#[test]
fn a_visit_is_written_down_and_said() {
    let mut desk = Desk::at(book());
    desk.open_new("visit", Some(("household", 1)));
    desk.picture("form-new");
    // The first empty field has the focus: 走访方式.
    desk.text("rh");
    desk.press(Key::ENTER);
    desk.press(Key::TAB);
    desk.text("见到本人，老人腿脚不便");
    desk.press(key::SAVE);
    let seen = desk.seen();
    assert!(
        seen.contains("已保存：新增走访 张国强 2018-09-20"),
        "{seen}"
    );
    assert_eq!(desk.last_action(), "新增走访 张国强 2018-09-20 刘敏");
}

#[test]
fn what_is_mistyped_is_named_and_kept() {
    let mut desk = Desk::at(book());
    desk.open_new("visit", Some(("household", 1)));
    desk.go_to("visited_on");
    desk.clear();
    desk.text("13.45");
    desk.press(key::SAVE);
    desk.picture("form-mistyped");
    desk.clear();
    desk.text("2019-01-01");
    desk.press(key::SAVE);
    assert!(
        desk.seen().contains("走访日期不能晚于今天"),
        "{}",
        desk.seen()
    );
    desk.clear();
    desk.text("昨天");
    desk.press(key::SAVE);
    assert!(
        desk.seen().contains("已保存：新增走访 张国强 2018-09-19"),
        "{}",
        desk.seen()
    );
}

/// Nobody exempts himself: without the county's number and date the form is not taken at all.
#[test]
fn an_exemption_needs_the_countys_paper() {
    let mut desk = Desk::at(book());
    desk.open_new("explanation", Some(("household", 1)));
    for (field, said) in [
        ("kind", "豁免"),
        ("subject", "户"),
        ("rule", "national-2016/错评车辆"),
        ("reason", "车是残疾人代步用的"),
        ("begins_on", "今天"),
    ] {
        desk.go_to(field);
        desk.clear();
        desk.text(said);
    }
    desk.press(key::SAVE);
    let seen = desk.seen();
    assert!(seen.contains("豁免要填批准文号"), "{seen}");
    for (field, said) in [("document", "岭扶办函〔2018〕7号"), ("document_on", "9.3")] {
        desk.go_to(field);
        desk.text(said);
    }
    desk.press(key::SAVE);
    let seen = desk.seen();
    assert!(seen.contains("已保存：新增情况说明"), "{seen}");
}

#[test]
fn a_new_member_is_told_by_the_id_number() {
    let mut desk = Desk::at(book());
    desk.open_new("person", Some(("household", 1)));
    desk.go_to("name");
    desk.text("张小明");
    desk.go_to("id_number");
    desk.text("11010519491231002Y");
    desk.press(Key::TAB);
    desk.picture("form-id");
    desk.go_to("id_number");
    desk.clear();
    desk.text("11010519491231002X");
    desk.press(Key::TAB);
    assert_eq!(desk.value("sex"), "女");
    assert_eq!(desk.value("birth"), "1949-12-31");
    desk.press(key::SAVE);
    assert_eq!(desk.last_action(), "新增人口 张小明");
    desk.open_new("person", Some(("household", 2)));
    desk.go_to("name");
    desk.text("张晓明");
    desk.go_to("id_number");
    desk.text("11010519491231002x");
    desk.press(key::SAVE);
    let seen = desk.seen();
    assert!(seen.contains("张小明"), "{seen}");
    assert_eq!(desk.last_action(), "新增人口 张小明");
}

#[test]
fn only_what_changed_is_saved_and_can_be_undone() {
    let mut desk = Desk::at(book());
    desk.open_edit("household", 1);
    desk.picture("form-correct");
    desk.go_to("phone");
    desk.clear();
    desk.text("13900001111");
    desk.press(key::SAVE);
    assert_eq!(desk.last_action(), "更正户 张国强：联系电话");
    desk.undo();
    desk.picture("undo");
    desk.press(Key::ENTER);
    assert_eq!(desk.stored("household", 1, "phone"), "13800000001");
}

#[test]
fn two_officers_see_both_values_and_choose() {
    let book = book();
    let (mut first, mut second) = (Desk::at(book.clone()), Desk::of(book, "李秀英"));
    for (desk, phone) in [(&mut first, "13911110000"), (&mut second, "13922220000")] {
        desk.open_edit("household", 1);
        desk.go_to("phone");
        desk.clear();
        desk.text(phone);
    }
    first.press(key::SAVE);
    second.press(key::SAVE);
    second.picture("conflict");
    second.press(key::SAVE);
    assert!(
        second.seen().contains("请先选定联系电话"),
        "{}",
        second.seen()
    );
    second.press(Key::RIGHT);
    second.press(key::SAVE);
    assert_eq!(second.stored("household", 1, "phone"), "13922220000");
    assert_eq!(second.last_action(), "更正户 张国强：联系电话");
}

#[test]
fn the_other_officer_s_value_may_stay() {
    let book = book();
    let (mut first, mut second) = (Desk::at(book.clone()), Desk::of(book, "李秀英"));
    for (desk, phone) in [(&mut first, "13911110000"), (&mut second, "13922220000")] {
        desk.open_edit("household", 1);
        desk.go_to("phone");
        desk.clear();
        desk.text(phone);
    }
    second.go_to("bank");
    second.text("农信社");
    first.press(key::SAVE);
    second.press(key::SAVE);
    second.press(Key::RIGHT);
    second.press(Key::RIGHT);
    second.press(key::SAVE);
    assert_eq!(second.stored("household", 1, "phone"), "13911110000");
    assert_eq!(second.stored("household", 1, "bank"), "农信社");
}

#[test]
fn a_reference_is_looked_up() {
    let mut desk = Desk::at(book());
    desk.open_new("pairing", Some(("household", 1)));
    desk.go_to("helper");
    desk.text("l");
    desk.press(Key::ENTER);
    desk.picture("lookup");
    desk.press(Key::DOWN);
    desk.press(Key::ENTER);
    assert!(desk.value("helper").starts_with('李') || desk.value("helper").starts_with('刘'));
    desk.press(key::SAVE);
    assert!(
        desk.last_action().starts_with("新增结对 张国强"),
        "{}",
        desk.last_action()
    );
}

#[test]
fn the_only_match_is_taken_without_asking() {
    let mut desk = Desk::at(book());
    desk.open_new("pairing", Some(("household", 1)));
    desk.go_to("helper");
    desk.text("ljj");
    desk.press(key::SAVE);
    assert!(
        desk.last_action().starts_with("新增结对 张国强 李建军"),
        "{}",
        desk.seen()
    );
}

#[test]
fn escape_keeps_what_was_typed() {
    let mut desk = Desk::at(book());
    desk.open_new("visit", Some(("household", 1)));
    desk.go_to("content");
    desk.text("第一行");
    desk.press(Key::ESC);
    assert!(desk.seen().contains("没有保存"), "{}", desk.seen());
    desk.drafts();
    desk.picture("drafts");
    desk.press(Key::ENTER);
    assert_eq!(desk.value("content"), "第一行");
    desk.press(key::SAVE);
    desk.drafts();
    assert!(desk.seen().contains("没有未完成的表"), "{}", desk.seen());
}

#[test]
fn a_program_killed_in_the_middle_loses_nothing() {
    let book = book();
    let mut desk = Desk::at(book.clone());
    desk.open_new("visit", Some(("household", 1)));
    desk.go_to("content");
    desk.paste("见到户主\n老人腿脚不便");
    drop(desk);
    let mut desk = Desk::at(book);
    desk.open_new("visit", Some(("household", 1)));
    assert!(
        desk.seen().contains("接着填上次没保存的"),
        "{}",
        desk.seen()
    );
    assert_eq!(desk.value("content"), "见到户主\n老人腿脚不便");
    desk.press(key::REMOVE);
    desk.press(Key::ENTER);
    assert_eq!(desk.value("content"), "");
}

#[test]
fn removing_asks_why_and_can_be_undone() {
    let mut desk = Desk::at(book());
    desk.remove("household", 1);
    desk.text("重复录入");
    desk.press(Key::ENTER);
    assert!(desk.seen().contains("名下还有"), "{}", desk.seen());
    desk.press(Key::ENTER);
    desk.remove("household", 2);
    desk.text("重复录入");
    desk.press(Key::ENTER);
    assert_eq!(desk.last_action(), "移除户 王秀兰：重复录入");
    desk.undo();
    desk.press(Key::ENTER);
    assert_eq!(desk.stored("household", 2, "head_name"), "王秀兰");
}

#[test]
fn the_operator_and_the_menu_of_additions() {
    let mut desk = Desk::at(book());
    desk.add_menu("household", 1);
    desk.picture("add-menu");
    desk.press(Key::ENTER);
    assert!(desk.seen().contains("新增走访"), "{}", desk.seen());
    desk.press(Key::ESC);
    desk.operator();
    desk.press(Key::TAB);
    desk.text("扶贫专干");
    desk.press(Key::TAB);
    desk.text("bmm");
    desk.press(Key::ENTER);
    desk.picture("operator");
    desk.press(key::SAVE);
    assert!(desk.seen().contains("操作人是 刘敏"), "{}", desk.seen());
    desk.operator();
    assert!(desk.seen().contains("白马庙村"), "{}", desk.seen());
}

#[test]
fn the_log_shows_before_and_after() {
    let mut desk = Desk::at(book());
    desk.open_edit("household", 1);
    desk.go_to("bank");
    desk.text("农信社");
    desk.press(key::SAVE);
    desk.open(Cmd::open(Log::new(None)));
    desk.picture("log");
    desk.press(Key::ENTER);
    desk.picture("log_entry");
    assert!(desk.seen().contains("改成：农信社"), "{}", desk.seen());
    desk.press(Key::ENTER);
    desk.press(Key::ENTER);
    assert_eq!(desk.stored("household", 1, "bank"), "");
}

#[test]
fn a_first_start_asks_what_a_new_book_needs() {
    let folder = tempfile::tempdir().unwrap();
    let session = forms_support::session(folder.path().join("book.db"), "刘敏");
    let mut desk = forms_support::First::at(session.clone());
    desk.picture("welcome");
    desk.text("hb");
    desk.press(Key::ENTER);
    desk.text("清河县");
    desk.press(Key::TAB);
    desk.text("松垭镇");
    desk.press(key::SAVE);
    assert!(session.book.exists(), "{}", desk.seen());
}

#[test]
fn a_wait_is_told() {
    let mut desk = Desk::at(book());
    desk.leave_unanswered(Cmd::open(Doing::new(fupin::port::Request::LastAction)));
    desk.picture("doing");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig {
        cases: 24,
        failure_persistence: None,
        ..proptest::prelude::ProptestConfig::default()
    })]

    // No letters or digits: passing a list of codes turns a lone one into the code that it names.
    #[test]
    fn whatever_is_typed_is_offered_again(
        texts in proptest::collection::vec(("[ -/:-@一-龥\u{20000}，。　]{1,12}", 0_usize..13), 1..4)
    ) {
        let book = book();
        let mut desk = Desk::at(book.clone());
        desk.open_new("visit", Some(("household", 1)));
        for (text, field) in &texts {
            for _ in 0..12 {
                desk.press(Key::PAGE_UP);
            }
            for _ in 0..*field {
                desk.press(Key::TAB);
            }
            desk.paste(text);
        }
        let before = desk.drafted();
        desk.press(Key::ESC);
        desk.press(Key::ESC);
        desk.press(Key::ESC);
        drop(desk);
        let mut desk = Desk::at(book);
        desk.open_new("visit", Some(("household", 1)));
        // Typing and taking back a blank keeps the draft as the form now stands.
        desk.go_to("note");
        desk.paste("。");
        desk.press(Key::BACKSPACE);
        proptest::prop_assert_eq!(desk.drafted(), before);
    }
}

#[test]
fn two_helpers_of_one_order_at_a_time_are_refused_at_the_field() {
    let mut desk = Desk::at(book());
    let pair = |desk: &mut Desk, helper: &str, begins: &str| {
        desk.open_new("pairing", Some(("household", 1)));
        desk.go_to("helper");
        desk.text(helper);
        desk.press(Key::ENTER);
        desk.go_to("role");
        desk.text("第一");
        desk.press(Key::ENTER);
        desk.go_to("begins_on");
        desk.clear();
        desk.text(begins);
        desk.press(key::SAVE);
    };
    pair(&mut desk, "李建军", "2016-01-01");
    assert!(desk.seen().contains("已保存"), "{}", desk.seen());
    pair(&mut desk, "刘敏", "2018-03-01");
    let seen = desk.seen();
    assert!(seen.contains("李建军") && seen.contains("重叠"), "{seen}");
    assert!(desk.value("begins_on").starts_with("2018-03-01\n!"));
    desk.press(Key::ESC);
    desk.open_edit("pairing", 1);
    desk.go_to("ends_on");
    desk.text("2018-03-01");
    desk.press(key::SAVE);
    assert!(desk.seen().contains("已保存"), "{}", desk.seen());
    desk.open_new("pairing", Some(("household", 1)));
    assert_eq!(desk.value("begins_on"), "2018-03-01");
    desk.press(key::SAVE);
    assert!(desk.seen().contains("已保存"), "{}", desk.seen());
}
