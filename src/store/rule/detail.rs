//! Why a rule answered as it did: the facts and figures that it read.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::ToSql;

use super::sentence::{Sentence, Whom};
use crate::dictionary::{Condition, Fact, Kind, Mask};
use crate::domain::Value;
use crate::policy::{Asked, RuleBook, TODAY};
use crate::store::value::Read;
use crate::store::{Result, Store, income_year};

/// What a rule read of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// The record.
    pub id: i64,
    /// The facts and figures by name, as an officer reads them; empty where nothing is recorded.
    pub read: Vec<(String, String)>,
    /// The names of those that are missing and leave the answer open.
    pub missing: Vec<String>,
}

/// The names that a condition reads: facts, then figures.
pub(super) fn names(condition: &Condition) -> impl Iterator<Item = (String, bool)> {
    let figures = condition
        .parameters()
        .into_iter()
        .filter(|name| name != TODAY);
    let facts = condition.facts.iter().cloned().map(|name| (name, false));
    facts.chain(figures.map(|name| (name, true)))
}

impl Store {
    /// What a rule read of these records, in the order of their keys.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn rule_details(
        &self,
        book: &RuleBook,
        rule: usize,
        today: NaiveDate,
        ids: &[i64],
    ) -> Result<Vec<Detail>> {
        let Some((asked, subject)) = book
            .rules
            .get(rule)
            .and_then(|asked| Some((asked, book.subjects.get(&asked.ledger)?)))
        else {
            return Ok(Vec::new());
        };
        let year = income_year(today);
        let sentence = Sentence {
            dictionary: &self.dictionary,
            book,
            subject,
            income_year: year,
        };
        let columns = Columns::of(asked);
        let list: Vec<String> = ids.iter().map(i64::to_string).collect();
        let list = format!("[{}]", list.join(","));
        let sql = columns.sentence(&sentence, asked, Whom::Records(&list));
        let mut query = self.conn.prepare(&sql)?;
        let day = today.format("%Y-%m-%d").to_string();
        let given: [(&str, &dyn ToSql); 3] = [(":today", &day), (":year", &year), (":whom", &list)];
        for (name, value) in given {
            if let Some(place) = query.parameter_index(name)? {
                query.raw_bind_parameter(place, value)?;
            }
        }
        let mut found = Vec::new();
        let mut rows = query.raw_query();
        while let Some(row) = rows.next()? {
            let (read, missing) = columns.read(row, 1)?;
            let shown = read.into_iter().map(|(name, value)| {
                let text = subject.fact(&name).map_or_else(
                    || number(&value),
                    |fact| shown(fact, fact.show(&self.dictionary, &value, Mask::Masked)),
                );
                (name, text)
            });
            found.push(Detail {
                id: row.get(0)?,
                read: shown.collect(),
                missing,
            });
        }
        Ok(found)
    }
}

/// An amount as an officer says it: 47000元, not 47000.00.
fn shown(fact: &Fact, text: String) -> String {
    if fact.kind != Kind::Money || text.is_empty() {
        return text;
    }
    format!("{}元", text.strip_suffix(".00").unwrap_or(&text))
}

fn number(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Int(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text.to_string(),
    }
}

/// Every name with its value, and the missing ones that leave the answer open.
type ReadFacts = (Vec<(String, Value)>, Vec<String>);

/// What is selected to explain an answer: whether the rule applies, then facts and figures.
pub(super) struct Columns {
    /// The names, and whether each is a figure.
    names: Vec<(String, bool)>,
    /// Which of them tell whether the rule applies.
    applies: Vec<bool>,
    conditional: bool,
}

impl Columns {
    pub(super) fn of(asked: &Asked) -> Self {
        let main = ["meets", "hits", "when"];
        let main = main.iter().find_map(|key| asked.conditions.get(key));
        let applies = asked.conditions.get("applies");
        let mut all: Vec<(String, bool)> = Vec::new();
        for name in applies.into_iter().chain(main).flat_map(names) {
            if !all.contains(&name) {
                all.push(name);
            }
        }
        let first: BTreeSet<(String, bool)> = applies.into_iter().flat_map(names).collect();
        Self {
            applies: all.iter().map(|name| first.contains(name)).collect(),
            names: all,
            conditional: applies.is_some(),
        }
    }

    /// `id_, applies, name, name …` over the facts of these records.
    fn sentence(&self, sentence: &Sentence<'_>, asked: &Asked, whom: Whom<'_>) -> String {
        let mut reads = sentence.reads(&[asked], None);
        let facts = self.names.iter().filter(|(_, figure)| !figure);
        reads.extend(facts.map(|(name, _)| name.as_str()));
        let facts = sentence.facts(&reads, whom);
        format!(
            "{facts} select id_{} from g order by id_",
            self.columns(sentence, asked)
        )
    }

    /// The columns, each behind a comma.
    pub(super) fn columns(&self, sentence: &Sentence<'_>, asked: &Asked) -> String {
        let applies = match asked.conditions.get("applies") {
            Some(applies) => sentence.with_figures(asked, applies),
            None => "1".to_owned(),
        };
        let mut columns = format!(", ({applies}) is null");
        for (name, figure) in &self.names {
            columns.push_str(", ");
            if *figure {
                columns.push_str(&sentence.figure(asked, name));
            } else {
                columns.push_str(name);
            }
        }
        columns
    }

    /// Reads the columns from the one at `first`: every name with its value, and the missing ones
    /// that leave the answer open.
    pub(super) fn read(&self, row: &rusqlite::Row<'_>, first: usize) -> Result<ReadFacts> {
        let open: bool = row.get(first)?;
        let (mut read, mut missing) = (Vec::new(), Vec::new());
        for (at, (name, _)) in self.names.iter().enumerate() {
            let value = row.get::<_, Read>(first + 1 + at)?.0;
            let counts = !self.conditional || self.applies[at] == open;
            if value == Value::Empty && counts {
                missing.push(name.clone());
            }
            read.push((name.clone(), value));
        }
        Ok((read, missing))
    }
}
