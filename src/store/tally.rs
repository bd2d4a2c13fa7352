//! 统计: the records that a list shows, counted by one or two facts in one sentence.

use std::collections::{BTreeMap, HashMap};

use super::facts::Ask;
use super::select::{Among, Picked, condition, each};
use super::value::Read;
use super::{Reach, Result, Store};
use crate::dictionary::{CountUnit, Fact, Kind, Mask};
use crate::domain::Value;
use crate::domain::page::{CountHead, CountTable};

/// More lines than this are no table: a county has some thousand villages.
const LONGEST: usize = 5_000;

/// More columns than this neither.
const WIDEST: usize = 200;

/// Where a line or column stands in the table: by the list of codes, the ledger of what is referred to,
/// the number, the text; what is not recorded comes last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    At(usize),
    Number(i64),
    Text(String),
    Missing,
}

/// One number of the table.
struct Cell {
    keys: Vec<(Place, CountHead)>,
    number: Option<f64>,
    lacking: usize,
}

impl Store {
    /// Counts the records picked out, by the facts named in `by`, one or two.
    ///
    /// # Errors
    ///
    /// When the book cannot be read. `Ok(None)` when there are too many lines or columns.
    pub fn tally(
        &self,
        reach: &Reach,
        among: Among<'_>,
        picked: &Picked,
        by: &[&Fact],
        unit: &CountUnit,
    ) -> Result<Option<CountTable>> {
        let Some(choice) = self.choice(reach, among)? else {
            return Ok(Some(CountTable::default()));
        };
        let summed = unit
            .sum
            .as_deref()
            .and_then(|name| picked.subject.fact(name));
        let mut also: Vec<&str> = by.iter().map(|fact| fact.name.as_str()).collect();
        also.extend(summed.map(|fact| fact.name.as_str()));
        let ask = Ask {
            subject: &picked.subject,
            condition: picked.condition.as_ref(),
            also,
        };
        let ledger = &self.dictionary.ledger(choice.ledger).key;
        let from = format!("{ledger} t{} where {}", choice.from, choice.condition);
        let keys: Vec<String> = by.iter().map(|fact| group(fact)).collect();
        let places: Vec<String> = (1..=by.len()).map(|at| at.to_string()).collect();
        let sql = format!(
            "select {}, {} from ({}) p where ({}) group by {}",
            keys.join(", "),
            measure(unit, summed),
            self.facts_view(&ask, &from),
            condition(picked.condition.as_ref()),
            places.join(", "),
        );
        let orders = by.iter().map(|fact| self.names_in_order(fact));
        let orders: Vec<HashMap<String, usize>> = orders.collect::<Result<_>>()?;
        let mut query = self.prepared(&sql, picked.condition.as_ref())?;
        let mut cells = Vec::new();
        each(reach, among, picked.year, &choice, &mut query, |row| {
            let mut keys = Vec::new();
            for (at, fact) in by.iter().enumerate() {
                let value = row.get::<_, Read>(at)?.0;
                keys.push(self.head(fact, &value, &orders[at]));
            }
            cells.push(Cell {
                keys,
                number: row.get(by.len())?,
                lacking: row.get::<_, u32>(by.len() + 1)? as usize,
            });
            Ok(())
        })?;
        Ok(table(cells, by, unit, summed))
    }

    /// What the lines of a reference stand in order of: the other ledger's names, in its order.
    fn names_in_order(&self, fact: &Fact) -> Result<HashMap<String, usize>> {
        let Kind::Reference(to) = fact.kind else {
            return Ok(HashMap::new());
        };
        let ledger = self.dictionary.ledger(to);
        let sql = format!(
            "select t.\"{}\" from {} t where t.\"{0}\" is not null order by {}",
            ledger.name_column(),
            ledger.key,
            super::list::order(ledger)
        );
        let mut query = self.conn.prepare(&sql)?;
        let names = query.query_map([], |row| row.get::<_, String>(0))?;
        let mut places = HashMap::new();
        for (at, name) in names.take(LONGEST).enumerate() {
            places.entry(name?).or_insert(at);
        }
        Ok(places)
    }

    fn head(
        &self,
        fact: &Fact,
        value: &Value,
        order: &HashMap<String, usize>,
    ) -> (Place, CountHead) {
        let name = &fact.name;
        let label = fact.show(&self.dictionary, value, Mask::Masked);
        let (stored, literal) = match value {
            Value::Empty => {
                let head = CountHead {
                    label: "漏填".to_owned(),
                    value: None,
                    condition: format!("{name} is null"),
                };
                return (Place::Missing, head);
            }
            Value::Text(text) => (text.to_string(), format!("'{}'", text.replace('\'', "''"))),
            Value::Int(number) => (number.to_string(), number.to_string()),
            Value::Real(number) => (number.to_string(), number.to_string()),
        };
        let place = match (fact.kind, value) {
            (Kind::Code(_), Value::Text(code)) => {
                let list = self.dictionary.codes_of_kind(fact.kind);
                let at = list.and_then(|list| list.entries.iter().position(|e| e.code == *code));
                at.map_or_else(|| Place::Text(code.to_string()), Place::At)
            }
            (_, Value::Int(number)) => Place::Number(*number),
            #[expect(clippy::cast_possible_truncation, reason = "only a place in a table")]
            (_, Value::Real(number)) => Place::Number((number * 100.0) as i64),
            (_, Value::Text(text)) => match order.get(text.as_str()) {
                Some(at) => Place::At(*at),
                None => Place::Text(text.to_string()),
            },
            (_, Value::Empty) => Place::Missing,
        };
        let asked = if fact.kind == Kind::Date {
            format!("substr({name}, 1, 4) = {literal}")
        } else {
            format!("{name} = {literal}")
        };
        let head = CountHead {
            label,
            value: Some(stored),
            condition: asked,
        };
        (place, head)
    }
}

/// What the lines are grouped by: of a date its year.
fn group(fact: &Fact) -> String {
    let name = &fact.name;
    match fact.kind {
        Kind::Date => format!("substr(p.\"{name}\", 1, 4)"),
        _ => format!("p.\"{name}\""),
    }
}

/// The number of a group, and how many of its records lack what is added up. Money is added up in
/// fen, which is exact.
fn measure(unit: &CountUnit, summed: Option<&Fact>) -> String {
    if let Some(fact) = summed {
        let name = &fact.name;
        let sum = match fact.kind {
            Kind::Money => format!("sum(cast(round(p.\"{name}\" * 100) as integer)) / 100.0"),
            _ => format!("sum(p.\"{name}\") * 1.0"),
        };
        return format!("{sum}, sum(p.\"{name}\" is null)");
    }
    match unit.distinct.as_deref() {
        Some(_) => "count(distinct p.household_) * 1.0, 0".to_owned(),
        None => "count(*) * 1.0, 0".to_owned(),
    }
}

/// Puts the numbers into lines and columns; `None` when it would be no table any more.
fn table(
    cells: Vec<Cell>,
    by: &[&Fact],
    unit: &CountUnit,
    summed: Option<&Fact>,
) -> Option<CountTable> {
    let single = CountHead {
        label: unit.label.clone(),
        value: None,
        condition: String::new(),
    };
    let mut rows: BTreeMap<Place, CountHead> = BTreeMap::new();
    let mut columns: BTreeMap<Place, CountHead> = BTreeMap::new();
    let mut numbers: BTreeMap<(Place, Place), f64> = BTreeMap::new();
    let mut lacking = 0;
    for cell in cells {
        lacking += cell.lacking;
        let mut keys = cell.keys.into_iter();
        let (row, head) = keys.next()?;
        rows.entry(row.clone()).or_insert(head);
        let (column, head) = keys.next().unwrap_or((Place::At(0), single.clone()));
        columns.entry(column.clone()).or_insert(head);
        if let Some(number) = cell.number {
            *numbers.entry((row, column)).or_insert(0.0) += number;
        }
    }
    if rows.len() > LONGEST || columns.len() > WIDEST {
        return None;
    }
    let of = |row: &Place, column: &Place| numbers.get(&(row.clone(), column.clone())).copied();
    let line = |row: &Place| {
        columns
            .keys()
            .map(|column| of(row, column))
            .collect::<Vec<_>>()
    };
    let values: Vec<Vec<Option<f64>>> = rows.keys().map(line).collect();
    let row_totals: Vec<f64> = values
        .iter()
        .map(|line| total(line.iter().flatten().copied()))
        .collect();
    let down = |at: usize| total(values.iter().filter_map(|line| line[at]));
    Some(CountTable {
        unit: unit.label.clone(),
        decimals: if summed.is_some_and(|fact| fact.kind == Kind::Money) {
            2
        } else {
            0
        },
        by: by.iter().map(|fact| fact.name.clone()).collect(),
        column_totals: (0..columns.len()).map(down).collect(),
        total: total(row_totals.iter().copied()),
        rows: rows.into_values().collect(),
        columns: columns.into_values().collect(),
        cells: values,
        row_totals,
        lacking,
        ..CountTable::default()
    })
}

/// A sum that is nought when there is nothing to add up; `sum` would give minus nought.
fn total(numbers: impl Iterator<Item = f64>) -> f64 {
    numbers.fold(0.0, |sum, number| sum + number)
}
