//! Sheets whose columns have slipped: 户编号 against names, amounts against their unit, cells
//! against the header.

#[path = "common/mod.rs"]
mod common;

use std::fmt::Write as _;
use std::fs;

use common::Township;
use fupin::port::import::{ImportOptions, ImportReport};

/// Five heads with ID numbers of an area code that is not assigned.
const HEADS: [(&str, &str); 5] = [
    ("赵强", "421099198003085597"),
    ("钱芳", "421099195907057114"),
    ("孙伟", "421099197601037638"),
    ("李静", "421099195509231316"),
    ("周勇", "421099198106053918"),
];

fn code(family: usize) -> String {
    format!("4210990000{:02}", family + 1)
}

/// A book with the five families, and a sheet taken in on top.
fn after_families(sheet: &str) -> (Township, ImportReport) {
    let mut township = Township::new("national-2021", "2024-06-07");
    let mut families = "户编号,行政村,户主姓名,户主身份证号\n".to_owned();
    for (at, (name, id)) in HEADS.iter().enumerate() {
        writeln!(families, "{},石桥村,{name},{id}", code(at)).unwrap();
    }
    import(&mut township, "户.csv", &families);
    let report = import(&mut township, "来表.csv", sheet);
    (township, report)
}

fn import(township: &mut Township, name: &str, sheet: &str) -> ImportReport {
    let file = township.folder().join(name);
    fs::write(&file, sheet).unwrap();
    township.import(&file)
}

fn said(report: &ImportReport, code: &str) -> Vec<(u32, String)> {
    let of_code = report.problems.iter().filter(|one| one.code == code);
    of_code.map(|one| (one.row, one.message.clone())).collect()
}

/// One line a head; `number` says which family's number stands on it.
fn lines(header: &str, rest: &str, number: impl Fn(usize) -> usize) -> String {
    let mut sheet = format!("{header}\n");
    for (at, (name, id)) in HEADS.iter().enumerate().take(4) {
        writeln!(sheet, "{},{name},{id}{rest}", code(number(at))).unwrap();
    }
    sheet
}

#[test]
fn shifted_loans_go_to_no_other_family() {
    let header = "户编号,借款人姓名,借款人身份证号,贷款银行,贷款金额(元),放款日期,到期日期";
    let rest = ",农行,50000,2023-02-23,2025-02-23";
    let (_, report) = after_families(&lines(header, rest, |at| at + 1));
    assert_eq!((report.added, report.refused), (0, 4), "{report:?}");
    let run = said(&report, "key-mismatch");
    assert_eq!(run.len(), 1, "{run:?}");
    assert!(run[0].1.starts_with("第2至5行疑似错行："), "{run:?}");
}

#[test]
fn shifted_people_without_a_relation_go_to_no_other_family() {
    let sheet = lines("户编号,姓名,证件号码", "", |at| at + 1);
    let (_, report) = after_families(&sheet);
    assert_eq!((report.added, report.refused), (0, 4), "{report:?}");
}

#[test]
fn a_run_says_how_many_of_its_rows_stay_out() {
    let mut sheet = lines("户编号,户主姓名,户主身份证号", "", |at| {
        usize::from(at < 2)
    });
    sheet = sheet.replace("户编号,", "走访日期,走访人,走访内容,户编号,");
    sheet = sheet.replace("\n4210", "\n2024-05-06,余全才,看望,4210");
    let (_, report) = after_families(&sheet);
    // The fault is in rows 2, 4 and 5; row 3 is in its place.
    let run = said(&report, "key-mismatch");
    assert_eq!((report.refused, run.len()), (3, 1), "{report:?}");
    assert!(run[0].1.starts_with("第2至5行疑似错行，其中3行"), "{run:?}");
}

#[test]
fn a_column_in_the_other_unit_is_asked_about_once() {
    let header = "户编号,借款人姓名,借款人身份证号,贷款银行,贷款金额(元),放款日期,到期日期";
    let sheet = lines(header, ",农行,5,2023-02-23,2025-02-23", |at| at);
    let (_, report) = after_families(&sheet);
    let asked = said(&report, "amount-unit");
    assert_eq!((report.refused, asked.len()), (4, 1), "{report:?}");
    assert!(asked[0].1.contains("4行"), "{asked:?}");
    assert_eq!(report.refused_rows.len(), 4);
}

#[test]
fn cells_beyond_the_header_are_named() {
    let sheet = format!(
        "户编号,行政村,户主姓名,户主身份证号,备注\n{},石桥村,{},{},低保户,长期在外\n",
        code(0),
        HEADS[0].0,
        HEADS[0].1
    );
    let (_, report) = after_families(&sheet);
    assert_eq!(said(&report, "extra-cells").len(), 1, "{report:?}");
}

#[test]
fn a_head_among_the_members_is_not_missed() {
    let people = lines("户编号,姓名,证件号码,与户主关系", ",户主", |at| at);
    let (mut township, _) = after_families(&people);
    let child = format!(
        "户编号,姓名,证件号码,与户主关系\n{},赵小军,421099200101020015,之子\n",
        code(0)
    );
    let report = import(&mut township, "子女.csv", &child);
    assert_eq!((report.rows, report.added + report.refused), (1, 1));
    assert!(
        said(&report, "household-without-head").is_empty(),
        "{report:?}"
    );
}

/// Six families of three that the book does not know, heads by their relation alone.
fn new_families(number: impl Fn(usize) -> usize) -> String {
    let mut sheet = "户编号,姓名,证件号码,与户主关系\n".to_owned();
    let surnames: Vec<char> = "赵钱孙李周吴".chars().collect();
    let rows: Vec<(usize, String, &str)> = (0..18)
        .map(|at| match at % 3 {
            0 => (at / 3, format!("{}强", surnames[at / 3]), "户主"),
            1 => (at / 3, "王芳".to_owned(), "配偶"),
            _ => (at / 3, format!("{}小军", surnames[at / 3]), "之子"),
        })
        .collect();
    for (at, (_, name, relation)) in rows.iter().enumerate() {
        let family = rows[number(at).min(17)].0;
        let id = id_number(at);
        writeln!(sheet, "{},{name},{id},{relation}", code(20 + family)).unwrap();
    }
    sheet
}

/// A number of an unassigned area, with its check digit; odd and even tell nothing here.
fn id_number(at: usize) -> String {
    let body = format!("4210991970010{}{:03}", 1 + at % 9, 1 + at * 2);
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = body.chars().map(|c| c.to_digit(10).unwrap());
    let sum: u32 = digits
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum();
    let check = "10X98765432".chars().nth((sum % 11) as usize).unwrap();
    format!("{body}{check}")
}

#[test]
fn numbers_that_slipped_beside_new_families_are_refused_whole() {
    for (slip, refused) in [(0, false), (1, true), (2, true)] {
        let mut township = Township::new("national-2021", "2024-06-07");
        let file = township.folder().join("来表.csv");
        fs::write(&file, new_families(|at| at + slip)).unwrap();
        let mut options = ImportOptions {
            file,
            ..ImportOptions::default()
        };
        let before = township.dump();
        match township.try_import(&options) {
            Ok(report) => assert!(!refused && report.added == 18, "{report:?}"),
            Err(error) => {
                assert!(refused && error.to_string().contains("疑似错行"), "{error}");
                assert_eq!(township.dump(), before);
                options.ordered = true;
                assert_eq!(township.try_import(&options).unwrap().added, 18);
            }
        }
    }
}
