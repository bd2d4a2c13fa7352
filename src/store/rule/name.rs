//! What the subjects of rules are called, and where they are.

use std::collections::HashMap;

use crate::dictionary::LedgerId;
use crate::store::facts::links;
use crate::store::{Result, Store};

/// What a record is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubjectName {
    /// Its name.
    pub name: String,
    /// Its village's name; empty where it is none's.
    pub village: String,
    /// The group of its household.
    pub group: String,
}

impl SubjectName {
    /// Village and group as an officer says them.
    #[must_use]
    pub fn place(&self) -> String {
        format!("{}{}", self.village, self.group)
    }
}

impl Store {
    /// What these records are called.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn subject_names(
        &self,
        ledger: LedgerId,
        ids: &[i64],
    ) -> Result<HashMap<i64, SubjectName>> {
        let ledger = self.dictionary.ledger(ledger);
        let place = ledger.field(ledger.name_column());
        let named = match place.map(|field| (field.kind, &field.key)) {
            // A record that is called by another's name, as a team by its village's.
            Some((crate::dictionary::Kind::Reference(to), key)) => {
                let other = self.dictionary.ledger(to);
                let name = other.name_column();
                format!(
                    "(select n.\"{name}\" from \"{}\" n where n.id = t.\"{key}\")",
                    other.key
                )
            }
            _ => format!("t.\"{}\"", ledger.name_column()),
        };
        let links = links(&self.dictionary, ledger);
        let sql = format!(
            "select f.id_, coalesce(f.name_, ''), coalesce(v.name, ''), coalesce(k.group_name, '')
             from (select {links}, {named} as name_ from \"{}\" t
                   where t.id in (select value from json_each(?1))) f
             left join household k on k.id = f.household_ left join village v on v.id = f.village_",
            ledger.key
        );
        let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
        let mut query = self.conn.prepare_cached(&sql)?;
        let rows = query.query_map([format!("[{}]", ids.join(","))], |row| {
            let name = SubjectName {
                name: row.get(1)?,
                village: row.get(2)?,
                group: row.get(3)?,
            };
            Ok((row.get(0)?, name))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
