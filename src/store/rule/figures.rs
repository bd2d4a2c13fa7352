//! 本地数字: what the county sets, with the document that it comes from.

use crate::domain::PartialDate;
use crate::policy::LocalFigure;
use crate::store::{Result, Store};

/// A record of 本地数字.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalRecord {
    /// Its key.
    pub id: i64,
    /// The figure.
    pub figure: LocalFigure,
    /// The document that has it; empty where none is named.
    pub document: String,
}

impl Store {
    /// The figures of the place, as entered.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn local_figures(&self) -> Result<Vec<LocalFigure>> {
        let records = self.local_figure_records()?.into_iter();
        Ok(records.map(|record| record.figure).collect())
    }

    /// The records of 本地数字 that can be read, the earliest first.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn local_figure_records(&self) -> Result<Vec<LocalRecord>> {
        if self.dictionary.find("local_figure").is_none() {
            return Ok(Vec::new());
        }
        let sql =
            "select id, name, begins_on, value, coalesce(confirmed, 0), coalesce(document, '')
                   from local_figure
                   where name is not null and begins_on is not null and value is not null
                   order by begins_on, id";
        let mut query = self.conn.prepare_cached(sql)?;
        let mut rows = query.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let from: String = row.get(2)?;
            let Ok(from) = from.parse::<PartialDate>() else {
                continue;
            };
            found.push(LocalRecord {
                id: row.get(0)?,
                figure: LocalFigure {
                    name: row.get(1)?,
                    from,
                    value: row.get(3)?,
                    confirmed: row.get(4)?,
                },
                document: row.get(5)?,
            });
        }
        Ok(found)
    }
}
