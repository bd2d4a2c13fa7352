//! 情况说明 and 豁免: a doubt whose reason is on record is shown as explained, never hidden.

use std::collections::BTreeSet;

use rusqlite::params;

use super::answers::Answers;
use crate::domain::Answer;
use crate::policy::RuleBook;
use crate::store::{Result, Store};

/// 豁免: only the county grants it, with a number and a date; without them it explains nothing.
const EXEMPTION: &str = "2";

/// The last day of an explanation that names none.
const OPEN_END: &str = "9999-12-31";

impl Store {
    /// Marks what an explanation in force is about: doubts are explained, duties wait until it ends.
    pub(super) fn explain(&self, book: &RuleBook, answers: &mut Answers) -> Result<()> {
        let today = answers.today.format("%Y-%m-%d").to_string();
        let Answers {
            subjects, duties, ..
        } = answers;
        for subject in subjects {
            let key = &self.dictionary.ledger(subject.ledger).key;
            for (rule, id, until) in self.explained(key, &today)? {
                let Some(place) = subject.place(id) else {
                    continue;
                };
                for column in 0..subject.rules.len() {
                    let number = subject.rules[column];
                    let asked = book.rules.get(number);
                    if !asked.is_some_and(|a| a.name() == rule || a.rule.id == rule) {
                        continue;
                    }
                    if subject.of(place).get(column) == Some(&Answer::Hit) {
                        subject.set(place, column, Answer::Explained);
                    }
                    let mut meant = duties.iter_mut();
                    let meant = meant.find(|due| due.rule == number && due.subject.id == id);
                    if let Some(due) = meant {
                        due.explained = until.parse().ok();
                    }
                }
            }
        }
        Ok(())
    }

    /// The rules that are explained, for which records of a ledger, and until when.
    fn explained(&self, ledger: &str, today: &str) -> Result<BTreeSet<(String, i64, String)>> {
        let explanation = self.dictionary.find("explanation");
        let field = explanation.and_then(|found| found.field(ledger));
        if field.is_none() {
            return Ok(BTreeSet::new());
        }
        let sql = format!(
            "select rule, \"{ledger}\", coalesce(until, ?2) from explanation
             where rule is not null and \"{ledger}\" is not null
               and (coalesce(kind, '1') <> '{EXEMPTION}'
                 or document is not null and document_on is not null)
               and coalesce(begins_on, '') <= ?1 and coalesce(until, ?2) >= ?1"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let rows = query.query_map(params![today, OPEN_END], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
