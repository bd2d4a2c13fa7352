//! `due`, `check` and `pack` from the command line.

use std::fs;

use serde_json::{Value as Json, json};

use crate::home::{Home, err, out};

fn run(home: &Home, args: &[&str]) -> (Option<i32>, String, String) {
    let day = ["--today", "2018-09-20", "--operator", "刘晓燕"];
    let all: Vec<&str> = day.iter().chain(args).copied().collect();
    let done = home.run(&all);
    (done.status.code(), out(&done), err(&done))
}

fn json_of(home: &Home, args: &[&str]) -> Json {
    let all: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
    let (code, out, err) = run(home, &all);
    assert_eq!(code, Some(0), "{err}");
    serde_json::from_str(&out).unwrap()
}

/// A pack of the township's own that asks for a phone.
const OWN: &str = r#"
id = "jia-2018"
name = "甲镇"
region = "甲镇"
years = [2018, 2020]
basis = "甲镇扶贫办通知"
extends = "hubei-2016"

[[doubt]]
id = "银行卡"
subject = "户"
title = "没有银行卡号"
source = "通知第二条"
severity = "漏填"
hits = "银行卡号 is null"
fields = ["银行卡号"]
example = [
    { name = "没有填", facts = {}, expect = "命中" },
    { name = "填了", facts = { "银行卡号" = "6217" }, expect = "未命中" },
]
"#;

fn keys(row: &Json) -> Vec<&str> {
    row.as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn duties_have_their_responsible_and_their_days() {
    let home = Home::with_people(4);
    run(
        &home,
        &["task", "add", "25日17点", "报三季度贴息表", "各村"],
    );
    let all = json_of(&home, &["due"]);
    let mut wanted = vec![
        "rule",
        "subject",
        "subject_id",
        "household",
        "village",
        "title",
        "responsible",
        "due",
        "time",
        "days",
        "state",
    ];
    wanted.sort_unstable();
    assert_eq!(keys(&all[0]), wanted);
    let all = all.as_array().unwrap().clone();
    let task = all.iter().find(|line| line["rule"] == "来文交办").unwrap();
    assert_eq!(
        (&task["due"], &task["time"], &task["days"], &task["state"]),
        (
            &json!("2018-09-25"),
            &json!("17:00"),
            &json!(5),
            &json!("upcoming")
        )
    );
    let lonely = all.iter().filter(|line| line["title"] == "落实帮扶责任人");
    assert_eq!(lonely.count(), 4);
    let days: Vec<Option<i64>> = all.iter().map(|line| line["days"].as_i64()).collect();
    let dated = days.iter().take_while(|days| days.is_some()).count();
    assert!(days[..dated].is_sorted() && days[dated..].iter().all(Option::is_none));
    let of_village = json_of(&home, &["due", "--village", "甲村"]);
    let villages = of_village.as_array().unwrap().iter();
    assert!(villages.clone().count() > 0);
    assert!(villages.clone().all(|line| line["village"] == "甲村"));
    let (code, _, why) = run(&home, &["due", "--village", "丙村"]);
    assert_eq!((code, why.contains("丙村")), (Some(2), true), "{why}");
}

#[test]
fn every_subject_answers_for_itself() {
    let home = Home::with_people(3);
    let rows = json_of(&home, &["check", "--rule", "户-帮扶责任人"]);
    let mut wanted = vec![
        "rule",
        "subject",
        "subject_id",
        "name",
        "state",
        "missing",
        "message",
    ];
    wanted.sort_unstable();
    assert_eq!(keys(&rows[0]), wanted);
    assert_eq!(rows.as_array().unwrap().len(), 3);
    assert_eq!(
        (&rows[0]["state"], &rows[0]["rule"]),
        (&json!("未达标"), &json!("national-2016/户-帮扶责任人"))
    );
    // Without an income year nobody can say whether the line is passed.
    let rows = json_of(&home, &["check", "--rule", "户-收入", "--state", "缺数据"]);
    assert_eq!(rows.as_array().unwrap().len(), 3);
    assert!(
        rows[0]["missing"]
            .as_array()
            .unwrap()
            .contains(&json!("人均纯收入"))
    );
    // The officer's word does as well.
    let same = json_of(&home, &["check", "--rule", "户-收入", "--state", "缺项"]);
    assert_eq!(rows, same);
    for (args, code) in [
        (vec!["check", "--rule", "没有这条"], 2),
        (vec!["check", "--state", "也许"], 2),
        (vec!["check", "--subject", "走访"], 2),
    ] {
        assert_eq!(run(&home, &args).0, Some(code), "{args:?}");
    }
}

/// A visit at 春节 is no 扶贫日: only a record of the kind that a duty of the calendar asks for
/// fulfils it.
#[test]
fn the_day_of_relief_is_fulfilled_by_its_own_event_alone() {
    let home = Home::with_people(1);
    let day = |home: &Home| {
        let all = json_of(home, &["due"]);
        let all = all.as_array().unwrap().clone();
        all.iter()
            .filter(|line| line["rule"] == "hubei-2016/扶贫日")
            .map(|line| line["due"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(day(&home), ["2018-10-17"]);
    let book = rusqlite::Connection::open(home.book()).unwrap();
    let event = "insert into event (title, kind, held_on) values (?1, ?2, ?3)";
    book.execute(event, ["甲村春节送温暖", "02", "2018-02-08"])
        .unwrap();
    assert_eq!(day(&home), ["2018-10-17"]);
    book.execute(event, ["扶贫日捐款", "05", "2018-09-19"])
        .unwrap();
    assert!(day(&home).is_empty());
}

/// The card says what is due and doubted, on paper and to programs.
#[test]
fn a_card_has_what_rules_say_of_the_household() {
    let home = Home::with_people(1);
    let (code, text, why) = run(&home, &["card", "1"]);
    assert_eq!(code, Some(0), "{why}");
    for word in [
        "待办  要办  落实帮扶责任人",
        "标准  未达标  每户有帮扶责任人",
        "疑点  待核实  没有帮扶责任人",
    ] {
        assert!(text.contains(word), "{word}: {text}");
    }
    let file = json_of(&home, &["card", "1"]);
    let names = |key: &str| -> Vec<String> {
        let all = file[key].as_array().unwrap().iter();
        all.map(|row| row["rule"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(names("duties").contains(&"national-2016/结对".to_owned()));
    assert!(names("checks").contains(&"national-2016/户-帮扶责任人".to_owned()));
}

#[test]
fn packs_prove_themselves_without_a_book() {
    let home = Home::new();
    let (code, _, told) = run(&home, &["pack", "test"]);
    assert_eq!(code, Some(0), "{told}");
    let packs = json_of(&home, &["pack", "list"]);
    assert_eq!(packs.as_array().unwrap().len(), 7);
    assert!(
        packs
            .as_array()
            .unwrap()
            .iter()
            .all(|pack| pack["on"] == false)
    );
    let (code, _, why) = run(&home, &["pack", "show", "hunan"]);
    assert_eq!((code, why.contains("hubei-2016")), (Some(2), true), "{why}");
}

#[test]
fn a_pack_of_ones_own_goes_in_when_its_examples_hold() {
    let home = Home::with_people(2);
    let file = home.path("jia.toml");
    let path = file.to_str().unwrap();
    fs::write(
        &file,
        OWN.replace("银行卡号 is null", "银行卡号 is not null"),
    )
    .unwrap();
    let (code, told, _) = run(&home, &["pack", "test", path]);
    assert_eq!(code, Some(1));
    assert!(told.contains("jia-2018/银行卡 例子「没有填」"), "{told}");
    assert_eq!(run(&home, &["pack", "add", path]).0, Some(4));
    fs::write(&file, OWN).unwrap();
    assert_eq!(run(&home, &["pack", "test", path]).0, Some(0));
    assert_eq!(run(&home, &["pack", "add", path]).0, Some(0));
    assert_eq!(run(&home, &["pack", "on", "jia-2018"]).0, Some(0));
    let rows = json_of(&home, &["check", "--rule", "银行卡"]);
    assert_eq!(rows.as_array().unwrap().len(), 2);
    assert_eq!(rows[0]["state"], "命中");
    // What is switched on is not removed from under it.
    assert_eq!(run(&home, &["pack", "remove", "jia-2018"]).0, Some(1));
    assert_eq!(run(&home, &["pack", "off", "jia-2018"]).0, Some(0));
    assert_eq!(run(&home, &["pack", "remove", "jia-2018"]).0, Some(0));
    assert_eq!(run(&home, &["check", "--rule", "银行卡"]).0, Some(2));
    // The last pack stays.
    assert_eq!(run(&home, &["pack", "off", "hubei-2016"]).0, Some(1));
}

/// A condition that breaks off is refused with its place; one that came into the book all the same
/// leaves every other rule in force.
#[test]
fn a_condition_that_breaks_off_stops_nobody_else() {
    let home = Home::with_people(2);
    let file = home.path("jia.toml");
    let path = file.to_str().unwrap();
    let broken = OWN.replace("银行卡号 is null", "银行卡号 is null and");
    let broken = format!("{}\n", broken.split_once("example").unwrap().0);
    fs::write(&file, &broken).unwrap();
    let (code, told, said) = run(&home, &["pack", "test", path]);
    assert_eq!(code, Some(1));
    assert!(
        told.contains("口径 jia-2018 规则 银行卡（hits）：写得不完整"),
        "{told}"
    );
    assert!(
        said.contains("没有例子，没有试过：jia-2018/银行卡"),
        "{said}"
    );
    assert_eq!(run(&home, &["pack", "add", path]).0, Some(4));
    let book = rusqlite::Connection::open(home.book()).unwrap();
    let setting = "insert or replace into setting (key, value) values (?1, ?2)";
    book.execute(setting, ["own_pack:jia-2018", &broken])
        .unwrap();
    book.execute(setting, ["packs", "jia-2018"]).unwrap();
    drop(book);
    let (code, _, said) = run(&home, &["check"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("口径 jia-2018 规则 银行卡（hits）"), "{said}");
    assert!(
        !said.contains("select"),
        "no sentence of the database: {said}"
    );
    let rows = json_of(&home, &["check", "--rule", "户-帮扶责任人"]);
    assert_eq!(rows.as_array().unwrap().len(), 2);
}

/// So is a procedure with a word that nobody knows, before a list is begun by it.
#[test]
fn a_procedure_with_an_unknown_word_is_refused() {
    let home = Home::with_people(1);
    let file = home.path("jia.toml");
    let path = file.to_str().unwrap();
    let procedure = |more: &str| {
        format!(
            "{OWN}\n[[procedure]]\nid = '户退出'\nsubject = '户'\ntitle = '退出'\nlist = '名单'
source = '通知第三条'\n{more}\n[[procedure.step]]\nname = '村公示'\nwho = '村'\n"
        )
    };
    for (more, word) in [
        (
            "takes = { when = '没有的栏 = 1', who = '谁' }",
            "takes：没有「没有的栏」",
        ),
        (
            "posts = { '名单类别' = '没有这类' }",
            "「名单类别」不能写「没有这类」",
        ),
        ("posts = { '没有这栏' = '公示' }", "没有「没有这栏」这个词"),
    ] {
        fs::write(&file, procedure(more)).unwrap();
        let (code, told, _) = run(&home, &["pack", "test", path]);
        assert_eq!(code, Some(1), "{more}");
        assert!(
            told.contains("jia-2018: 办理 户退出") && told.contains(word),
            "{told}"
        );
        assert_eq!(run(&home, &["pack", "add", path]).0, Some(4), "{more}");
    }
    fs::write(
        &file,
        procedure("takes = { when = '劳动力人数 > 0', who = '有劳动力的户' }"),
    )
    .unwrap();
    assert_eq!(run(&home, &["pack", "test", path]).0, Some(0));
}

#[test]
fn an_own_column_can_be_asked_by_an_own_pack() {
    let home = Home::with_people(2);
    run(
        &home,
        &[
            "column",
            "add",
            "户",
            "低保等级",
            "--type",
            "选项",
            "--codes",
            "一级,二级",
        ],
    );
    let own = OWN
        .replace("银行卡号 is null", "低保等级 is null")
        .replace("银行卡号", "低保等级");
    let file = home.path("jia.toml");
    fs::write(&file, own.replace("6217", "一级")).unwrap();
    let (code, _, why) = run(&home, &["pack", "add", file.to_str().unwrap()]);
    assert_eq!(code, Some(0), "{why}");
    run(&home, &["pack", "on", "jia-2018"]);
    assert_eq!(
        json_of(&home, &["check", "--rule", "银行卡"])
            .as_array()
            .unwrap()
            .len(),
        2
    );
}
