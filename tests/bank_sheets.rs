//! The bank's monthly sheet as banks print it: blocks of other loans under the same headers, two
//! units, the header again on every page, sub-totals, and households without a loan of ours.

#[path = "common/mod.rs"]
mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::Township;
use fupin::port::import::ImportReport;
use serde_json::Value;

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/samples")
        .join(name)
}

fn expected(name: &str) -> Value {
    let file = name.replace(".csv", ".expected.json");
    serde_json::from_str(&fs::read_to_string(sample(&file)).unwrap()).unwrap()
}

fn township() -> Township {
    Township::new("hubei-2016", "2018-10-08")
}

fn number(township: &Township, sql: &str) -> i64 {
    let book = township.book();
    book.query_row(sql, [], |row| row.get(0)).unwrap()
}

fn said(report: &ImportReport, code: &str) -> Vec<String> {
    let of_code = report.problems.iter().filter(|found| found.code == code);
    of_code.map(|found| found.message.clone()).collect()
}

/// The bank's last balances together.
const BALANCES: &str = "select sum((select e.amount from loan_event e where e.loan = l.id
    and e.kind = '03' order by e.date desc, e.id desc limit 1)) from loan l";

#[test]
fn only_the_block_of_microcredit_is_taken_and_the_next_month_updates_it() {
    let mut township = township();
    for (file, added) in [("bank_month_08.csv", 5), ("bank_month_09.csv", 0)] {
        let wanted = expected(file);
        let done = township.import(&sample(file));
        let found: Vec<_> = done.problems.iter().map(|one| &one.message).collect();
        assert_eq!(u64::from(done.rows), wanted["rows"], "{found:?}");
        assert_eq!((done.added, done.refused), (added, 0), "{found:?}");
        assert_eq!(u64::from(done.header_row), wanted["header_row"]);
        assert_eq!(done.as_of, wanted["as_of"].as_str().unwrap());
        assert_eq!(
            number(&township, "select count(*) from loan"),
            wanted["loans"]
        );
        assert_eq!(
            number(&township, "select sum(amount) from loan"),
            wanted["amount_fen"]
        );
        assert_eq!(number(&township, BALANCES), wanted["balance_fen"]);
        for block in ["原有贷款", "创业贷款", "生源地助学贷款", "其他贷款"] {
            let aside = |name: &&String| name.starts_with(&format!("{block}/"));
            let count = done.unknown_columns.iter().filter(aside).count();
            assert_eq!(count, 3, "{block}: {:?}", done.unknown_columns);
        }
        let empty = said(&done, "missing");
        assert!(empty[0].contains("有3行"), "{empty:?}");
        township.assert_second_import_changes_nothing(&sample(file));
    }
    // 元 and 万元 stand in one sheet.
    let subsidy = "select subsidy from loan where borrower = '谭翠莲'";
    assert_eq!(number(&township, subsidy), 237_500);
    let owed = "select sum(amount) from loan_event where kind = '09' and date = '2018-09-30'";
    assert_eq!(number(&township, owed), 13_063);
    let repaid = "select sum(amount) from loan_event where kind = '02'";
    assert_eq!(number(&township, repaid), 4_000_000);
}

#[test]
fn a_balance_above_the_amount_goes_in_and_is_named() {
    let mut township = township();
    let done = township.import(&sample("bank_month_09.csv"));
    let odd = said(&done, "loan-balance");
    let named = |text: &String| text.contains("26000元大于贷款金额25000元");
    assert!(odd.iter().any(named), "{odd:?}");
    assert_eq!(done.refused, 0);
}

#[test]
fn a_balance_from_before_the_loan_goes_in_and_is_named() {
    let mut township = township();
    let file = township.folder().join("银行.csv");
    let sheet = "\
截至2018年8月31日,,,,
借款人姓名,借款人身份证号,贷款金额（万元）,放款日期,贷款余额（万元）
谭翠莲,421099197509200228,3,2018-09-05,3
";
    fs::write(&file, sheet).unwrap();
    let done = township.import(&file);
    assert_eq!((done.added, done.refused), (1, 0), "{:?}", done.problems);
    let odd = said(&done, "date-order");
    assert!(
        odd[0].contains("2018-08-31早于放款日期2018-09-05"),
        "{odd:?}"
    );
}

#[test]
fn a_class_that_nobody_knows_does_not_leave_the_old_one_standing() {
    let mut township = township();
    let file = township.folder().join("银行.csv");
    let sheet = |class: &str, day: u32| {
        format!(
            "截至2018年9月{day}日,,,,,\n\
             借款人姓名,借款人身份证号,贷款金额（万元）,放款日期,贷款余额（万元）,五级分类\n\
             谭翠莲,421099197509200228,3,2017-09-05,3,{class}\n"
        )
    };
    let kept = "select count(*) from loan where five_class is not null";
    fs::write(&file, sheet("正常", 20)).unwrap();
    township.import(&file);
    assert_eq!(number(&township, kept), 1);
    fs::write(&file, sheet("关心", 30)).unwrap();
    let done = township.import(&file);
    assert_eq!((done.updated, done.refused), (1, 0), "{:?}", done.problems);
    let told = said(&done, "code");
    assert!(
        told[0].contains("「关心」") && told[0].contains("疑点"),
        "{told:?}"
    );
    assert_eq!(number(&township, kept), 0);
    township.assert_second_import_changes_nothing(&file);
}

#[test]
fn blocks_may_stand_above_a_whole_row_of_headers_and_name_the_unit() {
    let mut township = township();
    let done = township.import(&sample("bank_blocks_above.csv"));
    assert_eq!(
        (done.rows, done.added, done.refused),
        (3, 3, 0),
        "{:?}",
        done.problems
    );
    let lent = "select sum(amount) from loan";
    assert_eq!(number(&township, lent), 9_500_000);
    assert_eq!(number(&township, BALANCES), 6_500_000);
    let owed = "select sum(amount) from loan_event where kind = '09'";
    assert_eq!(number(&township, owed), 13_063);
}

#[test]
fn a_borrower_who_is_called_like_a_total_is_no_total() {
    let mut township = township();
    let file = township.folder().join("银行.csv");
    let sheet = "\
序号,借款人姓名,借款人身份证号,贷款金额（万元）,放款日期
1,田小计,421099197509200228,3,2018-01-05
青山村小计,,,3,
合计（1笔）,,,3,
";
    fs::write(&file, sheet).unwrap();
    let done = township.import(&file);
    assert_eq!((done.rows, done.added), (1, 1), "{:?}", done.problems);
}

/// Titles over blocks, the class of the loan merged over both rows, a column that nobody knows, the rate
/// without brackets, and the day of lending in the bank's own words.
#[test]
fn a_column_merged_over_both_rows_of_the_header_is_read() {
    let mut township = township();
    let file = township.folder().join("银行.csv");
    let sheet = "\
岭东农商行松垭支行扶贫小额信贷月报表,,,,,,,,,,
截至2018年9月15日,,,,,,,,,单位：元,
序号,借款人,,贷款信息,,,,余额情况,,,五级分类
,姓名,身份证号,贷款金额（万元）,放款日,到期日,利率%,余额(万元),欠息,网点归属,
1,谭翠莲,421099197509200228,3,2017/3/15,2020/03/15,4.75,2.5,0,松垭,正常
,小计,,3,,,,2.5,0,,
序号,借款人,,贷款信息,,,,余额情况,,,五级分类
,姓名,身份证号,贷款金额（万元）,放款日,到期日,利率%,余额(万元),欠息,网点归属,
2,田大国,42109919590303015X,2.5,2016.11.02,2018/05/02,4.75,2.5,1600.5,松垭,次级
,合计,,5.5,,,,5,1600.5,,
制表：何敏,,,,复核：王强,,,,,,
";
    fs::write(&file, sheet).unwrap();
    let done = township.import(&file);
    assert_eq!(
        (done.rows, done.added, done.refused, done.header_row),
        (2, 2, 0, 4),
        "{:?}",
        done.problems
    );
    assert_eq!(done.unknown_columns, ["网点归属"]);
    assert_eq!(number(&township, "select sum(amount) from loan"), 5_500_000);
    assert_eq!(number(&township, BALANCES), 5_000_000);
    let owed = "select sum(amount) from loan_event where kind = '09' and date = '2018-09-15'";
    assert_eq!(number(&township, owed), 160_050);
    let classes = "select group_concat(five_class || rate, ' ') from loan order by lent_on";
    let classes: String = township
        .book()
        .query_row(classes, [], |row| row.get(0))
        .unwrap();
    assert_eq!(classes, "014.75 034.75");
}
