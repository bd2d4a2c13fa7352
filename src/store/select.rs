//! 筛选: the keys of the records that a condition keeps, in the order wanted.

use rusqlite::{CachedStatement, ToSql};

use super::facts::Ask;
use super::list::{Choice, json, like};
use super::value::Read;
use super::{Matching, Reach, Result, Store, StoreError};
use crate::dictionary::{Condition, Fact, Kind, Ledger, LedgerId, Mask, Of, Subject};
use crate::domain::Value;
use crate::domain::page::{ListKind, RowFile};

/// What a list or a count is picked out by, its condition read.
#[derive(Clone, Debug)]
pub struct Picked {
    /// The facts of the ledger.
    pub subject: Subject,
    /// The condition; `None` keeps everything.
    pub condition: Option<Condition>,
    /// The fact that the rows stand in order of, and whether the greatest comes first.
    pub order: Option<(String, bool)>,
    /// The year whose 户年度 is meant.
    pub year: i32,
}

/// Which records of a ledger are asked about, before anything is picked out.
#[derive(Clone, Copy, Debug)]
pub struct Among<'a> {
    /// The list.
    pub kind: ListKind,
    /// What matched the words that were typed.
    pub matching: Option<&'a Matching>,
    /// The day before which a visit is too long ago.
    pub visit_before: Option<chrono::NaiveDate>,
}

impl Store {
    /// The keys of the records picked out, in order.
    ///
    /// # Errors
    ///
    /// [`StoreError::Condition`], or when the book cannot be read.
    pub fn picked(&self, reach: &Reach, among: Among<'_>, picked: &Picked) -> Result<Vec<i64>> {
        let Some(choice) = self.choice(reach, among)? else {
            return Ok(Vec::new());
        };
        let ledger = &self.dictionary.ledger(choice.ledger).key;
        let ask = Ask {
            subject: &picked.subject,
            condition: picked.condition.as_ref(),
            also: picked.order.iter().map(|(fact, _)| fact.as_str()).collect(),
        };
        let from = format!("{ledger} t{} where {}", choice.from, choice.condition);
        let order = picked
            .order
            .as_ref()
            .map_or_else(String::new, |(fact, down)| {
                let way = if *down { "desc" } else { "asc" };
                format!("p.\"{fact}\" is null, p.\"{fact}\" {way}, ")
            });
        let sql = format!(
            "select t.id from ({}) p join {ledger} t on t.id = p.id_ where ({}) order by {order}{}",
            self.facts_view(&ask, &from),
            condition(picked.condition.as_ref()),
            choice.order,
        );
        let mut query = self.prepared(&sql, picked.condition.as_ref())?;
        let mut keys = Vec::new();
        each(reach, among, picked.year, &choice, &mut query, |row| {
            keys.push(row.get(0)?);
            Ok(())
        })?;
        Ok(keys)
    }

    /// A sentence with a condition in it. Every word of the condition is known, so what the
    /// database cannot make sense of is how they stand together.
    pub(super) fn prepared(
        &self,
        sql: &str,
        condition: Option<&Condition>,
    ) -> Result<CachedStatement<'_>> {
        self.conn
            .prepare_cached(sql)
            .map_err(|error| match condition {
                Some(condition) => StoreError::Condition(condition.text.clone()),
                None => error.into(),
            })
    }

    /// The latest year of 户年度 that is not after `year`; `year` itself where there is none.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn latest_year(&self, year: i32) -> Result<i32> {
        let sql = "select coalesce(max(year), ?1) from household_year where year <= ?1";
        Ok(self
            .conn
            .prepare_cached(sql)?
            .query_row([year], |row| row.get(0))?)
    }

    /// The ledger that a list is of; `None` where its rows are of several.
    #[must_use]
    pub fn listed_ledger(&self, kind: ListKind) -> Option<LedgerId> {
        match kind {
            ListKind::Ledger(ledger) | ListKind::Of { ledger, .. } => Some(ledger),
            ListKind::Loans(_) => Some(self.ledger("loan")),
            ListKind::Behind(concern) => concern.ledger().map(|key| self.ledger(key)),
        }
    }
}

/// Runs a sentence over a choice, with everything bound that it may name.
pub(super) fn each(
    reach: &Reach,
    among: Among<'_>,
    year: i32,
    choice: &Choice,
    query: &mut CachedStatement<'_>,
    mut take: impl FnMut(&rusqlite::Row<'_>) -> Result<()>,
) -> Result<()> {
    let none = Matching::default();
    let matching = among.matching.unwrap_or(&none);
    let households = json(matching.households.iter());
    let persons = json(matching.persons.iter());
    let like = like(&matching.typed);
    let parent = choice.parent.map(|(_, id)| id);
    let before = super::attention::iso(among.visit_before);
    let more: [(&str, &dyn ToSql); 6] = [
        (":parent", &parent),
        (":households", &households),
        (":persons", &persons),
        (":like", &like),
        (":before", &before),
        (":year", &year),
    ];
    let mut rows = reach.query(query, &more)?;
    while let Some(row) = rows.next()? {
        take(row)?;
    }
    Ok(())
}

/// The predicate of a condition.
pub(super) fn condition(condition: Option<&Condition>) -> &str {
    condition.map_or("true", |condition| &condition.text)
}

impl Store {
    /// Records with their values: the columns of lists, the facts that the condition reads and the
    /// one they stand in order of.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn picked_rows(
        &self,
        reach: &Reach,
        picked: &Picked,
        keys: &[i64],
        unmask: bool,
    ) -> Result<Vec<RowFile>> {
        let ledger = self.dictionary.ledger(picked.subject.ledger);
        let shown = shown(ledger, picked);
        let ask = Ask {
            subject: &picked.subject,
            condition: None,
            also: shown.iter().map(|fact| fact.name.as_str()).collect(),
        };
        let view = self.facts_view(&ask, &format!("{} t where t.id = :id", ledger.key));
        let names = shown.iter().map(|fact| format!(", p.\"{}\"", fact.name));
        let sql = format!(
            "select p.household_{} from ({view}) p",
            names.collect::<String>()
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mask = if unmask { Mask::Whole } else { Mask::Masked };
        let mut rows = Vec::with_capacity(keys.len());
        for id in keys {
            let mut found = reach.query(&mut query, &[(":id", id), (":year", &picked.year)])?;
            let Some(row) = found.next()? else {
                continue;
            };
            let mut file = RowFile {
                id: *id,
                household_id: row.get(0)?,
                ..RowFile::default()
            };
            for (at, fact) in shown.iter().enumerate() {
                let value = row.get::<_, Read>(at + 1)?.0;
                self.put(&mut file, (ledger.id, fact), &value, mask);
            }
            rows.push(file);
        }
        Ok(rows)
    }

    /// A value under its key as the book stores it, money in fen; and as an officer reads it.
    fn put(
        &self,
        file: &mut RowFile,
        (ledger, fact): (LedgerId, &Fact),
        value: &Value,
        mask: Mask,
    ) {
        let text = fact.show(&self.dictionary, value, mask);
        let hidden = mask == Mask::Masked && fact.sensitive;
        let stored = match value {
            Value::Empty => serde_json::Value::Null,
            Value::Text(_) if hidden => text.clone().into(),
            Value::Text(stored) => stored.as_str().into(),
            Value::Int(number) => (*number).into(),
            #[expect(clippy::cast_possible_truncation, reason = "fen of an amount in yuan")]
            Value::Real(yuan) if fact.kind == Kind::Money && !fact.key.is_empty() => {
                ((yuan * 100.0).round() as i64).into()
            }
            Value::Real(number) => (*number).into(),
        };
        let field = self.dictionary.ledger(ledger).field(&fact.key);
        let key = match fact.of {
            Of::Own if field.is_some_and(|field| field.own.is_some()) => &fact.name,
            Of::Own if !fact.key.is_empty() => &fact.key,
            _ => &fact.name,
        };
        file.fields.insert(key.clone(), stored);
        file.texts.push((fact.name.clone(), text));
    }
}

/// The facts that a row is shown with.
fn shown<'a>(ledger: &Ledger, picked: &'a Picked) -> Vec<&'a Fact> {
    let listed = |fact: &&Fact| {
        let field = ledger.field(&fact.key);
        fact.of == Of::Own && field.is_some_and(|field| field.list.is_some())
    };
    let mut shown: Vec<&Fact> = picked.subject.facts.iter().filter(listed).collect();
    let read = picked
        .condition
        .iter()
        .flat_map(|condition| &condition.facts);
    let order = picked.order.iter().map(|(fact, _)| fact);
    for name in read.chain(order) {
        if let Some(fact) = picked.subject.fact(name)
            && !shown.iter().any(|known| known.name == fact.name)
        {
            shown.push(fact);
        }
    }
    shown
}
