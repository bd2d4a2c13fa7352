//! 检查 from the command line: drawn, answered, scored, exported; what is wrong is refused with its
//! reason, and every answer is one action.

#[expect(dead_code, reason = "this file needs only a part of the home")]
#[path = "cli/home.rs"]
mod home;
#[path = "inspect/papers.rs"]
mod papers;
#[path = "inspect/township.rs"]
mod township;

use home::err;
use rusqlite::Connection;
use serde_json::{Value as Json, json};
use township::{done, last, one, refused, told, township};

#[test]
fn the_same_seed_draws_the_same_and_a_dry_run_writes_nothing() {
    let home = township();
    let draw = [
        "draw",
        "--villages",
        "2",
        "--households",
        "4",
        "--seed",
        "7",
    ];
    let dry: Vec<&str> = draw.iter().chain(&["--dry-run"]).copied().collect();
    let before = one(&home, "select count(*) || '' from inspection");
    let first = told(&home, &dry);
    assert_eq!(one(&home, "select count(*) || '' from inspection"), before);
    let saved = told(&home, &draw);
    assert_eq!(first["drawn"], saved["drawn"]);
    assert_eq!(
        (&saved["seed"], &first["inspection"]),
        (&json!(7), &Json::Null)
    );
    // Rows that come in another order draw the same households.
    let book = Connection::open(home.book()).unwrap();
    let codes = "select group_concat(h.head_name || coalesce(h.code, '') || i.why, ' ') from
        (select * from inspection_item where inspection = (select max(id) from inspection) order by number) i
        join household h on h.id = i.household";
    let drawn: String = book.query_row(codes, [], |row| row.get(0)).unwrap();
    for part in drawn.split(' ') {
        assert!(
            ["随机", "残疾户", "偏远", "未建档重点户"]
                .iter()
                .any(|why| part.contains(why))
        );
    }
    let other = told(
        &home,
        &[
            "draw",
            "--villages",
            "2",
            "--households",
            "4",
            "--seed",
            "8",
            "--dry-run",
        ],
    );
    assert_ne!(other["drawn"], saved["drawn"]);
    refused(
        &home,
        2,
        &["draw", "--villages", "0", "--dry-run"],
        "至少抽1个村",
    );
    refused(
        &home,
        2,
        &["draw", "--villages", "90", "--households", "90"],
        "一次最多抽",
    );
    refused(&home, 1, &["draw", "--inspection", &last(&home)], "不再抽");
}

#[test]
fn answers_are_saved_one_by_one_and_undone_one_by_one() {
    let home = township();
    done(
        &home,
        &[
            "draw",
            "--villages",
            "1",
            "--households",
            "2",
            "--seed",
            "3",
        ],
    );
    let page = told(&home, &["show", &last(&home)]);
    let item = page["items"][0]["id"].to_string();
    let actions = || {
        one(&home, "select count(*) || '' from action")
            .parse::<i64>()
            .unwrap()
    };
    let before = actions();
    done(
        &home,
        &["answer", &item, "饮水-水质", "不合格", "--note", "有铁锈味"],
    );
    assert_eq!(actions(), before + 1);
    let finding = "select what || ' ' || source || ' ' || item_key || ' ' || note || ' ' || due_on from finding
                   where inspection = (select max(id) from inspection)";
    // The question says how it should be: the finding says that it is not so, and has its day.
    let words =
        "不合格：水看着清，没有异味，喝了不生病（有铁锈味） 02 入户/饮水-水质 有铁锈味 2018-10-05";
    assert_eq!(one(&home, finding), words);
    // A place, a part of the question, the key and the word all mean the same.
    done(&home, &["answer", &item, "饮水-水质", "１"]);
    assert_eq!(
        one(
            &home,
            "select done_on from finding where inspection = (select max(id) from inspection)"
        ),
        "2018-09-20"
    );
    done(&home, &["answer", &item, "院落干净", "合格"]);
    let undone = home.run(&["--operator", "刘晓燕", "undo"]);
    assert_eq!(undone.status.code(), Some(0), "{}", err(&undone));
    let answered = "select group_concat(question || answer, ' ') from inspection_answer a
                    join inspection_item i on i.id = a.item where i.inspection = (select max(id) from inspection)";
    assert_eq!(one(&home, answered), "饮水-水质1");
    for (args, code, why) in [
        (
            vec!["answer", &item, "没有的项", "合格"],
            2,
            "没有「没有的项」这一项",
        ),
        (
            vec!["answer", &item, "饮水-水质", "优秀"],
            2,
            "「优秀」不是结论",
        ),
        (vec!["answer", &item, "饮水-水质"], 2, "要写结论"),
        (vec!["answer", &item, "明白卡", "合格"], 2, "写明"),
        (
            vec!["answer", &item, "饮水-水质", "合格", "--points", "3"],
            2,
            "不记分",
        ),
        (vec!["answer", "9999", "饮水-水质", "合格"], 1, "9999"),
        (vec!["state", &item, "走了"], 2, "不是查看情况"),
    ] {
        refused(&home, code, &args, why);
    }
    // A wrong key taken back leaves nothing to be put right.
    let count = || one(&home, "select count(*) || '' from finding");
    let known = count();
    let said = done(&home, &["answer", &item, "饮水-水量", "不合格"]);
    assert!(said.contains("已列入整改"), "{said}");
    assert_ne!(count(), known);
    let said = done(&home, &["answer", &item, "饮水-水量", "未查"]);
    assert!(said.contains("收回了"), "{said}");
    assert_eq!(count(), known);
}

#[test]
fn a_household_that_left_keeps_its_answers_marked() {
    let home = township();
    done(
        &home,
        &[
            "draw",
            "--villages",
            "1",
            "--households",
            "6",
            "--seed",
            "3",
        ],
    );
    let page = told(&home, &["show", &last(&home)]);
    let items = page["items"].as_array().unwrap();
    let inside = items
        .iter()
        .find(|item| item["standing"] == "" && !item["household"].is_null());
    let inside = inside.unwrap();
    let (item, household) = (inside["id"].to_string(), inside["household"].to_string());
    done(&home, &["answer", &item, "环境-院落", "合格"]);
    let book = Connection::open(home.book()).unwrap();
    let sql = format!("update household set register_state = '03' where id = {household}");
    book.execute(&sql, []).unwrap();
    drop(book);
    let sheet = told(&home, &["show", &last(&home), "--item", &item]);
    assert_eq!(sheet["item"]["standing"], "已清退");
    let kept = sheet["lines"].as_array().unwrap();
    let kept = kept
        .iter()
        .find(|line| line["question"] == "环境-院落")
        .unwrap();
    assert_eq!(kept["said"], "合格");
    done(&home, &["answer", &item, "环境-室内", "合格"]);
    assert!(done(&home, &["show", &last(&home)]).contains("已清退"));
}

#[test]
fn what_is_wrongly_left_or_missed_counts_in_people() {
    let home = township();
    done(
        &home,
        &[
            "draw",
            "--villages",
            "4",
            "--households",
            "6",
            "--seed",
            "5",
        ],
    );
    let page = told(&home, &["show", &last(&home)]);
    let items = page["items"].as_array().unwrap();
    let book = Connection::open(home.book()).unwrap();
    let left = |item: &&Json| {
        let sql = format!(
            "select coalesce(exit_state, '') from household where id = {}",
            item["household"]
        );
        let state: String = book
            .query_row(&sql, [], |row| row.get(0))
            .unwrap_or_default();
        item["standing"] == "" && matches!(state.as_str(), "1" | "4")
    };
    let gone: Vec<&Json> = items.iter().filter(left).collect();
    let outside: Vec<&Json> = items
        .iter()
        .filter(|item| item["standing"] == "未建档重点户")
        .collect();
    assert!(
        gone.len() > 1 && !outside.is_empty(),
        "{} {}",
        gone.len(),
        outside.len()
    );
    let id = |item: &Json| item["id"].to_string();
    // Before anybody was looked at, nothing missed does not mean that all is well.
    let early = told(&home, &["score", &last(&home)]);
    for share in early.as_array().unwrap() {
        let said = share["missing"].as_str().unwrap();
        assert!(said.starts_with("还没有"), "{share}");
        assert_eq!(
            (&share["value"], &share["kept"]),
            (&json!(""), &json!(null))
        );
    }
    done(&home, &["answer", &id(gone[0]), "退出-达标", "不合格"]);
    done(&home, &["answer", &id(gone[1]), "退出-达标", "合格"]);
    done(&home, &["answer", &id(outside[0]), "特殊-漏评", "2"]);
    done(&home, &["answer", &id(gone[0]), "退出-认可", "不合格"]);
    done(&home, &["answer", &id(gone[1]), "退出-认可", "合格"]);
    let scores = told(&home, &["score", &last(&home)]);
    let of = |name: &str| {
        let all = scores.as_array().unwrap();
        all.iter().find(|one| one["name"] == name).unwrap().clone()
    };
    let people = |item: &Json| item["people"].as_i64().unwrap();
    let wrong = of("错退率");
    assert_eq!(wrong["part"], people(gone[0]).to_string());
    assert_eq!(
        wrong["whole"],
        (people(gone[0]) + people(gone[1])).to_string()
    );
    assert_eq!(
        (&wrong["limit"], &wrong["kept"]),
        (&json!("低于2%"), &json!(false))
    );
    assert_eq!(of("漏评率")["part"], people(outside[0]).to_string());
    let known = of("认可度");
    assert_eq!(
        (&known["part"], &known["whole"], &known["value"]),
        (&json!("1"), &json!("2"), &json!("50.00%"))
    );
    assert_eq!(known["kept"], false);
    // A village whose people nobody counted leaves the shares open, and is named.
    book.execute(
        "update village set total_people = null where id = (select h.village from household h
        join inspection_item i on i.household = h.id where i.inspection = (select max(id) from inspection) limit 1)",
        [],
    )
    .unwrap();
    drop(book);
    let told = done(&home, &["score", &last(&home)]);
    assert!(told.contains("没有填总人口"), "{told}");
}
