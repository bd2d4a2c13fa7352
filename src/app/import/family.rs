//! What a sheet says of a family as a whole: its head, its number of members.

use super::books::Books;
use super::home::HouseholdName;
use super::judge::Judge;
use super::overlay::{digest, mark};
use super::row::RowDraft;
use crate::domain::Value;
use crate::domain::problem::code;
use crate::domain::relation::HEAD;
use crate::exchange::Target;
use crate::store::StoreError;

/// What a sheet says of one household, row by row. Every household of the file has one: it is
/// small.
#[derive(Debug, Default)]
pub(super) struct Family {
    rows: u32,
    heads: u16,
    first: u32,
    /// The number of people that the sheet states.
    stated: Option<i32>,
    /// The book or the sheet knows who the head is.
    headed: bool,
    /// Its internal key; 0 where the book does not know it.
    home: i64,
}

impl<B: Books> Judge<'_, B> {
    /// Counts a row of 人口 to its family.
    pub(super) fn count_family(
        &mut self,
        draft: &RowDraft,
        home: Option<i64>,
        called: &HouseholdName,
    ) {
        let key = home.map_or_else(|| digest([&called.code]), |id| digest([&Value::Int(id)]));
        let person = &self.places.person;
        let (relation, name) = (draft.get(person.relation), draft.get(person.name));
        self.order.row(key, relation.text(), name.text());
        let headed = home.is_some_and(|id| {
            let nothing = mark(&Value::Empty);
            self.heads
                .get(&id)
                .is_some_and(|(name, _)| *name != nothing)
        });
        let stated = draft.also.iter().find(|(ledger, place, _)| {
            (*ledger, *place) == (self.places.year.ledger, self.places.year.population)
        });
        let family = self.families.entry(key).or_default();
        if family.rows == 0 {
            family.first = draft.number;
        }
        family.rows += 1;
        family.home = home.unwrap_or_default();
        family.headed |= headed;
        let stated = stated.and_then(|(.., value)| value.int());
        let stated = stated.map(|stated| i32::try_from(stated).unwrap_or(i32::MAX));
        family.stated = family.stated.or(stated);
        if draft.get(self.places.person.relation).text() == Some(HEAD) {
            family.heads = family.heads.saturating_add(1);
            if family.heads == 2 {
                let message = "同一户出现两个户主，请核对".to_owned();
                let column = self.header_of(Target::Own(self.places.person.relation));
                self.tally
                    .warn(draft.number, column, code::HOUSEHOLD_TWO_HEADS, message);
            }
        }
    }

    /// What can only be said of a family once all its rows were seen.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub(super) fn finish_families(&mut self) -> Result<(), StoreError> {
        let mut families: Vec<Family> = std::mem::take(&mut self.families).into_values().collect();
        families.sort_by_key(|family| family.first);
        for family in families {
            if family.heads == 0 && !family.headed && !self.has_head(family.home)? {
                let message = "这一户没有户主，请补上户主一行".to_owned();
                self.tally
                    .warn(family.first, None, code::HOUSEHOLD_WITHOUT_HEAD, message);
            }
            if let Some(stated) = family
                .stated
                .filter(|stated| i64::from(*stated) != i64::from(family.rows))
            {
                let message = format!("人数写{stated}人，本表有{}行，请核对", family.rows);
                self.tally
                    .warn(family.first, None, code::MEMBER_COUNT, message);
            }
        }
        Ok(())
    }

    /// Whether the book had a head among the members before this import.
    fn has_head(&self, home: i64) -> Result<bool, StoreError> {
        if home <= 0 {
            return Ok(false);
        }
        let person = self.places.person;
        let wanted = [
            (person.household, &Value::Int(home)),
            (person.relation, &Value::from_text(HEAD)),
        ];
        Ok(!self.books.find_by(person.ledger, &wanted)?.is_empty())
    }
}
