//! A demo township at a desk: asked for changes, and read behind the program's back.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use fupin::app::session::shelf;
use fupin::app::{Desk, Session, serve};
use fupin::demo::Township;
use fupin::dictionary::{Dictionary, Kind, LedgerId};
use fupin::port::change::{ChangeReply, ChangeRequest};
use fupin::port::{Reply, Request, Scope};
use fupin::store::{Act, ActionKind, Store, Who};
use rusqlite::Connection;
use tempfile::TempDir;

/// Numbers that look like chance and are the same in every run.
pub struct Random(u64);

impl Random {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

pub struct Book {
    desk: Desk,
    read: Connection,
    dictionary: Arc<Dictionary>,
    _folder: TempDir,
}

/// What hangs on households and people: these ledgers keep their content whatever happens.
const KEPT: [&str; 6] = [
    "visit",
    "measure",
    "loan",
    "income_line",
    "household_year",
    "loan_event",
];

impl Book {
    pub fn demo(households: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let dictionary = Arc::new(Dictionary::built_in().unwrap());
        let path = folder.path().join("book.db");
        let mut store = Store::create(&path, Arc::clone(&dictionary)).unwrap();
        let who = Who::default();
        let act = Act::new(
            &who,
            "2018-09-19T08:00:00+08:00",
            ActionKind::Import,
            "演示".into(),
        );
        let township = Township::new(&dictionary, households, 7).unwrap();
        let filled = store.act(&act, |writer| {
            township
                .emit(|ledger, values| writer.insert(ledger, &values).map(|_| ()))
                .map_err(|error| panic!("{error:?}"))
        });
        filled.unwrap();
        let session = Session {
            book: path.clone(),
            today: NaiveDate::from_ymd_opt(2018, 9, 20).unwrap(),
            today_given: true,
            operator: Some("刘晓燕".into()),
            account: "test".into(),
            scope: Scope::Township,
            color: false,
            dictionary: Arc::clone(&dictionary),
            packs: shelf(),
        };
        Self {
            desk: Desk::at(&session, store).unwrap(),
            read: Connection::open(&path).unwrap(),
            dictionary,
            _folder: folder,
        }
    }

    /// The answer to anything.
    pub fn answer(&mut self, request: Request) -> Reply {
        serve::answer(&mut self.desk, request)
    }

    /// The last entry of the log.
    pub fn last_action(&self) -> i64 {
        self.desk.store.change_number().unwrap()
    }

    /// Records of a ledger whose household is no longer there.
    pub fn lost_owners(&self, key: &str) -> i64 {
        let sql = format!(
            "select count(*) from {key} where household is not null
             and household not in (select id from household)"
        );
        self.read.query_row(&sql, [], |row| row.get(0)).unwrap()
    }

    /// The answer; `None` when it could not be done.
    pub fn ask(&mut self, request: ChangeRequest) -> Option<ChangeReply> {
        match serve::answer(&mut self.desk, Request::Change(request)) {
            Reply::Change(reply) => Some(reply),
            Reply::Failed(_) => None,
            other => panic!("{other:?}"),
        }
    }

    /// Why it cannot be done.
    pub fn refused(&mut self, request: ChangeRequest) -> String {
        match serve::answer(&mut self.desk, Request::Change(request)) {
            Reply::Failed(fault) => fault.message,
            other => panic!("{other:?}"),
        }
    }

    /// Takes an action back, and returns the action that did.
    pub fn undo(&mut self, action: Option<i64>) -> i64 {
        match serve::answer(&mut self.desk, Request::Undo(action)) {
            Reply::Done(words) => assert!(!words.contains("没有动"), "{words}"),
            other => panic!("{other:?}"),
        }
        self.desk.store.change_number().unwrap()
    }

    pub fn ledger(&self, key: &str) -> LedgerId {
        self.dictionary.find(key).unwrap().id
    }

    /// Every row of every ledger.
    pub fn content(&self) -> Vec<String> {
        let all = self.dictionary.ledgers().iter();
        all.flat_map(|ledger| {
            let sql = format!(
                "select id, {} from {} order by id",
                ledger.columns, ledger.key
            );
            let rows = self.rows(&sql);
            rows.into_iter().map(|row| format!("{} {row}", ledger.key))
        })
        .collect()
    }

    fn rows(&self, sql: &str) -> Vec<String> {
        let mut query = self.read.prepare(sql).unwrap();
        let columns = query.column_count();
        let rows = query.query_map([], |row| {
            let cells = (0..columns).map(|at| format!("{:?}", row.get_ref(at).unwrap()));
            Ok(cells.collect::<Vec<_>>().join("|"))
        });
        rows.unwrap().map(Result::unwrap).collect()
    }

    /// The rows of a ledger without what they hang on and without notes.
    pub fn told(&self, key: &str) -> Vec<String> {
        let ledger = self.dictionary.find(key).unwrap();
        let own = ledger
            .stored()
            .filter(|(_, field)| !matches!(field.kind, Kind::Reference(_)) && field.key != "note");
        let columns: Vec<String> = own.map(|(_, field)| format!("\"{}\"", field.key)).collect();
        let mut rows = self.rows(&format!("select {} from {key}", columns.join(", ")));
        rows.sort();
        rows
    }

    /// What no change but 年度结转 touches.
    pub fn kept(&self) -> Vec<Vec<String>> {
        KEPT.iter()
            .map(|key| {
                let mut rows = self.told(key);
                if *key == "household_year" {
                    rows = self.rows("select count(*) from household_year where year <= 2018");
                }
                rows
            })
            .collect()
    }

    fn count(&self, sql: &str, id: i64) -> usize {
        let count: i64 = self.read.query_row(sql, [id], |row| row.get(0)).unwrap();
        usize::try_from(count).unwrap()
    }

    pub fn heads_of(&self, id: i64) -> usize {
        self.count("select count(*) from person where household = ?1 and left_on is null and relation = '01'", id)
    }

    pub fn members_of(&self, id: i64) -> usize {
        self.count(
            "select count(*) from person where household = ?1 and left_on is null",
            id,
        )
    }

    pub fn former_of(&self, id: i64) -> usize {
        self.count(
            "select count(*) from person where household = ?1 and left_on is not null",
            id,
        )
    }

    pub fn state_of(&self, id: i64) -> String {
        let sql = "select coalesce(register_state, '') from household where id = ?1";
        self.read.query_row(sql, [id], |row| row.get(0)).unwrap()
    }

    /// The households that have exactly one head.
    pub fn headed(&self) -> Vec<i64> {
        let mut all = self.ids("household");
        all.retain(|id| self.heads_of(*id) == 1);
        all
    }

    pub fn ids(&self, ledger: &str) -> Vec<i64> {
        let mut query = self
            .read
            .prepare(&format!("select id from {ledger} order by id"))
            .unwrap();
        let rows = query.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    }

    pub fn a_household(&self, random: &mut Random) -> i64 {
        let all = self.ids("household");
        all[random.below(all.len())]
    }

    pub fn household_of(&self, head: &str) -> i64 {
        let sql = "select min(id) from household where head_name = ?1";
        self.read.query_row(sql, [head], |row| row.get(0)).unwrap()
    }

    /// Everybody of a household, those who left too, with the relation.
    pub fn relations(&self, id: i64) -> BTreeMap<String, String> {
        let mut query = self
            .read
            .prepare("select name, relation from person where household = ?1")
            .unwrap();
        let rows = query
            .query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        rows.map(Result::unwrap).collect()
    }

    /// The records of any ledger that refer to one.
    pub fn referring(&self, ledger: &str, id: i64) -> Vec<String> {
        let to = self.ledger(ledger);
        let mut found = Vec::new();
        for from in self.dictionary.ledgers() {
            for (_, field) in from
                .stored()
                .filter(|(_, field)| field.kind == Kind::Reference(to))
            {
                let sql = format!("select id from {} where \"{}\" = {id}", from.key, field.key);
                found.extend(
                    self.rows(&sql)
                        .into_iter()
                        .map(|row| format!("{} {row}", from.key)),
                );
            }
        }
        found
    }

    /// A text that the field of a ledger takes, at random.
    pub fn text_for(
        &self,
        ledger: LedgerId,
        place: usize,
        key: &str,
        random: &mut Random,
    ) -> String {
        let field = &self.dictionary.ledger(ledger).fields[place];
        match field.kind {
            Kind::Date => format!("2018-0{}-1{}", 1 + random.below(8), random.below(10)),
            Kind::Code(_) => {
                let entries = &self.dictionary.codes_of(field).unwrap().entries;
                entries[random.below(entries.len())].label.clone()
            }
            Kind::Reference(_) => self.a_household(random).to_string(),
            Kind::Year => "2019".into(),
            Kind::IdNumber => id_number(random),
            Kind::Phone => format!("139{:08}", random.below(100_000_000)),
            Kind::Serial => format!("42109{:05}", random.below(100_000)),
            Kind::Account => String::new(),
            _ if key == "group" => format!("{}组", 1 + random.below(9)),
            _ => format!("某{}", random.below(1000)),
        }
    }
}

/// A number of an unassigned area, with its check digit.
fn id_number(random: &mut Random) -> String {
    let born = 1940 + random.below(70);
    let body = format!(
        "421099{born}0{}1{}{:03}",
        1 + random.below(9),
        random.below(9),
        random.below(1000)
    );
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = body.chars().map(|c| c.to_digit(10).unwrap());
    let sum: u32 = digits
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum();
    let check = "10X98765432".chars().nth((sum % 11) as usize).unwrap();
    format!("{body}{check}")
}
