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
