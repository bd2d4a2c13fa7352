//! What opens the forms of changes: the menu of a card, new households, drafts.

use std::rc::Rc;

use super::screens::change::ChangeScreen;
use super::screens::doubles::Doubles;
use super::screens::history::HistoryScreen;
use super::screens::merge::Merge;
use super::text::fit;
use super::widget::choice::Choice;
use super::widget::picker::Picker;
use super::{Cmd, Given};
use crate::domain::change::{ChangeKind, Description, KINDS};
use crate::domain::pinyin::initials;

/// A row of the menu that is no change: its code, what it is called, what it is for.
type Further = (&'static str, &'static str, &'static str);

const CARRY: Further = ("n", "年度结转", "本户由上一年开出新一年");
const SAME_HOUSEHOLD: Further = ("h", "合并重复户", "同一户录了两条");
const SAME_PERSON: Further = ("r", "合并重复的人", "选中的成员录了两条");
const HISTORY: Further = ("0", "变更记录", "办过的变更，近的在前");

/// Asks which change to a household: the kinds that begin at a card, and what else belongs there;
/// `person` is the member selected on it.
pub fn menu(given: &Rc<Given>, household: i64, person: Option<i64>) -> Cmd {
    let offered: Vec<&'static Description> = KINDS.iter().filter(|one| one.at_card).collect();
    // What no digit picks stands in line with what one does.
    let row = |code: String, label: &str, about: &str| {
        let gap = if code.starts_with(|c: char| c.is_ascii_digit()) {
            ""
        } else {
            "  "
        };
        let line = format!("{gap}{} {about}", fit(label, 12));
        Choice::new(code, line, initials(label))
    };
    let kinds = offered.iter().zip(1..);
    let mut choices: Vec<Choice> = kinds
        .map(|(one, at)| row(at.to_string(), one.label, one.about))
        .collect();
    let further = [
        Some(CARRY),
        Some(SAME_HOUSEHOLD),
        person.map(|_| SAME_PERSON),
        Some(HISTORY),
    ];
    let further = further.into_iter().flatten();
    choices.extend(further.map(|(code, label, about)| row(code.into(), label, about)));
    let given = Rc::clone(given);
    Cmd::open(Picker::new("变更", choices, move |choice| {
        let whole = Some(household);
        match choice.code.as_str() {
            code if code == CARRY.0 => {
                Cmd::open(ChangeScreen::new(&given, ChangeKind::Carry, whole))
            }
            code if code == SAME_HOUSEHOLD.0 => merge(&given, "household", household),
            code if code == SAME_PERSON.0 => person.map(|id| merge(&given, "person", id)).into(),
            code if code == HISTORY.0 => Cmd::open(HistoryScreen::new(&given, household)),
            code => {
                let at = code.parse::<usize>().unwrap_or(0);
                let one = at.checked_sub(1).and_then(|at| offered.get(at));
                one.map(|one| Cmd::open(ChangeScreen::new(&given, one.kind, whole)))
                    .into()
            }
        }
    }))
}

fn merge(given: &Rc<Given>, ledger: &str, keep: i64) -> Cmd {
    let ledger = given.ledger(ledger).map(|ledger| ledger.id);
    let open = ledger.map(|ledger| Cmd::open(Merge::choosing(given, ledger, keep)));
    open.into()
}

/// 疑似重复.
pub fn doubles(given: &Rc<Given>) -> Cmd {
    Cmd::open(Doubles::new(given))
}

/// 补录新增户.
pub fn found(given: &Rc<Given>) -> Cmd {
    Cmd::open(ChangeScreen::new(given, ChangeKind::Found, None))
}

/// 年度结转 of the township or a village.
pub fn carry(given: &Rc<Given>) -> Cmd {
    Cmd::open(ChangeScreen::new(given, ChangeKind::Carry, None))
}

/// The form of a change that was not saved.
pub fn draft(given: &Rc<Given>, id: i64) -> Cmd {
    Cmd::open(ChangeScreen::resume(given, id))
}
