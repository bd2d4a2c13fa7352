//! Timings at the size of a large county town; run with `--ignored`, in a release build.

use std::hint::black_box;
use std::time::Instant;

use super::sample::{crowd, reach};

fn time<T>(what: &str, mut work: impl FnMut() -> T) {
    black_box(work());
    let start = Instant::now();
    for _ in 0..5 {
        black_box(work());
    }
    println!("{what}: {:.2} ms", start.elapsed().as_secs_f64() * 200.0);
}

#[test]
#[ignore = "a measurement, not a check"]
fn sixty_thousand_households() {
    let start = Instant::now();
    let book = crowd(60_000);
    println!("made in {:?}", start.elapsed());
    let (store, reach) = (&book.store, reach());
    time("home", || store.home(&reach).expect("home"));
    time("attention", || {
        store.attention(&reach, 30).expect("attention")
    });
    time("card", || {
        store.card(&reach, 30_000, &|_| None).expect("card")
    });
    time("village", || {
        store.village(&reach, 20, 30).expect("village")
    });
    time("index", || store.search_index().expect("index"));
    let index = store.search_index().expect("index");
    for typed in ["zgq 3组", "张", "zgq", "0542", "bmm zgq", ""] {
        time(&format!("find 40 {typed}"), || {
            index.find(typed).take(40).count()
        });
        time(&format!("households {typed}"), || {
            index.households(typed).count()
        });
    }
    for ledger in ["household", "person", "visit", "measure", "loan", "helper"] {
        for offset in [0, 50_000] {
            let window = super::Window {
                kind: crate::domain::page::ListKind::Ledger(store.ledger(ledger)),
                matching: None,
                offset,
                limit: 40,
                visit_before: reach.today,
            };
            time(&format!("list {ledger} {offset}"), || {
                store.list(&reach, window).expect("list")
            });
        }
    }
    time("loans", || {
        store
            .loans(&reach, crate::domain::page::LoanFilter::All, None, (0, 40))
            .expect("loans")
    });
}
