//! Files that are broken as files: each gets an answer, and no row vanishes unnamed.

#[path = "common/mod.rs"]
mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use common::Township;
use fupin::app::import::ImportError;
use fupin::port::import::{ImportOptions, ImportReport};
use serde::Deserialize;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/malformed")
}

#[derive(Deserialize)]
struct Case {
    expect: String,
    #[serde(default)]
    tokens: Vec<String>,
    #[serde(default)]
    absent: Vec<String>,
    #[serde(default)]
    truth: BTreeMap<String, String>,
    line: Option<u32>,
}

fn cases() -> BTreeMap<String, Case> {
    serde_json::from_str(&std::fs::read_to_string(folder().join("EXPECT.json")).unwrap()).unwrap()
}

fn import(township: &mut Township, file: &Path) -> Result<ImportReport, ImportError> {
    township.try_import(&ImportOptions {
        file: file.to_owned(),
        ..ImportOptions::default()
    })
}

fn name_of(township: &Township, token: &str) -> Option<String> {
    let sql = "select head_name from household where note like ?1";
    township
        .book()
        .query_row(sql, [format!("%{token}%")], |row| row.get(0))
        .ok()
}

#[test]
fn every_broken_file_gets_the_answer_that_it_deserves() {
    for (file, case) in cases() {
        let mut township = Township::new("national-2021", "2024-06-30");
        let before = township.dump();
        let result = import(&mut township, &folder().join(&file));
        match (case.expect.as_str(), &result) {
            ("error", Ok(report)) => panic!("{file}: taken in, {report:?}"),
            ("ok", Err(error)) => panic!("{file}: {error}"),
            ("ok", Ok(report)) => {
                assert_eq!(report.refused, 0, "{file}: {:?}", report.problems);
                assert_eq!(report.rows as usize, case.tokens.len(), "{file}");
            }
            ("nosilent", Ok(report)) if !case.tokens.is_empty() => {
                assert_eq!(
                    report.rows as usize,
                    case.tokens.len(),
                    "{file}: a row vanished"
                );
            }
            _ => {}
        }
        if let Err(error) = &result {
            assert_eq!(
                township.dump(),
                before,
                "{file}: refused, yet the book changed"
            );
            assert!(error.to_string().contains(&file), "{file}: {error}");
            if let Some(line) = case.line {
                assert!(
                    error.to_string().contains(&format!("{line}")),
                    "{file}: {error}"
                );
            }
        }
        for token in &case.absent {
            assert_eq!(
                name_of(&township, token),
                None,
                "{file}: {token} must stay out"
            );
        }
        if let Ok(report) = &result {
            let stored = case
                .tokens
                .iter()
                .filter(|token| name_of(&township, token).is_some())
                .count();
            assert_eq!(
                stored + report.refused as usize,
                case.tokens.len().max(report.rows as usize),
                "{file}"
            );
            for (token, name) in &case.truth {
                assert_eq!(
                    name_of(&township, token).as_ref(),
                    Some(name),
                    "{file}: {token}"
                );
            }
        }
    }
}

#[test]
fn what_is_missing_is_named() {
    let mut township = Township::new("national-2021", "2024-06-30");
    let error = import(&mut township, &folder().join("055_missing_id_column.csv")).unwrap_err();
    assert!(error.to_string().contains("户主证件号码"), "{error}");
    let report = import(&mut township, &folder().join("053_dup_header_phone.csv")).unwrap();
    assert!(
        report.problems.iter().any(|p| p.code == "duplicate-column"),
        "{:?}",
        report.problems
    );
}

#[test]
fn a_remark_that_looks_like_a_formula_is_stored_as_it_stands() {
    let mut township = Township::new("national-2021", "2024-06-30");
    import(&mut township, &folder().join("071_formula_remarks.csv")).unwrap();
    let sql = "select count(*) from household where note like '=cmd|%' or note like '+1+cmd%' or note like '-2+3%'";
    let kept: i64 = township
        .book()
        .query_row(sql, [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, 3);
}

#[test]
fn nothing_that_a_terminal_would_obey_is_stored() {
    let mut township = Township::new("national-2021", "2024-06-30");
    import(&mut township, &folder().join("070_hostile_names.csv")).unwrap();
    let bad: i64 = township
        .book()
        .query_row("select count(*) from household where head_name glob '*[' || char(1) || '-' || char(31) || ']*'", [], |r| r.get(0))
        .unwrap();
    assert_eq!(bad, 0);
}
