//! Rules: asks the rules in force of every subject in the book, in one sentence a ledger.
//!
//! What is asked is a `with` sentence. Its first part has the facts that rules read, each worked
//! out once a record; the answers are columns over it. Nothing of it is kept in the book: at a
//! township's size all answers take less time than a key, and after one change only the households
//! that it touched are asked again.

mod answers;
mod ask;
mod detail;
mod example;
mod explain;
mod figures;
mod name;
mod reading;
mod sentence;
mod signed;
mod sound;
#[cfg(test)]
mod tests;
mod touched;

pub use answers::{Answers, DueRow, SubjectAnswers, SubjectRow};
pub use detail::Detail;
pub use example::{ExampleFault, replay};
pub use figures::LocalRecord;
pub use name::SubjectName;
pub use sentence::Whom;
pub use signed::Signed;
pub use sound::unsound;
pub use touched::Touched;
