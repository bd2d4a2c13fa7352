//! Every header that this program writes is read back as what it was.

use std::collections::HashSet;

use fupin::dictionary::{Dictionary, Kind, Part};
use fupin::exchange::{Target, header};

#[test]
fn every_exported_header_is_read_back() {
    let dictionary = Dictionary::built_in().unwrap();
    let mut wrong = Vec::new();
    for ledger in dictionary.ledgers().iter().filter(|ledger| !ledger.inner) {
        let parts = dictionary.sheet(ledger);
        let headers: Vec<String> = parts.iter().map(|part| part.header.clone()).collect();
        let unique: HashSet<&String> = headers.iter().collect();
        assert_eq!(unique.len(), headers.len(), "{}", ledger.label);
        let layout = header::find(&dictionary, &[(1, headers)], Some(ledger.id), &[]).unwrap();
        for (part, column) in parts.iter().zip(&layout.columns) {
            let expected = match part.part {
                Part::Key => Target::Key,
                Part::Of(field, column) => Target::Part(field, column),
                Part::Field(place) => {
                    let field = &ledger.fields[place];
                    let events = ledger.fields.iter().any(|field| field.event.is_some());
                    let stated = events && field.kind == Kind::Date;
                    let read = field.is_stored() || field.event.is_some() || stated;
                    if read {
                        Target::Own(place)
                    } else {
                        Target::Passed
                    }
                }
            };
            if column.target != expected {
                wrong.push(format!(
                    "{} {} {:?} {expected:?}",
                    ledger.label, part.header, column.target
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
