//! What opens the forms of changes: the menu of a card, new households, drafts.

use std::rc::Rc;

use super::screens::change::ChangeScreen;
use super::screens::history::HistoryScreen;
use super::text::fit;
use super::widget::choice::Choice;
use super::widget::picker::Picker;
use super::{Cmd, Given};
use crate::domain::change::{ChangeKind, Description, KINDS};
use crate::domain::pinyin::initials;

/// The row of the menu that opens 变更记录.
const HISTORY: &str = "0";

/// Asks which change to a household: the kinds that begin at a card, and what happened so far.
pub fn menu(given: &Rc<Given>, household: i64) -> Cmd {
    let offered: Vec<&'static Description> = KINDS.iter().filter(|one| one.at_card).collect();
    let row = |(one, at): (&&Description, usize)| {
        let text = format!("{} {}", fit(one.label, 12), one.about);
        Choice::new(at.to_string(), text, initials(one.label))
    };
    let mut choices: Vec<Choice> = offered.iter().zip(1..).map(row).collect();
    let history = format!("{} {}", fit("变更记录", 12), "办过的变更，近的在前");
    choices.push(Choice::new(HISTORY, history, initials("变更记录")));
    let given = Rc::clone(given);
    Cmd::open(Picker::new("变更", choices, move |choice| {
        if choice.code == HISTORY {
            return Cmd::open(HistoryScreen::new(&given, household));
        }
        let at = choice.code.parse::<usize>().unwrap_or(0);
        let one = at.checked_sub(1).and_then(|at| offered.get(at));
        let open = one.map(|one| Cmd::open(ChangeScreen::new(&given, one.kind, Some(household))));
        open.into()
    }))
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
