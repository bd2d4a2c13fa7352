//! What papers about a village read: its households, and facts of all of them in one question.

use super::facts::Ask;
use super::reach::REGISTERED;
use super::value::row_values;
use super::{Reach, Result, Store};
use crate::dictionary::Subject;
use crate::domain::Value;

impl Store {
    /// The 建档立卡 households of a village, group by group.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn registered_in(&self, village: i64) -> Result<Vec<i64>> {
        let sql = format!(
            "select h.id from household h where h.village = ?1 and {REGISTERED}
             order by length(h.group_name), h.group_name, h.id"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let rows = query.query_map([village], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Every household of a village, whatever its state.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn households_in(&self, village: i64) -> Result<Vec<i64>> {
        let sql = "select h.id from household h where h.village = ?1";
        let mut query = self.conn.prepare_cached(sql)?;
        let rows = query.query_map([village], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// These facts of every household of a village, by household; a name that is no fact is left
    /// empty. Facts of 户年度 are those of `year`.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn facts_in(
        &self,
        reach: &Reach,
        subject: &Subject,
        names: &[&str],
        (village, year): (i64, i32),
    ) -> Result<Vec<(i64, Vec<Value>)>> {
        let known = |name: &&str| subject.fact(name).map(|fact| fact.name.as_str());
        let ask = Ask {
            subject,
            condition: None,
            also: names.iter().filter_map(known).collect(),
        };
        let view = self.facts_view(&ask, "household t where t.village = :village");
        let columns = names.iter().map(|name| match known(name) {
            Some(name) => format!(", p.\"{name}\""),
            None => ", null".to_owned(),
        });
        let sql = format!(
            "select p.id_{} from ({view}) p order by p.id_",
            columns.collect::<String>()
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = reach.query(&mut query, &[(":village", &village), (":year", &year)])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push((row.get(0)?, row_values(row, 1, names.len())?));
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{reach, township};
    use crate::domain::Value;

    #[test]
    fn a_village_s_households_with_their_facts() {
        let book = township();
        assert_eq!(book.store.registered_in(1).expect("households"), [1, 2, 3]);
        assert_eq!(book.store.registered_in(2).expect("households"), [4]);
        let dictionary = book.store.dictionary();
        let ledger = dictionary.find("household").expect("a ledger").id;
        let subject = dictionary.subject(ledger).expect("a subject");
        let names = ["户主姓名", "家庭人口数", "没有这一项"];
        let facts = book.store.facts_in(&reach(), &subject, &names, (1, 2017));
        let facts = facts.expect("facts");
        assert_eq!(facts.len(), 3);
        let wanted = [Value::Text("张国强".into()), Value::Int(5), Value::Empty];
        assert_eq!((facts[0].0, facts[0].1.as_slice()), (1, wanted.as_slice()));
    }
}
