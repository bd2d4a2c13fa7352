//! The pages of screens and commands; the store fills them, so they stand in the domain.

pub use crate::domain::page::*;
