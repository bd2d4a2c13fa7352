//! The fields of a form, made from the dictionary.

use super::widget::choice::Choice;
use super::widget::form::{FieldKind, FieldSpec};
use crate::dictionary::{Dictionary, Field, Kind, Ledger};
use crate::domain::pinyin::initials;

/// One field of a form for each field that is asked for.
#[must_use]
pub fn specs(dictionary: &Dictionary, ledger: &Ledger) -> Vec<FieldSpec> {
    ledger
        .asked()
        .map(|(_, field)| spec(dictionary, field))
        .collect()
}

fn spec(dictionary: &Dictionary, field: &Field) -> FieldSpec {
    FieldSpec {
        key: field.key.clone(),
        label: field.label.clone(),
        group: field.group.clone(),
        kind: kind(dictionary, field),
        required: field.required,
        note: field.note.clone(),
        hint: hint(field),
    }
}

fn kind(dictionary: &Dictionary, field: &Field) -> FieldKind {
    match field.kind {
        Kind::Text
        | Kind::Serial
        | Kind::Name
        | Kind::DisabilityNumber
        | Kind::Time
        | Kind::Any => FieldKind::Text,
        Kind::Note => FieldKind::Note,
        Kind::Integer => FieldKind::Integer,
        Kind::Decimal | Kind::Rate => FieldKind::Decimal,
        Kind::Money => FieldKind::Money,
        Kind::Date => FieldKind::Date,
        Kind::Year => FieldKind::Year,
        Kind::YesNo => FieldKind::YesNo,
        Kind::Code(_) => FieldKind::Code(choices(dictionary, field)),
        Kind::Codes(_) => FieldKind::Codes(choices(dictionary, field)),
        Kind::IdNumber => FieldKind::Id,
        Kind::Phone => FieldKind::Phone,
        Kind::Account => FieldKind::Account,
        Kind::Reference(_) => FieldKind::Reference,
    }
}

/// A code list as choices, found by code, label, initials and the spellings of sheets.
fn choices(dictionary: &Dictionary, field: &Field) -> Vec<Choice> {
    let entries = dictionary
        .codes_of(field)
        .map(|list| list.entries.as_slice());
    let choice = |entry: &crate::dictionary::CodeEntry| {
        let mut search = initials(&entry.label);
        for spelling in &entry.spellings {
            search.push(' ');
            search.push_str(&spelling.to_lowercase());
        }
        Choice::new(&entry.code, &entry.label, search)
    };
    entries.unwrap_or_default().iter().map(choice).collect()
}

/// How to type it.
fn hint(field: &Field) -> String {
    match field.kind {
        Kind::Date => "例：920、9.20、昨天、2018-09".into(),
        Kind::Time => "例：17点、17:30、下午5点半".into(),
        Kind::Year => "例：2018".into(),
        Kind::Money => "单位元，例：5万".into(),
        Kind::Reference(_) => "打姓名、首字母或编号，回车查找".into(),
        Kind::IdNumber => "18位，末位可以是X".into(),
        Kind::Note => "换行按 Ctrl-J".into(),
        _ => field
            .unit
            .as_ref()
            .map_or_else(String::new, |unit| format!("单位{unit}")),
    }
}
