//! Writing what a row says: its own record, and those beside it.

use super::books::Books;
use super::judge::{Judge, Judged, Verdict};
use super::overlay::{Standing, digest};
use crate::dictionary::LedgerId;
use crate::domain::Value;

impl<B: Books> Judge<'_, B> {
    /// Adds a record, or gives one its new values: the row's own record.
    pub(super) fn put_own(
        &mut self,
        existing: Option<i64>,
        fields: &[(usize, Value)],
        row: u32,
    ) -> Judged<(i64, Verdict)> {
        let ledger = self.sheet.layout.ledger;
        let Some(id) = existing else {
            let id = self.insert(ledger, fields)?;
            return Ok((id, Verdict::Added));
        };
        let before = self.books.record(ledger, id)?;
        let mut changes: Vec<_> = fields
            .iter()
            .filter(|(place, value)| before[*place] != *value)
            .cloned()
            .collect();
        changes.extend(self.confirmed(ledger, &before, fields));
        if changes.is_empty() {
            return Ok((id, Verdict::Unchanged));
        }
        self.tally
            .note_changes(self.books.dictionary(), ledger, row, &before, &changes);
        self.books.update(ledger, id, &changes)?;
        Ok((id, Verdict::Updated))
    }

    /// What a sheet brings is no longer merely carried from the year before, be it the same value.
    fn confirmed(
        &self,
        ledger: LedgerId,
        before: &[Value],
        brought: &[(usize, Value)],
    ) -> Option<(usize, Value)> {
        let ledger = self.books.dictionary().ledger(ledger);
        ledger.confirmed(before, |place| brought.iter().any(|(one, _)| *one == place))
    }

    pub(super) fn insert(&mut self, ledger: LedgerId, fields: &[(usize, Value)]) -> Judged<i64> {
        let known = self.books.dictionary().ledger(ledger);
        let mut values = vec![Value::Empty; known.fields.len()];
        for (place, value) in fields
            .iter()
            .filter(|(place, _)| known.fields[*place].is_kept())
        {
            values[*place] = value.clone();
        }
        Ok(self.books.insert(ledger, &values)?)
    }

    /// Adds or completes a record beside the row's own. What the file said before wins; a row
    /// that says otherwise is named.
    pub(super) fn put_beside(
        &mut self,
        ledger: LedgerId,
        existing: Option<i64>,
        fields: &[(usize, Value)],
        row: u32,
    ) -> Judged<i64> {
        let Some(id) = existing else {
            let id = self.insert(ledger, fields)?;
            self.overlay.made(ledger, id);
            for (place, value) in fields {
                self.overlay.give(ledger, id, *place, value);
            }
            let key = &self.books.dictionary().ledger(ledger).key;
            self.tally.also(key).added += 1;
            return Ok(id);
        };
        let mut first = Vec::new();
        for (place, value) in fields {
            match self.overlay.give(ledger, id, *place, value) {
                Standing::Same => {}
                Standing::First => first.push((*place, value.clone())),
                Standing::Differs => {
                    let dictionary = self.books.dictionary();
                    self.tally.differs(dictionary, ledger, *place, row, value);
                }
            }
        }
        let new = self.overlay.is_new(ledger, id);
        if first.is_empty() || !new && self.is_said(ledger, id, &first)? {
            return Ok(id);
        }
        if !new {
            let before = self.books.record(ledger, id)?;
            let confirmed = self.confirmed(ledger, &before, &first);
            first.retain(|(place, value)| before[*place] != *value);
            first.extend(confirmed);
            self.tally
                .note_changes(self.books.dictionary(), ledger, row, &before, &first);
        }
        if !first.is_empty() {
            self.books.update(ledger, id, &first)?;
            if self.overlay.first_update(ledger, id) {
                let key = &self.books.dictionary().ledger(ledger).key;
                self.tally.also(key).updated += 1;
            }
        }
        Ok(id)
    }

    /// Whether the book says all that already, and nothing of it is merely carried: most often, so
    /// that only these fields are looked at.
    fn is_said(&self, ledger: LedgerId, id: i64, fields: &[(usize, Value)]) -> Judged<bool> {
        let known = self.books.dictionary().ledger(ledger);
        if known.carry_mark().is_some() {
            return Ok(false);
        }
        let places: Vec<usize> = fields.iter().map(|(place, _)| *place).collect();
        let values = self.books.values(ledger, id, &places)?;
        let brought = fields.iter().map(|(_, value)| value);
        Ok(brought.eq(&values))
    }

    /// The record of a ledger that these values name, by its identities in order; the second value
    /// is the name under which the file knows it.
    pub(super) fn resolve(
        &self,
        ledger: LedgerId,
        fields: &[(usize, Value)],
    ) -> Judged<Option<i64>> {
        let identities = &self.books.dictionary().ledger(ledger).identity;
        for (order, identity) in identities.iter().enumerate() {
            let wanted: Vec<(usize, &Value)> = identity
                .iter()
                .map(|place| (*place, value_of(fields, *place)))
                .collect();
            if wanted.first().is_none_or(|(_, value)| value.is_empty()) {
                continue;
            }
            let name = name_of(order, &wanted);
            if let Some(id) = self.overlay.named(ledger, name) {
                return Ok(Some(id));
            }
            if let [id] = self.books.find_by(ledger, &wanted)?[..] {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Remembers a record under every name that these values give it.
    pub(super) fn remember(&mut self, ledger: LedgerId, id: i64, fields: &[(usize, Value)]) {
        let identities = &self.books.dictionary().ledger(ledger).identity;
        for (order, identity) in identities.iter().enumerate() {
            let wanted: Vec<(usize, &Value)> = identity
                .iter()
                .map(|place| (*place, value_of(fields, *place)))
                .collect();
            if wanted.first().is_some_and(|(_, value)| !value.is_empty()) {
                self.overlay.name(ledger, name_of(order, &wanted), id);
            }
        }
    }
}

pub(super) fn value_of(fields: &[(usize, Value)], place: usize) -> &Value {
    fields
        .iter()
        .find(|(other, _)| *other == place)
        .map_or(&Value::Empty, |(_, value)| value)
}

fn name_of(order: usize, wanted: &[(usize, &Value)]) -> u64 {
    let order = Value::Int(i64::try_from(order).unwrap_or_default());
    digest(std::iter::once(&order).chain(wanted.iter().map(|(_, value)| *value)))
}
