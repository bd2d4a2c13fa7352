//! Doing what a change planned, in one action, and what planning one asks the book.

use super::value::row_values;
use super::{Act, Result, Store, StoreError, Writer, record};
use crate::dictionary::LedgerId;
use crate::domain::Value;
use crate::domain::change::{Plan, Planned};

/// A record with its key.
pub type Keyed = (i64, Vec<Value>);

impl Store {
    /// Does everything a plan says, or nothing: one action, so that one undo takes it back.
    /// Returns the action and the keys of the records that it added.
    ///
    /// # Errors
    ///
    /// [`StoreError::Changed`] when the book is no longer what the plan was made from, otherwise as
    /// [`Store::act`].
    pub fn carry_out(&mut self, act: &Act<'_>, plan: &Plan) -> Result<(Option<i64>, Vec<i64>)> {
        self.act(act, |writer| writer.carry_out(plan))
    }

    /// The records of a ledger whose field at `place` refers to `id`, the oldest first.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn referring(&self, ledger: LedgerId, place: usize, id: i64) -> Result<Vec<Keyed>> {
        let ledger = self.dictionary.ledger(ledger);
        let sql = format!(
            "select t.id, {} from {} t where t.\"{}\" = ?1 order by t.id",
            ledger.columns_of("t"),
            ledger.key,
            ledger.fields[place].key
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let count = ledger.kept().count();
        let rows = query.query_map([id], |row| Ok((row.get(0)?, row_values(row, 1, count)?)))?;
        let mut found = Vec::new();
        for row in rows {
            let (id, stored) = row?;
            found.push((id, record::spread(ledger, stored)));
        }
        Ok(found)
    }

    /// The villages: key and name, by name.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn villages_by_name(&self) -> Result<Vec<(i64, String)>> {
        let sql = "select id, name from village where name is not null order by id";
        let mut query = self.conn.prepare_cached(sql)?;
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Writer<'_> {
    /// As [`Store::carry_out`], within an action that is under way.
    ///
    /// # Errors
    ///
    /// As [`Store::carry_out`].
    pub fn carry_out(&mut self, plan: &Plan) -> Result<Vec<i64>> {
        let mut added = Vec::with_capacity(plan.adds.len());
        for add in &plan.adds {
            let values: Vec<Value> = add
                .values
                .iter()
                .map(|value| known(value, &added))
                .collect();
            added.push(self.insert(add.ledger, &values)?);
        }
        for set in &plan.sets {
            let there = self.record(set.ledger, set.id)?;
            if there[set.place] != set.before {
                let what = self.dictionary().ledger(set.ledger).label.clone();
                return Err(StoreError::Changed { what });
            }
            self.update(
                set.ledger,
                set.id,
                &[(set.place, known(&set.after, &added))],
            )?;
        }
        for (ledger, id) in &plan.removes {
            self.remove(*ledger, *id)?;
        }
        Ok(added)
    }
}

fn known(value: &Planned, added: &[i64]) -> Value {
    match value {
        Planned::Is(value) => value.clone(),
        Planned::New(place) => Value::from(added.get(*place).copied()),
    }
}
