//! The program: answers requests and owns the loop.
//!
//! [`main`] reads the command line. A subcommand's requests go through [`serve::answer`] one by
//! one; without a subcommand, [`interface::open`] takes over.

mod account;
pub mod demo;
pub mod desk;
pub mod export;
mod first;
pub mod import;
pub mod interface;
mod loan_event;
pub mod rules;
mod run;
pub mod serve;
pub mod session;
pub mod terminal;
pub mod worker;

pub use desk::Desk;
pub use run::main;
pub use session::Session;
