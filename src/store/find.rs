//! What was found, in words: who, where, and why it matched.

use super::list::like;
use super::reach::WITHIN;
use super::{Hit, Reach, Result, Store};
use crate::dictionary::{Kind, Ledger, LedgerId};
use crate::domain::page::FindRow;
use crate::domain::pinyin::append_spellings;
use crate::domain::text;

/// What of a record can match a word, each with the officer's word for it.
struct Grounds {
    parts: Vec<(&'static str, String)>,
}

impl Grounds {
    fn new() -> Self {
        Self { parts: Vec::new() }
    }

    fn add(&mut self, why: &'static str, text: Option<&str>) {
        if let Some(text) = text {
            self.parts.push((why, text.to_lowercase()));
        }
    }

    fn spell(&mut self, why: &'static str, name: Option<&str>) {
        let mut spellings = String::new();
        append_spellings(name.unwrap_or_default(), &mut spellings);
        self.parts.push((why, spellings));
    }

    /// For each word the first ground that holds it, each ground once.
    fn why(&self, typed: &str) -> String {
        let mut found: Vec<&str> = Vec::new();
        for word in typed.to_lowercase().split_whitespace() {
            let ground = self.parts.iter().find(|(_, text)| text.contains(word));
            if let Some((why, _)) = ground
                && !found.contains(why)
            {
                found.push(why);
            }
        }
        found.join("、")
    }
}

const HOUSEHOLD: &str = "select h.id, coalesce(v.name, ''), coalesce(h.group_name, ''), coalesce(h.head_name, ''), h.head_id, h.code, h.phone
    from household h left join village v on v.id = h.village where h.id = ?1";

const PERSON: &str = "select p.household, coalesce(v.name, ''), coalesce(h.group_name, ''), coalesce(h.head_name, ''), p.id_number, p.code, p.phone, coalesce(p.name, '')
    from person p left join household h on h.id = p.household left join village v on v.id = h.village where p.id = ?1";

impl Store {
    /// What the search index found, in words.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn found(&self, hits: &[Hit], typed: &str, unmask: bool) -> Result<Vec<FindRow>> {
        let rows = hits.iter().map(|hit| match (hit.person, hit.household) {
            (Some(person), _) => self.found_one(PERSON, "person", person, typed, unmask),
            (None, household) => self.found_one(
                HOUSEHOLD,
                "household",
                household.unwrap_or(0),
                typed,
                unmask,
            ),
        });
        rows.filter_map(Result::transpose).collect()
    }

    fn found_one(
        &self,
        sql: &str,
        ledger: &str,
        id: i64,
        typed: &str,
        unmask: bool,
    ) -> Result<Option<FindRow>> {
        let mut query = self.conn.prepare_cached(sql)?;
        let mut rows = query.query([id])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let (village, group, head): (String, String, String) =
            (row.get(1)?, row.get(2)?, row.get(3)?);
        let id_number: Option<String> = row.get(4)?;
        let (code, phone): (Option<String>, Option<String>) = (row.get(5)?, row.get(6)?);
        let member = ledger == "person";
        let name = if member { row.get(7)? } else { head.clone() };
        let mut grounds = Grounds::new();
        grounds.add("姓名", Some(&name));
        grounds.spell("拼音", Some(&name));
        grounds.add(if member { "人编号" } else { "户编号" }, code.as_deref());
        grounds.add("证件号码", id_number.as_deref());
        grounds.add("电话", phone.as_deref());
        grounds.add("村组", Some(&village));
        grounds.add("村组", Some(&group));
        grounds.spell("村组", Some(&village));
        grounds.add("户主", Some(&head));
        grounds.spell("户主", Some(&head));
        Ok(Some(FindRow {
            ledger: ledger.to_owned(),
            id,
            household: row.get(0)?,
            place: format!("{village}{group}"),
            village,
            name,
            head,
            id_number: hidden(id_number, unmask),
            why: grounds.why(typed),
        }))
    }

    /// The members whose household's own line matched: its head, where the head is recorded.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn head_of(&self, household: i64) -> Result<Option<i64>> {
        let sql = "select p.id from person p join household h on h.id = p.household
                   where h.id = ?1 and p.left_on is null
                   order by p.id_number is h.head_id desc, p.name is h.head_name desc, p.relation is '01' desc, p.id limit 1";
        let mut query = self.conn.prepare_cached(sql)?;
        let mut rows = query.query([household])?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
    }

    /// Records of any ledger by the texts they are named by; an empty text lists from the start.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn find_in(
        &self,
        reach: &Reach,
        ledger: LedgerId,
        typed: &str,
        limit: usize,
        unmask: bool,
    ) -> Result<Vec<FindRow>> {
        let ledger = self.dictionary.ledger(ledger);
        let sql = sentence(ledger);
        let mut query = self.conn.prepare_cached(&sql)?;
        let (pattern, limit) = (like(typed), i64::try_from(limit).unwrap_or(i64::MAX));
        let mut rows = reach.query(&mut query, &[(":like", &pattern), (":limit", &limit)])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            let texts: Vec<Option<String>> = (6..6 + grounds_of(ledger).len())
                .map(|at| row.get(at))
                .collect::<rusqlite::Result<_>>()?;
            let mut grounds = Grounds::new();
            for ((_, why), text) in grounds_of(ledger).iter().zip(&texts) {
                grounds.add(why, text.as_deref());
            }
            let (village, group): (String, String) = (row.get(2)?, row.get(3)?);
            let name = self.name_of(ledger.id, id)?;
            let village = if ledger.key == "village" {
                name.clone()
            } else {
                village
            };
            found.push(FindRow {
                ledger: ledger.key.clone(),
                id,
                household: row.get(1)?,
                place: format!("{village}{group}"),
                village,
                name,
                head: row.get(4)?,
                id_number: hidden(row.get(5)?, unmask),
                why: grounds.why(typed),
            });
        }
        Ok(found)
    }
}

/// The fields of a ledger that a word may be found in, with the officer's word for each kind.
fn grounds_of(ledger: &Ledger) -> Vec<(&str, &'static str)> {
    let kind = |kind: Kind| match kind {
        Kind::Name => Some("姓名"),
        Kind::Phone => Some("电话"),
        Kind::IdNumber => Some("证件号码"),
        Kind::Serial => Some("编号"),
        Kind::Text => Some("内容"),
        _ => None,
    };
    let stored = ledger.stored();
    stored
        .filter_map(|(_, field)| {
            let named = field.key == "name";
            Some((
                field.key.as_str(),
                if named { "姓名" } else { kind(field.kind)? },
            ))
        })
        .map(|(key, why)| {
            (
                key,
                if key == "name" && ledger.key == "village" {
                    "村组"
                } else {
                    why
                },
            )
        })
        .collect()
}

fn sentence(ledger: &Ledger) -> String {
    let own = ledger.key == "household";
    let household = match (own, ledger.field("household").is_some()) {
        (true, _) => "t.id",
        (_, true) => "t.household",
        _ => "null",
    };
    let id_number = ["id_number", "head_id", "borrower_id"];
    let id_number = id_number.iter().find(|key| ledger.field(key).is_some());
    let id_number = id_number.map_or("null".to_owned(), |key| format!("t.{key}"));
    let keys: Vec<String> = grounds_of(ledger)
        .iter()
        .map(|(key, _)| format!("t.\"{key}\""))
        .collect();
    let held: Vec<String> = keys
        .iter()
        .map(|key| format!("coalesce({key}, '')"))
        .collect();
    let held = if held.is_empty() {
        "''".to_owned()
    } else {
        held.join(" || ' ' || ")
    };
    let texts = if keys.is_empty() {
        String::new()
    } else {
        format!(", {}", keys.join(", "))
    };
    let scope = match (household, ledger.key.as_str()) {
        ("null", "village") => "(:all or t.id in (select value from json_each(:villages)))",
        ("null", _) => "true",
        _ => WITHIN,
    };
    format!(
        "select t.id, {household}, coalesce(v.name, ''), coalesce(h.group_name, ''), coalesce(h.head_name, ''), {id_number}{texts}
         from {} t left join household h on h.id = {household} left join village v on v.id = h.village
         where {scope} and ({held}) like :like escape '\\' order by t.id limit :limit",
        ledger.key
    )
}

fn hidden(id_number: Option<String>, unmask: bool) -> String {
    let whole = id_number.unwrap_or_default();
    if unmask {
        whole
    } else {
        text::mask(&whole, 3, 4)
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{reach, township};
    use super::*;

    fn ask(store: &Store, typed: &str) -> Vec<(String, i64, String)> {
        let index = store.search_index().expect("an index");
        let hits: Vec<Hit> = index.find(typed).collect();
        let rows = store.found(&hits, typed, false).expect("rows");
        rows.into_iter()
            .map(|row| (row.ledger, row.id, row.why))
            .collect()
    }

    fn one(ledger: &str, id: i64, why: &str) -> (String, i64, String) {
        (ledger.to_owned(), id, why.to_owned())
    }

    #[test]
    fn each_row_says_why_it_matched() {
        let book = township();
        let store = &book.store;
        assert_eq!(ask(store, "zgq 3组"), [one("household", 1, "拼音、村组")]);
        assert_eq!(
            ask(store, "张国强"),
            [one("household", 1, "姓名"), one("household", 4, "姓名")]
        );
        assert_eq!(ask(store, "周秀兰"), [one("person", 2, "姓名")]);
        assert_eq!(ask(store, "0023"), [one("person", 4, "证件号码")]);
        assert_eq!(ask(store, "4210990033"), [one("household", 3, "户编号")]);
        assert_eq!(ask(store, "15200000542"), [one("household", 1, "电话")]);
        assert_eq!(
            ask(store, "张国强 周秀兰"),
            [one("person", 2, "户主、姓名")]
        );
        assert_eq!(ask(store, "bmm 单"), [one("household", 2, "村组、姓名")]);
        assert_eq!(ask(store, "youlizi"), [one("person", 7, "拼音")]);
    }

    #[test]
    fn numbers_are_masked_unless_asked_otherwise() {
        let book = township();
        let index = book.store.search_index().expect("an index");
        let hits: Vec<Hit> = index.find("周秀兰").collect();
        let number = |unmask| {
            book.store.found(&hits, "周秀兰", unmask).expect("rows")[0]
                .id_number
                .clone()
        };
        assert_eq!(number(false), "421***********0020");
        assert_eq!(number(true), "421099196801010020");
    }

    #[test]
    fn other_ledgers_are_found_by_their_texts() {
        let book = township();
        let find = |ledger: &str, typed: &str| {
            let ledger = book.store.ledger(ledger);
            book.store
                .find_in(&reach(), ledger, typed, 10, false)
                .expect("rows")
        };
        assert_eq!(find("helper", "建军")[0].why, "姓名");
        assert_eq!(find("helper", "15300006821")[0].why, "电话");
        assert_eq!(find("helper", "").len(), 2);
        assert_eq!(find("village", "柳林")[0].why, "村组");
        assert_eq!(find("loan", "国强")[0].village, "白马庙村");
        assert_eq!(find("loan", "国强")[0].id_number, "421***********0011");
        assert_eq!(find("measure", "养牛 头")[0].household, Some(1));
        assert_eq!(find("helper", "100%").len(), 0);
    }
}
