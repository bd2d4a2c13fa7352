//! 待挂接: records whose household the book does not know yet.

use super::{Result, Store};
use crate::dictionary::LedgerId;

/// A record that waits for its household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its ledger.
    pub ledger: LedgerId,
    /// Its key.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// How it names its household.
    pub called: String,
    /// The only household that fits by now: its key, its head and village.
    pub suggestion: Option<(i64, String)>,
}

impl Store {
    /// The records that wait, ledger by ledger.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn waiting(&self, limit: usize) -> Result<Vec<Waiting>> {
        let mut found = Vec::new();
        for ledger in self.dictionary.ledgers() {
            let home = ledger
                .fields
                .iter()
                .find(|field| field.key == "household" && field.is_stored());
            let Some(home) = home else { continue };
            let name = ledger.fields.iter().find(|field| {
                matches!(field.key.as_str(), "name" | "borrower" | "visitor" | "what")
            });
            let name = name.map_or("''".to_owned(), |field| format!("t.\"{}\"", field.key));
            // A household fits by its number, or by its head's ID number; by more than one, by none.
            let sql = format!(
                "select t.id, coalesce({name}, ''), p.code, p.head_name, p.village,
                   (select case when count(*) = 1 then min(h.id) end from household h
                    where (p.code is not null and h.code = p.code)
                       or (p.head_id is not null and h.head_id = p.head_id))
                 from pending p join {} t on t.id = p.row
                 where p.ledger = ?1 and t.\"{}\" is null order by t.id limit ?2",
                ledger.key, home.key
            );
            let mut query = self.conn.prepare_cached(&sql)?;
            let left = i64::try_from(limit.saturating_sub(found.len())).unwrap_or(0);
            let mut rows = query.query(rusqlite::params![ledger.key, left])?;
            while let Some(row) = rows.next()? {
                let parts: [Option<String>; 3] = [row.get(2)?, row.get(3)?, row.get(4)?];
                let fits: Option<i64> = row.get(5)?;
                found.push(Waiting {
                    ledger: ledger.id,
                    id: row.get(0)?,
                    name: row.get(1)?,
                    called: parts.into_iter().flatten().collect::<Vec<_>>().join(" "),
                    suggestion: fits
                        .map(|id| self.household_words(id).map(|words| (id, words)))
                        .transpose()?,
                });
            }
        }
        Ok(found)
    }

    fn household_words(&self, id: i64) -> Result<String> {
        let sql = "select coalesce(h.head_name, '') || ' ' || coalesce(v.name, '') || coalesce(h.group_name, '')
                   from household h left join village v on v.id = h.village where h.id = ?1";
        Ok(self
            .conn
            .prepare_cached(sql)?
            .query_row([id], |row| row.get(0))?)
    }
}
