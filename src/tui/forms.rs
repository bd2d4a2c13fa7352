//! What opens the forms: new records, corrections, removals, drafts, undo.

use std::rc::Rc;

use super::screens::doing::Doing;
use super::screens::drafts::Drafts;
use super::screens::form::FormScreen;
use super::screens::undo::Undo;
use super::widget::choice::Choice;
use super::widget::picker::Picker;
use super::widget::prompt::Prompt;
use super::{Cmd, Given, changes};
use crate::dictionary::{Ledger, LedgerId};
use crate::domain::pinyin::initials;
use crate::port::{FormRequest, FormTarget, RecordRef, Request};

/// What officers add to a record most often, first; the rest follows in the dictionary's order.
const FIRST: [&str; 7] = [
    "visit",
    "measure",
    "person",
    "pairing",
    "loan",
    "income_line",
    "household_year",
];

/// What begins on a screen of its own: changes, and the parts of 办理.
const ELSEWHERE: [&str; 4] = ["person_change", "case_item", "objection", "evidence"];

/// Why an event is not removed by itself.
const NOT_ALONE: &str = "变更不能单独移除：到操作记录里撤销那一次变更";

/// A blank form for a ledger, referring to the record that it was opened from.
pub fn add(given: &Rc<Given>, ledger: &str, parent: Option<(LedgerId, i64)>) -> Cmd {
    let parent = parent.map(|(ledger, id)| RecordRef { ledger, id });
    match given.ledger(ledger) {
        Some(ledger) => open_new(given, ledger.id, parent),
        None => Cmd::none(),
    }
}

/// As [`add`], by the ledger's place.
pub fn open_new(given: &Rc<Given>, ledger: LedgerId, parent: Option<RecordRef>) -> Cmd {
    if given.dictionary.ledger(ledger).by_change {
        return changed(given, parent);
    }
    let target = FormTarget {
        ledger,
        record: None,
        parent,
    };
    Cmd::open(FormScreen::new(given, target))
}

/// An event of 人口变更 or 户变更 comes of a change, which does the whole of it.
fn changed(given: &Rc<Given>, parent: Option<RecordRef>) -> Cmd {
    let household = given.ledger("household").map(|ledger| ledger.id);
    match parent.filter(|parent| Some(parent.ledger) == household) {
        Some(parent) => changes::menu(given, parent.id, None),
        None => Cmd::say("变更在户卡上办：打开户卡，按 Ctrl-B"),
    }
}

/// The form of a record in the book.
pub fn correct(given: &Rc<Given>, record: RecordRef) -> Cmd {
    let target = FormTarget {
        ledger: record.ledger,
        record: Some(record.id),
        parent: None,
    };
    Cmd::open(FormScreen::new(given, target))
}

/// Asks what to add to a record: of a household 走访 first.
pub fn add_menu(given: &Rc<Given>, parent: RecordRef) -> Cmd {
    let refers = |ledger: &&Ledger| {
        ledger.reference_to(parent.ledger).is_some() && !ELSEWHERE.contains(&ledger.key.as_str())
    };
    let mut ledgers: Vec<&Ledger> = given.dictionary.ledgers().iter().filter(refers).collect();
    let place = |ledger: &&Ledger| FIRST.iter().position(|key| *key == ledger.key);
    ledgers.sort_by_key(|ledger| place(ledger).unwrap_or(FIRST.len()));
    if let [only] = ledgers.as_slice() {
        return open_new(given, only.id, Some(parent));
    }
    let numbered = ledgers.iter().zip(1..);
    let choices = numbered
        .map(|(ledger, at)| Choice::new(at.to_string(), word(ledger), initials(word(ledger))));
    let ids: Vec<LedgerId> = ledgers.iter().map(|ledger| ledger.id).collect();
    let given = Rc::clone(given);
    Cmd::open(Picker::new(
        "新增什么",
        choices.collect(),
        move |choice| {
            let at = choice.code.parse::<usize>().unwrap_or(0);
            match at.checked_sub(1).and_then(|at| ids.get(at)) {
                Some(ledger) => open_new(&given, *ledger, Some(parent)),
                None => Cmd::none(),
            }
        },
    ))
}

/// What officers call a record of the ledger when they add one: 人口 is a number.
#[must_use]
pub fn word(ledger: &Ledger) -> &str {
    match ledger.key.as_str() {
        "person" => "家庭成员",
        "household" => "农户",
        _ => &ledger.label,
    }
}

/// Asks for the reason, then removes a record.
pub fn remove(given: &Rc<Given>, record: RecordRef) -> Cmd {
    let ledger = given.dictionary.ledger(record.ledger);
    if ledger.by_change {
        return Cmd::say(NOT_ALONE);
    }
    let label = &ledger.label;
    let question = format!("移除这条{label}，为什么？移除以后可以按 Ctrl-Z 撤销。");
    Cmd::open(Prompt::new("移除", question, move |reason| {
        let wish = FormRequest::Remove(record, reason.to_owned());
        Cmd::open(Doing::new(Request::Form(wish)))
    }))
}

/// The forms that are not saved yet.
pub fn drafts(given: &Rc<Given>) -> Cmd {
    Cmd::open(Drafts::new(given))
}

/// A form that was not saved.
pub fn draft(given: &Rc<Given>, id: i64) -> Cmd {
    Cmd::open(FormScreen::resume(given, id))
}

/// Asks whether to take back the last action.
pub fn undo(_: &Rc<Given>) -> Cmd {
    Cmd::open(Undo::default())
}
