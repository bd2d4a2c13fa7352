//! 变更 at the screens: which is asked, what is proposed, what is refused at its field, what is
//! shown before it is saved, and that one undo takes it back.

mod support;

use fupin::tui::changes;
use fupin::tui::key::Key;
use support::Session;
use support::picture::same_pictures;
use support::prepared;

/// At the card of 张国强 of 白马庙村3组.
fn card() -> Session {
    let mut session = Session::open();
    session
        .press(&[Key::f(3)])
        .write("zgq 3组")
        .press(&[Key::ENTER]);
    session
}

/// At the form of a change of that household.
fn change(initials: &str) -> Session {
    let mut session = card();
    session
        .press(&[Key::ctrl('b')])
        .write(initials)
        .press(&[Key::ENTER]);
    session
}

const NEXT: Key = Key::TAB;

/// The number of a head of the small township, and one that nobody has.
const HEAD_OF_ANOTHER: &str = "421099197205060027";
const NOBODYS: &str = "421099197003050015";

fn clear(session: &mut Session, letters: usize) {
    session
        .press(&[Key::END])
        .press(&vec![Key::BACKSPACE; letters]);
}

#[test]
fn the_menu_of_a_card_asks_which_change() {
    let mut session = card();
    session.press(&[Key::ctrl('b')]);
    same_pictures(&session, "change-menu");
    session.press(&[Key::ESC, Key::ctrl('n')]).write("hbg");
    assert!(session.screen().contains("户变更"), "{}", session.screen());
    session.press(&[Key::ENTER]);
    assert!(
        session.screen().contains("自然增加"),
        "{}",
        session.screen()
    );
}

#[test]
fn a_new_head_brings_everybodys_relation_and_is_undone_whole() {
    let mut session = change("hzbg");
    session
        .write("sw")
        .press(&[NEXT])
        .write("910")
        .press(&[NEXT]);
    // Whoever is no member cannot be head; what was typed stays.
    session.write("王二").press(&[NEXT]);
    assert!(
        session.screen().contains("不能当户主"),
        "{}",
        session.screen()
    );
    same_pictures(&session, "change-refused");
    session.press(&[Key::BACK_TAB, Key::BACKSPACE, Key::BACKSPACE]);
    session
        .write("zl")
        .press(&[Key::ENTER])
        .write("930")
        .press(&[NEXT]);
    assert!(
        session.screen().contains("! 2018-09-30还没有到"),
        "{}",
        session.screen()
    );
    session.press(&[Key::BACK_TAB]);
    clear(&mut session, 10);
    session.write("920").press(&[NEXT]);
    same_pictures(&session, "change-head");
    session.press(&[Key::ctrl('s')]);
    same_pictures(&session, "review");
    let before = session.last_action();
    session.press(&[Key::ENTER]);
    assert_eq!(session.last_action(), before + 1);
    let card = session.screen();
    assert!(card.contains("户卡  张磊"), "{card}");
    assert!(card.contains("(张国强 户主 2018-09-10 死亡)"), "{card}");
    session
        .press(&[Key::ctrl('b')])
        .write("bgjl")
        .press(&[Key::ENTER]);
    same_pictures(&session, "history");
    session.press(&[Key::ESC, Key::ctrl('z'), Key::ENTER]);
    assert!(
        session.screen().contains("户卡  张国强"),
        "{}",
        session.screen()
    );
}

#[test]
fn what_was_typed_is_kept_and_can_be_gone_on_with() {
    let mut session = change("zrjs");
    session
        .write("zm")
        .press(&[Key::ENTER])
        .write("jc")
        .press(&[Key::ENTER]);
    session.press(&[Key::ESC]);
    assert!(session.screen().contains("已留着"), "{}", session.screen());
    session
        .press(&[Key::f(9)])
        .write("wwc")
        .press(&[Key::ENTER]);
    assert!(
        session.screen().contains("自然减少 张国强"),
        "{}",
        session.screen()
    );
    session.press(&[Key::ENTER]);
    let form = session.screen();
    assert!(form.contains("张敏") && form.contains("嫁出"), "{form}");
    session.press(&[Key::ctrl('x'), Key::ENTER]);
    assert!(!session.screen().contains("嫁出"), "{}", session.screen());
}

#[test]
fn a_household_splits_and_each_refers_to_the_other() {
    let mut session = change("fh");
    session.write("zl").press(&[Key::ENTER]);
    session
        .write("zm")
        .press(&[NEXT])
        .write("920")
        .press(&[NEXT]);
    same_pictures(&session, "change-split");
    session.press(&[Key::ctrl('s')]);
    assert!(
        session.screen().contains("新户还没有帮扶责任人"),
        "{}",
        session.screen()
    );
    // 张敏 is the head's sister: the list has no word for it.
    assert!(
        session.screen().contains("张敏的关系推算不出"),
        "{}",
        session.screen()
    );
    session.press(&[Key::ENTER]);
    assert!(session.screen().contains("在册3人"), "{}", session.screen());
    session
        .press(&[Key::ctrl('b')])
        .write("bgjl")
        .press(&[Key::ENTER, Key::ctrl('y')]);
    let new = session.screen();
    assert!(
        new.contains("户卡  张磊") && new.contains("在册2人"),
        "{new}"
    );
    assert!(new.contains("雨露"), "{new}");
}

#[test]
fn a_household_found_later_opens_its_card() {
    let mut session = Session::with(prepared::doubled);
    session.press(&[Key::f(9)]).write("bl").press(&[Key::ENTER]);
    session
        .write("ll")
        .press(&[Key::ENTER])
        .write("2组")
        .press(&[NEXT]);
    session
        .write("陶清泉")
        .press(&[NEXT])
        .write(HEAD_OF_ANOTHER)
        .press(&[NEXT]);
    assert!(
        session.screen().contains("不能重复登记"),
        "{}",
        session.screen()
    );
    same_pictures(&session, "change-found");
    session.press(&[Key::BACK_TAB]);
    clear(&mut session, 18);
    session.write(NOBODYS).press(&[NEXT, NEXT, NEXT, NEXT]);
    session
        .write("漏登")
        .press(&[NEXT])
        .write("今天")
        .press(&[Key::ctrl('s'), Key::ENTER]);
    let card = session.screen();
    assert!(
        card.contains("户卡  陶清泉") && card.contains("在册1人"),
        "{card}"
    );
}

#[test]
fn doubles_are_put_side_by_side_and_made_one() {
    let mut session = Session::with(prepared::doubled);
    session
        .press(&[Key::f(9)])
        .write("ysc")
        .press(&[Key::ENTER]);
    same_pictures(&session, "doubles");
    session.press(&[Key::ENTER]);
    session.press(&[Key::DOWN, Key::char(' ')]);
    same_pictures(&session, "merge");
    session.press(&[Key::ctrl('s')]);
    same_pictures(&session, "review-merge");
    session.press(&[Key::ENTER]);
    assert!(
        session.screen().contains("没有疑似重复"),
        "{}",
        session.screen()
    );
}

#[test]
fn a_year_is_begun_from_the_last_and_confirmed() {
    let mut session = Session::with(prepared::housed);
    session
        .press(&[Key::f(9)])
        .write("ndjz")
        .press(&[Key::ENTER]);
    same_pictures(&session, "change-carry");
    session.press(&[Key::ctrl('s')]);
    assert!(session.screen().contains("新开1户"), "{}", session.screen());
    same_pictures(&session, "review-carry");
    session.press(&[Key::ENTER]);
    session
        .press(&[Key::f(3)])
        .write("zgq 3组")
        .press(&[Key::ENTER]);
    same_pictures(&session, "card-carried");
    session.run(|given| fupin::tui::ways::of(given, "household_year", "household", 1, "张国强"));
    session.press(&[Key::END, Key::ENTER]);
    same_pictures(&session, "record-carried");
    // Another value in the form confirms it.
    session.press(&[Key::ctrl('e')]);
    for _ in 0..60 {
        if session
            .screen()
            .lines()
            .any(|line| line.starts_with("> 耕地面积 结转"))
        {
            break;
        }
        session.press(&[NEXT]);
    }
    session
        .press(&[Key::END, Key::BACKSPACE])
        .write("9")
        .press(&[Key::ctrl('s')]);
    let record = session.screen();
    assert!(
        record.contains("4.9 亩\n") && record.contains("是 结转"),
        "{record}"
    );
    session.press(&[Key::ctrl('s'), Key::ENTER]);
    assert!(
        !session.screen().contains("是 结转"),
        "{}",
        session.screen()
    );
    session.press(&[Key::ctrl('s')]);
    assert!(
        session.screen().contains("没有结转未核的项"),
        "{}",
        session.screen()
    );
}

#[test]
fn an_event_is_not_typed_into_the_ledger_by_itself() {
    let mut session = change("zrjs");
    session
        .write("zm")
        .press(&[Key::ENTER])
        .write("jc")
        .press(&[Key::ENTER]);
    session.write("910").press(&[Key::ctrl('s'), Key::ENTER]);
    session
        .press(&[Key::f(9)])
        .write("rkbg")
        .press(&[Key::ENTER, Key::ctrl('n')]);
    assert!(
        session.screen().contains("变更在户卡上办"),
        "{}",
        session.screen()
    );
    session.press(&[Key::DELETE]);
    assert!(
        session.screen().contains("变更不能单独移除"),
        "{}",
        session.screen()
    );
    session.press(&[Key::ctrl('e')]);
    let form = session.screen();
    assert!(
        form.contains("佐证") && !form.contains("变更日期"),
        "{form}"
    );
    session.run(changes::found);
    assert!(session.screen().contains("补录新增户"));
}

#[test]
fn a_year_is_begun_for_the_marked_households_alone() {
    let mut session = Session::with(prepared::housed);
    session.press(&[Key::f(3)]).write("zgq 3组");
    session
        .press(&[Key::ctrl('k'), Key::f(12)])
        .write("ndjz")
        .press(&[Key::ENTER]);
    let form = session.screen();
    assert!(
        form.contains("年度结转 标记的1户") && !form.contains("行政村"),
        "{form}"
    );
    session.press(&[Key::ctrl('s')]);
    assert!(session.screen().contains("新开1户"), "{}", session.screen());
    session.press(&[Key::ENTER]);
    assert!(
        session.screen().contains("已办：年度结转"),
        "{}",
        session.screen()
    );
}
