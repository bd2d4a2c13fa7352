//! 情况说明 and 豁免: a doubt whose reason is on record is shown as explained, never hidden.

use std::collections::BTreeSet;

use rusqlite::params;

use super::answers::Answers;
use crate::domain::Answer;
use crate::policy::RuleBook;
use crate::store::{Result, Store};

impl Store {
    /// Marks the doubts that an explanation in force is about.
    pub(super) fn explain(&self, book: &RuleBook, answers: &mut Answers) -> Result<()> {
        let today = answers.today.format("%Y-%m-%d").to_string();
        for subject in &mut answers.subjects {
            let key = &self.dictionary.ledger(subject.ledger).key;
            for (rule, id) in self.explained(key, &today)? {
                let Some(place) = subject.place(id) else {
                    continue;
                };
                for column in 0..subject.rules.len() {
                    let asked = book.rules.get(subject.rules[column]);
                    let meant = asked.is_some_and(|a| a.name() == rule || a.rule.id == rule);
                    let given = subject.of(place).get(column).copied();
                    if meant && given == Some(Answer::Hit) {
                        subject.set(place, column, Answer::Explained);
                    }
                }
            }
        }
        Ok(())
    }

    /// The rules that are explained, and for which records of a ledger.
    fn explained(&self, ledger: &str, today: &str) -> Result<BTreeSet<(String, i64)>> {
        let explanation = self.dictionary.find("explanation");
        let field = explanation.and_then(|found| found.field(ledger));
        if field.is_none() {
            return Ok(BTreeSet::new());
        }
        let sql = format!(
            "select rule, \"{ledger}\" from explanation
             where rule is not null and \"{ledger}\" is not null
               and coalesce(begins_on, '') <= ?1 and coalesce(until, '9999') >= ?1"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let rows = query.query_map(params![today], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
