//! fupin (扶贫台账): a township officer's book of poor households, in the terminal.
pub mod app;
pub mod cli;
pub mod demo;
pub mod dictionary;
pub mod domain;
pub mod exchange;
pub mod policy;
pub mod port;
pub mod store;
pub mod tui;
