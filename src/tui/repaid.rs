//! 已还待银行核对: what a household says of its loan, until the bank's sheet says so too.

use std::rc::Rc;

use super::screens::doing::Doing;
use super::{Cmd, Given};
use crate::domain::codes::loan_event::TOLD_REPAID;
use crate::port::{FormRequest, FormTarget, LoanRow, LoanStanding, RecordRef, Request};

/// The form of it. It begins with all that is owed, of today.
pub fn told(given: &Rc<Given>, row: &LoanRow) -> Cmd {
    if row.state == LoanStanding::Repaid {
        return Cmd::say("银行的余额已经是零，不用再记");
    }
    if row.state == LoanStanding::Unconfirmed {
        return Cmd::say("已经记过还清了，等银行的表来核对");
    }
    let both = given.ledger("loan_event").zip(given.ledger("loan"));
    let Some((events, loans)) = both else {
        return Cmd::none();
    };
    let target = FormTarget {
        ledger: events.id,
        record: None,
        parent: Some(RecordRef {
            ledger: loans.id,
            id: row.id,
        }),
    };
    let kinds = events
        .field("kind")
        .and_then(|field| given.dictionary.codes_of(field));
    let told = kinds
        .and_then(|list| list.label(TOLD_REPAID))
        .unwrap_or_default();
    let owed = row.owed;
    let texts = [
        ("kind", told.to_owned()),
        ("date", given.today().to_string()),
        (
            "amount",
            owed.map(|fen| fen.to_string()).unwrap_or_default(),
        ),
        ("source", "户里说的".to_owned()),
    ];
    let texts = texts.map(|(key, text)| (key.to_owned(), text)).to_vec();
    let wish = Request::Form(FormRequest::Open(target));
    Cmd::open(
        Doing::form(given, wish)
            .with(texts)
            .at(vec!["事件日期".to_owned()]),
    )
}
