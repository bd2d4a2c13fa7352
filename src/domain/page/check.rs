//! 疑点与达标 and 待办: what rules answer, and what is due by whom.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::domain::answer::{Answer, Gravity};
use crate::domain::{LedgerId, Scope};

/// What kind of rule a line is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleSort {
    /// 标准; `true` where a county's check turns on it alone.
    Standard(bool),
    /// 疑点.
    Doubt(Gravity),
    /// 待办.
    Duty,
}

/// A rule in force, with how many subjects it answers how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleLine {
    /// Its full name: `hubei-2016/户-收入`.
    pub rule: String,
    /// What kind.
    pub sort: RuleSort,
    /// Whom it asks about: 户, 人口, 村 ….
    pub subject: String,
    /// What it asks.
    pub title: String,
    /// The section that asks for it.
    pub source: String,
    /// What to do, or which paper proves it; may be empty.
    pub tip: String,
    /// How many subjects have which answer, answers in their order; none with 0.
    pub counts: Vec<(Answer, usize)>,
}

impl RuleLine {
    /// How many subjects have one of these answers.
    #[must_use]
    pub fn count(&self, answers: &[Answer]) -> usize {
        let counts = self.counts.iter();
        let these = counts.filter(|(answer, _)| answers.contains(answer));
        these.map(|(_, count)| count).sum()
    }
}

/// How one village and what belongs to it answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VillageRules {
    /// The village's internal key.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Standards that the village itself does not meet.
    pub own_not_met: usize,
    /// Standards that nobody can say of the village itself.
    pub own_missing: usize,
    /// Its households that do not meet some standard of households.
    pub not_met: usize,
    /// Its other households that lack something for some standard.
    pub missing: usize,
    /// Doubts of everything that belongs to it, not explained.
    pub hits: usize,
    /// Those among them that are grave (严重).
    pub grave: usize,
}

/// 疑点与达标 as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleBoard {
    /// The standards and doubts in force, in the order of packs.
    pub lines: Vec<RuleLine>,
    /// The villages of the scope, in the order of lists.
    pub villages: Vec<VillageRules>,
    /// What is wrong with packs that are left out, a sentence each.
    pub faults: Vec<String>,
}

/// What is asked of 疑点与达标.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckQuery {
    /// One rule, by its full name or the name it has in its pack.
    pub rule: Option<String>,
    /// Rules about these records only: 户, 人口, 村 ….
    pub subject: Option<String>,
    /// A village's records only, by its name.
    pub village: Option<String>,
    /// This household's answers only: its own, its members', its loans'.
    pub household: Option<i64>,
    /// These answers only; empty wants every answer but 不适用, 未命中.
    pub states: Vec<Answer>,
    /// 我的 or 全镇.
    pub scope: Scope,
}

/// One subject's answer to one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRow {
    /// The rule's full name.
    pub rule: String,
    /// What kind of rule.
    pub sort: RuleSort,
    /// What it asks.
    pub title: String,
    /// The subject's ledger, in the officer's word.
    pub subject: String,
    /// The ledger.
    pub ledger: LedgerId,
    /// The subject's internal key.
    pub subject_id: i64,
    /// Its household's internal key.
    pub household: Option<i64>,
    /// What it is called.
    pub name: String,
    /// The village's name; empty where it is none's.
    pub village: String,
    /// Village and group.
    pub place: String,
    /// The answer.
    pub state: Answer,
    /// With 缺数据: the facts and figures that are missing.
    pub missing: Vec<String>,
    /// One sentence: what the rule asks and what it read.
    pub message: String,
    /// The labels of the fields to correct.
    pub fields: Vec<String>,
}

impl Serialize for CheckRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_struct("CheckRow", 7)?;
        row.serialize_field("rule", &self.rule)?;
        row.serialize_field("subject", &self.subject)?;
        row.serialize_field("subject_id", &self.subject_id)?;
        row.serialize_field("name", &self.name)?;
        row.serialize_field("state", self.state.word())?;
        row.serialize_field("missing", &self.missing)?;
        row.serialize_field("message", &self.message)?;
        row.end()
    }
}

/// How a duty stands today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DutyStanding {
    /// Past its day.
    Overdue,
    /// Due today, or to be done now without a day.
    Due,
    /// Due later.
    Upcoming,
}

/// What is asked of 待办.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DutyQuery {
    /// Those overdue or due within so many days; those without a day are always due.
    pub within: Option<u32>,
    /// A village's only, by its name.
    pub village: Option<String>,
    /// Those of one person or post only, by name.
    pub helper: Option<String>,
    /// This household's only.
    pub household: Option<i64>,
    /// 我的 or 全镇.
    pub scope: Scope,
}

/// One thing that somebody has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyLine {
    /// The rule's full name; 来文交办 for a task from above.
    pub rule: String,
    /// The subject's ledger, in the officer's word; 镇 for the township's.
    pub subject: String,
    /// The ledger; `None` for the township's.
    pub ledger: Option<LedgerId>,
    /// The subject's internal key; `None` for the township's.
    pub subject_id: Option<i64>,
    /// The household's internal key.
    pub household: Option<i64>,
    /// What the subject is called.
    pub name: String,
    /// The village's name; empty where it is none's.
    pub village: String,
    /// Village and group.
    pub place: String,
    /// What is to be done.
    pub title: String,
    /// What stands behind the title; may be empty.
    pub detail: String,
    /// Who is responsible: a name where one is known, else the post.
    pub responsible: String,
    /// By which day, as ISO text.
    pub due: Option<String>,
    /// By which hour.
    pub time: Option<String>,
    /// Days from today, negative when overdue.
    pub days: Option<i64>,
    /// How it stands.
    pub state: DutyStanding,
    /// The key of the ledger whose new record fulfils it; `None` where it is signed off.
    pub done_by: Option<String>,
    /// The period of a duty of the calendar, as a sign-off names it; empty for others.
    pub period: String,
    /// Where the text or practice asks for it.
    pub source: String,
}

impl Serialize for DutyLine {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_struct("DutyLine", 11)?;
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let title = match self.detail.as_str() {
            "" => self.title.clone(),
            detail => format!("{} {detail}", self.title),
        };
        row.serialize_field("rule", &self.rule)?;
        row.serialize_field("subject", &self.subject)?;
        row.serialize_field("subject_id", &self.subject_id)?;
        row.serialize_field("household", &self.household)?;
        row.serialize_field("village", &text(&self.village))?;
        row.serialize_field("title", &title)?;
        row.serialize_field("responsible", &text(&self.responsible))?;
        row.serialize_field("due", &self.due)?;
        row.serialize_field("time", &self.time)?;
        row.serialize_field("days", &self.days)?;
        row.serialize_field("state", &self.state)?;
        row.end()
    }
}

/// 待办 as a whole, overdue first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DutyPage {
    /// The duties.
    pub lines: Vec<DutyLine>,
    /// What is wrong with packs that are left out, a sentence each.
    pub faults: Vec<String>,
}

/// What rules say of one household: of itself, its members and its loans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HouseholdRules {
    /// Standards, and doubts that stand or are explained.
    pub checks: Vec<CheckRow>,
    /// What is due.
    pub duties: Vec<DutyLine>,
}
