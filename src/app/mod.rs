//! app

pub mod terminal;
