//! 办理: cases, their lists, the steps that were done, evidence and objections, as the book has
//! them. What a step means is the pack's business.

use std::collections::BTreeMap;

use rusqlite::Row;

use super::facts::Ask;
use super::reach::WITHIN;
use super::value::Read;
use super::{Reach, Result, Store, StoreError};
use crate::dictionary::{Mask, Subject};
use crate::domain::page::{
    CaseEvidence, CaseItem, CaseObjection, CaseRow, CaseStepDone, ItemState,
};

/// In 我的 a case counts that is of a village of mine or of none, or has a household of mine.
fn mine() -> String {
    format!(
        "(:all or t.village is null or t.village in (select value from json_each(:villages))
          or exists (select 1 from case_item i join household h on h.id = i.household
                     where i.case_file = t.id and {WITHIN}))"
    )
}

/// Open objections to an item `i`.
const OBJECTED: &str = "exists (select 1 from objection o where o.case_file = i.case_file
    and o.closed_on is null and o.household is i.household
    and (i.household is not null or o.village is i.village))";

/// What the first of them says.
const AGAINST: &str = "(select o.what from objection o where o.case_file = i.case_file
    and o.closed_on is null and o.household is i.household
    and (i.household is not null or o.village is i.village) order by o.id limit 1)";

impl Store {
    /// Cases, the open ones first, those that wait longest before others; without `all` only those
    /// that are open. Steps are as recorded.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn cases(&self, reach: &Reach, all: bool) -> Result<Vec<CaseRow>> {
        let which = if all { "true" } else { "t.closed_on is null" };
        self.case_rows(reach, &format!("{which} and {}", mine()), None)
    }

    /// One case, and its note.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchRecord`], or when the book cannot be read.
    pub fn case(&self, reach: &Reach, id: i64) -> Result<(CaseRow, String)> {
        let rows = self.case_rows(&reach.whole(), "t.id = :id", Some(id))?;
        let Some(row) = rows.into_iter().next() else {
            let label = self
                .dictionary
                .ledger(self.ledger("case_file"))
                .label
                .clone();
            return Err(StoreError::NoSuchRecord { ledger: label, id });
        };
        let sql = "select coalesce(note, '') from case_file where id = ?1";
        let note = self
            .conn
            .prepare_cached(sql)?
            .query_row([id], |row| row.get(0))?;
        Ok((row, note))
    }

    fn case_rows(&self, reach: &Reach, which: &str, id: Option<i64>) -> Result<Vec<CaseRow>> {
        let count = |condition: &str| {
            format!("(select count(*) from case_item i where i.case_file = t.id and {condition})")
        };
        let open = format!("coalesce(i.state, '1') = '1' and not {OBJECTED}");
        let held = format!(
            "(coalesce(i.state, '1') not in ('1', '4') or (coalesce(i.state, '1') = '1' and {OBJECTED}))"
        );
        let sql = format!(
            "select t.id, coalesce(t.name, ''), coalesce(t.procedure, ''), coalesce(v.name, ''),
                    t.year, coalesce(t.handler, ''), coalesce(t.opened_on, ''),
                    coalesce(t.step, 1), coalesce(t.step_name, ''), coalesce(t.step_since, ''),
                    coalesce(t.closed_on, ''), {}, {}, {}, {},
                    (select count(*) from objection o
                     where o.case_file = t.id and o.closed_on is null)
             from case_file t left join village v on v.id = t.village
             where {which}
             order by t.closed_on is not null, t.closed_on desc, t.step_since, t.id",
            count("true"),
            count(&open),
            count(&held),
            count("i.state = '4'"),
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = reach.query(&mut query, &[(":id", &id)])?;
        let mut cases = Vec::new();
        while let Some(row) = rows.next()? {
            cases.push(case_row(row)?);
        }
        Ok(cases)
    }

    /// Who stands on the open list of another case of the same procedure: key, and the case's name.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn listed_elsewhere(
        &self,
        id: i64,
        procedure: &str,
        of: &str,
    ) -> Result<Vec<(i64, String)>> {
        let sql = format!(
            "select i.\"{of}\", coalesce(t.name, '') from case_item i join case_file t on t.id = i.case_file
             where t.id <> ?1 and t.procedure = ?2 and t.closed_on is null
               and coalesce(i.state, '1') not in ('3', '4') and i.\"{of}\" is not null
             order by t.id"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let rows = query.query_map(rusqlite::params![id, procedure], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The list of a case: those on their way by village and group, then those held back.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn case_items(&self, id: i64) -> Result<Vec<CaseItem>> {
        let sql = format!(
            "select i.id, i.household, i.village,
                    coalesce(h.head_name, v.name, j.name, ''),
                    case when h.id is null then '' else
                        coalesce(hv.name, '') || coalesce(h.group_name, '') end,
                    (select count(*) from person p where p.household = i.household
                     and p.left_on is null),
                    coalesce(i.step, 1), coalesce(i.since, ''),
                    case when coalesce(i.state, '1') = '1' and {OBJECTED} then '5'
                         else coalesce(i.state, '1') end,
                    coalesce(i.reason, {AGAINST}, ''), i.project
             from case_item i
             left join household h on h.id = i.household
             left join village hv on hv.id = h.village
             left join village v on v.id = i.village
             left join project j on j.id = i.project
             where i.case_file = ?1
             order by coalesce(i.state, '1') not in ('1', '4'),
                      coalesce(h.village, i.village),
                      length(h.group_name), h.group_name, i.id"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let rows = query.query_map([id], |row| {
            Ok(CaseItem {
                id: row.get(0)?,
                household: row.get(1)?,
                village: row.get(2)?,
                project: row.get(10)?,
                name: row.get(3)?,
                place: row.get(4)?,
                people: row.get(5)?,
                step: row.get::<_, u32>(6)? as usize,
                since: row.get(7)?,
                state: ItemState::of(&row.get::<_, String>(8)?),
                reason: row.get(9)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The steps of a case that were done or whose notice was posted, the earliest first.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn case_steps(&self, id: i64) -> Result<Vec<CaseStepDone>> {
        let sql = "select id, coalesce(step, 0), coalesce(posted_on, ''), coalesce(until, ''),
                          coalesce(place, ''), coalesce(done_on, ''), coalesce(handler, ''),
                          passed, coalesce(result, ''), coalesce(document, '')
                   from case_step where case_file = ?1
                   order by step, coalesce(done_on, '9999'), id";
        let mut query = self.conn.prepare_cached(sql)?;
        let rows = query.query_map([id], |row| {
            Ok(CaseStepDone {
                id: row.get(0)?,
                step: row.get::<_, u32>(1)? as usize,
                posted: row.get(2)?,
                until: row.get(3)?,
                place: row.get(4)?,
                done: row.get(5)?,
                by: row.get(6)?,
                passed: row.get(7)?,
                result: row.get(8)?,
                document: row.get(9)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The evidence recorded for a case as a whole.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn case_evidence(&self, id: i64) -> Result<Vec<CaseEvidence>> {
        let sql = "select id, coalesce(step, 0), coalesce(what, ''), coalesce(state, ''),
                          coalesce(archive_box, '')
                   from evidence where case_file = ?1 and household is null
                   order by step, id";
        let list = self.dictionary.code_list("evidence_state");
        let word = |code: String| match list.and_then(|list| list.label(&code)) {
            Some(label) => label.to_owned(),
            None => code,
        };
        let mut query = self.conn.prepare_cached(sql)?;
        let rows = query.query_map([id], |row| {
            Ok(CaseEvidence {
                id: row.get(0)?,
                step: row.get::<_, u32>(1)? as usize,
                what: row.get(2)?,
                state: word(row.get(3)?),
                archive_box: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Objections, of one case or of all: the open ones by their day first.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn objections(&self, case: Option<i64>) -> Result<Vec<CaseObjection>> {
        let sql = "select o.id, o.case_file, coalesce(c.name, ''), o.household,
                          coalesce(h.head_name, v.name, ''), coalesce(hv.name, v.name, ''),
                          coalesce(o.raised_on, ''), coalesce(o.raised_by, ''),
                          coalesce(o.what, ''), coalesce(o.responsible, ''),
                          coalesce(o.due_on, ''), coalesce(o.finding, ''),
                          coalesce(o.closed_on, '')
                   from objection o left join case_file c on c.id = o.case_file
                   left join household h on h.id = o.household
                   left join village hv on hv.id = h.village
                   left join village v on v.id = o.village
                   where ?1 is null or o.case_file = ?1
                   order by o.closed_on is not null, coalesce(o.due_on, '9999'), o.id";
        let list = self.dictionary.code_list("objection_finding");
        let word = |code: String| match list.and_then(|list| list.label(&code)) {
            Some(label) => label.to_owned(),
            None => code,
        };
        let mut query = self.conn.prepare_cached(sql)?;
        let rows = query.query_map([case], |row| {
            Ok(CaseObjection {
                id: row.get(0)?,
                case_id: row.get::<_, Option<i64>>(1)?.unwrap_or_default(),
                case: row.get(2)?,
                household: row.get(3)?,
                name: row.get(4)?,
                village: row.get(5)?,
                raised: row.get(6)?,
                by: row.get(7)?,
                what: row.get(8)?,
                responsible: row.get(9)?,
                due: row.get(10)?,
                finding: word(row.get(11)?),
                closed: row.get(12)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Facts of records in the officer's words, one map a record, sensitive ones masked. Names that
    /// are no facts of the ledger are left out; `year` is the year of 户年度.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn facts_in_words(
        &self,
        reach: &Reach,
        subject: &Subject,
        names: &[&str],
        (keys, year): (&[i64], i32),
    ) -> Result<Vec<BTreeMap<String, String>>> {
        let facts: Vec<_> = names.iter().filter_map(|name| subject.fact(name)).collect();
        let ledger = &self.dictionary.ledger(subject.ledger).key;
        let ask = Ask {
            subject,
            condition: None,
            also: facts.iter().map(|fact| fact.name.as_str()).collect(),
        };
        let view = self.facts_view(&ask, &format!("{ledger} t where t.id = :id"));
        let columns = facts.iter().map(|fact| format!(", p.\"{}\"", fact.name));
        let sql = format!(
            "select p.id_{} from ({view}) p",
            columns.collect::<String>()
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut all = Vec::with_capacity(keys.len());
        for id in keys {
            let mut words = BTreeMap::new();
            let mut rows = reach.query(&mut query, &[(":id", id), (":year", &year)])?;
            if let Some(row) = rows.next()? {
                for (at, fact) in facts.iter().enumerate() {
                    let value = row.get::<_, Read>(at + 1)?.0;
                    let text = fact.show(&self.dictionary, &value, Mask::Masked);
                    words.insert(fact.name.clone(), text);
                }
            }
            all.push(words);
        }
        Ok(all)
    }
}

fn case_row(row: &Row<'_>) -> Result<CaseRow> {
    let count = |at| row.get::<_, u32>(at).map(|count| count as usize);
    Ok(CaseRow {
        id: row.get(0)?,
        name: row.get(1)?,
        procedure: row.get(2)?,
        village: row.get(3)?,
        year: row.get(4)?,
        handler: row.get(5)?,
        opened: row.get(6)?,
        step: count(7)?,
        step_name: row.get(8)?,
        since: row.get(9)?,
        closed: row.get(10)?,
        listed: count(11)?,
        open: count(12)?,
        held: count(13)?,
        passed: count(14)?,
        objections: count(15)?,
        ..CaseRow::default()
    })
}
