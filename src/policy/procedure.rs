//! Procedures (办理): the ordered steps that a list goes through, as a pack describes them.
//!
//! A procedure is of households, villages or projects. A step says who acts, for how many days a
//! notice must stand, which papers and evidence it wants, and what the book gets when it is passed.
//! The program knows kinds of steps; which steps there are is the pack's.

use super::paper::Paper;

/// What a procedure is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProcedureOf {
    /// 户.
    Household,
    /// 村.
    Village,
    /// 项目.
    Project,
}

impl ProcedureOf {
    /// What a pack calls it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Household => "户",
            Self::Village => "村",
            Self::Project => "项目",
        }
    }

    /// What a pack's word means.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        let all = [Self::Household, Self::Village, Self::Project];
        all.into_iter().find(|of| of.word() == word)
    }

    /// The ledger of its subjects.
    #[must_use]
    pub const fn ledger(self) -> &'static str {
        match self {
            Self::Household => "household",
            Self::Village => "village",
            Self::Project => "project",
        }
    }
}

/// An ordered way for a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Procedure {
    /// Its name in the pack, such as `户退出`; in the book `hubei-2016/户退出`.
    pub id: String,
    /// What it is of.
    pub of: ProcedureOf,
    /// What officers call it.
    pub title: String,
    /// What those of the list are called on papers: 拟脱贫户.
    pub list: String,
    /// The section of the text.
    pub source: String,
    /// Who can be on its list at all, as a condition over facts, and how officers call them; `None`
    /// takes everybody.
    pub takes: Option<Takes>,
    /// What its notices are in 公示公告: fields of that ledger, by label, and what they say.
    pub posts: Vec<(String, String)>,
    /// Standards (and doubts) that each must meet (not hit) before any move.
    pub checks: Vec<String>,
    /// The steps, in order; never empty.
    pub steps: Vec<Step>,
}

impl Procedure {
    /// Every standard and doubt that is asked somewhere on the way, each once.
    #[must_use]
    pub fn all_checks(&self) -> Vec<&str> {
        let steps = self.steps.iter().flat_map(|step| &step.checks);
        let mut all: Vec<&str> = Vec::new();
        for check in self.checks.iter().chain(steps) {
            if !all.contains(&check.as_str()) {
                all.push(check);
            }
        }
        all
    }

    /// The step with this number, counted from 1.
    #[must_use]
    pub fn step(&self, number: usize) -> Option<&Step> {
        self.steps.get(number.checked_sub(1)?)
    }
}

/// Whom a procedure takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Takes {
    /// The condition over facts of its subject.
    pub when: String,
    /// Those whom it takes, in words: 建档立卡的未脱贫户.
    pub who: String,
}

/// One step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// Who acts: 村, 乡镇, 县.
    pub who: String,
    /// Whether it is the officer's own.
    pub mine: bool,
    /// Whether those of the list sign here: the day becomes `{签字日期}`.
    pub signs: bool,
    /// The figure that says for how many days a notice must stand.
    pub notice: Option<String>,
    /// The figure that says within how many days the step must be done.
    pub days: Option<String>,
    /// The days of a year within which alone it may be done: month and day.
    pub window: Option<[(u32, u32); 2]>,
    /// Standards (and doubts) that are asked before this step is passed, beside the procedure's.
    pub checks: Vec<String>,
    /// Papers, by id.
    pub papers: Vec<String>,
    /// Evidence that it wants.
    pub evidence: Vec<String>,
    /// What the book gets.
    pub effect: Effect,
}

/// What the book gets when a step is passed, for each that passes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Effect {
    /// Fields of the subject's ledger, by label, and what they become.
    pub set: Vec<(String, Becomes)>,
    /// The change (变更) that is done with it, by its word: 清退.
    pub change: Option<String>,
}

impl Effect {
    /// Whether the book gets nothing.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        self.set.is_empty() && self.change.is_none()
    }
}

/// A value that an effect gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Becomes {
    /// This text, read as a form reads it.
    Text(String),
    /// The case's year.
    Year,
    /// The day on which the step is passed.
    Day,
    /// The day of the step at which the household signed.
    Signed,
    /// 事由 of the item.
    Ground,
    /// 认定类别 of the item.
    Kind,
    /// 消除方式 of the item.
    Cleared,
}

impl Becomes {
    const WORDS: [(&'static str, Self); 6] = [
        ("{年度}", Self::Year),
        ("{日期}", Self::Day),
        ("{签字日期}", Self::Signed),
        ("{事由}", Self::Ground),
        ("{认定类别}", Self::Kind),
        ("{消除方式}", Self::Cleared),
    ];

    /// Reads what a pack writes; `None` for a word in braces that is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if let Some((_, given)) = Self::WORDS.iter().find(|(word, _)| *word == text) {
            return Some(given.clone());
        }
        let plain = !text.contains(['{', '}']);
        plain.then(|| Self::Text(text.to_owned()))
    }
}

/// What a pack brings for 办理.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cases {
    /// Its procedures, in the order of the file.
    pub procedures: Vec<Procedure>,
    /// Its papers.
    pub papers: Vec<Paper>,
}
