//! Showing stored values in the officer's words.

use super::{Dictionary, Field, Kind};
use crate::domain::{Fen, Value, account, phone, text};

/// How much of a sensitive value is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mask {
    /// ID numbers 3+4, phones 3+4, accounts the last four.
    Masked,
    /// Everything.
    Whole,
}

impl Dictionary {
    /// The value as an officer reads it and as exports write it: labels for codes, 是 and 否,
    /// money in yuan, dates in their precision. References are shown by whoever knows the book;
    /// here they are their key.
    #[must_use]
    pub fn show(&self, field: &Field, value: &Value, mask: Mask) -> String {
        let whole = match (field.kind, value) {
            (_, Value::Empty) => String::new(),
            (Kind::Money, Value::Int(fen)) => Fen(*fen).to_string(),
            (Kind::YesNo, Value::Int(answer)) => if *answer == 0 { "否" } else { "是" }.to_owned(),
            (Kind::Code(_), Value::Text(code)) => self.label_of(field, code),
            (Kind::Codes(_), Value::Text(codes)) => {
                let labels = codes.split(',').map(|code| self.label_of(field, code));
                labels.collect::<Vec<_>>().join("、")
            }
            (_, Value::Text(text)) => text.to_string(),
            (_, Value::Int(number)) => number.to_string(),
            (_, Value::Real(number)) => number.to_string(),
        };
        if mask == Mask::Masked && field.sensitive {
            hide(field.kind, &whole)
        } else {
            whole
        }
    }

    fn label_of(&self, field: &Field, code: &str) -> String {
        let list = self.codes_of(field);
        list.and_then(|list| list.label(code))
            .unwrap_or(code)
            .to_owned()
    }
}

impl Field {
    /// A text of this field with the part hidden that lists, papers and logs hide.
    #[must_use]
    pub fn masked(&self, whole: &str) -> String {
        if self.sensitive {
            hide(self.kind, whole)
        } else {
            whole.to_owned()
        }
    }
}

pub(super) fn hide(kind: Kind, whole: &str) -> String {
    match kind {
        Kind::Phone => phone::masked(whole),
        Kind::Account => account::masked(whole),
        _ => text::mask(whole, 3, 4),
    }
}
