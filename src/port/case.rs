//! 办理: a list through a procedure of the pack, step by step.

use std::path::PathBuf;

use serde::Serialize;

use super::select::Chosen;
use crate::domain::Scope;
use crate::domain::page::{CaseItem, CaseObjection, CasePage, CaseRow, ItemState};

/// A case to be begun. Names are as an officer writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewCase {
    /// The procedure: `户退出`, or with its pack `hubei-2016/户退出`.
    pub procedure: String,
    /// The village; empty for one of the whole township.
    pub village: String,
    /// The village by key, where it is known already.
    pub village_id: Option<i64>,
    /// The year it is about; `None` is this year.
    pub year: Option<i64>,
    /// Its name; empty is made of village, year and procedure.
    pub name: String,
}

/// Whom to put on a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseWhom {
    /// Records of the procedure's subject, by key.
    Keys(Vec<i64>),
    /// What a list shows, or what is marked of it.
    Rows(Chosen),
    /// As a command names them: 户编号, 册内编号, a name with its group (`zgq 3组`), a village.
    Said(Vec<String>),
    /// Households that a bare condition over facts keeps.
    Where(String),
    /// The households that a CSV sheet names in 户编号 or 户主姓名 with 行政村.
    Sheet(PathBuf),
}

/// A move: what is passed, when, by whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseMove {
    /// The case.
    pub case: i64,
    /// Which of its list; empty is everybody who stands at the case's step.
    pub items: Vec<i64>,
    /// The day, as an officer writes it; empty is today.
    pub day: String,
    /// Who acted; empty is the operator at the officer's own steps.
    pub by: String,
    /// What came of it.
    pub result: String,
    /// The number of the document.
    pub document: String,
}

/// Which papers to write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CasePapers {
    /// The case.
    pub case: i64,
    /// The paper's id; empty writes all of the step.
    pub paper: String,
    /// Which of the list; empty is everybody who is not returned.
    pub items: Vec<i64>,
    /// Plain text instead of a page to print.
    pub text: bool,
    /// Where to; `None` is a name of its own in the current folder.
    pub to: Option<PathBuf>,
}

/// What a screen or a command wants of 办理.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseRequest {
    /// Cases in the order of lists; without `all` only those that are open.
    Rows {
        /// 我的 or 全镇.
        scope: Scope,
        /// Whether those that are closed come too.
        all: bool,
    },
    /// One case.
    Page(i64),
    /// What can be begun: the procedures that the pack has.
    Procedures,
    /// Begin one.
    Open(NewCase),
    /// Put households (villages, projects) on a list.
    Add(i64, CaseWhom),
    /// Hold, return or take up again those of a list, with the reason.
    Mark {
        /// The case.
        case: i64,
        /// Which of its list.
        items: Vec<i64>,
        /// How they stand from now on; 通过 and 异议 come of themselves.
        state: ItemState,
        /// Why.
        reason: String,
    },
    /// Take off a list what was put there by a slip.
    Drop {
        /// The case.
        case: i64,
        /// Which of its list.
        items: Vec<i64>,
    },
    /// A notice was posted.
    Post {
        /// The case.
        case: i64,
        /// Of which step; `None` is the case's. Those who fell behind may need a notice of their own.
        step: Option<usize>,
        /// The day, as an officer writes it; empty is today.
        day: String,
        /// Where.
        place: String,
    },
    /// What a move would do; nothing is done.
    Preview(CaseMove),
    /// Move.
    Move(CaseMove),
    /// Note how a piece of evidence stands.
    Evidence {
        /// The case.
        case: i64,
        /// The step.
        step: usize,
        /// What it is.
        what: String,
        /// 有, 缺, 不适用.
        state: String,
        /// 档案盒号; empty leaves it as it is.
        archive_box: String,
    },
    /// An objection to one of the list, as a command says it; the interface has a form.
    Object {
        /// The case.
        case: i64,
        /// The head's name (the village's).
        whom: String,
        /// Fields of the objection by key, and texts.
        texts: Vec<(String, String)>,
    },
    /// An objection was looked into and is closed.
    Answer {
        /// Its key.
        objection: i64,
        /// 成立, 不成立, 部分成立.
        finding: String,
        /// What was found.
        handled: String,
    },
    /// The objections, of one case or of all: the open ones first.
    Objections(Option<i64>),
    /// Those held back, with the reason, as a sheet for the village.
    Returned(i64),
    /// Write papers.
    Papers(CasePapers),
    /// End a case before its last step, for a reason.
    End(i64, String),
}

/// What came of a [`CaseRequest`].
#[derive(Clone, Debug, PartialEq)]
pub enum CaseReply {
    /// Cases.
    Rows(Vec<CaseRow>),
    /// A case.
    Page(Box<CasePage>),
    /// What can be begun.
    Procedures(Vec<ProcedureLine>),
    /// The case as it is now, and one sentence saying what was done.
    Done(Box<CasePage>, String),
    /// What a move would do.
    Preview(Box<CasePlan>),
    /// What a move did.
    Moved(Box<CasePlan>, Box<CasePage>),
    /// Objections.
    Objections(Vec<CaseObjection>),
    /// Files were written, and one sentence.
    Written(Vec<PathBuf>, String),
}

/// A procedure that can be begun.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ProcedureLine {
    /// Its full id, `hubei-2016/户退出`.
    pub id: String,
    /// What officers call it.
    pub title: String,
    /// 户, 村, 项目.
    pub subject: String,
    /// The section of the text.
    pub source: String,
    /// Its steps by name, each with who acts.
    pub steps: Vec<(String, String)>,
    /// The standards that everybody is asked before a move.
    pub checks: Vec<String>,
}

/// What a move does, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CasePlan {
    /// The case.
    pub case: i64,
    /// 乡镇审核 (第3步，共8步).
    pub words: String,
    /// Which step is passed, from 1.
    pub step: usize,
    /// Who acts.
    pub who: String,
    /// The day.
    pub day: String,
    /// Why nobody can be moved now; empty where somebody can.
    pub refused: String,
    /// Those who go on.
    pub going: Vec<CaseItem>,
    /// Those who stay, each with the reason.
    pub staying: Vec<CaseItem>,
    /// What the book gets for each that goes on, in words.
    pub gets: Vec<String>,
    /// What the officer should look at.
    pub doubts: Vec<String>,
    /// The action in the log, once it is done.
    pub action: Option<i64>,
}
