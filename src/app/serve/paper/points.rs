//! What is open about a household, in words fit for paper: 未达标, 缺项, 待核实, 已说明, 待办.

use std::collections::HashMap;

use crate::app::serve::wall::told_of;
use crate::app::serve::{case, rule};
use crate::app::{Desk, rules};
use crate::domain::answer::Answer;
use crate::domain::leaf::Block;
use crate::domain::page::{CheckQuery, CheckRow, DutyLine, DutyQuery};
use crate::port::{Fault, HouseholdKey, Reply, RuleReply, RuleRequest, Scope};

/// The answers that leave something open.
const OPEN: [Answer; 4] = [
    Answer::NotMet,
    Answer::Missing,
    Answer::Hit,
    Answer::Explained,
];

/// How many households are asked about one by one: a whole county would have to be judged for
/// them otherwise.
const FEW: usize = 20;

/// What is open, by household.
#[derive(Default)]
pub(super) struct Points(HashMap<i64, (Vec<CheckRow>, Vec<DutyLine>)>);

impl Points {
    /// Of these households; a few are asked about one by one, many all at once.
    pub(super) fn of(desk: &mut Desk, ids: &[i64], village: Option<&str>) -> Result<Self, Fault> {
        if rules::in_force(desk)?.book.rules.is_empty() {
            return Ok(Self::default());
        }
        let mut points = Self::default();
        if ids.len() <= FEW && village.is_none() {
            for id in ids {
                let asked = rule::answer(desk, RuleRequest::Household(HouseholdKey::Id(*id)))?;
                if let Reply::Rule(RuleReply::Household(found)) = asked {
                    let checks = found.checks.into_iter();
                    let open = checks.filter(|row| OPEN.contains(&row.state)).collect();
                    points.0.insert(*id, (open, found.duties));
                }
            }
            for line in case::duties(desk, Scope::Township)? {
                let of = line.household.and_then(|id| points.0.get_mut(&id));
                if let Some((_, duties)) = of {
                    duties.push(line);
                }
            }
            points.sort();
            return Ok(points);
        }
        let query = CheckQuery {
            village: village.map(str::to_owned),
            states: OPEN.to_vec(),
            ..CheckQuery::default()
        };
        let asked = rule::answer(desk, RuleRequest::Check(Box::new(query)))?;
        if let Reply::Rule(RuleReply::Check(rows)) = asked {
            for row in rows {
                if let Some(id) = row.household {
                    points.0.entry(id).or_default().0.push(row);
                }
            }
        }
        let query = DutyQuery {
            village: village.map(str::to_owned),
            ..DutyQuery::default()
        };
        let asked = rule::answer(desk, RuleRequest::Duties(Box::new(query)))?;
        if let Reply::Rule(RuleReply::Duties(page)) = asked {
            for line in page.lines {
                if let Some(id) = line.household {
                    points.0.entry(id).or_default().1.push(line);
                }
            }
        }
        points.sort();
        Ok(points)
    }

    /// Duties with a day first, the earliest before the others.
    fn sort(&mut self) {
        for (_, duties) in self.0.values_mut() {
            duties.sort_by_key(|line| (line.days.is_none(), line.days));
        }
    }

    /// What is open about one household as a table; `None` where nothing is.
    pub(super) fn block(&self, id: i64) -> Option<Block> {
        let (checks, duties) = self.0.get(&id)?;
        let check = |row: &CheckRow| {
            let [title, state, said] = <[String; 3]>::try_from(told_of(row)).ok()?;
            // The household's own name says nothing on its own page; a member's does.
            let what = if row.subject == "户" {
                title
            } else {
                format!("{} {title}", row.name)
            };
            Some(vec![state, what, said])
        };
        let duty = |line: &DutyLine| {
            let who = match line.responsible.as_str() {
                "" => line.when(),
                who => format!("{} {who}", line.when()),
            };
            vec!["待办".to_owned(), line.what(), who.trim().to_owned()]
        };
        let rows = checks.iter().filter_map(check);
        let rows: Vec<Vec<String>> = rows.chain(duties.iter().map(duty)).collect();
        (!rows.is_empty()).then(|| Block::table(&["情况", "事项", "说明"], rows))
    }

    /// How many points are open about a household.
    pub(super) fn count(&self, id: i64) -> usize {
        self.0
            .get(&id)
            .map_or(0, |(checks, duties)| checks.len() + duties.len())
    }
}
