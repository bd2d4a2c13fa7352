//! The bank's 贴息清单: taken in as banks write it, and compared with the reckoning cause by cause.

#[path = "common/mod.rs"]
mod common;
#[path = "loans/examples.rs"]
#[expect(dead_code, reason = "this file needs only the readers of values")]
mod examples;

use std::collections::BTreeMap;
use std::fs;

use common::Township;
use examples::{day, fen, rate};
use fupin::domain::loan::{
    Cause, Contract, Course, Event, EventKind, InterestMethod, Listed, Rules, compare, windows,
};
use fupin::port::import::ImportOptions;

fn import(township: &mut Township, sheet: &str) -> fupin::port::import::ImportReport {
    let file = township.folder().join("清单.csv");
    fs::write(&file, sheet).unwrap();
    let options = ImportOptions {
        file,
        map: vec![("贷款金额".into(), ":万元".into())],
        ..ImportOptions::default()
    };
    let plain = ImportOptions {
        map: Vec::new(),
        ..options.clone()
    };
    let options = if sheet.contains("贷款金额") {
        options
    } else {
        plain
    };
    township.try_import(&options).unwrap()
}

#[test]
fn a_list_without_kinds_is_a_list_of_subsidies() {
    let mut township = Township::new("hubei-2016", "2018-09-20");
    let loans = "\
借款人姓名,借款人身份证号,贷款银行,贷款金额,放款日期,到期日期,年利率,贴息比例,结息方式
张国强,421099196606160016,农商行,3,2016-10-18,2018-10-18,4.75,100,按季
单云娥,421099196003050029,农商行,5,2016-11-18,2018-11-18,4.75,100,按季
";
    let done = import(&mut township, loans);
    assert_eq!((done.added, done.refused), (2, 0), "{:?}", done.problems);
    let list = "\
岭东农商行2018年二季度贴息清单
借款人姓名,借款人身份证号,放款日期,计息起日,计息止日,天数,计息本金,贴息金额
张国强,421099196606160016,2016-10-18,2018-03-21,2018-06-21,92,30000,364.17
单云娥,421099196003050029,2016-11-18,2018-03-21,2018-06-21,92,50000,555.83
";
    let done = import(&mut township, list);
    assert_eq!(done.ledger, "loan_event");
    assert_eq!((done.added, done.refused), (2, 0), "{:?}", done.problems);
    let again = import(&mut township, list);
    assert_eq!(
        (again.added, again.unchanged),
        (0, 2),
        "{:?}",
        again.problems
    );
    let stored = township.store.loan_event_lines(1).unwrap();
    let listed: Vec<_> = stored.iter().filter(|one| one.kind == "贴息").collect();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].date.as_deref(), Some("2018-06-20"));
    let today = day("2018-09-20");
    let held = township.store.loan_terms(today, 2).unwrap().unwrap();
    let rules = Rules {
        year_days: Some(360),
        day: Some(20),
        ..Rules::default()
    };
    let course = Course::of(&held.contract, &held.events, &rules, today).unwrap();
    let compared = compare(&course, &held.events, &[]);
    // 50000 × 4.75 % ÷ 360 × 92 = 606.94; the list's 555.83 is at 4.35 %.
    assert_eq!(compared[0].ours, fen("606.94"));
    let causes = &compared[0].causes;
    assert_eq!(causes, &[Cause::Rate(rate(4.75), rate(4.35))]);
}

/// 3万元 at 4.75 %, all of it subsidised, 5000元 repaid on 2018-05-10.
fn course(method: InterestMethod) -> (Course, Vec<Event>) {
    let contract = Contract {
        amount: Some(fen("30000")),
        lent: "2017-12-21".parse().ok(),
        due: "2018-12-21".parse().ok(),
        rate: Some(rate(4.75)),
        method: Some(method),
        day: Some(20),
        share: Some(rate(100.0)),
        ..Contract::default()
    };
    let events = vec![Event {
        amount: Some(fen("5000")),
        ..Event::new(1, EventKind::Repaid, Some(day("2018-05-10")))
    }];
    let rules = Rules {
        year_days: Some(360),
        ..Rules::default()
    };
    let course = Course::of(&contract, &events, &rules, day("2018-09-25")).unwrap();
    (course, events)
}

fn line(begins: &str, ends: &str, principal: Option<&str>, yuan: &str) -> Event {
    Event {
        amount: Some(fen(yuan)),
        begins: Some(day(begins)),
        ends: Some(day(ends)),
        principal: principal.map(fen),
        ..Event::new(9, EventKind::Subsidised, Some(day(ends)))
    }
}

fn causes(method: InterestMethod, lines: Vec<Event>) -> Vec<Vec<Cause>> {
    let (course, mut events) = course(method);
    events.extend(lines);
    let compared = compare(&course, &events, &[]);
    compared.into_iter().map(|one| one.causes).collect()
}

#[test]
fn each_difference_has_its_cause() {
    let (q1, q2) = (("2017-12-21", "2018-03-21"), ("2018-03-21", "2018-06-21"));
    let of = |(begins, ends): (&str, &str), principal, yuan| {
        let found = causes(
            InterestMethod::Quarterly,
            vec![line(begins, ends, principal, yuan)],
        );
        assert_eq!(found.len(), 1);
        found.into_iter().next().unwrap()
    };
    let p = Some("30000");
    // 30000 × 4.75 % ÷ 360 × 90 = 356.25.
    assert_eq!(of(q1, p, "356.25"), []);
    assert_eq!(of(q1, None, "356.25"), []);
    assert_eq!(of(q1, p, "356.24"), [Cause::Rounding]);
    // 25000: 296.88.
    assert_eq!(
        of(q1, Some("25000"), "296.88"),
        [Cause::Principal(fen("30000"), fen("25000"))]
    );
    // 80 days: 316.67.
    assert_eq!(
        of(("2017-12-31", "2018-03-21"), p, "316.67"),
        [Cause::Days(90, 80)]
    );
    // Both: 25000 for 80 days are 263.89.
    assert_eq!(
        of(("2017-12-31", "2018-03-21"), Some("25000"), "263.89"),
        [
            Cause::Principal(fen("30000"), fen("25000")),
            Cause::Days(90, 80)
        ]
    );
    // Half: 178.13.
    assert_eq!(of(q1, p, "178.13"), [Cause::Share(rate(100.0), rate(50.0))]);
    // At 4.35 %: 326.25; the list writes 20 March, which counts.
    assert_eq!(
        of(("2017-12-21", "2018-03-20"), p, "326.25"),
        [Cause::Rate(rate(4.75), rate(4.35))]
    );
    // A day less: 352.29.
    assert_eq!(
        of(("2017-12-21", "2018-03-20"), p, "352.29"),
        [Cause::Days(90, 89)]
    );
    // The list missed the repayment of 10 May: 92 days of 30000 are 364.17.
    assert_eq!(
        of(q2, p, "364.17"),
        [Cause::Changed(fen("30000"), fen("25000"))]
    );
    assert_eq!(
        of(("2019-03-21", "2019-06-21"), p, "364.17"),
        [Cause::NoInterest]
    );
}

#[test]
fn a_list_of_quarters_is_held_against_months_together_and_a_period_twice_is_named() {
    let quarter = || line("2017-12-21", "2018-03-21", Some("30000"), "356.25");
    // 31 + 31 + 28 days, each month rounded: 122.71 + 122.71 + 110.83.
    assert_eq!(causes(InterestMethod::Monthly, vec![quarter()]), [vec![]]);
    let twice = vec![
        quarter(),
        Event {
            id: 10,
            ..quarter()
        },
    ];
    let found = causes(InterestMethod::Quarterly, twice);
    assert_eq!(found, [vec![], vec![Cause::Twice]]);
}

#[test]
fn what_the_list_lacks_is_told_by_what_it_has_of_others() {
    let (course, events) = course(InterestMethod::Quarterly);
    let mut counts = BTreeMap::new();
    let first = (day("2017-12-21"), day("2018-03-21"));
    counts.insert(first, 40);
    counts.insert((day("2018-01-15"), day("2018-03-21")), 1);
    let lists = windows(&counts);
    assert_eq!(lists, [first]);
    let compared = compare(&course, &events, &lists);
    assert_eq!(compared.len(), 1);
    assert_eq!(compared[0].causes, [Cause::Missing]);
    assert_eq!(compared[0].difference, fen("-356.25"));
    let plain = Event::new(1, EventKind::Subsidised, None);
    assert_eq!(Listed::of(&plain), None);
}
