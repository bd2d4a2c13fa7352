//! The officer is transferred: what is open goes to the successor, and both sign a paper.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use fupin::app::session::shelf;
use fupin::app::{Desk, Session};
use fupin::dictionary::Dictionary;
use fupin::port::Scope;
use rusqlite::Connection;

use crate::home::{Home, err, out};

const DAY: [&str; 2] = ["--today", "2018-09-20"];

/// A demo township in the home's own place.
fn demo(households: &str) -> Home {
    let home = Home::new();
    fs::create_dir_all(home.book().parent().unwrap()).unwrap();
    let book = home.book();
    let write = [
        "demo",
        "--write",
        book.to_str().unwrap(),
        "--households",
        households,
    ];
    let done = home.run(&write);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    home
}

fn run(home: &Home, args: &[&str]) -> std::process::Output {
    home.run(&[&DAY[..], args].concat())
}

fn json(home: &Home, args: &[&str]) -> serde_json::Value {
    let done = run(home, &[&["--json"], args].concat());
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    serde_json::from_str(&out(&done)).unwrap()
}

fn count(book: &Path, sql: &str) -> i64 {
    let book = Connection::open(book).unwrap();
    book.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Opens the book as whoever sits at the machine under this account.
fn opened(home: &Home, account: &str) -> (String, bool, Vec<i64>) {
    let session = Session {
        book: home.book(),
        today: "2018-09-20".parse().unwrap(),
        today_given: true,
        operator: None,
        account: account.into(),
        scope: Scope::Township,
        color: false,
        dictionary: Arc::new(Dictionary::built_in().unwrap()),
        packs: shelf(),
    };
    let desk = Desk::open(&session).unwrap();
    (desk.operator.name, desk.asks, desk.operator.villages)
}

const OPEN: &str = "select (select count(*) from task where handler = :name and sent_on is null and closed_on is null)
    + (select count(*) from case_file where handler = :name and closed_on is null)
    + (select count(*) from objection where responsible = :name and closed_on is null)";

fn open_of(home: &Home, name: &str) -> i64 {
    count(&home.book(), &OPEN.replace(":name", &format!("'{name}'")))
}

#[test]
fn what_stands_under_one_name_goes_to_another_and_comes_back() {
    let home = demo("200");
    let before = open_of(&home, "刘晓燕");
    assert!(before > 5, "{before}");
    let names = out(&run(&home, &["handover"]));
    assert!(
        names.contains("刘晓燕") && names.contains("李建军"),
        "{names}"
    );
    let hand = ["handover", "--from", "刘晓燕", "--to", "王接任"];
    let plan = json(&home, &[&hand[..], &["--dry-run"]].concat());
    assert_eq!(open_of(&home, "刘晓燕"), before);
    let planned: i64 = plan["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["count"].as_i64().unwrap())
        .sum();
    assert!(planned >= before, "{plan}");
    let sent = "select count(*) from task where sent_on is not null and handler = '刘晓燕'";
    let sent_before = count(&home.book(), sent);
    let done = run(&home, &hand);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert!(err(&done).contains("先问操作人"), "{}", err(&done));
    assert_eq!(
        (open_of(&home, "刘晓燕"), open_of(&home, "王接任")),
        (0, before)
    );
    // What was sent up stays under the name of whoever sent it.
    assert_eq!(count(&home.book(), sent), sent_before);
    let log = out(&run(&home, &["log", "--limit", "1"]));
    assert!(log.contains("工作交接：刘晓燕交给王接任"), "{log}");
    assert!(log.contains("刘晓燕 -> 王接任"), "{log}");
    let undone = run(&home, &["--operator", "刘晓燕", "undo"]);
    assert_eq!(undone.status.code(), Some(0), "{}", err(&undone));
    assert_eq!(
        (open_of(&home, "刘晓燕"), open_of(&home, "王接任")),
        (before, 0)
    );
}

#[test]
fn the_successor_is_asked_for_a_name_and_has_the_villages_and_every_duty() {
    let home = demo("200");
    let book = Connection::open(home.book()).unwrap();
    book.execute_batch(
        "delete from setting where key = 'demo';
         insert into setting values ('account:liu', '刘晓燕');
         insert into draft(operator, ledger, fields, at) values ('刘晓燕', 'visit', '{}', '2018-09-20')",
    )
    .unwrap();
    let (name, asks, villages) = opened(&home, "liu");
    assert_eq!((name.as_str(), asks), ("刘晓燕", false));
    assert!(!villages.is_empty());
    let duties = |name: &str| {
        let due = json(&home, &["--operator", name, "due"]);
        let due = due.as_array().unwrap();
        let whose = |name: &str| due.iter().filter(|d| d["responsible"] == name).count();
        (due.len(), whose(name))
    };
    let (all, own) = duties("刘晓燕");
    assert!(own > 5, "{own}");
    // Before the handover a stranger sees all of it, but the tasks under the officer's name.
    let (seen, strange) = duties("王接任");
    assert_eq!(seen, all);
    assert!(strange > 0 && strange < own, "{strange} of {own}");
    let done = run(&home, &["handover", "--from", "刘晓燕", "--to", "王接任"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert_eq!(duties("王接任"), (all, own));
    let (name, asks, own_villages) = opened(&home, "liu");
    assert_eq!((name.as_str(), asks), ("王接任", true));
    assert_eq!(own_villages, villages);
    let drafts = "select count(*) from draft where operator = '王接任'";
    assert_eq!(count(&home.book(), drafts), 1);
}

#[test]
fn a_helper_hands_households_to_a_helper_and_posts_end_and_begin() {
    let home = demo("200");
    let running = |name: &str| {
        count(
            &home.book(),
            &format!(
                "select count(*) from pairing a join helper p on p.id = a.helper
                 where p.name = '{name}' and (a.ends_on is null or a.ends_on > '2018-09-20')"
            ),
        )
    };
    // Helpers whose name is one person's, the first with households.
    let book = Connection::open(home.book()).unwrap();
    let once = "select p.name from helper p where (select count(*) from helper o where o.name = p.name) = 1";
    let from: String = book
        .query_row(
            &format!("{once} and p.name in (select name from post where ends_on is null)
                and exists (select 1 from pairing a where a.helper = p.id and a.ends_on is null) limit 1"),
            [],
            |row| row.get(0),
        )
        .unwrap();
    let to: String = book
        .query_row(
            &format!(
                "{once} and p.name <> '{from}' and p.phone is not null
                and p.name not in (select name from post) limit 1"
            ),
            [],
            |row| row.get(0),
        )
        .unwrap();
    let (had, took) = (running(&from), running(&to));
    assert!(had > 0);
    let done = run(&home, &["handover", "--from", &from, "--to", &to]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert_eq!((running(&from), running(&to)), (0, took + had));
    let post = |name: &str, which: &str| {
        let sql = format!("select count(*) from post where name = '{name}' and {which}");
        count(&home.book(), &sql)
    };
    assert!(post(&from, "ends_on = '2018-09-20'") > 0);
    assert!(
        post(
            &to,
            "begins_on = '2018-09-20' and ends_on is null and phone is not null"
        ) > 0
    );
    let undone = run(&home, &["undo"]);
    assert_eq!(undone.status.code(), Some(0), "{}", err(&undone));
    assert_eq!((running(&from), running(&to)), (had, took));
    assert_eq!(post(&to, "true"), 0);
    // To somebody who is no helper, households do not go, and that is said.
    let done = run(&home, &["handover", "--from", &from, "--to", "王接任"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert!(out(&done).contains("还不是帮扶责任人"), "{}", out(&done));
    assert_eq!(running(&from), had);
}

#[test]
fn two_people_of_one_name_keep_their_posts() {
    let home = demo("200");
    let book = Connection::open(home.book()).unwrap();
    let sql = "update post set name = '张同名', phone = case id % 2 when 0 then '15300000001' else '15300000002' end
               where id in (select id from post where ends_on is null limit 2)";
    assert_eq!(book.execute(sql, []).unwrap(), 2);
    let done = run(&home, &["handover", "--from", "张同名", "--to", "王接任"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert!(out(&done).contains("可能不是一个人"), "{}", out(&done));
    let left = "select count(*) from post where name = '张同名' and ends_on is null";
    assert_eq!(count(&home.book(), left), 2);
    book.execute(
        "update post set phone = '15300000001' where name = '张同名'",
        [],
    )
    .unwrap();
    let done = run(&home, &["handover", "--from", "张同名", "--to", "王接任"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert_eq!(count(&home.book(), left), 0);
}

#[test]
fn names_that_make_no_sense_are_wrong_usage() {
    let home = demo("100");
    for (from, to, word) in [
        ("刘晓燕", "刘晓燕", "写两个人"),
        ("没有这人", "王接任", "没有要交接的"),
        ("刘晓燕", " ", "谁交给谁"),
    ] {
        let refused = run(&home, &["handover", "--from", from, "--to", to]);
        assert_eq!(refused.status.code(), Some(2), "{}", err(&refused));
        assert!(err(&refused).contains(word), "{}", err(&refused));
    }
    let one = run(&home, &["handover", "--from", "刘晓燕"]);
    assert_eq!(one.status.code(), Some(2));
}

#[test]
fn the_paper_that_both_sign_leaves_nothing_out() {
    let home = demo("1000");
    let first = run(&home, &["paper", "交接书", "--to", "王接任"]);
    assert_eq!(first.status.code(), Some(0), "{}", err(&first));
    let stem = home.path("松垭镇工作交接书2018-09-20");
    let text = fs::read_to_string(stem.with_extension("txt")).unwrap();
    assert!(text.contains("还没有备份过"), "{text}");
    assert_eq!(run(&home, &["backup"]).status.code(), Some(0));
    let done = run(&home, &["paper", "交接书", "--to", "王接任"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    let text = fs::read_to_string(stem.with_extension("txt")).unwrap();
    for section in [
        "一、今天的数",
        "二、没有办结的来文交办",
        "三、待办",
        "四、办理中的",
        "五、挂着的公示",
        "六、没有办结的异议",
        "七、小额信贷",
        "八、没有销号的问题",
        "九、情况说明和豁免",
        "十、答应了还没有送到的",
        "十一、人和电话",
        "十二、保存的筛选",
        "十三、自定义栏",
        "十四、收过的表",
        "十五、用着的政策口径",
        "十六、还没有核的数字",
        "十七、没有填完的表",
        "十八、档案盒",
        "十九、备份在哪里",
        "二十、操作记录核对",
        "二十一、签字",
    ] {
        assert!(text.contains(&format!("【{section}")), "{section}");
    }
    for said in [
        "建档1000户2820人",
        "23日起可审",
        "黄泥垭村、枫树坪村、三岔河村",
        "15300006821",
        "已打开核对，完好",
        "逐条核对无改动",
        "接交人　王接任",
        "贫困线",
        "白马庙村",
    ] {
        assert!(text.contains(said), "{said}");
    }
    // The task from above: who asked, and who wrote it down.
    let task = text
        .lines()
        .find(|line| line.starts_with("三季度贴息表"))
        .unwrap();
    assert!(
        task.contains("县扶贫办") && task.contains("刘晓燕"),
        "{task}"
    );
    // Empty sections say so.
    let filters = text.split("【十二、保存的筛选】").nth(1).unwrap();
    assert!(filters.trim_start().starts_with('无'), "{filters}");
    let html = fs::read_to_string(stem.with_extension("html")).unwrap();
    assert!(
        html.contains("<h2>二十一、签字</h2>") && !html.contains("src="),
        "self-contained"
    );
    // ID numbers never stand on it whole, accounts neither.
    let book = Connection::open(home.book()).unwrap();
    let mut query = book
        .prepare(
            "select id_number from person where id_number is not null
                  union select head_id from household where head_id is not null
                  union select id_number from helper where id_number is not null",
        )
        .unwrap();
    let mut rows = query.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let number: String = row.get(0).unwrap();
        assert!(
            !text.contains(&number) && !html.contains(&number),
            "{number}"
        );
    }
    let empty = run(&home, &["paper", "交接书", "--to", ""]);
    assert_eq!(empty.status.code(), Some(2));
}

#[test]
fn the_paper_tells_two_of_a_name_apart_and_nobody_signs_twice() {
    let home = demo("1000");
    let signed = |operator: &str| {
        let folder = home.path(operator);
        fs::create_dir(&folder).unwrap();
        let to = folder.to_str().unwrap();
        let args = [
            "--operator",
            operator,
            "paper",
            "交接书",
            "--to",
            "王接任",
            "-o",
            to,
        ];
        let done = run(&home, &args);
        assert_eq!(done.status.code(), Some(0), "{}", err(&done));
        fs::read_to_string(folder.join("松垭镇工作交接书2018-09-20.txt")).unwrap()
    };
    let text = signed("刘晓燕");
    assert!(text.contains("移交人　刘晓燕　签字"), "{text}");
    let plan = text.split("【帮扶计划到期没有完成").nth(1).unwrap();
    let late = plan.lines().find(|line| line.contains("张国强"));
    assert!(
        late.is_some_and(|line| line.starts_with("白马庙村3组")),
        "{late:?}"
    );
    let found = text.split("【八、").nth(1).unwrap();
    let found = found.split("【九、").next().unwrap();
    for place in ["高岭村5组", "双河村3组", "青山村", "白马庙村3组"] {
        let at = |line: &str| line.starts_with(&format!("{place} "));
        assert!(found.lines().any(at), "{place} {found}");
    }
    assert!(
        text.starts_with('\u{feff}'),
        "an old editor reads it as UTF-8"
    );
    // Whoever took over is the operator by then.
    assert!(signed("王接任").contains("移交人　＿＿＿＿　签字"));
}
