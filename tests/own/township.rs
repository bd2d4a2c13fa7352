//! A township of three households, a county's sheet, and the program as a command.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use fupin::port::import::{ImportOptions, OwnWish};
use serde_json::Value as Json;

use crate::common::Township;

/// A county's sheet: two-level header, four columns that nobody has, two of one name.
pub const SHEET: &str = "\
松垭镇摸底表,,,,,,,,
截至2018年8月31日,,,,,,,,
行政村,户编号,户主姓名,户主证件号码,低保,,养殖,,
,,,,低保等级,是否核实,2018年补贴（元）,养羊数（只）,是否核实
白马庙村,4210990031,张国强,421099196606160016,一级,是,300,5,否
白马庙村,4210990032,单云娥,421099196003050029,二级,否,1200.5,0,
柳林村,4210990034,文素珍,421099197205060027,一级,是,,12,是
";

/// As the sheet names its columns, twins by their block.
pub const COLUMNS: [&str; 5] = [
    "低保等级",
    "低保是否核实",
    "2018年补贴（元）",
    "养羊数（只）",
    "养殖是否核实",
];

pub fn fupin(book: &Path, args: &[&str]) -> (i32, String, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_fupin"))
        .arg("--book")
        .arg(book)
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

#[track_caller]
pub fn done(book: &Path, args: &[&str]) -> String {
    let (code, out, told) = fupin(book, args);
    assert_eq!(code, 0, "{args:?}: {told}");
    out
}

#[track_caller]
pub fn refused(book: &Path, args: &[&str], word: &str) {
    let (code, _, told) = fupin(book, args);
    assert_ne!(code, 0, "{args:?}");
    assert!(told.contains(word), "{args:?}: {told}");
}

#[track_caller]
pub fn rows(book: &Path, args: &[&str]) -> Vec<Json> {
    serde_json::from_str(&done(book, args)).unwrap()
}

/// A township with the three households of the sheet.
pub fn township() -> Township {
    let mut township = Township::new("hubei-2016", "2018-09-20");
    let households = write(&township, "户.csv", &{
        let lines = SHEET.lines().skip(4).map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            cells[..4].join(",") + "\n"
        });
        String::from("行政村,户编号,户主姓名,户主证件号码\n") + &lines.collect::<String>()
    });
    assert_eq!(township.import(&households).added, 3);
    township
}

pub fn write(township: &Township, name: &str, text: &str) -> PathBuf {
    let path = township.folder().join(name);
    fs::write(&path, text).unwrap();
    path
}

pub fn own(file: &Path, columns: &[&str]) -> ImportOptions {
    let wish = |header: &&str| OwnWish {
        header: (*header).to_owned(),
        ..OwnWish::default()
    };
    ImportOptions {
        file: file.to_owned(),
        own: columns.iter().map(wish).collect(),
        ..ImportOptions::default()
    }
}

pub fn content(township: &Township) -> Vec<String> {
    let logs = ["action:", "change:", "added:", "batch:"];
    let mut all = township.dump();
    all.retain(|line| !logs.iter().any(|log| line.starts_with(log)));
    all
}
