//! What somebody means to do, and who.

/// Who acts, as the log keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// 操作人: the name entered at the first start.
    pub operator: String,
    /// The system's user, and the SSH client where there is one.
    pub account: String,
}

/// What kind of thing was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// A record added or corrected in a form.
    Form,
    /// A sheet taken in.
    Import,
    /// A change (变更), two records made one, or a year begun.
    Change,
    /// A record removed.
    Remove,
    /// A record of 待挂接 given its household.
    Attach,
    /// An action taken back.
    Undo,
    /// Settings of the book.
    Setting,
}

impl ActionKind {
    /// The word in the log.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Import => "import",
            Self::Change => "change",
            Self::Remove => "remove",
            Self::Attach => "attach",
            Self::Undo => "undo",
            Self::Setting => "setting",
        }
    }
}

/// What somebody means to do.
#[derive(Clone, Debug)]
pub struct Act<'a> {
    /// Who.
    pub who: &'a Who,
    /// When: local time with its offset.
    pub at: &'a str,
    /// What kind of thing.
    pub kind: ActionKind,
    /// What it is, in one short Chinese phrase.
    pub intent: String,
    /// The import it belongs to.
    pub batch: Option<i64>,
    /// The action it takes back.
    pub undoes: Option<i64>,
}

impl<'a> Act<'a> {
    /// An action of this kind that belongs to no import and takes nothing back.
    #[must_use]
    pub const fn new(who: &'a Who, at: &'a str, kind: ActionKind, intent: String) -> Self {
        Self {
            who,
            at,
            kind,
            intent,
            batch: None,
            undoes: None,
        }
    }
}
