//! For which date a figure is taken is told by the files of facts, subject by subject.

use fupin::dictionary::Dictionary;
use fupin::policy::{Packs, RuleBook, Series};
use fupin::store::replay;

/// A line per income year, and a standard about each kind of record that has a year of its own.
const PACK: &str = r#"
id = "try-2018"
name = "试"
region = "试"
years = [2014, 2020]
basis = "试"

[[figure]]
id = "线"
unit = "元"
per = "收入年度"
values = [{ from = 2017, value = 3335, source = "试" }, { from = 2018, value = 3535, source = "试" }]

[[figure]]
id = "上限"
unit = "元"
values = [{ from = 2014, value = 50_000, source = "试" }, { from = 2016, value = 100_000, source = "试" }]

[[standard]]
id = "年"
subject = "户年度"
title = "试"
source = "试"
meets = "人均纯收入 > :线"
example = [
    { name = "2017年的线", facts = { "年度" = 2017, "人均纯收入" = 3400 }, expect = "达标" },
    { name = "2018年的线", facts = { "年度" = 2018, "人均纯收入" = 3400 }, expect = "未达标" },
    { name = "不看户的收入年度", facts = { "年度" = 2017, "户_收入年度" = 2018, "人均纯收入" = 3400 }, expect = "达标" },
]

[[standard]]
id = "人"
subject = "人口"
title = "试"
source = "试"
meets = "户_人均纯收入 > :线"
example = [
    { name = "看户的收入年度", facts = { "户_收入年度" = 2017, "户_人均纯收入" = 3400 }, expect = "达标" },
    { name = "户没有收入年度", facts = { "户_人均纯收入" = 3400 }, expect = "缺数据", missing = ["线"] },
]

[[standard]]
id = "主体"
subject = "经营主体贷款"
title = "试"
source = "试"
meets = "贷款金额 <= :上限"
example = [
    { name = "2016年放的", facts = { "贷款金额" = 100000, "放款日期" = "2016-01-01" }, expect = "达标" },
    { name = "早一天放的", facts = { "贷款金额" = 100000, "放款日期" = "2015-12-31" }, expect = "未达标" },
]

[[standard]]
id = "村"
subject = "村"
title = "试"
source = "试"
meets = "集体经济年收入 >= :上限"
example = [{ name = "村没有这样的日子，看今天", facts = { "集体经济年收入" = 100000 }, expect = "达标" }]
"#;

#[test]
fn each_subject_says_which_fact_tells_the_date() {
    let dictionary = Dictionary::built_in().unwrap();
    for (ledger, year, day) in [
        ("household", Some("收入年度"), None),
        ("household_year", Some("年度"), None),
        ("income_line", Some("收入年度"), None),
        ("person", Some("户_收入年度"), None),
        ("loan", Some("户_收入年度"), Some("放款日期")),
        ("enterprise_loan", None, Some("放款日期")),
        ("village_income", Some("收入年度"), None),
        ("village", None, None),
    ] {
        let ledger = dictionary.find(ledger).unwrap();
        let dates = dictionary.subject(ledger.id).unwrap().dates;
        let told = (dates.income_year.as_deref(), dates.day.as_deref());
        assert_eq!(told, (year, day), "{}", ledger.key);
    }
}

#[test]
fn a_figure_is_taken_for_that_date() {
    let dictionary = Dictionary::built_in().unwrap();
    let packs = Packs::from_sources(&[("try.toml", PACK)]).unwrap();
    let mut book = RuleBook::of(&dictionary, &packs, &["try-2018".to_owned()], &[]);
    assert!(book.faults.is_empty(), "{:?}", book.faults);
    let figures = packs.figures_of("try-2018").into_iter();
    let figures = figures.map(|figure| (figure.id.clone(), Series::as_written(figure)));
    book.figures = vec![figures.collect()];
    assert_eq!(book.rules.len(), 4);
    for asked in &book.rules {
        let faults = replay(&dictionary, &book, asked).unwrap();
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert!(faults.is_empty(), "{faults:?}");
    }
}
