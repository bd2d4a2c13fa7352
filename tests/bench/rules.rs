//! Every rule of the largest pack over a township's and a county's book, and again after one
//! household changed; against one pass of `sqlite3` over the households and their members.

mod common;

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use common::{COUNTY, TODAY, TOWNSHIP, book, folder, median, remove, sqlite3};
use fupin::dictionary::Dictionary;
use fupin::domain::Value;
use fupin::policy::{Packs, RuleBook};
use fupin::store::{Act, ActionKind, Store, Who};

const RUNS: usize = 5;

/// What any answer has to read at the least.
const FLOOR: &str = "select count(*), sum(n) from (select h.id, count(p.id) as n from household h
    left join person p on p.household = h.id group by h.id)";

fn main() {
    let dictionary = Arc::new(Dictionary::built_in().unwrap());
    let packs = Packs::built_in().unwrap();
    for households in [TOWNSHIP, COUNTY] {
        let path = book(households);
        let copy = folder().join("rules.db");
        remove(&copy);
        std::fs::copy(&path, &copy).unwrap();
        let mut store = Store::open(&copy, Arc::clone(&dictionary)).unwrap();
        store.ready_to_write().unwrap();
        let locals = store.local_figures().unwrap();
        let on = [store.setting("pack").unwrap().unwrap()];
        let rules = RuleBook::of(store.dictionary(), &packs, &on, &locals);
        println!("{households} 户，规则 {} 条", rules.rules.len());
        measure(&copy, &mut store, &rules);
        remove(&copy);
    }
}

fn measure(path: &Path, store: &mut Store, rules: &RuleBook) {
    let today = TODAY.parse().unwrap();
    let (mut whole, mut floor, mut one) = (Vec::new(), Vec::new(), Vec::new());
    let mut known = store.answers(rules, today).unwrap();
    for run in 0..RUNS {
        let started = Instant::now();
        known = store.answers(rules, today).unwrap();
        whole.push(ms(started));
        if let Some(mut peer) = sqlite3(path) {
            let started = Instant::now();
            common::done(peer.arg(FLOOR));
            floor.push(ms(started));
        }
        visit(store, i64::try_from(run).unwrap() + 1);
        let started = Instant::now();
        known = store.answers_after(rules, known).unwrap();
        one.push(ms(started));
    }
    let rows: usize = known
        .subjects
        .iter()
        .map(|subject| subject.rows.len())
        .sum();
    let (whole, one) = (median(whole), median(one));
    print!("全部规则，{rows} 个对象: {whole:.0} ms");
    if !floor.is_empty() {
        let floor = median(floor);
        print!(
            "，sqlite3 数一遍户和人 {floor:.0} ms [{:.1}x]",
            whole / floor
        );
    }
    println!();
    println!("改一户以后: {one:.1} ms [{:.3}x]", one / whole);
}

fn ms(started: Instant) -> f64 {
    started.elapsed().as_secs_f64() * 1000.0
}

/// A household is visited.
fn visit(store: &mut Store, household: i64) {
    let ledger = store.dictionary().find("visit").unwrap();
    let mut values = vec![Value::Empty; ledger.fields.len()];
    values[ledger.position("household").unwrap()] = Value::Int(household);
    values[ledger.position("visited_on").unwrap()] = Value::Text(TODAY.into());
    let id = ledger.id;
    let who = Who::default();
    let act = Act::new(&who, TODAY, ActionKind::Form, "走访".to_owned());
    store
        .act(&act, |writer| writer.insert(id, &values))
        .unwrap();
}
