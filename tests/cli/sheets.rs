//! Exports and templates.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use fupin::dictionary::Dictionary;

use crate::home::{Home, err, out};

#[test]
fn every_ledger_of_an_empty_book_goes_out() {
    let home = Home::with_book();
    let dictionary = Dictionary::built_in().unwrap();
    for ledger in dictionary.ledgers().iter().filter(|ledger| !ledger.inner) {
        let export = home.run(&["export", &ledger.key, "-o", "-"]);
        assert_eq!(
            export.status.code(),
            Some(0),
            "{} {}",
            ledger.key,
            err(&export)
        );
        let text = out(&export);
        assert!(
            text.starts_with("\u{feff}册内编号,") && text.ends_with("\r\n"),
            "{text}"
        );
        assert_eq!(text.lines().count(), 1);
        let template = home.run(&["template", &ledger.label, "-o", "-"]);
        assert_eq!(template.status.code(), Some(0), "{}", err(&template));
        assert!(!out(&template).contains("册内编号"));
        for field in ledger.fields.iter().filter(|field| field.sql.is_some()) {
            assert!(!out(&template).contains(&field.label), "{}", field.label);
        }
    }
    assert!(out(&home.run(&["template", "小额信贷", "-o", "-"])).contains(",贷款金额（元）,"));
}

#[test]
fn an_export_is_private_whole_and_logged() {
    let home = Home::with_people(3);
    let done = home.run(&[
        "--today",
        "2018-09-20",
        "export",
        "人口",
        "--reason",
        "报县扶贫办",
        "--operator",
        "刘晓燕",
    ]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    let path = home.path("甲镇人口2018-09-20.csv");
    assert!(err(&done).contains("6 条"), "{}", err(&done));
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let text = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 7);
    assert!(
        lines[0].contains(",户编号,户主姓名,户主证件号码,行政村,"),
        "{}",
        lines[0]
    );
    assert!(
        lines[1].starts_with("1,") && lines[1].contains(",'=王强,"),
        "{}",
        lines[1]
    );
    assert!(lines[1].contains("\"421099195503060861\t\"") && lines[2].contains("\"李,秀英\""));
    let log = out(&home.run(&["log", "--limit", "1"]));
    for word in ["刘晓燕", "导出人口 6 条", "报县扶贫办"] {
        assert!(log.contains(word), "{word} {log}");
    }
}

#[test]
fn masked_by_village_and_in_gb18030() {
    let home = Home::with_people(3);
    let masked = home.run(&[
        "export",
        "人口",
        "--mask",
        "--village",
        "甲村",
        "-o",
        "-",
        "--encoding",
        "utf-8",
    ]);
    assert_eq!(masked.status.code(), Some(0), "{}", err(&masked));
    let text = out(&masked);
    assert_eq!(text.lines().count(), 3, "{text}");
    assert!(text.starts_with("册内编号") && text.contains("421***********0861"));
    assert!(!text.contains("421099195503060861"));
    let other = home.run(&["export", "人口", "--village", "丁村", "-o", "-"]);
    assert_eq!(other.status.code(), Some(1));
    assert!(err(&other).contains("丁村"));
    let chinese = home.run(&["export", "村", "--encoding", "gb18030", "-o", "-"]);
    assert!(String::from_utf8(chinese.stdout.clone()).is_err());
}

#[test]
fn split_by_village_makes_one_file_each() {
    let home = Home::with_people(5);
    let done = home.run(&["export", "户", "--split", "village", "-o", "分村"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert_eq!(
        fs::metadata(home.path("分村"))
            .unwrap()
            .permissions()
            .mode()
            & 0o777,
        0o700
    );
    let rows = |name: &str| fs::read_to_string(home.path(name)).unwrap().lines().count() - 1;
    assert_eq!((rows("分村/甲村户.csv"), rows("分村/乙_村户.csv")), (2, 3));
}

#[test]
fn never_through_a_link_and_never_half() {
    let home = Home::with_people(1);
    let (victim, link) = (home.path("victim"), home.path("out.csv"));
    fs::write(&victim, "precious").unwrap();
    symlink(&victim, &link).unwrap();
    assert_eq!(
        home.run(&["export", "户", "-o", "out.csv"]).status.code(),
        Some(0)
    );
    assert_eq!(fs::read_to_string(&victim).unwrap(), "precious");
    let nowhere = home.run(&["export", "户", "-o", "没有/a.csv"]);
    assert_eq!(nowhere.status.code(), Some(1));
    assert!(err(&nowhere).contains("文件夹不存在"), "{}", err(&nowhere));
    fs::create_dir(home.path("夹")).unwrap();
    let folder = home.run(&["template", "户", "-o", "夹"]);
    assert!(err(&folder).contains("是文件夹"), "{}", err(&folder));
}

#[test]
fn a_read_only_book_goes_out_with_a_warning() {
    let home = Home::with_people(1);
    fs::set_permissions(home.book(), fs::Permissions::from_mode(0o400)).unwrap();
    let done = home.run(&["export", "户", "-o", "a.csv"]);
    // Root may write everything: then there is nothing to warn of.
    let root = fs::OpenOptions::new().write(true).open(home.book()).is_ok();
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert!(root || err(&done).contains("只读"));
}

#[test]
fn what_changed_since_an_import_or_a_day_goes_out_alone() {
    let home = Home::with_people(3);
    let file = home.path("走访.csv");
    fs::write(&file, "户编号,走访日期,走访人\n4210-2,2018-09-19,刘敏\n").unwrap();
    let done = home.run(&["import", file.to_str().unwrap(), "--ledger", "走访"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    let rows = |ledger: &str, since: &str| {
        let done = home.run(&["export", ledger, "-o", "-", "--changed-since", since]);
        assert_eq!(done.status.code(), Some(0), "{}", err(&done));
        out(&done).lines().count() - 1
    };
    // The book was made today: what came later came later, whatever its clock said.
    assert_eq!(rows("户", "2018-09-19"), 3);
    assert_eq!(rows("走访", "2018-09-20"), 1);
    assert_eq!(rows("走访", "2199-01-01"), 0);
    assert_eq!(rows("走访", "1"), 0, "nothing after the import itself");
    let set = [
        "--set",
        "联系电话=13800000001",
        "--where",
        "户编号 = '4210-2'",
    ];
    let done = home.run(&[&["batch", "户"][..], &set].concat());
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert_eq!(rows("户", "1"), 1);
    let done = home.run(&["export", "户", "-o", "-", "--changed-since", "7"]);
    assert_eq!(done.status.code(), Some(1));
    assert!(err(&done).contains("没有第7次导入"), "{}", err(&done));
    let done = home.run(&["export", "户", "-o", "-", "--changed-since", "上周"]);
    assert_eq!(done.status.code(), Some(2));
}
