//! What a row of 小额信贷 must satisfy, and the events that it states.
//!
//! A sheet says how a loan stands on its day; the book keeps that as events (放款, 还款, 银行余额
//! with its day), so that the next sheet adds to it and overwrites nothing.

use super::books::Books;
use super::judge::{Judge, Judged};
use super::row::RowDraft;
use crate::domain::codes::loan_event::{BALANCE, LENT, REPAID};
use crate::domain::problem::code;
use crate::domain::{Fen, IdNumber, PartialDate, Value};
use crate::exchange::Target;

/// Below this a loan was written in 万元 under a header of 元, above that the other way round, in
/// fen (domain B9.3).
const UNLIKELY: std::ops::Range<i64> = 10_000..100_000_000;

impl<B: Books> Judge<'_, B> {
    /// Refuses what cannot be a loan, and names what an audit would look for.
    pub(super) fn check_loan(&mut self, draft: &RowDraft) -> Judged<()> {
        let places = self.places.loan;
        let Some(amount) = draft.get(places.amount).int() else {
            return Ok(());
        };
        let at = Target::Own(places.amount);
        if amount <= 0 {
            return Err(self.refusal(at, code::NUMBER, "贷款金额应大于零，请核对".into()));
        }
        if !UNLIKELY.contains(&amount) {
            let shown = Fen(amount);
            let message = format!("贷款金额{shown}元，疑似元和万元混淆，请核对表头的单位");
            return Err(self.refusal(at, code::AMOUNT_UNIT, message));
        }
        let repaid = draft.get(places.repaid).int();
        if repaid.is_some_and(|repaid| repaid > amount) {
            let message = "已还本金大于贷款金额，请核对".into();
            return Err(self.refusal(Target::Own(places.repaid), code::LOAN_OVERPAID, message));
        }
        self.warn_of_loan(draft, amount, repaid);
        self.warn_of_events(draft, amount, repaid);
        Ok(())
    }

    /// Oddities of what the bank states go in as they stand: they are what one asks the bank about.
    fn warn_of_events(&mut self, draft: &RowDraft, amount: i64, repaid: Option<i64>) {
        let places = self.places.loan;
        if let (None, Some(balance)) = (repaid, draft.get(places.balance).int())
            && balance > amount
        {
            let message = format!(
                "贷款余额{}元大于贷款金额{}元，已照表记下，请与银行核对",
                Fen(balance),
                Fen(amount)
            );
            let header = self.header_of(Target::Own(places.balance));
            self.tally
                .warn(draft.number, header, code::LOAN_BALANCE, message);
        }
        let Some(lent) = draft.get(places.lent_on).text().map(str::to_owned) else {
            return;
        };
        let days = self.stated_events(draft).into_iter();
        let days = days.filter_map(|(.., day)| self.day(&day).text().map(str::to_owned));
        // A day of lower precision is not before a day of the same month or year.
        let mut early = days.filter(|day| *day < lent && !lent.starts_with(day.as_str()));
        if let Some(day) = early.next() {
            let message =
                format!("银行报数的日期{day}早于放款日期{lent}，已照表记下，请与银行核对");
            let header = self.header_of(Target::Own(places.lent_on));
            self.tally
                .warn(draft.number, header, code::DATE_ORDER, message);
        }
    }

    fn warn_of_loan(&mut self, draft: &RowDraft, amount: i64, repaid: Option<i64>) {
        let places = self.places.loan;
        let row = draft.number;
        let date = |place: usize| {
            draft
                .get(place)
                .text()
                .and_then(|iso| iso.parse::<PartialDate>().ok())
        };
        let lent = date(places.lent_on);
        let figures = self.sheet.figures.at(lent);
        if figures.cap.is_some_and(|cap| amount > cap.0) {
            let cap = figures.cap.unwrap_or_default();
            let message = format!("贷款金额超过每户上限{cap}元，超出部分不贴息，请核对");
            self.tally.warn(
                row,
                self.header_of(Target::Own(places.amount)),
                code::LOAN_OVER_CAP,
                message,
            );
        }
        if let (Some(repaid), Some(balance)) = (repaid, draft.get(places.balance).int())
            && amount - repaid != balance
        {
            let message = format!(
                "贷款余额{}元与贷款金额减已还本金{}元不等，请核对",
                Fen(balance),
                Fen(amount - repaid)
            );
            self.tally.warn(
                row,
                self.header_of(Target::Own(places.balance)),
                code::LOAN_BALANCE,
                message,
            );
        }
        if let (Some(lent), Some(due), Some(months)) = (lent, date(places.due_on), figures.months)
            && lent
                .earliest()
                .checked_add_months(chrono::Months::new(months))
                .is_some_and(|last| due.earliest() > last)
        {
            let message = format!("贷款期限超过{months}个月，请核对");
            self.tally.warn(
                row,
                self.header_of(Target::Own(places.due_on)),
                code::LOAN_TERM,
                message,
            );
        }
        let borrower = draft
            .get(places.borrower_id)
            .text()
            .and_then(IdNumber::from_stored);
        if let (Some(borrower), Some(lent)) = (borrower, lent) {
            let age = borrower.age_on(lent.earliest());
            if age < figures.youngest || age > figures.oldest {
                let (youngest, oldest) = (figures.youngest, figures.oldest);
                let message =
                    format!("放款时借款人{age}岁，不在{youngest}至{oldest}岁之间，请核对");
                self.tally.warn(
                    row,
                    self.header_of(Target::Own(places.borrower_id)),
                    code::BORROWER_AGE,
                    message,
                );
            }
        }
    }

    /// A 五级分类 that no code has: what the book had before is not what the bank says now, so the
    /// loan stands without one, which is a doubt (漏填或不认识), and the row names the word.
    pub(super) fn clear_unknown_class(
        &self,
        draft: &mut RowDraft,
        fields: &mut Vec<(usize, Value)>,
    ) {
        let places = self.places.loan;
        if self.sheet.layout.ledger != places.ledger {
            return;
        }
        let column = self.sheet.layout.column_of(Target::Own(places.five_class));
        let mut findings = draft.findings.iter_mut();
        let unknown = findings.find(|one| Some(one.column) == column && one.code == code::CODE);
        let Some(unknown) = unknown else {
            return;
        };
        let ledger = self.books.dictionary().ledger(places.ledger);
        let label = &ledger.fields[places.five_class].label;
        let word = unknown.value.clone();
        unknown.message = format!("{label}里没有「{word}」这个取值，这一格清空，列为疑点，请核对");
        fields.retain(|(place, _)| *place != places.five_class);
        fields.push((places.five_class, Value::Empty));
    }

    /// Writes the events that the row states and the book does not have yet; true when there were
    /// any.
    pub(super) fn put_events(&mut self, draft: &RowDraft, loan: i64, new: bool) -> Judged<bool> {
        let places = self.places.loan;
        let mut wrote = false;
        if new {
            let lent_on = draft.get(places.lent_on).clone();
            self.put_event(loan, LENT, lent_on, draft.get(places.amount).clone())?;
        }
        let state = if new {
            crate::store::LoanState::default()
        } else {
            self.books.loan_state(loan)?
        };
        for (kind, stated, day) in self.stated_events(draft) {
            if kind == REPAID {
                let more = stated - state.repaid.unwrap_or(0);
                if more > 0 {
                    self.put_event(loan, &kind, self.day(&day), Value::Int(more))?;
                    wrote = true;
                } else if more < 0 {
                    let message = format!(
                        "已还本金{}元少于台账已记的还款，未改动，请核对",
                        Fen(stated)
                    );
                    self.tally.warn(
                        draft.number,
                        self.header_of(Target::Own(places.repaid)),
                        code::LOAN_BALANCE,
                        message,
                    );
                }
                continue;
            }
            let last = state.last.iter().find(|(other, ..)| *other == kind);
            let newer = (!day.is_empty() || self.sheet.dated)
                && last.is_some_and(|(.., known)| known.as_deref() < self.day(&day).text());
            let same = last.is_some_and(|(_, amount, _)| *amount == stated);
            let nothing = last.is_none() && stated == 0 && kind != BALANCE;
            if !nothing && (!same || newer) {
                self.put_event(loan, &kind, self.day(&day), Value::Int(stated))?;
                wrote = true;
            }
        }
        Ok(wrote)
    }

    /// The day that the row gives, or the sheet's.
    fn day(&self, given: &Value) -> Value {
        if given.is_empty() {
            Value::from_text(&self.sheet.as_of)
        } else {
            given.clone()
        }
    }

    /// What the row states as events: kind, amount in fen, and its day where it has one.
    fn stated_events(&self, draft: &RowDraft) -> Vec<(String, i64, Value)> {
        let ledger = self.books.dictionary().ledger(self.places.loan.ledger);
        let mut found = Vec::new();
        for (place, field) in ledger.fields.iter().enumerate() {
            let (Some(kind), Some(amount)) = (&field.event, draft.get(place).int()) else {
                continue;
            };
            let own_day = ledger.position(&format!("{}_on", field.key));
            let day = own_day.map_or(&Value::Empty, |place| draft.get(place));
            let day = if day.is_empty() {
                draft.get(self.places.loan.as_of)
            } else {
                day
            };
            found.push((kind.clone(), amount, day.clone()));
        }
        found
    }

    fn put_event(&mut self, loan: i64, kind: &str, day: Value, amount: Value) -> Judged<()> {
        let places = self.places.loan;
        let fields = [
            (places.event_loan, Value::Int(loan)),
            (places.event_kind, Value::Text(kind.into())),
            (places.event_date, day),
            (places.event_amount, amount),
        ];
        self.insert(places.events, &fields)?;
        let key = &self.books.dictionary().ledger(places.events).key;
        self.tally.also(key).added += 1;
        Ok(())
    }
}
