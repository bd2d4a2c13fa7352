//! 年度结转: a year of 户年度 begun from the year before, for any number of households at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::{Connection, ToSql};

use super::value::Read;
use super::{Act, Result, Store, Writer};
use crate::dictionary::{Ledger, carry};
use crate::domain::Value;
use crate::domain::codes::register_state::{CLOSED, STRUCK};

/// So many households are read before they are written.
const CHUNK: i64 = 2000;

/// Which households.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CarryOf {
    /// All.
    All,
    /// Those of a village, by its internal key.
    Village(i64),
    /// These, by internal key.
    These(Vec<i64>),
}

/// What a 年度结转 does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Households whose new year is begun.
    pub begun: usize,
    /// Households whose new year was there and is completed.
    pub completed: usize,
    /// Households whose new year lacks nothing that could be carried.
    pub left: usize,
    /// By the places of the fields: how many values are carried.
    pub fields: BTreeMap<usize, usize>,
}

/// A household's old year and, where there is one, its new year; the carried fields alone.
struct Pair {
    household: i64,
    old: Vec<Value>,
    new: Option<(i64, Vec<Value>, Value)>,
}

impl Store {
    /// The last year before `before` that any household has a 户年度 of.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn last_year(&self, before: i64) -> Result<Option<i64>> {
        let sql = "select max(year) from household_year where year < ?1";
        let mut query = self.conn.prepare_cached(sql)?;
        Ok(query.query_row([before], |row| row.get(0))?)
    }

    /// What [`Store::carry`] would do.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn carry_preview(&self, year: i64, of: &CarryOf) -> Result<Carried> {
        let ledger = self.dictionary.ledger(self.ledger("household_year"));
        let mut done = Carried::default();
        let mut last = i64::MIN;
        loop {
            let pairs = chunk(&self.conn, ledger, (year, of), last)?;
            let Some(end) = pairs.last() else {
                return Ok(done);
            };
            last = end.household;
            for pair in &pairs {
                done.count(pair, &taken(ledger, pair));
            }
        }
    }

    /// Begins a year from the year before: one action. A year that is there keeps what it has and
    /// gets only what it lacks; what is carried is marked as not confirmed.
    ///
    /// # Errors
    ///
    /// As [`Store::act`].
    pub fn carry(
        &mut self,
        act: &Act<'_>,
        year: i64,
        of: &CarryOf,
    ) -> Result<(Option<i64>, Carried)> {
        let dictionary = Arc::clone(&self.dictionary);
        let ledger = dictionary.ledger(self.ledger("household_year"));
        self.act(act, |writer| writer.carry(ledger, year, of))
    }
}

impl Writer<'_> {
    fn carry(&mut self, ledger: &Ledger, year: i64, of: &CarryOf) -> Result<Carried> {
        let mut done = Carried::default();
        let mut last = i64::MIN;
        loop {
            let pairs = chunk(self.connection(), ledger, (year, of), last)?;
            let Some(end) = pairs.last() else {
                return Ok(done);
            };
            last = end.household;
            for pair in pairs {
                let taken = taken(ledger, &pair);
                done.count(&pair, &taken);
                if !taken.is_empty() {
                    self.carry_one(ledger, year, pair, taken)?;
                }
            }
        }
    }

    fn carry_one(
        &mut self,
        ledger: &Ledger,
        year: i64,
        pair: Pair,
        mut taken: Vec<(usize, Value)>,
    ) -> Result<()> {
        let keys = taken
            .iter()
            .map(|(place, _)| ledger.fields[*place].key.as_str());
        let keys: Vec<&str> = keys.collect();
        let Some(at) = ledger.carry_mark() else {
            return Ok(());
        };
        if let Some((id, _, before)) = pair.new {
            let before = before.text().unwrap_or_default().split(',');
            let mark = carry::mark(before.chain(keys));
            taken.push((at, mark));
            self.update(ledger.id, id, &taken)?;
            return Ok(());
        }
        let mut values = vec![Value::Empty; ledger.fields.len()];
        values[at] = carry::mark(keys.into_iter());
        for (key, value) in [("household", pair.household), ("year", year)] {
            if let Some(place) = ledger.position(key) {
                values[place] = Value::Int(value);
            }
        }
        for (place, value) in taken {
            values[place] = value;
        }
        self.insert(ledger.id, &values)?;
        Ok(())
    }
}

impl Carried {
    fn count(&mut self, pair: &Pair, taken: &[(usize, Value)]) {
        match (&pair.new, taken.is_empty()) {
            (_, true) => self.left += 1,
            (Some(_), false) => self.completed += 1,
            (None, false) => self.begun += 1,
        }
        for (place, _) in taken {
            *self.fields.entry(*place).or_default() += 1;
        }
    }
}

/// What the new year takes from the old one.
fn taken(ledger: &Ledger, pair: &Pair) -> Vec<(usize, Value)> {
    let lacks = |at: usize| {
        let new = pair.new.as_ref();
        new.is_none_or(|(_, values, _)| values[at].is_empty())
    };
    let carried = ledger.carried().zip(&pair.old).enumerate();
    carried
        .filter(|(at, (_, old))| !old.is_empty() && lacks(*at))
        .map(|(_, (place, old))| (place, old.clone()))
        .collect()
}

/// The next households after `last` that have the year before; those that are no longer there
/// (自然销户, 清退) begin no year. Of two rows of one year the older counts.
fn chunk(
    conn: &Connection,
    ledger: &Ledger,
    (year, of): (i64, &CarryOf),
    last: i64,
) -> Result<Vec<Pair>> {
    let carried: Vec<usize> = ledger.carried().collect();
    let columns = |table: &str| {
        let keys = carried.iter().map(|place| &ledger.fields[*place].key);
        keys.map(|key| format!("{table}.\"{key}\""))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let scope = match of {
        CarryOf::All => String::new(),
        CarryOf::Village(id) => format!("and h.village = {id}"),
        CarryOf::These(_) => "and p.household in (select value from json_each(:these))".to_owned(),
    };
    let sql = format!(
        "select p.household, n.id, n.unconfirmed, {}, {}
         from household_year p
         join household h on h.id = p.household
         left join household_year n on n.id =
           (select min(m.id) from household_year m where m.household = p.household and m.year = :year)
         where p.year = :year - 1 and p.household > :last {scope}
           and coalesce(h.register_state, '') not in ('{CLOSED}', '{STRUCK}')
           and p.id = (select min(m.id) from household_year m
                       where m.household = p.household and m.year = p.year)
         order by p.household limit :chunk",
        columns("p"),
        columns("n"),
    );
    let mut query = conn.prepare_cached(&sql)?;
    let these = match of {
        CarryOf::These(ids) => Some(serde_json::to_string(ids).unwrap_or_default()),
        _ => None,
    };
    let mut values: Vec<(&str, &dyn ToSql)> =
        vec![(":year", &year), (":last", &last), (":chunk", &CHUNK)];
    values.extend(these.as_ref().map(|these| (":these", these as &dyn ToSql)));
    let mut rows = query.query(values.as_slice())?;
    let mut pairs = Vec::new();
    while let Some(row) = rows.next()? {
        let values = |from: usize| -> Result<Vec<Value>> {
            let places = from..from + carried.len();
            places.map(|at| Ok(row.get::<_, Read>(at)?.0)).collect()
        };
        let new: Option<i64> = row.get(1)?;
        let new = match new {
            Some(id) => Some((id, values(3 + carried.len())?, row.get::<_, Read>(2)?.0)),
            None => None,
        };
        pairs.push(Pair {
            household: row.get(0)?,
            old: values(3)?,
            new,
        });
    }
    Ok(pairs)
}
