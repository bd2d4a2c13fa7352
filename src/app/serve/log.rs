//! The log.

use crate::app::Desk;
use crate::port::{Fault, LogQuery, Reply};

/// The newest entries.
pub(super) fn entries(desk: &Desk, query: &LogQuery) -> Result<Reply, Fault> {
    let _ = (desk, query);
    Err("这一项还没有做好".into())
}
