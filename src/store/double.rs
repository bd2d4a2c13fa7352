//! 疑似重复: records that look like one person or one household recorded twice.

use rusqlite::Row;

use super::{Result, Store};

/// The most pairs of a kind that are told.
const MOST: i64 = 500;

/// Two records, and why they look like one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The ledger's key.
    pub ledger: &'static str,
    /// The internal keys, the older first.
    pub ids: (i64, i64),
    /// 证件号码相同 …
    pub why: &'static str,
}

/// One question for doubles; `one` and `two` are its columns. People who left are no doubles: who
/// married into another household stands in both.
const ASKED: [(&str, &str, &str); 4] = [
    (
        "household",
        "户主证件号码相同",
        "select one.id, two.id from household one join household two
         on two.head_id = one.head_id and two.id > one.id
         where one.head_id is not null order by one.id, two.id limit ?1",
    ),
    (
        "household",
        "户编号相同",
        "select one.id, two.id from household one join household two
         on two.code = one.code and two.id > one.id
         where one.code is not null order by one.id, two.id limit ?1",
    ),
    (
        "person",
        "证件号码相同",
        "select one.id, two.id from person one join person two
         on two.id_number = one.id_number and two.id > one.id
         where one.id_number is not null and one.left_on is null and two.left_on is null
         order by one.id, two.id limit ?1",
    ),
    (
        "person",
        "同村同名同生日",
        "with living as (
           select p.id, p.name, p.birth, h.village, p.id_number from person p
           join household h on h.id = p.household
           where p.left_on is null and p.name is not null and length(p.birth) = 10
             and coalesce(h.register_state, '01') <> '04'),
         often as (
           select name, birth, village from living group by name, birth, village having count(*) > 1)
         select one.id, two.id from often
         join living one on one.name = often.name and one.birth = often.birth and one.village is often.village
         join living two on two.name = one.name and two.birth = one.birth and two.village is one.village
           and two.id > one.id
         where one.id_number is null or two.id_number is null or one.id_number <> two.id_number
         order by one.id, two.id limit ?1",
    ),
];

impl Store {
    /// Pairs worth looking at, households first.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn doubles(&self) -> Result<Vec<Pair>> {
        let mut pairs: Vec<Pair> = Vec::new();
        for (ledger, why, sql) in ASKED {
            let mut query = self.conn.prepare_cached(sql)?;
            let ids = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
            for ids in query.query_map([MOST], ids)? {
                let ids = ids?;
                if !pairs
                    .iter()
                    .any(|pair| pair.ledger == ledger && pair.ids == ids)
                {
                    pairs.push(Pair { ledger, ids, why });
                }
            }
        }
        Ok(pairs)
    }
}
