//! The 建档立卡 households of a village as facts, asked for in one question.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{everything, household_ledger};
use crate::app::Desk;
use crate::dictionary::{Mask, Subject};
use crate::domain::codes::register_state::REGISTERED;
use crate::domain::money::{self, Unit};
use crate::domain::{Fen, Value};
use crate::port::Fault;

/// Facts of a household that the people of the village are counted by, with their words.
pub(super) const PEOPLE: [(&str, &str); 8] = [
    ("劳动力人数", "劳动力"),
    ("务工人数", "务工"),
    ("在校生人数", "在校"),
    ("老人数", "60岁以上"),
    ("儿童数", "16岁以下"),
    ("患病人数", "患病"),
    ("残疾人数", "残疾"),
    ("低保人数", "低保"),
];

/// Facts that households are told apart by.
pub(super) const KINDS: [&str; 2] = ["贫困户属性", "主要致贫原因"];

/// The households of the village, as facts.
pub(super) struct Facts {
    subject: Subject,
    names: Vec<&'static str>,
    rows: Vec<Vec<Value>>,
}

impl Facts {
    /// Of the 建档立卡 households of a village.
    pub(super) fn of(desk: &Desk, village: i64) -> Result<Self, Fault> {
        let ledger = household_ledger(desk)?;
        let subject = desk.dictionary.subject(ledger);
        let subject = subject.map_err(|error| Fault::from(error.to_string()))?;
        let mut names = vec!["建档状态", "家庭人口数", "收入年度", "人均纯收入"];
        names.extend(KINDS);
        names.extend(PEOPLE.iter().map(|(fact, _)| *fact));
        let year = desk
            .store
            .latest_year(chrono::Datelike::year(&desk.today))?;
        let reach = everything(desk);
        let all = desk
            .store
            .facts_in(&reach, &subject, &names, (village, year))?;
        let registered = |row: &Vec<Value>| match &row[0] {
            Value::Text(state) => state == REGISTERED,
            _ => true,
        };
        let rows = all.into_iter().map(|(_, row)| row).filter(registered);
        Ok(Self {
            rows: rows.collect(),
            subject,
            names,
        })
    }

    /// How many households there are.
    pub(super) const fn len(&self) -> usize {
        self.rows.len()
    }

    fn values(&self, name: &str) -> impl Iterator<Item = &Value> {
        let place = self.names.iter().position(|known| *known == name);
        self.rows
            .iter()
            .map(move |row| place.map_or(&Value::Empty, |place| &row[place]))
    }

    /// The sum of a fact, and of how many households it is not known.
    pub(super) fn sum(&self, name: &str) -> (i64, usize) {
        let known = self.values(name).filter_map(Value::int).sum();
        (
            known,
            self.values(name).filter(|value| value.is_empty()).count(),
        )
    }

    /// How many households have which value, the most first.
    pub(super) fn counts(&self, desk: &Desk, name: &str) -> Vec<(String, usize)> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for value in self.values(name) {
            let word = self.subject.fact(name).map_or_else(String::new, |fact| {
                fact.show(&desk.dictionary, value, Mask::Masked)
            });
            let word = if word.is_empty() {
                "漏填".to_owned()
            } else {
                word
            };
            *counts.entry(word).or_default() += 1;
        }
        let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| Reverse(*count));
        counts
    }

    /// 人均纯收入 and people of the households that have both, in one income year.
    pub(super) fn incomes(&self) -> Vec<(i32, Fen, i64)> {
        let years = self.values("收入年度").map(Value::int);
        let each = self.values("人均纯收入").map(yuan);
        let people = self.values("家庭人口数").map(Value::int);
        let all = years.zip(each).zip(people);
        all.filter_map(|((year, each), people)| Some((i32::try_from(year?).ok()?, each?, people?)))
            .collect()
    }
}

/// A fact of money, which is in yuan.
pub(super) fn yuan(value: &Value) -> Option<Fen> {
    match value {
        Value::Int(yuan) => Fen::from_yuan(*yuan),
        Value::Real(yuan) => money::read(&format!("{yuan:.2}"), Unit::Yuan).ok(),
        Value::Text(_) | Value::Empty => None,
    }
}
