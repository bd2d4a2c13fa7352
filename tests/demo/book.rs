//! A run of the generator, read by ledger and key.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use fupin::demo::{Fault, Planted, Report, Township};
use fupin::dictionary::Dictionary;
use fupin::domain::Value;

/// The records of a run by ledger, each field by its key.
pub struct Book {
    pub dictionary: Dictionary,
    pub rows: HashMap<String, Vec<Vec<Value>>>,
    pub report: Report,
}

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2018, 9, 20).unwrap()
}

pub fn book(households: usize) -> Book {
    let dictionary = Dictionary::built_in().unwrap();
    let mut rows: HashMap<String, Vec<Vec<Value>>> = HashMap::new();
    let township = Township::new(&dictionary, households, 7).unwrap();
    let report = township
        .emit(|ledger, values| {
            let ledger = dictionary.ledger(ledger);
            assert_eq!(values.len(), ledger.fields.len());
            rows.entry(ledger.key.clone()).or_default().push(values);
            Ok::<(), ()>(())
        })
        .unwrap();
    Book {
        dictionary,
        rows,
        report,
    }
}

/// One record, read by key.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    pub book: &'a Book,
    pub ledger: &'a str,
    pub key: i64,
    pub values: &'a [Value],
}

impl<'a> Row<'a> {
    pub fn value(self, key: &str) -> &'a Value {
        let ledger = self.book.dictionary.find(self.ledger).unwrap();
        &self.values[ledger.position(key).unwrap()]
    }

    pub fn text(self, key: &str) -> &'a str {
        self.value(key).text().unwrap_or("")
    }

    pub fn int(self, key: &str) -> i64 {
        self.value(key).int().unwrap_or(0)
    }

    pub fn date(self, key: &str) -> NaiveDate {
        self.text(key).parse().unwrap()
    }
}

impl Book {
    pub fn all<'a>(&'a self, ledger: &'a str) -> impl Iterator<Item = Row<'a>> {
        let rows = self.rows.get(ledger).map_or(&[][..], Vec::as_slice);
        let row = move |(at, values): (usize, &'a Vec<Value>)| Row {
            book: self,
            ledger,
            key: i64::try_from(at).unwrap() + 1,
            values,
        };
        rows.iter().enumerate().map(row)
    }

    pub fn registered(&self) -> impl Iterator<Item = Row<'_>> {
        self.all("household")
            .filter(|h| h.text("register_state") == "01")
    }

    /// The present members of each household.
    pub fn members(&self) -> BTreeMap<i64, Vec<Row<'_>>> {
        let mut members: BTreeMap<i64, Vec<Row<'_>>> = BTreeMap::new();
        for person in self.all("person").filter(|p| p.value("left_on").is_empty()) {
            members
                .entry(person.int("household"))
                .or_default()
                .push(person);
        }
        members
    }

    pub fn by_head(&self, name: &str) -> Row<'_> {
        self.all("household")
            .find(|h| h.text("head_name") == name)
            .unwrap()
    }

    pub fn of<'a>(&'a self, ledger: &'a str, household: Row<'a>) -> Vec<Row<'a>> {
        self.all(ledger)
            .filter(|r| r.int("household") == household.key)
            .collect()
    }

    pub fn count(&self, is: impl Fn(Row<'_>) -> bool) -> usize {
        self.registered().filter(|h| is(*h)).count()
    }

    pub fn planted(&self, fault: Fault) -> Vec<&Planted> {
        self.report
            .planted
            .iter()
            .filter(|p| p.fault == fault)
            .collect()
    }
}
