//! A form for many marked records: shown first what it would do, then done in one action.

use std::rc::Rc;

use super::{FormScreen, Open, Wanted};
use crate::dictionary::{Dictionary, Kind, LedgerId};
use crate::port::{Chosen, Entry, FormRequest, FormTarget, Many, ManyEntry, Request};
use crate::tui::widget::confirm::Confirm;
use crate::tui::{Cmd, Given, forms};

/// What tells the form to do what was shown.
pub(super) const DO: &str = "照做";

/// The marked records, and what is done to them.
#[derive(Clone, Debug)]
pub struct Marked {
    /// What is done.
    pub what: Many,
    /// Their ledger.
    pub ledger: LedgerId,
    /// They.
    pub rows: Chosen,
    /// How many they are.
    pub count: usize,
    /// The one field that is filled in; `None` for all that a new record has.
    pub only: Option<String>,
    /// 户, 人, 笔.
    pub unit: &'static str,
}

impl Marked {
    /// Whether the form has this field. What belongs to one of the marked records alone is not
    /// asked for: the record itself, its household, a member of it.
    pub(super) fn has(&self, dictionary: &Dictionary, target: LedgerId, key: &str) -> bool {
        if let Some(only) = &self.only {
            return only == key;
        }
        let form = dictionary.ledger(target);
        let (place, household) = (form.position(key), form.position("household"));
        let whose = form.reference_to(self.ledger);
        let of_one = form.field(key).is_some_and(|field| match field.kind {
            Kind::Reference(to) => dictionary.ledger(to).reference_to(self.ledger).is_some(),
            _ => false,
        });
        !of_one && place != whose && (place != household || household.is_none())
    }
}

impl Open {
    /// Hands a form in: of one record it is saved, of many it is first told what would be done.
    pub(super) fn send(&mut self, entry: Entry) -> Cmd {
        let Some(marked) = &self.marked else {
            return Cmd::ask(Request::Form(FormRequest::Save(Box::new(entry))));
        };
        if entry.texts.is_empty() {
            self.saving = false;
            return Cmd::say("还没有填什么");
        }
        let asked = ask(marked, &entry, false);
        self.handed = Some(entry);
        Cmd::say("正在看会改什么").then(asked)
    }

    /// Has done what was shown.
    pub(super) fn do_it(&self) -> Cmd {
        let both = self.marked.as_ref().zip(self.handed.as_ref());
        let done = both.map(|(marked, entry)| ask(marked, entry, true));
        Cmd::say("正在办，请稍等").then(done.into())
    }
}

fn ask(marked: &Marked, entry: &Entry, sure: bool) -> Cmd {
    let many = ManyEntry {
        what: marked.what,
        ledger: marked.ledger,
        rows: marked.rows.clone(),
        target: entry.target.ledger,
        texts: entry.texts.clone(),
        sure,
    };
    Cmd::ask(Request::Form(FormRequest::Many(Box::new(many))))
}

impl FormScreen {
    /// A form of `target` for the marked records.
    #[must_use]
    pub fn many(given: &Rc<Given>, target: LedgerId, marked: Marked) -> Self {
        let target = FormTarget {
            ledger: target,
            record: None,
            parent: None,
        };
        let mut screen = Self::wanting(given, Wanted::Target(target));
        screen.marked = Some(marked);
        screen
    }

    /// Shows what would be done; Enter does it.
    pub(super) fn foreseen(&mut self, words: &[String]) -> Cmd {
        if let Some(open) = &mut self.open {
            open.saving = false;
        }
        let shown = Confirm::new("批量", words.join("\n"), || Cmd::tell(DO));
        Cmd::say("").then(Cmd::open(shown))
    }

    pub(super) fn many_title(&self, marked: &Marked, target: LedgerId) -> String {
        let count = marked.count;
        let ledger = self.given.dictionary.ledger(target);
        let what = match (marked.what, &marked.only) {
            (Many::Replace, _) => "换帮扶责任人".to_owned(),
            (Many::Set, Some(key)) => {
                let label = ledger.field(key).map(|field| field.label.clone());
                format!("填{}", label.unwrap_or_default())
            }
            _ => format!("新增{}", forms::word(ledger)),
        };
        format!("批量{what}  {count}{}", marked.unit)
    }
}
