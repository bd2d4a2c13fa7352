//! Facts and counts: every fact can be asked, and a number of a table opens exactly the records that
//! it counts.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use chrono::NaiveDate;
use fupin::dictionary::{CountUnit, Dictionary, Fact, Of, Subject};
use fupin::domain::page::ListKind;
use fupin::store::{Among, Picked, Reach, Store};
use tempfile::TempDir;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2018, 9, 20).unwrap()
}

fn fupin(book: &Path, args: &[&str]) -> (i32, String, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_fupin"))
        .arg("--book")
        .arg(book)
        .args(["--today", "2018-09-20", "--operator", "刘晓燕"])
        .args(args)
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        done.status.code().unwrap_or(-1),
        text(&done.stdout),
        text(&done.stderr),
    )
}

/// A demo township of so many households, in a folder that goes when it does.
fn demo(households: &str) -> (TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book.db");
    let path = book.to_string_lossy().into_owned();
    let done = fupin(
        &book,
        &["demo", "--write", &path, "--households", households],
    );
    assert_eq!(done.0, 0, "{}", done.2);
    (folder, book)
}

fn open(book: &Path) -> Store {
    Store::open(book, Arc::new(Dictionary::built_in().unwrap())).unwrap()
}

fn among(kind: ListKind) -> Among<'static> {
    Among {
        kind,
        matching: None,
        visit_before: Some(today() - chrono::Days::new(30)),
    }
}

fn keys(store: &Store, subject: &Subject, condition: &str) -> Vec<i64> {
    let read = store.dictionary().condition(subject, condition, &["today"]);
    let picked = Picked {
        subject: subject.clone(),
        condition: Some(read.unwrap_or_else(|why| panic!("{condition}: {why}"))),
        order: None,
        year: 2018,
    };
    let reach = Reach::township(today());
    let kind = ListKind::Ledger(subject.ledger);
    let found = store.picked(&reach, among(kind), &picked);
    found.unwrap_or_else(|why| panic!("{condition}: {why}"))
}

#[test]
fn every_file_of_facts_is_in_the_program() {
    let dictionary = Dictionary::built_in().unwrap();
    for entry in fs::read_dir("assets/dictionary/facts").unwrap() {
        let path = entry.unwrap().path();
        let key = path.file_stem().unwrap().to_string_lossy().into_owned();
        let written = fs::read_to_string(&path).unwrap();
        let ledger = dictionary.find(&key).unwrap_or_else(|| panic!("{key}"));
        let subject = dictionary.subject(ledger.id).unwrap();
        let derived = |fact: &&Fact| fact.of == Of::Own && fact.key.is_empty();
        let known = subject.facts.iter().filter(derived).count();
        assert_eq!(written.matches("[[fact]]").count(), known, "{key}");
        let dates = &subject.dates;
        let marked = dates.income_year.is_some() || dates.day.is_some();
        assert!(known > 0 || marked, "{key}");
    }
}

#[test]
fn a_fact_has_a_bare_name_of_its_own() {
    let dictionary = Dictionary::built_in().unwrap();
    for ledger in dictionary.ledgers() {
        let subject = dictionary.subject(ledger.id).unwrap();
        let mut seen = HashSet::new();
        for fact in &subject.facts {
            let name = &fact.name;
            assert!(seen.insert(name.clone()), "{}: {name} twice", ledger.key);
            let bare = name.chars().all(|c| c.is_alphanumeric() || c == '_');
            let first = name.chars().next().unwrap();
            assert!(bare && !first.is_ascii_digit(), "{}: {name}", ledger.key);
            assert!(
                !fact.group.is_empty(),
                "{}: {name} under no heading",
                ledger.key
            );
            if fact.key.is_empty() {
                assert!(!fact.meaning.is_empty(), "{}: {name}", ledger.key);
            }
        }
        for unit in &subject.units {
            for name in unit.sum.iter().chain(&unit.distinct) {
                assert!(subject.fact(name).is_some(), "{}: {name}", ledger.key);
            }
        }
        if let Some(counted) = &subject.counted {
            let read = dictionary
                .condition(&subject, &counted.condition, &[])
                .unwrap();
            assert!(read.facts.contains(&counted.unless), "{}", ledger.key);
        }
    }
}

#[test]
fn every_fact_of_every_ledger_can_be_asked() {
    let (_folder, book) = demo("60");
    let store = open(&book);
    let dictionary = Arc::clone(store.dictionary());
    for ledger in dictionary.ledgers() {
        let subject = dictionary.subject(ledger.id).unwrap();
        let all = keys(&store, &subject, "1 = 1");
        for fact in &subject.facts {
            let name = &fact.name;
            let missing = keys(&store, &subject, &format!("{name} is null"));
            let recorded = keys(&store, &subject, &format!("{name} is not null"));
            assert_eq!(
                missing.len() + recorded.len(),
                all.len(),
                "{}: {name}",
                ledger.key
            );
        }
    }
}

#[test]
fn every_number_of_a_table_opens_what_it_counts() {
    let (_folder, book) = demo("300");
    let store = open(&book);
    let dictionary = Arc::clone(store.dictionary());
    let reach = Reach::township(today());
    for (ledger, by) in [
        ("户", ["行政村", "主要致贫原因"]),
        ("户", ["脱贫年度", "劳动力人数"]),
        ("户", ["年度_饮水安全", "建档时间"]),
        ("人口", ["户_行政村", "健康状况"]),
        ("小额信贷", ["贷款银行", "放款年度"]),
    ] {
        let subject = dictionary
            .subject(dictionary.find(ledger).unwrap().id)
            .unwrap();
        let facts: Vec<&Fact> = by.iter().map(|name| subject.fact(name).unwrap()).collect();
        let picked = Picked {
            subject: subject.clone(),
            condition: None,
            order: None,
            year: 2018,
        };
        let records = CountUnit {
            label: "条".into(),
            sum: None,
            distinct: None,
        };
        let kind = ListKind::Ledger(subject.ledger);
        let table = store.tally(&reach, among(kind), &picked, &facts, &records);
        let table = table.unwrap().unwrap();
        let all = keys(&store, &subject, "1 = 1").len();
        assert!(table.number(table.total) == all.to_string(), "{by:?}");
        for (row, line) in table.rows.iter().zip(&table.cells) {
            for (column, number) in table.columns.iter().zip(line) {
                let condition = format!("{} and {}", row.condition, column.condition);
                let found = keys(&store, &subject, &condition).len();
                let counted = number.unwrap_or(0.0);
                assert!(
                    table.number(counted) == found.to_string(),
                    "{condition}: {counted} {found}"
                );
            }
        }
    }
}

#[test]
fn counts_of_poor_households_never_include_the_others() {
    let (_folder, book) = demo("1000");
    let (code, out, _) = fupin(&book, &["count", "--by", "村", "--json"]);
    assert_eq!(code, 0);
    let table: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(table["total"], 1000);
    assert_eq!(table["counted"], "建档立卡户");
    let at = table["rows"]
        .as_array()
        .unwrap()
        .iter()
        .position(|name| name == "白马庙村");
    assert_eq!(table["cells"][at.unwrap()][0], 86);
    let (_, out, _) = fupin(&book, &["count", "--by", "村", "--unit", "人", "--json"]);
    let people: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(people["total"], 2820);
    let (_, out, _) = fupin(&book, &["count", "--by", "性别", "--unit", "人", "--json"]);
    let people: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(people["total"], 2820);
    let (_, out, _) = fupin(&book, &["count", "--by", "建档状态", "--json"]);
    let states: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert!(states["total"].as_i64().unwrap() > 1000);
    assert_eq!(states["counted"], "");
}

#[test]
fn list_tells_what_it_picked_out_and_in_which_order() {
    let (_folder, book) = demo("120");
    let condition = "脱贫属性 = '未脱贫' and 劳动力人数 >= 1";
    let args = [
        "list",
        "户",
        "--where",
        condition,
        "--order",
        "劳动力人数",
        "--desc",
        "--json",
    ];
    let (code, out, _) = fupin(&book, &args);
    assert_eq!(code, 0);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&out).unwrap();
    assert!(!rows.is_empty());
    let labour: Vec<i64> = rows
        .iter()
        .map(|row| row["劳动力人数"].as_i64().unwrap())
        .collect();
    assert!(labour.is_sorted_by(|a, b| a >= b), "{labour:?}");
    assert!(rows.iter().all(|row| row["exit_state"] == "0"), "{out}");
    let (code, out, told) = fupin(&book, &["list", "户", "--where", "没有这项 = 1"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(told.contains("没有这项"), "{told}");
    let (code, _, told) = fupin(&book, &["list", "户", "--filter", "没有保存过"]);
    assert_eq!(code, 2);
    assert!(told.contains("没有保存过"), "{told}");
}
