//! 办理 from the command line: what moves, what is refused, what the book gets.

#[path = "cases/gates.rs"]
mod gates;
#[expect(dead_code, reason = "this file needs only a part of the home")]
#[path = "cli/home.rs"]
mod home;
#[path = "cases/lists.rs"]
mod lists;
#[path = "cases/township.rs"]
mod township;

use home::{err, out};
use rusqlite::Connection;
use serde_json::json;
use township::{all, done, listed, on, one, page, refused, township};

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
fn one_who_fell_behind_has_notices_of_his_own() {
    let home = listed();
    done(&home, "2018-09-01", &["move", "1"]);
    done(&home, "2018-09-02", &["post", "1"]);
    done(&home, "2018-09-03", &["object", "1", "单云娥", "有小汽车"]);
    let (code, _, _) = on(&home, "2018-09-10", &["move", "1"]);
    assert_eq!(code, Some(3));
    for day in ["2018-09-11", "2018-09-12"] {
        done(&home, day, &["move", "1"]);
    }
    done(&home, "2018-09-13", &["post", "1"]);
    done(&home, "2018-09-21", &["move", "1"]);
    done(&home, "2018-09-22", &["answer", "1", "不成立", "查过"]);
    for day in ["2018-09-22", "2018-09-23", "2018-09-24"] {
        done(&home, day, &["move", "1", "--items", "2"]);
    }
    refused(
        &home,
        "2018-09-25",
        &["move", "1", "--items", "2"],
        "还没有张贴",
    );
    done(&home, "2018-09-25", &["post", "1", "--step", "5"]);
    done(&home, "2018-10-03", &["move", "1", "--items", "2"]);
    assert_eq!(
        one(&home, "select group_concat(step) from case_item"),
        "6,6,6"
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
    Connection::open(home.book())
        .unwrap()
        .execute("update household set exit_state = '1' where id = 1", [])
        .unwrap();
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
