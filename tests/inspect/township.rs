//! A demo township, and `fupin inspect` on its day.

use std::process::Output;

use rusqlite::Connection;
use serde_json::Value as Json;

use crate::home::{Home, err, out};

pub const DAY: [&str; 4] = ["--today", "2018-09-20", "--operator", "刘晓燕"];

pub fn run(home: &Home, args: &[&str]) -> Output {
    let all: Vec<&str> = DAY
        .iter()
        .chain(&["inspect"])
        .chain(args)
        .copied()
        .collect();
    home.run(&all)
}

#[track_caller]
pub fn done(home: &Home, args: &[&str]) -> String {
    let output = run(home, args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", err(&output));
    format!("{}{}", out(&output), err(&output))
}

#[track_caller]
pub fn told(home: &Home, args: &[&str]) -> Json {
    let all: Vec<&str> = args.iter().chain(&["--json"]).copied().collect();
    let output = run(home, &all);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", err(&output));
    serde_json::from_str(&out(&output)).unwrap()
}

#[track_caller]
pub fn refused(home: &Home, code: i32, args: &[&str], why: &str) {
    let output = run(home, args);
    assert_eq!(
        output.status.code(),
        Some(code),
        "{args:?}: {}",
        err(&output)
    );
    assert!(err(&output).contains(why), "{args:?}: {}", err(&output));
}

pub fn one(home: &Home, sql: &str) -> String {
    let book = Connection::open(home.book()).unwrap();
    let found: Option<String> = book.query_row(sql, [], |row| row.get(0)).unwrap();
    found.unwrap_or_default()
}

/// The inspection that was made last; the demo has some of its own.
pub fn last(home: &Home) -> String {
    one(home, "select max(id) || '' from inspection")
}

/// A demo township of 120 households.
pub fn township() -> Home {
    let home = Home::new();
    let book = home.book();
    std::fs::create_dir_all(book.parent().unwrap()).unwrap();
    let path = book.display().to_string();
    let written = home.run(&["demo", "--households", "120", "--write", &path]);
    assert_eq!(written.status.code(), Some(0), "{}", err(&written));
    home
}
