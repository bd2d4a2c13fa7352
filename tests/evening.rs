//! 21:40, a county sheet that is wanted in the morning, with real keys in a real terminal: the task
//! in one line, three columns that nobody had, one file a village, the villages' files back in at
//! once, and who has not returned.

mod pty;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use pty::{DOWN, ENTER, ESC, F3, F7, F9, F10, F12, Terminal, ctrl};
use serde_json::Value;

/// The program at the command line, in the folder of the officer.
fn run(home: &Path, args: &[&str]) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_fupin"))
        .args(["--book", "book.db", "--today", "2018-09-20"])
        .args(args)
        .current_dir(home)
        .env("HOME", home)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{args:?}: {told}");
    String::from_utf8(done.stdout).unwrap()
}

/// Code, head and village of every registered household.
fn households(home: &Path) -> Vec<[String; 3]> {
    let told = run(
        home,
        &["list", "户", "--where", "户编号 is not null", "--json"],
    );
    let rows: Vec<Value> = serde_json::from_str(&told).unwrap();
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let row = |row: &Value| ["code", "head_name", "village"].map(|key| text(row, key));
    rows.iter().map(row).collect()
}

/// The county's sheet: a title, a header of two levels, three columns that nobody has.
fn sheet(home: &Path) -> usize {
    let rows = households(home);
    let mut lines = String::from(
        "三季度贴息摸底表,,,,,\n\
         户编号,户主姓名,行政村,县里要的,,\n\
         ,,,评定等级,养羊数（只）,愿否续贷\n",
    );
    for ([code, head, village], at) in rows.iter().zip(0..) {
        let grade = ["甲等", "乙等", "丙等"][at % 3];
        let (sheep, again) = (at % 7, ["是", "否"][at % 2]);
        writeln!(lines, "{code},{head},{village},{grade},{sheep},{again}").unwrap();
    }
    fs::write(home.join("摸底.csv"), lines).unwrap();
    rows.len()
}

/// Picks a row of the menu.
fn menu(terminal: &mut Terminal, typed: &str) {
    terminal.send(F9);
    terminal.wait_for("松垭镇  菜单");
    terminal.send(typed);
    terminal.wait_until("the row of the menu", |now| now.selected().contains(typed));
    terminal.send(ENTER);
}

fn note_the_task(terminal: &mut Terminal) {
    terminal.send(&ctrl('d'));
    terminal.wait_for("一行记一件");
    terminal.send("25日17点 报三季度贴息表 各村");
    terminal.wait_for("贴息表 各村");
    terminal.send(ENTER);
    terminal.wait_for("新增来文交办");
    terminal.wait_for("2018-09-25");
    terminal.send(&ctrl('s'));
    terminal.wait_for("个村要报");
}

fn take_in_the_sheet(terminal: &mut Terminal, rows: usize) {
    terminal.send(F7);
    terminal.wait_for("选表导入");
    terminal.send("摸底");
    terminal.wait_until("the sheet", |now| now.selected().contains("摸底.csv"));
    terminal.send(ENTER);
    terminal.wait_for("没有认出的列：评定等级、养羊数（只）、愿否续贷");
    terminal.wait_for(&format!("{rows}行"));
    terminal.send(&ctrl('n'));
    terminal.wait_for("以下3列都做成自定义栏");
    terminal.send(ENTER);
    terminal.wait_for("新的自定义栏：评定等级(选项)");
    terminal.wait_for(&format!("更新{rows}"));
    terminal.send(ENTER);
    // So much of the book changes that a word is asked for.
    terminal.wait_for("户已有的记录有94%会改动");
    terminal.send("导入");
    terminal.send(ENTER);
    terminal.wait_for("已导入：新增0");
}

fn count_by_the_new_column(terminal: &mut Terminal, home: &Path) {
    terminal.send(F3);
    terminal.wait_until("a household", |now| !now.selected().is_empty());
    terminal.send(&ctrl('g'));
    terminal.wait_for("按哪一项筛选");
    terminal.send("评定等级");
    terminal.wait_until("the new column", |now| now.screen().contains("> 评定等级"));
    terminal.send(ENTER);
    terminal.wait_for("可以选几个");
    terminal.send("甲等");
    terminal.wait_for("> 甲等");
    terminal.send(ENTER);
    terminal.wait_for("条件     评定等级 甲等");
    terminal.send(ESC);
    terminal.wait_for("筛选 评定等级 甲等");
    terminal.send(&ctrl('t'));
    terminal.wait_for("统计  农户  行政村");
    let counted = run(home, &["count", "--by", "评定等级", "--json"]);
    let table: Value = serde_json::from_str(&counted).unwrap();
    assert_eq!(table["rows"][0], "甲等", "{counted}");
    terminal.wait_for(&format!("共{}户", table["row_totals"][0]));
    // A number opens its rows.
    terminal.send(ENTER);
    terminal.wait_for("筛选 评定等级 甲等 且 建档立卡户 且 行政村 白马庙村");
    terminal.send(ESC);
    terminal.wait_for("统计  农户  行政村");
    terminal.send(ESC);
    terminal.wait_for("筛选 评定等级 甲等");
}

/// Marks what is shown, gives it a measure and takes it all back; then one file a village.
fn give_and_hand_out(terminal: &mut Terminal, home: &Path) {
    terminal.send(&ctrl('a'));
    terminal.wait_for("已标记显示的全部");
    terminal.send(F12);
    terminal.wait_for("加措施");
    terminal.send("加措施");
    terminal.send(ENTER);
    terminal.wait_for("批量新增措施");
    terminal.send("产业");
    terminal.wait_until("the kind", |now| now.screen().contains("产业"));
    terminal.send("\t续贷贴息");
    terminal.wait_for("续贷贴息");
    terminal.send(&ctrl('s'));
    terminal.wait_for("各加一条措施");
    terminal.send(ENTER);
    terminal.wait_for("可以一步全部撤回");
    terminal.send(&ctrl('z'));
    terminal.wait_for("回车撤销");
    terminal.send(ENTER);
    terminal.wait_for("已撤销");
    terminal.send(F12);
    terminal.wait_for("导出标记的");
    terminal.send("导出");
    terminal.wait_for("> 8 导出标记的");
    terminal.send(ENTER);
    terminal.wait_for("导出给谁用");
    terminal.send("给村");
    terminal.send(ENTER);
    terminal.wait_for("每村一个文件共");
    let folder = home.join("松垭镇户2018-09-20");
    let sheet = fs::read_to_string(folder.join("石桥村户.csv")).unwrap();
    assert!(sheet.contains("评定等级") && sheet.contains("甲等"));
    assert!(!sheet.contains("乙等"), "only what was shown goes out");
    let rows = households(home);
    let code = rows
        .iter()
        .find(|row| row[2] == "石桥村" && sheet.contains(&row[0]));
    assert!(code.is_some(), "{sheet}");
    let found = run(
        home,
        &[
            "find", "", "--ledger", "户", "--unmask", "--json", "--limit", "400",
        ],
    );
    let found: Vec<Value> = serde_json::from_str(&found).unwrap();
    let numbers: Vec<&str> = found
        .iter()
        .filter_map(|row| row["id_number"].as_str())
        .filter(|number| number.len() == 18)
        .collect();
    assert!(numbers.len() > 200);
    assert!(
        numbers.iter().all(|number| !sheet.contains(number)),
        "masked"
    );
}

/// Two villages' files come back, renamed, their rows moved, and go in at once.
fn take_back(home: &Path) {
    let folder = home.join("返回");
    fs::create_dir(&folder).unwrap();
    for (village, file) in [("石桥村", "石桥 最终版(2).csv"), ("白马庙村", "bmm.csv")] {
        let mut rows: Vec<[String; 3]> = households(home);
        rows.retain(|row| row[2] == village);
        rows.reverse();
        let mut sheet = String::from("养羊数（只）,户主姓名,户编号,行政村\n");
        for [code, head, village] in rows {
            writeln!(sheet, "88,{head},{code},{village}").unwrap();
        }
        fs::write(folder.join(file), sheet).unwrap();
    }
    run(home, &["import", "返回"]);
    let counted = run(
        home,
        &[
            "count",
            "--by",
            "行政村",
            "--where",
            "养羊数 = 88",
            "--json",
        ],
    );
    let table: Value = serde_json::from_str(&counted).unwrap();
    assert_eq!(table["rows"].as_array().unwrap().len(), 2, "{counted}");
}

fn name_who_is_missing(terminal: &mut Terminal) {
    menu(terminal, "来文交办");
    terminal.wait_for("松垭镇  来文交办");
    terminal.send("三季度贴息表");
    terminal.wait_until("the task", |now| now.selected().contains("三季度贴息表"));
    // Of the two of that name, the one of tonight: nobody has reported for it.
    terminal.send(DOWN);
    terminal.wait_until("the later one", |now| now.selected().contains("2018-09-25"));
    terminal.send(ENTER);
    terminal.wait_for("期限 9月25日17点");
    terminal.wait_for("已报0");
    terminal.wait_until("a village", |now| now.selected().contains("村"));
    for village in ["白马庙村", "石桥村"] {
        for _ in 0..30 {
            if terminal.selected().contains(village) {
                break;
            }
            let before = terminal.selected();
            terminal.send(DOWN);
            terminal.wait_until("the next village", |now| now.selected() != before);
        }
        terminal.send(&ctrl('k'));
        terminal.wait_for(&format!("*{village}"));
    }
    terminal.send(ENTER);
    terminal.wait_for("已报2");
    terminal.send(&ctrl('w'));
    terminal.wait_for("【催报】三季度贴息表，9月25日17点前报镇扶贫办。");
    let words = terminal.screen().replace('\n', "");
    let missing = words.split("还未报：").nth(1).unwrap_or_default();
    assert!(
        missing.contains("黄泥垭村") && !missing.contains("石桥村"),
        "{words}"
    );
}

#[test]
fn an_evening_with_a_county_sheet() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    run(home, &["demo", "--households", "300", "--write", "book.db"]);
    let rows = sheet(home);
    let args = ["--book", "book.db", "--today", "2018-09-20"];
    let mut terminal = Terminal::start(home, &args);
    terminal.wait_for("建档300户");
    note_the_task(&mut terminal);
    take_in_the_sheet(&mut terminal, rows);
    count_by_the_new_column(&mut terminal, home);
    give_and_hand_out(&mut terminal, home);
    take_back(home);
    name_who_is_missing(&mut terminal);
    terminal.send(F10);
    assert_eq!(terminal.ended().exit_code(), 0);
    terminal.assert_restored();
}
