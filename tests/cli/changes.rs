//! 变更, merging and 年度结转 from the command line.

use serde_json::Value;

use crate::home::{Home, err, out};

/// The demo township of 200 households, at its own day.
fn demo() -> Home {
    let home = Home::new();
    let done = home.run(&["demo", "--write", "demo.db", "--households", "200"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    home
}

fn run(home: &Home, args: &[&str]) -> (Option<i32>, String, String) {
    let common = [
        "--book",
        "demo.db",
        "--today",
        "2018-09-20",
        "--operator",
        "刘晓燕",
    ];
    let done = home.run(&[&common, args].concat());
    (done.status.code(), out(&done), err(&done))
}

/// 册内编号 of the household of a head.
fn household(home: &Home, head: &str) -> String {
    let (code, found, _) = run(home, &["find", head, "--json"]);
    assert_eq!(code, Some(0));
    let found: Value = serde_json::from_str(&found).unwrap();
    let hit = found
        .as_array()
        .unwrap()
        .iter()
        .find(|hit| hit["name"] == head);
    hit.unwrap()["household"].to_string()
}

fn card(home: &Home, household: &str) -> Value {
    let (_, text, _) = run(home, &["card", household, "--json"]);
    serde_json::from_str(&text).unwrap()
}

#[test]
fn what_each_change_asks_for_is_told() {
    let home = demo();
    let (code, text, _) = run(&home, &["change"]);
    assert_eq!(code, Some(0));
    for label in [
        "自然增加（join）",
        "户主变更（head）",
        "并户（unite）",
        "恢复（restore）",
    ] {
        assert!(text.contains(label), "{text}");
    }
    assert!(
        text.contains("*减少的成员(person) *减少原因(reason) *变更日期(day)"),
        "{text}"
    );
    let (code, _, told) = run(&home, &["change", "脱贫销号", "1"]);
    assert!(code == Some(2) && told.contains("可写自然增加"), "{told}");
    let (code, _, told) = run(&home, &["change", "分户"]);
    assert!(code == Some(2) && told.contains("哪一户"), "{told}");
    let (code, _, told) = run(&home, &["change", "清退", "1", "--set", "谁=x"]);
    assert!(
        code == Some(2) && told.contains("没有「谁」这一项"),
        "{told}"
    );
}

#[test]
fn a_change_is_shown_then_written_then_undone() {
    let home = demo();
    let qin = household(&home, "覃家福");
    let words = [
        "change",
        "户主变更",
        &qin,
        "--set",
        "新户主=谭翠兰",
        "--set",
        "day=今天",
        "--json",
    ];
    let (code, shown, _) = run(&home, &[&words[..], &["--dry-run"]].concat());
    assert_eq!(code, Some(0));
    let shown: Value = serde_json::from_str(&shown).unwrap();
    assert!(shown["action"].is_null());
    assert_eq!(shown["records"][0]["fields"][0]["field"], "head_name");
    let before = card(&home, &qin);
    assert_eq!(before["household"]["head_name"], "覃家福");
    let (code, done, _) = run(&home, &words);
    assert_eq!(code, Some(0));
    let done: Value = serde_json::from_str(&done).unwrap();
    assert!(done["action"].is_i64());
    assert_eq!(done["records"], shown["records"]);
    let after = card(&home, &qin);
    assert_eq!(after["household"]["head_name"], "谭翠兰");
    assert_eq!(after["household_changes"][0]["from_head"], "覃家福");
    assert_eq!(run(&home, &["undo"]).0, Some(0));
    assert_eq!(card(&home, &qin), before);
}

#[test]
fn what_cannot_be_fails_and_writes_nothing() {
    let home = demo();
    let zhang = household(&home, "张国强");
    let before = card(&home, &zhang);
    for (words, told) in [
        (
            ["leave", "person=张磊", "reason=死亡", "day=2018-10-01"],
            "还没有到",
        ),
        (
            ["leave", "person=张三", "reason=死亡", "day=今天"],
            "「张三」不是这户的在册成员",
        ),
        (
            ["leave", "person=张磊", "reason=没有这种", "day=今天"],
            "没有这种",
        ),
        (["head", "head=张丽", "reason=换", "day=今天"], "不能当户主"),
    ] {
        let mut args = vec!["change", words[0], &zhang];
        for text in &words[1..] {
            args.extend(["--set", text]);
        }
        let (code, _, message) = run(&home, &args);
        assert!(code == Some(1) && message.contains(told), "{message}");
    }
    assert_eq!(card(&home, &zhang), before);
}

#[test]
fn a_year_is_carried_once_and_marked() {
    let home = demo();
    let (code, _, told) = run(&home, &["carry", "2019", "--dry-run"]);
    assert!(code == Some(0) && told.contains("没有写"), "{told}");
    let zhang = household(&home, "张国强");
    let (code, text, _) = run(&home, &["carry", "2019", "--household", &zhang]);
    assert!(code == Some(0) && text.contains("耕地面积：1户"), "{text}");
    let years = card(&home, &zhang)["years"].clone();
    let last = years.as_array().unwrap().last().unwrap();
    assert_eq!(last["year"], 2019);
    assert!(last["unconfirmed"].as_str().unwrap().contains("arable") && last["wage"].is_null());
    let (_, _, told) = run(&home, &["carry", "2019", "--household", &zhang]);
    assert!(told.contains("没有要改的"), "{told}");
    assert_eq!(run(&home, &["carry", "2019"]).0, Some(0));
    let (code, _, told) = run(&home, &["carry", "2030"]);
    assert!(code == Some(1) && told.contains("最多开到2019年"), "{told}");
}

#[test]
fn two_records_are_made_one_by_name_of_both() {
    let home = demo();
    let (one, two) = (household(&home, "张国强"), household(&home, "覃家福"));
    let (code, text, _) = run(&home, &["doubles", "--json"]);
    assert_eq!((code, text.trim()), (Some(0), "[]"));
    let (code, _, told) = run(&home, &["merge", "走访", "1", "2"]);
    assert!(
        code == Some(2) && told.contains("只有户和人口可以"),
        "{told}"
    );
    let (code, _, told) = run(&home, &["merge", "户", &one, &one]);
    assert!(code == Some(1) && told.contains("同一条记录"), "{told}");
    let visits = card(&home, &one)["visits"]["this_year"].as_i64().unwrap()
        + card(&home, &two)["visits"]["this_year"].as_i64().unwrap();
    let words = ["merge", "户", &one, &two, "--take", "联系电话"];
    assert_eq!(run(&home, &words).0, Some(0));
    let merged = card(&home, &one);
    assert_eq!(merged["visits"]["this_year"], visits);
    assert!(
        merged["household"]["note"]
            .as_str()
            .unwrap()
            .contains("合并前另一条")
    );
    assert_eq!(run(&home, &["card", &two]).0, Some(1));
    assert_eq!(run(&home, &["undo"]).0, Some(0));
    assert_eq!(run(&home, &["card", &two]).0, Some(0));
}
