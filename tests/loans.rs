//! Sheets of loans and of what happens to them: units that only the officer knows, repayments of
//! one day, extensions.

#[path = "common/mod.rs"]
mod common;

use std::fs;

use common::Township;
use fupin::app::import::ImportError;
use fupin::domain::Severity;
use fupin::port::import::{ImportOptions, ImportReport};

const LOANS: &str = "\
借款人姓名,借款人身份证号,贷款银行,贷款金额,放款日期,到期日期
张国强,421099196606160016,农商行,3,2016-10-18,2018-10-18
单云娥,421099196003050029,农商行,5,2016-11-18,2018-11-18
文素珍,421099197205060027,农商行,2.5,2017-01-18,2019-01-18
";

fn township() -> Township {
    Township::new("hubei-2016", "2018-09-20")
}

fn import(
    township: &mut Township,
    sheet: &str,
    map: &[(&str, &str)],
) -> Result<ImportReport, ImportError> {
    let file = township.folder().join("贷款.csv");
    fs::write(&file, sheet).unwrap();
    township.try_import(&ImportOptions {
        file,
        map: map
            .iter()
            .map(|(column, field)| ((*column).to_owned(), (*field).to_owned()))
            .collect(),
        ..ImportOptions::default()
    })
}

fn amounts(township: &Township, sql: &str) -> Vec<i64> {
    let book = township.book();
    let mut query = book.prepare(sql).unwrap();
    let rows = query.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn the_unit_of_a_column_is_asked_once_and_said_without_a_new_header() {
    let mut township = township();
    let asked = import(&mut township, LOANS, &[]).unwrap();
    assert_eq!((asked.added, asked.refused), (0, 3));
    let asked: Vec<&str> = asked.problems.iter().map(|one| one.code).collect();
    assert_eq!(asked, ["amount-unit"]);
    for said in [":万元", "贷款金额:万元", "贷款金额（万元）"] {
        let mut township = Township::new("hubei-2016", "2018-09-20");
        let done = import(&mut township, LOANS, &[("贷款金额", said)]).unwrap();
        assert_eq!((done.added, done.refused), (3, 0), "{said}");
        let stored = amounts(&township, "select amount from loan order by id");
        assert_eq!(stored, [3_000_000, 5_000_000, 2_500_000], "{said}");
    }
}

#[test]
fn a_unit_for_what_is_no_amount_is_refused() {
    let mut township = township();
    for (column, said, told) in [
        ("贷款银行", ":万元", "不是金额"),
        ("没有这列", ":万元", "没有「没有这列」"),
        ("贷款金额", "没有这项:万元", "没有这个字段"),
    ] {
        let refused = import(&mut township, LOANS, &[(column, said)]);
        let refused = refused.unwrap_err().to_string();
        assert!(refused.contains(told), "{refused}");
    }
}

#[test]
fn two_repayments_of_one_day_are_two_and_a_sheet_twice_is_one() {
    let mut township = township();
    import(&mut township, LOANS, &[("贷款金额", ":万元")]).unwrap();
    let events = "\
借款人姓名,借款人身份证号,放款日期,事件类型,事件日期,事件金额
张国强,421099196606160016,2016-10-18,还款,2018-09-10,5000
张国强,421099196606160016,2016-10-18,还款,2018-09-10,8000
";
    let done = import(&mut township, events, &[]).unwrap();
    assert_eq!((done.added, done.refused), (2, 0), "{:?}", done.problems);
    let again = import(&mut township, events, &[]).unwrap();
    assert_eq!((again.added, again.unchanged), (0, 2));
    let repaid = "select amount from loan_event where kind = '02' order by id";
    assert_eq!(amounts(&township, repaid), [500_000, 800_000]);
}

#[test]
fn an_extension_in_a_sheet_moves_the_day() {
    let mut township = township();
    import(&mut township, LOANS, &[("贷款金额", ":万元")]).unwrap();
    let events = "\
借款人姓名,借款人身份证号,放款日期,事件类型,事件日期,事件金额,展期至
张国强,421099196606160016,2016-10-18,展期,2018-09-10,,2019-04-18
";
    let done = import(&mut township, events, &[]).unwrap();
    assert_eq!((done.added, done.refused), (1, 0), "{:?}", done.problems);
    let book = township.book();
    let sql = "select due_on from loan_due order by loan";
    let mut query = book.prepare(sql).unwrap();
    let days = query.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let days: Vec<String> = days.map(Result::unwrap).collect();
    assert_eq!(days, ["2019-04-18", "2018-11-18", "2019-01-18"]);
}

/// From a sheet they go in, since the bank's figures are what an audit looks at; each is named.
#[test]
fn events_that_do_not_fit_their_loan_go_in_and_are_named() {
    let mut township = township();
    import(&mut township, LOANS, &[("贷款金额", ":万元")]).unwrap();
    let events = "\
借款人姓名,借款人身份证号,放款日期,事件类型,事件日期,事件金额,新到期日期
张国强,421099196606160016,2016-10-18,还款,2018-09-10,20000,
张国强,421099196606160016,2016-10-18,还款,2018-09-11,10000.01,
张国强,421099196606160016,2016-10-18,还款,2016-09-10,100,
单云娥,421099196003050029,2016-11-18,续贷,2018-09-10,,2018-11-18
单云娥,421099196003050029,2016-11-18,续贷,2018-09-12,,2019-11-18
文素珍,421099197205060027,2017-01-18,展期,2018-09-12,,
";
    let done = import(&mut township, events, &[]).unwrap();
    assert_eq!((done.added, done.refused), (6, 0), "{:?}", done.problems);
    let named: Vec<(u32, &str)> = done
        .problems
        .iter()
        .map(|one| (one.row, one.code))
        .collect();
    assert_eq!(
        named,
        [
            (3, "loan-balance"),
            (4, "date-order"),
            (5, "loan-renewal"),
            (7, "loan-renewal")
        ]
    );
    let warned = |one: &fupin::domain::Problem| one.severity == Severity::Warn;
    assert!(done.problems.iter().all(warned));
    assert!(
        done.problems[0]
            .message
            .contains("10000.01元超过当天的余额10000元"),
        "{:?}",
        done.problems
    );
}

/// A word that no code has keeps its row out of nothing but its own cell.
#[test]
fn an_unknown_class_is_named_and_the_loan_goes_in() {
    let mut township = township();
    let sheet = LOANS
        .replace("到期日期\n", "到期日期,五级分类\n")
        .replace("2018-10-18\n", "2018-10-18,瑕疵类\n")
        .replace("2018-11-18\n", "2018-11-18,正常\n");
    let done = import(&mut township, &sheet, &[("贷款金额", ":万元")]).unwrap();
    assert_eq!((done.added, done.refused), (3, 0), "{:?}", done.problems);
    let named: Vec<(u32, &str)> = done
        .problems
        .iter()
        .map(|one| (one.row, one.code))
        .collect();
    let named: Vec<_> = named
        .into_iter()
        .filter(|(_, code)| *code != "household-unknown")
        .collect();
    assert_eq!(named, [(2, "code")], "{:?}", done.problems);
}

#[test]
fn an_event_of_an_unknown_kind_goes_in_as_another_and_keeps_its_word() {
    let mut township = township();
    import(&mut township, LOANS, &[("贷款金额", ":万元")]).unwrap();
    let events = "\
借款人姓名,借款人身份证号,放款日期,事件类型,事件日期,事件金额
张国强,421099196606160016,2016-10-18,白条,2018-09-10,20000
";
    let done = import(&mut township, events, &[]).unwrap();
    assert_eq!((done.added, done.refused), (1, 0), "{:?}", done.problems);
    let told = &done.problems[0];
    assert_eq!((told.code, told.severity), ("code", Severity::Warn));
    assert!(told.message.contains("「白条」"), "{}", told.message);
    let book = township.book();
    let stored: (String, String) = book
        .query_row(
            "select kind, note from loan_event where kind = '99'",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    assert_eq!(stored, ("99".to_owned(), "事件类型：白条".to_owned()));
    let again = import(&mut township, events, &[]).unwrap();
    assert_eq!((again.added, again.unchanged), (0, 1));
}
