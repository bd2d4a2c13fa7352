//! 明白卡: what a household is to know of its own file, as it hangs in its house.

use super::card::Card;
use super::income_sheet::IncomeSheet;
use crate::domain::Fen;

/// One thing that is planned for a household this year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanLine {
    /// 帮扶目标.
    pub goal: String,
    /// 措施类别.
    pub kind: String,
    /// 计划内容.
    pub what: String,
    /// 完成期限.
    pub due: String,
    /// 落实人.
    pub responsible: String,
    /// 预期增收.
    pub income: Option<Fen>,
    /// 完成日期; empty while it is not done.
    pub done_on: String,
    /// 完成情况.
    pub result: String,
}

/// 明白卡. Neither 致贫原因 nor 健康状况 stands on it: it hangs where neighbours read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OpenCard {
    /// The household; its phone is masked unless asked otherwise.
    pub card: Card,
    /// 合作社 … 退耕, with what is recorded; empty where nothing is.
    pub facts: Vec<(&'static str, String)>,
    /// 帮扶计划 of the year.
    pub plans: Vec<PlanLine>,
    /// The running income year, or the last where the running one has nothing yet.
    pub income: IncomeSheet,
}

/// What stands in the place of what tells of an illness.
const IN_THE_FILE: &str = "内容见户卡";

impl OpenCard {
    /// Leaves of plans and measures against illness that there are some: what they are and for
    /// whom tells the neighbours who is ill. `health` is what 健康帮扶 is called.
    pub fn keep_health_out(&mut self, health: &str) {
        for plan in self.plans.iter_mut().filter(|plan| plan.kind == health) {
            IN_THE_FILE.clone_into(&mut plan.what);
            plan.goal.clear();
            plan.result.clear();
        }
        let given = self.card.measures.iter_mut();
        for measure in given.filter(|measure| measure.kind == health) {
            IN_THE_FILE.clone_into(&mut measure.name);
            measure.person.clear();
        }
    }
}
