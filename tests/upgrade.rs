//! A book of an older version is brought up to date with nothing lost, after a copy of it as it was.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fupin::dictionary::Dictionary;
use fupin::store::{Store, StoreError};
use rusqlite::Connection;

/// The schema of version 1, as it was released.
const FIRST: &str = concat!(
    include_str!("../src/store/schema/0000_book.sql"),
    include_str!("../src/store/schema/0001_ledgers.sql"),
);

const ROWS: &str = "
insert into setting values ('township', '松垭镇'), ('pack', 'hubei-2016');
insert into action(at, operator, account, kind, intent) values
  ('2018-09-19T08:00:00+08:00', '刘晓燕', 'liu', 'form', '新增户 张国强'),
  ('2018-09-19T08:05:00+08:00', '刘晓燕', 'liu', 'form', '更正户 张国强：联系电话');
insert into added values (1, 'household', 1, 2);
insert into change values (2, 'household', 1, 'phone', '15200000000');
insert into next_key values ('household', 3), ('village', 2);
insert into village(id, name) values (1, '白马庙村');
insert into household(id, code, village, group_name, head_name, phone) values
  (1, '4210990031', 1, '3组', '张国强', '15200000542'), (2, '4210990032', 1, '10组', '单云娥', null);
insert into visit(household, visited_on, visitor, content) values (1, '2018-09-02', '李建军', '入户');
insert into loan(household, borrower, amount, due_on) values (1, '张国强', 3000000, '2018-10-18');
insert into draft(operator, ledger, fields, at) values ('刘晓燕', 'visit', '{}', '2018-09-19');
";

fn book_of_version_one(folder: &Path) -> PathBuf {
    let path = folder.join("book.db");
    let book = Connection::open(&path).unwrap();
    book.execute_batch(FIRST).unwrap();
    book.execute_batch(ROWS).unwrap();
    book.pragma_update(None, "application_id", 0x6670_696e)
        .unwrap();
    book.pragma_update(None, "user_version", 1).unwrap();
    path
}

fn open(path: &Path) -> Result<Store, StoreError> {
    Store::open(path, Arc::new(Dictionary::built_in().unwrap()))
}

/// Every row of the tables of version 1, by the columns of version 1; search keys are derived, and
/// later versions keep none.
fn content(path: &Path) -> Vec<String> {
    let first = Connection::open_in_memory().unwrap();
    first.execute_batch(FIRST).unwrap();
    let book = Connection::open(path).unwrap();
    let mut all = Vec::new();
    let tables = names(
        &first,
        "select name from sqlite_schema where type = 'table' and name <> 'search_key'",
    );
    for table in tables {
        let columns = names(
            &first,
            &format!("select name from pragma_table_info('{table}')"),
        );
        let quoted: Vec<String> = columns
            .iter()
            .map(|name| format!("quote(\"{name}\")"))
            .collect();
        let rows = names(
            &book,
            &format!("select {} from {table}", quoted.join(" || ',' || ")),
        );
        all.extend(rows.iter().map(|row| format!("{table}: {row}")));
    }
    all.sort();
    all
}

fn names(book: &Connection, sql: &str) -> Vec<String> {
    let mut query = book.prepare(sql).unwrap();
    let rows = query.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

fn version(path: &Path) -> u32 {
    let book = Connection::open(path).unwrap();
    book.pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap()
}

#[test]
fn nothing_is_lost_and_a_copy_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = book_of_version_one(folder.path());
    let copy = folder.path().join("book.v1.bak");
    let before = content(&path);
    assert!(before.len() > 12, "{before:#?}");

    drop(open(&path).unwrap());
    assert_eq!(content(&path), before);
    assert_eq!((version(&copy), content(&copy)), (1, before.clone()));

    let fresh = folder.path().join("fresh.db");
    drop(Store::create(&fresh, Arc::new(Dictionary::built_in().unwrap())).unwrap());
    assert_eq!(version(&path), version(&fresh));

    let store = open(&path).unwrap();
    assert_eq!(store.check_log().unwrap(), [], "what was there is sealed");
    for ledger in store.dictionary().ledgers() {
        store.size_of(ledger.id).unwrap();
    }
    let left: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains(".new") || name.contains("v1-2"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_copy_that_is_there_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = book_of_version_one(folder.path());
    let copy = folder.path().join("book.v1.bak");
    fs::write(&copy, "另一份").unwrap();
    drop(open(&path).unwrap());
    assert_eq!(fs::read_to_string(&copy).unwrap(), "另一份");
    assert_eq!(version(&folder.path().join("book.v1-2.bak")), 1);
}
