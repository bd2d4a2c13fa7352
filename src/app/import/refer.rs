//! Records of other ledgers that a row names: 参训's training, 分红's asset, 务工's person.

use super::books::Books;
use super::home::HouseholdMatch;
use super::judge::{Judge, Judged, Stop};
use super::put::value_of;
use super::row::RowDraft;
use crate::dictionary::{Kind, LedgerId, Mask};
use crate::domain::Value;
use crate::domain::problem::code;
use crate::exchange::Target;

impl<B: Books> Judge<'_, B> {
    /// Records of other ledgers that the row names, made where the dictionary lets an import.
    pub(super) fn refer(
        &mut self,
        draft: &RowDraft,
        fields: &mut Vec<(usize, Value)>,
    ) -> Judged<()> {
        let count = self
            .books
            .dictionary()
            .ledger(self.sheet.layout.ledger)
            .fields
            .len();
        for place in (0..count).filter(|place| Some(*place) != self.places.household_reference) {
            let field = &self
                .books
                .dictionary()
                .ledger(self.sheet.layout.ledger)
                .fields[place];
            let Kind::Reference(to) = field.kind else {
                continue;
            };
            let (create, required) = (field.create, field.required);
            let named: Vec<(String, Value)> = draft
                .parts
                .iter()
                .filter(|(field, ..)| *field == place)
                .map(|(_, column, value)| (field.columns[*column].key.clone(), value.clone()))
                .collect();
            match self.referred(to, create, &named, draft.number)? {
                Some(id) => fields.push((place, Value::Int(id))),
                None if required => {}
                None => self.warn_unreferred(draft, place),
            }
        }
        Ok(())
    }

    /// The record that these parts name; a part that is itself a reference goes by the first field
    /// of its head: a village by its name, a household by its number.
    fn referred(
        &mut self,
        to: LedgerId,
        create: bool,
        named: &[(String, Value)],
        row: u32,
    ) -> Judged<Option<i64>> {
        let mut fields = Vec::new();
        for (key, value) in named.iter().filter(|(_, value)| !value.is_empty()) {
            let ledger = self.books.dictionary().ledger(to);
            let Some(place) = ledger.position(key) else {
                continue;
            };
            let (kind, create) = (ledger.fields[place].kind, ledger.fields[place].create);
            if let Kind::Reference(next) = kind {
                let next_ledger = self.books.dictionary().ledger(next);
                let Some(head) = next_ledger.head.first() else {
                    continue;
                };
                let name = [(next_ledger.fields[*head].key.clone(), value.clone())];
                if let Some(id) = self.referred(next, create, &name, row)? {
                    fields.push((place, Value::Int(id)));
                }
            } else {
                fields.push((place, value.clone()));
            }
        }
        if fields.is_empty() {
            return Ok(None);
        }
        let existing = match self.resolve(to, &fields)? {
            Some(id) => Some(id),
            None => self.by_all(to, &fields)?,
        };
        let head = self.books.dictionary().ledger(to).head.clone();
        let headed = head
            .iter()
            .all(|place| fields.iter().any(|(other, _)| other == place));
        if existing.is_none() && !(create && headed) {
            return Ok(None);
        }
        if existing.is_some() && !create {
            return Ok(existing);
        }
        let id = self.put_beside(to, existing, &fields, row)?;
        self.remember(to, id, &fields);
        Ok(Some(id))
    }

    /// The only record with all these values.
    pub(super) fn by_all(&self, to: LedgerId, fields: &[(usize, Value)]) -> Judged<Option<i64>> {
        let wanted: Vec<(usize, &Value)> = fields
            .iter()
            .map(|(place, value)| (*place, value))
            .collect();
        Ok(match self.books.find_by(to, &wanted)?[..] {
            [id] => Some(id),
            _ => None,
        })
    }

    /// A row that names no household, but a person of the book, is of the person's household.
    pub(super) fn household_by_person(
        &self,
        matched: HouseholdMatch,
        fields: &mut Vec<(usize, Value)>,
    ) -> Judged<HouseholdMatch> {
        let person = self.places.person;
        let ledger = self.books.dictionary().ledger(self.sheet.layout.ledger);
        let named = ledger.reference_to(person.ledger);
        let (HouseholdMatch::Unnamed, Some(home), Some(named)) =
            (matched, self.places.household_reference, named)
        else {
            return Ok(matched);
        };
        let Some(who) = value_of(fields, named).int() else {
            return Ok(matched);
        };
        let values = self.books.record(person.ledger, who)?;
        let Some(household) = values[person.household].int() else {
            return Ok(matched);
        };
        fields.push((home, Value::Int(household)));
        Ok(HouseholdMatch::Known(household))
    }

    /// What a row calls a record that the book does not know, and in which column; `None` where it
    /// calls none.
    fn called(&self, draft: &RowDraft, place: usize) -> Option<(usize, String)> {
        let dictionary = self.books.dictionary();
        let field = &dictionary.ledger(self.sheet.layout.ledger).fields[place];
        let Kind::Reference(to) = field.kind else {
            return None;
        };
        let to = dictionary.ledger(to);
        let mut parts = draft.parts.iter();
        let (_, at, value) = parts.find(|(of, _, value)| *of == place && !value.is_empty())?;
        let shown = to
            .field(&field.columns[*at].key)
            .map(|part| match part.kind {
                Kind::Reference(_) => value.text().unwrap_or_default().to_owned(),
                _ => dictionary.show(part, value, Mask::Masked),
            })?;
        let column = self.sheet.layout.column_of(Target::Part(place, *at))?;
        let message = format!("{}里没有「{shown}」，请核对，或先登记再导入", to.label);
        Some((column, message))
    }

    /// A required reference to a record that the book does not know keeps the row out.
    pub(super) fn unreferred(&self, draft: &RowDraft, place: usize) -> Option<Stop> {
        let (column, message) = self.called(draft, place)?;
        Some(Stop::Refuse {
            column: Some(column),
            code: code::REFERENCE_UNKNOWN,
            message,
        })
    }

    /// A reference that the row can do without is named and left blank.
    fn warn_unreferred(&mut self, draft: &RowDraft, place: usize) {
        let Some((column, message)) = self.called(draft, place) else {
            return;
        };
        let header = self.sheet.layout.columns[column].header.clone();
        self.tally
            .warn(draft.number, Some(header), code::REFERENCE_UNKNOWN, message);
    }
}
