//! One file for each screen.

pub mod card;
pub mod conflict;
pub mod count;
pub mod doing;
pub mod drafts;
pub mod filter;
pub mod find;
pub mod form;
pub mod home;
pub mod households;
pub mod loan;
pub mod loans;
pub mod log;
pub mod log_entry;
pub mod lookup;
pub mod menu;
pub mod operator;
pub mod preview;
pub mod record;
pub mod records;
pub mod sheets;
pub mod undo;
pub mod values;
pub mod village;
pub mod villages;
pub mod welcome;
