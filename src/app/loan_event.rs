//! A row of 贷款事件 as the reckoning of loans takes it.

use chrono::NaiveDate;

use crate::dictionary::Ledger;
use crate::domain::loan::{Event, EventKind};
use crate::domain::{Fen, PartialDate, Value};

/// The event of a row whose values stand in the dictionary's order. A month that has not ended means
/// today.
#[must_use]
pub fn of_values(ledger: &Ledger, values: &[Value], id: i64, today: NaiveDate) -> Event {
    let none = Value::Empty;
    let value = |key: &str| {
        let place = ledger.position(key);
        place.and_then(|place| values.get(place)).unwrap_or(&none)
    };
    let date = |key: &str| value(key).text()?.parse::<PartialDate>().ok();
    let on = date("date").map(|date| match date.latest() {
        latest if latest > today && date.earliest() <= today => today,
        latest => latest,
    });
    let kind = EventKind::of(value("kind").text().unwrap_or_default());
    Event {
        amount: value("amount").int().map(Fen),
        due: date("due_on").map(PartialDate::latest),
        begins: date("begins_on").and_then(PartialDate::day),
        ends: date("ends_on").and_then(PartialDate::day),
        principal: value("principal").int().map(Fen),
        ..Event::new(id, kind, on)
    }
}
