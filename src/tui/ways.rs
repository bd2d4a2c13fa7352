//! Where things lead: which screen shows a record, and what opens the forms for it.

use std::rc::Rc;

use super::screens::card::CardScreen;
use super::screens::case::CaseScreen;
use super::screens::checklist::ChecklistScreen;
use super::screens::drafts::Drafts;
use super::screens::duties::{Duties, Only};
use super::screens::inspection::InspectionScreen;
use super::screens::loan::LoanScreen;
use super::screens::loans::Loans;
use super::screens::record::RecordScreen;
use super::screens::records::Records;
use super::screens::sheets::Sheets;
use super::screens::task::TaskScreen;
use super::screens::village::VillageScreen;
use super::{Cmd, Given};
use crate::dictionary::LedgerId;
use crate::port::rule::DutyQuery;
use crate::port::{Concern, ListKind, ListRow, LoanFilter, RecordRef, Target};

/// Opens what a line of 需要关注 leads to.
pub fn target(given: &Rc<Given>, target: Target) -> Cmd {
    match target {
        Target::Household(id) => Cmd::open(CardScreen::new(given, id)),
        Target::Loan(id) => Cmd::open(LoanScreen::new(given, id)),
        Target::Task(id) => Cmd::open(TaskScreen::new(given, id)),
        Target::Appeal(id, household) => fields(given, "appeal", id, household),
        Target::Record(ledger, id, household) => record(given, ledger, id, household),
        Target::Behind(concern) => behind(given, concern),
        Target::Ledger(ledger) => Cmd::open(Records::new(given, ListKind::Ledger(ledger))),
        Target::Duties(rule, span) => {
            let query = DutyQuery::default();
            Cmd::open(Duties::only(given, Only { rule, span, query }))
        }
    }
}

/// Opens what stands behind a line of 首页: the screen that is made for it, where there is one.
fn behind(given: &Rc<Given>, concern: Concern) -> Cmd {
    match concern {
        Concern::LoanOverdue => Cmd::open(Loans::only(given, LoanFilter::Overdue)),
        Concern::LoanDue(days) => Cmd::open(Loans::only(given, LoanFilter::DueWithin(days.into()))),
        Concern::Draft => Cmd::open(Drafts::new(given)),
        Concern::Pending => Cmd::open(Sheets::waiting(given)),
        _ => Cmd::open(Records::new(given, ListKind::Behind(concern))),
    }
}

/// Opens the record of a row of a list: a household's card, a loan's or a village's page, or else
/// all its fields.
pub fn row(given: &Rc<Given>, row: &ListRow) -> Cmd {
    record(given, row.ledger, row.id, row.household)
}

/// Opens a record; `household` is the one it belongs to.
pub fn record(given: &Rc<Given>, ledger: LedgerId, id: i64, household: Option<i64>) -> Cmd {
    match given.dictionary.ledger(ledger).key.as_str() {
        "household" => Cmd::open(CardScreen::new(given, id)),
        "loan" => Cmd::open(LoanScreen::new(given, id)),
        "village" => Cmd::open(VillageScreen::new(given, id)),
        "task" => Cmd::open(TaskScreen::new(given, id)),
        "case_file" => Cmd::open(CaseScreen::new(given, id)),
        "inspection" => Cmd::open(InspectionScreen::new(given, id)),
        "inspection_item" => Cmd::open(ChecklistScreen::new(given, id)),
        _ => Cmd::open(RecordScreen::new(
            given,
            RecordRef { ledger, id },
            household,
        )),
    }
}

/// Opens all records of a ledger.
pub fn all(given: &Rc<Given>, ledger: &str) -> Cmd {
    let found = given.ledger(ledger);
    found
        .map(|ledger| Cmd::open(Records::new(given, ListKind::Ledger(ledger.id))))
        .into()
}

/// Opens the records of a ledger that refer to a record of another: the visits of a household.
pub fn of(given: &Rc<Given>, ledger: &str, parent: &str, id: i64, name: &str) -> Cmd {
    let both = given.ledger(ledger).zip(given.ledger(parent));
    both.map(|(ledger, parent)| {
        let kind = ListKind::Of {
            ledger: ledger.id,
            parent: parent.id,
            id,
        };
        Cmd::open(Records::new(given, kind).named(name))
    })
    .into()
}

/// Opens all fields of a record.
pub fn fields(given: &Rc<Given>, ledger: &str, id: i64, household: Option<i64>) -> Cmd {
    let found = given.ledger(ledger).map(|ledger| {
        let record = RecordRef {
            ledger: ledger.id,
            id,
        };
        Cmd::open(RecordScreen::new(given, record, household))
    });
    found.into()
}

/// Opens a household's card, where a row belongs to one.
pub fn card(given: &Rc<Given>, household: Option<i64>) -> Cmd {
    match household {
        Some(id) => Cmd::open(CardScreen::new(given, id)),
        None => Cmd::say("这一条没有挂接到户"),
    }
}

/// What a count of this ledger's records counts.
#[must_use]
pub fn unit(key: &str) -> &'static str {
    match key {
        "household" => "户",
        "person" | "helper" | "post" => "人",
        "loan" | "relief" | "donation" => "笔",
        "task" | "appeal" | "objection" => "件",
        "case_file" => "份",
        "plan" => "项",
        "village" | "unit" => "个",
        _ => "条",
    }
}
