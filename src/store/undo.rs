//! Taking an action back, which is an action of its own: undoing an undo is redo.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{OptionalExtension, params};

use super::value::Read;
use super::{Act, ActionKind, Result, Store, StoreError, Who, Writer, record};
use crate::dictionary::LedgerId;
use crate::domain::Value;

/// What taking an action back did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undone {
    /// What the action was.
    pub intent: String,
    /// Records that it had added and that are gone now.
    pub removed: usize,
    /// Records that it had removed and that are back.
    pub restored: usize,
    /// Fields that have their value of before.
    pub fields: usize,
    /// Records left as they are, because somebody changed or used them since.
    pub kept: usize,
}

/// What an action did, read from the log.
#[derive(Default)]
struct Trace {
    added: Vec<(LedgerId, i64, i64)>,
    removed: Vec<(LedgerId, i64)>,
    changed: BTreeMap<(LedgerId, i64), Vec<(usize, Value)>>,
}

impl Store {
    /// The last action that this operator can still take back: not a setting, not undone.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn last_action(&self, operator: &str) -> Result<Option<(i64, String)>> {
        let sql = "select a.id, a.intent from action a
                   where a.operator = ?1 and a.kind <> 'setting'
                     and not exists (select 1 from action u where u.undoes = a.id)
                   order by a.id desc limit 1";
        let found = self
            .conn
            .prepare_cached(sql)?
            .query_row([operator], |row| Ok((row.get(0)?, row.get(1)?)));
        Ok(found.optional()?)
    }

    /// Takes an action back. What somebody changed or used since is left as it is and counted.
    ///
    /// # Errors
    ///
    /// [`StoreError::CannotUndo`] when there is no such action, it was taken back already, or
    /// nothing of it can be; otherwise as [`Store::act`].
    pub fn undo(&mut self, action: i64, who: &Who, at: &str) -> Result<(i64, Undone)> {
        let (intent, kind, batch) = self.undoable(action)?;
        let trace = self.trace(action)?;
        let words = match kind.as_str() {
            "undo" => format!("重做：{}", intent.trim_start_matches("撤销：")),
            "import" => format!("撤回本次导入：{intent}"),
            _ => format!("撤销：{intent}"),
        };
        let mut act = Act::new(who, at, ActionKind::Undo, words);
        (act.batch, act.undoes) = (batch, Some(action));
        let (entry, mut undone) = self.act(&act, |writer| writer.take_back(action, &trace))?;
        undone.intent = intent;
        let nothing =
            || StoreError::CannotUndo("这一步的记录后来都改过或用到了，没有可撤销的内容".into());
        Ok((entry.ok_or_else(nothing)?, undone))
    }

    fn undoable(&self, action: i64) -> Result<(String, String, Option<i64>)> {
        let sql = "select intent, kind, batch, exists (select 1 from action u where u.undoes = a.id) from action a where id = ?1";
        let found = self.conn.query_row(sql, [action], |row| {
            Ok((
                row.get(0)?,
                row.get::<_, String>(1)?,
                row.get(2)?,
                row.get(3)?,
            ))
        });
        match found.optional()? {
            None => Err(StoreError::CannotUndo(format!(
                "操作记录里没有第{action}条"
            ))),
            Some((.., true)) => Err(StoreError::CannotUndo(format!("第{action}条已经撤销过了"))),
            Some((_, kind, ..)) if kind == "setting" => {
                Err(StoreError::CannotUndo("设置不能撤销，请重新设置".into()))
            }
            Some((intent, kind, batch, false)) => Ok((intent, kind, batch)),
        }
    }

    /// A field or ledger that this program no longer has is passed over.
    fn trace(&self, action: i64) -> Result<Trace> {
        let mut trace = Trace::default();
        let mut query = self
            .conn
            .prepare_cached("select ledger, first, last from added where action = ?1")?;
        let mut rows = query.query([action])?;
        while let Some(row) = rows.next()? {
            if let Some(ledger) = self.dictionary.find(&row.get::<_, String>(0)?) {
                trace.added.push((ledger.id, row.get(1)?, row.get(2)?));
            }
        }
        let mut query = self
            .conn
            .prepare_cached("select ledger, row, field, before from change where action = ?1")?;
        let mut rows = query.query([action])?;
        while let Some(row) = rows.next()? {
            let Some(ledger) = self.dictionary.find(&row.get::<_, String>(0)?) else {
                continue;
            };
            let (id, field): (i64, String) = (row.get(1)?, row.get(2)?);
            if field.is_empty() {
                trace.removed.push((ledger.id, id));
            } else if let Some(place) = ledger.position(&field) {
                let before = row.get::<_, Read>(3)?.0;
                trace
                    .changed
                    .entry((ledger.id, id))
                    .or_default()
                    .push((place, before));
            }
        }
        Ok(trace)
    }
}

impl Writer<'_> {
    fn take_back(&mut self, action: i64, trace: &Trace) -> Result<Undone> {
        let mut undone = Undone::default();
        self.restore(trace, &mut undone)?;
        self.revert(action, trace, &mut undone)?;
        // Children first: they stand later in the dictionary, and later within their ledger.
        let mut added = trace.added.clone();
        added.sort_by_key(|(ledger, first, _)| std::cmp::Reverse((*ledger, *first)));
        let mut waiting: Vec<(LedgerId, i64)> = Vec::new();
        for (ledger, first, last) in added {
            waiting.extend((first..=last).rev().map(|id| (ledger, id)));
        }
        self.remove_added(action, waiting, &mut undone)?;
        Ok(undone)
    }

    fn restore(&mut self, trace: &Trace, undone: &mut Undone) -> Result<()> {
        for (ledger, id) in &trace.removed {
            let mut values = vec![Value::Empty; self.dictionary().ledger(*ledger).fields.len()];
            for (place, before) in trace.changed.get(&(*ledger, *id)).into_iter().flatten() {
                values[*place] = before.clone();
            }
            self.insert_as(*ledger, *id, &values)?;
            undone.restored += 1;
        }
        Ok(())
    }

    fn revert(&mut self, action: i64, trace: &Trace, undone: &mut Undone) -> Result<()> {
        let removed: BTreeSet<_> = trace.removed.iter().copied().collect();
        for ((ledger, id), fields) in trace
            .changed
            .iter()
            .filter(|(record, _)| !removed.contains(record))
        {
            undone.kept += usize::from(!self.revert_record(action, *ledger, *id, fields, undone)?);
        }
        Ok(())
    }

    /// Gives the fields of one record their values of before; false when one of them was changed
    /// since and stays.
    fn revert_record(
        &mut self,
        action: i64,
        ledger: LedgerId,
        id: i64,
        fields: &[(usize, Value)],
        undone: &mut Undone,
    ) -> Result<bool> {
        if !self.exists(ledger, id)? {
            return Ok(false);
        }
        let mut whole = true;
        for (place, before) in fields {
            let field = self.dictionary().ledger(ledger).fields[*place].key.clone();
            if self.changed_since(action, ledger, id, Some(&field))? {
                whole = false;
            } else {
                undone.fields += self.update(ledger, id, &[(*place, before.clone())])?;
            }
        }
        Ok(whole)
    }

    /// Removes what the action added. A record that is still used may become free when others of
    /// the same action are gone, so rounds go on while they help.
    fn remove_added(
        &mut self,
        action: i64,
        mut waiting: Vec<(LedgerId, i64)>,
        undone: &mut Undone,
    ) -> Result<()> {
        let mut kept = 0;
        loop {
            let before = waiting.len();
            let mut still = Vec::new();
            for (ledger, id) in waiting {
                if !self.exists(ledger, id)? {
                    continue;
                }
                // Own values of this action were removed before their record: others are later.
                if self.changed_since(action, ledger, id, None)? || self.has_own(ledger, id)? {
                    kept += 1;
                    continue;
                }
                match self.remove(ledger, id) {
                    Ok(()) => undone.removed += 1,
                    Err(StoreError::InUse { .. }) => still.push((ledger, id)),
                    Err(other) => return Err(other),
                }
            }
            waiting = still;
            if waiting.is_empty() || waiting.len() == before {
                undone.kept += kept + waiting.len();
                return Ok(());
            }
        }
    }

    /// Whether a later action changed the record (or that field) and was not itself taken back.
    fn changed_since(
        &self,
        action: i64,
        ledger: LedgerId,
        id: i64,
        field: Option<&str>,
    ) -> Result<bool> {
        let sql = "select exists (
                     select 1 from change c join action a on a.id = c.action
                     where c.ledger = ?1 and c.row = ?2 and c.action > ?3 and c.action < ?4
                       and (?5 is null or c.field = ?5)
                       and a.undoes is null
                       and not exists (select 1 from action u where u.undoes = a.id))";
        let key = &self.dictionary().ledger(ledger).key;
        let mut query = self.connection().prepare_cached(sql)?;
        Ok(
            query.query_row(params![key, id, action, self.action(), field], |row| {
                row.get(0)
            })?,
        )
    }

    fn exists(&self, ledger: LedgerId, id: i64) -> Result<bool> {
        Ok(record::read(self.connection(), self.dictionary().ledger(ledger), id)?.is_some())
    }
}
