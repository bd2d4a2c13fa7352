//! Whom the actions of the log touched, so that only they are asked again.

use std::collections::BTreeSet;

use rusqlite::params;

use crate::dictionary::{Kind, Ledger};
use crate::store::{Result, Store};

/// From so many households on, asking everybody is no slower.
const MOST: usize = 300;

/// Whom actions touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touched {
    /// Nobody of the book.
    Nobody,
    /// These households.
    Households(BTreeSet<i64>),
    /// So many, or such a record, that everybody has to be asked.
    Everybody,
}

impl Store {
    /// Whom the actions after `change` touched.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn touched_since(&self, change: i64) -> Result<Touched> {
        if self.change_number()? == change {
            return Ok(Touched::Nobody);
        }
        let mut households = BTreeSet::new();
        for (key, rows) in self.rows_since(change)? {
            let ledger = self.dictionary.find(&key).filter(|found| found.key == key);
            let way = ledger.and_then(|ledger| self.way_to_household(ledger));
            // A record of a village, a helper or the whole township may mean anybody.
            let Some(way) = way else {
                return Ok(Touched::Everybody);
            };
            if self.moved_since(change, &key, &way.link)? {
                return Ok(Touched::Everybody);
            }
            for row in rows {
                match self.household_by(&way.sql, row)? {
                    Household::Of(household) => {
                        households.insert(household);
                    }
                    Household::Nobodys => {}
                    Household::Gone => return Ok(Touched::Everybody),
                }
                if households.len() > MOST {
                    return Ok(Touched::Everybody);
                }
            }
        }
        Ok(Touched::Households(households))
    }

    /// Whether a record went from one household to another.
    fn moved_since(&self, change: i64, ledger: &str, link: &str) -> Result<bool> {
        let sql = "select exists (select 1 from change
                   where action > ?1 and ledger = ?2 and field = ?3 and before is not null)";
        let mut query = self.conn.prepare_cached(sql)?;
        Ok(query.query_row(params![change, ledger, link], |row| row.get(0))?)
    }

    /// The records that actions after `change` added, changed or removed, ledger by ledger; a
    /// number too large to matter ends the list early.
    fn rows_since(&self, change: i64) -> Result<Vec<(String, Vec<i64>)>> {
        let sql = "select ledger, row from change where action > ?1
                   union select ledger, first from added where action > ?1 and first = last";
        let mut query = self.conn.prepare_cached(sql)?;
        let mut found: Vec<(String, Vec<i64>)> = Vec::new();
        let mut rows = query.query(params![change])?;
        while let Some(row) = rows.next()? {
            let (ledger, id): (String, i64) = (row.get(0)?, row.get(1)?);
            match found.last_mut() {
                Some((last, ids)) if *last == ledger => ids.push(id),
                _ => found.push((ledger, vec![id])),
            }
        }
        let sql = "select ledger, first, last from added where action > ?1 and first < last";
        let mut query = self.conn.prepare_cached(sql)?;
        let mut rows = query.query(params![change])?;
        while let Some(row) = rows.next()? {
            let (first, last): (i64, i64) = (row.get(1)?, row.get(2)?);
            let most = i64::try_from(MOST).unwrap_or(i64::MAX);
            let last = last.min(first.saturating_add(most * 20));
            found.push((row.get(0)?, (first..=last).collect()));
        }
        Ok(found)
    }

    /// How a record of a ledger leads to its household; `None` where it belongs to none.
    fn way_to_household(&self, ledger: &Ledger) -> Option<Way> {
        let table = &ledger.key;
        if table == "household" {
            return Some(Way {
                sql: "select ?1".to_owned(),
                link: "id".to_owned(),
            });
        }
        let household = self.dictionary.find("household")?;
        if let Some(place) = ledger.reference_to(household.id) {
            let link = &ledger.fields[place].key;
            return Some(Way {
                sql: format!("select \"{link}\" from \"{table}\" where id = ?1"),
                link: link.clone(),
            });
        }
        // By way of another record, as an event of a loan.
        ledger.fields.iter().find_map(|field| {
            let Kind::Reference(to) = field.kind else {
                return None;
            };
            let other = self.dictionary.ledger(to);
            let place = other.reference_to(household.id)?;
            let (key, link, through) = (&field.key, &other.fields[place].key, &other.key);
            Some(Way {
                sql: format!(
                    "select o.\"{link}\" from \"{table}\" t
                     left join \"{through}\" o on o.id = t.\"{key}\" where t.id = ?1"
                ),
                link: key.clone(),
            })
        })
    }

    fn household_by(&self, way: &str, row: i64) -> Result<Household> {
        let mut query = self.conn.prepare_cached(way)?;
        let mut rows = query.query([row])?;
        Ok(match rows.next()? {
            Some(row) => match row.get(0)? {
                Some(household) => Household::Of(household),
                None => Household::Nobodys,
            },
            None => Household::Gone,
        })
    }
}

/// How a record leads to its household.
struct Way {
    /// A sentence over the record's key.
    sql: String,
    /// The field of the record that leads there.
    link: String,
}

/// Where a record leads.
enum Household {
    Of(i64),
    /// The record hangs on no household.
    Nobodys,
    /// The record is there no more.
    Gone,
}
