//! Finding the record that a reference of a form means.

use super::value::row_values;
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
    /// The ledger is read through: households, which are too many for that, are found through the
    /// search keys, and persons are looked for within their household.
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
        let wanted = of.map(|(place, id)| (ledger.fields[place].key.as_str(), id));
        let filter = wanted.map_or(String::new(), |(key, id)| format!("where \"{key}\" = {id}"));
        // What happens, the newest first; what stays as it is in the order of lists.
        let happens = ledger
            .order
            .first()
            .is_some_and(|place| matches!(ledger.fields[*place].kind, Kind::Date | Kind::Year));
        let turn = if happens { "desc" } else { "asc" };
        let sql = format!(
            "select t.id, {} from {} t {filter} order by t.id {turn} limit {MOST}",
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
