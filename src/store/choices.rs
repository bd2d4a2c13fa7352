//! Finding the record that a reference of a form means.

use std::fmt::Write as _;

use rusqlite::params_from_iter;

use super::value::{Bind, row_values};
use super::{Result, Store, record};
use crate::dictionary::{Kind, Ledger, LedgerId};
use crate::domain::Value;
use crate::domain::pinyin::append_spellings;

/// At most so many rows are looked at one by one.
const MOST: usize = 20_000;

impl Store {
    /// Records of `ledger` that every word of `text` finds, by internal key and values; at most
    /// `limit`. With `of`, a field and the value it must have.
    ///
    /// Households are found as everywhere, through their search keys; the other ledgers are small
    /// enough to be read through, persons because they are looked for within their household.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn choices(
        &self,
        ledger: LedgerId,
        text: &str,
        of: Option<(usize, i64)>,
        limit: usize,
    ) -> Result<Vec<(i64, Vec<Value>)>> {
        let dictionary = std::sync::Arc::clone(self.dictionary());
        let ledger = dictionary.ledger(ledger);
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        if ledger.key == "household" {
            return self.households(ledger, &words, limit);
        }
        let wanted = of.map(|(place, id)| (ledger.fields[place].key.as_str(), id));
        let filter = wanted.map_or(String::new(), |(key, id)| format!("where \"{key}\" = {id}"));
        let sql = format!(
            "select t.id, {} from {} t {filter} order by t.id desc limit {MOST}",
            ledger.kept_columns, ledger.key
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let count = ledger.kept().count();
        let mut rows = query.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let values = record::spread(ledger, row_values(row, 1, count)?);
            if matches(ledger, &values, &words) {
                found.push((row.get(0)?, values));
            }
            if found.len() == limit {
                break;
            }
        }
        Ok(found)
    }

    fn households(
        &self,
        ledger: &Ledger,
        words: &[String],
        limit: usize,
    ) -> Result<Vec<(i64, Vec<Value>)>> {
        let mut sql = format!(
            "select h.id, {} from household h join search_key s on s.id = h.id where true",
            ledger.columns_of("h")
        );
        for at in 1..=words.len() {
            let _ = write!(
                sql,
                " and (instr(s.text, ?{at}) > 0 or h.village in (select id from village where instr(name, ?{at}) > 0))"
            );
        }
        let _ = write!(sql, " order by h.id limit {limit}");
        let mut query = self.conn.prepare_cached(&sql)?;
        let count = ledger.kept().count();
        let texts: Vec<Value> = words
            .iter()
            .map(|word| Value::Text(word.as_str().into()))
            .collect();
        let rows = query.query_map(params_from_iter(texts.iter().map(Bind)), |row| {
            Ok((row.get(0)?, row_values(row, 1, count)?))
        })?;
        let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(rows
            .into_iter()
            .map(|(id, stored)| (id, record::spread(ledger, stored)))
            .collect())
    }
}

/// Whether every word is in one of the texts of the record, or in the spelling of a name.
fn matches(ledger: &Ledger, values: &[Value], words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let mut text = String::new();
    for (field, value) in ledger.fields.iter().zip(values) {
        let Some(value) = value.text() else { continue };
        text.push_str(&value.to_lowercase());
        text.push('\n');
        let named = ledger
            .head
            .first()
            .is_some_and(|first| ledger.fields[*first].key == field.key);
        if named || field.kind == Kind::Name {
            append_spellings(value, &mut text);
            text.push('\n');
        }
    }
    words.iter().all(|word| text.contains(word.as_str()))
}
