//! Checklists (检查表): what an inspector asks or looks at, as a pack describes it.
//!
//! A checklist is of one kind of subject. What the book can answer is answered from the book
//! (`automatic`: a rule of the pack, or a bare condition over facts); the rest is asked at the
//! door. The program knows kinds of subjects; which questions there are is the pack's.

/// What a checklist is filled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChecklistOf {
    /// 户.
    Household,
    /// 村.
    Village,
    /// 镇: its files.
    Township,
    /// 小额信贷: the loans of a household.
    Loans,
    /// 驻村工作队.
    Team,
    /// 县对乡镇考核, with points.
    Assessment,
}

impl ChecklistOf {
    /// All of them, in the order that officers are offered them.
    pub const ALL: [Self; 6] = [
        Self::Household,
        Self::Village,
        Self::Township,
        Self::Loans,
        Self::Team,
        Self::Assessment,
    ];

    /// What a pack calls it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Household => "户",
            Self::Village => "村",
            Self::Township => "镇",
            Self::Loans => "小额信贷",
            Self::Team => "驻村工作队",
            Self::Assessment => "县对乡镇考核",
        }
    }

    /// What a pack's word means.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|of| of.word() == word)
    }

    /// The ledger of its subjects; the township itself is no record.
    #[must_use]
    pub const fn ledger(self) -> Option<&'static str> {
        match self {
            Self::Household | Self::Loans => Some("household"),
            Self::Village => Some("village"),
            Self::Team => Some("team"),
            Self::Township | Self::Assessment => None,
        }
    }
}

/// What an answer decides of the household that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decides {
    /// 错退: it left poverty and does not meet the standards.
    WronglyLeft,
    /// 漏评: it is not registered and ought to be.
    Missed,
    /// 认可: it acknowledges the help and its result.
    Recognises,
}

impl Decides {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::WronglyLeft, Self::Missed, Self::Recognises];

    /// What a pack calls it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::WronglyLeft => "错退",
            Self::Missed => "漏评",
            Self::Recognises => "认可",
        }
    }

    /// What a pack's word means.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }

    /// The field of 抽查对象 that keeps it.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::WronglyLeft => "wrongly_left",
            Self::Missed => "missed",
            Self::Recognises => "recognises",
        }
    }
}

/// A checklist.
#[derive(Clone, Debug, PartialEq)]
pub struct Checklist {
    /// Its name in the pack, such as `入户`; in the book `national-2016/入户`.
    pub id: String,
    /// What officers call it.
    pub title: String,
    /// What it is filled for.
    pub of: ChecklistOf,
    /// The section of the text, or the practice.
    pub source: String,
    /// The questions, those of a block together; never empty.
    pub items: Vec<ChecklistItem>,
}

impl Checklist {
    /// The question of this name.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&ChecklistItem> {
        self.items.iter().find(|item| item.id == id)
    }
}

/// A question.
#[derive(Clone, Debug, PartialEq)]
pub struct ChecklistItem {
    /// Its name in the checklist.
    pub id: String,
    /// The heading it stands under.
    pub block: String,
    /// The question as it is asked at the door.
    pub ask: String,
    /// How it is answered: what to look at, when it does not pass.
    pub how: String,
    /// The evidence that is wanted.
    pub evidence: Vec<String>,
    /// A rule by its name, or a condition over facts: true 合格, false 不合格, null 未查.
    pub automatic: Option<String>,
    /// A condition over facts: where it is false, the question is 不适用.
    pub applies: Option<String>,
    /// Facts whose values stand beside the question.
    pub show: Vec<String>,
    /// What it counts in full.
    pub points: Option<f64>,
    /// What costs how many points.
    pub costs: Vec<(String, f64)>,
    /// What the answer decides of the household.
    pub decides: Option<Decides>,
}

impl ChecklistItem {
    /// What is left of the points where it does not pass: everything named is lacking, but of what
    /// the book answers only the first, for it knows of no more.
    #[must_use]
    pub fn least(&self) -> f64 {
        let full = self.points.unwrap_or_default();
        let known = if self.automatic.is_some() {
            1
        } else {
            self.costs.len()
        };
        let lost: f64 = self
            .costs
            .iter()
            .take(known)
            .map(|(_, points)| points)
            .sum();
        match self.costs.as_slice() {
            [] => 0.0,
            _ => (full - lost).max(0.0),
        }
    }
}
