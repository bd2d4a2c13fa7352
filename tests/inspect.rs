//! 检查 from the command line: drawn, answered, scored, exported; what is wrong is refused with its
//! reason, and every answer is one action.

#[expect(dead_code, reason = "this file needs only a part of the home")]
#[path = "cli/home.rs"]
mod home;

use std::process::Output;

use home::{Home, err, out};
use rusqlite::Connection;
use serde_json::{Value as Json, json};

const DAY: [&str; 4] = ["--today", "2018-09-20", "--operator", "刘晓燕"];

fn run(home: &Home, args: &[&str]) -> Output {
    let all: Vec<&str> = DAY
        .iter()
        .chain(&["inspect"])
        .chain(args)
        .copied()
        .collect();
    home.run(&all)
}

#[track_caller]
fn done(home: &Home, args: &[&str]) -> String {
    let output = run(home, args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", err(&output));
    format!("{}{}", out(&output), err(&output))
}

#[track_caller]
fn told(home: &Home, args: &[&str]) -> Json {
    let all: Vec<&str> = args.iter().chain(&["--json"]).copied().collect();
    let output = run(home, &all);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", err(&output));
    serde_json::from_str(&out(&output)).unwrap()
}

#[track_caller]
fn refused(home: &Home, code: i32, args: &[&str], why: &str) {
    let output = run(home, args);
    assert_eq!(
        output.status.code(),
        Some(code),
        "{args:?}: {}",
        err(&output)
    );
    assert!(err(&output).contains(why), "{args:?}: {}", err(&output));
}

fn one(home: &Home, sql: &str) -> String {
    let book = Connection::open(home.book()).unwrap();
    let found: Option<String> = book.query_row(sql, [], |row| row.get(0)).unwrap();
    found.unwrap_or_default()
}

/// The inspection that was made last; the demo has some of its own.
fn last(home: &Home) -> String {
    one(home, "select max(id) || '' from inspection")
}

/// A demo township of 120 households.
fn township() -> Home {
    let home = Home::new();
    let book = home.book();
    std::fs::create_dir_all(book.parent().unwrap()).unwrap();
    let path = book.display().to_string();
    let written = home.run(&["demo", "--households", "120", "--write", &path]);
    assert_eq!(written.status.code(), Some(0), "{}", err(&written));
    home
}

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
    let finding = "select what || ' ' || source || ' ' || item_key || ' ' || note from finding
                   where inspection = (select max(id) from inspection)";
    let words = "水看着清，没有异味，喝了不生病 02 入户/饮水-水质 有铁锈味";
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

#[test]
fn it_is_exported_as_a_page_as_text_and_as_answers() {
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
            "--name",
            "九月自查",
        ],
    );
    let page = told(&home, &["show", &last(&home)]);
    let item = page["items"][0]["id"].to_string();
    done(
        &home,
        &[
            "answer",
            &item,
            "饮水-水质",
            "不合格",
            "--note",
            "=有铁锈味",
        ],
    );
    done(&home, &["add", &last(&home), "县对乡镇考核"]);
    let words = done(&home, &["export", &last(&home), "-o", "九月.html"]);
    assert!(words.contains("九月.html"), "{words}");
    let html = std::fs::read_to_string(home.path("九月.html")).unwrap();
    let text = std::fs::read_to_string(home.path("九月.txt")).unwrap();
    let csv = std::fs::read_to_string(home.path("九月.csv")).unwrap();
    for words in [
        "九月自查",
        "截至2018-09-20",
        "错退率",
        "抽样错退人口/抽样脱贫人口",
        "=有铁锈味",
        "饮水",
    ] {
        assert!(html.contains(words), "{words}");
        assert!(text.contains(words), "{words}");
    }
    assert_eq!(
        html.matches("<section>").count(),
        1 + 4,
        "a summary and a sheet for each"
    );
    // What people typed is no formula in Excel.
    assert!(
        csv.contains("'=有铁锈味") || csv.contains("\"'=有铁锈味"),
        "{csv}"
    );
    let number = one(
        &home,
        "select id_number from person where id_number is not null limit 1",
    );
    assert!(
        !html.contains(&number) && !csv.contains(&number),
        "numbers stay masked"
    );
    let lines = csv.lines().count();
    assert_eq!(lines, 1 + 2 * 79 + 28 + 17, "a line for each question");
    let refused_name = run(&home, &["export", "99"]);
    assert_eq!(refused_name.status.code(), Some(1));
}

#[test]
fn every_kind_is_filled_for_its_subject() {
    let home = township();
    done(
        &home,
        &[
            "new",
            "县半年考核",
            "--kind",
            "县对乡镇考核",
            "--begins",
            "9.26",
            "--by",
            "县扶贫办",
        ],
    );
    let lists = told(&home, &["checklists"]);
    assert_eq!(lists.as_array().unwrap().len(), 6);
    let code = one(
        &home,
        "select code from household where code is not null limit 1",
    );
    for (list, whom) in [
        ("入户", Some(code.as_str())),
        ("小额信贷", Some(code.as_str())),
        ("村档案", Some("白马庙村")),
        ("驻村工作队", Some("白马庙村")),
        ("镇档案", None),
        ("县对乡镇考核", None),
    ] {
        let at = last(&home);
        let args: Vec<&str> = ["add", &at, list].into_iter().chain(whom).collect();
        done(&home, &args);
        refused(&home, 2, &args, "已经有了");
    }
    refused(
        &home,
        2,
        &["add", &last(&home), "入户", "没有这个人"],
        "没有找到",
    );
    refused(
        &home,
        2,
        &["add", &last(&home), "巡视表"],
        "没有「巡视表」这张检查表",
    );
    refused(&home, 2, &["add", &last(&home), "入户"], "要写看谁");
    refused(
        &home,
        2,
        &["new", "某检查", "--kind", "抽奖"],
        "不是检查类别",
    );
    let page = told(&home, &["show", &last(&home)]);
    let bottom = page["items"].as_array().unwrap().last().unwrap()["id"].to_string();
    done(
        &home,
        &["answer", &bottom, "目标-减贫", "2", "--points", "5"],
    );
    refused(
        &home,
        2,
        &["answer", &bottom, "目标-减贫", "2", "--points", "16"],
        "满分15分",
    );
    let scores = told(&home, &["score", &last(&home)]);
    let sum = scores.as_array().unwrap().last().unwrap().clone();
    assert_eq!(sum["name"], "县对乡镇考核评分表");
    assert!(sum["missing"].as_str().unwrap().contains("未查"), "{sum}");
    // The findings of somebody else's inspection are his.
    let source = "select source || found_by from finding where inspection = (select max(id) from inspection)";
    assert_eq!(one(&home, source), "01县扶贫办");
    let book = Connection::open(home.book()).unwrap();
    book.execute(
        "update inspection set closed_on = '2018-09-20' where id = (select max(id) from inspection)",
        [],
    )
    .unwrap();
    drop(book);
    refused(&home, 1, &["answer", &bottom, "目标-减贫", "1"], "已经办结");
}

#[test]
fn the_county_s_own_assessment_takes_the_place_of_the_pattern() {
    let home = township();
    let own = |automatic: &str| {
        let text = format!(
            "id = 'own-2018'\nname = '岭东县考核'\nregion = '岭东县'\nbasis = '岭扶发〔2018〕9号'\n\
             years = [2016, 2020]\nextends = 'hubei-2016'\n[[checklist]]\nid = '县对乡镇考核'\n\
             title = '岭东县对乡镇考核表'\nsubject = '县对乡镇考核'\nsource = '岭扶发〔2018〕9号'\n\
             [[checklist.item]]\nid = '结对'\nblock = '措施'\nask = '户户有人帮'\npoints = 40\n\
             automatic = '{automatic}'\n"
        );
        std::fs::write(home.path("own.toml"), text).unwrap();
    };
    let pack = |args: &[&str]| {
        let all: Vec<&str> = DAY.iter().chain(&["pack"]).chain(args).copied().collect();
        home.run(&all)
    };
    own("户-有人帮");
    let refused = pack(&["add", "own.toml"]);
    assert_eq!(refused.status.code(), Some(4), "{}", err(&refused));
    let why = err(&refused);
    for words in ["own-2018", "县对乡镇考核", "结对", "户-有人帮"] {
        assert!(why.contains(words), "{words}: {why}");
    }
    own("户-帮扶责任人");
    for args in [
        &["test", "own.toml"][..],
        &["add", "own.toml"],
        &["on", "own-2018"],
    ] {
        let done = pack(args);
        assert_eq!(done.status.code(), Some(0), "{args:?}: {}", err(&done));
    }
    let lists = told(&home, &["checklists"]);
    let named = |line: &Json| line["id"] == "own-2018/县对乡镇考核";
    assert!(lists.as_array().unwrap().iter().any(named), "{lists}");
    done(&home, &["new", "县考核", "--kind", "06"]);
    done(&home, &["add", &last(&home), "own-2018/县对乡镇考核"]);
    let page = told(&home, &["show", &last(&home)]);
    let item = page["items"][0]["id"].to_string();
    let sheet = told(&home, &["show", &last(&home), "--item", &item]);
    let line = &sheet["lines"][0];
    assert_eq!(
        (&line["automatic"], &line["source"]),
        (&json!(true), &json!("national-2016/户-帮扶责任人"))
    );
}
