//! The tables of the ledgers are the stored fields of the dictionary, and every field that is
//! not stored can be asked of them.

use std::collections::BTreeSet;

use fupin::dictionary::{Dictionary, Kind};
use rusqlite::{Connection, named_params};

const LEDGERS: &str = concat!(
    include_str!("../src/store/schema/0001_ledgers.sql"),
    include_str!("../src/store/schema/0002_tasks.sql"),
    include_str!("../src/store/schema/0003_changes.sql"),
    include_str!("../src/store/schema/0004_own_fields.sql"),
    include_str!("../src/store/schema/0005_remaining.sql"),
    include_str!("../src/store/schema/0006_sign_off.sql"),
    include_str!("../src/store/schema/0007_cases.sql"),
    include_str!("../src/store/schema/0008_loan_days.sql"),
    include_str!("../src/store/schema/0010_loan_terms.sql"),
    include_str!("../src/store/schema/0011_inspections.sql"),
);

fn book() -> Connection {
    let book = Connection::open_in_memory().expect("a book in memory");
    book.pragma_update(None, "foreign_keys", true)
        .expect("references are checked");
    book.execute_batch(LEDGERS).expect("the schema");
    book
}

fn dictionary() -> Dictionary {
    Dictionary::built_in().expect("the built-in dictionary")
}

const fn stored_as(kind: Kind) -> &'static str {
    match kind {
        Kind::Integer | Kind::Year | Kind::YesNo | Kind::Money | Kind::Reference(_) => "INTEGER",
        Kind::Decimal | Kind::Rate => "REAL",
        Kind::Any => "ANY",
        _ => "TEXT",
    }
}

#[test]
fn tables_are_the_stored_fields() {
    let book = book();
    for ledger in dictionary().ledgers() {
        let mut query = book
            .prepare("select upper(type), name from pragma_table_info(?1) where name <> 'id' order by cid")
            .expect("a query");
        let rows = query
            .query_map([&ledger.key], |row| Ok((row.get(0)?, row.get(1)?)))
            .expect("rows");
        // A later step can only add a column at the end.
        let columns: BTreeSet<(String, String)> = rows.map(|row| row.expect("a row")).collect();
        let fields: BTreeSet<(String, String)> = ledger
            .stored()
            .map(|(_, field)| (stored_as(field.kind).to_owned(), field.key.clone()))
            .collect();
        assert_eq!(columns, fields, "{}", ledger.key);
    }
}

#[test]
fn every_table_is_a_strict_ledger() {
    let book = book();
    let mut query = book
        .prepare(
            "select name, strict from pragma_table_list where schema = 'main' and type = 'table'",
        )
        .expect("a query");
    let rows = query
        .query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?))
        })
        .expect("rows");
    let tables: Vec<(String, bool)> = rows
        .map(|row| row.expect("a row"))
        .filter(|(name, _)| !name.starts_with("sqlite_"))
        .collect();
    let dictionary = dictionary();
    assert_eq!(tables.len(), dictionary.ledgers().len());
    for (name, strict) in tables {
        assert!(strict && dictionary.find(&name).is_some(), "{name}");
    }
}

#[test]
fn yes_no_holds_nothing_else() {
    let book = book();
    for ledger in dictionary().ledgers() {
        for (_, field) in ledger
            .stored()
            .filter(|(_, field)| field.kind == Kind::YesNo)
        {
            let insert = format!("insert into {} ({}) values (2)", ledger.key, field.key);
            assert!(
                book.execute(&insert, []).is_err(),
                "{}.{}",
                ledger.key,
                field.key
            );
        }
    }
}

#[test]
fn every_reference_is_to_its_ledger_and_indexed() {
    let book = book();
    let dictionary = dictionary();
    for ledger in dictionary.ledgers() {
        for (_, field) in ledger.stored() {
            let Kind::Reference(to) = field.kind else {
                continue;
            };
            let target: String = book
                .query_row(
                    "select \"table\" from pragma_foreign_key_list(?1) where \"from\" = ?2",
                    [&ledger.key, &field.key],
                    |row| row.get(0),
                )
                .expect("a reference");
            assert_eq!(target, dictionary.ledger(to).key);
            let indexed: bool = book
                .query_row(
                "select exists (select 1 from pragma_index_list(?1) l, pragma_index_info(l.name) c \
                 where c.seqno = 0 and c.name = ?2)",
                [&ledger.key, &field.key],
                |row| row.get(0),
            )
            .expect("an answer");
            assert!(indexed, "{}.{}", ledger.key, field.key);
        }
    }
}

/// A household of two members of whom one left, with helpers, visits and a loan.
const EXAMPLE: &str = "
insert into household (id, head_name) values (1, '张国强');
insert into person (household, left_on) values (1, null), (1, '2017-05');
insert into helper (id, name) values (1, '旧人'), (2, '第二'), (3, '李建军');
insert into pairing (household, helper, role, begins_on, ends_on)
values (1, 1, '1', '2014', '2018-03-01'), (1, 2, '2', '2016-01-01', null), (1, 3, '1', '2018-03', '2020-12-31');
insert into visit (household, visited_on) values (1, '2017-12-30'), (1, '2018-09-02'), (1, '2018-10-01');
insert into loan (id, household) values (1, 1);
insert into loan_event (loan, kind, date, amount) values
(1, '02', '2018-01-05', 500000), (1, '02', '2018-06-05', 250000),
(1, '03', '2018-08-31', 2250000), (1, '03', '2018-07-31', 2500000), (1, '09', '2018-08-31', 1234);
";

fn derived(book: &Connection, key: &str, name: &str) -> String {
    let dictionary = dictionary();
    let ledger = dictionary.find(key).expect("a ledger");
    let sql = ledger
        .field(name)
        .and_then(|field| field.sql.as_deref())
        .expect("a derived field");
    let ask =
        format!("select cast(coalesce(({sql}), '-') as text), :today from {key} t where t.id = 1");
    let today = named_params! { ":today": "2018-09-20" };
    book.query_row(&ask, today, |row| row.get(0))
        .expect("an answer")
}

#[test]
fn derived_fields_answer_for_the_day() {
    let book = book();
    book.execute_batch(EXAMPLE).expect("the example");
    for (key, name, answer) in [
        ("household", "members", "1"),
        ("household", "helper_name", "李建军"),
        ("household", "last_visit", "2018-09-02"),
        ("household", "visits_this_year", "1"),
        ("loan", "repaid", "750000"),
        ("loan", "repaid_on", "2018-06-05"),
        ("loan", "balance", "2250000"),
        ("loan", "as_of", "2018-08-31"),
        ("loan", "overdue", "-"),
        ("loan", "arrears", "1234"),
    ] {
        assert_eq!(derived(&book, key, name), answer, "{key}.{name}");
    }
}

#[test]
fn every_derived_field_can_be_asked() {
    let book = book();
    for ledger in dictionary().ledgers() {
        for field in ledger.fields.iter().filter(|field| !field.is_stored()) {
            let sql = field.sql.as_deref().unwrap_or_default();
            let ask = format!("select ({sql}) from {} t", ledger.key);
            assert!(book.prepare(&ask).is_ok(), "{}.{}", ledger.key, field.key);
        }
    }
}
