//! fupin (扶贫台账): a township officer's book of poor households, in the terminal.
//!
//! Each layer may use only the layers named after its arrow; `tests/architecture.rs` reads the
//! `use` lines and fails when one points the wrong way.
//!
//! ```text
//! domain     -> (nothing)                  values and rules of the field; pure
//! dictionary -> domain                     every ledger and field, read from assets/dictionary
//! policy     -> domain, dictionary         policy packs, read from assets/policies
//! port       -> domain, dictionary         what screens and commands may ask for, and the answers
//! store      -> domain, dictionary, policy the book: the only SQL
//! exchange   -> domain, dictionary         the only file formats: CSV and encodings
//! demo       -> domain, dictionary         the synthetic township
//! tui        -> domain, dictionary, port   keys in, requests out, pictures of state
//! cli        -> domain, dictionary, port   one file per subcommand; text and JSON out
//! app        -> all of these               answers requests; owns the loop
//! ```

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic)
)]

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
