//! The program without a terminal: its screens at a small township, keys in, pictures out.

#![allow(dead_code, reason = "each test file uses its own part")]

pub mod picture;
pub mod prepared;

use std::sync::Arc;

use chrono::NaiveDate;
use fupin::app::session::shelf;
use fupin::app::{Desk, Session as Run, interface};
use fupin::dictionary::{Dictionary, Kind};
use fupin::domain::Value;
use fupin::port::Scope;
use fupin::store::{Act, ActionKind, Store, Who, Writer};
use fupin::tui::key::Key;
use fupin::tui::{Event, Shell};
use ratatui::layout::Position;
use tempfile::TempDir;

/// An officer at the screens.
pub struct Session {
    shell: Shell,
    desk: Desk,
    _folder: TempDir,
}

impl picture::Seen for Session {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

impl Session {
    /// At a small township on 2018-09-20, 首页 in front.
    pub fn open() -> Self {
        Self::at(|writer| {
            township(writer);
        })
    }

    /// At the same township with plans, a request and relief.
    pub fn care() -> Self {
        Self::at(|writer| {
            township(writer);
            for (ledger, fields) in CARE {
                add(writer, ledger, fields);
            }
        })
    }

    /// At the small township with a pack of its own in force, and no other.
    pub fn ruled() -> Self {
        Self::at(|writer| {
            township(writer);
            writer.set("own_pack:test-2018", RULES).unwrap();
            writer.set("pack", "test-2018").unwrap();
        })
    }

    /// At a book that nothing was written into yet.
    pub fn empty() -> Self {
        Self::at(|_| ())
    }

    /// At a book into which sheets were taken.
    pub fn after(prepare: impl FnOnce(&mut Store)) -> Self {
        Self::made(|_| (), prepare)
    }

    /// At the small township with something more.
    pub fn with(prepare: impl FnOnce(&mut Store)) -> Self {
        Self::made(
            |writer| {
                township(writer);
            },
            prepare,
        )
    }

    fn at(write: impl FnOnce(&mut Writer<'_>)) -> Self {
        Self::made(write, |_| ())
    }

    fn made(write: impl FnOnce(&mut Writer<'_>), prepare: impl FnOnce(&mut Store)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let dictionary = Arc::new(Dictionary::built_in().unwrap());
        let book = folder.path().join("book.db");
        let mut store = Store::create(&book, Arc::clone(&dictionary)).unwrap();
        let who = Who::default();
        let act = Act::new(
            &who,
            "2018-09-19T08:00:00+08:00",
            ActionKind::Form,
            "样本".into(),
        );
        store
            .act(&act, |writer| {
                writer.set("township", "松垭镇")?;
                writer.set("pack", "hubei-2016")?;
                write(writer);
                Ok(())
            })
            .unwrap();
        prepare(&mut store);
        let run = Run {
            book,
            today: NaiveDate::from_ymd_opt(2018, 9, 20).unwrap(),
            today_given: true,
            operator: Some("刘晓燕".into()),
            account: "liu".into(),
            scope: Scope::Township,
            color: false,
            dictionary,
            packs: shelf(),
        };
        let desk = Desk::at(&run, store).unwrap();
        let mut shell = interface::shell(&run, &desk);
        shell.set_context(interface::context(&run, &desk, &shell, "演示"));
        let mut session = Self {
            shell,
            desk,
            _folder: folder,
        };
        session.settle();
        session
    }

    fn settle(&mut self) {
        interface::settle(&mut self.shell, &mut self.desk);
    }

    /// Presses keys one after the other.
    pub fn press(&mut self, keys: &[Key]) -> &mut Self {
        for key in keys {
            self.shell.update(Event::Key(*key));
            self.settle();
        }
        self
    }

    /// Types a text, as a fast hand or an input method does.
    pub fn write(&mut self, text: &str) -> &mut Self {
        self.shell.update(Event::Text(text.into()));
        self.settle();
        self
    }

    /// Does what a screen or a key would say: opens another screen, asks for something.
    pub fn run(
        &mut self,
        cmd: impl FnOnce(&std::rc::Rc<fupin::tui::Given>) -> fupin::tui::Cmd,
    ) -> &mut Self {
        let cmd = cmd(&std::rc::Rc::clone(self.shell.given()));
        self.shell.begin(cmd);
        self.settle();
        self
    }

    /// The picture as an officer would copy it, and the cursor.
    pub fn look(&self, width: u16, height: u16) -> (Vec<String>, Position) {
        picture::look(&self.shell, width, height)
    }

    /// The picture at 80x24.
    pub fn screen(&self) -> String {
        self.look(80, 24).0.join("\n")
    }

    /// Where the cursor stands at 80x24.
    pub fn cursor(&self) -> Position {
        self.look(80, 24).1
    }

    /// Whether the officer has not left.
    pub fn is_running(&self) -> bool {
        self.shell.is_running()
    }

    /// Where the book lies.
    pub fn book(&self) -> &std::path::Path {
        self.desk.store.path()
    }

    /// What the log says was done last.
    pub fn last_action(&self) -> i64 {
        self.desk.store.change_number().unwrap()
    }
}

/// Adds a record: `key=value` with the value as the book stores it.
pub fn add(writer: &mut Writer<'_>, ledger: &str, fields: &str) -> i64 {
    let found = writer.dictionary().find(ledger).unwrap();
    let mut values = vec![Value::Empty; found.fields.len()];
    for part in fields.split_whitespace() {
        let (key, text) = part.split_once('=').unwrap();
        let place = found
            .position(key)
            .unwrap_or_else(|| panic!("{ledger}.{key}"));
        values[place] = value(found.fields[place].kind, text);
    }
    let id = found.id;
    writer.insert(id, &values).unwrap()
}

fn value(kind: Kind, text: &str) -> Value {
    match kind {
        Kind::Integer | Kind::Money | Kind::Year | Kind::YesNo | Kind::Reference(_) => {
            Value::Int(text.parse().unwrap())
        }
        Kind::Decimal | Kind::Rate => Value::Real(text.parse().unwrap()),
        _ => Value::Text(text.into()),
    }
}

/// A pack with some rules of each kind.
pub const RULES: &str = include_str!("../rules/test-2018.toml");

const CARE: &[(&str, &str)] = &[
    (
        "plan",
        "household=1 year=2018 what=办理门诊慢性病卡 due_on=2018-06-30 responsible=李建军",
    ),
    (
        "plan",
        "household=1 year=2018 what=养牛2头，落实产业奖补 due_on=2018-12-20 income=400000",
    ),
    (
        "plan",
        "household=1 year=2018 what=缴纳医保 due_on=2018-03-31 done_on=2018-03-02",
    ),
    (
        "appeal",
        "name=张国强 household=1 village=1 received_on=2018-08-20 content=要求入冬前修好厨房 due_on=2018-09-19 handler=村建所",
    ),
    (
        "relief",
        "name=文素珍 village=2 happened_on=2018-06-11 applied_on=2018-09-01 decision=01 amount=500000",
    ),
];

const RECORDS: &[(&str, &str)] = &[
    (
        "village",
        "name=白马庙村 kind=01 exit_year=2016 leader=周正国 leader_phone=13900000001 total_households=312 total_people=1104 collective_income=5600000",
    ),
    ("village", "name=柳林村 kind=02"),
    (
        "household",
        "code=4210990031 village=1 group_name=3组 head_name=张国强 head_id=421099196606160011 phone=15200000542 register_state=01 register_year=2014 exit_state=1 exit_year=2016 exit_signed=2016-11-20 poverty_kind=01 cause=01 other_causes=03 archive_box=3-017",
    ),
    (
        "household",
        "code=4210990032 village=1 group_name=3组 head_name=单云娥 head_id=421099196003050025 exit_state=0 register_state=01 register_year=2014 poverty_kind=02 planned_exit_year=2018",
    ),
    (
        "household",
        "code=4210990033 village=1 group_name=10组 head_name=阿卜杜拉·买买提 head_id=421099197003050017 exit_state=0 register_state=01 register_year=2018",
    ),
    (
        "household",
        "code=4210990034 village=2 group_name=1组 head_name=张国强 head_id=421099197105060019 exit_state=3 register_state=01 relapse_year=2018",
    ),
    (
        "household",
        "code=4210990035 village=2 group_name=1组 head_name=文素珍 head_id=421099197205060028 register_state=02",
    ),
    (
        "person",
        "household=1 name=张国强 id_number=421099196606160011 sex=1 birth=1966-06-16 relation=01 health=02 labour_skill=01 medical=1 chronic_card=0 resident=1",
    ),
    (
        "person",
        "household=1 name=周秀兰 sex=2 id_number=421099196801010020 birth=1968-01-01 relation=02 health=01 labour_skill=01 medical=1 resident=1",
    ),
    (
        "person",
        "household=1 name=张磊 sex=1 id_number=421099199401010013 birth=1994-01-01 relation=03 health=01 labour_skill=01 medical=1 work_place=04 work_where=东莞 work_months=9 resident=0",
    ),
    (
        "person",
        "household=1 name=张敏 sex=2 id_number=421099200101010023 birth=2001-01-01 relation=04 health=01 labour_skill=04 schooling=11 medical=1 resident=0",
    ),
    (
        "person",
        "household=1 name=陈桂英 sex=2 id_number=421099194201010021 birth=1942-01-01 relation=12 health=01 labour_skill=04 medical=1 resident=1",
    ),
    (
        "person",
        "household=1 name=张丽 sex=2 id_number=421099199001010027 relation=04 left_on=2017-05 left_how=02",
    ),
    (
        "person",
        "household=2 name=单云娥 id_number=421099196003050025 relation=01",
    ),
    (
        "household_year",
        "household=1 year=2017 population=5 wage=2160000 business=985000 expense=366500 property=120000 transfer=432000 net=3330500 net_per_head=666100 food_ok=1 clothing_ok=1 education_ok=1 medical_ok=1 housing_ok=1 water_safe=1",
    ),
    (
        "income_line",
        "household=1 income_year=2018 line=a1 amount=2000000 asked_on=2018-09-20",
    ),
    (
        "income_line",
        "household=1 income_year=2018 line=b2 amount=600000 asked_on=2018-08-01",
    ),
    (
        "income_line",
        "household=1 income_year=2018 line=e2 amount=48000",
    ),
    (
        "household_year",
        "household=1 year=2018 population=5 wage=2000000",
    ),
    ("unit", "name=县财政局"),
    ("helper", "name=李建军 unit=1 phone=15300006821"),
    (
        "pairing",
        "household=1 helper=1 role=1 begins_on=2017-01-05",
    ),
    (
        "pairing",
        "household=4 helper=1 role=1 begins_on=2017-01-05",
    ),
    (
        "visit",
        "household=1 visited_on=2018-09-02 visitor=李建军 way=01 content=讲了慢病卡怎样办，看了张敏的在校证明。老人腿脚不便，下次带表上门。",
    ),
    (
        "visit",
        "household=1 visited_on=2018-03-02 visitor=李建军 way=02",
    ),
    (
        "visit",
        "household=4 visited_on=2018-06-02 visitor=李建军 way=01",
    ),
    (
        "measure",
        "household=1 kind=01 name=养牛2头 year=2018 amount=300000 decided_on=2018-05-01 paid_on=2018-06-12 arrived=1",
    ),
    (
        "measure",
        "household=1 person=4 kind=04 name=雨露春季 year=2018 amount=150000 paid_on=2018-04-26 arrived=1",
    ),
    (
        "measure",
        "household=1 person=4 kind=04 name=雨露秋季 year=2018 amount=150000 decided_on=2018-09-10 arrived=0",
    ),
    (
        "loan",
        "household=1 borrower=张国强 borrower_id=421099196606160011 bank=农商行 clerk=吴经理 clerk_phone=13800000009 amount=3000000 term_months=24 lent_on=2016-10-18 due_on=2018-10-18 rate=4.35 five_class=01 purpose=养牛",
    ),
    (
        "loan",
        "household=4 borrower=张国强 borrower_id=421099197105060019 bank=邮储银行 amount=5000000 term_months=36 lent_on=2015-08-01 due_on=2018-08-01 rate=4.75 five_class=02",
    ),
    (
        "loan_event",
        "loan=1 kind=03 date=2018-08-31 amount=3000000",
    ),
    ("loan_event", "loan=1 kind=04 date=2018-06-20 amount=32600"),
    (
        "loan_event",
        "loan=2 kind=03 date=2018-08-31 amount=5000000",
    ),
    ("post", "village=1 duty=01 name=周正国 phone=13900000001"),
];

fn township(writer: &mut Writer<'_>) {
    for (ledger, fields) in RECORDS {
        add(writer, ledger, fields);
    }
}
