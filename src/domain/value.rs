//! The value of one field, as the book keeps it.

use std::fmt::Display;

use compact_str::{CompactString, ToCompactString};

/// One stored value. What it means is told by the field's kind in the dictionary: money is
/// integer fen, a date ISO text of its precision, a yes-or-no 1 or 0, a code its text, a
/// reference the internal key of the other record.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing recorded (漏填).
    #[default]
    Empty,
    /// A text, date, code or number kept as text.
    /// Names, numbers, dates and codes lie within the value itself: rows are made of them.
    Text(CompactString),
    /// A whole number.
    Int(i64),
    /// A number with decimals.
    Real(f64),
}

impl Value {
    /// Whether nothing is recorded.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// The text, where it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number, where it is one.
    #[must_use]
    pub const fn int(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// A text; an empty one is nothing recorded.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text.into())
        }
    }

    /// The text by which something calls itself, such as a date.
    #[must_use]
    pub fn said(by: &impl Display) -> Self {
        Self::Text(by.to_compact_string())
    }
}

impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Self::Empty, Self::Int)
    }
}
