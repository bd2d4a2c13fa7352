//! 需要关注: what cannot wait, the most urgent first.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Reach, Result, Store};
use crate::domain::Fen;
use crate::domain::page::{Attention, Concern, LoanFilter, LoanRow, Target, VillageCounts};

/// So many overdue loans have a line of their own, and as many of those due soon.
const OWN_LINES: usize = 5;

/// What 需要关注 has to say, and how many households of each village nobody visited in time.
#[derive(Clone, Debug, Default)]
pub struct Concerns {
    /// The lines.
    pub lines: Vec<Attention>,
    /// Households not visited in time by village.
    pub visit_late: Vec<(Option<i64>, usize)>,
}

impl Store {
    /// Works out 需要关注. `interval` is how many days may lie between two visits, where the
    /// pack in force says so; `drafts` how many forms the operator left unfinished.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn attention(
        &self,
        reach: &Reach,
        interval: Option<u32>,
        drafts: usize,
    ) -> Result<Concerns> {
        let before = iso(visit_before(reach.today, interval));
        let names = self.names_of_villages()?;
        // What others wait for stands first, then what the operator has begun: nobody else will
        // finish it.
        let mut lines = Vec::new();
        self.task_lines(reach, &mut lines)?;
        lines.push(sum(Concern::Draft, drafts));
        self.dated_lines(reach, &mut lines)?;
        let mut visit_late = Vec::new();
        for concern in [
            Concern::Unpaid,
            Concern::NoHelper,
            Concern::PairingEnded,
            Concern::VisitLate,
            Concern::PlanLate,
            Concern::ReliefUnpaid,
            Concern::NoIncome,
            Concern::MemberGap,
        ] {
            let counts = self.concern_counts(reach, concern, &before)?;
            let mut line = sum(concern, counts.iter().map(|(_, count)| count).sum());
            if let (Concern::VisitLate, Some(days)) = (concern, interval) {
                line.text = format!("走访超{days}天");
            }
            line.village = spread(&counts, &names);
            lines.push(line);
            if concern == Concern::VisitLate {
                visit_late = counts;
            }
        }
        lines.push(sum(Concern::Pending, self.rows_of("pending")?));
        lines.retain(|line| line.count > 0);
        Ok(Concerns { lines, visit_late })
    }

    /// What has a day of its own, the most urgent first, then the sums of it.
    fn dated_lines(&self, reach: &Reach, lines: &mut Vec<Attention>) -> Result<()> {
        let mut dated = Vec::new();
        self.loan_lines(reach, &mut dated)?;
        self.appeal_lines(reach, OWN_LINES, &mut dated)?;
        dated.sort_by_key(|line| (line.days.is_none(), line.days));
        lines.append(&mut dated);
        Ok(())
    }

    /// Loans past their day, then those due within 30 days, each in a line while they are few;
    /// then the sums.
    fn loan_lines(&self, reach: &Reach, lines: &mut Vec<Attention>) -> Result<()> {
        let days = [30, 60, 90];
        let mut filters = vec![(LoanFilter::Overdue, OWN_LINES)];
        let due = days.map(|within| LoanFilter::DueWithin(within.into()));
        filters.extend(due.into_iter().zip([OWN_LINES, 0, 0]));
        let concerns = days.map(Concern::LoanDue);
        let concerns = [Concern::LoanOverdue].into_iter().chain(concerns);
        let found = self.first_loans(reach, &filters)?;
        for (concern, (rows, total)) in concerns.zip(found) {
            for loan in &rows {
                lines.push(self.loan_line(reach, concern, loan)?);
            }
            if total > rows.len() {
                lines.push(sum(concern, total));
            }
        }
        Ok(())
    }

    fn loan_line(&self, reach: &Reach, concern: Concern, loan: &LoanRow) -> Result<Attention> {
        let amount = loan.owed.unwrap_or(Fen(0));
        let when = match loan.days {
            Some(0) => "今天".to_owned(),
            Some(days) if days < 0 => format!("逾期{}天", -days),
            Some(days) => format!("还{days}天"),
            None => loan.state.word().to_owned(),
        };
        let responsible = match loan.household {
            Some(household) => self.helper_of(reach, household)?,
            None => String::new(),
        };
        Ok(Attention {
            concern,
            when,
            days: loan.days,
            text: format!("贷款{} {} {}", verb(loan), loan.borrower, amount.said()),
            count: 1,
            village: loan.place.clone(),
            responsible,
            target: loan
                .household
                .map_or(Target::Loan(loan.id), Target::Household),
        })
    }

    /// The name of a household's first helper today.
    /// The helper of a household who comes first today; empty where it has none.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn helper_of(&self, reach: &Reach, household: i64) -> Result<String> {
        let sql = format!(
            "select p.name from pairing a join helper p on p.id = a.helper
             where a.household = :household and {} order by a.role is null, a.role, a.id limit 1",
            super::reach::PAIRED
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = reach.query(&mut query, &[(":household", &household)])?;
        let name = rows
            .next()?
            .map(|row| row.get::<_, Option<String>>(0))
            .transpose()?;
        Ok(name.flatten().unwrap_or_default())
    }

    fn names_of_villages(&self) -> Result<BTreeMap<i64, String>> {
        let sql = "select id, coalesce(name, '') from village";
        let mut query = self.conn.prepare_cached(sql)?;
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The households of a village nobody visited in time.
    pub(super) fn add_visit_late(
        &self,
        reach: &Reach,
        interval: Option<u32>,
        counts: &mut VillageCounts,
    ) -> Result<()> {
        let Some(village) = counts.village else {
            return Ok(());
        };
        let Some(before) = visit_before(reach.today, interval) else {
            return Ok(());
        };
        let all = self.concern_counts_in(reach, Concern::VisitLate, &iso(Some(before)), village)?;
        counts.visit_late = Some(all);
        Ok(())
    }
}

/// A visit before this day is too long ago; `None` where nothing says how long is too long.
#[must_use]
pub fn visit_before(today: NaiveDate, interval: Option<u32>) -> Option<NaiveDate> {
    today.checked_sub_days(chrono::Days::new(interval?.into()))
}

/// The day as sentences ask for it; empty where no visit is late.
pub(super) fn iso(before: Option<NaiveDate>) -> String {
    before.map(|day| day.to_string()).unwrap_or_default()
}

const fn verb(loan: &LoanRow) -> &'static str {
    match loan.days {
        Some(..0) => "逾期",
        _ => "到期",
    }
}

/// One line for many records.
pub(super) fn sum(concern: Concern, count: usize) -> Attention {
    Attention {
        concern,
        when: String::new(),
        days: None,
        text: concern.words(),
        count,
        village: String::new(),
        responsible: String::new(),
        target: Target::Behind(concern),
    }
}

/// The village's name where it is one alone, else how many.
fn spread(counts: &[(Option<i64>, usize)], names: &BTreeMap<i64, String>) -> String {
    match counts {
        [] => String::new(),
        [(village, _)] => {
            let name = village.and_then(|id| names.get(&id));
            name.cloned().unwrap_or_default()
        }
        many => format!("{}个村", many.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{add, reach, township};
    use super::*;

    #[test]
    fn the_most_urgent_come_first_and_lead_somewhere() {
        let mut book = township();
        book.write(|w| {
            add(
                w,
                "loan",
                "household=2 borrower=单云娥 amount=5000000 due_on=2018-09-17",
            );
        });
        let concerns = book
            .store
            .attention(&reach(), Some(30), 0)
            .expect("concerns");
        let lines: Vec<_> = concerns
            .lines
            .iter()
            .map(|l| {
                (
                    l.when.as_str(),
                    l.text.as_str(),
                    l.count,
                    l.village.as_str(),
                    l.responsible.as_str(),
                )
            })
            .collect();
        assert_eq!(
            lines,
            [
                ("逾期3天", "贷款逾期 单云娥 5万元", 1, "白马庙村3组", ""),
                (
                    "还28天",
                    "贷款到期 张国强 3万元",
                    1,
                    "白马庙村3组",
                    "李建军"
                ),
                ("", "60天内到期贷款", 1, "", ""),
                ("", "90天内到期贷款", 1, "", ""),
                ("", "措施未到账", 1, "白马庙村", ""),
                ("", "无帮扶责任人", 3, "2个村", ""),
                ("", "走访超30天", 3, "2个村", ""),
                ("", "上年度无收入", 3, "2个村", ""),
            ]
        );
        assert_eq!(concerns.lines[0].target, Target::Household(2));
        assert_eq!(concerns.lines[5].target, Target::Behind(Concern::NoHelper));
        assert_eq!(concerns.visit_late, [(Some(1), 2), (Some(2), 1)]);
    }
}
