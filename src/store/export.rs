//! The rows of a ledger for a sheet, one after the other, in the order of lists.

use std::fmt::Write;

use rusqlite::types::ValueRef;

use super::{Result, Store, StoreError};
use crate::dictionary::{Dictionary, Kind, Ledger, Part};

/// A value on its way out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OutCell<'a> {
    /// Nothing recorded.
    Empty,
    /// A text, date, code or number kept as text.
    Text(&'a str),
    /// A whole number.
    Int(i64),
    /// A number with decimals.
    Real(f64),
}

/// Which village's records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutVillage {
    /// All records.
    All,
    /// Those of these villages, by internal key.
    Of(Vec<i64>),
    /// Those of no village.
    None,
}

/// How many records of a ledger a village has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VillageRows {
    /// The village's internal key; `None` for records of no village.
    pub id: Option<i64>,
    /// Its name.
    pub name: String,
    /// The records.
    pub rows: u64,
}

/// One row: its cells in the order of the columns asked for.
pub struct OutRow<'a, 'stmt> {
    row: &'a rusqlite::Row<'stmt>,
    count: usize,
}

impl OutRow<'_, '_> {
    /// The cells.
    pub fn cells(&self) -> impl Iterator<Item = OutCell<'_>> {
        (0..self.count).map(|at| match self.row.get_ref(at) {
            Ok(ValueRef::Integer(number)) => OutCell::Int(number),
            Ok(ValueRef::Real(number)) => OutCell::Real(number),
            Ok(ValueRef::Text(bytes)) => text(bytes),
            _ => OutCell::Empty,
        })
    }
}

/// A text that is no UTF-8 cannot have been written by this program; it is left out.
fn text(bytes: &[u8]) -> OutCell<'_> {
    std::str::from_utf8(bytes).map_or(OutCell::Empty, OutCell::Text)
}

impl Store {
    /// Gives every record of `ledger` to `take`, one at a time: memory does not grow with the
    /// book. `keys` are those that were picked out, in the order wanted; `today` is what derived fields call today.
    ///
    /// # Errors
    ///
    /// What `take` returns, or when the book cannot be read.
    pub fn export<E: From<StoreError>>(
        &self,
        ledger: &Ledger,
        parts: &[Part],
        (village, keys): (&OutVillage, Option<&[i64]>),
        today: &str,
        mut take: impl FnMut(&OutRow<'_, '_>) -> Result<(), E>,
    ) -> Result<u64, E> {
        let sql = self.export_sql(ledger, parts, village, keys.is_some())?;
        let mut query = self.conn.prepare(&sql).map_err(StoreError::from)?;
        if let Ok(Some(at)) = query.parameter_index(":today") {
            query
                .raw_bind_parameter(at, today)
                .map_err(StoreError::from)?;
        }
        if let Ok(Some(at)) = query.parameter_index(":keys") {
            let keys = super::list::json(keys.unwrap_or_default().iter());
            query
                .raw_bind_parameter(at, keys)
                .map_err(StoreError::from)?;
        }
        let mut rows = query.raw_query();
        let mut count = 0;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            take(&OutRow {
                row,
                count: parts.len(),
            })?;
            count += 1;
        }
        Ok(count)
    }

    /// How many records of `ledger`, or of those picked out, each village has, in the order of villages; the last has those
    /// of no village. `None` when the ledger is not divided by village.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn export_villages(
        &self,
        ledger: &Ledger,
        keys: Option<&[i64]>,
    ) -> Result<Option<Vec<VillageRows>>> {
        if within(&self.dictionary, ledger, "()").is_none() {
            return Ok(None);
        }
        let count = |village: &OutVillage| -> Result<u64> {
            let condition = condition(&self.dictionary, ledger, village);
            let joined = keys.map_or("", |_| " join json_each(?1) k on k.value = t.id");
            let sql = format!("select count(*) from {} t{joined}{condition}", ledger.key);
            let keys = keys.map(|keys| super::list::json(keys.iter()));
            let count: i64 =
                self.conn
                    .query_row(&sql, rusqlite::params_from_iter(keys), |row| row.get(0))?;
            Ok(count.unsigned_abs())
        };
        let mut query = self
            .conn
            .prepare("select id, coalesce(name, '') from village order by id")?;
        let villages = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut all = Vec::new();
        for village in villages {
            let (id, name): (i64, String) = village?;
            all.push(VillageRows {
                id: Some(id),
                name,
                rows: count(&OutVillage::Of(vec![id]))?,
            });
        }
        all.push(VillageRows {
            id: None,
            name: String::new(),
            rows: count(&OutVillage::None)?,
        });
        Ok(Some(all))
    }

    /// Whether the records of `ledger` belong to villages.
    #[must_use]
    pub fn has_village(&self, ledger: &Ledger) -> bool {
        within(&self.dictionary, ledger, "()").is_some()
    }

    /// The villages of this name.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn villages_named(&self, name: &str) -> Result<Vec<i64>> {
        let mut query = self
            .conn
            .prepare("select id from village where name = ?1 order by id")?;
        let rows = query.query_map([name], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn export_sql(
        &self,
        ledger: &Ledger,
        parts: &[Part],
        village: &OutVillage,
        picked: bool,
    ) -> Result<String> {
        let sql = "select exists (select 1 from pending where ledger = ?1)";
        let pending: bool = self.conn.query_row(sql, [&ledger.key], |row| row.get(0))?;
        let mut select = Select {
            dictionary: &self.dictionary,
            ledger,
            pending,
            joins: String::new(),
        };
        let columns: Vec<String> = parts.iter().map(|part| select.column(*part)).collect();
        select.join_references(parts);
        let (from, order) = if picked {
            let from = format!("json_each(:keys) k join {} t on t.id = k.value", ledger.key);
            (from, "k.key".to_owned())
        } else {
            (format!("{} t", ledger.key), order(ledger))
        };
        Ok(format!(
            "select {} from {from}{}{} order by {order}",
            columns.join(", "),
            select.joins,
            condition(&self.dictionary, ledger, village),
        ))
    }
}

/// A query for a sheet, while it is put together.
struct Select<'a> {
    dictionary: &'a Dictionary,
    ledger: &'a Ledger,
    /// Whether records of this ledger wait in 待挂接: what their sheet called the household goes
    /// out as it came in.
    pending: bool,
    joins: String,
}

impl Select<'_> {
    fn column(&mut self, part: Part) -> String {
        match part {
            Part::Key => "t.id".to_owned(),
            Part::Field(place) => {
                let field = &self.ledger.fields[place];
                let derived = field.sql.as_ref().map(|sql| format!("({sql})"));
                derived.unwrap_or_else(|| format!("t.\"{}\"", field.key))
            }
            Part::Of(place, at) => self.part(place, at),
        }
    }

    fn part(&mut self, place: usize, at: usize) -> String {
        let field = &self.ledger.fields[place];
        let column = &field.columns[at].key;
        let Kind::Reference(to) = field.kind else {
            return "null".to_owned();
        };
        let Some((named, other)) = self.dictionary.part_field(to, column) else {
            return "null".to_owned();
        };
        let value = match other {
            None => format!("r{place}.\"{column}\""),
            Some(other) => {
                let table = &self.dictionary.ledger(other).key;
                format!(
                    "(select n.\"{}\" from {table} n where n.id = r{place}.\"{column}\")",
                    named.key
                )
            }
        };
        let waits = self.pending && self.dictionary.ledger(to).key == "household";
        if waits
            && matches!(
                column.as_str(),
                "code" | "head_name" | "head_id" | "village"
            )
        {
            format!(
                "case when t.\"{}\" is null then w.{column} else {value} end",
                field.key
            )
        } else {
            value
        }
    }

    fn join_references(&mut self, parts: &[Part]) {
        for (place, field) in self.ledger.fields.iter().enumerate() {
            let used = parts
                .iter()
                .any(|part| matches!(part, Part::Of(of, _) if *of == place));
            if let (Kind::Reference(to), true) = (field.kind, used) {
                let table = &self.dictionary.ledger(to).key;
                let _ = write!(
                    self.joins,
                    " left join {table} r{place} on r{place}.id = t.\"{}\"",
                    field.key
                );
            }
        }
        if self.pending {
            let ledger = &self.ledger.key;
            let _ = write!(
                self.joins,
                " left join pending w on w.ledger = '{ledger}' and w.row = t.id"
            );
        }
    }
}

/// Groups of a village by number: 2组 before 10组.
fn order(ledger: &Ledger) -> String {
    let mut order = String::new();
    for field in ledger.order.iter().map(|place| &ledger.fields[*place]) {
        let key = &field.key;
        let derived = field.sql.as_ref().map(|sql| format!("({sql}), "));
        let stored = || match field.key.as_str() {
            "group_name" => format!("length(t.\"{key}\"), t.\"{key}\", "),
            _ => format!("t.\"{key}\", "),
        };
        order.push_str(&derived.unwrap_or_else(stored));
    }
    order + "t.id"
}

fn condition(dictionary: &Dictionary, ledger: &Ledger, village: &OutVillage) -> String {
    let in_set = |set: &str| within(dictionary, ledger, set).unwrap_or_else(|| "1".to_owned());
    match village {
        OutVillage::All => String::new(),
        OutVillage::Of(ids) => {
            let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
            format!(" where {}", in_set(&format!("({})", ids.join(", "))))
        }
        OutVillage::None => format!(
            " where not coalesce({}, 0)",
            in_set("(select id from village)")
        ),
    }
}

/// The condition that a record belongs to one of a set of villages, by the shortest way of
/// references there; `None` when there is none.
fn within(dictionary: &Dictionary, ledger: &Ledger, set: &str) -> Option<String> {
    (0..4).find_map(|steps| reach(dictionary, ledger, "t.", set, steps))
}

fn reach(
    dictionary: &Dictionary,
    ledger: &Ledger,
    alias: &str,
    set: &str,
    steps: u8,
) -> Option<String> {
    if ledger.key == "village" {
        return (steps == 0).then(|| format!("{alias}id in {set}"));
    }
    let left = steps.checked_sub(1)?;
    if ledger.has_own_village() {
        // What names no village is its household's.
        return Some(format!(
            "coalesce({alias}village, (select h.village from household h where h.id = {alias}household)) in {set}"
        ));
    }
    ledger.fields.iter().find_map(|field| {
        let Kind::Reference(to) = field.kind else {
            return None;
        };
        let to = dictionary.ledger(to);
        let inner = reach(dictionary, to, &format!("{}.", to.key), set, left)?;
        Some(format!(
            "{alias}\"{}\" in (select id from {} where {inner})",
            field.key, to.key
        ))
    })
}
