//! 办理: a list on its way through a procedure.

use serde::Serialize;

/// What is known of how a notice stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CaseNotice {
    /// The day it was posted, as ISO text.
    pub posted: String,
    /// The last day it must stand.
    pub until: String,
    /// The first day on which one may sign.
    pub free: String,
    /// Days until then: positive while one must wait, 0 and less when one may go on.
    pub days: i64,
    /// Where it hangs.
    pub place: String,
    /// 公示期9月13日至20日，21日起可审.
    pub words: String,
}

/// A case in a line. Texts are empty where nothing is recorded; days are ISO.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CaseRow {
    /// Its internal key.
    pub id: i64,
    /// 青山村2018年贫困户脱贫退出.
    pub name: String,
    /// The procedure: `hubei-2016/户退出`.
    pub procedure: String,
    /// What the procedure is called; its id where no pack has it.
    pub title: String,
    /// The village's name.
    pub village: String,
    /// The year it is about.
    pub year: Option<i64>,
    /// Who works at it.
    pub handler: String,
    /// The day it began.
    pub opened: String,
    /// Which step it stands at, from 1.
    pub step: usize,
    /// How many steps there are; 0 where no pack has the procedure.
    pub steps: usize,
    /// The name of the step it stands at.
    pub step_name: String,
    /// Who acts at that step.
    pub who: String,
    /// Whether that step is the officer's own.
    pub mine: bool,
    /// The day it came to that step.
    pub since: String,
    /// By when that step must be done; empty where the pack sets no days.
    pub due: String,
    /// Households, villages or projects of the list.
    pub listed: usize,
    /// Those still on their way.
    pub open: usize,
    /// Those held back: 暂缓, 退回, 异议.
    pub held: usize,
    /// Those that went through.
    pub passed: usize,
    /// Objections that are not closed.
    pub objections: usize,
    /// The notice of the step, where it needs one and it was posted.
    pub notice: Option<CaseNotice>,
    /// Whether the step needs a notice.
    pub needs_notice: bool,
    /// What is to be done next, in one sentence.
    pub next: String,
    /// The day it was closed.
    pub closed: String,
}

/// A household, village or project of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CaseItem {
    /// Its key in 办理名单.
    pub id: i64,
    /// The household, if it is one.
    pub household: Option<i64>,
    /// The village, if it is one.
    pub village: Option<i64>,
    /// The project, if it is one.
    pub project: Option<i64>,
    /// The head's, the village's or the project's name.
    pub name: String,
    /// 青山村3组; empty where it is no household.
    pub place: String,
    /// How many people live in the household.
    pub people: i64,
    /// Which step it stands at.
    pub step: usize,
    /// The day it came there.
    pub since: String,
    /// 在办, 暂缓, 退回, 通过, 异议.
    pub state: ItemState,
    /// Why it is held back.
    pub reason: String,
}

/// How a household of a list stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum ItemState {
    /// On its way.
    #[default]
    #[serde(rename = "在办")]
    Open,
    /// Held back for now.
    #[serde(rename = "暂缓")]
    Held,
    /// Went back to the village.
    #[serde(rename = "退回")]
    Returned,
    /// Went through.
    #[serde(rename = "通过")]
    Passed,
    /// An objection to it is open.
    #[serde(rename = "异议")]
    Objected,
}

impl ItemState {
    /// The code in the book.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "1",
            Self::Held => "2",
            Self::Returned => "3",
            Self::Passed => "4",
            Self::Objected => "5",
        }
    }

    /// What a code means; one that is not there is 在办.
    #[must_use]
    pub fn of(code: &str) -> Self {
        match code {
            "2" => Self::Held,
            "3" => Self::Returned,
            "4" => Self::Passed,
            "5" => Self::Objected,
            _ => Self::Open,
        }
    }

    /// The officer's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "在办",
            Self::Held => "暂缓",
            Self::Returned => "退回",
            Self::Passed => "通过",
            Self::Objected => "异议",
        }
    }

    /// The state that a word names.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        let all = [
            Self::Open,
            Self::Held,
            Self::Returned,
            Self::Passed,
            Self::Objected,
        ];
        all.into_iter().find(|state| state.word() == word)
    }
}

/// A step of the procedure, as this case has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CaseStep {
    /// Its place, from 1.
    pub step: usize,
    /// Its name.
    pub name: String,
    /// Who acts.
    pub who: String,
    /// Whether it is the officer's own.
    pub mine: bool,
    /// The days a notice must stand, where it needs one.
    pub notice_days: Option<u32>,
    /// Its papers, by id.
    pub papers: Vec<String>,
    /// The evidence it wants.
    pub evidence: Vec<CaseEvidence>,
    /// When it was done or its notice posted, the earliest first.
    pub done: Vec<CaseStepDone>,
}

/// A step that was done, or whose notice was posted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CaseStepDone {
    /// Its key in 办理环节.
    pub id: i64,
    /// Which step.
    pub step: usize,
    /// The day the notice was posted.
    pub posted: String,
    /// The last day of the notice.
    pub until: String,
    /// Where it hangs.
    pub place: String,
    /// The day the step was done.
    pub done: String,
    /// By whom.
    pub by: String,
    /// How many went on.
    pub passed: Option<i64>,
    /// What came of it.
    pub result: String,
    /// The number of the document.
    pub document: String,
}

/// A piece of evidence that a step wants.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CaseEvidence {
    /// Its key in 佐证材料; `None` until something is recorded.
    pub id: Option<i64>,
    /// Which step wants it.
    pub step: usize,
    /// What it is.
    pub what: String,
    /// 有, 缺, 不适用; empty until something is recorded.
    pub state: String,
    /// 档案盒号.
    pub archive_box: String,
}

/// An objection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CaseObjection {
    /// Its key in 异议.
    pub id: i64,
    /// The case.
    pub case_id: i64,
    /// The case's name.
    pub case: String,
    /// Against which household or village.
    pub household: Option<i64>,
    /// Its name.
    pub name: String,
    /// The village.
    pub village: String,
    /// The day.
    pub raised: String,
    /// Who raised it; empty where nobody says.
    pub by: String,
    /// What it says.
    pub what: String,
    /// Who looks into it.
    pub responsible: String,
    /// By when.
    pub due: String,
    /// 成立, 不成立, 部分成立.
    pub finding: String,
    /// The day it was closed.
    pub closed: String,
}

/// A case with everything that its screen shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CasePage {
    /// The case.
    #[serde(flatten)]
    pub row: CaseRow,
    /// Its list, those held back last.
    pub items: Vec<CaseItem>,
    /// Its steps.
    pub plan: Vec<CaseStep>,
    /// Its objections, the open ones first.
    #[serde(rename = "objection_list")]
    pub objections: Vec<CaseObjection>,
    /// What the list's subject is called: 户, 村, 项目.
    pub subject: String,
    /// 备注.
    pub note: String,
}
