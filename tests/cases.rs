//! 办理 from the command line: what moves, what is refused, what the book gets, what papers say.

#[expect(dead_code, reason = "this file needs only a part of the home")]
#[path = "cli/home.rs"]
mod home;

use fupin::dictionary::Kind;
use fupin::domain::Value;
use fupin::store::{Act, ActionKind, Who, Writer};
use home::{Home, err, out};
use rusqlite::Connection;
use serde_json::{Value as Json, json};

/// Adds a record: `key=value`, the value as the book stores it.
fn add(writer: &mut Writer<'_>, ledger: &str, fields: &str) -> i64 {
    let ledger = writer.dictionary().find(ledger).unwrap();
    let mut values = vec![Value::Empty; ledger.fields.len()];
    for part in fields.split_whitespace() {
        let (key, text) = part.split_once('=').unwrap();
        let place = ledger.position(key).unwrap();
        values[place] = match ledger.fields[place].kind {
            Kind::Integer | Kind::Money | Kind::Year | Kind::YesNo | Kind::Reference(_) => {
                Value::Int(text.parse().unwrap())
            }
            Kind::Rate | Kind::Decimal => Value::Real(text.parse().unwrap()),
            _ => Value::Text(text.into()),
        };
    }
    let id = ledger.id;
    writer.insert(id, &values).unwrap()
}

/// A household of 青山村 that meets every standard of leaving, with a head who is ill.
fn household(writer: &mut Writer<'_>, at: i64, name: &str) -> i64 {
    let id = add(
        writer,
        "household",
        &format!(
            "code=421099100{at} village=1 group_name={at}组 head_name={name} head_id=42109919500305001{at} phone=1520000054{at} account=622848000000000000{at} register_state=01 register_year=2014 exit_state=0 poverty_kind=02 cause=02 planned_exit_year=2018"
        ),
    );
    add(
        writer,
        "person",
        &format!(
            "household={id} name={name} id_number=42109919500305001{at} relation=01 birth=1950-03-05 health=02 labour_skill=04 medical=1 pension=1 resident=1 subsistence=1"
        ),
    );
    for year in [2017, 2018] {
        add(
            writer,
            "household_year",
            &format!(
                "household={id} year={year} population=1 transfer=612000 net=612000 net_per_head=612000 food_ok=1 clothing_ok=1 education_ok=1 medical_ok=1 water_safe=1 water_difficulty=0 housing_ok=1 dangerous_house=0 danger_grade=A housing_area=60"
            ),
        );
    }
    id
}

fn township() -> Home {
    let home = Home::with_book();
    let who = Who::default();
    let act = Act::new(&who, "", ActionKind::Form, "录入".to_owned());
    let done = home.store().act(&act, |w| {
        add(w, "village", "name=青山村 kind=01");
        add(w, "village", "name=柳林村");
        for (at, name) in (1..).zip(["张国强", "单云娥", "李大海", "张国富"]) {
            household(w, at, name);
        }
        add(
            w,
            "local_figure",
            "name=贫困线 begins_on=2017 value=3335 unit=元 document=岭扶发〔2017〕9号 confirmed=1",
        );
        add(w, "project", "name=青山村茶园路 year=2018");
        Ok(())
    });
    done.unwrap();
    home
}

/// Runs `fupin case` on a day.
fn on(home: &Home, day: &str, args: &[&str]) -> (Option<i32>, String, String) {
    let mut all = vec!["--today", day, "--operator", "刘晓燕", "case"];
    all.extend(args);
    let done = home.run(&all);
    (done.status.code(), out(&done), err(&done))
}

/// The same, and it must go well.
#[track_caller]
fn done(home: &Home, day: &str, args: &[&str]) -> String {
    let (code, out, err) = on(home, day, args);
    assert_eq!(code, Some(0), "{args:?}: {out}{err}");
    out
}

/// The same, and it must be refused with these words.
#[track_caller]
fn refused(home: &Home, day: &str, args: &[&str], words: &str) {
    let (code, _, err) = on(home, day, args);
    assert!(
        matches!(code, Some(1 | 2)) && err.contains(words),
        "{args:?}: {code:?} {err}"
    );
}

fn page(home: &Home, day: &str, id: &str) -> Json {
    serde_json::from_str(&done(home, day, &["show", id, "--json"])).unwrap()
}

fn one(home: &Home, sql: &str) -> String {
    let book = Connection::open(home.book()).unwrap();
    let found: Option<String> = book.query_row(sql, [], |row| row.get(0)).unwrap();
    found.unwrap_or_default()
}

/// Every record of the ledgers that cases touch, as it stands.
fn all(home: &Home) -> String {
    let book = Connection::open(home.book()).unwrap();
    let mut told = String::new();
    for ledger in [
        "household",
        "village",
        "household_change",
        "case_file",
        "case_item",
        "case_step",
    ] {
        let mut query = book
            .prepare(&format!("select * from {ledger} order by id"))
            .unwrap();
        let width = query.column_count();
        let mut rows = query.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..width {
                let value: rusqlite::types::Value = row.get(column).unwrap();
                told.push_str(&format!("{value:?} "));
            }
            told.push('\n');
        }
    }
    told
}

/// An exit list of three, at its first step.
fn listed() -> Home {
    let home = township();
    done(
        &home,
        "2018-09-01",
        &["open", "户退出", "--village", "青山"],
    );
    done(
        &home,
        "2018-09-01",
        &["add", "1", "张国强", "4210991002", "ldh 3组"],
    );
    home
}

#[test]
fn an_exit_goes_its_eight_steps_and_is_undone_whole() {
    let home = listed();
    done(&home, "2018-09-01", &["move", "1", "--by", "村两委"]);
    done(&home, "2018-09-13", &["post", "1", "--place", "村务公开栏"]);
    let words = "公示期9月13日至20日，21日起可审";
    refused(&home, "2018-09-20", &["move", "1"], words);
    done(&home, "2018-09-21", &["move", "1"]);
    let found = page(&home, "2018-09-21", "1");
    assert_eq!(
        (&found["step"], &found["mine"], &found["next"]),
        (&json!(3), &json!(true), &json!("待乡镇审核"))
    );
    done(
        &home,
        "2018-09-25",
        &["move", "1", "--document", "松审〔2018〕1号"],
    );
    done(&home, "2018-10-08", &["move", "1"]);
    // The county's own notice needs its days too.
    refused(&home, "2018-10-09", &["move", "1"], "还没有张贴");
    done(&home, "2018-10-09", &["post", "1", "--place", "县政府网"]);
    done(&home, "2018-10-17", &["move", "1"]);
    done(&home, "2018-10-20", &["move", "1"]);
    done(&home, "2018-11-08", &["move", "1"]);
    let before = all(&home);
    let told = done(&home, "2018-11-20", &["move", "1"]);
    assert!(told.contains("记入 脱贫属性：已脱贫（享受政策）"), "{told}");
    assert_eq!(
        one(
            &home,
            "select group_concat(exit_state || exit_year || exit_signed, ' ') from household where id < 4"
        ),
        "120182018-09-01 120182018-09-01 120182018-09-01"
    );
    assert_eq!(
        one(&home, "select closed_on || how from case_file"),
        "2018-11-201"
    );
    assert_eq!(
        one(&home, "select group_concat(done_on, ' ') from case_step"),
        "2018-09-01 2018-09-21 2018-09-25 2018-10-08 2018-10-17 2018-10-20 2018-11-08 2018-11-20"
    );
    refused(&home, "2018-11-21", &["move", "1"], "已经办结");
    let undone = home.run(&["--operator", "刘晓燕", "undo"]);
    assert_eq!(undone.status.code(), Some(0), "{}", err(&undone));
    assert_eq!(all(&home), before);
}

#[test]
fn days_stand_in_order_and_nothing_is_signed_ahead() {
    let home = listed();
    refused(
        &home,
        "2018-09-01",
        &["move", "1", "--day", "2018-09-02"],
        "还没有到",
    );
    refused(
        &home,
        "2018-09-01",
        &["move", "1", "--day", "某天"],
        "不是哪一天",
    );
    done(&home, "2018-09-10", &["move", "1", "--day", "9.5"]);
    refused(
        &home,
        "2018-09-10",
        &["post", "1", "--day", "9.4"],
        "不能早于上一环节",
    );
    done(&home, "2018-09-10", &["post", "1", "--day", "9.5"]);
    refused(&home, "2018-09-12", &["move", "1"], "13日起可审");
    done(&home, "2018-09-13", &["move", "1"]);
    refused(
        &home,
        "2018-09-20",
        &["move", "1", "--day", "9.12"],
        "次序不能颠倒",
    );
    refused(&home, "2018-09-20", &["post", "1"], "不用公示");
}

#[test]
fn an_objection_holds_one_who_may_follow_later() {
    let home = listed();
    done(&home, "2018-09-01", &["move", "1"]);
    done(&home, "2018-09-02", &["post", "1"]);
    done(
        &home,
        "2018-09-05",
        &["object", "1", "单云娥", "有小汽车", "--due", "9.12"],
    );
    let due = home.run(&[
        "--today",
        "2018-09-05",
        "--operator",
        "刘晓燕",
        "due",
        "--json",
    ]);
    assert!(
        out(&due).contains("异议待核查 单云娥 有小汽车"),
        "{}",
        out(&due)
    );
    let (code, told, _) = on(&home, "2018-09-10", &["move", "1"]);
    assert_eq!(code, Some(3), "one stays: {told}");
    assert!(told.contains("异议没有办结：有小汽车"), "{told}");
    let found = page(&home, "2018-09-10", "1");
    assert_eq!(
        (&found["step"], &found["objections"]),
        (&json!(3), &json!(1))
    );
    let (code, _, _) = on(&home, "2018-09-10", &["move", "1", "--items", "2"]);
    assert_eq!(code, Some(1));
    done(
        &home,
        "2018-09-12",
        &["answer", "1", "不成立", "车是邻居的"],
    );
    // Its own notice stood all its days.
    done(&home, "2018-09-12", &["move", "1", "--items", "2"]);
    assert_eq!(
        one(&home, "select group_concat(step) from case_item"),
        "3,3,3"
    );
    // Whoever comes onto the list after the notice was posted was not on it.
    done(&home, "2018-09-13", &["add", "1", "张国富"]);
    assert_eq!(
        one(&home, "select step || since from case_item where id = 4"),
        "32018-09-13"
    );
}

#[test]
fn whoever_came_after_the_notice_wants_one_of_his_own() {
    let home = listed();
    done(&home, "2018-09-01", &["move", "1"]);
    done(&home, "2018-09-02", &["post", "1"]);
    done(&home, "2018-09-04", &["add", "1", "张国富"]);
    let (code, told, _) = on(&home, "2018-09-10", &["move", "1"]);
    assert_eq!(code, Some(3));
    assert!(
        told.contains("张国富") && told.contains("要另行公示"),
        "{told}"
    );
}

#[test]
fn an_objection_that_holds_true_sends_its_household_back() {
    let home = listed();
    done(
        &home,
        "2018-09-02",
        &["object", "1", "李大海", "在城里买了房"],
    );
    done(
        &home,
        "2018-09-03",
        &["answer", "1", "成立", "查实有商品房"],
    );
    let (_, told, _) = on(&home, "2018-09-03", &["move", "1"]);
    assert!(told.contains("异议成立，请退回村里"), "{told}");
    let (_, _, told) = on(&home, "2018-09-03", &["mark", "1", "退回", "--items", "3"]);
    assert!(told.contains("要写原因"), "{told}");
    done(
        &home,
        "2018-09-03",
        &["mark", "1", "退回", "--items", "3", "--reason", "有商品房"],
    );
    done(&home, "2018-09-03", &["returned", "1"]);
    let sheet = home.path("青山村2018年贫困户脱贫退出退回2018-09-03.csv");
    let sheet = std::fs::read_to_string(sheet).unwrap();
    assert!(
        sheet.contains("青山村3组,李大海,1") && sheet.contains("有商品房"),
        "{sheet}"
    );
    refused(
        &home,
        "2018-09-03",
        &["drop", "1", "--items", "1"],
        "已经走过环节",
    );
}

#[test]
fn a_return_is_entered_in_the_first_quarter_alone() {
    let home = township();
    done(
        &home,
        "2018-09-01",
        &["open", "户返贫", "--village", "青山村"],
    );
    done(&home, "2018-09-01", &["add", "1", "张国强"]);
    done(&home, "2018-09-01", &["post", "1"]);
    done(&home, "2018-09-10", &["move", "1"]);
    done(&home, "2018-09-12", &["move", "1"]);
    assert_eq!(page(&home, "2018-09-20", "1")["due"], "2019-03-31");
    done(&home, "2018-09-20", &["move", "1"]);
    refused(
        &home,
        "2018-12-31",
        &["move", "1"],
        "只在每年1月1日至3月31日办",
    );
    // Without a cause nothing is entered.
    let (_, told, _) = on(&home, "2019-01-02", &["move", "1"]);
    assert!(told.is_empty() || told.contains("没有填事由"), "{told}");
    let book = Connection::open(home.book()).unwrap();
    book.execute("update case_item set ground = '户主患大病'", [])
        .unwrap();
    done(&home, "2019-01-02", &["move", "1"]);
    assert_eq!(
        one(
            &home,
            "select exit_state || relapse_year || relapse_reason from household where id = 1"
        ),
        "32018户主患大病"
    );
}

#[test]
fn striking_off_is_the_change_of_that_name() {
    let home = township();
    done(
        &home,
        "2018-09-01",
        &["open", "户清退", "--village", "青山村"],
    );
    done(&home, "2018-09-01", &["add", "1", "李大海"]);
    let book = Connection::open(home.book()).unwrap();
    book.execute("update case_item set ground = '有财政供养人员'", [])
        .unwrap();
    done(&home, "2018-09-01", &["move", "1"]);
    done(&home, "2018-09-02", &["move", "1"]);
    done(&home, "2018-09-03", &["post", "1"]);
    for day in ["2018-09-11", "2018-09-12", "2018-09-13", "2018-09-14"] {
        done(&home, day, &["move", "1"]);
    }
    assert_eq!(
        one(&home, "select register_state from household where id = 3"),
        "03"
    );
    assert_eq!(
        one(
            &home,
            "select kind || reason || day || from_state || to_state from household_change where household = 3"
        ),
        "06有财政供养人员2018-09-140103"
    );
    let undone = home.run(&["--operator", "刘晓燕", "undo"]);
    assert_eq!(undone.status.code(), Some(0));
    assert_eq!(
        one(&home, "select register_state from household where id = 3"),
        "01"
    );
    assert_eq!(
        one(&home, "select count(*) || '' from household_change"),
        "0"
    );
}

#[test]
fn villages_and_projects_have_lists_of_their_own() {
    let home = township();
    done(&home, "2018-09-01", &["open", "村退出"]);
    done(&home, "2018-09-01", &["add", "1", "青山", "没有这个村"]);
    let found = page(&home, "2018-09-01", "1");
    assert_eq!(found["name"], "甲镇2018年贫困村退出");
    assert_eq!(found["items"][0]["name"], "青山村");
    done(&home, "2018-09-01", &["open", "项目公告"]);
    done(&home, "2018-09-01", &["add", "2", "青山村茶园路"]);
    done(&home, "2018-09-01", &["post", "2"]);
    // Projects hang for ten days.
    refused(&home, "2018-09-11", &["move", "2"], "12日起可审");
    done(&home, "2018-09-12", &["move", "2"]);
    done(
        &home,
        "2018-09-12",
        &["paper", "2", "项目公告", "--text", "-o", "公告.txt"],
    );
    let paper = std::fs::read_to_string(home.path("公告.txt")).unwrap();
    assert!(
        paper.contains("青山村茶园路") && paper.contains("公告10天"),
        "{paper}"
    );
}

#[test]
fn lists_come_from_conditions_and_sheets() {
    let home = township();
    done(
        &home,
        "2018-09-01",
        &["open", "户退出", "--village", "青山村"],
    );
    let sheet = home.path("名单.csv");
    std::fs::write(
        &sheet,
        "青山村名单\n序号,户编号,户主,组\n1,4210991001,张国强,\n2,,单云娥,2组\n3,,王没有,\n",
    )
    .unwrap();
    let (code, _, told) = on(&home, "2018-09-01", &["add", "1", "--sheet", "名单.csv"]);
    assert_eq!(code, Some(0));
    assert!(
        told.contains("加了2户") && told.contains("第5行王没有没有找到"),
        "{told}"
    );
    let (_, _, told) = on(
        &home,
        "2018-09-01",
        &["add", "1", "--where", "计划脱贫年度 = 2018"],
    );
    assert!(told.contains("加了2户，2户已经在名单里"), "{told}");
    std::fs::write(&sheet, "甲,乙\n1,2\n").unwrap();
    let (code, _, told) = on(&home, "2018-09-01", &["add", "1", "--sheet", "名单.csv"]);
    assert_eq!(code, Some(4), "{told}");
    let (_, _, told) = on(&home, "2018-09-01", &["add", "1", "zg"]);
    assert!(told.contains("「zg」有2户"), "{told}");
    refused(&home, "2018-09-01", &["open", "飞升"], "本镇口径里有户退出");
    refused(
        &home,
        "2018-09-01",
        &["open", "户退出", "--village", "青山村"],
        "已经有",
    );
}

#[test]
fn what_hangs_on_a_wall_names_nobodys_numbers_or_ills() {
    let home = listed();
    done(&home, "2018-09-01", &["move", "1"]);
    done(&home, "2018-09-02", &["post", "1", "--place", "村务公开栏"]);
    // Somebody wrote a phone into a name.
    let book = Connection::open(home.book()).unwrap();
    book.execute(
        "update household set head_name = '张国强15200000541' where id = 1",
        [],
    )
    .unwrap();
    done(
        &home,
        "2018-09-02",
        &["paper", "1", "公示", "-o", "公示.html"],
    );
    let wall = std::fs::read_to_string(home.path("公示.html")).unwrap();
    assert!(wall.contains("@page{size:A4"), "{wall}");
    for words in [
        "张国强",
        "单云娥",
        "2018年9月2日至2018年9月9日",
        "公示7天",
        "3户3人",
        "<th class=\"n\">人口数</th>",
    ] {
        assert!(wall.contains(words), "{words} not in {wall}");
    }
    for secret in ["421099", "1520000", "622848", "因残", "慢性病", "低保"] {
        assert!(!wall.contains(secret), "{secret} hangs on the wall: {wall}");
    }
    // The officer's own papers know more, and mask it.
    done(
        &home,
        "2018-09-02",
        &["paper", "1", "上报名单", "--text", "-o", "上报.txt"],
    );
    let list = std::fs::read_to_string(home.path("上报.txt")).unwrap();
    assert!(
        list.contains("421***********0011") && !list.contains("421099195003050011"),
        "{list}"
    );
    done(
        &home,
        "2018-09-02",
        &["paper", "1", "入户核查表", "-o", "核查.html"],
    );
    let checks = std::fs::read_to_string(home.path("核查.html")).unwrap();
    assert_eq!(
        checks.matches("<section>").count(),
        3,
        "one sheet a household"
    );
    assert!(checks.contains("台账人均纯收入：6120.00元"), "{checks}");
    done(
        &home,
        "2018-09-02",
        &[
            "paper",
            "1",
            "户主确认书",
            "--items",
            "2",
            "--text",
            "-o",
            "确认.txt",
        ],
    );
    let consent = std::fs::read_to_string(home.path("确认.txt")).unwrap();
    assert!(
        consent.contains("单云娥户") && !consent.contains("李大海"),
        "{consent}"
    );
    refused(
        &home,
        "2018-09-02",
        &["paper", "1", "喜报"],
        "没有「喜报」这种材料",
    );
    let log = home.run(&["log", "--limit", "1", "--json"]);
    assert!(
        out(&log).contains("打印「青山村2018年贫困户脱贫退出」户主确认书"),
        "{}",
        out(&log)
    );
}

#[test]
fn a_case_that_goes_no_further_is_ended_with_its_reason() {
    let home = listed();
    refused(&home, "2018-09-05", &["end", "1", " "], "要写原因");
    done(&home, "2018-09-05", &["end", "1", "今年不退"]);
    assert_eq!(one(&home, "select how || note from case_file"), "2今年不退");
    let rows: Json = serde_json::from_str(&done(&home, "2018-09-05", &["list", "--json"])).unwrap();
    assert_eq!(rows, json!([]));
    refused(&home, "2018-09-05", &["add", "1", "张国富"], "已经办结");
}
