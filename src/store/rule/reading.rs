//! How the column that a rule is answered with is read.

use rusqlite::types::ValueRef;

use crate::domain::Answer;
use crate::policy::{Asked, RuleKind};

/// How the column of one rule is read: what its condition holds becomes an answer here, for that is
/// quicker than letting the sentence write it out for every record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    /// The answer where the condition holds; `None` where the column has the number of the answer.
    yes: Option<Answer>,
    /// The answer where it does not hold.
    no: Answer,
    /// Whether the rule is asked only of whom a count means.
    among_counted: bool,
}

impl Reading {
    /// How the column of this rule is read.
    pub const fn of(asked: &Asked) -> Self {
        let (yes, no) = match asked.rule.kind {
            RuleKind::Standard { .. } => (None, Answer::NotAsked),
            RuleKind::Doubt { .. } => (Some(Answer::Hit), Answer::Clear),
            RuleKind::Duty(_) => (Some(Answer::Due), Answer::Idle),
        };
        Self {
            yes,
            no,
            among_counted: asked.among_counted,
        }
    }

    /// The answer about a record, and whether a count means the record.
    pub fn about(self, meant: bool, column: ValueRef<'_>) -> Answer {
        if meant || !self.among_counted {
            self.answer(column)
        } else {
            self.no
        }
    }

    /// The answer that a column holds.
    pub fn answer(self, column: ValueRef<'_>) -> Answer {
        let Some(yes) = self.yes else {
            let number = match column {
                ValueRef::Integer(number) => u8::try_from(number).ok(),
                _ => None,
            };
            return number.and_then(Answer::numbered).unwrap_or(Answer::Missing);
        };
        match column {
            ValueRef::Null => Answer::Missing,
            ValueRef::Integer(0) | ValueRef::Real(0.0) => self.no,
            _ => yes,
        }
    }
}
