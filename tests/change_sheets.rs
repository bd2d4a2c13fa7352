//! Sheets and changes: events that a sheet brings are history, and a value that it brings is no
//! longer carried from the year before.

#[path = "common/mod.rs"]
mod common;

use common::{AT, Township};
use fupin::domain::Value;
use fupin::port::import::ImportOptions;
use fupin::store::{Act, ActionKind, CarryOf};

fn sheet(
    township: &mut Township,
    ledger: &str,
    name: &str,
    text: &str,
) -> fupin::port::import::ImportReport {
    let file = township.folder().join(name);
    std::fs::write(&file, text).unwrap();
    let ledger = township.store.dictionary().find(ledger).unwrap().id;
    let options = ImportOptions {
        file,
        ledger: Some(ledger),
        year: Some(2018),
        ..ImportOptions::default()
    };
    township.try_import(&options).unwrap()
}

fn family(township: &mut Township) {
    let text = "户编号,行政村,户主姓名,户主证件号码,姓名,证件号码,与户主关系\r\n\
                H1,甲村,覃家福,421099196511050017,覃家福,421099196511050017,户主\r\n\
                H1,甲村,覃家福,421099196511050017,覃鹏飞,421099199007190014,之子\r\n";
    let report = sheet(township, "person", "人口.csv", text);
    assert_eq!(
        (report.added, report.refused),
        (2, 0),
        "{:?}",
        report.problems
    );
}

#[test]
fn an_event_of_a_sheet_is_history_and_named_where_the_book_says_otherwise() {
    let mut township = Township::new("hubei-2016", "2018-09-20");
    family(&mut township);
    let text = "户编号,户主姓名,成员姓名,成员证件号码,变更类型,变更原因,变更日期\r\n\
                H1,覃家福,覃鹏飞,421099199007190014,自然减少,其他转出,2018-05-01\r\n";
    let report = sheet(&mut township, "person_change", "变更.csv", text);
    assert_eq!(
        (report.added, report.refused),
        (1, 0),
        "{:?}",
        report.problems
    );
    let told = &report.problems[0];
    assert_eq!(told.code, "history-only");
    assert!(told.message.contains("覃鹏飞仍在册"), "{}", told.message);
    let person = township.store.dictionary().find("person").unwrap();
    let (id, left) = (person.id, person.position("left_on").unwrap());
    assert_eq!(township.store.record(id, 2).unwrap()[left], Value::Empty);
    let text = "户编号,户主姓名,变更类型,变更日期,新建档状态\r\nH1,覃家福,自然销户,2018-05-01,自然销户\r\n";
    let report = sheet(&mut township, "household_change", "户变更.csv", text);
    assert_eq!(report.added, 1, "{:?}", report.problems);
    assert_eq!(report.problems[0].code, "history-only");
}

#[test]
fn a_value_that_a_sheet_brings_is_confirmed_be_it_the_same() {
    let mut township = Township::new("hubei-2016", "2018-09-20");
    family(&mut township);
    let year = "户编号,户主姓名,年度,耕地面积,住房面积\r\nH1,覃家福,2018,4.5,90\r\n";
    sheet(&mut township, "household_year", "2018.csv", year);
    let who = township.who.clone();
    let act = Act::new(&who, AT, ActionKind::Change, "年度结转".into());
    let (_, done) = township.store.carry(&act, 2019, &CarryOf::All).unwrap();
    assert_eq!((done.begun, done.completed, done.left), (1, 0, 0));
    let ledger = township.store.dictionary().find("household_year").unwrap();
    let (id, mark) = (ledger.id, ledger.carry_mark().unwrap());
    let marked = |township: &Township| township.store.record(id, 2).unwrap()[mark].clone();
    assert_eq!(marked(&township), Value::Text("arable,housing_area".into()));
    let year = "户编号,户主姓名,年度,耕地面积\r\nH1,覃家福,2019,4.5\r\n";
    let report = sheet(&mut township, "household_year", "2019.csv", year);
    assert_eq!(
        (report.updated, report.unchanged),
        (1, 0),
        "{:?}",
        report.problems
    );
    assert_eq!(marked(&township), Value::Text("housing_area".into()));
    let year =
        "户编号,户主姓名,户主证件号码,行政村,住房面积\r\nH1,覃家福,421099196511050017,甲村,88\r\n";
    let file = township.folder().join("2019年户.csv");
    std::fs::write(&file, year).unwrap();
    let household = township.store.dictionary().find("household").unwrap().id;
    let options = ImportOptions {
        file,
        ledger: Some(household),
        year: Some(2019),
        ..ImportOptions::default()
    };
    township.try_import(&options).unwrap();
    assert_eq!(marked(&township), Value::Empty);
    // What a year has it keeps: only what it lacks is carried again.
    let (_, done) = township.store.carry(&act, 2019, &CarryOf::All).unwrap();
    assert_eq!((done.begun, done.completed, done.left), (0, 0, 1));
}
