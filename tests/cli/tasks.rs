//! 来文交办 from the command line.

use fupin::store::StoredDraft;
use serde_json::{Value as Json, json};

use crate::home::{Home, err, out};

/// A home whose book has the villages 甲村 and 乙/村.
fn home() -> Home {
    Home::with_people(2)
}

fn run(home: &Home, args: &[&str]) -> (Option<i32>, String, String) {
    let day = ["--today", "2018-09-20", "--operator", "刘晓燕", "task"];
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

#[test]
fn a_line_becomes_a_task_and_goes_up() {
    let home = home();
    let task = json_of(
        &home,
        &["add", "县扶贫办:", "25日17点", "报三季度贴息表", "各村"],
    );
    assert_eq!(
        task,
        json!({
            "id": 1, "title": "三季度贴息表", "source": "县扶贫办", "document": null,
            "received": "2018-09-20", "due": "2018-09-25", "time": "17:00", "days": 5,
            "minutes": null, "state": "upcoming", "responsible": "刘晓燕", "asked": 2,
            "missing": ["甲村", "乙/村"], "sent": null, "file": null, "closed": null
        })
    );
    let (_, told, _) = run(&home, &["list"]);
    assert!(
        told.contains("还5天") && told.contains("未报2：甲村、乙/村"),
        "{told}"
    );
    assert_eq!(
        json_of(&home, &["report", "1", "甲"])["missing"],
        json!(["乙/村"])
    );
    assert_eq!(
        json_of(&home, &["remind", "1"])["text"],
        "【催报】三季度贴息表，9月25日17点前报镇扶贫办。还未报：乙/村（1个）。请按时报来；有困难的请提前说明。"
    );
    let (_, _, told) = run(&home, &["remind", "1", "--save"]);
    let name = "三季度贴息表催报2018-09-20.txt";
    assert!(told.contains(name), "{told}");
    let saved = std::fs::read_to_string(home.path(name)).unwrap();
    assert!(
        saved.starts_with("\u{feff}【催报】三季度贴息表，"),
        "{saved}"
    );

    assert_eq!(
        json_of(&home, &["report", "1", "甲村", "--not"])["missing"],
        json!(["甲村", "乙/村"])
    );
    assert_eq!(
        json_of(&home, &["report", "1", "各村"])["missing"],
        json!([])
    );
    let (code, told, said) = run(&home, &["remind", "1"]);
    assert_eq!((code, told.as_str()), (Some(0), ""), "{said}");
    let sent = json_of(&home, &["done", "1", "--file", "贴息表.xls"]);
    assert_eq!(
        [
            &sent["state"],
            &sent["sent"],
            &sent["file"],
            &sent["closed"],
            &sent["days"]
        ],
        [
            &json!("done"),
            &json!("2018-09-20"),
            &json!("贴息表.xls"),
            &json!("2018-09-20"),
            &Json::Null
        ]
    );
    assert_eq!(json_of(&home, &["list"]), json!([]));
    assert_eq!(json_of(&home, &["list", "--open"]), json!([]));
    assert_eq!(
        json_of(&home, &["list", "--all"]).as_array().unwrap().len(),
        1
    );
    let undone = home.run(&["--today", "2018-09-20", "--operator", "刘晓燕", "undo"]);
    assert_eq!(undone.status.code(), Some(0), "{}", err(&undone));
    assert_eq!(json_of(&home, &["list"])[0]["state"], "upcoming");
}

#[test]
fn what_cannot_be_meant_is_wrong_usage_and_changes_nothing() {
    let home = home();
    json_of(&home, &["add", "报产业台账 甲村"]);
    for (args, why) in [
        (vec!["add", "25日17点 各村"], "没有写要报什么"),
        (vec!["report", "1", "丙村"], "丙村"),
        (vec!["report", "1", "乙/村"], "乙/村"),
        (vec!["report", "1"], "还要写"),
        (vec!["list", "--open", "--all"], "不能和"),
    ] {
        let (code, told, said) = run(&home, &args);
        assert_eq!((code, told.as_str()), (Some(2), ""), "{args:?}: {said}");
        assert!(said.contains(why), "{args:?}: {said}");
    }
    let (code, _, said) = run(&home, &["done", "9"]);
    assert_eq!(code, Some(1), "{said}");
    assert_eq!(json_of(&home, &["show", "1"])["missing"], json!(["甲村"]));
    // The same again is named, not kept twice.
    json_of(&home, &["add", "25日 报名册"]);
    let (code, _, said) = run(&home, &["add", "25日 报名册"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("已经登记过"), "{said}");
}

#[test]
fn a_form_left_open_elsewhere_keeps_its_draft() {
    let home = home();
    let draft = StoredDraft {
        operator: "刘晓燕".into(),
        ledger: "task".into(),
        fields: json!({ "texts": [["title", "没填完的"]], "chosen": [], "base": {} }).to_string(),
        at: "2018-09-20".into(),
        ..StoredDraft::default()
    };
    home.store().keep_draft(&draft).unwrap();
    json_of(&home, &["add", "报产业台账"]);
    assert_eq!(home.store().drafts_of("刘晓燕").unwrap().len(), 1);
}
