//! 工作交接: what is still open under somebody's name, and what the 工作交接书 tells beside lists.

use rusqlite::params;

use super::{Reach, Result, Store, Writer};
use crate::dictionary::LedgerId;

/// Where a name answers for something: the ledger, the field, and when the record is still open.
const HELD: [(&str, &str, &str); 8] = [
    (
        "task",
        "handler",
        "t.sent_on is null and t.closed_on is null",
    ),
    ("case_file", "handler", "t.closed_on is null"),
    ("objection", "responsible", "t.closed_on is null"),
    ("finding", "responsible", "t.closed_on is null"),
    ("appeal", "handler", "t.answered_on is null"),
    ("plan", "responsible", "t.done_on is null"),
    ("project", "responsible", "t.audited_on is null"),
    ("care_person", "helper", "t.removed_on is null"),
];

/// Where a name has a post from one day to another.
const POSTS: [&str; 2] = ["post", "team_member"];

/// Running on the day.
pub(super) const RUNNING: &str = "(t.begins_on is null or t.begins_on <= :today)
    and (t.ends_on is null or t.ends_on > :today)";

/// Records of a ledger that stand under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The ledger.
    pub ledger: LedgerId,
    /// The place of the field that holds the name.
    pub field: usize,
    /// The records.
    pub ids: Vec<i64>,
}

/// The boxes of paper of a village.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Boxes {
    /// The village's name.
    pub village: String,
    /// The box of every registered household that has one, in order.
    pub boxes: Vec<String>,
    /// How many have none.
    pub without: usize,
}

impl Store {
    /// What is open under a name, ledger by ledger; ledgers without any are left out.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn held_by(&self, reach: &Reach, name: &str) -> Result<Vec<Held>> {
        let mut found = Vec::new();
        for (key, field, open) in HELD {
            found.extend(self.held(reach, name, (key, field), open)?);
        }
        Ok(found)
    }

    /// The posts that a name holds today.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn posts_of(&self, reach: &Reach, name: &str) -> Result<Vec<Held>> {
        let mut found = Vec::new();
        for key in POSTS {
            found.extend(self.held(reach, name, (key, "name"), RUNNING)?);
        }
        Ok(found)
    }

    fn held(
        &self,
        reach: &Reach,
        name: &str,
        (key, field): (&str, &str),
        open: &str,
    ) -> Result<Option<Held>> {
        let Some(ledger) = self.dictionary.find(key) else {
            return Ok(None);
        };
        let Some(place) = ledger.position(field) else {
            return Ok(None);
        };
        let sql = format!(
            "select t.id from {key} t where t.\"{field}\" = :name and {open} order by t.id"
        );
        let ids = self.keys(reach, &sql, name)?;
        Ok((!ids.is_empty()).then_some(Held {
            ledger: ledger.id,
            field: place,
            ids,
        }))
    }

    fn keys(&self, reach: &Reach, sql: &str, name: &str) -> Result<Vec<i64>> {
        let mut query = self.conn.prepare_cached(sql)?;
        let mut rows = reach.query(&mut query, &[(":name", &name)])?;
        let mut keys = Vec::new();
        while let Some(row) = rows.next()? {
            keys.push(row.get(0)?);
        }
        Ok(keys)
    }

    /// The pairings that hold today of a helper.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn pairings_of(&self, reach: &Reach, helper: i64) -> Result<Vec<i64>> {
        let sql = format!(
            "select t.id from pairing t where t.helper = cast(:name as integer) and {RUNNING} order by t.id"
        );
        self.keys(reach, &sql, &helper.to_string())
    }

    /// The helpers of this name.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn helpers_named(&self, name: &str) -> Result<Vec<i64>> {
        let mut query = self
            .conn
            .prepare_cached("select id from helper where name = ?1 order by id")?;
        let rows = query.query_map([name], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The telephone number that the book knows of a helper or a holder of a post of this name.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn phone_of(&self, name: &str) -> Result<Option<String>> {
        let sql = "select phone from helper where name = ?1 and phone is not null
                   union all select phone from post where name = ?1 and phone is not null
                   union all select phone from team_member where name = ?1 and phone is not null
                   limit 1";
        let mut query = self.conn.prepare_cached(sql)?;
        let mut rows = query.query([name])?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
    }

    /// Everybody under whose name something is open, or who has a post or households.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn names_at_work(&self, reach: &Reach) -> Result<Vec<String>> {
        let held = HELD.map(|(key, field, open)| {
            format!("select t.\"{field}\" name from {key} t where {open}")
        });
        let posts = POSTS.map(|key| format!("select t.name from {key} t where {RUNNING}"));
        let helpers = format!(
            "select p.name from pairing t join helper p on p.id = t.helper where {RUNNING}"
        );
        let all: Vec<String> = held.into_iter().chain(posts).chain([helpers]).collect();
        let sql = format!(
            "select distinct name from ({}) where name is not null and name <> '' order by name",
            all.join(" union all ")
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = reach.query(&mut query, &[])?;
        let mut names = Vec::new();
        while let Some(row) = rows.next()? {
            names.push(row.get(0)?);
        }
        Ok(names)
    }

    /// What a record is called in lists, its codes in words.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn title_of(&self, ledger: LedgerId, id: i64) -> Result<String> {
        self.name_of(ledger, id)
    }

    /// Which boxes hold the papers of each village's registered households.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn boxes(&self) -> Result<Vec<Boxes>> {
        // 3-9 stands before 3-10: the shorter number first.
        let sql = format!(
            "select h.village, coalesce(v.name, ''), h.archive_box
             from household h left join village v on v.id = h.village
             where {} order by h.village, length(h.archive_box), h.archive_box",
            super::reach::REGISTERED
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = query.query([])?;
        let mut all: Vec<Boxes> = Vec::new();
        let mut last = None;
        while let Some(row) = rows.next()? {
            let village: Option<i64> = row.get(0)?;
            if last != Some(village) {
                all.push(Boxes {
                    village: row.get(1)?,
                    ..Boxes::default()
                });
                last = Some(village);
            }
            let Some(own) = all.last_mut() else { continue };
            match row.get(2)? {
                Some(named) => own.boxes.push(named),
                None => own.without += 1,
            }
        }
        Ok(all)
    }

    /// The clerks of banks with an open loan: bank, name, telephone, how many loans.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn bank_clerks(&self, loans: &[i64]) -> Result<Vec<[String; 4]>> {
        let sql = "select coalesce(bank, ''), clerk, coalesce(clerk_phone, ''), count(*)
                   from loan where clerk is not null
                     and id in (select value from json_each(?1))
                   group by 1, 2, 3 order by 1, 2, 3";
        let keys = super::list::json(loans.iter());
        let mut query = self.conn.prepare_cached(sql)?;
        let rows = query.query_map([keys], |row| {
            let count: i64 = row.get(3)?;
            Ok([row.get(0)?, row.get(1)?, row.get(2)?, count.to_string()])
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Who put a record into the book, as the log has it; empty where it does not say.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn entered_by(&self, ledger: &str, id: i64) -> Result<String> {
        let sql = "select a.operator from added d join action a on a.id = d.action
                   where d.ledger = ?1 and ?2 between d.first and d.last
                   order by a.id limit 1";
        let mut query = self.conn.prepare_cached(sql)?;
        let mut rows = query.query(params![ledger, id])?;
        let name = rows.next()?.map(|row| row.get(0)).transpose()?;
        Ok(name.unwrap_or_default())
    }

    /// How many forms somebody left unfinished.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn drafts_left(&self, operator: &str) -> Result<usize> {
        Ok(self.drafts_of(operator)?.len())
    }
}

impl Writer<'_> {
    /// Gives somebody's unfinished forms to somebody else. Drafts are passing: not in the log.
    ///
    /// # Errors
    ///
    /// When the book cannot be written.
    pub fn give_drafts(&mut self, from: &str, to: &str) -> Result<()> {
        let sql = "update draft set operator = ?2 where operator = ?1";
        self.connection().execute(sql, [from, to])?;
        Ok(())
    }
}
