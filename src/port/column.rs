//! 自定义栏: the fields that the officer made.

use serde::Serialize;

use crate::dictionary::LedgerId;

/// What is asked about own fields beside their forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnRequest {
    /// Make one, or bring back the withdrawn one of that name: the texts of its form, by key.
    Add(Vec<(String, String)>),
    /// All of them.
    List,
    /// Withdraw one: its values stay.
    Withdraw {
        /// The ledger.
        ledger: LedgerId,
        /// The officer's word for it.
        label: String,
    },
}

/// An own field in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ColumnLine {
    /// Its internal key.
    pub id: i64,
    /// The ledger's key.
    pub ledger: String,
    /// The ledger's label.
    #[serde(skip)]
    pub ledger_label: String,
    /// The officer's word.
    pub label: String,
    /// The dictionary's name of the type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The type in words.
    #[serde(skip)]
    pub kind_label: String,
    /// The options of a code list.
    pub codes: Vec<String>,
    /// The unit of numbers.
    pub unit: Option<String>,
    /// Who asked for it.
    pub asked_by: String,
    /// The day until which it is asked for, as ISO text; empty where it has no end.
    pub until: String,
    /// The day on which it was withdrawn; empty while it is in use.
    pub withdrawn_on: String,
    /// `open`, `ended` (its day has passed) or `withdrawn`.
    pub state: &'static str,
    /// How many records have a value.
    pub values: i64,
}
