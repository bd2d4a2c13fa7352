//! Small books for the tests of the store.

use std::sync::Arc;

use chrono::NaiveDate;
use tempfile::TempDir;

use super::{Act, ActionKind, Reach, Store, Who, Writer};
use crate::dictionary::Dictionary;
use crate::domain::Value;

/// A book in a folder that goes when it does.
pub(super) struct Book {
    pub store: Store,
    pub _folder: TempDir,
}

impl Book {
    /// An empty book.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let dictionary = Arc::new(Dictionary::built_in().expect("the dictionary"));
        let store = Store::create(&folder.path().join("book.db"), dictionary).expect("a book");
        Self {
            store,
            _folder: folder,
        }
    }

    /// Writes in one action.
    pub fn write<T>(&mut self, work: impl FnOnce(&mut Writer<'_>) -> T) -> T {
        let who = Who::default();
        let act = Act::new(&who, "", ActionKind::Form, "测试".to_owned());
        self.store.act(&act, |w| Ok(work(w))).expect("written").1
    }
}

/// Adds a record: `key=value`, the value as the book stores it; numbers where the column has them.
pub(super) fn add(writer: &mut Writer<'_>, ledger: &str, fields: &str) -> i64 {
    let found = writer.dictionary().find(ledger).expect("a ledger");
    let mut values = vec![Value::Empty; found.fields.len()];
    for part in fields.split_whitespace() {
        let (key, text) = part.split_once('=').expect("key=value");
        let place = found.position(key).expect(key);
        values[place] = value(found.fields[place].kind, text);
    }
    let id = found.id;
    writer.insert(id, &values).expect("added")
}

fn value(kind: crate::dictionary::Kind, text: &str) -> Value {
    use crate::dictionary::Kind::{Decimal, Integer, Money, Rate, Reference, Year, YesNo};
    match kind {
        Integer | Money | Year | YesNo | Reference(_) => Value::Int(text.parse().expect(text)),
        Decimal | Rate => Value::Real(text.parse().expect(text)),
        _ => Value::Text(text.into()),
    }
}

/// 2018-09-20, over the whole township.
pub(super) fn reach() -> Reach {
    Reach::township(today())
}

/// The day of all samples.
pub(super) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2018, 9, 20).expect("a day")
}

/// Two villages, five households, the first of them that of the 户卡's picture.
pub(super) fn township() -> Book {
    let mut book = Book::new();
    book.write(|w| {
        add(w, "village", "name=白马庙村 kind=01 exit_year=2016 leader=周正国 leader_phone=13900000001 total_households=312");
        add(w, "village", "name=柳林村 kind=02");
        zhang(w);
        add(w, "household", "code=4210990032 village=1 group_name=3组 head_name=单云娥 head_id=421099196003050025 exit_state=0 register_state=01 register_year=2014 poverty_kind=02 planned_exit_year=2018");
        add(w, "household", "code=4210990033 village=1 group_name=10组 head_name=李大海 exit_state=0 register_state=01 register_year=2018");
        add(w, "household", "code=4210990034 village=2 group_name=1组 head_name=张国强 exit_state=3 register_state=01");
        add(w, "household", "code=4210990035 village=2 group_name=1组 head_name=文素珍 register_state=02");
        add(w, "person", "name=游离子 id_number=421099199001010017");
    });
    book
}

/// 张国强 of 白马庙村3组, and everything that hangs on him.
fn zhang(w: &mut Writer<'_>) {
    let h = add(
        w,
        "household",
        "code=4210990031 village=1 group_name=3组 head_name=张国强 head_id=421099196606160011 phone=15200000542 register_state=01 register_year=2014 exit_state=1 exit_year=2016 exit_signed=2016-11-20 poverty_kind=01 cause=01 archive_box=3-017",
    );
    assert_eq!(h, 1);
    for member in [
        "name=张国强 id_number=421099196606160011 birth=1966-06-16 relation=01 health=02 labour_skill=01 medical=1 chronic_card=0 resident=1",
        "name=周秀兰 id_number=421099196801010020 birth=1968-01-01 relation=02 health=01 labour_skill=01 medical=1 resident=1",
        "name=张磊 id_number=421099199401010013 birth=1994-01-01 relation=03 health=01 labour_skill=01 medical=1 work_place=04 work_where=东莞 work_months=9 resident=0",
        "name=张敏 id_number=421099200101010023 birth=2001-01-01 relation=04 health=01 labour_skill=04 schooling=11 medical=1 resident=0",
        "name=陈桂英 id_number=421099194201010021 birth=1942-01-01 relation=12 health=01 labour_skill=04 medical=1 resident=1",
        "name=张丽 relation=04 left_on=2017-05 left_how=02",
    ] {
        add(w, "person", &format!("household=1 {member}"));
    }
    add(
        w,
        "household_year",
        "household=1 year=2017 population=5 wage=2160000 business=985000 expense=366500 property=120000 transfer=432000 net=3330500 net_per_head=666100 food_ok=1 clothing_ok=1 education_ok=1 medical_ok=1 housing_ok=1 water_safe=1",
    );
    add(
        w,
        "income_line",
        "household=1 income_year=2018 line=a1 amount=2000000 asked_on=2018-09-20",
    );
    add(
        w,
        "income_line",
        "household=1 income_year=2018 line=b2 amount=600000 asked_on=2018-08-01",
    );
    add(
        w,
        "income_line",
        "household=1 income_year=2018 line=e2 amount=48000",
    );
    add(
        w,
        "household_year",
        "household=1 year=2018 population=5 wage=1900000 transfer=100000",
    );
    add(w, "unit", "name=县财政局");
    add(w, "helper", "name=李建军 unit=1 phone=15300006821");
    add(w, "helper", "name=王前任 phone=15300000000");
    add(
        w,
        "pairing",
        "household=1 helper=1 role=1 begins_on=2017-01-05",
    );
    add(
        w,
        "pairing",
        "household=1 helper=2 role=1 begins_on=2015-01-01 ends_on=2017-01-05",
    );
    add(
        w,
        "visit",
        "household=1 visited_on=2018-09-02 visitor=李建军 way=01",
    );
    add(
        w,
        "visit",
        "household=1 visited_on=2018-03-02 visitor=李建军 way=02",
    );
    add(
        w,
        "visit",
        "household=1 visited_on=2017-03-02 visitor=李建军 way=02",
    );
    add(
        w,
        "measure",
        "household=1 kind=01 name=养牛2头 year=2018 amount=300000 decided_on=2018-05-01 paid_on=2018-06-12 arrived=1",
    );
    add(
        w,
        "measure",
        "household=1 person=4 kind=04 name=春季 year=2018 amount=150000 paid_on=2018-04-26 arrived=1",
    );
    add(
        w,
        "measure",
        "household=1 person=4 kind=04 name=秋季 year=2018 amount=150000 decided_on=2018-09-10 arrived=0",
    );
    add(
        w,
        "loan",
        "household=1 borrower=张国强 borrower_id=421099196606160011 bank=农商行 clerk=吴经理 clerk_phone=13800000009 amount=3000000 term_months=24 lent_on=2016-10-18 due_on=2018-10-18 rate=4.35 five_class=01",
    );
    add(
        w,
        "loan_event",
        "loan=1 kind=03 date=2018-08-31 amount=3000000",
    );
}
