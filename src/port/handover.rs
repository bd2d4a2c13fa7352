//! 工作交接: what stands under one name goes to another.

use serde::Serialize;

/// What somebody wants of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandoverRequest {
    /// Who has something to hand over, and who may take it.
    Names,
    /// What would go from one to the other.
    Plan(FromTo),
    /// Let it go, in one action.
    Move(FromTo),
}

/// From whom to whom, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FromTo {
    /// Who hands over.
    pub from: String,
    /// Who takes over.
    pub to: String,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandoverReply {
    /// Those with something open, and everybody the book knows.
    Names {
        /// Whoever is at work now.
        now: String,
        /// Those with something to hand over.
        from: Vec<String>,
    },
    /// What would go.
    Planned(Box<HandoverPlan>),
    /// What went; the sentence says how much.
    Moved(Box<HandoverPlan>, String),
}

/// What goes from one to the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct HandoverPlan {
    /// Who hands over.
    pub from: String,
    /// Who takes over.
    pub to: String,
    /// Records, ledger by ledger.
    pub lines: Vec<HandoverLine>,
    /// Whether the one who hands over is an operator of the book: villages, and who is asked for
    /// at the next start, go too.
    pub operator: bool,
    /// The villages (我负责的村) that go with it.
    pub villages: Vec<String>,
    /// Unfinished forms.
    pub drafts: usize,
    /// What does not go, and why; one sentence each.
    pub warnings: Vec<String>,
}

/// Records of a ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct HandoverLine {
    /// The ledger's key.
    pub ledger: String,
    /// What it is: 来文交办 经办人.
    pub label: String,
    /// How many.
    pub count: usize,
    /// What the first of them are called.
    pub names: Vec<String>,
    /// Whether the old record ends and a new one begins.
    pub renewed: bool,
}

impl HandoverPlan {
    /// How many records go.
    #[must_use]
    pub fn count(&self) -> usize {
        self.lines.iter().map(|line| line.count).sum()
    }

    /// Each ledger with its count, in one line: 来文交办经办人9条、办理经办人3条.
    #[must_use]
    pub fn said(&self) -> String {
        let lines = self.lines.iter();
        let mut parts: Vec<String> = lines
            .map(|line| format!("{}{}条", line.label, line.count))
            .collect();
        if !self.villages.is_empty() {
            parts.push(format!("负责的村{}个", self.villages.len()));
        }
        if self.drafts > 0 {
            parts.push(format!("未完成的表{}张", self.drafts));
        }
        parts.join("、")
    }
}
