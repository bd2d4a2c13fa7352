//! Records of 办理 on their way into a plan.

use crate::app::Desk;
use crate::app::session::now;
use crate::dictionary::{Dictionary, Ledger, LedgerId};
use crate::domain::Value;
use crate::domain::change::{Plan, Planned};
use crate::port::Fault;
use crate::store::{Act, ActionKind};

/// A plan in the making, with the records that it changes.
pub(super) struct Draft<'d> {
    dictionary: &'d Dictionary,
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

    fn ledger(&self, key: &str) -> Result<&'d Ledger, Fault> {
        ledger(self.dictionary, key)
    }

    /// Plans a record; fields that are not named stay empty.
    pub fn add(&mut self, key: &str, fields: &[(&str, Value)]) -> Result<Planned, Fault> {
        let ledger = self.ledger(key)?;
        let mut values = vec![Planned::default(); ledger.fields.len()];
        for (field, value) in fields {
            if let Some(place) = ledger.position(field) {
                values[place] = value.clone().into();
            }
        }
        Ok(self.plan.add(ledger.id, values))
    }

    /// Plans new values of fields of a record.
    pub fn set(
        &mut self,
        desk: &Desk,
        key: &str,
        id: i64,
        fields: &[(&str, Value)],
    ) -> Result<(), Fault> {
        let ledger = self.ledger(key)?;
        let before = desk.store.record(ledger.id, id)?;
        for (field, value) in fields {
            if let Some(place) = ledger.position(field) {
                let which: (LedgerId, i64) = (ledger.id, id);
                self.plan.set(which, place, &before[place], value.clone());
            }
        }
        Ok(())
    }
}

/// The ledger of this key, which ships with the program.
pub(in crate::app::serve) fn ledger<'d>(
    dictionary: &'d Dictionary,
    key: &str,
) -> Result<&'d Ledger, Fault> {
    let found = dictionary.find(key);
    found.ok_or_else(|| format!("数据字典里没有{key}这个台账，请重新安装程序").into())
}

/// A field of a record as stored; empty where there is none.
pub(super) fn field(ledger: &Ledger, values: &[Value], key: &str) -> Value {
    let place = ledger.position(key);
    place.map_or(Value::Empty, |place| values[place].clone())
}

/// Writes a plan as one action; its number, or `None` where it changed nothing.
pub(super) fn carry_out(desk: &mut Desk, plan: &Plan) -> Result<(Option<i64>, Vec<i64>), Fault> {
    let at = now();
    let act = Act::new(&desk.who, &at, ActionKind::Form, plan.words.clone());
    let done = desk.store.carry_out(&act, plan)?;
    desk.index = None;
    Ok(done)
}

pub(super) fn text(text: &str) -> Value {
    Value::from_text(text.trim())
}

/// A number of a step.
pub(super) fn number(number: usize) -> Value {
    Value::Int(i64::try_from(number).unwrap_or(i64::MAX))
}
