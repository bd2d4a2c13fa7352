//! A record whose fields are asked for by key.

use super::super::value::row_values;
use super::super::{Result, Store, record};
use crate::dictionary::{Dictionary, Ledger, Mask};
use crate::domain::Value;
use crate::domain::page::Fields;

/// A record with its ledger.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    /// Its internal key.
    pub id: i64,
    dictionary: &'a Dictionary,
    ledger: &'a Ledger,
    values: Vec<Value>,
}

impl Sheet<'_> {
    fn value(&self, key: &str) -> &Value {
        let place = self.ledger.position(key);
        place.map_or(&Value::Empty, |place| &self.values[place])
    }

    /// A text as stored.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.value(key).text()
    }

    /// A number as stored.
    pub fn int(&self, key: &str) -> Option<i64> {
        self.value(key).int()
    }

    /// 是 or 否, where it is recorded.
    pub fn yes(&self, key: &str) -> Option<bool> {
        self.int(key).map(|answer| answer != 0)
    }

    /// Whether anything is recorded.
    pub fn has(&self, key: &str) -> bool {
        !self.value(key).is_empty()
    }

    /// Whether one of several codes is this one.
    pub fn has_code(&self, key: &str, code: &str) -> bool {
        let codes = self.text(key).unwrap_or_default();
        codes.split(',').any(|one| one == code)
    }

    /// In the officer's words, masked where the dictionary says so.
    pub fn shown(&self, key: &str) -> String {
        self.in_words(key, Mask::Masked)
    }

    /// In the officer's words, whole.
    pub fn whole(&self, key: &str) -> String {
        self.in_words(key, Mask::Whole)
    }

    fn in_words(&self, key: &str, mask: Mask) -> String {
        let field = self.ledger.field(key);
        field.map_or_else(String::new, |field| {
            self.dictionary.show(field, self.value(key), mask)
        })
    }

    /// The officer's word for a field.
    pub fn label(&self, key: &str) -> String {
        let field = self.ledger.field(key);
        field.map(|field| field.label.clone()).unwrap_or_default()
    }

    /// Every kept field by key, as stored; sensitive ones masked unless asked otherwise.
    pub fn fields(&self, mask: Mask) -> Fields {
        let mut fields = Fields(vec![("id".to_owned(), Value::Int(self.id))]);
        for (place, field) in self.ledger.kept() {
            let value = match &self.values[place] {
                Value::Text(_) if field.sensitive && mask == Mask::Masked => {
                    Value::Text(self.shown(&field.key).into())
                }
                other => other.clone(),
            };
            super::with(&mut fields, field.json_key(), value);
        }
        fields
    }
}

impl Store {
    /// One record of a ledger.
    pub(super) fn sheet(&self, ledger: &str, id: i64) -> Result<Sheet<'_>> {
        let ledger = self.dictionary.ledger(self.ledger(ledger));
        Ok(Sheet {
            id,
            dictionary: &self.dictionary,
            ledger,
            values: self.record(ledger.id, id)?,
        })
    }

    /// The records of a ledger that hang on a household, in this order.
    pub(super) fn sheets_of(
        &self,
        ledger: &str,
        household: i64,
        order: &str,
    ) -> Result<Vec<Sheet<'_>>> {
        let ledger = self.dictionary.ledger(self.ledger(ledger));
        let sql = format!(
            "select t.id, {} from {} t where t.household = ?1 order by {order}",
            ledger.kept_columns, ledger.key
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let count = ledger.kept().count();
        let mut rows = query.query([household])?;
        let mut sheets = Vec::new();
        while let Some(row) = rows.next()? {
            sheets.push(Sheet {
                id: row.get(0)?,
                dictionary: &self.dictionary,
                ledger,
                values: record::spread(ledger, row_values(row, 1, count)?),
            });
        }
        Ok(sheets)
    }

    /// The members on the register, the head first, and those who left.
    pub(super) fn members(&self, household: i64) -> Result<(Vec<Sheet<'_>>, Vec<Sheet<'_>>)> {
        let order = "relation is null, relation, birth, id";
        let all = self.sheets_of("person", household, order)?;
        Ok(all.into_iter().partition(|person| !person.has("left_on")))
    }
}
