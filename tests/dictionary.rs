//! The data dictionary in the program is whole: every file is in it, its words name one thing
//! each, and the headers and values met in counties' sheets are understood.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use fupin::dictionary::{Dictionary, Field, Kind, Ledger};
use fupin::domain::text::fold_header;

/// Columns of a sheet that no ledger keeps: the row's number and the areas above the village.
const SKIPPED: &[&str] = &[
    "序号",
    "省",
    "市",
    "县",
    "乡",
    "县(市、区、旗)",
    "乡(镇)",
    "乡镇",
    "户主编号",
    "村办公电话",
];
/// Headers whose values, not words, tell the field.
const BY_VALUE: &[&str] = &["户类型", "户属性"];

/// The header rows of real and sample sheets, with the ledger that each sheet is of.
const SHEETS: &[(&str, &str)] = &[
    (
        "household",
        "户编号,行政村,村民小组,户主姓名,户主身份证号,联系电话,家庭人口,户类型,主要致贫原因,开户银行,银行卡号,人均纯收入(元),备注",
    ),
    (
        "household",
        "序号,户号,村名,自然村(组),户主,证件号码,手机号码,家庭人口数,户属性,致贫原因,开户行,银行账号,家庭人均纯收入（元）,备注",
    ),
    (
        "household",
        "省,市,县,乡,村,户编号,户主编号,户主姓名,户主证件号码,家庭人口数,是否危房户,人均纯收入,年收入,是否解决安全饮用水,年度,村办公电话,开户银行名称,\
         银行卡号,识别标准,主要致贫原因,次要致贫原因,工资性收入,生产经营性收入,财产性收入,转移性收入,计划生育金,低保金,五保金,养老保险金,生态补偿金,\
         其他转移性收入,生产经营性支出,纯收入,资产收益扶贫分红收入,其他财产性收入,耕地面积（亩）,水面面积,是否加入农民专业合作组织,退耕还林面积（亩）,\
         林果面积（亩）,牧草地面积,林地面积（亩）,是否通生产用电,是否通生活用电,是否通广播电视,与村主干路距离,入户路类型,住房面积,是否有卫生厕所,\
         主要燃料类型,危房级别,是否有龙头企业带动,是否有创业致富带头人带动",
    ),
    (
        "household_year",
        "户编号,年度,工资性收入,生产经营性收入,计划生育金,低保金,特困供养金,养老保险金,生态补偿金,其他转移性收入,资产收益扶贫分红收入,其他财产性收入,\
         生产性支出,证件号码",
    ),
    (
        "person",
        "户编号,姓名,证件号码,性别,出生日期,与户主关系,民族,健康状况,残疾证号,备注",
    ),
    (
        "person",
        "序号,户号,家庭成员姓名,身份证号,性别,出生年月日,与户主关系,民族,健康状况,残疾人证号,备注",
    ),
    (
        "person",
        "序号,县(市、区、旗),乡(镇),行政村,自然村,户编号,人编号,姓名,证件号码,人数,与户主关系,民族,文化程度,在校生状况,健康状况,劳动技能,务工状况,\
         务工时间（月）,参加大病医疗,脱贫属性,脱贫年度,贫困户属性,主要致贫原因,危房户,饮水安全,饮水困难,人均纯收入,联系电话",
    ),
    (
        "person",
        "序号,县,乡,村,组,户编号,人编号,姓名,证件号码,人数,与户主关系,民族,文化程度,在校生状况,健康状况,劳动技能,务工时间（月）,是否参加大病保险,\
         致贫原因1,危房户,是否解决安全饮用水,人均纯收入,户联系电话,人联系电话,首次识别时间,人员识别时间,户类型,易返贫致贫户(监测对象)类型,风险是否消除,\
         风险识别时间,风险消除时间",
    ),
    (
        "helper",
        "帮扶单位,姓名,是否第一书记,是否工作队队长,是否驻村队员,性别,职务级别,证件号码,联系电话",
    ),
    ("unit", "帮扶单位,帮扶单位类型,帮扶单位隶属关系"),
    (
        "pairing",
        "帮扶单位,帮扶责任人,帮扶人电话,户编号,户主姓名,户主身份证号,帮扶开始时间,帮扶结束时间,备注",
    ),
    (
        "pairing",
        "序号,结对帮扶单位,帮扶干部,联系电话,户号,户主,证件号码,结对时间,结束时间,备注",
    ),
    (
        "visit",
        "走访日期,走访人,户编号,户主姓名,户主身份证号,行政村,走访内容,存在问题,整改期限,备注",
    ),
    (
        "visit",
        "序号,入户日期,帮扶干部,户号,户主,证件号码,村名,走访情况,发现问题,整改时限,备注",
    ),
    (
        "visit",
        "村,户编号,户主姓名,帮扶责任人,走访日期,走访方式,时长(分),走访内容,发现问题,需求,解决措施,解决时限,解决情况,户主签字",
    ),
    (
        "loan",
        "户编号,借款人姓名,借款人身份证号,行政村,贷款银行,贷款金额(万元),放款日期,到期日期,贷款用途,已还本金(万元),贷款余额(万元),备注",
    ),
    (
        "loan",
        "序号,户号,贷款人,身份证号码,村名,放贷银行,贷款金额(元),贷款发放日期,贷款到期日,用途,已还本金(元),贷款余额(元),备注",
    ),
    (
        "loan",
        "序号,行政村,组别,户主姓名,户编号,贷款人姓名,贷款人身份证,信用等级,授信额度（万元）,贷款金额（万元）,贷款期限（月）,放款日期,到期日期,\
         贷款利率（%）,贷款金融机构,累计贴息金额（元）,偿还贷款金额（万元）,贷款余额（万元）,贷款用途",
    ),
    (
        "loan",
        "授信时间,还款时间,逾期贷款金额,贷款逾期时间,欠息金额（元）,欠息时间,合同编号",
    ),
];

fn dictionary() -> Dictionary {
    Dictionary::built_in().expect("the built-in dictionary")
}

/// A header without its unit, as an import compares it.
fn bare(header: &str) -> String {
    let text = fold_header(header);
    for unit in ["元", "万元", "亩", "月", "%", "公里", "平方米"] {
        if let Some(rest) = text.strip_suffix(&format!("({unit})")) {
            return rest.to_owned();
        }
    }
    text
}

/// Every word by which a sheet of `ledger` may head a column, with what it names.
fn words(ledger: &Ledger) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for field in &ledger.fields {
        let columns = &field.columns;
        if columns.is_empty() {
            let texts = std::iter::once(&field.label).chain(&field.aliases);
            all.extend(texts.map(|text| (fold_header(text), field.key.clone())));
        }
        for column in columns {
            let texts = std::iter::once(&column.label).chain(&column.aliases);
            let names = format!("{}.{}", field.key, column.key);
            all.extend(texts.map(|text| (fold_header(text), names.clone())));
        }
    }
    all
}

#[test]
fn every_file_is_in_the_program() {
    let dictionary = dictionary();
    let mut files: Vec<String> = fs::read_dir("assets/dictionary")
        .expect("the folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .filter(|name| name != "codes.toml" && name != "facts")
        .collect();
    files.sort();
    let mut keys: Vec<String> = dictionary
        .ledgers()
        .iter()
        .map(|ledger| format!("{}.toml", ledger.key))
        .collect();
    keys.sort();
    assert_eq!(files, keys);
}

#[test]
fn labels_are_bare_and_unique() {
    for ledger in dictionary().ledgers() {
        let mut seen = BTreeSet::new();
        for field in &ledger.fields {
            let label = &field.label;
            let bare = label.chars().all(char::is_alphanumeric);
            let digit = label.starts_with(|letter: char| letter.is_ascii_digit());
            assert!(
                bare && !digit,
                "{}.{label} is no bare identifier",
                ledger.key
            );
            assert!(seen.insert(label), "{}: two fields {label}", ledger.key);
        }
    }
}

#[test]
fn every_ledger_ends_with_a_note() {
    for ledger in dictionary().ledgers() {
        let last = ledger.fields.last().expect("a field");
        assert_eq!(
            (last.key.as_str(), last.kind),
            ("note", Kind::Note),
            "{}",
            ledger.key
        );
    }
}

#[test]
fn a_word_names_one_field() {
    for ledger in dictionary().ledgers() {
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for (word, names) in words(ledger) {
            let before = seen.insert(word.clone(), names.clone());
            assert_eq!(before, None, "{}: {word} names also {names}", ledger.key);
        }
    }
}

#[test]
fn a_word_names_one_field_of_the_fed_ledgers() {
    let dictionary = dictionary();
    for ledger in dictionary.ledgers() {
        let main: BTreeSet<String> = words(ledger).into_iter().map(|(word, _)| word).collect();
        let mut seen: BTreeMap<String, (String, String)> = BTreeMap::new();
        for &fed in &ledger.also {
            let fed = dictionary.ledger(fed);
            for (word, names) in words(fed) {
                let reference = names.contains('.');
                if main.contains(&word) || reference || names == "note" {
                    continue;
                }
                let before = seen.insert(word.clone(), (fed.key.clone(), names));
                assert_eq!(before, None, "{}: {word} is met twice", ledger.key);
            }
        }
    }
}

#[test]
fn reference_columns_exist_in_their_ledger() {
    let dictionary = dictionary();
    for ledger in dictionary.ledgers() {
        for field in &ledger.fields {
            let Kind::Reference(to) = field.kind else {
                assert!(field.columns.is_empty(), "{}.{}", ledger.key, field.key);
                continue;
            };
            assert!(
                !field.columns.is_empty(),
                "{}.{}: no column",
                ledger.key,
                field.key
            );
            for column in &field.columns {
                let found = dictionary.ledger(to).field(&column.key);
                assert!(
                    found.is_some(),
                    "{}.{}.{}",
                    ledger.key,
                    field.key,
                    column.key
                );
            }
        }
    }
}

#[test]
fn keys_are_plain_columns() {
    for ledger in dictionary().ledgers() {
        let mut seen = BTreeSet::new();
        for field in &ledger.fields {
            let key = &field.key;
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            assert!(
                key.chars().all(plain) && key != "id",
                "{}.{key}",
                ledger.key
            );
            assert!(seen.insert(key), "{}: two fields {key}", ledger.key);
        }
    }
}

#[test]
fn lists_fit_a_screen() {
    for ledger in dictionary().ledgers() {
        let widths: u16 = ledger.fields.iter().filter_map(|field| field.list).sum();
        assert!(
            (50..=78).contains(&widths),
            "{}: {widths} columns",
            ledger.key
        );
    }
}

#[test]
fn every_header_of_known_sheets_is_understood() {
    let dictionary = dictionary();
    let mut strange = Vec::new();
    for (key, header) in SHEETS {
        let ledger = dictionary.find(key).expect("a ledger");
        let mut known: BTreeSet<String> = words(ledger).into_iter().map(|(word, _)| word).collect();
        for &fed in &ledger.also {
            known.extend(
                words(dictionary.ledger(fed))
                    .into_iter()
                    .map(|(word, _)| word),
            );
        }
        for name in header.split(',').map(str::trim) {
            let left = SKIPPED.contains(&name) || BY_VALUE.contains(&name);
            if !left && !known.contains(&bare(name)) {
                strange.push(format!("{key}: {name}"));
            }
            if BY_VALUE.contains(&name) {
                assert!(
                    !known.contains(&bare(name)),
                    "{name} is decided by its values"
                );
            }
        }
    }
    assert!(strange.is_empty(), "{strange:?}");
}

#[test]
fn a_label_of_a_code_reads_back_to_its_code() {
    let dictionary = dictionary();
    let fields = dictionary
        .ledgers()
        .iter()
        .flat_map(|ledger| &ledger.fields);
    for field in fields {
        let Some(list) = dictionary.codes_of(field) else {
            continue;
        };
        for entry in &list.entries {
            let spellings = entry.spellings.iter().chain([&entry.label, &entry.code]);
            for spelling in spellings {
                let read = list.read(spelling).map(|found| found.code.as_str());
                assert_eq!(read, Some(entry.code.as_str()), "{}: {spelling}", list.key);
            }
        }
    }
}

fn read_by<'d>(dictionary: &'d Dictionary, value: &str) -> Vec<(&'d str, &'d str)> {
    let ledger = dictionary.find("household").expect("the ledger");
    let fields = ["exit_state", "poverty_kind", "monitor_kind"];
    let readable = |key: &&str| -> Option<(&'d str, &'d str)> {
        let field: &Field = ledger.field(key)?;
        let entry = dictionary.codes_of(field)?.read(value)?;
        Some((&field.key, &entry.code))
    };
    fields.iter().filter_map(readable).collect()
}

#[test]
fn a_kind_of_household_belongs_to_one_field() {
    let dictionary = dictionary();
    for (value, field, code) in [
        ("未脱贫", "exit_state", "0"),
        ("脱贫户", "exit_state", "1"),
        ("已脱贫（享受政策）", "exit_state", "1"),
        ("已脱贫(享受政策)", "exit_state", "1"),
        ("预脱贫", "exit_state", "2"),
        ("返贫", "exit_state", "3"),
        ("稳定脱贫户", "exit_state", "4"),
        ("一般户", "poverty_kind", "01"),
        ("一般贫困户", "poverty_kind", "01"),
        ("低保户", "poverty_kind", "02"),
        ("特困供养户", "poverty_kind", "03"),
        ("低保贫困户", "poverty_kind", "04"),
        ("脱贫不稳定户", "monitor_kind", "01"),
        ("脱贫监测户", "monitor_kind", "01"),
        ("边缘易致贫户", "monitor_kind", "02"),
        ("边缘户", "monitor_kind", "02"),
        ("突发严重困难户", "monitor_kind", "03"),
        ("监测户", "monitor_kind", "99"),
    ] {
        assert_eq!(read_by(&dictionary, value), [(field, code)], "{value}");
    }
    assert!(read_by(&dictionary, "特困供养户X类").is_empty());
}

#[test]
fn ledgers_are_found_by_key_label_and_alias() {
    let dictionary = dictionary();
    for (name, key) in [
        ("loan", "loan"),
        ("小额信贷", "loan"),
        ("家庭成员", "person"),
        ("户", "household"),
    ] {
        assert_eq!(
            dictionary.find(name).map(|ledger| ledger.key.as_str()),
            Some(key)
        );
    }
    let mut seen = BTreeSet::new();
    for ledger in dictionary.ledgers() {
        for name in ledger.aliases.iter().chain([&ledger.key, &ledger.label]) {
            assert!(seen.insert(name), "{name} names two ledgers");
        }
    }
}
