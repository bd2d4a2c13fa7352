//! Sheets going out.

use crate::app::Desk;
use crate::port::{ExportOptions, Fault, Reply, TemplateOptions};

/// Writes a ledger.
pub(super) fn export(desk: &mut Desk, options: &ExportOptions) -> Result<Reply, Fault> {
    let _ = (desk, options);
    Err("这一项还没有做好".into())
}

/// Writes the headers of a ledger.
pub(super) fn template(desk: &Desk, options: &TemplateOptions) -> Result<Reply, Fault> {
    let _ = (desk, options);
    Err("这一项还没有做好".into())
}
