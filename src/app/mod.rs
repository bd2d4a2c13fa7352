//! app

pub mod import;
pub mod terminal;
