//! 自定义栏: columns that nobody had yesterday become fields of the book, and are fields everywhere.

#[path = "own/book.rs"]
mod book;
#[path = "common/mod.rs"]
mod common;
#[path = "own/township.rs"]
mod township;

use std::fs;

use common::Township;
use serde_json::Value as Json;
use township::{COLUMNS, SHEET, content, done, own, refused, rows, township, write};

#[test]
fn columns_nobody_had_yesterday_come_in_with_the_sheet_and_go_with_it() {
    let mut township = township();
    let sheet = write(&township, "摸底.csv", SHEET);
    let plain = township.import(&sheet);
    assert_eq!(plain.unknown_columns, COLUMNS);
    assert_eq!((plain.rows, plain.unchanged, plain.header_row), (3, 3, 4));
    let kinds: Vec<&str> = plain.unknown.iter().map(|own| own.kind.as_str()).collect();
    assert_eq!(kinds, ["text", "yes_no", "money", "integer", "yes_no"]);
    let labels: Vec<&str> = plain.unknown.iter().map(|own| own.label.as_str()).collect();
    assert_eq!(
        labels,
        [
            "低保等级",
            "低保是否核实",
            "补贴2018年",
            "养羊数",
            "养殖是否核实"
        ]
    );
    let before = content(&township);

    let report = township.try_import(&own(&sheet, &COLUMNS)).unwrap();
    assert_eq!(
        (report.updated, report.refused),
        (3, 0),
        "{:?}",
        report.problems
    );
    assert!(report.unknown_columns.is_empty());
    assert_eq!(report.own_columns.len(), 5);
    let after = content(&township);
    assert_ne!(after, before);

    // The second time the columns are known, without a word.
    township.assert_second_import_changes_nothing(&sheet);

    // One action: taken back, the columns are gone too; taken back again, all is there.
    let who = township.who.clone();
    let (action, _) = township.store.last_action(&who.operator).unwrap().unwrap();
    let (undo, undone) = township.store.undo(action, &who, common::AT).unwrap();
    assert_eq!(undone.kept, 0);
    assert_eq!(content(&township), before);
    assert!(township.store.own_columns().is_empty());
    township.store.undo(undo, &who, common::AT).unwrap();
    assert_eq!(content(&township), after);
    assert_eq!(township.store.own_columns().len(), 5);
}

#[test]
fn a_preview_writes_nothing() {
    let township = township();
    let sheet = write(&township, "摸底.csv", SHEET);
    let book = township.store.path().to_owned();
    let before = township.dump();
    let sheet = sheet.to_str().unwrap();
    let args = [
        "import",
        sheet,
        "--own",
        "低保等级:选项",
        "--dry-run",
        "--json",
    ];
    let report: Json = serde_json::from_str(&done(&book, &args)).unwrap();
    assert_eq!(report["updated"], 3);
    assert_eq!(report["own_columns"][0]["type"], "code");
    assert_eq!(report["own_columns"][0]["codes"][1], "二级");
    assert_eq!(report["columns"]["低保等级"], "低保等级");
    assert_eq!(township.dump(), before);
    refused(&book, &["import", sheet, "--own", "没有这列"], "没有这列");
    refused(&book, &["import", sheet, "--own", "户主姓名"], "户主姓名");
    assert_eq!(township.dump(), before);
}

#[test]
fn values_are_dated_and_an_older_sheet_leaves_the_present_alone() {
    let mut township = township();
    let book = township.store.path().to_owned();
    done(
        &book,
        &[
            "column",
            "add",
            "户",
            "低保等级",
            "--type",
            "选项",
            "--codes",
            "一级,二级,三级",
        ],
    );
    township.store.follow().unwrap();
    let sheet = |title: &str, level: &str| {
        format!(
            "摸底表 {title},,\n行政村,户编号,户主姓名,户主证件号码,低保等级\n白马庙村,4210990031,张国强,421099196606160016,{level}\n"
        )
    };
    for (name, title, level, held) in [
        ("八月.csv", "截至2018年8月31日", "二级", "二级"),
        ("六月.csv", "截至2018年6月30日", "三级", "二级"),
        ("今天.csv", "", "一级", "一级"),
    ] {
        let file = write(&township, name, &sheet(title, level));
        assert_eq!(township.import(&file).updated, 1, "{name}");
        township.assert_second_import_changes_nothing(&file);
        let condition = format!("低保等级 = '{held}'");
        let found = rows(&book, &["list", "户", "--where", &condition, "--json"]);
        assert_eq!(found.len(), 1, "{name}");
        assert_eq!(found[0]["低保等级"], held);
    }
    let ledger = township.store.dictionary().find("户").unwrap();
    let last = ledger.fields.last().unwrap().own.unwrap();
    let history = township.store.own_history(last, 1).unwrap();
    let days: Vec<&str> = history.iter().map(|value| value.day.as_str()).collect();
    assert_eq!(days, ["2018-09-20", "2018-08-31", "2018-06-30"]);
    let card: Json = serde_json::from_str(&done(&book, &["card", "4210990031", "--json"])).unwrap();
    assert_eq!(card["household"]["低保等级"], "一级");
    assert!(done(&book, &["card", "4210990031"]).contains("自定义  低保等级  一级  2018-09-20"));
    let log = done(&book, &["log", "--household", "4210990031"]);
    assert!(log.contains("户 1 低保等级：二级 -> 一级"), "{log}");
}

/// Label, type, options; the cell of each household, as a sheet writes it and as JSON has it; a
/// condition that keeps the first household alone.
const TYPES: [(&str, &str, [&str; 3], &str, &str); 11] = [
    (
        "情况说明",
        "文字",
        ["好", "一般", ""],
        "\"好\"",
        "情况说明 = '好'",
    ),
    (
        "情况详述",
        "长文字",
        ["老人一人在家", "", "好"],
        "\"老人一人在家\"",
        "情况详述 like '%老人%'",
    ),
    ("养羊数", "整数", ["5", "0", ""], "5", "养羊数 >= 5"),
    (
        "果园面积",
        "小数",
        ["1.5", "0.5", ""],
        "1.5",
        "果园面积 > 1",
    ),
    (
        "县补金额",
        "金额",
        ["300.50", "20", ""],
        "30050",
        "县补金额 > 300",
    ),
    (
        "验收日期",
        "日期",
        ["2018-09-01", "2017-08", ""],
        "\"2018-09-01\"",
        "验收日期 >= '2018-09-01'",
    ),
    (
        "验收年份",
        "年份",
        ["2018", "2017", ""],
        "2018",
        "验收年份 = 2018",
    ),
    ("是否双签", "是否", ["是", "否", ""], "1", "是否双签 = 1"),
    (
        "等级评定",
        "选项(一级、二级)",
        ["一级", "二级", ""],
        "\"一级\"",
        "等级评定 = '一级'",
    ),
    (
        "需要什么",
        "多选(肥料、种子、技术)",
        ["种子、肥料", "技术", ""],
        "\"种子,肥料\"",
        "需要什么 like '%种子%'",
    ),
    (
        "村医电话",
        "电话",
        ["15200000542", "13900000001", ""],
        "\"15200000542\"",
        "村医电话 = '15200000542'",
    ),
];

#[test]
fn every_type_is_a_fact_and_survives_the_way_out_and_in() {
    let mut township = township();
    let book = township.store.path().to_owned();
    let mut sheet = String::from("行政村,户编号,户主姓名,户主证件号码");
    for (label, ..) in TYPES {
        sheet.extend([",", label]);
    }
    for (at, line) in SHEET.lines().skip(4).enumerate() {
        let keys: Vec<&str> = line.split(',').take(4).collect();
        sheet.push('\n');
        sheet.push_str(&keys.join(","));
        for (_, _, cells, ..) in TYPES {
            sheet.extend([",", cells[at]]);
        }
    }
    let file = write(&township, "各样.csv", &(sheet + "\n"));
    let wishes: Vec<String> = TYPES
        .iter()
        .map(|(label, kind, ..)| format!("{label}:{kind}"))
        .collect();
    let mut args = vec!["import", file.to_str().unwrap()];
    for wish in &wishes {
        args.extend(["--own", wish]);
    }
    done(&book, &args);
    for (label, _, cells, value, condition) in TYPES {
        let found = rows(&book, &["list", "户", "--where", condition, "--json"]);
        assert_eq!(found.len(), 1, "{label}: {found:?}");
        assert_eq!(
            found[0][label],
            serde_json::from_str::<Json>(value).unwrap(),
            "{label}"
        );
        let counted = done(&book, &["count", "--by", label, "--json"]);
        let table: Json = serde_json::from_str(&counted).unwrap();
        assert_eq!(table["total"], 3, "{label}");
        let kinds: std::collections::HashSet<&str> = cells.into_iter().collect();
        assert_eq!(
            table["rows"].as_array().unwrap().len(),
            kinds.len(),
            "{label}"
        );
    }
    let counted = done(
        &book,
        &["count", "--by", "行政村", "--unit", "县补金额", "--json"],
    );
    let table: Json = serde_json::from_str(&counted).unwrap();
    assert_eq!(table["total"], 320.5);
    // Of members, as a fact of their household.
    let found = rows(
        &book,
        &["list", "人口", "--where", "户_等级评定 = '一级'", "--json"],
    );
    assert!(found.is_empty());

    // Out, and into another book that has no such columns yet.
    let first = township.folder().join("出.csv");
    done(&book, &["export", "户", "-o", first.to_str().unwrap()]);
    let mut other = Township::new("hubei-2016", "2018-09-20");
    let unknown = other.import(&first).unknown_columns;
    assert_eq!(unknown.len(), TYPES.len(), "{unknown:?}");
    let mut args = vec!["import", first.to_str().unwrap()];
    for wish in &wishes {
        args.extend(["--own", wish]);
    }
    let copy = other.store.path().to_owned();
    done(&copy, &args);
    let second = township.folder().join("又出.csv");
    done(&copy, &["export", "户", "-o", second.to_str().unwrap()]);
    assert_eq!(fs::read(&first).unwrap(), fs::read(&second).unwrap());
    // Back into its own book it changes nothing.
    township.store.follow().unwrap();
    township.assert_second_import_changes_nothing(&first);
}

#[test]
fn persons_villages_and_loans_have_them_too() {
    let mut township = township();
    let book = township.store.path().to_owned();
    for (ledger, label) in [
        ("人口", "技能证书"),
        ("村", "光伏容量"),
        ("小额信贷", "经办网点"),
    ] {
        done(&book, &["column", "add", ledger, label]);
        let template = done(&book, &["template", ledger, "-o", "-"]);
        assert!(template.contains(label), "{ledger}");
        let found = rows(
            &book,
            &[
                "list",
                ledger,
                "--where",
                &format!("{label} is null"),
                "--json",
            ],
        );
        assert_eq!(found.len(), if ledger == "村" { 2 } else { 0 }, "{ledger}");
    }
    refused(&book, &["column", "add", "走访", "天气情况"], "走访");
    township.store.follow().unwrap();
    let people = write(
        &township,
        "人口.csv",
        "户编号,户主姓名,姓名,证件号码,与户主关系,技能证书\n4210990031,张国强,张国强,421099196606160016,户主,电工证\n",
    );
    assert_eq!(township.import(&people).added, 1);
    let found = rows(
        &book,
        &["list", "人口", "--where", "技能证书 = '电工证'", "--json"],
    );
    assert_eq!(found.len(), 1);
    let villages = write(&township, "村.csv", "村名称,光伏容量\n白马庙村,60千瓦\n");
    assert_eq!(township.import(&villages).updated, 1);
    let found = rows(
        &book,
        &["list", "户", "--where", "村_光伏容量 = '60千瓦'", "--json"],
    );
    assert_eq!(found.len(), 2);
}
