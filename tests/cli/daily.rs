//! The copy that the program makes by itself, before the first import of a day.

use std::fs;
use std::path::{Path, PathBuf};

use crate::backups::{copies, folder, integrity, json};
use crate::home::{Home, err, out};

/// The day's copy is made before its first import, once, and few of the old are kept.
#[test]
fn the_first_import_of_a_day_copies_the_book_and_thins_the_copies() {
    let home = Home::with_people(3);
    let folder = folder(&home).join("自动");
    let sheet = |name: &str, day: &str| {
        let path = home.path(name);
        let text = format!("走访日期,走访人,户编号\n{day},余全才,4210-1\n");
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    // A day that somebody gave is no day of work.
    let given = home.run(&[
        "--today",
        "2018-09-20",
        "import",
        &sheet("一.csv", "2018-09-01"),
    ]);
    assert_eq!(given.status.code(), Some(0), "{}", err(&given));
    assert!(!folder.exists());
    fs::create_dir_all(&folder).unwrap();
    let first: chrono::NaiveDate = "2001-01-01".parse().unwrap();
    let old: Vec<chrono::NaiveDate> = (0..60)
        .map(|ahead| first + chrono::Days::new(ahead))
        .collect();
    for day in &old {
        fs::write(folder.join(format!("book自动{day}.db")), "旧的").unwrap();
    }
    fs::write(folder.join("别人的.db"), "不动").unwrap();
    let done = home.run(&["import", &sheet("二.csv", "2018-09-02")]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    let mut days = old;
    days.push(chrono::Local::now().date_naive());
    let mut wanted: Vec<PathBuf> = fupin::domain::keeping::kept(&days)
        .iter()
        .map(|day| folder.join(format!("book自动{day}.db")))
        .collect();
    let today = wanted.last().unwrap().clone();
    wanted.push(folder.join("别人的.db"));
    wanted.sort();
    assert_eq!(copies(&folder), wanted);
    assert_eq!(integrity(&today), "ok");
    let visits = |path: &Path| {
        let book = rusqlite::Connection::open(path).unwrap();
        let sql = "select count(*) from visit";
        book.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap()
    };
    // As it was before that import; the next one of the day makes no other.
    assert_eq!((visits(&today), visits(&home.book())), (1, 2));
    let again = home.run(&["import", &sheet("三.csv", "2018-09-03")]);
    assert_eq!(again.status.code(), Some(0), "{}", err(&again));
    assert_eq!((visits(&today), visits(&home.book())), (1, 3));
    assert_eq!(copies(&folder), wanted);
    let last = home.run(&["--json", "backup", "--last"]);
    assert_eq!(json(&last)["last"]["automatic"], true);
    assert_eq!(json(&last)["since"], 2);
}

#[test]
fn a_copy_that_could_not_be_made_stops_no_import_and_is_told() {
    let home = Home::with_people(3);
    fs::write(folder(&home), "一个文件占了文件夹的位置").unwrap();
    let sheet = home.path("走访.csv");
    fs::write(&sheet, "走访日期,走访人,户编号\n2018-09-01,余全才,4210-1\n").unwrap();
    let done = home.run(&["import", sheet.to_str().unwrap()]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    let told = home.run(&["doctor"]);
    assert_eq!(told.status.code(), Some(1));
    assert!(out(&told).contains("自动备份没有做成"), "{}", out(&told));
    fs::remove_file(folder(&home)).unwrap();
    let done = home.run(&["import", sheet.to_str().unwrap()]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert_eq!(home.run(&["doctor"]).status.code(), Some(0));
}
