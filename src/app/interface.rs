//! The terminal interface, from opening the book to leaving.

use super::{Desk, Session};
use crate::port::Fault;

/// Opens the book and shows the screens until the officer leaves.
///
/// # Errors
///
/// When the book cannot be opened, or no terminal is there to show it on.
pub fn open(session: &Session) -> Result<(), Fault> {
    let _desk = Desk::open(session)?;
    Err("终端界面还没有做好：请先用命令，fupin --help 列出全部命令".into())
}
