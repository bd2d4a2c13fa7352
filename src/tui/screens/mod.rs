//! One file for each screen.

pub mod conflict;
pub mod doing;
pub mod drafts;
pub mod form;
pub mod log;
pub mod log_entry;
pub mod lookup;
pub mod operator;
pub mod undo;
pub mod welcome;
