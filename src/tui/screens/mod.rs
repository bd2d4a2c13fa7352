//! One file for each screen.

pub mod card;
pub mod find;
pub mod home;
pub mod households;
pub mod loan;
pub mod loans;
pub mod menu;
pub mod record;
pub mod records;
pub mod village;
pub mod villages;
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
