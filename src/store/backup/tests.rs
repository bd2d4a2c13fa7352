use std::os::unix::fs::{FileExt, PermissionsExt};

use super::super::sample::{add, township};
use super::*;

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = names
        .map(|name| name.into_string().expect("a name"))
        .collect();
    names.sort();
    names
}

#[test]
fn a_copy_is_private_whole_and_says_what_it_holds() {
    let book = township();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("甲.db");
    let proof = book.store.backup(&path).expect("a copy");
    assert_eq!((proof.households, proof.people), (5, 7));
    assert_eq!(proof.action, book.store.change_number().expect("a number"));
    let file = fs::metadata(&path).expect("a file");
    assert_eq!(file.permissions().mode() & 0o777, 0o600);
    assert_eq!(file.len(), proof.bytes);
    assert_eq!(prove(&path).expect("proved"), proof);
    // Nothing is left beside it, and reading it through leaves nothing.
    assert_eq!(names(folder.path()), ["甲.db"]);
    assert!(matches!(
        book.store.backup(&path),
        Err(StoreError::Exists(_))
    ));
    assert_eq!(names(folder.path()), ["甲.db"]);
}

#[test]
fn what_a_dead_process_left_is_swept_and_what_a_living_one_makes_is_not() {
    let book = township();
    let folder = tempfile::tempdir().expect("a folder");
    let own = format!(".乙.db.{}.tmp", std::process::id());
    for name in [".甲.db.999999999.tmp", &own, "甲.db.5.tmp"] {
        fs::write(folder.path().join(name), "half").expect("written");
    }
    let copy = folder.path().join("丙.db");
    book.store.backup(&copy).expect("a copy");
    assert_eq!(names(folder.path()), [own.as_str(), "丙.db", "甲.db.5.tmp"]);
}

#[test]
fn a_damaged_copy_proves_nothing() {
    let book = township();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("甲.db");
    book.store.backup(&path).expect("a copy");
    let whole = fs::read(&path).expect("read");
    let file = OpenOptions::new().write(true).open(&path).expect("open");
    for damage in [
        |file: &File, bytes: &[u8]| {
            file.write_all_at(&[0xA5; 12], bytes.len() as u64 / 8192 * 4096)
        },
        |file: &File, bytes: &[u8]| file.set_len(bytes.len() as u64 / 2),
        |file: &File, _: &[u8]| file.write_all_at(b"nothing", 0),
        |file: &File, _: &[u8]| file.write_all_at(&999u32.to_be_bytes(), 60),
    ] {
        damage(&file, &whole).expect("damaged");
        prove(&path).expect_err("proved");
        file.set_len(0).expect("emptied");
        file.write_all_at(&whole, 0).expect("mended");
    }
    prove(&path).expect("mended");
}

#[test]
fn restoring_keeps_the_book_that_stood_there_and_all_in_its_log() {
    let mut book = township();
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("甲.db");
    book.store.backup(&copy).expect("a copy");
    book.write(|w| add(w, "household", "head_name=后来的"));
    let path = book.store.path().to_owned();
    // While somebody has it open, nothing happens.
    let before = names(path.parent().expect("a folder"));
    assert!(matches!(
        restore(&copy, &path, "2018-09-20"),
        Err(StoreError::Busy)
    ));
    assert_eq!(names(path.parent().expect("a folder")), before);
    let super::super::sample::Book { store, _folder } = book;
    drop(store);
    let done = restore(&copy, &path, "2018-09-20").expect("restored");
    assert_eq!(done.proof.households, 5);
    let aside = done.aside.expect("kept");
    assert!(aside.ends_with("book.恢复前2018-09-20.db"), "{aside:?}");
    assert_eq!(prove(&aside).expect("proved").households, 6);
    assert_eq!(prove(&path).expect("proved").households, 5);
    // What is kept is never overwritten.
    let again = restore(&aside, &path, "2018-09-20").expect("restored");
    let second = again.aside.expect("kept");
    assert!(second.ends_with("book.恢复前2018-09-20-2.db"), "{second:?}");
    assert_eq!(prove(&path).expect("proved").households, 6);
}

#[test]
fn a_book_too_damaged_to_open_is_set_aside_with_its_log() {
    let book = township();
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("甲.db");
    book.store.backup(&copy).expect("a copy");
    let path = folder.path().join("book.db");
    fs::write(&path, "nothing at all").expect("written");
    fs::write(beside(&path, "-wal"), "a log").expect("written");
    let done = restore(&copy, &path, "2018-09-20").expect("restored");
    let aside = done.aside.expect("kept");
    assert_eq!(fs::read(&aside).expect("read"), b"nothing at all");
    assert_eq!(fs::read(beside(&aside, "-wal")).expect("read"), b"a log");
    assert!(!beside(&path, "-wal").exists());
    assert_eq!(prove(&path).expect("proved").households, 5);
}
