//! Every ledger has its list, form, template, filter, count and sheet, whichever it is.

mod support;

use std::path::Path;
use std::process::Command;

use fupin::dictionary::{Dictionary, Kind, Ledger};
use fupin::tui::key::Key;
use fupin::tui::menu::OWN_SCREEN;
use support::Session;

fn dictionary() -> Dictionary {
    Dictionary::built_in().unwrap()
}

fn fupin(book: &Path, args: &[&str]) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_fupin"))
        .arg("--book")
        .arg(book)
        .args(["--today", "2018-09-20", "--operator", "刘晓燕"])
        .args(args)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{args:?}: {told}");
    String::from_utf8(done.stdout).unwrap()
}

fn listed(ledger: &Ledger) -> bool {
    !ledger.inner && !OWN_SCREEN.contains(&ledger.key.as_str())
}

#[test]
fn it_is_found_in_the_menu_with_its_list_and_its_form() {
    let dictionary = dictionary();
    let mut session = Session::open();
    for ledger in dictionary.ledgers().iter().filter(|ledger| listed(ledger)) {
        session.press(&[Key::f(9)]);
        let label = if ledger.key == "person" {
            "家庭成员"
        } else {
            &ledger.label
        };
        session.write(label);
        session.press(&[Key::ENTER]);
        let screen = session.screen();
        assert!(screen.lines().next().unwrap().contains(label), "{screen}");
        if ledger.by_change {
            continue;
        }
        session.press(&[Key::ctrl('n')]);
        let screen = session.screen();
        let first = &ledger.fields[0];
        assert!(screen.contains(&first.group), "{}: {screen}", ledger.key);
        assert!(screen.contains(&first.label), "{}: {screen}", ledger.key);
        session.press(&[Key::ESC, Key::f(2)]);
        assert!(
            session.screen().contains("逾期和今明两天"),
            "{}",
            session.screen()
        );
    }
}

#[test]
fn it_has_its_template_list_count_and_sheet() {
    let dictionary = dictionary();
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("demo.db");
    let path = book.to_str().unwrap();
    fupin(&book, &["demo", "--write", path, "--households", "1000"]);
    for ledger in dictionary.ledgers().iter().filter(|ledger| !ledger.inner) {
        let file = folder.path().join(format!("{}.csv", ledger.key));
        let out = file.to_str().unwrap();
        fupin(&book, &["template", &ledger.label, "-o", out]);
        let header = std::fs::read_to_string(&file).unwrap();
        let asked = ledger
            .asked()
            .find(|(_, f)| !matches!(f.kind, Kind::Reference(_)));
        assert!(header.contains(&asked.unwrap().1.label), "{}", ledger.key);
        let rows = fupin(
            &book,
            &["list", &ledger.key, "--where", "备注 is null", "--json"],
        );
        let rows: serde_json::Value = serde_json::from_str(&rows).unwrap();
        // What happens to people and households, and what an officer signs off, is not made up.
        let made = !ledger.by_change && ledger.key != "sign_off";
        assert_eq!(rows.as_array().unwrap().is_empty(), !made, "{}", ledger.key);
        let code = ledger
            .fields
            .iter()
            .find(|f| matches!(f.kind, Kind::Code(_) | Kind::Year));
        if let Some(code) = code {
            let by = [
                "count",
                "--ledger",
                &ledger.key,
                "--by",
                &code.label,
                "--json",
            ];
            let counted = fupin(&book, &by);
            let counted: serde_json::Value = serde_json::from_str(&counted).unwrap();
            assert!(counted["total"].is_number(), "{}", ledger.key);
        }
    }
}

#[test]
fn a_village_gets_what_is_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("demo.db");
    let path = book.to_str().unwrap();
    fupin(&book, &["demo", "--write", path, "--households", "1000"]);
    let of = |ledger: &str, village: &str| {
        let file = folder.path().join("of.csv");
        let out = file.to_str().unwrap();
        fupin(&book, &["export", ledger, "--village", village, "-o", out]);
        std::fs::read_to_string(&file).unwrap()
    };
    // A dividend is of the village of its asset's household, or of the asset's own.
    let shuanghe = of("dividend", "双河村");
    assert!(shuanghe.contains("村级光伏电站") && shuanghe.contains("合作社称香菇滞销"));
    assert!(!shuanghe.contains("肉牛养殖入股"));
    assert!(of("dividend", "白马庙村").contains("肉牛养殖入股"));
    assert_eq!(of("team_month", "双河村").lines().count(), 1 + 3 * 8);
    assert_eq!(of("notice", "青山村").lines().count(), 2);
}
