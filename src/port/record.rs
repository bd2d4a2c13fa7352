//! Single records, as forms show and save them.

use crate::dictionary::LedgerId;

/// A record of a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RecordRef {
    /// Its ledger.
    pub ledger: LedgerId,
    /// Its internal key.
    pub id: i64,
}

/// One field's fault, in a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldFault {
    /// The field's key.
    pub key: String,
    /// One Chinese sentence.
    pub message: String,
}

/// A record as text, one for each field of its ledger; unmasked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Which record.
    pub record: RecordRef,
    /// What it is called.
    pub name: String,
    /// One text for each field, in the dictionary's order.
    pub texts: Vec<String>,
    /// One text for each field: of an own field (自定义栏) the days of its values, else empty.
    pub dated: Vec<String>,
}
