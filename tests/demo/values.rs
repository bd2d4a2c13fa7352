//! Every value is one that the program's own import takes without a word.

use std::collections::HashMap;

use fupin::dictionary::{Context, Field, Kind};
use fupin::domain::{Unit, Value};

use super::book::{book, today};

/// The value as a sheet has it.
fn written(field: &Field, value: &Value) -> String {
    match (field.kind, value) {
        (_, Value::Text(text)) => text.to_string(),
        (Kind::Money, Value::Int(fen)) => format!("{}.{:02}", fen / 100, fen % 100),
        (Kind::YesNo, Value::Int(answer)) => if *answer == 1 { "是" } else { "否" }.to_owned(),
        (_, Value::Int(number)) => number.to_string(),
        (_, Value::Real(number)) => number.to_string(),
        (_, Value::Empty) => String::new(),
    }
}

#[test]
fn every_value_reads_back_without_a_doubt() {
    let book = book(400);
    let context = Context {
        unit: Unit::Yuan,
        today: today(),
        typed: false,
    };
    let mut counts: HashMap<usize, i64> = HashMap::new();
    for ledger in book.dictionary.ledgers() {
        let rows = book.rows.get(&ledger.key).map_or(0, Vec::len);
        counts.insert(ledger.id.index(), i64::try_from(rows).unwrap());
    }
    for ledger in book.dictionary.ledgers() {
        for row in book.rows.get(&ledger.key).into_iter().flatten() {
            for (field, value) in ledger.fields.iter().zip(row) {
                let name = format!("{}.{} {value:?}", ledger.key, field.key);
                assert!(field.is_stored() || value.is_empty(), "{name}");
                assert!(!field.required || !value.is_empty(), "{name}");
                if let (Kind::Reference(to), Some(key)) = (field.kind, value.int()) {
                    assert!((1..=counts[&to.index()]).contains(&key), "{name}");
                    continue;
                }
                let cell = book.dictionary.read(field, &written(field, value), context);
                let cell = cell.unwrap_or_else(|fault| panic!("{name}: {}", fault.message));
                assert!(cell.warnings.is_empty(), "{name}: {:?}", cell.warnings);
                assert_eq!(&cell.value, value, "{name}");
                let day = today().to_string();
                assert!(
                    !field.past || value.text().unwrap_or("") <= day.as_str(),
                    "{name}"
                );
                if let Some(first) = &field.not_before {
                    let first = row[ledger.position(first).unwrap()].text().unwrap_or("");
                    assert!(
                        value.is_empty() || value.text().unwrap_or("") >= first,
                        "{name}"
                    );
                }
            }
        }
    }
}
