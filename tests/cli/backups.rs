//! Copies of the book: made whole or not at all, put back without losing what stood there.

use std::fs::{self, OpenOptions};
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::home::{Home, PROGRAM, err, out};

/// The files of a folder that anybody would take for copies.
pub fn copies(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).map_or_else(|_| Vec::new(), Iterator::collect);
    let mut paths: Vec<PathBuf> = entries
        .into_iter()
        .map(|entry: Result<fs::DirEntry, _>| entry.unwrap().path())
        .filter(|path| {
            !path
                .file_name()
                .unwrap()
                .as_encoded_bytes()
                .starts_with(b".")
        })
        .collect();
    paths.sort();
    paths
}

pub fn folder(home: &Home) -> PathBuf {
    home.book().parent().unwrap().join("备份")
}

pub fn integrity(path: &Path) -> String {
    let book = rusqlite::Connection::open(path).unwrap();
    book.query_row("pragma integrity_check", [], |row| row.get(0))
        .unwrap()
}

pub fn json(done: &std::process::Output) -> serde_json::Value {
    serde_json::from_str(&out(done)).unwrap()
}

#[test]
fn a_backup_lies_beside_the_book_and_is_proved_again_when_asked() {
    let home = Home::with_people(30);
    let none = home.run(&["backup", "--last"]);
    assert_eq!(none.status.code(), Some(0), "{}", err(&none));
    assert!(out(&none).contains("还没有备份过"));
    let done = home.run(&["--today", "2018-09-20", "backup"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    let said = err(&done);
    assert!(
        said.contains("户30条、人口60条") && said.contains("已打开核对"),
        "{said}"
    );
    let copy = folder(&home).join("甲镇2018-09-20.db");
    assert_eq!(copies(&folder(&home)), [copy.as_path()]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&copy), mode(&folder(&home))), (0o600, 0o700));
    assert_eq!(integrity(&copy), "ok");
    // A second of the same day has a name of its own.
    let done = home.run(&["--today", "2018-09-20", "--json", "backup"]);
    let line = json(&done);
    assert_eq!(line["households"], 30);
    let second = folder(&home).join("甲镇2018-09-20-2.db");
    assert_eq!(line["path"], second.to_str().unwrap());
    assert_eq!(copies(&folder(&home)).len(), 2);
    let log = out(&home.run(&["log", "--limit", "1"]));
    assert!(
        log.contains("备份到") && log.contains("户30条、人口60条"),
        "{log}"
    );
    let last = home.run(&["backup", "--last"]);
    assert_eq!(last.status.code(), Some(0), "{}", out(&last));
    assert!(out(&last).contains("已打开核对，完好"), "{}", out(&last));
    assert!(out(&last).contains("又有0步操作"), "{}", out(&last));
    // Somebody else's file under its name is no proof.
    fs::copy(&copy, &second).unwrap();
    let last = home.run(&["backup", "--last"]);
    assert_eq!(last.status.code(), Some(1), "{}", out(&last));
    assert!(out(&last).contains("不是同一个文件"), "{}", out(&last));
    fs::remove_file(&second).unwrap();
    let last = home.run(&["backup", "--last"]);
    assert!(out(&last).contains("不在了"), "{}", out(&last));
}

#[test]
fn a_backup_goes_where_it_is_told_and_never_over_a_file() {
    let home = Home::with_people(2);
    let place = home.path("甲.db");
    let done = home.run(&["backup", place.to_str().unwrap()]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    let before = fs::read(&place).unwrap();
    let again = home.run(&["backup", place.to_str().unwrap()]);
    assert_eq!(again.status.code(), Some(1));
    assert!(err(&again).contains("已经存在"), "{}", err(&again));
    assert_eq!(fs::read(&place).unwrap(), before);
    let nowhere = home.run(&["backup", "没有/甲.db"]);
    assert_eq!(nowhere.status.code(), Some(1));
    assert!(err(&nowhere).contains("文件夹不存在"), "{}", err(&nowhere));
    let folder = home.run(&["--today", "2018-09-20", "backup", "U盘/"]);
    assert_eq!(folder.status.code(), Some(0), "{}", err(&folder));
    assert!(home.path("U盘/甲镇2018-09-20.db").exists());
    let full = format!("ulimit -f 64; exec '{PROGRAM}' backup 满.db");
    let full = home.with(Command::new("sh").args(["-c", &full]));
    assert_eq!(full.status.code(), Some(1), "{}", err(&full));
    assert!(err(&full).contains("腾出"), "{}", err(&full));
    assert!(!home.path("满.db").exists());
}

#[test]
fn restoring_brings_the_book_back_and_keeps_the_other() {
    let home = Home::with_people(5);
    let copy = home.path("甲.db");
    let copy = copy.to_str().unwrap();
    assert_eq!(home.run(&["backup", copy]).status.code(), Some(0));
    let undone = home.run(&["--operator", "导入人", "undo"]);
    assert_eq!(undone.status.code(), Some(0), "{}", err(&undone));
    let households = |home: &Home| out(&home.run(&["export", "户", "-o", "-"])).lines().count();
    assert_eq!(households(&home), 1);
    let done = home.run(&["--today", "2018-09-20", "--json", "restore", copy]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert_eq!(json(&done)["households"], 5);
    assert_eq!(households(&home), 6);
    let aside = home.book().with_extension("恢复前2018-09-20.db");
    assert_eq!(integrity(&aside), "ok");
    let log = out(&home.run(&["log", "--limit", "2"]));
    assert!(log.contains("由备份") && log.contains("恢复前"), "{log}");
    assert!(out(&home.run(&["doctor"])).contains("逐条核对无改动"));
    // And back again, by the same way.
    let back = home.run(&["restore", aside.to_str().unwrap()]);
    assert_eq!(back.status.code(), Some(0), "{}", err(&back));
    assert_eq!(households(&home), 1);
    let own = home.run(&["restore", home.book().to_str().unwrap()]);
    assert_eq!(own.status.code(), Some(2), "{}", err(&own));
}

#[test]
fn a_copy_that_is_no_good_is_refused_and_the_book_stays() {
    let home = Home::with_people(300);
    let copy = home.path("甲.db");
    let named = copy.to_str().unwrap();
    assert_eq!(home.run(&["backup", named]).status.code(), Some(0));
    let whole = fs::read(&copy).unwrap();
    let before = fs::read(home.book()).unwrap();
    let with = |at: u64, bytes: &[u8]| {
        fs::write(&copy, &whole).unwrap();
        let file = OpenOptions::new().write(true).open(&copy).unwrap();
        file.write_all_at(bytes, at).unwrap();
    };
    let middle = whole.len() as u64 / 8192 * 4096;
    for (at, bytes, word) in [
        (middle, &[0xA5; 12][..], "已损坏"),
        (60, &999u32.to_be_bytes()[..], "更新版本"),
        (68, &[0; 4][..], "不是扶贫台账的备份"),
    ] {
        with(at, bytes);
        let refused = home.run(&["restore", named]);
        assert_eq!(refused.status.code(), Some(4), "{}", err(&refused));
        assert!(err(&refused).contains(word), "{}", err(&refused));
        assert_eq!(fs::read(home.book()).unwrap(), before);
    }
    fs::write(&copy, &whole[..whole.len() / 2]).unwrap();
    let refused = home.run(&["restore", named]);
    assert_eq!(refused.status.code(), Some(4), "{}", err(&refused));
    let missing = home.run(&["restore", "没有.db"]);
    assert_eq!(missing.status.code(), Some(1), "{}", err(&missing));
    assert_eq!(fs::read(home.book()).unwrap(), before);
    let folder = copies(home.book().parent().unwrap());
    assert!(
        !folder
            .iter()
            .any(|path| path.to_str().unwrap().contains("恢复前")),
        "{folder:?}"
    );
}

#[test]
fn a_book_in_use_is_not_taken_from_under_its_user_and_a_damaged_one_is_replaced() {
    let home = Home::with_people(3);
    let copy = home.path("甲.db");
    let copy = copy.to_str().unwrap();
    assert_eq!(home.run(&["backup", copy]).status.code(), Some(0));
    let held = home.store();
    let busy = home.run(&["restore", copy]);
    assert_eq!(busy.status.code(), Some(5), "{}", err(&busy));
    assert!(err(&busy).contains("先离开"), "{}", err(&busy));
    assert_eq!(households_of(&held), 3);
    drop(held);
    fs::write(home.book(), "坏了").unwrap();
    assert_eq!(home.run(&["log"]).status.code(), Some(4));
    let examined = home.run(&["--json", "doctor"]);
    assert_eq!(examined.status.code(), Some(1));
    assert_eq!(json(&examined)[1]["ok"], false);
    let done = home.run(&["restore", copy]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert_eq!(home.run(&["doctor"]).status.code(), Some(0));
    // Where nothing stood, nothing is kept.
    fs::remove_file(home.book()).unwrap();
    let done = home.run(&["--json", "restore", copy]);
    assert_eq!(json(&done)["aside"], serde_json::Value::Null);
    assert_eq!(households_of(&home.store()), 3);
}

#[test]
fn the_doctor_names_what_is_wrong() {
    let home = Home::with_people(3);
    let well = home.run(&["--json", "doctor"]);
    assert_eq!(well.status.code(), Some(0), "{}", out(&well));
    let checks = json(&well);
    let checks: Vec<&str> = checks
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["check"].as_str().unwrap())
        .collect();
    assert_eq!(
        checks,
        [
            "engine",
            "open",
            "private",
            "pages",
            "references",
            "tables",
            "log",
            "backup"
        ]
    );
    let book = rusqlite::Connection::open(home.book()).unwrap();
    book.execute_batch(
        "pragma foreign_keys = off; update person set household = 99 where id = 1;
         update action set operator = '别人' where id = 2",
    )
    .unwrap();
    drop(book);
    fs::set_permissions(home.book(), fs::Permissions::from_mode(0o644)).unwrap();
    let ill = home.run(&["doctor"]);
    assert_eq!(ill.status.code(), Some(1));
    let told = out(&ill);
    for word in ["chmod 600", "人口1条指着不在的记录", "第2条", "有问题"] {
        assert!(told.contains(word), "{word}: {told}");
    }
    let wrong = told.lines().filter(|line| line.starts_with("有问题"));
    assert_eq!(wrong.count(), 3, "{told}");
}

/// Killed at whatever moment, a backup leaves a whole copy or none, and the next one just works.
#[test]
fn a_killed_backup_leaves_no_bad_file() {
    let home = Home::with_people(4000);
    let mut killed = 0;
    for wait in [2, 8, 15, 25, 40, 60, 90, 140, 200, 300] {
        let mut child = Command::new(PROGRAM)
            .args(["--book", home.book().to_str().unwrap(), "backup"])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(wait));
        if child.try_wait().unwrap().is_none() {
            killed += 1;
        }
        let _ = child.kill();
        child.wait().unwrap();
        for copy in copies(&folder(&home)) {
            assert_eq!(integrity(&copy), "ok", "after {wait} ms");
        }
    }
    assert!(killed > 0, "no backup was still at work");
    let done = home.run(&["backup"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert_eq!(home.run(&["doctor"]).status.code(), Some(0));
    let hidden = fs::read_dir(folder(&home)).unwrap().count() - copies(&folder(&home)).len();
    assert_eq!(hidden, 0, "unfinished copies of dead processes stay");
}

/// Killed at whatever moment, a restoring leaves the one book or the other, whole.
#[test]
fn a_killed_restore_leaves_one_book_or_the_other() {
    let home = Home::with_people(3000);
    let copy = home.path("甲.db");
    assert_eq!(
        home.run(&["backup", copy.to_str().unwrap()]).status.code(),
        Some(0)
    );
    let undone = home.run(&["--operator", "导入人", "undo"]);
    assert_eq!(undone.status.code(), Some(0), "{}", err(&undone));
    let mut killed = 0;
    for wait in [5, 20, 40, 70, 100, 150, 220, 300] {
        let mut child = Command::new(PROGRAM)
            .args(["--book", home.book().to_str().unwrap(), "restore"])
            .arg(&copy)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(wait));
        if child.try_wait().unwrap().is_none() {
            killed += 1;
        }
        let _ = child.kill();
        child.wait().unwrap();
        let households = households_of(&home.store());
        assert!(
            [0, 3000].contains(&households),
            "{households} after {wait} ms"
        );
        assert_eq!(integrity(&home.book()), "ok");
    }
    assert!(killed > 0, "no restoring was still at work");
    let done = home.run(&["restore", copy.to_str().unwrap()]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert_eq!(households_of(&home.store()), 3000);
    // Every book that stood there is kept, and nothing half.
    for path in copies(home.book().parent().unwrap()) {
        let name = path.file_name().unwrap().to_str().unwrap();
        if name.contains("恢复前") {
            assert_eq!(integrity(&path), "ok", "{name}");
        }
    }
}

fn households_of(store: &fupin::store::Store) -> u64 {
    let ledger = store.dictionary().find("household").unwrap().id;
    store.size_of(ledger).unwrap()
}
