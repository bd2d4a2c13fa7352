//! 收表报表 as an officer sees it: preview, problems row by row, history, taking back, 待挂接.

mod support;

use std::path::{Path, PathBuf};

use fupin::app::import::{self, Context};
use fupin::policy::Packs;
use fupin::port::import::ImportOptions;
use fupin::store::{Store, Who};
use fupin::tui::Cmd;
use fupin::tui::key::Key;
use fupin::tui::screens::preview::Preview;
use fupin::tui::screens::sheets::Sheets;
use support::Session;
use support::picture::same_pictures;

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/samples")
        .join(name)
}

fn options(name: &str) -> ImportOptions {
    ImportOptions {
        file: sample(name),
        ..ImportOptions::default()
    }
}

fn take_in(store: &mut Store, name: &str) {
    let packs = Packs::built_in().unwrap();
    let context = Context {
        today: "2018-09-20".parse().unwrap(),
        packs: &packs,
    };
    let who = Who {
        operator: "刘晓燕".into(),
        account: "liu".into(),
    };
    let on = &mut |_, _| true;
    let seen = import::preview(store, context, &options(name), on).unwrap();
    let at = "2018-09-20T21:40:00+08:00";
    import::apply(store, context, &options(name), (&who, at), &seen, on).unwrap();
}

#[test]
fn a_sheet_is_previewed_then_taken_in() {
    let mut session = Session::empty();
    session.run(|given| {
        Cmd::open(Preview::new(
            given,
            options("dirty_households_L1_gb18030.csv"),
        ))
    });
    same_pictures(&session, "preview");
    assert!(session.screen().contains("预览"));
    session.press(&[Key::ENTER]);
    same_pictures(&session, "preview-asks");
    session.press(&[Key::ENTER]);
    assert!(session.screen().contains("已导入"), "{}", session.screen());
    session.press(&[Key::ENTER]);
    assert!(
        session.screen().contains("已经导入"),
        "{}",
        session.screen()
    );
}

#[test]
fn esc_at_the_question_takes_nothing_in() {
    let mut session = Session::empty();
    let before = session.last_action();
    session.run(|given| Cmd::open(Preview::new(given, options("clean_households_L0_utf8.csv"))));
    session.press(&[Key::ENTER, Key::ESC]);
    assert!(session.screen().contains("预览"));
    assert_eq!(session.last_action(), before);
}

#[test]
fn a_second_sheet_shows_what_it_changes_field_by_field() {
    let mut session = Session::after(|store| take_in(store, "national_26.csv"));
    session.run(|given| Cmd::open(Preview::new(given, options("national_2022.csv"))));
    if !session.screen().contains("台账里") {
        session.press(&[Key::TAB]);
    }
    same_pictures(&session, "preview-changes");
}

#[test]
fn a_file_that_cannot_be_used_is_named() {
    let mut session = Session::empty();
    let file = "malformed/010_unterminated_quote_mid.csv";
    session.run(|given| Cmd::open(Preview::new(given, options(file))));
    same_pictures(&session, "preview-refused");
}

#[test]
fn imports_are_listed_and_taken_back() {
    let mut session = Session::after(|store| take_in(store, "clean_households_L0_utf8.csv"));
    session.run(|given| Cmd::open(Sheets::history(given)));
    same_pictures(&session, "sheets-history");
    session.press(&[Key::DELETE]);
    same_pictures(&session, "sheets-take-back");
    session.press(&[Key::ENTER]);
    assert!(session.screen().contains("已撤回"), "{}", session.screen());
}

#[test]
fn records_without_a_household_wait_and_are_attached() {
    let mut session = Session::after(|store| {
        take_in(store, "clean_loans_L0_gb18030.csv");
        take_in(store, "clean_households_L0_utf8.csv");
    });
    session.run(|given| Cmd::open(Sheets::waiting(given)));
    same_pictures(&session, "sheets-waiting");
    let before = session.screen();
    session.press(&[Key::ENTER, Key::ENTER]);
    assert!(session.screen().contains("已挂接"), "{}", session.screen());
    assert_ne!(session.screen(), before);
}
