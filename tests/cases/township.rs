//! A township with households that meet every standard of leaving, and `fupin case` on a day.

use std::fmt::Write as _;

use fupin::dictionary::Kind;
use fupin::domain::Value;
use fupin::store::{Act, ActionKind, Who, Writer};
use rusqlite::Connection;
use serde_json::Value as Json;

use crate::home::{Home, err, out};

/// Adds a record: `key=value`, the value as the book stores it.
fn add(writer: &mut Writer<'_>, ledger: &str, fields: &str) -> i64 {
    let ledger = writer.dictionary().find(ledger).unwrap();
    let mut values = vec![Value::Empty; ledger.fields.len()];
    for part in fields.split_whitespace() {
        let (key, text) = part.split_once('=').unwrap();
        let place = ledger.position(key).unwrap();
        values[place] = match ledger.fields[place].kind {
            Kind::Integer | Kind::Money | Kind::Year | Kind::YesNo | Kind::Reference(_) => {
                Value::Int(text.parse().unwrap())
            }
            Kind::Rate | Kind::Decimal => Value::Real(text.parse().unwrap()),
            _ => Value::Text(text.into()),
        };
    }
    let id = ledger.id;
    writer.insert(id, &values).unwrap()
}

/// A household of 青山村 that meets every standard of leaving, with a head who is ill.
pub fn household(writer: &mut Writer<'_>, at: i64, name: &str) -> i64 {
    let id = add(
        writer,
        "household",
        &format!(
            "code=421099100{at} village=1 group_name={at}组 head_name={name} head_id=42109919500305001{at} phone=1520000054{at} account=622848000000000000{at} register_state=01 register_year=2014 exit_state=0 poverty_kind=02 cause=02 planned_exit_year=2018"
        ),
    );
    add(
        writer,
        "person",
        &format!(
            "household={id} name={name} id_number=42109919500305001{at} relation=01 birth=1950-03-05 health=02 labour_skill=04 medical=1 pension=1 resident=1 subsistence=1"
        ),
    );
    for year in [2017, 2018] {
        add(
            writer,
            "household_year",
            &format!(
                "household={id} year={year} population=1 transfer=612000 net=612000 net_per_head=612000 food_ok=1 clothing_ok=1 education_ok=1 medical_ok=1 water_safe=1 water_difficulty=0 housing_ok=1 dangerous_house=0 danger_grade=A housing_area=60"
            ),
        );
    }
    id
}

pub fn township() -> Home {
    let home = Home::with_book();
    let who = Who::default();
    let act = Act::new(&who, "", ActionKind::Form, "录入".to_owned());
    let done = home.store().act(&act, |w| {
        add(w, "village", "name=青山村 kind=01");
        add(w, "village", "name=柳林村");
        for (at, name) in (1..).zip(["张国强", "单云娥", "李大海", "张国富"]) {
            household(w, at, name);
        }
        add(
            w,
            "local_figure",
            "name=贫困线 begins_on=2017 value=3335 unit=元 document=岭扶发〔2017〕9号 confirmed=1",
        );
        add(w, "project", "name=青山村茶园路 year=2018");
        Ok(())
    });
    done.unwrap();
    home
}

/// Runs `fupin case` on a day.
pub fn on(home: &Home, day: &str, args: &[&str]) -> (Option<i32>, String, String) {
    let mut all = vec!["--today", day, "--operator", "刘晓燕", "case"];
    all.extend(args);
    let done = home.run(&all);
    (done.status.code(), out(&done), err(&done))
}

/// The same, and it must go well.
#[track_caller]
pub fn done(home: &Home, day: &str, args: &[&str]) -> String {
    let (code, out, err) = on(home, day, args);
    assert_eq!(code, Some(0), "{args:?}: {out}{err}");
    out
}

/// The same, and it must be refused with these words.
#[track_caller]
pub fn refused(home: &Home, day: &str, args: &[&str], words: &str) {
    let (code, _, err) = on(home, day, args);
    assert!(
        matches!(code, Some(1 | 2)) && err.contains(words),
        "{args:?}: {code:?} {err}"
    );
}

pub fn page(home: &Home, day: &str, id: &str) -> Json {
    serde_json::from_str(&done(home, day, &["show", id, "--json"])).unwrap()
}

pub fn one(home: &Home, sql: &str) -> String {
    let book = Connection::open(home.book()).unwrap();
    let found: Option<String> = book.query_row(sql, [], |row| row.get(0)).unwrap();
    found.unwrap_or_default()
}

/// Every record of the ledgers that cases touch, as it stands.
pub fn all(home: &Home) -> String {
    let book = Connection::open(home.book()).unwrap();
    let mut told = String::new();
    for ledger in [
        "household",
        "village",
        "household_change",
        "case_file",
        "case_item",
        "case_step",
    ] {
        let mut query = book
            .prepare(&format!("select * from {ledger} order by id"))
            .unwrap();
        let width = query.column_count();
        let mut rows = query.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..width {
                let value: rusqlite::types::Value = row.get(column).unwrap();
                write!(told, "{value:?} ").unwrap();
            }
            told.push('\n');
        }
    }
    told
}

/// An exit list of three, at its first step.
pub fn listed() -> Home {
    let home = township();
    done(
        &home,
        "2018-09-01",
        &["open", "户退出", "--village", "青山"],
    );
    done(
        &home,
        "2018-09-01",
        &["add", "1", "张国强", "4210991002", "ldh 3组"],
    );
    home
}
