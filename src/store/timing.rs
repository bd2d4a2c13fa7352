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
    time("loans", || {
        store
            .loans(&reach, crate::domain::page::LoanFilter::All, None, (0, 40))
            .expect("loans")
    });
}
