//! 检查准备: the next inspection, and what the book alone says of each household before it.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use rusqlite::{OptionalExtension, Row};

use super::reach::{REGISTERED, WITHIN};
use super::{Reach, Result, Store, StoreError, income_year};
use crate::dictionary::Mask;
use crate::domain::PartialDate;
use crate::domain::codes::inspection_kind::OWN;
use crate::domain::codes::{evidence_state, exit_state, register_state};
use crate::domain::page::{
    FindingQuery, InspectedItem, InspectionPage, LoanFilter, LoanGrouping, LoanRow, NextInspection,
    ReadyHousehold,
};
use crate::domain::verdict::Verdict;

/// An inspection is not over on the day `?1`.
pub(super) const LASTS: &str = "coalesce(ends_on, begins_on)
    >= substr(?1, 1, length(coalesce(ends_on, begins_on)))";

/// What the book says of a household, beside what rules say.
#[derive(Clone, Debug, Default)]
pub struct Prepared {
    /// Who, where, when last visited; its counts hold findings only.
    pub row: ReadyHousehold,
    /// Whether it is 建档立卡.
    pub registered: bool,
    /// Whether its 档案盒号 is blank.
    pub no_box: bool,
    /// Lines of income and expense of this income year without evidence.
    pub unproved: usize,
    /// Evidence of cases that is recorded as lacking.
    pub lacking: usize,
}

/// A household within reach that an inspector may look at: 建档户, 未建档重点户, and one that left
/// the register with something found of it that is not signed off.
fn asked(village: Option<i64>) -> String {
    let unregistered = register_state::UNREGISTERED;
    let of_village = match village {
        Some(_) => "and h.village = :village",
        None => "",
    };
    format!(
        "{WITHIN} {of_village} and ({REGISTERED} or h.register_state = '{unregistered}'
         or exists (select 1 from finding f where f.household = h.id and f.closed_on is null))"
    )
}

/// One look into the visits, lines, evidence and findings of each household, by their indexes.
fn sentence(condition: &str) -> String {
    let lacking = evidence_state::LACKING;
    format!(
        "select h.id, h.village, coalesce(v.name, ''), coalesce(h.group_name, ''), coalesce(h.head_name, ''),
            h.register_state, h.exit_state, h.planned_exit_year,
            (select max(w.visited_on) from visit w where w.household = h.id and w.visited_on <= :today),
            h.archive_box is null,
            (select count(*) from income_line l where l.household = h.id and l.income_year = :year and l.evidence is null),
            (select count(*) from evidence e where e.household = h.id and e.state = '{lacking}'),
            (select count(*) from finding f where f.household = h.id and f.closed_on is null)
              + (select count(*) from objection o where o.household = h.id and o.closed_on is null)
         from household h left join village v on v.id = h.village where {condition}"
    )
}

impl Store {
    /// The inspection under way, else the next one.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn next_inspection(&self, today: NaiveDate) -> Result<Option<NextInspection>> {
        // A month without a day lasts to its end.
        let sql = format!(
            "select id, coalesce(name, ''), coalesce(\"by\", ''), begins_on, coalesce(ends_on, '')
             from inspection where closed_on is null and begins_on is not null
                and kind is not '{OWN}' and {LASTS}
             order by begins_on, id limit 1"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let found = query.query_row([today.to_string()], |row| {
            Ok(NextInspection {
                id: row.get(0)?,
                name: row.get(1)?,
                by: row.get(2)?,
                begins: row.get(3)?,
                ends: row.get(4)?,
                days: 0,
            })
        });
        let found = found.optional()?;
        Ok(found.map(|mut next| {
            let first = next
                .begins
                .parse::<PartialDate>()
                .map(PartialDate::earliest);
            next.days = first.map_or(0, |day| (day - today).num_days());
            next
        }))
    }

    /// The households that an inspector may look at, in no order.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn looked_at(&self, reach: &Reach, village: Option<i64>) -> Result<Vec<Prepared>> {
        self.looked_where(reach, &asked(village), (village, None))
    }

    /// What the book says of one household, whatever became of it.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn looked_at_one(&self, reach: &Reach, household: i64) -> Result<Option<Prepared>> {
        let one = self.looked_where(reach, "h.id = :household", (None, Some(household)))?;
        Ok(one.into_iter().next())
    }

    fn looked_where(
        &self,
        reach: &Reach,
        condition: &str,
        (village, household): (Option<i64>, Option<i64>),
    ) -> Result<Vec<Prepared>> {
        let year = income_year(reach.today);
        let mut query = self.conn.prepare_cached(&sentence(condition))?;
        let mut rows = reach.query(
            &mut query,
            &[
                (":village", &village),
                (":household", &household),
                (":year", &year),
            ],
        )?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(self.prepared_row(row, reach.today)?);
        }
        Ok(found)
    }

    fn prepared_row(&self, row: &Row<'_>, today: NaiveDate) -> Result<Prepared> {
        let text = |column| -> Result<Option<String>> { Ok(row.get(column)?) };
        let count = |column| -> Result<usize> { Ok(row.get::<_, u32>(column)? as usize) };
        let (register, exit) = (text(5)?, text(6)?);
        let planned = row.get::<_, Option<i32>>(7)? == Some(today.year());
        let visited = text(8)?.and_then(|day| day.parse::<PartialDate>().ok());
        let visit_days = visited.map(|day| (today - day.latest().min(today)).num_days());
        let unregistered = register
            .as_deref()
            .is_some_and(|code| code != register_state::REGISTERED);
        let left = matches!(
            register.as_deref(),
            Some(register_state::STRUCK | register_state::CLOSED)
        );
        let out = matches!(
            exit.as_deref(),
            Some(exit_state::EXITED | exit_state::LEFT_ALONE | exit_state::PLANNED)
        );
        let state = match () {
            () if unregistered => self.code_word("register_state", register.as_deref()),
            () if planned && !out => "拟脱贫".to_owned(),
            () => short(&self.code_word("exit_state", exit.as_deref())),
        };
        let mut found = Prepared {
            row: ReadyHousehold {
                id: row.get(0)?,
                village_id: row.get(1)?,
                village: row.get(2)?,
                group: row.get(3)?,
                name: row.get(4)?,
                state,
                claims: !unregistered && (out || planned),
                left,
                visit_days,
                ..ReadyHousehold::default()
            },
            registered: !unregistered,
            no_box: row.get(9)?,
            unproved: count(10)?,
            lacking: count(11)?,
        };
        found.row.counts.findings = count(12)?;
        Ok(found)
    }

    /// Loans overdue or due within so many days, by household.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn pressing_loans(
        &self,
        reach: &Reach,
        within: Option<u32>,
    ) -> Result<BTreeMap<i64, usize>> {
        let mut loans = self.loan_keys(reach, LoanFilter::Overdue)?;
        if let Some(days) = within {
            loans.extend(self.loan_keys(reach, LoanFilter::DueWithin(days))?);
        }
        let mut counts = BTreeMap::new();
        for household in loans.into_iter().filter_map(|(_, household)| household) {
            *counts.entry(household).or_default() += 1;
        }
        Ok(counts)
    }

    /// Loans overdue or due within so many days, the most urgent first; of one household or of all.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn pressing_loan_rows(
        &self,
        reach: &Reach,
        within: Option<u32>,
        household: Option<i64>,
    ) -> Result<Vec<LoanRow>> {
        if let Some(household) = household {
            let mut loans = self.loans_of(reach, household)?;
            loans.retain(|loan| presses(loan, within));
            return Ok(loans);
        }
        let mut rows = Vec::new();
        let filters = [Some(LoanFilter::Overdue), within.map(LoanFilter::DueWithin)];
        for filter in filters.into_iter().flatten() {
            rows.extend(
                self.loans(
                    reach,
                    filter,
                    None,
                    None,
                    (LoanGrouping::default(), 0, usize::MAX),
                )?
                .rows,
            );
        }
        Ok(rows)
    }

    /// An inspection with its subjects and findings.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchRecord`], or when the book cannot be read.
    pub fn inspection(&self, reach: &Reach, id: i64) -> Result<InspectionPage> {
        let sql = "select coalesce(name, '') from inspection where id = ?1";
        let mut query = self.conn.prepare_cached(sql)?;
        let name = query.query_row([id], |row| row.get(0)).optional()?;
        let Some(name) = name else {
            let label = self
                .dictionary
                .ledger(self.ledger("inspection"))
                .label
                .clone();
            return Err(StoreError::NoSuchRecord { ledger: label, id });
        };
        let query = FindingQuery {
            all: true,
            inspection: Some(id),
            ..FindingQuery::default()
        };
        Ok(InspectionPage {
            id,
            name,
            facts: self.facts_told("inspection", id)?,
            items: self.inspected(id)?,
            findings: self.findings(&reach.whole(), &query)?,
        })
    }

    /// Fields of a record in words: label and text; none that is empty.
    fn facts_told(&self, ledger: &str, id: i64) -> Result<Vec<(String, String)>> {
        let ledger = self.dictionary.ledger(self.ledger(ledger));
        let values = self.record(ledger.id, id)?;
        let told = ledger
            .fields
            .iter()
            .zip(&values)
            .filter_map(|(field, value)| {
                let text = self.dictionary.show(field, value, Mask::Masked);
                (!text.is_empty()).then(|| (field.label.clone(), text))
            });
        Ok(told.collect())
    }

    fn inspected(&self, inspection: i64) -> Result<Vec<InspectedItem>> {
        let sql = format!(
            "select i.id, i.number, coalesce(i.checklist, ''), i.household,
                coalesce(h.head_name, v.name, tv.name, ''), coalesce(hv.name, v.name, tv.name, ''),
                coalesce(h.group_name, ''), h.register_state, i.state, coalesce(i.why, ''),
                (select count(*) from inspection_answer a where a.item = i.id and a.answer <> '{}'),
                (select count(*) from inspection_answer a where a.item = i.id and a.answer = '{}')
             from inspection_item i left join household h on h.id = i.household
             left join village hv on hv.id = h.village left join village v on v.id = i.village
             left join team t on t.id = i.team left join village tv on tv.id = t.village
             where i.inspection = ?1 order by i.number is null, i.number, i.id",
            Verdict::Open.code(),
            Verdict::Bad.code(),
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = query.query([inspection])?;
        let mut items = Vec::new();
        while let Some(row) = rows.next()? {
            let group: String = row.get(6)?;
            let state: Option<String> = row.get(8)?;
            let count = |column| -> Result<usize> { Ok(row.get::<_, u32>(column)? as usize) };
            items.push(InspectedItem {
                id: row.get(0)?,
                number: row.get(1)?,
                checklist: row.get(2)?,
                household: row.get(3)?,
                name: row.get(4)?,
                place: format!("{}{group}", row.get::<_, String>(5)?),
                mark: self.left_mark(row.get::<_, Option<String>>(7)?.as_deref()),
                state: self.code_word("inspected_state", state.as_deref()),
                why: row.get(9)?,
                answers: (count(10)?, count(11)?),
            });
        }
        Ok(items)
    }

    /// 已清退, 自然销户; empty for a household that is still on the register or never was.
    pub(super) fn left_mark(&self, register: Option<&str>) -> String {
        let left =
            register.filter(|code| [register_state::STRUCK, register_state::CLOSED].contains(code));
        self.code_word("register_state", left)
    }
}

/// As [`LoanFilter::Overdue`] and [`LoanFilter::DueWithin`], of one loan.
fn presses(loan: &LoanRow, within: Option<u32>) -> bool {
    use crate::domain::page::LoanStanding;
    match loan.state {
        LoanStanding::Overdue | LoanStanding::Compensated => true,
        LoanStanding::Within30
        | LoanStanding::Within60
        | LoanStanding::Within90
        | LoanStanding::Normal => loan
            .days
            .zip(within)
            .is_some_and(|(days, most)| (0..=i64::from(most)).contains(&days)),
        // Nothing is to be done before an inspection about what is repaid.
        _ => false,
    }
}

/// 已脱贫（享受政策） as lists have it.
fn short(state: &str) -> String {
    state.split('（').next().unwrap_or(state).to_owned()
}
