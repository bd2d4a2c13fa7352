//! Rows of 人口变更 and 户变更: a sheet brings history. What happened is noted; people and households
//! stay as they are, and a row that the book contradicts is named.

use super::books::Books;
use super::judge::{Judge, Judged};
use super::put::value_of;
use crate::domain::Value;
use crate::domain::change::person_kind;
use crate::domain::problem::code;

impl<B: Books> Judge<'_, B> {
    /// Names an event whose effect does not stand in the book: it is taken for history, and nothing
    /// else changes.
    pub(super) fn check_event(&mut self, fields: &[(usize, Value)], row: u32) -> Judged<()> {
        let ledger = self.sheet.layout.ledger;
        let described = self.books.dictionary().ledger(ledger);
        if !described.by_change {
            return Ok(());
        }
        let value = |key: &str| {
            let place = described.position(key);
            place.map_or(&Value::Empty, |place| value_of(fields, place))
        };
        let (kind, day) = (
            value("kind").text(),
            value("day").text().unwrap_or_default(),
        );
        let told = match (described.key.as_str(), kind) {
            ("person_change", Some(kind)) => {
                let person = value("person").int();
                self.contradicted(person, kind, day)?
            }
            ("household_change", _) => {
                let to = value("to_state").text();
                self.in_state(value("household").int(), to)?
            }
            _ => None,
        };
        if let Some(message) = told {
            self.tally.warn(row, None, code::HISTORY_ONLY, message);
        }
        Ok(())
    }

    /// What the book says of a member against an event.
    fn contradicted(&self, person: Option<i64>, kind: &str, day: &str) -> Judged<Option<String>> {
        let places = self.places.person;
        let Some(id) = person.filter(|id| *id > 0) else {
            return Ok(None);
        };
        let values = self.books.record(places.ledger, id)?;
        let described = self.books.dictionary().ledger(places.ledger);
        let text = |key: &str| {
            let place = described.position(key);
            place
                .and_then(|place| values[place].text())
                .unwrap_or_default()
        };
        let (name, left, joined) = (text("name"), text("left_on"), text("joined_on"));
        Ok(match kind {
            person_kind::LEFT if left.is_empty() && joined < day => Some(format!(
                "只记作历史：台账里{name}仍在册，没有改动人口；要减少请在户卡上办变更"
            )),
            person_kind::JOINED | person_kind::RESTORED if !left.is_empty() && left < day => {
                Some(format!(
                    "只记作历史：台账里{name}已于{left}减少，没有改动人口；要恢复请在户卡上办变更"
                ))
            }
            _ => None,
        })
    }

    /// What the book says of a household against the state that an event brought it to.
    fn in_state(&self, household: Option<i64>, to: Option<&str>) -> Judged<Option<String>> {
        let places = self.places.household;
        let (Some(id), Some(to)) = (household.filter(|id| *id > 0), to) else {
            return Ok(None);
        };
        let values = self.books.record(places.ledger, id)?;
        let described = self.books.dictionary().ledger(places.ledger);
        let Some(place) = described.position("register_state") else {
            return Ok(None);
        };
        if values[place].text() == Some(to) {
            return Ok(None);
        }
        let name = values[places.head_name].text().unwrap_or_default();
        Ok(Some(format!(
            "只记作历史：台账里{name}户的建档状态不是这样，没有改动；要改请在户卡上办变更"
        )))
    }
}
