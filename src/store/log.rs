//! Reading the log: who did what, when, and what it changed.

use rusqlite::{Connection, OptionalExtension, params};

use super::value::Read;
use super::{Result, Store, record};
use crate::dictionary::{Dictionary, Kind, Ledger, LedgerId, OWN_LEDGERS, OWN_VALUES};
use crate::domain::Value;

/// Changes of one action that are told; an import may have very many.
const MOST_CHANGES: usize = 200;

/// One action.
#[derive(Clone, Debug, PartialEq)]
pub struct Logged {
    /// Its number.
    pub action: i64,
    /// When, local time with its offset.
    pub at: String,
    /// 操作人.
    pub operator: String,
    /// The system's user, and the SSH client where there is one.
    pub account: String,
    /// What kind of thing was done (see [`super::ActionKind::word`]).
    pub kind: String,
    /// What was meant.
    pub intent: String,
    /// The import it belongs to.
    pub batch: Option<i64>,
    /// The action it takes back.
    pub undoes: Option<i64>,
    /// The action that took it back.
    pub undone_by: Option<i64>,
    /// How many records it added, ledger by ledger.
    pub added: Vec<(LedgerId, i64)>,
    /// What it changed or removed; the first of it when there is very much.
    pub changes: Vec<LoggedChange>,
    /// How many changes there are beyond those listed.
    pub omitted: u64,
}

/// A field that an action changed, or a record that it removed.
#[derive(Clone, Debug, PartialEq)]
pub struct LoggedChange {
    /// The ledger.
    pub ledger: LedgerId,
    /// The record's internal key.
    pub id: i64,
    /// The field; `None` where the whole record was removed.
    pub field: Option<usize>,
    /// Its value before.
    pub before: Value,
    /// Its value after.
    pub after: Value,
}

/// Which actions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilter<'a> {
    /// Only those that touched this household or its records.
    pub household: Option<i64>,
    /// Only this operator's.
    pub operator: Option<&'a str>,
    /// At most so many.
    pub limit: usize,
}

impl Store {
    /// The newest actions, the newest first.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn log(&self, filter: &LogFilter<'_>) -> Result<Vec<Logged>> {
        let touched = match filter.household {
            Some(id) => format!("and a.id in ({})", touching(&self.dictionary, id)),
            None => String::new(),
        };
        let sql = format!(
            "select a.id, a.at, a.operator, a.account, a.kind, a.intent, a.batch, a.undoes,
               (select min(u.id) from action u where u.undoes = a.id)
             from action a where (?1 is null or a.operator = ?1) {touched}
             order by a.id desc limit ?2"
        );
        let limit = i64::try_from(filter.limit).unwrap_or(i64::MAX);
        let mut query = self.conn.prepare(&sql)?;
        let rows = query.query_map(params![filter.operator, limit], |row| {
            Ok(Logged {
                action: row.get(0)?,
                at: row.get(1)?,
                operator: row.get(2)?,
                account: row.get(3)?,
                kind: row.get(4)?,
                intent: row.get(5)?,
                batch: row.get(6)?,
                undoes: row.get(7)?,
                undone_by: row.get(8)?,
                added: Vec::new(),
                changes: Vec::new(),
                omitted: 0,
            })
        })?;
        let mut entries = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        for entry in &mut entries {
            entry.added = self.added_by(entry.action)?;
            self.changed_by(entry)?;
        }
        Ok(entries)
    }

    /// The households that an officer may mean: by 户编号, else by 册内编号, also one that was
    /// removed.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn log_households(&self, named: &str) -> Result<Vec<i64>> {
        let sql = "select id from household where code = ?1 order by id";
        let mut query = self.conn.prepare(sql)?;
        let rows = query.query_map([named], |row| row.get(0))?;
        let coded = rows.collect::<rusqlite::Result<Vec<i64>>>()?;
        let Some(id) = named.parse::<i64>().ok().filter(|_| coded.is_empty()) else {
            return Ok(coded);
        };
        let sql = "select exists (select 1 from household where id = ?1)
                     or exists (select 1 from change where ledger = 'household' and row = ?1)";
        let known = self.conn.query_row(sql, [id], |row| row.get(0))?;
        Ok(if known { vec![id] } else { Vec::new() })
    }

    /// What a record is called: the fields that name it, joined by blanks; empty when it is gone.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn called(&self, ledger: LedgerId, id: i64) -> Result<String> {
        let ledger = self.dictionary.ledger(ledger);
        let Some(values) = record::read(&self.conn, ledger, id)? else {
            return Ok(String::new());
        };
        let named = ledger.head.iter().filter_map(|place| values[*place].text());
        Ok(named.collect::<Vec<_>>().join(" "))
    }

    fn added_by(&self, action: i64) -> Result<Vec<(LedgerId, i64)>> {
        let sql =
            "select ledger, sum(last - first + 1) from added where action = ?1 group by ledger";
        let mut query = self.conn.prepare_cached(sql)?;
        let mut rows = query.query([action])?;
        let mut added = Vec::new();
        while let Some(row) = rows.next()? {
            if let Some(ledger) = self.dictionary.find(&row.get::<_, String>(0)?) {
                added.push((ledger.id, row.get(1)?));
            }
        }
        added.sort_unstable();
        Ok(added)
    }

    fn changed_by(&self, entry: &mut Logged) -> Result<()> {
        let sql = "select ledger, row, field, before from change where action = ?1 order by rowid";
        let mut query = self.conn.prepare_cached(sql)?;
        let mut rows = query.query([entry.action])?;
        while let Some(row) = rows.next()? {
            if entry.changes.len() == MOST_CHANGES {
                entry.omitted += 1;
                continue;
            }
            let Some(ledger) = self.dictionary.find(&row.get::<_, String>(0)?) else {
                continue;
            };
            let (id, key): (i64, String) = (row.get(1)?, row.get(2)?);
            let field = ledger.position(&key);
            if field.is_none() && !key.is_empty() {
                continue;
            }
            let after = match field {
                Some(_) => after(&self.conn, ledger, id, &key, entry.action)?,
                None => Value::Empty,
            };
            let before = row.get::<_, Read>(3)?.0;
            entry.changes.push(LoggedChange {
                ledger: ledger.id,
                id,
                field,
                before,
                after,
            });
        }
        Ok(())
    }
}

/// The value of a field behind an action: what the next change found there, else what stands in
/// the book. A removal keeps what is not empty, so that a field it does not name was empty.
fn after(conn: &Connection, ledger: &Ledger, id: i64, key: &str, action: i64) -> Result<Value> {
    let sql = "select exists (select 1 from change
                 where ledger = ?1 and row = ?2 and action = ?3 and field = '')";
    let removed: bool = conn
        .prepare_cached(sql)?
        .query_row(params![ledger.key, id, action], |row| row.get(0))?;
    if removed {
        return Ok(Value::Empty);
    }
    let sql = "select before from change
               where ledger = ?1 and row = ?2 and field in (?3, '') and action > ?4
               order by action, field = '' limit 1";
    let later = conn
        .prepare_cached(sql)?
        .query_row(params![ledger.key, id, key, action], |row| {
            row.get::<_, Read>(0)
        })
        .optional()?;
    if let Some(later) = later {
        return Ok(later.0);
    }
    let sql = format!("select \"{key}\" from {} where id = ?1", ledger.key);
    let now = conn
        .prepare_cached(&sql)?
        .query_row([id], |row| row.get::<_, Read>(0))
        .optional()?;
    Ok(now.map_or(Value::Empty, |read| read.0))
}

/// The actions that touched a household or a record of it, also one that was its once.
fn touching(dictionary: &Dictionary, household: i64) -> String {
    let mut touching = Vec::new();
    for ledger in dictionary.ledgers() {
        let Some(rows) = rows_of(dictionary, ledger, household, 2) else {
            continue;
        };
        let key = &ledger.key;
        touching.push(format!(
            "select action from change where ledger = '{key}' and row in ({rows})"
        ));
        touching.push(format!(
            "select d.action from added d join ({rows}) r on r.id between d.first and d.last where d.ledger = '{key}'"
        ));
    }
    touching.join(" union ")
}

/// The keys of the own values of a household and of its records.
fn own_rows(dictionary: &Dictionary, household: i64, steps: u8) -> Option<String> {
    let left = steps.checked_sub(1)?;
    let homes = OWN_LEDGERS.iter().filter_map(|key| dictionary.find(key));
    let rows = homes.filter_map(|home| {
        let rows = rows_of(dictionary, home, household, left)?;
        Some(format!(
            "select v.id from own_value v join own_field f on f.id = v.field
             where f.ledger = '{}' and v.row in ({rows})",
            home.key
        ))
    });
    let rows: Vec<String> = rows.collect();
    (!rows.is_empty()).then(|| rows.join(" union "))
}

/// The keys of a ledger's records that belong to a household, directly or through another record.
fn rows_of(dictionary: &Dictionary, ledger: &Ledger, household: i64, steps: u8) -> Option<String> {
    let key = &ledger.key;
    if key == OWN_VALUES {
        return own_rows(dictionary, household, steps);
    }
    if key == "household" {
        return Some(format!("select {household} id"));
    }
    let left = steps.checked_sub(1)?;
    ledger.fields.iter().find_map(|field| {
        let Kind::Reference(to) = field.kind else { return None };
        let owners = rows_of(dictionary, dictionary.ledger(to), household, left)?;
        let field = &field.key;
        Some(format!(
            "select id from {key} where \"{field}\" in ({owners})
             union select row from change where ledger = '{key}' and field = '{field}' and before in ({owners})"
        ))
    })
}
