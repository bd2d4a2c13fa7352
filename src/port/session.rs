//! Who is at the keyboard and how much of the township is shown.

pub use crate::domain::{Operator, Scope};
