//! What opens the forms: new records, corrections, removals, drafts.

use std::rc::Rc;

use super::{Cmd, Given};
use crate::dictionary::LedgerId;
use crate::port::RecordRef;

/// A blank form for a ledger, referring to the record that it was opened from.
pub fn add(given: &Rc<Given>, ledger: &str, parent: Option<(LedgerId, i64)>) -> Cmd {
    let _ = (given, ledger, parent);
    Cmd::say("表单还没有装上")
}

/// The form of a record in the book.
pub fn correct(given: &Rc<Given>, record: RecordRef) -> Cmd {
    let _ = (given, record);
    Cmd::say("表单还没有装上")
}

/// Asks for the reason, then removes a record.
pub fn remove(given: &Rc<Given>, record: RecordRef) -> Cmd {
    let _ = (given, record);
    Cmd::say("表单还没有装上")
}

/// A form that was not saved.
pub fn draft(given: &Rc<Given>, id: i64) -> Cmd {
    let _ = (given, id);
    Cmd::say("表单还没有装上")
}
