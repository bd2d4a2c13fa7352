//! Facts that sum up other records: one pass for everybody gives what asking each household gives.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use chrono::NaiveDate;
use fupin::dictionary::{Dictionary, Of};
use fupin::policy::{Packs, RuleBook};
use fupin::store::{Answers, Store};

const HEAD: &str = r#"
id = "try-2018"
name = "试"
region = "试"
years = [2018, 2018]
basis = "试"
"#;

/// The ledgers whose records belong to households and have such facts.
const LEDGERS: [&str; 2] = ["household", "person"];

/// A duty for each fact of these ledgers that sums up other records: it tells the fact's value.
fn pack(dictionary: &Dictionary) -> (String, usize) {
    let mut pack = HEAD.to_owned();
    let mut facts = 0;
    for key in LEDGERS {
        let ledger = dictionary.find(key).unwrap();
        let subject = dictionary.subject(ledger.id).unwrap();
        let gathered = subject.facts.iter().filter(|fact| fact.gathered.is_some());
        for fact in gathered.filter(|fact| fact.of == Of::Own) {
            let name = &fact.name;
            facts += 1;
            write!(
                pack,
                r#"
[[duty]]
id = "{key}-{name}"
subject = "{}"
title = "{name}"
source = "试"
who = "帮扶责任人"
when = "{name} is null or {name} is not null"
detail = "coalesce({name} || '', '空')"
done_by = "visit"
"#,
                ledger.label
            )
            .unwrap();
        }
    }
    (pack, facts)
}

/// What each duty tells about each record.
fn told(rules: &RuleBook, answers: &Answers) -> BTreeMap<(String, i64), String> {
    let duties = answers.duties.iter();
    duties
        .map(|duty| {
            let name = rules.rules[duty.rule].name();
            ((name, duty.subject.id), duty.detail.clone())
        })
        .collect()
}

fn demo(book: &Path) -> Store {
    let done = Command::new(env!("CARGO_BIN_EXE_fupin"))
        .args(["demo", "--households", "90", "--write"])
        .arg(book)
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    Store::open(book, Arc::new(Dictionary::built_in().unwrap())).unwrap()
}

#[test]
fn one_pass_for_everybody_gives_what_asking_each_household_gives() {
    let folder = tempfile::tempdir().unwrap();
    let store = demo(&folder.path().join("book.db"));
    let (pack, facts) = pack(store.dictionary());
    let packs = Packs::from_sources(&[("try.toml", &pack)]).unwrap();
    let rules = RuleBook::of(store.dictionary(), &packs, &["try-2018".to_owned()], &[]);
    assert!(rules.faults.is_empty(), "{:?}", rules.faults);
    assert_eq!(rules.rules.len(), facts);
    let household = store.dictionary().find("household").unwrap().id;
    for today in ["2018-09-20", "2018-01-10", "2016-04-01"] {
        let today: NaiveDate = today.parse().unwrap();
        let all = store.answers(&rules, today).unwrap();
        let mut one = BTreeMap::new();
        for row in &all.subject(household).unwrap().rows {
            let answers = store.answers_of(&rules, today, row.id).unwrap();
            one.extend(told(&rules, &answers));
        }
        let all = told(&rules, &all);
        assert_eq!(all.len(), one.len());
        let values: BTreeSet<&String> = all.values().collect();
        assert!(values.len() > 50, "{values:?}");
        for (key, value) in &all {
            assert_eq!(one.get(key), Some(value), "{key:?} on {today}");
        }
    }
}
