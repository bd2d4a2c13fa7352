//! Who is at the keyboard and how much of the township is shown.

pub use crate::domain::{Operator, Scope};

/// Who has worked on a book, and what an operator chooses from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Operators {
    /// Who is at work; an empty name when nobody said yet.
    pub now: Operator,
    /// All who have worked on this book.
    pub known: Vec<Operator>,
    /// The villages: internal key and name.
    pub villages: Vec<(i64, String)>,
    /// The helpers: internal key and name with unit.
    pub helpers: Vec<(i64, String)>,
}

/// A policy pack to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackLine {
    /// Its name in commands.
    pub id: String,
    /// What officers call it.
    pub name: String,
    /// Where it holds.
    pub region: String,
    /// The first and the last year that it holds for.
    pub years: [u16; 2],
}
