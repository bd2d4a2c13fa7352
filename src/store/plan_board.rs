//! 挂图作战: who is planned to leave poverty when, and how far works have come.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::reach::{REGISTERED, WITHIN, within};
use super::{Reach, Result, Store};
use crate::dictionary::{Kind, Ledger};
use crate::domain::page::{PlanBoard, PlanStage, PlanVillage};

/// The ledgers whose works have stages with a planned and a real day.
const WORKS: [&str; 3] = ["relocation", "house_repair", "project"];

impl Store {
    /// The year's plan by village, and the stages of works.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn plan_board(&self, reach: &Reach) -> Result<PlanBoard> {
        let mut stages = Vec::new();
        for ledger in WORKS.iter().filter_map(|key| self.dictionary.find(key)) {
            self.add_stages(reach, ledger, &mut stages)?;
        }
        Ok(PlanBoard {
            year: reach.today.year(),
            villages: self.plan_villages(reach)?,
            stages,
        })
    }

    fn plan_villages(&self, reach: &Reach) -> Result<Vec<PlanVillage>> {
        let mut table = self.planned_villages(reach)?;
        let year = reach.today.year();
        let sql = format!(
            "select h.village, h.exit_state, h.exit_year, h.planned_exit_year, count(*)
             from household h where {REGISTERED} and {WITHIN}
             group by h.village, h.exit_state, h.exit_year, h.planned_exit_year"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = reach.query(&mut query, &[])?;
        while let Some(row) = rows.next()? {
            let village: Option<i64> = row.get(0)?;
            let line = table.entry(village).or_insert_with(|| PlanVillage {
                id: village,
                name: "未填村".to_owned(),
                ..PlanVillage::default()
            });
            let state: Option<String> = row.get(1)?;
            let (exited, planned): (Option<i32>, Option<i32>) = (row.get(2)?, row.get(3)?);
            let count = row.get::<_, u32>(4)? as usize;
            line.households += count;
            if matches!(state.as_deref(), Some("1" | "4")) {
                line.done += count;
                line.done_this_year += if exited == Some(year) { count } else { 0 };
                continue;
            }
            match (state.as_deref(), planned) {
                (Some("2"), None) => line.this_year += count,
                (_, Some(planned)) if planned == year => line.this_year += count,
                (_, Some(planned)) if planned > year => line.later += count,
                _ => line.unplanned += count,
            }
            let planned = planned.or_else(|| (state.as_deref() == Some("2")).then_some(year));
            // A household that fell back or was found later is not held against a village that left.
            let by = line.planned.filter(|_| line.left.is_none());
            if by.is_some_and(|by| planned.is_none_or(|planned| planned > by)) {
                line.against += count;
            }
        }
        Ok(table.into_values().collect())
    }

    fn planned_villages(&self, reach: &Reach) -> Result<BTreeMap<Option<i64>, PlanVillage>> {
        let sql =
            "select v.id, coalesce(v.name, ''), coalesce(v.kind in ('01', '03', '04', '06'), 0),
                     v.planned_exit_year, v.exit_year
                   from village v
                   where :all or v.id in (select value from json_each(:villages))";
        let mut query = self.conn.prepare_cached(sql)?;
        let mut rows = reach.query(&mut query, &[])?;
        let mut table = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let id: Option<i64> = row.get(0)?;
            let line = PlanVillage {
                id,
                name: row.get(1)?,
                poor: row.get(2)?,
                planned: row.get(3)?,
                left: row.get(4)?,
                ..PlanVillage::default()
            };
            table.insert(id, line);
        }
        Ok(table)
    }

    /// The stages of one ledger's works: every planned day with the real one beside it.
    fn add_stages(
        &self,
        reach: &Reach,
        ledger: &Ledger,
        stages: &mut Vec<PlanStage>,
    ) -> Result<()> {
        let pairs = ledger
            .fields
            .iter()
            .filter(|field| field.kind == Kind::Date);
        let pairs = pairs.filter_map(|field| {
            let stage = field.key.strip_suffix("_plan")?;
            let real = ledger.field(&format!("{stage}_on"))?;
            Some((field, real))
        });
        let (join, scope) = match ledger.field("household") {
            Some(_) => (
                "left join household h on h.id = t.household",
                within(ledger),
            ),
            None => ("", "true"),
        };
        for (plan, real) in pairs {
            let sql = format!(
                "select count(t.\"{plan}\"), coalesce(sum(t.\"{plan}\" <= :today), 0),
                   count(t.\"{0}\"), coalesce(sum(t.\"{plan}\" < :today and t.\"{0}\" is null), 0)
                 from \"{1}\" t {join} where {scope}",
                real.key,
                ledger.key,
                plan = plan.key
            );
            let mut query = self.conn.prepare_cached(&sql)?;
            let mut rows = reach.query(&mut query, &[])?;
            let Some(row) = rows.next()? else { continue };
            let count = |at: usize| -> Result<usize> { Ok(row.get::<_, u32>(at)? as usize) };
            let stage = PlanStage {
                ledger: ledger.key.clone(),
                works: ledger.label.clone(),
                days: [plan.label.clone(), real.label.clone()],
                stage: real.label.trim_end_matches("日期").to_owned(),
                planned: count(0)?,
                due: count(1)?,
                done: count(2)?,
                late: count(3)?,
            };
            if stage.planned + stage.done > 0 {
                stages.push(stage);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{add, reach, township};

    #[test]
    fn a_village_planned_to_leave_with_a_household_that_is_not_is_told() {
        let mut book = township();
        book.write(|w| {
            let village = add(w, "village", "name=青山村 kind=01 planned_exit_year=2018");
            for (state, planned) in [("0", "2018"), ("0", "2019"), ("1", "2017")] {
                let fields = format!(
                    "village={village} register_state=01 exit_state={state} planned_exit_year={planned}"
                );
                add(w, "household", &fields);
            }
        });
        let board = book.store.plan_board(&reach()).expect("board");
        let village = board.villages.iter().find(|line| line.name == "青山村");
        let village = village.expect("青山村");
        assert_eq!((village.households, village.done), (3, 1));
        assert_eq!(
            (village.this_year, village.later, village.against),
            (1, 1, 1)
        );
        assert_eq!(
            village.contradiction(),
            "计划2018年出列，还有1户没有安排在2018年以前脱贫"
        );
    }
}
