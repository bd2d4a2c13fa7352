//! 检查: inspections, 自查抽户, checklists walked by keyboard, and what comes out.

use std::path::PathBuf;

use serde::Serialize;

use crate::domain::draw::Why;
use crate::domain::page::{InspectItem, InspectPage, InspectRow, InspectSheet};
use crate::domain::verdict::{Progress, Verdict};

/// An inspection to be noted, as an officer writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewInspection {
    /// Its name.
    pub name: String,
    /// 检查类别, by code or word.
    pub kind: String,
    /// The first day, as an officer writes it; empty is today.
    pub begins: String,
    /// Who comes.
    pub by: String,
}

/// A draw (自查抽户).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DrawWish {
    /// The inspection it is for; `None` makes one of the township's own.
    pub inspection: Option<i64>,
    /// The name of the one that is made; empty is made of township and day.
    pub name: String,
    /// How many villages; `None` as the pack says.
    pub villages: Option<usize>,
    /// How many households of each; `None` as the pack says.
    pub households: Option<usize>,
    /// The seed; `None` is any.
    pub seed: Option<u32>,
    /// Whether it is written, or only shown.
    pub save: bool,
}

/// One that was drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DrawLine {
    /// The household's key; `None` for a village.
    pub household: Option<i64>,
    /// The village's key.
    pub village: i64,
    /// The head's or the village's name.
    pub name: String,
    /// Village and group.
    pub place: String,
    /// How many people.
    pub people: i64,
    /// 脱贫属性, or 未建档重点户.
    pub state: String,
    /// Why it was drawn.
    pub why: Why,
}

/// What a draw gives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DrawPlan {
    /// How many villages were wanted.
    pub villages: usize,
    /// How many households of each.
    pub households: usize,
    /// The seed.
    pub seed: u32,
    /// How it was drawn, in one sentence.
    pub how: String,
    /// The households, village by village.
    pub drawn: Vec<DrawLine>,
    /// The villages, whose files are looked at too.
    pub places: Vec<DrawLine>,
    /// What could not be as it should.
    pub short: Vec<String>,
    /// The inspection, once it is written.
    pub inspection: Option<i64>,
}

/// An answer to one question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InspectAnswer {
    /// The subject, by its key in 抽查对象.
    pub item: i64,
    /// The question, by its name or a part of what it asks.
    pub question: String,
    /// The answer; `None` leaves it as it is.
    pub verdict: Option<Verdict>,
    /// The points given; `None` gives what the answer is worth.
    pub points: Option<f64>,
    /// What was seen; `None` leaves it as it is.
    pub seen: Option<String>,
    /// The evidence; `None` leaves it as it is.
    pub evidence: Option<String>,
}

/// The papers of an inspection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InspectExport {
    /// The inspection.
    pub inspection: i64,
    /// Where to: the name without its ending, or with any; `None` is a name of its own in the
    /// current folder.
    pub to: Option<PathBuf>,
}

/// What a screen or a command wants of 检查.
#[derive(Clone, Debug, PartialEq)]
pub enum InspectRequest {
    /// The inspections, those to come first.
    Rows,
    /// One inspection.
    Page(i64),
    /// The checklists in force.
    Checklists,
    /// Note an inspection.
    New(NewInspection),
    /// Draw, or show what a draw would give.
    Draw(DrawWish),
    /// Look at somebody more: the checklist, and whom as a command names him.
    Add {
        /// The inspection.
        inspection: i64,
        /// The checklist: `入户`, or with its pack.
        checklist: String,
        /// 户编号, name with group, village; empty for the township's files.
        whom: Vec<String>,
    },
    /// The same, by key.
    AddKey {
        /// The inspection.
        inspection: i64,
        /// The checklist.
        checklist: String,
        /// The record of its subject.
        key: Option<i64>,
    },
    /// The checklist of one subject.
    Sheet(i64),
    /// Answer a question: saved at once, one action.
    Answer(InspectAnswer),
    /// 未查, 查完, 未见到人.
    State(i64, Progress),
    /// Write the filled checklists and the answers.
    Export(InspectExport),
}

/// What came of an [`InspectRequest`].
#[derive(Clone, Debug, PartialEq)]
pub enum InspectReply {
    /// Inspections.
    Rows(Vec<InspectRow>),
    /// One.
    Page(Box<InspectPage>),
    /// Checklists.
    Checklists(Vec<ChecklistLine>),
    /// An inspection as it is now, and one sentence saying what was done.
    Done(Box<InspectPage>, String),
    /// What a draw gives.
    Drawn(Box<DrawPlan>),
    /// A checklist.
    Sheet(Box<InspectSheet>),
    /// A checklist after an answer, and one sentence.
    Answered(Box<InspectSheet>, String),
    /// Files were written, and one sentence.
    Written(Vec<PathBuf>, String),
}

/// A checklist that can be filled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ChecklistLine {
    /// Its full name, `national-2016/入户`.
    pub id: String,
    /// What officers call it.
    pub title: String,
    /// 户, 村, 镇 ….
    pub subject: String,
    /// The ledger of its subjects by key; `None` for the township.
    pub ledger: Option<String>,
    /// Where it comes from.
    pub source: String,
    /// How many questions it has.
    pub questions: usize,
    /// How many of them the book answers.
    pub automatic: usize,
}

/// Whom an item is, for messages.
#[must_use]
pub fn whose(item: &InspectItem) -> String {
    format!("{}{}", item.place, item.name)
}
