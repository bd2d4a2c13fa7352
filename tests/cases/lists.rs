//! Lists of villages and projects, lists from sheets, and the papers of a list.

use rusqlite::Connection;
use serde_json::{Value as Json, json};

use crate::home::out;
use crate::township::{done, listed, on, one, page, refused, township};

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
    let piped = done(
        &home,
        "2018-09-12",
        &["paper", "2", "项目公告", "--text", "-o", "-"],
    );
    assert!(piped.contains("青山村茶园路"), "{piped}");
    assert!(!home.path("-").exists());
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
