//! A household with its people, as changes look at it; and the records that a plan is made of.

use std::collections::BTreeMap;

use crate::app::Desk;
use crate::dictionary::{Dictionary, Ledger};
use crate::domain::change::{Plan, Planned, Pool, rule::Bound};
use crate::domain::relation::{Children, HEAD, Kin};
use crate::domain::{IdNumber, Sex, Value};
use crate::port::{Fault, FieldFault};

const EMPTY: &Value = &Value::Empty;

/// A record with its ledger.
#[derive(Clone, Debug)]
pub(super) struct Rec<'d> {
    pub ledger: &'d Ledger,
    pub id: i64,
    pub values: Vec<Value>,
}

impl Rec<'_> {
    pub fn get(&self, key: &str) -> &Value {
        let place = self.ledger.position(key);
        place.map_or(EMPTY, |place| &self.values[place])
    }

    /// The text as stored; empty where there is none.
    pub fn text(&self, key: &str) -> &str {
        self.get(key).text().unwrap_or_default()
    }

    pub fn has(&self, key: &str) -> bool {
        !self.get(key).is_empty()
    }

    /// The sex as recorded, else as the ID number or the relation tells.
    pub fn sex(&self) -> Option<Sex> {
        match self.text("sex") {
            "1" => Some(Sex::Male),
            "2" => Some(Sex::Female),
            _ => IdNumber::from_stored(self.text("id_number"))
                .map(|number| number.sex())
                .or_else(|| crate::domain::relation::sex_of(self.text("relation"))),
        }
    }

    pub fn kin(&self) -> Kin<'_> {
        Kin {
            relation: self.text("relation"),
            sex: self.sex(),
        }
    }

    /// The birth of a person, as a bound of dates.
    pub fn birth(&self) -> Bound {
        let number = IdNumber::from_stored(self.text("id_number"));
        let day = number.map_or_else(
            || self.text("birth").to_owned(),
            |number| number.birth().to_string(),
        );
        Bound {
            label: format!("{}的出生日期", self.text("name")),
            day,
        }
    }
}

/// A household with its people.
#[derive(Debug)]
pub(super) struct Home<'d> {
    pub dictionary: &'d Dictionary,
    pub household: Rec<'d>,
    /// On the register, the head first.
    pub current: Vec<Rec<'d>>,
    /// Those who left.
    pub former: Vec<Rec<'d>>,
    labels: BTreeMap<i64, String>,
}

/// The ledger of this key, which ships with the program.
pub(super) fn ledger<'d>(dictionary: &'d Dictionary, key: &str) -> Result<&'d Ledger, Fault> {
    let found = dictionary.find(key);
    found.ok_or_else(|| Fault::from(format!("数据字典里没有{key}这个台账")))
}

/// A record of a ledger.
pub(super) fn record<'d>(
    desk: &Desk,
    dictionary: &'d Dictionary,
    key: &str,
    id: i64,
) -> Result<Rec<'d>, Fault> {
    let ledger = ledger(dictionary, key)?;
    let values = desk.store.record(ledger.id, id)?;
    Ok(Rec { ledger, id, values })
}

/// The records of a ledger that refer to another by this field.
pub(super) fn referring<'d>(
    desk: &Desk,
    ledger: &'d Ledger,
    key: &str,
    id: i64,
) -> Result<Vec<Rec<'d>>, Fault> {
    let Some(place) = ledger.position(key) else {
        return Ok(Vec::new());
    };
    let found = desk.store.referring(ledger.id, place, id)?;
    let record = |(id, values)| Rec { ledger, id, values };
    Ok(found.into_iter().map(record).collect())
}

impl<'d> Home<'d> {
    pub fn read(desk: &Desk, dictionary: &'d Dictionary, id: i64) -> Result<Self, Fault> {
        let household = record(desk, dictionary, "household", id)?;
        let person = ledger(dictionary, "person")?;
        let mut people = referring(desk, person, "household", id)?;
        people.sort_by_key(|one| {
            (
                one.text("relation").to_owned(),
                one.text("birth").to_owned(),
                one.id,
            )
        });
        let mut labels = BTreeMap::new();
        for one in &people {
            labels.insert(one.id, label(one, &people));
        }
        let (former, current) = people.into_iter().partition(|one| one.has("left_on"));
        Ok(Self {
            dictionary,
            household,
            current,
            former,
            labels,
        })
    }

    pub fn id(&self) -> i64 {
        self.household.id
    }

    /// The current member who is 户主: of two the one by whom the household is called.
    pub fn head(&self) -> Option<&Rec<'d>> {
        let called = self.household.get("head_name");
        let mut heads = self.heads();
        let first = heads.next();
        let same = |one: &&Rec<'d>| one.get("name") == called;
        first
            .filter(same)
            .or_else(|| self.heads().find(same))
            .or(first)
    }

    fn heads(&self) -> impl Iterator<Item = &Rec<'d>> {
        self.current
            .iter()
            .filter(|one| one.text("relation") == HEAD)
    }

    /// The head, or if there is none any more the one who was.
    pub fn last_head(&self) -> Option<&Rec<'d>> {
        let called = self.household.get("head_name");
        let was = |one: &&Rec<'d>| one.text("relation") == HEAD;
        let mut former = self.former.iter().filter(was);
        self.head()
            .or_else(|| former.clone().find(|one| one.get("name") == called))
            .or_else(|| former.next())
    }

    pub fn pool(&self, pool: Pool) -> Vec<&Rec<'d>> {
        let head = self.head().map(|head| head.id);
        match pool {
            Pool::Current => self.current.iter().collect(),
            Pool::Others => self
                .current
                .iter()
                .filter(|one| Some(one.id) != head)
                .collect(),
            Pool::Former => self.former.iter().collect(),
        }
    }

    pub fn person(&self, id: i64) -> Option<&Rec<'d>> {
        self.current
            .iter()
            .chain(&self.former)
            .find(|one| one.id == id)
    }

    /// The member's name, told from another of the same name.
    pub fn label(&self, id: i64) -> &str {
        self.labels.get(&id).map_or("", String::as_str)
    }

    pub fn children(&self) -> Children {
        let all = self.current.iter().chain(&self.former);
        Children::among(all.map(|one| one.text("relation")))
    }

    /// 建档时间, before which nothing happened to a household.
    pub fn registered(&self) -> Bound {
        Bound {
            label: "建档时间".into(),
            day: self.household.text("register_year").to_owned(),
        }
    }

    pub fn village(&self, desk: &Desk) -> String {
        village_name(desk, self.dictionary, self.household.get("village").int())
    }

    /// 白马庙村3组.
    pub fn place(&self, desk: &Desk) -> String {
        format!(
            "{}{}",
            self.village(desk),
            self.household.text("group_name")
        )
    }
}

pub(super) fn village_name(desk: &Desk, dictionary: &Dictionary, id: Option<i64>) -> String {
    let village = id.and_then(|id| record(desk, dictionary, "village", id).ok());
    village.map_or_else(String::new, |village| village.text("name").to_owned())
}

fn label(one: &Rec<'_>, people: &[Rec<'_>]) -> String {
    let name = one.text("name");
    let same = people.iter().filter(|other| other.text("name") == name);
    if same.count() == 1 {
        return name.to_owned();
    }
    let born = one.birth().day;
    let twin = |other: &&Rec<'_>| other.text("name") == name && other.birth().day == born;
    if born.is_empty() || people.iter().filter(twin).count() > 1 {
        return format!("{name}（册内编号{}）", one.id);
    }
    format!("{name}（{born}）")
}

/// A plan in the making.
#[derive(Debug)]
pub(super) struct Draft<'d> {
    pub dictionary: &'d Dictionary,
    pub plan: Plan,
}

impl<'d> Draft<'d> {
    pub fn new(dictionary: &'d Dictionary, words: String) -> Self {
        let plan = Plan {
            words,
            ..Plan::default()
        };
        Self { dictionary, plan }
    }

    /// Plans a record; fields that are not named stay empty.
    pub fn add(&mut self, key: &str, fields: &[(&str, Planned)]) -> Planned {
        let Some(ledger) = self.dictionary.find(key) else {
            return Planned::default();
        };
        let mut values = vec![Planned::default(); ledger.fields.len()];
        for (key, value) in fields {
            if let Some(place) = ledger.position(key) {
                values[place] = value.clone();
            }
        }
        self.plan.add(ledger.id, values)
    }

    /// Plans a new value of a field.
    pub fn set(&mut self, record: &Rec<'_>, key: &str, after: impl Into<Planned>) {
        if let Some(place) = record.ledger.position(key) {
            let which = (record.ledger.id, record.id);
            self.plan.set(which, place, &record.values[place], after);
        }
    }

    pub fn doubt(&mut self, sentence: impl Into<String>) {
        self.plan.doubts.push(sentence.into());
    }
}

/// A text as a planned value.
pub(super) fn text(text: &str) -> Planned {
    Planned::Is(Value::from_text(text))
}

/// A key as a planned value.
pub(super) fn key(id: i64) -> Planned {
    Planned::Is(Value::Int(id))
}

/// What is wrong, field by field.
pub(super) fn fault(faults: &mut Vec<FieldFault>, key: &str, message: impl Into<String>) {
    if !faults.iter().any(|fault| fault.key == key) {
        faults.push(FieldFault {
            key: key.to_owned(),
            message: message.into(),
        });
    }
}
