//! 检查: inspections, whom they look at, what was answered, as the book has them. What a question
//! means is the pack's business.

mod draw;

use chrono::NaiveDate;
use rusqlite::Row;

pub use draw::{Candidates, DrawNames};

use super::reach::{EXITED, PAIRED, REGISTERED};
use super::{Result, Store, StoreError};
use crate::domain::codes::{inspection_kind, register_state};
use crate::domain::page::{InspectItem, InspectRow};
use crate::domain::score::Counted;
use crate::domain::verdict::{Progress, Verdict};

/// An answer as recorded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answered {
    /// Its key in 检查答案.
    pub id: i64,
    /// The subject's key in 抽查对象.
    pub item: i64,
    /// The question.
    pub question: String,
    /// The answer.
    pub verdict: Verdict,
    /// The points given.
    pub points: Option<f64>,
    /// What was seen.
    pub seen: String,
    /// The evidence.
    pub evidence: String,
    /// The day.
    pub on: String,
    /// By whom.
    pub by: String,
}

/// A finding of a question, as far as an answer needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownFinding {
    /// Its key in 问题整改.
    pub id: i64,
    /// Whether it is signed off (销号).
    pub closed: bool,
    /// Whether it is of this day and nobody has done anything about it yet.
    pub untouched: bool,
}

/// What a household is, where it is not one of the register, `h` being the household.
const STANDING: &str = "case coalesce(h.register_state, '01') when '01' then ''
    when '02' then '未建档重点户' when '03' then '已清退' when '04' then '自然销户' else '' end";

/// How many live in a household `h`.
const PEOPLE: &str =
    "(select count(*) from person p where p.household = h.id and p.left_on is null)";

impl Store {
    /// Inspections: those that are not closed first, the next one to come at the top.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn inspect_rows(&self) -> Result<Vec<InspectRow>> {
        self.inspect_rows_of("true", 0)
    }

    /// One inspection.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchRecord`], or when the book cannot be read.
    pub fn inspect_row(&self, id: i64) -> Result<InspectRow> {
        let rows = self.inspect_rows_of("t.id = ?1", id)?;
        rows.into_iter()
            .next()
            .ok_or_else(|| self.none("inspection", id))
    }

    fn none(&self, ledger: &str, id: i64) -> StoreError {
        let ledger = self.dictionary.ledger(self.ledger(ledger)).label.clone();
        StoreError::NoSuchRecord { ledger, id }
    }

    fn inspect_rows_of(&self, which: &str, id: i64) -> Result<Vec<InspectRow>> {
        let (done, away) = (Progress::Done.code(), Progress::Away.code());
        let sql = format!(
            "select t.id, coalesce(t.name, ''), coalesce(t.kind, ''), coalesce(t.\"by\", ''),
                    coalesce(t.begins_on, ''), coalesce(t.ends_on, ''), t.seed,
                    coalesce(t.drawn_how, ''), coalesce(t.closed_on, ''),
                    (select count(*) from inspection_item i where i.inspection = t.id),
                    (select count(*) from inspection_item i where i.inspection = t.id
                     and i.state in ('{done}', '{away}')),
                    (select count(*) from finding f where f.inspection = t.id
                     and f.closed_on is null)
             from inspection t where {which} and ?1 is not null
             order by t.closed_on is not null, t.begins_on, t.id"
        );
        let kinds = self.dictionary.code_list("inspection_kind");
        let mut query = self.conn.prepare_cached(&sql)?;
        let rows = query.query_map([id], |row| {
            let kind: String = row.get(2)?;
            let word = kinds.and_then(|list| list.label(&kind)).map(str::to_owned);
            Ok(InspectRow {
                id: row.get(0)?,
                name: row.get(1)?,
                own: kind == inspection_kind::OWN,
                kind: word.unwrap_or(kind),
                by: row.get(3)?,
                begins: row.get(4)?,
                ends: row.get(5)?,
                seed: row.get(6)?,
                how: row.get(7)?,
                closed: row.get(8)?,
                drawn: row.get::<_, u32>(9)? as usize,
                checked: row.get::<_, u32>(10)? as usize,
                findings: row.get::<_, u32>(11)? as usize,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whom an inspection looks at, by number.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn inspect_items(&self, inspection: i64) -> Result<Vec<InspectItem>> {
        self.items("i.inspection = ?1", inspection)
    }

    /// One of them, and its inspection.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchRecord`], or when the book cannot be read.
    pub fn inspect_item(&self, id: i64) -> Result<(InspectItem, i64)> {
        let item = self.items("i.id = ?1", id)?.into_iter().next();
        let item = item.ok_or_else(|| self.none("inspection_item", id))?;
        let sql = "select inspection from inspection_item where id = ?1";
        let inspection = self
            .conn
            .prepare_cached(sql)?
            .query_row([id], |row| row.get(0))?;
        Ok((item, inspection))
    }

    fn items(&self, which: &str, id: i64) -> Result<Vec<InspectItem>> {
        let answers = |verdict: Verdict| {
            let code = verdict.code();
            format!(
                "(select count(*) from inspection_answer a where a.item = i.id and a.answer = '{code}')"
            )
        };
        let sql = format!(
            "select i.id, coalesce(i.number, 0), coalesce(i.checklist, ''), i.household, i.village,
                    i.team, coalesce(h.head_name, v.name, tv.name, '全镇'),
                    case when h.id is null then '' else
                        coalesce(hv.name, '') || coalesce(h.group_name, '') end,
                    case when h.id is null then 0 else {PEOPLE} end,
                    case when h.id is null then '' else {STANDING} end,
                    coalesce(i.why, ''), coalesce(i.state, '1'), coalesce(i.checked_on, ''),
                    coalesce(i.checked_by, ''), i.wrongly_left, i.missed, i.recognises,
                    {}, {}, {}
             from inspection_item i
             left join household h on h.id = i.household
             left join village hv on hv.id = h.village
             left join village v on v.id = i.village
             left join team t on t.id = i.team left join village tv on tv.id = t.village
             where {which} order by i.number, i.id",
            answers(Verdict::Good),
            answers(Verdict::Bad),
            answers(Verdict::NotAsked),
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let rows = query.query_map([id], item)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The answers about one subject.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn inspect_answers(&self, item: i64) -> Result<Vec<Answered>> {
        let sql = "select id, item, coalesce(question, ''), coalesce(answer, '0'), points,
                          coalesce(seen, ''), coalesce(evidence, ''), coalesce(answered_on, ''),
                          coalesce(answered_by, '')
                   from inspection_answer where item = ?1 order by id";
        let mut query = self.conn.prepare_cached(sql)?;
        let rows = query.query_map([item], |row| {
            Ok(Answered {
                id: row.get(0)?,
                item: row.get(1)?,
                question: row.get(2)?,
                verdict: Verdict::of(&row.get::<_, String>(3)?),
                points: row.get(4)?,
                seen: row.get(5)?,
                evidence: row.get(6)?,
                on: row.get(7)?,
                by: row.get(8)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The last finding that a question of an inspection made of a household (a village, the
    /// township).
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn finding_of(
        &self,
        inspection: i64,
        question: &str,
        (household, village): (Option<i64>, Option<i64>),
        today: NaiveDate,
    ) -> Result<Option<KnownFinding>> {
        let sql = "select id, closed_on is not null,
                          found_on = ?5 and coalesce(measure, evidence, done_on, result, closed_on) is null
                   from finding
                   where inspection = ?1 and item_key = ?2 and household is ?3 and village is ?4
                   order by id desc limit 1";
        let mut query = self.conn.prepare_cached(sql)?;
        let day = today.to_string();
        let mut rows = query.query(rusqlite::params![
            inspection, question, household, village, day
        ])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        Ok(Some(KnownFinding {
            id: row.get(0)?,
            closed: row.get(1)?,
            untouched: row.get(2)?,
        }))
    }

    /// Who helps a household today, the first of them.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn first_helper(&self, household: i64, today: NaiveDate) -> Result<Option<String>> {
        let sql = format!(
            "select p.name from pairing a join helper p on p.id = a.helper
             where a.household = :household and p.name is not null and {PAIRED}
             order by a.role, a.id limit 1"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let today = today.to_string();
        let given = rusqlite::named_params! { ":household": household, ":today": today };
        let mut rows = query.query(given)?;
        Ok(match rows.next()? {
            Some(row) => Some(row.get(0)?),
            None => None,
        })
    }

    /// What 三率一度 is counted from: of those who were looked at, and of the villages drawn.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn inspect_counted(&self, inspection: i64) -> Result<(Counted, Vec<String>)> {
        let (done, outside) = (Progress::Done.code(), register_state::UNREGISTERED);
        let sql = format!(
            "with d as (select distinct i.household, max(coalesce(i.wrongly_left, 0)) as wrongly,
                               max(coalesce(i.missed, 0)) as missed,
                               max(i.state = '{done}' or i.wrongly_left is not null) as looked,
                               max(i.state = '{done}' or i.wrongly_left is not null
                                   or i.missed is not null) as seen,
                               max(i.recognises) as recognises
                        from inspection_item i where i.inspection = ?1 and i.household is not null
                        group by i.household)
             select coalesce(sum(case when d.looked and {EXITED} then {PEOPLE} end), 0),
                    coalesce(sum(case when d.wrongly and {EXITED} then {PEOPLE} end), 0),
                    coalesce(sum(case when d.missed then {PEOPLE} end), 0),
                    count(d.recognises), coalesce(sum(d.recognises), 0),
                    coalesce(sum(d.seen), 0),
                    coalesce(sum(d.seen and h.register_state = '{outside}'), 0)
             from d join household h on h.id = d.household"
        );
        let mut counted = Counted::default();
        let mut query = self.conn.prepare_cached(&sql)?;
        query.query_row([inspection], |row| {
            counted.left = row.get(0)?;
            counted.wrongly_left = row.get(1)?;
            counted.missed = row.get(2)?;
            counted.asked = row.get(3)?;
            counted.recognise = row.get(4)?;
            counted.looked = row.get(5)?;
            counted.looked_outside = row.get(6)?;
            Ok(())
        })?;
        let blank = self.inspected_villages(inspection, &mut counted)?;
        Ok((counted, blank))
    }

    /// Adds up the villages drawn; the names of those whose 总人口 is blank.
    fn inspected_villages(&self, inspection: i64, counted: &mut Counted) -> Result<Vec<String>> {
        let of = format!(
            "(select count(*) from household h join person p on p.household = h.id
              and p.left_on is null where h.village = v.id and {REGISTERED}"
        );
        let sql = format!(
            "select coalesce(v.name, ''), v.total_people, {of}),
                    {of} and not ({EXITED}))
             from village v where v.id in
                 (select coalesce(h.village, i.village) from inspection_item i
                  left join household h on h.id = i.household where i.inspection = ?1)
             order by v.id"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = query.query([inspection])?;
        let (mut people, mut any, mut blank) = (0, false, Vec::new());
        while let Some(row) = rows.next()? {
            any = true;
            match row.get::<_, Option<i64>>(1)? {
                Some(count) => people += count,
                None => blank.push(row.get(0)?),
            }
            counted.registered += row.get::<_, i64>(2)?;
            counted.still_poor += row.get::<_, i64>(3)?;
        }
        counted.people = (any && blank.is_empty()).then_some(people);
        Ok(blank)
    }
}

fn item(row: &Row<'_>) -> rusqlite::Result<InspectItem> {
    let count = |at| row.get::<_, u32>(at).map(|count| count as usize);
    Ok(InspectItem {
        id: row.get(0)?,
        number: row.get(1)?,
        checklist: row.get(2)?,
        title: String::new(),
        household: row.get(3)?,
        village: row.get(4)?,
        team: row.get(5)?,
        name: row.get(6)?,
        place: row.get(7)?,
        people: row.get(8)?,
        standing: row.get(9)?,
        why: row.get(10)?,
        state: Progress::of(&row.get::<_, String>(11)?),
        checked_on: row.get(12)?,
        checked_by: row.get(13)?,
        wrongly_left: row.get(14)?,
        missed: row.get(15)?,
        recognises: row.get(16)?,
        good: count(17)?,
        bad: count(18)?,
        not_asked: count(19)?,
    })
}
