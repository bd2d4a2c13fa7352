//! 检查: inspections, whom they look at, the checklist of one, and what comes out.

use serde::Serialize;

use crate::domain::verdict::{Progress, Verdict};

/// An inspection in the list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct InspectRow {
    /// Its key in 检查.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// 检查类别 in words.
    pub kind: String,
    /// Whether the township looks at itself (镇自查).
    pub own: bool,
    /// Who comes.
    pub by: String,
    /// The first day.
    pub begins: String,
    /// The last day; may be empty.
    pub ends: String,
    /// How many are looked at.
    pub drawn: usize,
    /// How many were, or were not at home.
    pub checked: usize,
    /// Findings that are not closed.
    pub findings: usize,
    /// The seed it was drawn with.
    pub seed: Option<i64>,
    /// How it was drawn.
    pub how: String,
    /// The day it was closed.
    pub closed: String,
}

/// A household, village or team that an inspection looks at, or the township's files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct InspectItem {
    /// Its key in 抽查对象.
    pub id: i64,
    /// Its place in the inspection.
    pub number: i64,
    /// The checklist, `national-2016/入户`.
    pub checklist: String,
    /// What officers call that.
    pub title: String,
    /// The household, if it is one.
    pub household: Option<i64>,
    /// The village, if it is one.
    pub village: Option<i64>,
    /// The team, if it is one.
    pub team: Option<i64>,
    /// The head's or the village's name; 全镇.
    pub name: String,
    /// Village and group.
    pub place: String,
    /// How many people are in the household.
    pub people: i64,
    /// 已清退, 自然销户, 未建档重点户; empty for a household in the register.
    pub standing: String,
    /// Why it was drawn.
    pub why: String,
    /// How far the look has come.
    pub state: Progress,
    /// The day.
    pub checked_on: String,
    /// By whom.
    pub checked_by: String,
    /// 错退; `None` while nobody said.
    pub wrongly_left: Option<bool>,
    /// 漏评.
    pub missed: Option<bool>,
    /// 认可.
    pub recognises: Option<bool>,
    /// How many recorded answers passed.
    pub good: usize,
    /// How many failed.
    pub bad: usize,
    /// How many were not asked.
    pub not_asked: usize,
}

/// A fact that stands beside a question: its name and its value, empty where nothing is recorded.
pub type Read = (String, String);

/// One question of a checklist, as one subject has it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct InspectLine {
    /// Its name in the checklist.
    pub question: String,
    /// The heading it stands under.
    pub block: String,
    /// The question.
    pub ask: String,
    /// How it is answered.
    pub how: String,
    /// The evidence that is wanted.
    pub wanted: Vec<String>,
    /// Whether the book answers it.
    pub automatic: bool,
    /// What the book answers; 不适用 where the question is not asked of this subject.
    pub book: Verdict,
    /// What the book's answer rests on: a rule of the pack, or the book alone.
    pub source: String,
    /// The facts that were read.
    pub read: Vec<Read>,
    /// What it counts in full.
    pub full: Option<f64>,
    /// What costs how many points.
    pub costs: Vec<(String, f64)>,
    /// What is left of the points where it does not pass.
    pub least: f64,
    /// The key of the recorded answer.
    pub answer: Option<i64>,
    /// The recorded answer.
    pub said: Option<Verdict>,
    /// The points given.
    pub points: Option<f64>,
    /// What was seen.
    pub seen: String,
    /// The evidence that was seen.
    pub evidence: String,
    /// The day.
    pub on: String,
    /// By whom.
    pub by: String,
}

impl InspectLine {
    /// The answer that counts: what was said at the door, else what the book says.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self.said {
            Some(said) if said != Verdict::Open => said,
            _ if self.automatic || self.book == Verdict::NotAsked => self.book,
            _ => Verdict::Open,
        }
    }

    /// Whether somebody has to ask it: nobody answered, and the book cannot.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.verdict() == Verdict::Open
    }

    /// Whether the answer comes from the book alone.
    #[must_use]
    pub fn by_book(&self) -> bool {
        self.said.is_none_or(|said| said == Verdict::Open) && !self.is_open()
    }

    /// The points that count: those given, those of a full pass, or none yet.
    #[must_use]
    pub fn given(&self) -> Option<f64> {
        let full = self.full?;
        match (self.points, self.verdict()) {
            (_, Verdict::Open | Verdict::NotAsked) => None,
            (Some(points), _) => Some(points),
            (None, Verdict::Good) => Some(full),
            (None, Verdict::Bad) => Some(self.least),
        }
    }
}

/// The checklist of one household (village, team).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct InspectSheet {
    /// The inspection's key.
    pub inspection: i64,
    /// Its name.
    pub name: String,
    /// The subject.
    pub item: InspectItem,
    /// Where the checklist comes from.
    pub source: String,
    /// The day as of which the book answered.
    pub as_of: String,
    /// The questions.
    pub lines: Vec<InspectLine>,
    /// The one before it.
    pub before: Option<i64>,
    /// The one after it.
    pub after: Option<i64>,
    /// How many are looked at.
    pub of: usize,
}

impl InspectSheet {
    /// How many questions have this answer.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.lines
            .iter()
            .filter(|line| line.verdict() == verdict)
            .count()
    }

    /// The points given and those there are, where the checklist has points; what is 不适用 counts
    /// in neither.
    #[must_use]
    pub fn points(&self) -> Option<(f64, f64)> {
        let counted = self
            .lines
            .iter()
            .filter(|line| line.verdict() != Verdict::NotAsked);
        let full: Vec<f64> = counted.filter_map(|line| line.full).collect();
        if full.is_empty() {
            return None;
        }
        let given = self.lines.iter().filter_map(InspectLine::given);
        Some((given.sum(), full.iter().sum()))
    }
}

/// One of 三率一度, or the points of an assessment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct InspectScore {
    /// 错退率 ….
    pub name: String,
    /// How it is counted.
    pub formula: String,
    /// What is divided, or the points, as written.
    pub part: String,
    /// What it is divided by; empty where nobody can say.
    pub whole: String,
    /// The share as written; empty where it cannot be told.
    pub value: String,
    /// The limit as written; empty where there is none.
    pub limit: String,
    /// Where the limit comes from.
    pub source: String,
    /// Whether it is kept; `None` where nobody can say.
    pub kept: Option<bool>,
    /// What is missing to tell, a sentence; may be empty.
    pub missing: String,
}

/// An inspection with everything that its screen shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct InspectPage {
    /// The inspection.
    #[serde(flatten)]
    pub row: InspectRow,
    /// Whom it looks at.
    pub items: Vec<InspectItem>,
    /// What comes out so far.
    pub scores: Vec<InspectScore>,
}
