//! The real terminal: entered and left safely, read without waking up, drawn with few bytes.

pub mod backend;
pub mod guard;
pub mod input;
pub mod run;
pub mod watch;

mod diff;
mod pen;
mod probe;
mod rejoin;

pub use backend::{Link, Tty};
pub use guard::Guard;
pub use input::{Inbox, Waker};
pub use run::run;
