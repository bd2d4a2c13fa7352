//! 问题整改: findings, with the objections of cases beside them, and who may put them right.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use rusqlite::Row;

use super::reach::{PRESENT, WITHIN_OWN};
use super::ready::LASTS;
use super::{Reach, Result, Store, StoreError};
use crate::dictionary::{Kind, LedgerId};
use crate::domain::PartialDate;
use crate::domain::codes::inspection_kind;
use crate::domain::page::{FindingQuery, FindingRow, FindingState};

/// Findings `t`, then objections, in one shape.
const FINDINGS: &str = "
    select t.id, null, t.what, t.source, t.inspection, coalesce(i.name, ''), t.household,
        coalesce(h.head_name, ''), coalesce(hv.name, v.name, ''), coalesce(h.group_name, ''), h.register_state,
        t.found_on, t.found_by, t.unit, t.responsible, t.measure, t.due_on, t.evidence, t.done_on, t.result,
        t.closed_on, t.closed_by, t.inspection
    from finding t left join inspection i on i.id = t.inspection
    left join household h on h.id = t.household left join village hv on hv.id = h.village
    left join village v on v.id = t.village";

/// An objection is answered in its case, whose day ends it.
const OBJECTIONS: &str = "
    select t.id, t.case_file, t.what, null, null, coalesce(c.name, ''), t.household,
        coalesce(h.head_name, ''), coalesce(hv.name, v.name, ''), coalesce(h.group_name, ''), h.register_state,
        t.raised_on, t.raised_by, null, t.responsible, null, t.due_on, null, t.closed_on, t.handled,
        t.closed_on, null, null
    from objection t left join case_file c on c.id = t.case_file
    left join household h on h.id = t.household left join village hv on hv.id = h.village
    left join village v on v.id = t.village";

/// Who may be named as responsible.
const PEOPLE: &str = "
    select name from helper where name is not null union select name from post where name is not null
    union select name from team_member where name is not null";

impl Store {
    /// Findings and objections, those past their day first, then by their days; what was put right
    /// and what was signed off last.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn findings(&self, reach: &Reach, asked: &FindingQuery) -> Result<Vec<FindingRow>> {
        let open = if asked.all {
            ""
        } else {
            "and t.closed_on is null"
        };
        let whose = format!(
            "where (({WITHIN_OWN}) or (t.household is null and t.village is null)) {open}
             and (:household is null or t.household = :household)
             and (:village is null or coalesce(hv.name, v.name) = :village)"
        );
        let of_inspection = "and (:inspection is null or t.inspection = :inspection)";
        let mut rows =
            self.finding_rows(reach, &format!("{FINDINGS} {whose} {of_inspection}"), asked)?;
        if asked.inspection.is_none() {
            rows.extend(self.finding_rows(reach, &format!("{OBJECTIONS} {whose}"), asked)?);
        }
        rows.sort_by(|one, other| {
            let rank = |row: &FindingRow| {
                (
                    row.state,
                    row.days.unwrap_or(i64::MAX),
                    row.objection,
                    row.id,
                )
            };
            rank(one).cmp(&rank(other))
        });
        Ok(rows)
    }

    /// One finding.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchRecord`], or when the book cannot be read.
    pub fn finding(&self, today: NaiveDate, id: i64) -> Result<FindingRow> {
        let reach = Reach::township(today);
        let sql = format!("{FINDINGS} where t.id = :id");
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = reach.query(&mut query, &[(":id", &id)])?;
        if let Some(row) = rows.next()? {
            return self.finding_row(row, today);
        }
        let ledger = self.dictionary.ledger(self.ledger("finding"));
        Err(StoreError::NoSuchRecord {
            ledger: ledger.label.clone(),
            id,
        })
    }

    fn finding_rows(
        &self,
        reach: &Reach,
        sql: &str,
        asked: &FindingQuery,
    ) -> Result<Vec<FindingRow>> {
        let mut query = self.conn.prepare_cached(sql)?;
        let mut rows = reach.query(
            &mut query,
            &[
                (":household", &asked.household),
                (":inspection", &asked.inspection),
                (":village", &asked.village),
            ],
        )?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(self.finding_row(row, reach.today)?);
        }
        Ok(found)
    }

    fn finding_row(&self, row: &Row<'_>, today: NaiveDate) -> Result<FindingRow> {
        let text = |column| -> Result<String> {
            Ok(row.get::<_, Option<String>>(column)?.unwrap_or_default())
        };
        let case: Option<i64> = row.get(1)?;
        let (due, done, closed) = (text(16)?, text(18)?, text(20)?);
        let last = due.parse::<PartialDate>().ok().map(PartialDate::latest);
        let days = last.map(|day| (day - today).num_days());
        let state = match (closed.as_str(), done.as_str(), days) {
            ("", "", Some(..0)) => FindingState::Overdue,
            ("", "", _) => FindingState::Open,
            ("", ..) => FindingState::Done,
            _ => FindingState::Closed,
        };
        let source: Option<String> = row.get(3)?;
        let (village, group) = (text(8)?, text(9)?);
        Ok(FindingRow {
            id: row.get(0)?,
            objection: case.is_some(),
            case,
            what: text(2)?,
            source: match case {
                Some(_) => "公示异议".to_owned(),
                None => self.code_word("finding_source", source.as_deref()),
            },
            inspection: row.get(4)?,
            inspection_name: text(5)?,
            household: row.get(6)?,
            name: text(7)?,
            place: format!("{village}{group}"),
            village,
            mark: self.left_mark(row.get::<_, Option<String>>(10)?.as_deref()),
            found: text(11)?,
            found_by: text(12)?,
            unit: text(13)?,
            responsible: text(14)?,
            measure: text(15)?,
            due,
            evidence: text(17)?,
            done,
            result: text(19)?,
            closed,
            closed_by: text(21)?,
            days: days.filter(|_| state < FindingState::Done),
            state,
        })
    }

    /// The names of those who may be responsible.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn people_named(&self) -> Result<Vec<String>> {
        let mut query = self.conn.prepare_cached(PEOPLE)?;
        let rows = query.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The inspection from outside that is under way on a day: a remark belongs to it.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn inspection_on(&self, day: NaiveDate) -> Result<Option<(i64, String)>> {
        let own = inspection_kind::OWN;
        let sql = format!(
            "select id, coalesce(name, '') from inspection
             where begins_on <= ?1 and {LASTS} and closed_on is null
             order by coalesce(kind, '') = '{own}', id desc limit 1"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = query.query([day.to_string()])?;
        match rows.next()? {
            Some(row) => Ok(Some((row.get(0)?, row.get(1)?))),
            None => Ok(None),
        }
    }

    /// The households whose head bears this name, not those that left the register.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn headed_by(&self, name: &str) -> Result<Vec<(i64, String)>> {
        let sql = format!(
            "select h.id, coalesce(v.name, '') || coalesce(h.group_name, '')
             from household h left join village v on v.id = h.village
             where h.head_name = ?1 and {PRESENT} order by h.id"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let rows = query.query_map([name], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The names that records have in a field of theirs, by its label: the 责任人 of a finding.
    /// Records without a name, and ledgers without such a field, have none.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn named_in(
        &self,
        ledger: LedgerId,
        label: &str,
        ids: &HashSet<i64>,
    ) -> Result<HashMap<i64, String>> {
        let ledger = self.dictionary.ledger(ledger);
        let field = ledger
            .stored()
            .find(|(_, field)| field.label == label && field.kind == Kind::Name);
        let Some((_, field)) = field else {
            return Ok(HashMap::new());
        };
        let sql = format!(
            "select id, \"{key}\" from \"{}\" where \"{key}\" is not null",
            ledger.key,
            key = field.key
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let all: Vec<(i64, String)> = rows.collect::<rusqlite::Result<_>>()?;
        Ok(all.into_iter().filter(|(id, _)| ids.contains(id)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Book, add, reach, today, township};
    use super::*;

    #[test]
    fn a_finding_stands_as_its_days_say() {
        let mut book = township();
        book.write(|w| {
            for fields in [
                "what=漏签字 household=1 found_on=2018-09-01 due_on=2018-09-19",
                "what=没有照片 village=2 found_on=2018-09-01 due_on=2018-09",
                "what=改好了 found_on=2018-09-01 due_on=2018-09-02 done_on=2018-09-03",
                "what=销号了 found_on=2018-09-01 closed_on=2018-09-04",
            ] {
                add(w, "finding", fields);
            }
        });
        let mut asked = FindingQuery::default();
        let rows = book.store.findings(&reach(), &asked).expect("findings");
        let told: Vec<_> = rows
            .iter()
            .map(|row| (row.what.as_str(), row.state, row.days))
            .collect();
        assert_eq!(
            told,
            [
                ("漏签字", FindingState::Overdue, Some(-1)),
                ("没有照片", FindingState::Open, Some(10)),
                ("改好了", FindingState::Done, None),
            ]
        );
        asked.household = Some(1);
        assert_eq!(book.store.findings(&reach(), &asked).expect("one").len(), 1);
        asked = FindingQuery {
            all: true,
            ..FindingQuery::default()
        };
        assert_eq!(book.store.findings(&reach(), &asked).expect("all").len(), 4);
        assert!(book.store.finding(today(), 9).is_err());
    }

    #[test]
    fn the_next_inspection_is_the_one_under_way_or_the_nearest_to_come() {
        let mut book = township();
        let next = |book: &Book, day: &str| {
            let day = day.parse().expect("a day");
            let next = book.store.next_inspection(day).expect("read");
            next.map(|next| (next.name, next.days))
        };
        assert_eq!(next(&book, "2018-09-20"), None);
        book.write(|w| {
            for fields in [
                "name=十月 begins_on=2018-10",
                "name=市督查 begins_on=2018-09-26 ends_on=2018-09-28",
                "name=完了 begins_on=2018-09-25 closed_on=2018-09-20",
            ] {
                add(w, "inspection", fields);
            }
        });
        let named = |name: &str, days: i64| Some((name.to_owned(), days));
        assert_eq!(next(&book, "2018-09-20"), named("市督查", 6));
        assert_eq!(next(&book, "2018-09-28"), named("市督查", -2));
        assert_eq!(next(&book, "2018-09-29"), named("十月", 2));
        assert_eq!(next(&book, "2018-10-31"), named("十月", -30));
        assert_eq!(next(&book, "2018-11-01"), None);
        let on = |day: &str| {
            let found = book.store.inspection_on(day.parse().expect("a day"));
            found.expect("read").map(|(_, name)| name)
        };
        assert_eq!(on("2018-09-27").as_deref(), Some("市督查"));
        assert_eq!(on("2018-09-20"), None);
    }
}
