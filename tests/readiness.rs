//! `fupin inspect ready` and `fupin inspect finding`: what they count is what checks and duties say,
//! and a finding goes its way from a line of text to 销号.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

struct Township {
    folder: TempDir,
}

impl Township {
    fn new(households: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let town = Self { folder };
        let path = town.book();
        let path = path.to_str().unwrap();
        town.done(&["demo", "--write", path, "--households", households]);
        town
    }

    fn book(&self) -> PathBuf {
        self.folder.path().join("book.db")
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_fupin"))
            .env("FUPIN_BOOK", self.book())
            .args(["--today", "2018-09-20", "--operator", "刘晓燕"])
            .args(args)
            .output()
            .unwrap()
    }

    #[track_caller]
    fn done(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{args:?}: {told}");
        String::from_utf8(output.stdout).unwrap()
    }

    #[track_caller]
    fn refused(&self, args: &[&str], code: i32) -> String {
        let output = self.run(args);
        assert_eq!(output.status.code(), Some(code), "{args:?}");
        String::from_utf8(output.stderr).unwrap()
    }

    #[track_caller]
    fn json(&self, args: &[&str]) -> Value {
        let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
        serde_json::from_str(&self.done(&args)).unwrap()
    }
}

fn rows(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn number(row: &Value, key: &str) -> i64 {
    row[key]
        .as_i64()
        .unwrap_or_else(|| panic!("{key} in {row}"))
}

/// How many rows each household has.
fn by_household<'a>(rows: impl Iterator<Item = &'a Value>, key: &str) -> HashMap<i64, i64> {
    let mut counts = HashMap::new();
    for id in rows.filter_map(|row| row[key].as_i64()) {
        *counts.entry(id).or_default() += 1;
    }
    counts
}

#[test]
fn it_counts_what_checks_and_duties_say() {
    let town = Township::new("1000");
    let page = town.json(&["inspect", "ready", "--all"]);
    assert_eq!(page["inspection"]["by"], "市督查组");
    assert_eq!(page["inspection"]["days"], 6);
    let households = rows(&page["households"]);
    assert_eq!(households.len(), 1063);
    // Only standards are 未达标: every such answer about a village or what belongs to it is counted.
    for village in rows(&page["villages"]).iter().take(4) {
        let name = village["name"].as_str().unwrap();
        let not_met = ["check", "--village", name, "--state", "未达标"];
        let told = rows(&town.json(&not_met)).len();
        assert_eq!(
            number(village, "not_met"),
            i64::try_from(told).unwrap(),
            "{village}"
        );
    }
    let due = town.json(&["due"]);
    let overdue = rows(&due).iter().filter(|row| row["state"] == "overdue");
    let overdue = by_household(overdue, "household");
    for one in households {
        let id = number(one, "id");
        let wanted = overdue.get(&id).copied().unwrap_or(0);
        assert_eq!(number(one, "overdue"), wanted, "{one}");
    }
    assert!(overdue.len() > 50, "{}", overdue.len());
    // 张国强: the chronic card, the lines without evidence, the loan due in 28 days, the remark.
    let zhang = households
        .iter()
        .find(|one| one["name"] == "张国强" && one["village"] == "白马庙村");
    let zhang = zhang.unwrap();
    for (key, count) in [
        ("doubts", 1),
        ("evidence", 1),
        ("loans", 1),
        ("findings", 1),
    ] {
        assert_eq!(number(zhang, key), count, "{key}: {zhang}");
    }
    assert_eq!(zhang["visit_days"], 18);
}

#[test]
fn the_most_pressing_stand_first() {
    let town = Township::new("1000");
    let page = town.json(&["inspect", "ready"]);
    let rank = |row: &Value| {
        let grave = if row["claims"] == true {
            number(row, "grave")
        } else {
            0
        };
        let left = number(row, "missing") + number(row, "evidence");
        (grave, number(row, "overdue"), left)
    };
    let ranks: Vec<_> = rows(&page["households"]).iter().map(rank).collect();
    assert!(ranks.is_sorted_by(|one, other| one >= other));
    assert!(ranks[0].0 > 0, "{:?}", ranks[0]);
    // A village is the sum of itself and its households.
    let whole = town.json(&["inspect", "ready", "--all"]);
    for village in rows(&whole["villages"]) {
        let here = rows(&whole["households"]).iter();
        let here = here.filter(|one| one["village"] == village["name"]);
        let sum: i64 = here.map(|one| number(one, "missing")).sum();
        let own = number(&village["own"], "missing");
        assert_eq!(number(village, "missing"), sum + own, "{village}");
    }
    let village = town.json(&["inspect", "ready", "--village", "高岭"]);
    assert_eq!(rows(&village["villages"]).len(), 1);
    let told = town.refused(&["inspect", "ready", "--village", "没有村"], 2);
    assert!(told.contains("没有「没有村」这个村"), "{told}");
}

#[test]
fn on_paper_nothing_is_called_grave() {
    let town = Township::new("1000");
    let folder = town.folder.path().to_str().unwrap().to_owned();
    town.done(&["inspect", "ready", "--village", "白马庙村", "-o", &folder]);
    town.done(&["inspect", "finding", "paper", "-o", &folder]);
    let read = |name: &str| std::fs::read_to_string(Path::new(&folder).join(name)).unwrap();
    for end in ["txt", "html"] {
        let list = read(&format!("松垭镇白马庙村检查准备2018-09-20.{end}"));
        assert!(list.contains("市督查组") && list.contains("截至2018-09-20"));
        assert!(list.contains("冯刚") && list.contains("逐户要补要改的"));
        assert!(!list.contains("严重"), "{end}");
        let ledger = read(&format!("松垭镇整改台账2018-09-20.{end}"));
        assert!(ledger.contains("D级危房改造停工") && ledger.contains("已销号"));
        assert!(ledger.contains("公示异议"), "{end}");
        assert!(!ledger.contains("421099"), "{end}");
    }
}

#[test]
fn a_line_of_text_becomes_a_finding_and_is_signed_off() {
    let town = Township::new("1000");
    let add = ["inspect", "finding", "add"];
    let with = |rest: &[&'static str]| {
        add.iter()
            .copied()
            .chain(rest.iter().copied())
            .collect::<Vec<_>>()
    };
    let told = town.refused(&with(&["张国强", "慢病卡没办"]), 2);
    assert!(told.contains("有2户（白马庙村3组、柳林村"), "{told}");
    let tried = town.done(&with(&[
        "张国强",
        "3组",
        "厨房漏雨",
        "9.28",
        "李建军",
        "--dry-run",
    ]));
    assert_eq!(
        tried.trim_end(),
        "张国强  问题：厨房漏雨  期限2018-09-28  责任人李建军"
    );
    let made = town.json(&with(&["张国强", "3组", "厨房漏雨", "9.28", "李建军"]));
    assert_eq!(made["state"], "open");
    assert_eq!(
        (made["days"].as_i64(), &made["due"]),
        (Some(8), &Value::from("2018-09-28"))
    );
    assert_eq!(made["place"], "白马庙村3组");
    let id = made["id"].to_string();
    let due = town.json(&["due", "--within", "10", "--village", "白马庙"]);
    let mine = rows(&due)
        .iter()
        .find(|row| row["subject_id"] == made["id"] && row["rule"] == "national-2016/问题整改");
    assert_eq!(mine.unwrap()["responsible"], "李建军");
    let told = town.refused(&["inspect", "finding", "close", &id], 1);
    assert!(told.contains("还没有整改完成"), "{told}");
    let told = town.refused(&["inspect", "finding", "done", &id, "--on", "9.30"], 2);
    assert!(told.contains("还没有到"), "{told}");
    let done = town.json(&[
        "inspect",
        "finding",
        "done",
        &id,
        "--result",
        "盖了瓦",
        "--evidence",
        "照片",
    ]);
    assert_eq!(
        (&done["state"], &done["result"]),
        (&Value::from("done"), &Value::from("盖了瓦"))
    );
    let due = town.json(&["due", "--within", "10"]);
    let signs = rows(&due)
        .iter()
        .find(|row| row["subject_id"] == made["id"] && row["rule"] == "national-2016/问题待销号");
    assert_eq!(signs.unwrap()["responsible"], "刘晓燕");
    let closed = town.json(&["inspect", "finding", "close", &id]);
    assert_eq!(
        (&closed["state"], &closed["closed_by"]),
        (&Value::from("closed"), &Value::from("刘晓燕"))
    );
    let list = town.json(&["inspect", "finding", "list"]);
    assert!(
        !rows(&list)
            .iter()
            .any(|row| row["id"] == made["id"] && row["objection"] == false)
    );
    town.done(&["undo"]);
    let list = town.json(&["inspect", "finding", "list"]);
    let back = rows(&list)
        .iter()
        .find(|row| row["id"] == made["id"] && row["objection"] == false);
    assert_eq!(back.unwrap()["state"], "done");
}

#[test]
fn a_remark_of_the_day_belongs_to_the_inspection_under_way() {
    let town = Township::new("1000");
    let mut day = Command::new(env!("CARGO_BIN_EXE_fupin"));
    day.env("FUPIN_BOOK", town.book())
        .args(["--today", "2018-09-26", "--operator", "刘晓燕"]);
    let output = day
        .args([
            "inspect",
            "finding",
            "add",
            "青山村",
            "公示栏没有电话",
            "--json",
        ])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let made: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(made["inspection_name"], "市督查组督查");
    assert_eq!(
        (&made["village"], &made["household"]),
        (&Value::from("青山村"), &Value::Null)
    );
    assert_eq!(made["what"], "公示栏没有电话");
}

#[test]
fn the_demo_has_three_to_be_put_right_by_the_28th() {
    let town = Township::new("1000");
    let list = town.json(&["inspect", "finding", "list", "--all"]);
    let due = rows(&list)
        .iter()
        .filter(|row| row["due"] == "2018-09-28" && row["state"] == "open");
    assert_eq!(due.count(), 3);
    let closed = rows(&list).iter().filter(|row| row["state"] == "closed");
    assert_eq!(closed.count(), 1);
    let said = rows(&list)
        .iter()
        .filter(|row| row["source"] == "检查人当面指出");
    assert_eq!(said.count(), 1);
    let objections = rows(&list).iter().filter(|row| row["objection"] == true);
    assert_eq!(objections.count(), 1);
}
