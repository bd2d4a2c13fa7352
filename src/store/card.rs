//! 户卡: everything that hangs on one household.

mod file;
mod gaps;
mod guarantee;
mod income;
mod own;
mod paper;
mod people;
mod promise;
mod sheet;

use chrono::Datelike;
use rusqlite::OptionalExtension;

use super::reach::PAIRED;
use super::{Reach, Result, Store};
use crate::domain::codes::register_state::REGISTERED;
use crate::domain::page::{Card, Fields, FindingQuery, GivenMeasure, HelperLine, Visits};
use crate::domain::{Fen, PartialDate};
use sheet::Sheet;

/// The poverty line of an income year in fen a head, and whether it is confirmed.
pub type LineOf<'a> = &'a dyn Fn(i32) -> Option<(Fen, bool)>;

impl Store {
    /// A household's 户卡.
    ///
    /// # Errors
    ///
    /// [`super::StoreError::NoSuchRecord`], or when the book cannot be read.
    pub fn card(&self, reach: &Reach, id: i64, lines: LineOf<'_>) -> Result<Card> {
        let household = self.sheet("household", id)?;
        let (members, former) = self.members(id)?;
        let yearly = self.sheets_of("household_year", id, "year")?;
        let given = self.sheets_of(
            "measure",
            id,
            "coalesce(paid_on, decided_on, year) desc, id desc",
        )?;
        let mut card = self.identity(&household)?;
        card.id = id;
        card.counts = people::counts(&members);
        card.helpers = self.helpers(reach, id)?;
        card.visits = self.visits(reach, id)?;
        card.guarantees = guarantee::all(&yearly, &members, reach.today.year().into());
        card.years = self.incomes(reach, id, &yearly, lines)?;
        card.carried = carried(&yearly);
        card.members = people::rows(&members, &given, reach.today);
        card.former = people::former(&former);
        card.measures = measures(&given, &members);
        card.loans = self.loans_of(reach, id)?;
        card.plans = promise::plans(
            &self.sheets_of("plan", id, "due_on is null, due_on, id")?,
            reach,
        );
        card.appeals = promise::appeals(
            &self.sheets_of("appeal", id, "due_on is null, due_on, id")?,
            reach,
        );
        let found = FindingQuery {
            household: Some(id),
            ..FindingQuery::default()
        };
        card.findings = self.findings(&reach.whole(), &found)?;
        card.own = self.own_lines(&household)?;
        card.gaps = gaps::all(&household, &members, &card);
        self.neighbours(&mut card)?;
        Ok(card)
    }

    fn identity(&self, household: &Sheet<'_>) -> Result<Card> {
        let village = household.int("village");
        let village_name = self.village_name(village)?;
        let exit_year = household.shown("exit_year");
        let mut exit_state = household.shown("exit_state");
        if !exit_year.is_empty() {
            exit_state = format!("{exit_state} {exit_year}年");
        }
        let mut monitor = household.shown("monitor_kind");
        match household.yes("risk_cleared") {
            _ if monitor.is_empty() => {}
            Some(true) => monitor.push_str(" 风险已消除"),
            _ => monitor.push_str(" 风险未消除"),
        }
        let registered = household.text("register_state") == Some(REGISTERED);
        Ok(Card {
            name: household.shown("head_name"),
            village,
            place: format!("{village_name}{}", household.shown("group_name")),
            register_state: if registered {
                String::new()
            } else {
                household.shown("register_state")
            },
            exit_state,
            monitor,
            exit_signed: household.shown("exit_signed"),
            code: household.shown("code"),
            kind: household.shown("poverty_kind"),
            cause: household.shown("cause"),
            other_causes: household.shown("other_causes"),
            registered: household.shown("register_year"),
            box_number: household.shown("archive_box"),
            phone: household.whole("phone"),
            note: household.shown("note"),
            ..Card::default()
        })
    }

    /// A village's name; empty where none is recorded.
    pub(super) fn village_name(&self, village: Option<i64>) -> Result<String> {
        let sql = "select coalesce(name, '') from village where id = ?1";
        let mut query = self.conn.prepare_cached(sql)?;
        let name = query.query_row([village], |row| row.get(0)).optional()?;
        Ok(name.unwrap_or_default())
    }

    fn helpers(&self, reach: &Reach, household: i64) -> Result<Vec<HelperLine>> {
        let sql = format!(
            "select p.id, a.id, coalesce(p.name, ''), coalesce(u.name, ''), coalesce(p.phone, ''), a.role, coalesce(a.begins_on, '')
             from pairing a join helper p on p.id = a.helper left join unit u on u.id = p.unit
             where a.household = :household and {PAIRED}
             order by a.role is null, a.role, a.begins_on, a.id"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = reach.query(&mut query, &[(":household", &household)])?;
        let mut helpers = Vec::new();
        while let Some(row) = rows.next()? {
            let role: Option<String> = row.get(5)?;
            helpers.push(HelperLine {
                id: row.get(0)?,
                pairing: row.get(1)?,
                name: row.get(2)?,
                unit: row.get(3)?,
                phone: row.get(4)?,
                role: self.code_word("pairing_role", role.as_deref()),
                since: row.get(6)?,
            });
        }
        Ok(helpers)
    }

    fn visits(&self, reach: &Reach, household: i64) -> Result<Visits> {
        let sql = "select visited_on, coalesce(visitor, ''), way from visit
                   where household = :household and visited_on <= :today order by visited_on desc, id desc limit 1";
        let mut query = self.conn.prepare_cached(sql)?;
        let mut rows = reach.query(&mut query, &[(":household", &household)])?;
        let mut visits = Visits::default();
        if let Some(row) = rows.next()? {
            let day: String = row.get(0)?;
            let date = day.parse::<PartialDate>().ok().and_then(PartialDate::day);
            visits.days_ago = date.map(|date| (reach.today - date).num_days());
            visits.last = Some(day);
            visits.visitor = row.get(1)?;
            let way: Option<String> = row.get(2)?;
            visits.way = self.code_word("visit_way", way.as_deref());
        }
        let sql = "select count(*) from visit where household = :household
                   and visited_on >= substr(:today, 1, 4) and visited_on <= :today";
        visits.this_year = self.count(reach, sql, &[(":household", &household)])?;
        let sql = "select problem from visit where household = ?1 and problem is not null
                   order by visited_on desc, id desc limit 1";
        let mut query = self.conn.prepare_cached(sql)?;
        let problem = query.query_row([household], |row| row.get(0)).optional()?;
        visits.problem = problem.unwrap_or_default();
        Ok(visits)
    }

    /// Same names in the township, and the households before and after in the group.
    fn neighbours(&self, card: &mut Card) -> Result<()> {
        let sql = "select count(*), coalesce(sum(id <= ?2), 0) from household where head_name = ?1";
        let mut query = self.conn.prepare_cached(sql)?;
        let (number, place): (u32, u32) =
            query.query_row((&card.name, card.id), |row| Ok((row.get(0)?, row.get(1)?)))?;
        card.same_name = (number as usize, place as usize);
        // Spelled like the index of lists, so that only the group is read.
        let sql = "select k.id from household k, household h where h.id = ?1 and k.village is h.village
                   and length(k.group_name) is length(h.group_name) and k.group_name is h.group_name order by k.id";
        let mut query = self.conn.prepare_cached(sql)?;
        let rows = query.query_map([card.id], |row| row.get(0))?;
        let group: Vec<i64> = rows.collect::<rusqlite::Result<_>>()?;
        let place = group.iter().position(|id| *id == card.id).unwrap_or(0);
        card.place_in_group = (place + 1, group.len());
        card.previous = place.checked_sub(1).and_then(|at| group.get(at)).copied();
        card.next = group.get(place + 1).copied();
        Ok(())
    }
}

fn carried(yearly: &[Sheet<'_>]) -> Vec<(i64, usize)> {
    let years = yearly.iter().filter(|year| year.carried() > 0);
    years
        .filter_map(|year| Some((year.int("year")?, year.carried())))
        .collect()
}

fn measures(given: &[Sheet<'_>], members: &[Sheet<'_>]) -> Vec<GivenMeasure> {
    let name = |id: i64| {
        let member = members.iter().find(|member| member.id == id);
        member
            .map(|member| member.shown("name"))
            .unwrap_or_default()
    };
    let row = |measure: &Sheet<'_>| {
        let paid = measure.text("paid_on").is_some();
        GivenMeasure {
            id: measure.id,
            person: measure.int("person").map(name).unwrap_or_default(),
            kind: measure.shown("kind"),
            name: measure.shown("name"),
            year: measure.int("year"),
            amount: measure.int("amount").map(Fen),
            day: measure.shown(if paid { "paid_on" } else { "decided_on" }),
            paid,
            arrived: measure.shown("arrived"),
        }
    };
    given.iter().map(row).collect()
}

/// A named value among the fields of a record.
fn with(fields: &mut Fields, key: &str, value: crate::domain::Value) {
    fields.0.push((key.to_owned(), value));
}

#[cfg(test)]
mod tests;
