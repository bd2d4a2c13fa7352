//! Every change of a ledger: one action, one transaction, one entry in the log.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::{
    Connection, OptionalExtension, Transaction, TransactionBehavior, params, params_from_iter,
};

use super::act::{Act, ActionKind};
use super::own::Words;
use super::value::Bind;
use super::{Result, StoreError, chain, record};
use crate::dictionary::{Dictionary, Field, Kind, Ledger, LedgerId};
use crate::domain::Value;

/// Keys that an action has handed out in one ledger.
#[derive(Debug, Default)]
struct Keys {
    next: i64,
    added: Vec<(i64, i64)>,
    /// The sentence that adds a record: the same for every row of a sheet.
    insert: String,
}

/// The one way to change ledgers, open while an action lasts.
#[derive(Debug)]
pub struct Writer<'a> {
    tx: Transaction<'a>,
    pub(super) dictionary: Arc<Dictionary>,
    pub(super) words: Words,
    /// The day that own values hold from, as ISO text.
    pub(super) day: String,
    /// The same, where a sheet says it.
    pub(super) as_of: Option<String>,
    /// Sentences that end the action.
    pub(super) at_end: Vec<String>,
    action: i64,
    keys: BTreeMap<LedgerId, Keys>,
    changed: bool,
}

impl Writer<'_> {
    /// One action on a connection.
    pub(super) fn act<T>(
        conn: &mut Connection,
        (dictionary, words): (Arc<Dictionary>, Words),
        act: &Act<'_>,
        work: impl FnOnce(&mut Writer<'_>) -> Result<T>,
    ) -> Result<(Option<i64>, T)> {
        // IMMEDIATE: a transaction that reads first and then finds another writer does not wait.
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let sql = "insert into action(at, operator, account, kind, intent, batch, undoes) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        tx.execute(
            sql,
            params![
                act.at,
                act.who.operator,
                act.who.account,
                act.kind.word(),
                act.intent,
                act.batch,
                act.undoes
            ],
        )?;
        let mut writer = Writer {
            action: tx.last_insert_rowid(),
            tx,
            day: match words.day {
                Some(day) => day.to_string(),
                None => act.at.chars().take(10).collect(),
            },
            dictionary,
            words,
            as_of: None,
            at_end: Vec::new(),
            keys: BTreeMap::new(),
            changed: act.kind == ActionKind::Setting,
        };
        let done = work(&mut writer)?;
        let action = writer.finish()?;
        Ok((action, done))
    }

    /// Adds a record and returns its internal key.
    ///
    /// # Errors
    ///
    /// When the book cannot be written.
    pub fn insert(&mut self, ledger: LedgerId, values: &[Value]) -> Result<i64> {
        let id = self.next_key(ledger)?;
        self.insert_as(ledger, id, values)?;
        Ok(id)
    }

    /// Adds a record under a key it had before; only undo does that.
    pub(super) fn insert_as(&mut self, ledger: LedgerId, id: i64, values: &[Value]) -> Result<()> {
        let dictionary = Arc::clone(&self.dictionary);
        let ledger = dictionary.ledger(ledger);
        let keys = self.keys.entry(ledger.id).or_default();
        if keys.insert.is_empty() {
            keys.insert = insert_into(ledger);
        }
        let key = Value::Int(id);
        let stored = ledger.stored().map(|(place, _)| Bind(&values[place]));
        self.tx
            .prepare_cached(&keys.insert)?
            .execute(params_from_iter(std::iter::once(Bind(&key)).chain(stored)))?;
        match keys.added.last_mut() {
            Some((_, last)) if *last + 1 == id => *last = id,
            _ => keys.added.push((id, id)),
        }
        self.changed = true;
        // A record that comes back finds its own values come back beside it: blanks say nothing.
        for (field, value) in ledger.fields.iter().zip(values) {
            if let (Some(own), false) = (field.own, value.is_empty()) {
                self.put_own(own, id, value)?;
            }
        }
        Ok(())
    }

    /// Gives fields of a record new values and returns how many really changed. Their values
    /// before go into the log, unless this same action added the record.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchRecord`], or when the book cannot be written.
    pub fn update(
        &mut self,
        ledger: LedgerId,
        id: i64,
        fields: &[(usize, Value)],
    ) -> Result<usize> {
        let dictionary = Arc::clone(&self.dictionary);
        let ledger = dictionary.ledger(ledger);
        let before = self.read(ledger, id)?;
        let differ: Vec<_> = fields
            .iter()
            .filter(|(place, value)| before[*place] != *value)
            .collect();
        let known = !self.is_added(ledger.id, id);
        for (place, value) in &differ {
            if let Some(own) = ledger.fields[*place].own {
                self.put_own(own, id, value)?;
                continue;
            }
            let key = &ledger.fields[*place].key;
            if known {
                self.log_change(ledger, id, key, &before[*place])?;
            }
            let sql = format!("update {} set \"{key}\" = ?2 where id = ?1", ledger.key);
            self.tx
                .prepare_cached(&sql)?
                .execute(params![id, Bind(value)])?;
        }
        self.changed |= !differ.is_empty();
        Ok(differ.len())
    }

    /// Removes a record that nothing refers to; the log keeps all its values.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchRecord`], [`StoreError::InUse`], or when the book cannot be written.
    pub fn remove(&mut self, ledger: LedgerId, id: i64) -> Result<()> {
        let dictionary = Arc::clone(&self.dictionary);
        let ledger = dictionary.ledger(ledger);
        let before = self.read(ledger, id)?;
        self.refuse_if_in_use(ledger, id, &before)?;
        self.remove_own(ledger, id)?;
        for (place, field) in ledger
            .stored()
            .filter(|(place, _)| !before[*place].is_empty())
        {
            self.log_change(ledger, id, &field.key, &before[place])?;
        }
        self.log_change(ledger, id, "", &Value::Empty)?;
        let sql = format!("delete from {} where id = ?1", ledger.key);
        self.tx.prepare_cached(&sql)?.execute([id])?;
        self.changed = true;
        Ok(())
    }

    /// Removes a record and its parts: records that say nothing without it.
    ///
    /// # Errors
    ///
    /// As [`Writer::remove`].
    pub fn remove_with_parts(&mut self, ledger: LedgerId, id: i64) -> Result<()> {
        let dictionary = Arc::clone(&self.dictionary);
        for other in dictionary.ledgers() {
            let refers = |field: &&Field| field.part && field.kind == Kind::Reference(ledger);
            for field in other.fields.iter().filter(refers) {
                let sql = format!(
                    "select id from {} where \"{}\" = ?1 order by id",
                    other.key, field.key
                );
                let parts: Vec<i64> = {
                    let mut query = self.tx.prepare_cached(&sql)?;
                    let rows = query.query_map([id], |row| row.get(0))?;
                    rows.collect::<rusqlite::Result<_>>()?
                };
                for part in parts {
                    self.remove(other.id, part)?;
                }
            }
        }
        self.remove(ledger, id)
    }

    /// All fields of a record as they stand within this action.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchRecord`], or when the book cannot be read.
    pub fn record(&self, ledger: LedgerId, id: i64) -> Result<Vec<Value>> {
        self.read(self.dictionary.ledger(ledger), id)
    }

    /// As [`Store::values`](super::Store::values), within this action.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchRecord`], or when the book cannot be read.
    pub fn values(&self, ledger: LedgerId, id: i64, places: &[usize]) -> Result<Vec<Value>> {
        record::read_some(&self.tx, self.dictionary.ledger(ledger), id, places)
    }

    /// As [`Store::each_value`](super::Store::each_value), within this action.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn each_value(
        &self,
        ledger: LedgerId,
        place: usize,
        take: &mut dyn FnMut(&Value),
    ) -> Result<()> {
        record::each_value(&self.tx, self.dictionary.ledger(ledger), place, take)
    }

    /// As [`Store::find_by`](super::Store::find_by), seeing what this action has written.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn find_by(&self, ledger: LedgerId, wanted: &[(usize, &Value)]) -> Result<Vec<i64>> {
        record::find_by(&self.tx, self.dictionary.ledger(ledger), wanted)
    }

    /// Says what the action means, now that it is known.
    ///
    /// # Errors
    ///
    /// When the book cannot be written.
    pub fn means(&self, intent: &str) -> Result<()> {
        let sql = "update action set intent = ?1 where id = ?2";
        self.tx.execute(sql, params![intent, self.action])?;
        Ok(())
    }

    /// The number of this action in the log.
    #[must_use]
    pub const fn action(&self) -> i64 {
        self.action
    }

    /// The dictionary that the book follows.
    #[must_use]
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.tx
    }

    fn read(&self, ledger: &Ledger, id: i64) -> Result<Vec<Value>> {
        let found = record::read(&self.tx, ledger, id)?;
        let mut found = found.ok_or_else(|| StoreError::NoSuchRecord {
            ledger: ledger.label.clone(),
            id,
        })?;
        self.own_as_of(ledger, id, &mut found)?;
        Ok(found)
    }

    fn next_key(&mut self, ledger: LedgerId) -> Result<i64> {
        let keys = self.keys.entry(ledger).or_default();
        if keys.next == 0 {
            let key = &self.dictionary.ledger(ledger).key;
            let sql = "select id from next_key where ledger = ?1";
            keys.next = self
                .tx
                .query_row(sql, [key], |row| row.get(0))
                .optional()?
                .unwrap_or(1);
        }
        keys.next += 1;
        Ok(keys.next - 1)
    }

    /// Whether this action added the record.
    #[must_use]
    pub fn is_added(&self, ledger: LedgerId, id: i64) -> bool {
        let ranges = self.keys.get(&ledger).map_or(&[][..], |keys| &keys.added);
        ranges
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&id))
    }

    fn log_change(&self, ledger: &Ledger, id: i64, field: &str, before: &Value) -> Result<()> {
        let sql =
            "insert into change(action, ledger, row, field, before) values (?1, ?2, ?3, ?4, ?5)";
        self.tx.prepare_cached(sql)?.execute(params![
            self.action,
            ledger.key,
            id,
            field,
            Bind(before)
        ])?;
        Ok(())
    }

    /// Refuses to remove what other records still refer to, naming how many of which ledger.
    fn refuse_if_in_use(&self, ledger: &Ledger, id: i64, values: &[Value]) -> Result<()> {
        let mut others = Vec::new();
        for other in self.dictionary.ledgers() {
            for field in other
                .fields
                .iter()
                .filter(|field| field.kind == Kind::Reference(ledger.id))
            {
                let sql = format!(
                    "select count(*) from {} where \"{}\" = ?1",
                    other.key, field.key
                );
                let count: i64 = self
                    .tx
                    .prepare_cached(&sql)?
                    .query_row([id], |row| row.get(0))?;
                if count > 0 {
                    others.push(format!("{}{count}条", other.label));
                }
            }
        }
        if others.is_empty() {
            return Ok(());
        }
        let name = ledger.head.iter().filter_map(|place| values[*place].text());
        let what = format!("{}「{}」", ledger.label, name.collect::<Vec<_>>().join(" "));
        Err(StoreError::InUse {
            what,
            others: others.join("、"),
        })
    }

    /// Writes key ranges and counters, and commits.
    fn finish(self) -> Result<Option<i64>> {
        if !self.changed {
            self.tx.rollback()?;
            return Ok(None);
        }
        for sql in &self.at_end {
            self.tx.execute_batch(sql)?;
        }
        for (ledger, keys) in &self.keys {
            let key = &self.dictionary.ledger(*ledger).key;
            for (first, last) in &keys.added {
                let sql = "insert into added(action, ledger, first, last) values (?1, ?2, ?3, ?4)";
                self.tx
                    .prepare_cached(sql)?
                    .execute(params![self.action, key, first, last])?;
            }
            if keys.next > 0 {
                let sql = "insert into next_key(ledger, id) values (?1, ?2)
                           on conflict(ledger) do update set id = excluded.id";
                self.tx
                    .prepare_cached(sql)?
                    .execute(params![key, keys.next])?;
            }
        }
        chain::seal(&self.tx, self.action)?;
        self.tx.commit()?;
        Ok(Some(self.action))
    }
}

fn insert_into(ledger: &Ledger) -> String {
    let marks = ", ?".repeat(ledger.stored().count());
    format!(
        "insert into {}(id, {}) values (?{marks})",
        ledger.key, ledger.columns
    )
}
