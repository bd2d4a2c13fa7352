//! What the book does with own fields: refused, withdrawn, removed, followed.

use std::process::Command;
use std::sync::Arc;

use fupin::dictionary::Dictionary;
use fupin::domain::Value;
use fupin::store::{Act, ActionKind, Store, Who};
use serde_json::Value as Json;

use crate::common;
use crate::township::{content, done, fupin, refused, rows, township, write};

#[test]
fn a_description_is_refused_with_its_reason() {
    let township = township();
    let book = township.store.path();
    let add = |more: &[&str]| {
        let mut args = vec!["column", "add", "户"];
        args.extend(more);
        fupin(book, &args)
    };
    for (args, word) in [
        (&["2018年补贴"][..], "不能以数字开头"),
        (&["低保 等级"], "只能用汉字"),
        (&["abc"], "要有汉字"),
        (&["户主"], "已经有"),
        (&["劳动力人数"], "程序自己算"),
        (&["低保等级", "--type", "选项"], "选项"),
        (&["低保等级", "--type", "钱数"], "没有「钱数」"),
        (&["低保等级", "--until", "2018年13月"], "没有这一天"),
        (&["低保等级", "--unit", "亩"], "单位"),
        (&["低保等级", "--width", "100"], "列表宽"),
    ] {
        let (code, _, told) = add(args);
        assert_eq!(code, 2, "{args:?} {told}");
        assert!(told.contains(word), "{args:?} {told}");
    }
    assert_eq!(done(book, &["column", "list", "--json"]).trim(), "[]");
    assert_eq!(add(&["低保等级"]).0, 0);
    assert!(add(&["低保等级"]).2.contains("已经有自定义栏"));
    refused(book, &["column", "remove", "户", "没有的栏"], "低保等级");
}

#[test]
fn a_withdrawn_field_hides_with_its_values_and_comes_back_with_them() {
    let mut township = township();
    let book = township.store.path().to_owned();
    done(
        &book,
        &[
            "column",
            "add",
            "户",
            "养羊数",
            "--type",
            "整数",
            "--until",
            "2018-09-30",
        ],
    );
    township.store.follow().unwrap();
    let sheet = write(
        &township,
        "羊.csv",
        "行政村,户编号,户主姓名,户主证件号码,养羊数\n白马庙村,4210990031,张国强,421099196606160016,5\n",
    );
    assert_eq!(township.import(&sheet).updated, 1);
    let before = content(&township);
    done(&book, &["column", "remove", "户", "养羊数"]);
    let state = |key: &str| rows(&book, &["column", "list", "--json"])[0][key].clone();
    assert_eq!(
        (state("state"), state("values")),
        ("withdrawn".into(), 1.into())
    );
    assert!(!done(&book, &["export", "户", "-o", "-"]).contains("养羊数"));
    refused(&book, &["list", "户", "--where", "养羊数 = 5"], "养羊数");
    township.store.follow().unwrap();
    let report = township.import(&sheet);
    assert_eq!((report.unchanged, report.unknown_columns.len()), (1, 1));
    let why = report.unknown[0].fault.clone().unwrap();
    assert!(why.contains("停用过"), "{why}");
    // Undone, all is as it was; so it is when the field is made again.
    done(&book, &["undo"]);
    assert_eq!(content(&township), before);
    done(&book, &["column", "remove", "户", "养羊数"]);
    done(&book, &["column", "add", "户", "养羊数", "--type", "整数"]);
    assert_eq!(content(&township), before);

    // After its day it is asked for no more, and can still be read.
    let late = |args: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_fupin"))
            .arg("--book")
            .arg(&book)
            .args(["--today", "2018-10-01"])
            .args(args)
            .output()
            .unwrap();
        String::from_utf8_lossy(&done.stdout).into_owned()
    };
    assert!(!late(&["template", "户", "-o", "-"]).contains("养羊数"));
    assert!(late(&["export", "户", "-o", "-"]).contains("养羊数"));
    assert!(late(&["card", "4210990031"]).contains("养羊数  5"));
    let report: Json =
        serde_json::from_str(&late(&["import", sheet.to_str().unwrap(), "--json"])).unwrap();
    assert_eq!(report["unknown_columns"][0], "养羊数");
}

#[test]
fn own_values_go_with_their_record_and_come_back_with_it() {
    let mut township = township();
    let book = township.store.path().to_owned();
    done(&book, &["column", "add", "户", "养羊数", "--type", "整数"]);
    township.store.follow().unwrap();
    let household = township.store.dictionary().find("户").unwrap().id;
    let place = township.store.dictionary().ledger(household).fields.len() - 1;
    let who = Who {
        operator: "刘晓燕".into(),
        account: "test".into(),
    };
    let act = |intent: &str| {
        Act::new(
            &who,
            "2018-09-20T10:00:00+08:00",
            ActionKind::Form,
            intent.to_owned(),
        )
    };
    let store = &mut township.store;
    let update = |store: &mut Store, sheep: i64| {
        let value = [(place, Value::Int(sheep))];
        store
            .act(&act("羊"), |writer| writer.update(household, 1, &value))
            .unwrap()
    };
    assert_eq!(update(store, 5).1, 1);
    assert_eq!(
        update(store, 5),
        (None, 0),
        "nothing changed, nothing logged"
    );
    let (second, _) = update(store, 6);
    assert_eq!(store.record(household, 1).unwrap()[place], Value::Int(6));
    store.undo(second.unwrap(), &who, common::AT).unwrap();
    assert_eq!(store.record(household, 1).unwrap()[place], Value::Int(5));

    let before = content(&township);
    let store = &mut township.store;
    let (gone, ()) = store
        .act(&act("移除"), |writer| writer.remove(household, 1))
        .unwrap();
    let left: i64 = township
        .book()
        .query_row("select count(*) from own_value", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 0);
    township
        .store
        .undo(gone.unwrap(), &who, common::AT)
        .unwrap();
    assert_eq!(content(&township), before);
}

#[test]
fn a_field_that_another_process_makes_is_followed() {
    let township = township();
    let book = township.store.path().to_owned();
    let mut open = Store::open(&book, Arc::new(Dictionary::built_in().unwrap())).unwrap();
    let known = open.dictionary().find("户").unwrap().fields.len();
    done(&book, &["column", "add", "户", "养羊数", "--type", "整数"]);
    assert_eq!(open.dictionary().find("户").unwrap().fields.len(), known);
    open.follow().unwrap();
    let followed = Arc::clone(open.dictionary());
    assert_eq!(followed.find("户").unwrap().fields.len(), known + 1);
    // Other writes of others leave the dictionary as it is.
    done(&book, &["export", "户", "-o", "-"]);
    open.follow().unwrap();
    assert!(Arc::ptr_eq(&followed, open.dictionary()));
    done(&book, &["column", "remove", "户", "养羊数"]);
    open.follow().unwrap();
    assert_eq!(open.dictionary().find("户").unwrap().fields.len(), known);
}

#[test]
fn a_record_that_was_given_a_value_since_is_not_taken_back() {
    let mut township = township();
    let book = township.store.path().to_owned();
    done(&book, &["column", "add", "户", "养羊数", "--type", "整数"]);
    township.store.follow().unwrap();
    let household = township.store.dictionary().find("户").unwrap().id;
    let place = township.store.dictionary().ledger(household).fields.len() - 1;
    let who = township.who.clone();
    let act = Act::new(&who, common::AT, ActionKind::Form, "羊".into());
    let value = [(place, Value::Int(5))];
    let store = &mut township.store;
    store
        .act(&act, |writer| writer.update(household, 1, &value))
        .unwrap();
    let import = store.batches(1).unwrap()[0].action;
    let (_, undone) = store.undo(import, &who, common::AT).unwrap();
    // Two households and their villages go; the one with the value, and its village, stay.
    assert_eq!((undone.removed, undone.kept), (3, 2));
    assert_eq!(store.record(household, 1).unwrap()[place], Value::Int(5));
}

#[test]
fn many_are_filled_at_once_and_taken_back_at_once() {
    let township = township();
    let book = township.store.path().to_owned();
    done(&book, &["column", "add", "户", "养羊数", "--type", "整数"]);
    let before = content(&township);
    let args = [
        "batch",
        "户",
        "--set",
        "养羊数=3",
        "--where",
        "行政村 = '白马庙村'",
    ];
    assert!(fupin(&book, &args).2.contains('2'));
    let found = rows(&book, &["list", "户", "--where", "养羊数 = 3", "--json"]);
    assert_eq!(found.len(), 2);
    done(&book, &["undo"]);
    assert_eq!(content(&township), before);
    refused(&book, &["batch", "户", "--set", "养牛数=3"], "养牛数");
}
