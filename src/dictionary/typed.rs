//! Reading what an officer typed into a form, where nothing may be dropped without a word.

use chrono::NaiveDate;

use super::{Context, Dictionary, Field, Kind, Mask};
use crate::domain::{Unit, Value};

/// A text of a form, understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    /// The value as stored.
    pub value: Value,
    /// The value as the form shows it from now on: `920` becomes `2018-09-20`.
    pub shown: String,
    /// What the officer should look at although it is taken; Chinese sentences.
    pub doubts: Vec<String>,
}

impl Dictionary {
    /// Reads a text typed into a form. Money is yuan unless the text names 万, whatever unit the
    /// sheets of the field use, so that what is shown can be read again. A reference is the
    /// internal key of the other record; what it is called is the business of the form.
    ///
    /// # Errors
    ///
    /// One Chinese sentence. Unlike an import, a form refuses what it would have to drop.
    pub fn read_typed(&self, field: &Field, text: &str, today: NaiveDate) -> Result<Typed, String> {
        if text.trim().is_empty() {
            return Ok(Typed::default());
        }
        if let Kind::Reference(_) = field.kind {
            let key = text
                .trim()
                .parse()
                .map_err(|_| format!("请从选单里选定{}", field.label))?;
            return Ok(Typed {
                value: Value::Int(key),
                ..Typed::default()
            });
        }
        if let Some(value) = self.labelled(field, text) {
            return Ok(Typed {
                shown: self.show(field, &value, Mask::Whole),
                value,
                doubts: Vec::new(),
            });
        }
        let context = Context {
            unit: Unit::Yuan,
            today,
            typed: true,
        };
        let cell = self.read(field, text, context);
        let cell = cell.map_err(|fault| for_a_form(&fault.message))?;
        let warnings = cell.warnings.into_iter();
        let mut doubts: Vec<String> = warnings.map(|(_, told)| for_a_form(&told)).collect();
        if cell.value.is_empty() && !doubts.is_empty() {
            return Err(doubts.swap_remove(0));
        }
        Ok(Typed {
            shown: self.show(field, &cell.value, Mask::Whole),
            value: cell.value,
            doubts,
        })
    }

    /// The codes of labels as a form writes them, with `、` between. Tried before the spellings of
    /// sheets, which cut a text at marks that a label may hold.
    fn labelled(&self, field: &Field, text: &str) -> Option<Value> {
        if !matches!(field.kind, Kind::Codes(_)) {
            return None;
        }
        let entries = &self.codes_of(field)?.entries;
        let code = |label: &str| {
            let found = entries.iter().find(|entry| entry.label == label.trim());
            found.map(|entry| entry.code.as_str())
        };
        let mut codes = text.split('、').map(code).collect::<Option<Vec<_>>>()?;
        codes.sort_unstable();
        codes.dedup();
        Some(Value::Text(codes.join(",").into()))
    }
}

/// Sentences of imports, said where nothing is imported.
fn for_a_form(sentence: &str) -> String {
    sentence
        .replace("，这一格没有导入", "")
        .replace("导入", "记")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(ledger: &str, field: &str, text: &str) -> Result<String, String> {
        let dictionary = Dictionary::built_in().unwrap();
        let field = dictionary.find(ledger).unwrap().field(field).unwrap();
        let today = NaiveDate::from_ymd_opt(2018, 9, 20).unwrap();
        dictionary
            .read_typed(field, text, today)
            .map(|typed| typed.shown)
    }

    #[test]
    fn what_is_shown_is_read_again_as_the_same() {
        for (ledger, field, text, shown) in [
            ("visit", "visited_on", "919", "2018-09-19"),
            ("visit", "visited_on", "昨天", "2018-09-19"),
            ("visit", "visited_on", "9.20", "2018-09-20"),
            ("loan", "amount", "5万", "50000"),
            ("village", "collective_income", "12万", "120000"),
            ("household", "other_causes", "因病、因学", "因病、因学"),
            ("person", "resident", "是", "是"),
        ] {
            let first = read(ledger, field, text).unwrap();
            assert!(first.starts_with(shown), "{field}: {first}");
            assert_eq!(read(ledger, field, &first).unwrap(), first);
        }
    }

    #[test]
    fn what_would_be_dropped_is_refused() {
        for (ledger, field, text) in [
            ("person", "id_number", "421223197001011234"),
            ("person", "phone", "139"),
            ("visit", "way", "没有这种"),
            ("visit", "visited_on", "13.45"),
            ("visit", "household", "张国强"),
        ] {
            let why = read(ledger, field, text).unwrap_err();
            assert!(!why.contains("导入"), "{why}");
        }
    }
}
