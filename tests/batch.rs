//! 批量: one thing done to many records, shown first, in one action that one undo takes back whole;
//! and what goes out of a list is what the list shows.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rusqlite::Connection;
use rusqlite::types::Value;
use tempfile::TempDir;

struct Book {
    folder: TempDir,
    path: PathBuf,
}

impl Book {
    fn demo(households: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.db");
        let book = Self { folder, path };
        let name = book.path.to_string_lossy().into_owned();
        book.done(&["demo", "--write", &name, "--households", households]);
        book
    }

    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let done = Command::new(env!("CARGO_BIN_EXE_fupin"))
            .current_dir(self.folder.path())
            .arg("--book")
            .arg(&self.path)
            .args(["--today", "2018-09-20", "--operator", "刘晓燕"])
            .args(args)
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (
            done.status.code().unwrap_or(-1),
            text(&done.stdout),
            text(&done.stderr),
        )
    }

    fn done(&self, args: &[&str]) -> (String, String) {
        let (code, out, err) = self.run(args);
        assert_eq!(code, 0, "{args:?}: {err}");
        (out, err)
    }

    fn number(&self, sql: &str) -> i64 {
        let conn = Connection::open(&self.path).unwrap();
        conn.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    /// Every value of every ledger.
    fn content(&self) -> BTreeMap<String, Vec<Vec<Value>>> {
        let conn = Connection::open(&self.path).unwrap();
        let dictionary = fupin::dictionary::Dictionary::built_in().unwrap();
        let mut all = BTreeMap::new();
        for ledger in dictionary.ledgers() {
            let sql = format!(
                "select id, {} from {} order by id",
                ledger.columns, ledger.key
            );
            let mut query = conn.prepare(&sql).unwrap();
            let count = query.column_count();
            let rows = query.query_map([], |row| (0..count).map(|at| row.get(at)).collect());
            let rows: Vec<Vec<Value>> = rows.unwrap().map(Result::unwrap).collect();
            all.insert(ledger.key.clone(), rows);
        }
        all
    }

    fn file(&self, name: &str) -> String {
        fs::read_to_string(Path::new(self.folder.path()).join(name)).unwrap()
    }
}

const POOR: &str = "脱贫属性 in ('未脱贫', '返贫') and 劳动力人数 >= 1";

#[test]
fn every_batch_is_one_action_that_one_undo_takes_back() {
    let book = Book::demo("200");
    let before = book.content();
    let helper = book.number("select max(id) from helper").to_string();
    let helper = format!("帮扶责任人={helper}");
    for args in [
        &[
            "户",
            "--add",
            "走访",
            "--set",
            "走访日期=9.20",
            "--set",
            "走访人=刘晓燕",
            "--set",
            "走访方式=入户",
        ][..],
        &[
            "户",
            "--add",
            "措施",
            "--set",
            "措施类别=产业",
            "--set",
            "措施内容=发鸡苗",
            "--set",
            "措施金额=500",
        ],
        &[
            "户",
            "--add",
            "结对",
            "--set",
            &helper,
            "--set",
            "帮扶顺序=第一",
            "--set",
            "帮扶开始时间=2018-09-20",
        ],
        &["户", "--set", "档案盒号=3-017"],
        &["人口", "--set", "常住=否"],
    ] {
        let condition = if args[0] == "户" {
            POOR
        } else {
            "年龄 >= 70"
        };
        let mut all = vec!["batch"];
        all.extend(args);
        all.extend(["--where", condition]);
        let mut told = all.clone();
        told.push("--dry-run");
        let (shown, _) = book.done(&told);
        assert_eq!(book.content(), before, "{args:?}: a dry run wrote");
        assert!(!shown.is_empty());
        let last = book.number("select max(id) from action");
        book.done(&all);
        assert_ne!(book.content(), before, "{args:?}: nothing was done");
        assert_eq!(
            book.number("select max(id) from action"),
            last + 1,
            "{args:?}"
        );
        book.done(&["undo"]);
        assert_eq!(book.content(), before, "{args:?}: something was left");
    }
}

#[test]
fn what_a_record_has_already_is_not_done_twice() {
    let book = Book::demo("120");
    let args = [
        "batch",
        "户",
        "--where",
        POOR,
        "--add",
        "走访",
        "--set",
        "走访日期=2018-09-20",
        "--set",
        "走访人=刘晓燕",
        "--set",
        "走访内容=查看饮水",
    ];
    book.done(&args);
    let visits = book.number("select count(*) from visit");
    let (code, _, told) = book.run(&args);
    assert_eq!(code, 1);
    assert!(told.contains("已经有了"), "{told}");
    assert_eq!(book.number("select count(*) from visit"), visits);
}

#[test]
fn another_helper_ends_the_pairing_that_runs_and_no_two_overlap() {
    let book = Book::demo("120");
    let role = "select count(*) from (select household from pairing where role = '1' and (ends_on is null or ends_on > '2018-09-20') group by household having count(*) > 1)";
    let double = book.number(role);
    let helper =
        book.number("select helper from pairing group by helper order by count(*) desc limit 1");
    let households = book.number("select count(*) from household where village = 1");
    let condition = "户编号 is not null and 村_村名称 is not null";
    let helper_text = format!("帮扶责任人={helper}");
    let args = [
        "batch",
        "户",
        "--where",
        condition,
        "--add",
        "结对",
        "--set",
        &helper_text,
        "--set",
        "帮扶顺序=第一",
        "--set",
        "帮扶开始时间=2018-09-20",
    ];
    book.done(&args);
    assert!(households > 0);
    assert_eq!(
        book.number(role),
        double,
        "two helpers of one order at once"
    );
    let running = "select count(distinct household) from pairing where role = '1' and ends_on is null and household in (select id from household where code is not null) and helper = ";
    let all = book
        .number("select count(*) from household where code is not null and village is not null");
    assert_eq!(book.number(&format!("{running}{helper}")), all);
    let ended = "select count(*) from pairing where ends_on = '2018-09-20' and end_reason = '更换帮扶责任人'";
    assert!(book.number(ended) > 0);
}

#[test]
fn a_batch_that_cannot_be_is_refused_by_name_and_nothing_is_done() {
    let book = Book::demo("60");
    let before = book.content();
    for (args, code, named) in [
        (
            &[
                "户",
                "--add",
                "走访",
                "--set",
                "走访日期=2019-01-01",
                "--set",
                "走访人=甲",
            ][..],
            1,
            "不能晚于今天",
        ),
        (
            &["户", "--add", "走访", "--set", "走访日期=13.45"],
            1,
            "没有这一天",
        ),
        (&["户", "--set", "没有这项=1"], 2, "没有这项"),
        (
            &["小额信贷", "--add", "走访", "--set", "走访人=甲"],
            2,
            "走访",
        ),
        (&["户", "--set", "档案盒号"], 2, "项目=值"),
        (
            &["户", "--set", "档案盒号=1", "--where", "没有这项 = 1"],
            2,
            "没有这项",
        ),
    ] {
        let mut all = vec!["batch"];
        all.extend(args);
        let (ended, _, told) = book.run(&all);
        assert_eq!(ended, code, "{args:?}: {told}");
        assert!(told.contains(named), "{args:?}: {told}");
        assert_eq!(book.content(), before, "{args:?}");
    }
}

#[test]
fn an_export_and_a_page_hold_what_the_condition_keeps() {
    let book = Book::demo("120");
    let condition = "脱贫属性 = '未脱贫'";
    let (rows, _) = book.done(&["list", "户", "--where", condition, "--json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&rows).unwrap();
    book.done(&["export", "户", "--where", condition, "-o", "未脱贫.csv"]);
    let sheet = book.file("未脱贫.csv");
    let lines: Vec<&str> = sheet.lines().collect();
    assert_eq!(lines.len(), rows.len() + 1);
    for row in &rows {
        let code = row["code"].as_str().unwrap();
        assert!(sheet.contains(code), "{code}");
    }
    book.done(&[
        "export", "户", "--where", condition, "--split", "village", "-o", "分村",
    ]);
    let folder = book.folder.path().join("分村");
    let mut split = 0;
    for entry in fs::read_dir(folder).unwrap() {
        split += fs::read_to_string(entry.unwrap().path())
            .unwrap()
            .lines()
            .count()
            - 1;
    }
    assert_eq!(split, rows.len());
}
