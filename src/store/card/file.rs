//! The household as `card --json` writes it.

use super::super::{Reach, Result, Store};
use super::sheet::Sheet;
use super::{LineOf, with};
use crate::dictionary::Mask;
use crate::domain::Value;
use crate::domain::page::{CardFile, Fields};

/// The order of events.
const NEWEST: &str = "day desc, id desc";

impl Store {
    /// Every stored field of a household and of what hangs on it.
    ///
    /// # Errors
    ///
    /// As [`Store::card`].
    pub fn card_file(
        &self,
        reach: &Reach,
        id: i64,
        lines: LineOf<'_>,
        mask: Mask,
    ) -> Result<CardFile> {
        let card = self.card(reach, id, lines)?;
        let (members, former) = self.members(id)?;
        let fields = |sheets: &[Sheet<'_>]| -> Vec<Fields> {
            sheets.iter().map(|sheet| sheet.fields(mask)).collect()
        };
        let mut household = self.sheet("household", id)?.fields(mask);
        let village = self.village_name(card.village)?;
        with(&mut household, "village_name", Value::from_text(&village));
        let helpers = card.helpers.iter().map(|helper| {
            let text = |text: &str| Value::from_text(text);
            Fields(vec![
                ("id".to_owned(), Value::Int(helper.id)),
                ("name".to_owned(), text(&helper.name)),
                ("unit".to_owned(), text(&helper.unit)),
                ("phone".to_owned(), text(&helper.phone)),
                ("role".to_owned(), text(&helper.role)),
                ("begins_on".to_owned(), text(&helper.since)),
            ])
        });
        Ok(CardFile {
            household,
            members: fields(&members),
            former: fields(&former),
            years: fields(&self.sheets_of("household_year", id, "year")?),
            household_changes: fields(&self.sheets_of("household_change", id, NEWEST)?),
            person_changes: fields(&self.sheets_of("person_change", id, NEWEST)?),
            helpers: helpers.collect(),
            visits: card.visits,
            measures: fields(&self.sheets_of("measure", id, "id")?),
            loans: card.loans,
            plans: fields(&self.sheets_of("plan", id, "year, due_on, id")?),
            appeals: fields(&self.sheets_of("appeal", id, "received_on, id")?),
            reliefs: fields(&self.sheets_of("relief", id, "applied_on, id")?),
            donations: fields(&self.sheets_of("donation", id, "donated_on, id")?),
            gaps: card.gaps,
            duties: Vec::new(),
            checks: Vec::new(),
        })
    }
}
