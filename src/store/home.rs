//! 首页: counts of households, village by village.
//!
//! What is counted here walks narrow indexes only, so that the first frame does not wait for a
//! large book.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use rusqlite::Row;

use super::reach::{REGISTERED, WITHIN};
use super::{Reach, Result, Store};
use crate::domain::codes::{POOR_VILLAGE, exit_state, register_state};
use crate::domain::page::{HomeCounts, HomePage, VillageCounts};

/// The income year that runs on a day: it ends on 30 September of the year it is named by.
#[must_use]
pub fn income_year(day: NaiveDate) -> i32 {
    day.year() + i32::from(day.month() >= 10)
}

impl Store {
    /// 首页 as first drawn.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn home(&self, reach: &Reach) -> Result<HomePage> {
        let villages = self.village_counts(reach, None)?;
        let mut counts = HomeCounts::default();
        for village in &villages {
            counts.add(&village.counts);
        }
        let household = "select not exists (select 1 from household)";
        Ok(HomePage {
            township: self.setting("township")?.unwrap_or_default(),
            county: self.setting("county")?.unwrap_or_default(),
            counts,
            villages,
            empty: self.count(reach, household, &[])? == 1,
            inspection: self.next_inspection(reach.today)?,
            income_year_ends: format!("{}-09-30", income_year(reach.today)),
            urgent: None,
        })
    }

    /// The villages of the scope with their counts, in the order of lists; households without a
    /// village come first. `only` asks for one village.
    pub(super) fn village_counts(
        &self,
        reach: &Reach,
        only: Option<i64>,
    ) -> Result<Vec<VillageCounts>> {
        let mut table = self.village_names(reach, only)?;
        self.count_households(reach, only, &mut table)?;
        self.count_people(reach, only, &mut table)?;
        let villages = self.village_of_households_with_loans()?;
        for (household, overdue) in self.open_loans(reach, only)? {
            // A loan that waits for its household stands in 待挂接, in no village.
            let Some(household) = household else { continue };
            let village = villages.get(&household).copied().flatten();
            if only.is_none() || village == only {
                let line = line(&mut table, village);
                line.loans += 1;
                line.overdue += usize::from(overdue);
            }
        }
        Ok(table.into_values().collect())
    }

    fn village_names(
        &self,
        reach: &Reach,
        only: Option<i64>,
    ) -> Result<BTreeMap<Option<i64>, VillageCounts>> {
        let sql = "select v.id, coalesce(v.name, ''), coalesce(v.kind, '') from village v
                   where (:only is null or v.id = :only)
                     and (:all or v.id in (select value from json_each(:villages)))";
        let mut query = self.conn.prepare_cached(sql)?;
        let mut rows = reach.query(&mut query, &[(":only", &only)])?;
        let mut table = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let village: Option<i64> = row.get(0)?;
            let counts = VillageCounts {
                village,
                name: row.get(1)?,
                poor: POOR_VILLAGE.contains(&row.get::<_, String>(2)?.as_str()),
                ..VillageCounts::default()
            };
            table.insert(village, counts);
        }
        Ok(table)
    }

    fn count_households(
        &self,
        reach: &Reach,
        only: Option<i64>,
        table: &mut BTreeMap<Option<i64>, VillageCounts>,
    ) -> Result<()> {
        let village = of_village(only);
        let sql = format!(
            "select h.village, h.register_state, h.exit_state, h.planned_exit_year, h.register_year, h.monitor_kind, h.risk_cleared, count(*)
             from household h where {WITHIN} {village}
             group by h.village, h.register_state, h.exit_state, h.planned_exit_year, h.register_year, h.monitor_kind, h.risk_cleared"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = reach.query(&mut query, &[(":only", &only)])?;
        while let Some(row) = rows.next()? {
            tally(
                row,
                reach.today.year(),
                &mut line(table, row.get(0)?).counts,
            )?;
        }
        Ok(())
    }

    fn count_people(
        &self,
        reach: &Reach,
        only: Option<i64>,
        table: &mut BTreeMap<Option<i64>, VillageCounts>,
    ) -> Result<()> {
        let village = of_village(only);
        let sql = format!(
            "select h.village, count(*) from household h cross join person p on p.household = h.id
             where p.left_on is null and {REGISTERED} and {WITHIN} {village}
             group by h.village"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = reach.query(&mut query, &[(":only", &only)])?;
        while let Some(row) = rows.next()? {
            line(table, row.get(0)?).counts.people = row.get::<_, u32>(1)? as usize;
        }
        Ok(())
    }

    fn village_of_households_with_loans(&self) -> Result<BTreeMap<i64, Option<i64>>> {
        let sql = "select h.id, h.village from loan l join household h on h.id = l.household";
        let mut query = self.conn.prepare_cached(sql)?;
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// The condition that a household `h` is of the one village asked for, along the index of
/// villages; with `or` in one sentence for both, `SQLite` would walk all households.
const fn of_village(only: Option<i64>) -> &'static str {
    match only {
        Some(_) => "and h.village = :only",
        None => "",
    }
}

fn line(
    table: &mut BTreeMap<Option<i64>, VillageCounts>,
    village: Option<i64>,
) -> &mut VillageCounts {
    table.entry(village).or_insert_with(|| VillageCounts {
        village,
        name: "未填村".to_owned(),
        ..VillageCounts::default()
    })
}

/// Adds the households of one group of equal states.
fn tally(row: &Row<'_>, this_year: i32, counts: &mut HomeCounts) -> Result<()> {
    let text = |column| -> Result<Option<String>> { Ok(row.get(column)?) };
    let number = row.get::<_, u32>(7)? as usize;
    let (register, exit) = (text(1)?, text(2)?);
    let planned = row.get::<_, Option<i32>>(3)? == Some(this_year);
    let registered = text(4)?.unwrap_or_default();
    if text(5)?.is_some() && row.get::<_, Option<bool>>(6)? != Some(true) {
        counts.monitored += number;
    }
    match register.as_deref() {
        None | Some(register_state::REGISTERED) => {}
        Some(register_state::UNREGISTERED) => {
            counts.unregistered += number;
            return Ok(());
        }
        Some(_) => return Ok(()),
    }
    counts.households += number;
    let place = match exit.as_deref() {
        Some(exit_state::EXITED | exit_state::LEFT_ALONE) => &mut counts.exited,
        Some(exit_state::PLANNED) => &mut counts.planned,
        Some(exit_state::RELAPSED) => &mut counts.relapsed,
        Some(_) if planned => &mut counts.planned,
        Some(_) if registered.starts_with(&this_year.to_string()) => &mut counts.new,
        Some(_) => &mut counts.remaining,
        None => &mut counts.unstated,
    };
    *place += number;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{add, reach, today, township};
    use super::*;
    use crate::domain::Operator;

    #[test]
    fn counts_of_the_poor_leave_others_out() {
        let book = township();
        let home = book.store.home(&reach()).expect("home");
        let wanted = HomeCounts {
            households: 4,
            people: 5,
            exited: 1,
            planned: 1,
            relapsed: 1,
            new: 1,
            unregistered: 1,
            ..HomeCounts::default()
        };
        assert_eq!(home.counts, wanted);
        assert_eq!(home.villages.len(), 2);
        assert_eq!(home.villages[0].name, "白马庙村");
        assert!(home.villages[0].poor && !home.villages[1].poor);
        assert_eq!((home.villages[0].loans, home.villages[0].overdue), (1, 0));
        assert_eq!(home.income_year_ends, "2018-09-30");
        assert!(!home.empty);
    }

    #[test]
    fn mine_are_my_villages_and_the_households_paired_with_me() {
        let mut book = township();
        book.write(|w| add(w, "pairing", "household=4 helper=1"));
        let mut me = Operator {
            helper: Some(1),
            ..Operator::default()
        };
        let count = |me: &Operator| {
            let home = book.store.home(&Reach::mine(today(), me)).expect("home");
            (home.counts.households, home.villages.len())
        };
        assert_eq!(count(&me), (2, 2));
        me.villages = vec![1];
        assert_eq!(count(&me), (4, 2));
        me.helper = None;
        assert_eq!(count(&me), (3, 1));
        assert_eq!(count(&Operator::default()), (4, 2));
    }

    #[test]
    fn an_income_year_is_named_by_the_year_it_ends_in() {
        let day = |text: &str| text.parse().expect("a day");
        assert_eq!(income_year(day("2018-09-30")), 2018);
        assert_eq!(income_year(day("2018-10-01")), 2019);
    }
}
