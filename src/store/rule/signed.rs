//! 办结 and 延期: duties that leave no record of their own, signed off or put off.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use chrono::NaiveDate;
use rusqlite::{ToSql, params};

use crate::dictionary::{Condition, Kind};
use crate::policy::{Dated, RuleBook};
use crate::store::facts::Ask;
use crate::store::reach::PAIRED;
use crate::store::{Reach, Result, Store, income_year};

/// The posts that a pack may call by another word.
const POSTS: [(&str, &[&str]); 3] = [
    ("村", &["村党支部书记", "村委会主任"]),
    ("驻村工作队", &["工作队长", "第一书记"]),
    ("第一书记", &["第一书记", "工作队长"]),
];

/// Whom a duty is about: the key of the ledger, and the record.
type About = Option<(String, i64)>;

/// What was signed off or put off.
#[derive(Clone, Debug, Default)]
pub struct Signed {
    /// By rule, subject and period: `None` is done, a day puts it off.
    entries: HashMap<(String, About, String), Option<NaiveDate>>,
}

impl Signed {
    /// Whether a duty was signed off (`Some(None)`) or put off to a day; `None` where neither.
    #[must_use]
    pub fn of(
        &self,
        rule: &str,
        subject: Option<(&str, i64)>,
        period: &str,
    ) -> Option<Option<NaiveDate>> {
        let subject = subject.map(|(key, id)| (key.to_owned(), id));
        let key = (rule.to_owned(), subject, period.to_owned());
        self.entries.get(&key).copied()
    }
}

impl Store {
    /// What was signed off, and what is put off to a day that has not passed.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn signed(&self, today: NaiveDate) -> Result<Signed> {
        let Some(ledger) = self.dictionary.find("sign_off") else {
            return Ok(Signed::default());
        };
        let references = ledger.fields.iter().filter_map(|field| match field.kind {
            Kind::Reference(to) => Some((field.key.as_str(), &self.dictionary.ledger(to).key)),
            _ => None,
        });
        let references: Vec<_> = references.collect();
        let columns = references.iter().map(|(key, _)| format!(", \"{key}\""));
        let sql = format!(
            "select rule, coalesce(period, ''), kind, until{} from sign_off
             where rule is not null and (kind = '01' or until >= ?1) order by id",
            columns.collect::<String>()
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = query.query(params![today.to_string()])?;
        let mut signed = Signed::default();
        while let Some(row) = rows.next()? {
            let mut subject = None;
            for (at, (_, ledger)) in references.iter().enumerate() {
                if let Some(id) = row.get::<_, Option<i64>>(4 + at)? {
                    subject = Some(((*ledger).clone(), id));
                }
            }
            let kind: Option<String> = row.get(2)?;
            let until: Option<String> = row.get(3)?;
            let until = until.filter(|_| kind.as_deref() == Some("02"));
            let until = until.and_then(|day| day.parse().ok());
            signed
                .entries
                .insert((row.get(0)?, subject, row.get(1)?), until);
        }
        Ok(signed)
    }

    /// Whether a ledger has a record dated within these days with these values (by the keys of the
    /// fields), of a village where one is named.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn recorded_within(
        &self,
        (ledger, with): (&str, &BTreeMap<String, String>),
        village: Option<i64>,
        (first, last): (NaiveDate, NaiveDate),
    ) -> Result<bool> {
        let Some(ledger) = self.dictionary.find(ledger) else {
            return Ok(false);
        };
        let day = ledger.stored().find(|(_, field)| field.kind == Kind::Date);
        let Some((_, day)) = day else {
            return Ok(false);
        };
        let own = ledger.has_own_village() && village.is_some();
        let of = if own {
            "and village = ?3"
        } else {
            "and ?3 is ?3"
        };
        let known = with.iter().filter(|(key, _)| ledger.field(key).is_some());
        let (fields, values): (Vec<&String>, Vec<&String>) = known.unzip();
        let mut with = String::new();
        for (at, key) in (4..).zip(fields) {
            let _ = write!(with, " and \"{key}\" = ?{at}");
        }
        let sql = format!(
            "select exists (select 1 from \"{}\" where \"{}\" between ?1 and ?2 {of}{with})",
            ledger.key, day.key
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let (first, last) = (first.to_string(), last.to_string());
        let mut asked: Vec<&dyn ToSql> = vec![&first, &last, &village];
        asked.extend(values.iter().map(|value| *value as &dyn ToSql));
        Ok(query.query_row(asked.as_slice(), |row| row.get(0))?)
    }

    /// The villages that a duty of the calendar asks, by key and name.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn villages_asked(
        &self,
        book: &RuleBook,
        dated: &Dated,
        today: NaiveDate,
    ) -> Result<Vec<(i64, String)>> {
        let (Some(when), Some(ledger)) = (&dated.when, self.dictionary.find("village")) else {
            return self.villages_by_key();
        };
        let Some(subject) = book.subjects.get(&ledger.id) else {
            return self.villages_by_key();
        };
        let figures = book.figures.get(dated.top);
        let text = when.with_parameters(|name| {
            let at = crate::domain::PartialDate::try_from(today).ok()?;
            let value = figures?.get(name)?.at(at);
            Some(value.map_or_else(|| "null".to_owned(), |value| value.to_string()))
        });
        let condition = Condition {
            text,
            facts: when.facts.clone(),
        };
        let ask = Ask {
            subject,
            condition: Some(&condition),
            also: vec!["村名称"],
        };
        let sql = format!(
            "select id_, coalesce(村名称, '') from ({}) where {} order by id_",
            self.facts_view(&ask, "village t"),
            condition.text
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let reach = Reach::township(today);
        let mut rows = reach.query(&mut query, &[(":year", &income_year(today))])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push((row.get(0)?, row.get(1)?));
        }
        Ok(found)
    }

    /// Who holds a post of a village today; empty where nobody is recorded.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn post_holder(&self, reach: &Reach, village: i64, post: &str) -> Result<String> {
        let codes = self.dictionary.code_list("duty");
        let known = POSTS.iter().find(|(word, _)| *word == post);
        let labels = known.map_or_else(|| vec![post], |(_, labels)| labels.to_vec());
        for label in labels {
            let code = codes.and_then(|list| list.exact(label));
            let Some(code) = code.map(|entry| entry.code.clone()) else {
                continue;
            };
            let sql = format!(
                "select coalesce(a.name, '') from post a
                 where a.village = :village and a.duty = :duty and {PAIRED}
                 order by a.begins_on is null, a.begins_on desc, a.id limit 1"
            );
            let mut query = self.conn.prepare_cached(&sql)?;
            let mut rows = reach.query(&mut query, &[(":village", &village), (":duty", &code)])?;
            if let Some(row) = rows.next()? {
                return Ok(row.get(0)?);
            }
        }
        Ok(String::new())
    }
}
