//! 挂图作战: the year's plan, village by village, and works stage by stage.

/// One village's plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanVillage {
    /// The village's internal key; `None` gathers households without one.
    pub id: Option<i64>,
    /// Its name.
    pub name: String,
    /// Whether it is a 贫困村.
    pub poor: bool,
    /// 计划出列年度.
    pub planned: Option<i32>,
    /// 出列年度, once it has left.
    pub left: Option<i32>,
    /// 建档户.
    pub households: usize,
    /// 已脱贫.
    pub done: usize,
    /// Those among them that left this year.
    pub done_this_year: usize,
    /// Not out, planned for this year (今年拟脱贫).
    pub this_year: usize,
    /// Not out, planned for later.
    pub later: usize,
    /// Not out, and planned for no year to come.
    pub unplanned: usize,
    /// Not out, and not planned by the year in which the village is to leave; 0 once it has left.
    pub against: usize,
}

/// One stage of works.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanStage {
    /// The key of the ledger.
    pub ledger: String,
    /// The ledger, in the officer's word.
    pub works: String,
    /// The stage: 开工, 竣工 ….
    pub stage: String,
    /// The fields of the planned and the real day, by label.
    pub days: [String; 2],
    /// How many have a planned day.
    pub planned: usize,
    /// How many of them were to be done by today.
    pub due: usize,
    /// How many are done.
    pub done: usize,
    /// How many are past their planned day and not done.
    pub late: usize,
}

/// 挂图作战 as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanBoard {
    /// The year.
    pub year: i32,
    /// The villages, in the order of lists.
    pub villages: Vec<PlanVillage>,
    /// The stages of works that have planned days.
    pub stages: Vec<PlanStage>,
}

impl PlanVillage {
    /// Adds another's households.
    pub const fn add(&mut self, other: &Self) {
        self.households += other.households;
        self.done += other.done;
        self.done_this_year += other.done_this_year;
        self.this_year += other.this_year;
        self.later += other.later;
        self.unplanned += other.unplanned;
        self.against += other.against;
    }

    /// What the plan of the village contradicts, in a sentence; empty where nothing.
    #[must_use]
    pub fn contradiction(&self) -> String {
        match (self.planned, self.against) {
            (Some(year), against @ 1..) => {
                format!("计划{year}年出列，还有{against}户没有安排在{year}年以前脱贫")
            }
            _ => String::new(),
        }
    }
}

/// A bar of signs: `#` done, `=` planned, `.` the rest.
#[must_use]
pub fn bar(done: usize, planned: usize, all: usize, length: usize) -> String {
    let done = share(done, all, length);
    let planned = share(planned, all, length).min(length - done);
    let rest = length - done - planned;
    format!(
        "{}{}{}",
        "#".repeat(done),
        "=".repeat(planned),
        ".".repeat(rest)
    )
}

/// The part of `whole` that `some` of `all` are; something is never nothing.
#[must_use]
pub fn share(some: usize, all: usize, whole: usize) -> usize {
    if some == 0 || all == 0 {
        return 0;
    }
    (some.min(all) * whole / all).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn something_is_never_nothing_and_a_bar_is_as_long_as_it_should_be() {
        assert_eq!(bar(0, 0, 0, 4), "....");
        assert_eq!(bar(1, 1, 1000, 4), "#=..");
        assert_eq!(bar(5, 5, 5, 4), "####");
        assert_eq!(bar(43, 44, 92, 20), "#########=========..");
    }
}
