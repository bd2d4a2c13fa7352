//! 自定义栏 in the interface: made in a form or out of a sheet, and then everywhere.

mod support;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use fupin::port::import::ImportOptions;
use fupin::tui::Cmd;
use fupin::tui::key::Key;
use fupin::tui::screens::preview::Preview;
use support::Session;
use support::picture::same_pictures;
use tempfile::TempDir;

/// The households of the small township, with columns that nobody has.
const SHEET: &str = "\
低保摸底表,,,,,,
截至2018年8月31日,,,,,,
户编号,户主姓名,行政村,户主证件号码,县里要的,,
,,,,低保等级,是否双签,养羊数（只）
4210990031,张国强,白马庙村,,一级,是,5
4210990032,单云娥,白马庙村,,二级,否,0
4210990033,阿卜杜拉·买买提,白马庙村,,一级,否,12
4210990034,张国强,柳林村,,一级,是,
";

fn sheet() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("低保摸底.csv");
    fs::write(&path, SHEET).unwrap();
    (folder, path)
}

fn preview(session: &mut Session, file: PathBuf) {
    session.run(|given| {
        let options = ImportOptions {
            file,
            ..ImportOptions::default()
        };
        Cmd::open(Preview::new(given, options))
    });
}

#[track_caller]
fn shows(session: &Session, text: &str) {
    let screen = session.screen();
    assert!(screen.contains(text), "{text} not in\n{screen}");
}

fn fields(session: &mut Session) {
    session
        .press(&[Key::f(9)])
        .write("自定义栏")
        .press(&[Key::ENTER]);
}

/// To the last field of a household's form, where the own fields stand. On the way the head's ID
/// number, whose check digit the sample has wrong, is made right.
fn last_field(session: &mut Session) {
    session
        .press(&[Key::TAB; 4])
        .press(&[Key::END])
        .press(&[Key::BACKSPACE; 18])
        .write("421099196606160016");
    session.press(&[Key::TAB; 80]);
}

/// Fills in the form of an own field and saves it.
fn describe(session: &mut Session, ledger: &str, label: &str, kind: &str, options: &str) {
    session.press(&[Key::ctrl('n')]);
    session.write(ledger).press(&[Key::TAB]);
    session.write(label).press(&[Key::TAB]);
    session.write(kind).press(&[Key::TAB]);
    session.write(options).press(&[Key::ctrl('s')]);
}

#[test]
fn a_field_is_described_in_a_form_and_refused_at_the_place() {
    let mut session = Session::open();
    fields(&mut session);
    same_pictures(&session, "own-none");
    session.press(&[Key::ctrl('n')]);
    same_pictures(&session, "own-form");
    session.press(&[Key::ESC]);
    describe(&mut session, "户", "户主姓名", "选项", "");
    shows(&session, "已经有「户主姓名」这一栏");
    same_pictures(&session, "own-form-refused");
}

#[test]
fn a_field_once_made_stands_in_forms_lists_and_pages() {
    let mut session = Session::open();
    fields(&mut session);
    describe(&mut session, "户", "低保等级", "选项", "一级、二级、三级");
    shows(&session, "已保存");
    fields(&mut session);
    shows(&session, "低保等级");
    same_pictures(&session, "own-list");
    session
        .press(&[Key::f(3)])
        .write("zgq 3组")
        .press(&[Key::ENTER, Key::ctrl('e')]);
    last_field(&mut session);
    session.write("二级").press(&[Key::ctrl('s')]);
    shows(&session, "自定义 低保等级 二级 9月20日");
    same_pictures(&session, "card-own");
    session.press(&[Key::ENTER]);
    for _ in 0..6 {
        shows(&session, "农户  张国强");
        session.press(&[Key::PAGE_DOWN]);
    }
    shows(&session, "2018-09-20填");
    same_pictures(&session, "record-own");
}

#[test]
fn columns_of_a_sheet_become_fields_with_one_key() {
    let (_folder, file) = sheet();
    let mut session = Session::open();
    let before = session.last_action();
    preview(&mut session, file);
    shows(&session, "按 Ctrl-N 做成自定义栏");
    same_pictures(&session, "preview-own");
    session.press(&[Key::ctrl('n')]);
    same_pictures(&session, "preview-own-which");
    session.press(&[Key::ENTER]);
    shows(&session, "新的自定义栏");
    same_pictures(&session, "preview-own-made");
    assert_eq!(session.last_action(), before, "a preview writes nothing");
    // 低保等级 is guessed a text: four rows tell too little.
    session.press(&[Key::ctrl('n'), Key::ENTER]);
    same_pictures(&session, "preview-own-type");
    session.write("选项").press(&[Key::ENTER]);
    shows(&session, "低保等级(选项)");
    session
        .press(&[Key::ENTER])
        .write("导入")
        .press(&[Key::ENTER]);
    shows(&session, "已导入");
    session
        .press(&[Key::f(3)])
        .write("zgq 3组")
        .press(&[Key::ENTER]);
    shows(&session, "低保等级 一级 8月31日");
    shows(&session, "养羊数 5只 8月31日");
}

#[test]
fn a_field_that_somebody_else_makes_stands_in_the_next_form() {
    let mut session = Session::open();
    session
        .press(&[Key::f(3)])
        .write("zgq 3组")
        .press(&[Key::ENTER]);
    let done = Command::new(env!("CARGO_BIN_EXE_fupin"))
        .arg("--book")
        .arg(session.book())
        .args([
            "--operator",
            "赵立",
            "column",
            "add",
            "户",
            "养羊数",
            "--type",
            "整数",
        ])
        .output()
        .unwrap();
    assert!(done.status.success());
    session.press(&[Key::ctrl('e')]);
    last_field(&mut session);
    shows(&session, "养羊数");
    session.write("7").press(&[Key::ctrl('s')]);
    shows(&session, "养羊数 7");
}

#[test]
fn what_was_filled_in_keeps_its_meaning() {
    let mut session = Session::open();
    fields(&mut session);
    describe(&mut session, "户", "低保等级", "选项", "一级、二级");
    session
        .press(&[Key::f(3)])
        .write("zgq 3组")
        .press(&[Key::ENTER, Key::ctrl('e')]);
    last_field(&mut session);
    session.write("二级").press(&[Key::ctrl('s')]);
    fields(&mut session);
    session.press(&[Key::ctrl('e'), Key::TAB, Key::TAB]);
    session
        .press(&[Key::BACKSPACE; 4])
        .write("文字")
        .press(&[Key::ctrl('s')]);
    shows(&session, "已经填了1条，填什么不能改");
    session.press(&[Key::ctrl('z')]);
    session.press(&[Key::TAB]);
    session
        .press(&[Key::END])
        .press(&[Key::BACKSPACE; 10])
        .write("一级、三级")
        .press(&[Key::ctrl('s')]);
    shows(&session, "选项「二级」已经有记录在用");
}
