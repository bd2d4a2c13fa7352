//! Checklists of every kind, the county's own, and what is exported.

use rusqlite::Connection;
use serde_json::{Value as Json, json};

use crate::home::err;
use crate::township::{DAY, done, last, one, refused, run, told, township};

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
    for words in ["九月自查", "截至2018-09-20", "错退率", "=有铁锈味", "饮水"] {
        assert!(html.contains(words), "{words}");
        assert!(text.contains(words), "{words}");
    }
    assert!(html.contains("抽样错退人口/抽样脱贫人口"), "{html}");
    assert!(text.contains("抽样错退人口"), "{text}");
    assert_eq!(
        html.matches("<section id=").count(),
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
