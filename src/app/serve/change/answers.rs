//! What was filled in, understood: values, members, and what is wrong with them.

use std::collections::BTreeMap;

use super::home::{Home, fault};
use super::sheet::RELATION;
use crate::app::Desk;
use crate::domain::Value;
use crate::domain::change::What;
use crate::domain::relation::HEAD;
use crate::port::change::{ChangeField, ChangeInput, ChangeSheet};
use crate::port::{Fault, FieldFault};

/// What was filled in.
#[derive(Debug, Default)]
pub(super) struct Answers {
    values: BTreeMap<String, Value>,
    people: BTreeMap<String, Vec<i64>>,
    village: Option<i64>,
    /// What is wrong with single texts.
    pub faults: Vec<FieldFault>,
    /// What the officer should look at.
    pub doubts: Vec<String>,
}

impl Answers {
    pub fn read(
        desk: &Desk,
        sheet: &ChangeSheet,
        home: Option<&Home<'_>>,
        texts: &[(String, String)],
    ) -> Result<Self, Fault> {
        let mut answers = Self::default();
        for (key, text) in texts.iter().filter(|(_, text)| !text.trim().is_empty()) {
            let Some(field) = sheet.fields.iter().find(|field| field.key == *key) else {
                continue;
            };
            match &field.input {
                ChangeInput::Like(ledger, place) => {
                    let like = &desk.dictionary.ledger(*ledger).fields[*place];
                    match desk.dictionary.read_typed(like, text, desk.today) {
                        Ok(typed) => {
                            answers.doubts.extend(typed.doubts);
                            answers.values.insert(key.clone(), typed.value);
                        }
                        Err(why) => fault(&mut answers.faults, key, why),
                    }
                }
                ChangeInput::Choose {
                    labels, otherwise, ..
                } => {
                    answers.choose(desk, sheet, home, field, (text, labels, otherwise))?;
                }
            }
        }
        Ok(answers)
    }

    /// Members by their labels, or the village by its name.
    fn choose(
        &mut self,
        desk: &Desk,
        sheet: &ChangeSheet,
        home: Option<&Home<'_>>,
        field: &ChangeField,
        (text, labels, otherwise): (&str, &[String], &str),
    ) -> Result<(), Fault> {
        let known = |name: &str| labels.iter().any(|label| label == name);
        let asked = sheet.wish.kind.description().asks;
        let village = asked
            .iter()
            .any(|ask| ask.key == field.key && ask.what == What::Village);
        if village {
            let name = text.trim();
            let all = desk.store.villages_by_name()?;
            self.village = all
                .into_iter()
                .find(|(_, one)| one == name)
                .map(|(id, _)| id);
            if self.village.is_none() {
                fault(
                    &mut self.faults,
                    &field.key,
                    format!("「{name}」{otherwise}"),
                );
            }
            return Ok(());
        }
        let Some(home) = home else { return Ok(()) };
        let mut ids = Vec::new();
        for name in text
            .split(['、', '，', ','])
            .map(str::trim)
            .filter(|n| !n.is_empty())
        {
            let everybody = home.current.iter().chain(&home.former);
            let found = everybody
                .filter(|_| known(name))
                .find(|one| home.label(one.id) == name);
            match found {
                Some(one) if !ids.contains(&one.id) => ids.push(one.id),
                Some(_) => {}
                None => fault(
                    &mut self.faults,
                    &field.key,
                    format!("「{name}」{otherwise}"),
                ),
            }
        }
        self.people.insert(field.key.clone(), ids);
        Ok(())
    }

    pub fn value(&self, key: &str) -> Value {
        self.values.get(key).cloned().unwrap_or_default()
    }

    /// The text as stored; empty where nothing was filled in.
    pub fn text(&self, key: &str) -> &str {
        let value = self.values.get(key).and_then(Value::text);
        value.unwrap_or_default()
    }

    pub fn int(&self, key: &str) -> Option<i64> {
        self.values.get(key).and_then(Value::int)
    }

    pub fn one(&self, key: &str) -> Option<i64> {
        self.several(key).first().copied()
    }

    pub fn several(&self, key: &str) -> &[i64] {
        self.people.get(key).map_or(&[], Vec::as_slice)
    }

    pub const fn village(&self) -> Option<i64> {
        self.village
    }

    /// The relation given to a member, as a code.
    pub fn relation(&self, person: i64) -> &str {
        self.text(&format!("{RELATION}{person}"))
    }

    fn has(&self, key: &str) -> bool {
        self.values.contains_key(key)
            || !self.several(key).is_empty()
            || (key == "village" && self.village.is_some())
    }

    /// Names the fields that must be filled in and are not.
    pub fn require_all(&mut self, sheet: &ChangeSheet) {
        for field in sheet.fields.iter().filter(|field| field.required) {
            if !self.has(&field.key) {
                fault(
                    &mut self.faults,
                    &field.key,
                    format!("请填写{}", field.label),
                );
            }
        }
    }

    /// Names members whose relation is still to be said, or who would be a second head.
    pub fn require_relation(&mut self, home: &Home<'_>, person: i64) {
        let key = format!("{RELATION}{person}");
        let name = home.label(person).to_owned();
        match self.relation(person) {
            "" => fault(&mut self.faults, &key, format!("请写{name}与新户主的关系")),
            HEAD => fault(
                &mut self.faults,
                &key,
                format!("一户只有一个户主，请改{name}的关系"),
            ),
            _ => {}
        }
    }
}
