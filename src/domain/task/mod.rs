//! 来文交办: one line of text as a task, the villages it asks, how it stands, and the words that
//! remind the villages.

pub(in crate::domain) mod day;
mod line;
mod remind;
mod standing;
mod villages;

pub use line::{LineFault, TaskLine};
pub use remind::{Reminder, office};
pub use standing::{TaskStanding, TaskWhen};
pub use villages::Asked;
