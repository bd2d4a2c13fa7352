//! The demo's loans worked out: against the list of loans, and against the banks' 贴息清单.

#[expect(dead_code, reason = "this file needs only a part of the home")]
#[path = "cli/home.rs"]
mod home;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use fupin::demo::{Fault, planted};
use fupin::dictionary::Dictionary;
use fupin::domain::loan::{ClassRanges, Stand};
use fupin::domain::page::{LoanFilter, LoanGrouping};
use fupin::store::{Reach, Store};
use home::{Home, err, out};
use serde_json::Value as Json;

struct Demo {
    home: Home,
    book: PathBuf,
}

fn demo() -> &'static Demo {
    static DEMO: OnceLock<Demo> = OnceLock::new();
    DEMO.get_or_init(|| {
        let home = Home::new();
        let book = home.path("demo.db");
        let made = home.run(&[
            "demo",
            "--write",
            book.to_str().unwrap(),
            "--households",
            "1000",
        ]);
        assert!(made.status.success(), "{}", err(&made));
        Demo { home, book }
    })
}

fn asked(args: &[&str]) -> Json {
    let book = demo().book.to_str().unwrap();
    let mut all = vec!["--book", book, "--today", "2018-09-20", "--json"];
    all.extend(args);
    let done = demo().home.run(&all);
    assert!(done.status.success(), "{}", err(&done));
    serde_json::from_str(&out(&done)).unwrap()
}

/// On any day, not only on the demo's own.
#[test]
fn the_list_of_loans_and_the_reckoning_agree_on_how_every_loan_stands() {
    let dictionary = Arc::new(Dictionary::built_in().unwrap());
    let store = Store::open(&demo().book, dictionary).unwrap();
    for today in [
        "2016-06-30",
        "2017-05-01",
        "2018-07-05",
        "2018-08-31",
        "2018-09-20",
        "2019-12-31",
    ] {
        let today: NaiveDate = today.parse().unwrap();
        let reach = Reach::township(today);
        let listed = store
            .loans(
                &reach,
                LoanFilter::All,
                None,
                None,
                (LoanGrouping::default(), 0, usize::MAX),
            )
            .unwrap();
        let mut loans = store.all_loan_terms(&reach).unwrap();
        loans.sort_by_key(|loan| loan.id);
        let mut rows = listed.rows;
        rows.sort_by_key(|row| row.id);
        assert_eq!(rows.len(), 186);
        for (row, loan) in rows.iter().zip(&loans) {
            let none = ClassRanges::default();
            let stand = Stand::of(&loan.contract, &loan.events, &none, today);
            assert_eq!(
                (row.id, row.state, row.days, row.days_overdue),
                (loan.id, stand.state, stand.days, stand.days_overdue),
                "{today}"
            );
        }
    }
}

#[test]
fn the_lists_differ_where_a_difference_was_planted_and_nowhere_else() {
    let lines = asked(&["loans", "compare"]);
    let lines = lines.as_array().unwrap();
    assert!(lines.len() > 100, "{}", lines.len());
    let planted = planted(&Dictionary::built_in().unwrap(), 1000, 1).unwrap();
    let causes = [
        (Fault::ListedPrincipal, "本金不同"),
        (Fault::ListedDays, "天数不同"),
        (Fault::ListedRate, "利率不同"),
        (Fault::ListedShare, "比例不同"),
        (Fault::Unlisted, "清单上没有这一期"),
    ];
    let mut faulty = BTreeSet::new();
    for (fault, cause) in causes {
        let mine: Vec<i64> = planted
            .iter()
            .filter(|one| one.fault == fault)
            .map(|one| one.household)
            .collect();
        assert!(!mine.is_empty(), "{fault:?}");
        for household in mine {
            let of_home = lines.iter().find(|line| {
                line["household"] == household && line["causes"].as_array() != Some(&vec![])
            });
            let told = of_home.map(|line| line["causes"].to_string());
            assert!(
                told.as_ref().is_some_and(|told| told.contains(cause)),
                "{fault:?}: {told:?}"
            );
            faulty.insert(household);
        }
    }
    let differing: BTreeSet<i64> = lines
        .iter()
        .filter(|line| line["causes"].as_array() != Some(&vec![]))
        .map(|line| line["household"].as_i64().unwrap())
        .collect();
    assert_eq!(differing, faulty);
    assert!(lines.iter().all(|line| line["lacking"].is_null()));
}

#[test]
fn a_village_has_its_own_comparison_and_a_name_it_does_not_know_is_refused() {
    let all = asked(&["loans", "compare"]);
    let some = asked(&["loans", "compare", "--village", "白马庙村"]);
    let here: Vec<&Json> = some.as_array().unwrap().iter().collect();
    assert!(!here.is_empty() && here.len() < all.as_array().unwrap().len());
    assert!(here.iter().all(|line| line["village"] == "白马庙村"));
    let book = demo().book.to_str().unwrap();
    let done = demo().home.run(&[
        "--book",
        book,
        "loans",
        "compare",
        "--village",
        "没有这个村",
    ]);
    assert_eq!(done.status.code(), Some(2), "{}", err(&done));
}

#[test]
fn one_loan_is_told_period_by_period() {
    let loans = asked(&["loans", "--due-within", "30"]);
    let of = |loan: &&Json| loan["borrower"] == "张国强";
    let zhang = loans.as_array().unwrap().iter().find(of).unwrap();
    let id = zhang["id"].to_string();
    let told = asked(&["loans", "show", &id]);
    assert_eq!(told["loan"]["balance_fen"], 3_000_000);
    assert_eq!(told["standing"]["state"], "30天内到期");
    let reckoned = &told["reckoned"];
    assert_eq!(reckoned["month_now_fen"], 0);
    // 30000 × 4.75 % ÷ 12.
    assert_eq!(reckoned["month_without_subsidy_fen"], 11_875);
    assert_eq!(reckoned["subsidised_until"], "2018-10-18");
    let periods = reckoned["periods"].as_array().unwrap();
    let quarter = periods
        .iter()
        .find(|period| period["begins"] == "2018-03-21")
        .unwrap();
    // 30000 × 4.75 % ÷ 360 × 92 = 364.1667.
    assert_eq!(quarter["days"], 92);
    assert_eq!(quarter["interest_fen"], 36_417);
    assert_eq!(quarter["household_fen"], 0);
    assert_eq!(periods.last().unwrap()["ends"], "2018-10-18");
    let book = demo().book.to_str().unwrap();
    let done = demo()
        .home
        .run(&["--book", book, "loans", "show", "999999"]);
    assert_eq!(done.status.code(), Some(1), "{}", err(&done));
    let text = demo().home.run(&[
        "--book",
        book,
        "--today",
        "2018-09-20",
        "loans",
        "show",
        &id,
    ]);
    assert!(
        out(&text).contains("2018-03-21至2018-06-21  92天"),
        "{}",
        out(&text)
    );
}

/// The list keeps its shape.
#[test]
fn loans_json_is_as_it_was() {
    let loans = asked(&["loans", "--overdue"]);
    let first = loans[0].as_object().unwrap();
    let keys: BTreeSet<&str> = first.keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        BTreeSet::from([
            "id",
            "household",
            "borrower",
            "amount_fen",
            "balance_fen",
            "as_of",
            "lent",
            "due",
            "days_overdue",
            "class",
            "subsidy",
            "state"
        ])
    );
}
