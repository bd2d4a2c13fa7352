//! Rows of 贷款事件: what does not fit its loan goes in and is named.

use super::books::Books;
use super::judge::{Judge, Judged};
use super::put::value_of;
use super::row::RowDraft;
use crate::app::loan_event::of_values;
use crate::domain::codes::loan_event::{OTHER, SUBSIDISED};
use crate::domain::loan::misfits;
use crate::domain::problem::code;
use crate::domain::{Severity, Value};
use crate::exchange::Target;

impl<B: Books> Judge<'_, B> {
    /// A line of the bank's 贴息清单, which has no column for the kind: a stretch and a sum are a subsidy,
    /// on the last day of the stretch where it has no day of its own.
    pub(super) fn take_list_line(&self, fields: &mut Vec<(usize, Value)>) {
        let places = self.places.loan;
        if self.sheet.layout.ledger != places.events {
            return;
        }
        let ledger = self.books.dictionary().ledger(places.events);
        let column = |place: usize| self.sheet.layout.column_of(Target::Own(place));
        let stretch = ledger.position("begins_on").zip(ledger.position("ends_on"));
        let Some((begins, ends)) = stretch else {
            return;
        };
        let listed = [begins, ends].into_iter().all(|at| column(at).is_some());
        if !listed || column(places.event_kind).is_some() {
            return;
        }
        fields.push((places.event_kind, Value::Text(SUBSIDISED.into())));
        let last = value_of(fields, ends).text();
        let last = last.and_then(|iso| iso.parse::<chrono::NaiveDate>().ok());
        let last = last.and_then(|ends| ends.pred_opt());
        if let Some(last) = last.filter(|_| value_of(fields, places.event_date).is_empty()) {
            fields.push((places.event_date, Value::said(&last)));
        }
    }

    /// An event whose kind no code has goes in as 其他, the sheet's own word among its remarks.
    pub(super) fn take_unknown_kind(&self, draft: &mut RowDraft, fields: &mut Vec<(usize, Value)>) {
        let places = self.places.loan;
        let own = self.sheet.layout.ledger == places.events;
        if !own || !value_of(fields, places.event_kind).is_empty() {
            return;
        }
        let ledger = self.books.dictionary().ledger(places.events);
        let column = self.sheet.layout.column_of(Target::Own(places.event_kind));
        let mut findings = draft.findings.iter_mut();
        let unknown = findings.find(|one| Some(one.column) == column && one.code == code::CODE);
        let (Some(unknown), Some(note)) = (unknown, ledger.position("note")) else {
            return;
        };
        let label = &ledger.fields[places.event_kind].label;
        let word = unknown.value.clone();
        unknown.severity = Severity::Warn;
        unknown.message =
            format!("{label}里没有「{word}」这个取值，记作其他，原话在备注里，请核对");
        let said = match value_of(fields, note).text() {
            Some(note) => format!("{label}：{word}；{note}"),
            None => format!("{label}：{word}"),
        };
        fields.retain(|(place, _)| *place != note);
        fields.push((note, Value::Text(said.into())));
        fields.push((places.event_kind, Value::Text(OTHER.into())));
    }

    /// Names an event that cannot be one of its loan: a repayment above the balance, a day before the
    /// lending, a renewal that overlaps another. Earlier rows of the sheet count.
    pub(super) fn check_loan_event(&mut self, fields: &[(usize, Value)], row: u32) -> Judged<()> {
        let places = self.places.loan;
        if self.sheet.layout.ledger != places.events {
            return Ok(());
        }
        let loan = value_of(fields, places.event_loan).int();
        let Some(loan) = loan.filter(|loan| *loan > 0) else {
            return Ok(());
        };
        let today = self.sheet.today;
        let Some(held) = self.books.loan_terms(today, loan)? else {
            return Ok(());
        };
        let ledger = self.books.dictionary().ledger(places.events);
        let all = (0..ledger.fields.len()).map(|place| value_of(fields, place).clone());
        let values: Vec<Value> = all.collect();
        // After all that the book has, in the order of the rows.
        let id = i64::MAX - i64::from(u32::MAX) + i64::from(row);
        let event = of_values(ledger, &values, id, today);
        let told: Vec<_> = {
            let before = self.events.entry(loan).or_default();
            let others: Vec<_> = held.events.iter().chain(&*before).cloned().collect();
            before.push(event.clone());
            let misfits = misfits(&held.contract, &others, &event);
            let target = |key: &str| ledger.position(key).map(Target::Own);
            let one = |misfit: &crate::domain::loan::Misfit| {
                (target(misfit.field()), misfit.code(), misfit.told())
            };
            misfits.iter().map(one).collect()
        };
        for (target, code, message) in told {
            let column = target.and_then(|target| self.header_of(target));
            self.tally.warn(row, column, code, message);
        }
        Ok(())
    }
}
