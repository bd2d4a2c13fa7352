//! What leaves the book comes back into it: exports of every ledger, taken into an empty book,
//! give the same book; and the demo township passes the program's own import.

#[path = "common/mod.rs"]
mod common;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use common::Township;
use fupin::port::import::ImportOptions;
use rusqlite::Connection;

fn fupin(book: &Path, args: &[&str]) {
    let done = Command::new(env!("CARGO_BIN_EXE_fupin"))
        .arg("--book")
        .arg(book)
        .args(["--today", "2018-09-20", "--operator", "刘晓燕"])
        .args(args)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{args:?}: {told}");
}

/// Every record of a ledger as its own values, references by the values of what they refer to;
/// internal keys left out.
fn content(township: &Township, book: &Connection) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    let ledgers = township.store.dictionary().ledgers().iter();
    for ledger in ledgers.filter(|ledger| !ledger.inner) {
        let mut columns = Vec::new();
        for (_, field) in ledger.stored() {
            columns.push(match field.kind {
                fupin::dictionary::Kind::Reference(to) => {
                    named(township, to, &format!("t.{}", field.key))
                }
                _ => format!("quote(t.{})", field.key),
            });
        }
        let sql = format!(
            "select {} from {} t",
            columns.join(" || '|' || "),
            ledger.key
        );
        let mut query = book.prepare(&sql).unwrap();
        let rows = query
            .query_map([], |row| row.get::<_, Option<String>>(0))
            .unwrap();
        let mut rows: Vec<String> = rows.map(|row| row.unwrap().unwrap_or_default()).collect();
        rows.sort();
        all.insert(ledger.key.clone(), rows);
    }
    all
}

/// What a reference refers to, by the fields that sheets name it by.
fn named(township: &Township, to: fupin::dictionary::LedgerId, key: &str) -> String {
    let ledger = township.store.dictionary().ledger(to);
    let plain = [
        "code",
        "name",
        "head_name",
        "head_id",
        "borrower_id",
        "lent_on",
        "phone",
        "title",
        "due_on",
        "unit_name",
        "begins_on",
        "contract",
        "number",
    ];
    let parts: Vec<String> = plain
        .iter()
        .filter(|key| {
            ledger
                .field(key)
                .is_some_and(fupin::dictionary::Field::is_stored)
        })
        .map(|key| format!("quote(r.{key})"))
        .collect();
    format!(
        "coalesce((select {} from {} r where r.id = {key}), '-')",
        parts.join(" || "),
        ledger.key
    )
}

fn copy_by_sheets(from: &Path, to: &mut Township) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let mut refused = Vec::new();
    let ledgers: Vec<(String, fupin::dictionary::LedgerId)> = to
        .store
        .dictionary()
        .ledgers()
        .iter()
        .filter(|l| !l.inner)
        .map(|l| (l.key.clone(), l.id))
        .collect();
    for (key, id) in ledgers {
        let file = folder.path().join(format!("{key}.csv"));
        fupin(from, &["export", &key, "-o", file.to_str().unwrap()]);
        let options = ImportOptions {
            file,
            ledger: Some(id),
            ..ImportOptions::default()
        };
        let report = to
            .try_import(&options)
            .unwrap_or_else(|error| panic!("{key}: {error}"));
        refused.extend(
            report
                .refused_rows
                .iter()
                .map(|(row, why)| format!("{key} {row}: {why}")),
        );
    }
    refused
}

/// What happened since: events, a split household, a year begun.
const CHANGES: [&str; 6] = [
    "change leave 4210990031 --set 减少的成员=张敏 --set reason=嫁出 --set day=2018-09-10 --set 佐证=结婚证",
    "change restore 4210990031 --set members=张敏 --set reason=报错 --set day=2018-09-12",
    "change split 4210990031 --set head=张磊 --set day=2018-09-15 --set code=4210999999",
    "change move 4210990032 --set village=柳林村 --set group=9组 --set day=2018-09-16",
    "change strike 4210990033 --set reason=有房有车 --set day=2018-09-17",
    "carry 2019 --village 石桥村",
];

#[test]
fn the_demo_township_leaves_by_sheets_and_comes_back_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let demo = folder.path().join("demo.db");
    fupin(
        &demo,
        &[
            "demo",
            "--write",
            demo.to_str().unwrap(),
            "--households",
            "1000",
        ],
    );
    for words in CHANGES {
        fupin(&demo, &words.split(' ').collect::<Vec<_>>());
    }
    let mut copy = Township::new("hubei-2016", "2018-09-20");
    let refused = copy_by_sheets(&demo, &mut copy);
    assert!(
        refused.is_empty(),
        "{} rows refused: {:#?}",
        refused.len(),
        &refused[..refused.len().min(20)]
    );
    let original = content(&copy, &Connection::open(&demo).unwrap());
    let copied = content(&copy, &copy.book());
    for (ledger, rows) in &original {
        let other = &copied[ledger];
        let lost: Vec<_> = rows
            .iter()
            .filter(|row| other.binary_search(row).is_err())
            .take(3)
            .collect();
        let new: Vec<_> = other
            .iter()
            .filter(|row| rows.binary_search(row).is_err())
            .take(3)
            .collect();
        assert_eq!(
            rows.len(),
            other.len(),
            "{ledger}: lost {lost:#?} new {new:#?}"
        );
        assert_eq!(
            (lost.len(), new.len()),
            (0, 0),
            "{ledger}: lost {lost:#?} new {new:#?}"
        );
    }
}

#[test]
fn an_export_taken_into_its_own_book_changes_nothing() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut township = Township::new("national-2021", "2018-09-20");
    for file in [
        "national_26.csv",
        "loans_two_level.csv",
        "clean_helpers_L0_gb18030.csv",
    ] {
        township.import(&samples.join(file));
    }
    let path = township.store.path().to_owned();
    let before = content(&township, &township.book());
    let refused = copy_by_sheets(&path, &mut township);
    assert_eq!(refused, Vec::<String>::new());
    assert_eq!(content(&township, &township.book()), before);
}

#[test]
fn a_batch_is_taken_back_whole_also_after_other_work() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut township = Township::new("national-2021", "2024-06-30");
    township.import(&samples.join("clean_households_L0_utf8.csv"));
    let before = content(&township, &township.book());
    let report = township.import(&samples.join("dirty_people_L1_gb18030.csv"));
    township.import(&samples.join("clean_visits_L0_gb18030.csv"));
    let action: i64 = township
        .book()
        .query_row(
            "select id from action where batch = ?1",
            [report.batch],
            |row| row.get(0),
        )
        .unwrap();
    let who = township.who.clone();
    let (undo, undone) = township.store.undo(action, &who, common::AT).unwrap();
    assert_eq!(undone.kept, 0, "{undone:?}");
    let after = content(&township, &township.book());
    assert_eq!(after["person"], before["person"]);
    assert_eq!(after["household"], before["household"]);
    assert_ne!(after["visit"], before["visit"]);
    township.store.undo(undo, &who, common::AT).unwrap();
    let again: i64 = township
        .book()
        .query_row("select count(*) from person", [], |row| row.get(0))
        .unwrap();
    assert_eq!(again, i64::from(report.added));
}
