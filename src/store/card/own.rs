//! 自定义栏 of a household that are filled.

use super::super::{Result, Store};
use super::sheet::Sheet;
use crate::dictionary::Kind;
use crate::domain::page::OwnLine;

impl Store {
    /// Label, value and day of every own field that the household has a value of.
    pub(super) fn own_lines(&self, household: &Sheet<'_>) -> Result<Vec<OwnLine>> {
        let mut lines = Vec::new();
        for field in &self.dictionary.ledger(self.ledger("household")).fields {
            let Some(own) = field.own.filter(|_| household.has(&field.key)) else {
                continue;
            };
            let unit = match (field.kind, &field.unit) {
                (Kind::Money, _) => "元",
                (_, Some(unit)) => unit,
                _ => "",
            };
            let last = self.own_history(own, household.id)?.into_iter().next();
            lines.push(OwnLine {
                label: field.label.clone(),
                value: format!("{}{unit}", household.shown(&field.key)),
                day: last.map(|value| value.day).unwrap_or_default(),
            });
        }
        Ok(lines)
    }
}
