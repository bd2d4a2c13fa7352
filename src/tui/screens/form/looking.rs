//! Looking up what references mean, before and while a form is saved.

use std::rc::Rc;

use super::Open;
use crate::dictionary::Kind;
use crate::tui::key::Key;
use crate::tui::screens::lookup::LookUp;
use crate::tui::widget::form::FormEvent;
use crate::tui::{Cmd, Given};

impl Open {
    /// Opens the search for a reference, unless it still is what was chosen.
    pub(super) fn look_up(&mut self, given: &Rc<Given>, field: &str, text: &str) -> Cmd {
        if self
            .chosen
            .get(field)
            .is_some_and(|named| named.label == text)
        {
            self.form.set(field, text);
            return self.go_on(given);
        }
        let ledger = given.dictionary.ledger(self.sheet.target.ledger);
        let Some(Kind::Reference(to)) = ledger.field(field).map(|field| field.kind) else {
            return Cmd::none();
        };
        let next = self.form.focused().map(|spec| spec.key.clone());
        self.looking = Some((field.to_owned(), next));
        let household = self.chosen.get("household").map(|named| named.id);
        let household = household.filter(|_| field != "household");
        Cmd::open(LookUp::new(given, field, to, household, text))
    }

    /// The search was left without an answer.
    pub(super) fn not_found(&mut self) -> Cmd {
        self.saving = false;
        if let Some((field, _)) = self.looking.take() {
            if self.form.value(&field).is_some_and(|text| !text.is_empty()) {
                self.form
                    .refuse(&field, "还没有选定：回车查找，或清空这一项");
            }
            self.form.touch(&field);
        }
        Cmd::none()
    }

    /// Goes on saving, where a look-up had to come first.
    pub(super) fn go_on(&mut self, given: &Rc<Given>) -> Cmd {
        if !self.saving {
            return Cmd::none();
        }
        match self.form.key(Key::ctrl('s')) {
            Some(FormEvent::Save(texts)) => self.save(given, &texts),
            Some(FormEvent::LookUp { field, text }) => self.look_up(given, &field, &text),
            _ => {
                self.saving = false;
                self.keep()
            }
        }
    }
}
