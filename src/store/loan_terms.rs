//! Loans as they are reckoned: contracts with everything that happened to them.

use std::collections::{BTreeMap, HashMap};

use chrono::{Months, NaiveDate};
use rusqlite::{Connection, Row, ToSql};

use super::reach::WITHIN;
use super::{Reach, Result, Store, Writer};
use crate::domain::codes::loan_event::SUBSIDISED;
use crate::domain::loan::{
    Contract, Event, EventKind, InterestMethod, Rate, SubsidyMethod, Window,
};
use crate::domain::page::LoanEventLine;
use crate::domain::{Fen, PartialDate};

/// A loan with its events.
#[derive(Clone, Debug)]
pub struct HeldTerms {
    /// The loan's internal key.
    pub id: i64,
    /// The household's internal key.
    pub household: Option<i64>,
    /// The village's internal key.
    pub village: Option<i64>,
    /// The village's name.
    pub village_name: String,
    /// The group.
    pub group: String,
    /// The borrower.
    pub borrower: String,
    /// The bank.
    pub bank: String,
    /// The contract.
    pub contract: Contract,
    /// What happened, by day.
    pub events: Vec<Event>,
}

const CONTRACT: &str = "select l.id, l.household, h.village, coalesce(v.name, ''), coalesce(h.group_name, ''),
        coalesce(l.borrower, ''), coalesce(l.bank, ''), l.amount, l.lent_on, l.due_on, l.term_months,
        l.rate, l.interest_method, l.interest_day, l.subsidy_method, l.subsidy_share, l.penalty_rate
     from loan l left join household h on h.id = l.household left join village v on v.id = h.village";

const EVENT: &str =
    "select e.loan, e.id, e.kind, e.date, e.amount, e.due_on, e.rate, e.begins_on, e.ends_on,
        e.principal
     from loan_event e";

impl Store {
    /// One loan with its events; `None` when there is none such.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn loan_terms(&self, today: NaiveDate, id: i64) -> Result<Option<HeldTerms>> {
        one(&self.conn, today, id)
    }

    /// Every loan within reach with its events, village by village.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn all_loan_terms(&self, reach: &Reach) -> Result<Vec<HeldTerms>> {
        let mut events = events_of(&self.conn, reach, "", &[])?;
        let condition = format!("where {WITHIN} order by h.village, l.id");
        let mut loans = contracts(&self.conn, reach, &condition, &[])?;
        for loan in &mut loans {
            loan.events = events.remove(&loan.id).unwrap_or_default();
        }
        Ok(loans)
    }

    /// The events of a loan in words, by day.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn loan_event_lines(&self, id: i64) -> Result<Vec<LoanEventLine>> {
        let sql = "select e.id, e.kind, e.date, e.amount, e.due_on, e.begins_on, e.ends_on, e.source, e.note
                   from loan_event e where e.loan = ?1 order by e.date, e.id";
        let mut query = self.conn.prepare_cached(sql)?;
        let mut rows = query.query([id])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            let kind: Option<String> = row.get(1)?;
            lines.push(LoanEventLine {
                id: row.get(0)?,
                kind: self.code_word("loan_event_kind", kind.as_deref()),
                date: row.get(2)?,
                amount: row.get::<_, Option<i64>>(3)?.map(Fen),
                due: row.get(4)?,
                begins: row.get(5)?,
                ends: row.get(6)?,
                source: row.get(7)?,
                note: row.get(8)?,
            });
        }
        Ok(lines)
    }

    /// The stretches that a bank's 贴息清单 has, and of how many loans each.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn subsidy_windows(&self, bank: &str) -> Result<BTreeMap<Window, usize>> {
        let sql = format!(
            "select e.begins_on, e.ends_on, count(*) from loan l join loan_event e on e.loan = l.id
             where coalesce(l.bank, '') = ?1 and e.kind = '{SUBSIDISED}' and e.begins_on is not null and e.ends_on is not null
             group by 1, 2"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = query.query([bank])?;
        let mut found = BTreeMap::new();
        while let Some(row) = rows.next()? {
            if let (Some(begins), Some(ends)) = (day(row.get(0)?), day(row.get(1)?)) {
                let count: i64 = row.get(2)?;
                found.insert((begins, ends), usize::try_from(count).unwrap_or(usize::MAX));
            }
        }
        Ok(found)
    }
}

impl Writer<'_> {
    /// As [`Store::loan_terms`], seeing what this action has written.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn loan_terms(&self, today: NaiveDate, id: i64) -> Result<Option<HeldTerms>> {
        one(self.connection(), today, id)
    }
}

fn one(conn: &Connection, today: NaiveDate, id: i64) -> Result<Option<HeldTerms>> {
    let reach = Reach::township(today);
    let one: &[(&str, &dyn ToSql)] = &[(":id", &id)];
    let mut events = events_of(conn, &reach, "where e.loan = :id", one)?;
    let mut found = contracts(conn, &reach, "where l.id = :id", one)?;
    Ok(found.pop().map(|mut loan| {
        loan.events = events.remove(&id).unwrap_or_default();
        loan
    }))
}

fn contracts(
    conn: &Connection,
    reach: &Reach,
    condition: &str,
    more: &[(&str, &dyn ToSql)],
) -> Result<Vec<HeldTerms>> {
    let sql = format!("{CONTRACT} {condition}");
    let mut query = conn.prepare_cached(&sql)?;
    let mut rows = reach.query(&mut query, more)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(held(row)?);
    }
    Ok(found)
}

fn events_of(
    conn: &Connection,
    reach: &Reach,
    condition: &str,
    more: &[(&str, &dyn ToSql)],
) -> Result<HashMap<i64, Vec<Event>>> {
    let sql = format!("{EVENT} {condition} order by e.loan, e.date, e.id");
    let mut query = conn.prepare_cached(&sql)?;
    let mut rows = reach.query(&mut query, more)?;
    let mut found: HashMap<i64, Vec<Event>> = HashMap::new();
    while let Some(row) = rows.next()? {
        if let Some(loan) = row.get::<_, Option<i64>>(0)? {
            found
                .entry(loan)
                .or_default()
                .push(event(row, reach.today)?);
        }
    }
    Ok(found)
}

fn partial(text: Option<String>) -> Option<PartialDate> {
    text?.parse().ok()
}

fn day(text: Option<String>) -> Option<NaiveDate> {
    partial(text)?.day()
}

fn rate(percent: Option<f64>) -> Option<Rate> {
    percent.and_then(Rate::from_percent)
}

fn held(row: &Row<'_>) -> rusqlite::Result<HeldTerms> {
    let lent = partial(row.get(8)?);
    let due = partial(row.get(9)?);
    let months: Option<u32> = row.get(10)?;
    let ends = || {
        let lent = lent?.latest();
        let ends = lent.checked_add_months(Months::new(months?))?;
        PartialDate::try_from(ends).ok()
    };
    let code = |place: usize| row.get::<_, Option<String>>(place);
    Ok(HeldTerms {
        id: row.get(0)?,
        household: row.get(1)?,
        village: row.get(2)?,
        village_name: row.get(3)?,
        group: row.get(4)?,
        borrower: row.get(5)?,
        bank: row.get(6)?,
        contract: Contract {
            amount: row.get::<_, Option<i64>>(7)?.map(Fen),
            lent,
            due: due.or_else(ends),
            rate: rate(row.get(11)?),
            method: code(12)?.as_deref().and_then(InterestMethod::of),
            day: row.get(13)?,
            subsidy: code(14)?.as_deref().and_then(SubsidyMethod::of),
            share: rate(row.get(15)?),
            penalty: rate(row.get(16)?),
        },
        events: Vec::new(),
    })
}

fn event(row: &Row<'_>, today: NaiveDate) -> rusqlite::Result<Event> {
    let kind: Option<String> = row.get(2)?;
    // Of a month that has not ended, what is known happened by today.
    let on = partial(row.get(3)?).map(|date| match date.latest() {
        latest if latest > today && date.earliest() <= today => today,
        latest => latest,
    });
    let fen = |place: usize| row.get::<_, Option<i64>>(place).map(|sum| sum.map(Fen));
    Ok(Event {
        id: row.get(1)?,
        kind: EventKind::of(kind.as_deref().unwrap_or_default()),
        on,
        amount: fen(4)?,
        due: partial(row.get(5)?).map(PartialDate::latest),
        rate: rate(row.get(6)?),
        begins: day(row.get(7)?),
        ends: day(row.get(8)?),
        principal: fen(9)?,
    })
}
