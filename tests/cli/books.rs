//! Books in trouble: damaged pages, full disks, folders without leave, slips of the keys.

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::os::unix::fs::FileExt;
use std::process::Command;

use crate::home::{Home, PROGRAM, err, out};

/// A sheet of 500 visits.
fn visits(home: &Home) -> String {
    let mut text = "走访日期,走访人,户编号,户主姓名,走访内容\n".to_owned();
    for row in 0..500 {
        writeln!(text, "2018-05-06,余全才,{row},赵强,看望{row}").unwrap();
    }
    let sheet = home.path("走访.csv");
    fs::write(&sheet, text).unwrap();
    sheet.to_str().unwrap().to_owned()
}

#[test]
fn a_damaged_page_is_refused_before_the_first_write() {
    let home = Home::with_people(300);
    let book = home.book();
    let whole = fs::read(&book).unwrap();
    let pages = whole.len() as u64 / 4096;
    let file = OpenOptions::new().write(true).open(&book).unwrap();
    // Somewhere behind the schema; the head of a page says what it is.
    file.write_all_at(&[0xA5; 12], pages / 2 * 4096).unwrap();
    drop(file);
    let before = fs::read(&book).unwrap();
    let undo = vec!["--operator", "导入人", "undo"];
    for command in [undo, vec!["export", "户", "-o", "出.csv"]] {
        let refused = home.run(&command);
        assert_eq!(refused.status.code(), Some(4), "{}", err(&refused));
        assert!(err(&refused).contains("备份"), "{}", err(&refused));
    }
    assert_eq!(fs::read(&book).unwrap(), before);
}

#[test]
fn pages_that_stand_in_the_log_are_not_missing() {
    let home = Home::with_people(3);
    let book = home.book();
    // A second connection keeps the log from being moved into the book at the end.
    let held = rusqlite::Connection::open(&book).unwrap();
    let people = "select count(*) from person";
    let count = held.query_row(people, [], |row| row.get::<_, i64>(0));
    assert_eq!(count, Ok(6));
    let sheet = visits(&home);
    let done = home.run(&["import", &sheet]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    // As after a kill while pages were moved: the header is new, the file still short.
    let size = fs::metadata(&book).unwrap().len();
    let pages = u32::try_from(size / 4096).unwrap() + 9;
    let file = OpenOptions::new().write(true).open(&book).unwrap();
    file.write_all_at(&pages.to_be_bytes(), 28).unwrap();
    let whole = home.run(&["export", "走访", "-o", "-"]);
    assert_eq!(whole.status.code(), Some(0), "{}", err(&whole));
    assert_eq!(out(&whole).lines().count(), 501);
}

#[test]
fn a_sheet_never_overwrites_a_book() {
    let home = Home::with_people(3);
    let book = home.book();
    let before = fs::read(&book).unwrap();
    let refused = home.run(&["export", "人口", "-o", book.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(1), "{}", err(&refused));
    assert!(err(&refused).contains("换一个文件名"), "{}", err(&refused));
    assert_eq!(fs::read(&book).unwrap(), before);
}

#[test]
fn refused_rows_overwrite_no_sheet_and_not_each_other() {
    let home = Home::with_people(3);
    let bad = |name: &str| {
        let sheet = home.path(name);
        let text = "户编号,行政村,户主姓名,户主身份证号\n1,石桥村,赵强,123\n";
        fs::write(&sheet, text).unwrap();
        sheet.to_str().unwrap().to_owned()
    };
    let (one, two) = (bad("甲.csv"), bad("乙.csv"));
    let own = home.run(&["import", &one, "--refused", &one]);
    assert_eq!(own.status.code(), Some(4), "{}", err(&own));
    assert!(!fs::read_to_string(&one).unwrap().contains("退回原因"));
    let nowhere = home.path("没有/退回.csv");
    let lost = home.run(&["import", &one, "--refused", nowhere.to_str().unwrap()]);
    assert_eq!(lost.status.code(), Some(4), "{}", err(&lost));
    let to = home.path("退回.csv");
    let both = home.run(&["import", &one, &two, "--refused", to.to_str().unwrap()]);
    assert_eq!(both.status.code(), Some(3), "{}", err(&both));
    for name in ["退回-1-甲.csv", "退回-2-乙.csv"] {
        let text = fs::read_to_string(home.path(name)).unwrap();
        assert!(text.contains("退回原因"), "{text}");
    }
}

#[test]
fn a_file_that_may_not_grow_is_told_and_changes_nothing() {
    let home = Home::with_people(3);
    let sheet = visits(&home);
    // In blocks of 512 bytes: the index of the log fits, the log does not.
    let script = format!("ulimit -f 96; exec '{PROGRAM}' import {sheet}");
    let done = home.with(Command::new("sh").args(["-c", &script]));
    assert_eq!(done.status.code(), Some(1), "{}", err(&done));
    assert!(err(&done).contains("没有保存"), "{}", err(&done));
    let left = out(&home.run(&["export", "走访", "-o", "-"]));
    assert_eq!(left.lines().count(), 1);
}

#[test]
fn years_and_encodings_that_are_none_are_wrong_usage() {
    let home = Home::with_people(1);
    for wrong in [
        ["--year", "99999"],
        ["--year", "0"],
        ["--encoding", "utf-99"],
    ] {
        let done = home.run(&["import", "甲.csv", wrong[0], wrong[1]]);
        assert_eq!(done.status.code(), Some(2), "{wrong:?} {}", err(&done));
    }
}

#[test]
fn a_map_that_nothing_follows_is_refused() {
    let home = Home::with_people(1);
    let sheet = visits(&home);
    for map in ["没有的列=走访内容", "走访内容=没有的字段"] {
        let done = home.run(&["import", &sheet, "--map", map]);
        assert_eq!(done.status.code(), Some(4), "{map} {}", err(&done));
    }
}

#[test]
fn what_a_refused_row_says_comes_back_as_it_was() {
    let home = Home::with_people(1);
    let sheet = home.path("户.csv");
    let head = "户编号,行政村,户主姓名,户主身份证号,备注\n";
    let text = format!("{head}421099000099,石桥村,赵强,123,'=甲\n");
    fs::write(&sheet, text).unwrap();
    let back = home.path("退回.csv");
    let paths = [sheet.to_str().unwrap(), back.to_str().unwrap()];
    home.run(&["import", paths[0], "--refused", paths[1]]);
    let mended = fs::read_to_string(&back).unwrap();
    assert!(mended.contains(",''=甲,"), "{mended}");
    fs::write(&back, mended.replace(",123,", ",421099198003085597,")).unwrap();
    let done = home.run(&["import", paths[1]]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    let note = "select note from household where head_name = '赵强'";
    let book = rusqlite::Connection::open(home.book()).unwrap();
    let kept = book.query_row(note, [], |row| row.get::<_, String>(0));
    assert_eq!(kept.unwrap(), "'=甲");
}
