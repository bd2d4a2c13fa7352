//! A form: fields under headings, checked when they are left, handed in when all are right.
//!
//! Values are texts as shown. What a text means is the business of the check given to the form,
//! which answers with the text to show instead (`920` becomes `2018-09-20`) or says what is wrong.

mod slot;
mod view;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::choice::Choice;
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, bind, resolve};
use crate::tui::theme::Theme;
use slot::{Slot, Used};

/// What kind of value a field takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A line of text.
    Text,
    /// A long note of several lines.
    Note,
    /// A whole number.
    Integer,
    /// A number with a decimal point.
    Decimal,
    /// Money.
    Money,
    /// A date.
    Date,
    /// A year.
    Year,
    /// 是 or 否.
    YesNo,
    /// One of a list; the value is its label.
    Code(Vec<Choice>),
    /// Several of a list; the value is their labels with `、` between.
    Codes(Vec<Choice>),
    /// One or several of a list that is no code list; the value is the label, or the labels with `、`
    /// between.
    Among {
        /// What there is to choose from.
        choices: Vec<Choice>,
        /// Whether several may be chosen.
        several: bool,
        /// Why nothing else will do.
        otherwise: String,
    },
    /// A record of another ledger, looked up by what is typed.
    Reference,
    /// An ID number.
    Id,
    /// A telephone number.
    Phone,
    /// An account number.
    Account,
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldSpec {
    /// Its name in the book.
    pub key: String,
    /// What officers call it.
    pub label: String,
    /// The heading it stands under; may be empty.
    pub group: String,
    /// What it takes.
    pub kind: FieldKind,
    /// Whether it must be filled in.
    pub required: bool,
    /// What it means, shown while it is being filled in.
    pub note: String,
    /// How to type it, as `例：5万`.
    pub hint: String,
}

/// The text to show for a text typed, or what is wrong with it, in the officer's words.
pub type Check = dyn Fn(&FieldSpec, &str) -> Result<String, String>;

/// What came of a key or a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormEvent {
    /// Nothing worth telling.
    None,
    /// A text was changed.
    Typed,
    /// A field with a changed text was left: time to keep the draft.
    Changed,
    /// All fields are right; key and text of each.
    Save(Vec<(String, String)>),
    /// A reference was typed; look it up, then [`Form::set`] it or [`Form::refuse`] it.
    LookUp {
        /// The key of the field.
        field: String,
        /// What was typed.
        text: String,
    },
}

/// Ways to move in a form, and the way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Go {
    /// Check all and hand in.
    Save,
    /// To the next field.
    Next,
    /// To the field before.
    Back,
    /// Some fields on.
    PageDown,
    /// Some fields back.
    PageUp,
}

/// The keys of any form.
pub const KEYS: &[Bind<Go>] = &[
    bind(&[Key::ctrl('s')], Go::Save, "保存"),
    bind(&[Key::TAB, Key::ENTER, Key::DOWN], Go::Next, "下一项")
        .long("有选单时打字筛选、右键进选单、回车选定；长文字换行用 Ctrl-J"),
    bind(&[Key::BACK_TAB, Key::UP], Go::Back, "上一项"),
    bind(&[Key::PAGE_DOWN], Go::PageDown, "往下翻"),
    bind(&[Key::PAGE_UP], Go::PageUp, "往上翻"),
];

/// Marks, behind a field's key, what is being typed to narrow its list.
const NARROWING: char = '?';

/// How many fields a page passes over.
const PAGE: isize = 8;

/// A form being filled in.
pub struct Form {
    slots: Vec<Slot>,
    focus: usize,
    check: Box<Check>,
}

impl Form {
    /// A blank form.
    #[must_use]
    pub fn new(
        fields: Vec<FieldSpec>,
        check: impl Fn(&FieldSpec, &str) -> Result<String, String> + 'static,
    ) -> Self {
        Self {
            slots: fields.into_iter().map(Slot::new).collect(),
            focus: 0,
            check: Box::new(check),
        }
    }

    /// Handles a key; `None` when it is for somebody else, as Esc with nothing to undo.
    pub fn key(&mut self, key: Key) -> Option<FormEvent> {
        match self.slots.get_mut(self.focus)?.key(key) {
            Used::Typed => return Some(FormEvent::Typed),
            Used::Moved => return Some(FormEvent::None),
            Used::Not => {}
        }
        Some(match resolve(KEYS, key)? {
            Go::Save => self.save(),
            Go::Next => self.step(1),
            Go::Back => self.step(-1),
            Go::PageDown => self.step(PAGE),
            Go::PageUp => self.step(-PAGE),
        })
    }

    /// Types or pastes a text into the field in focus; a line end in it confirms nothing.
    pub fn text(&mut self, text: &str) -> FormEvent {
        let Some(slot) = self.slots.get_mut(self.focus) else {
            return FormEvent::None;
        };
        slot.insert(text);
        FormEvent::Typed
    }

    fn step(&mut self, by: isize) -> FormEvent {
        let left = self.leave();
        let last = self.slots.len().saturating_sub(1);
        self.focus = self.focus.saturating_add_signed(by).min(last);
        left
    }

    /// Checks the field in focus as it is left.
    fn leave(&mut self) -> FormEvent {
        let Some(slot) = self.slots.get_mut(self.focus) else {
            return FormEvent::None;
        };
        slot.settle();
        if !slot.take_changed() {
            return FormEvent::None;
        }
        let text = slot.text();
        if slot.spec.kind == FieldKind::Reference && !text.is_empty() {
            slot.fault = None;
            let field = slot.spec.key.clone();
            return FormEvent::LookUp { field, text };
        }
        slot.check(&self.check);
        FormEvent::Changed
    }

    /// Hands in the texts if all are right, else goes to the first that is not.
    fn save(&mut self) -> FormEvent {
        if let looked_up @ FormEvent::LookUp { .. } = self.leave() {
            return looked_up;
        }
        for slot in &mut self.slots {
            // A refused reference stays refused: only a look-up can mend it.
            if slot.spec.kind != FieldKind::Reference || slot.fault.is_none() {
                slot.check(&self.check);
            }
            // What was typed and is in no list keeps its own reason.
            if slot.spec.required && slot.fault.is_none() && slot.text().is_empty() {
                slot.fault = Some(format!("请填写{}", slot.spec.label));
            }
        }
        match self.slots.iter().position(|slot| slot.fault.is_some()) {
            Some(first) => {
                self.focus = first;
                FormEvent::Changed
            }
            None => FormEvent::Save(self.draft()),
        }
    }

    /// Key and text of every field, right or wrong: what to keep, lest it be lost with the line.
    #[must_use]
    pub fn draft(&self) -> Vec<(String, String)> {
        let texts = self.slots.iter();
        texts
            .map(|slot| (slot.spec.key.clone(), slot.text()))
            .collect()
    }

    /// Key and text of every field to the last blank, and under `key?` what is being typed to
    /// narrow a list: what a draft keeps, so that nothing typed is ever lost.
    #[must_use]
    pub fn kept(&self) -> Vec<(String, String)> {
        let mut kept = Vec::new();
        for slot in &self.slots {
            kept.push((slot.spec.key.clone(), slot.raw()));
            if let Some(typed) = slot.narrowing() {
                kept.push((format!("{}{NARROWING}", slot.spec.key), typed));
            }
        }
        kept
    }

    /// Puts back what [`Form::kept`] gave.
    pub fn restore_kept(&mut self, texts: &[(String, String)]) {
        for (key, text) in texts {
            match key.strip_suffix(NARROWING) {
                Some(key) => {
                    if let Some(slot) = self.slot(key) {
                        slot.insert(text);
                    }
                }
                None => self.set(key, text),
            }
        }
    }

    /// Puts texts into the fields: a draft, or the record to correct. Unknown keys are passed over.
    pub fn restore(&mut self, texts: &[(String, String)]) {
        for (key, text) in texts {
            self.set(key, text);
        }
    }

    /// Puts a text into one field, in place of what was typed.
    pub fn set(&mut self, key: &str, text: &str) {
        if let Some(slot) = self.slot(key) {
            slot.set(text);
            slot.fault = None;
        }
    }

    /// Says what is wrong with one field, and goes there.
    pub fn refuse(&mut self, key: &str, why: impl Into<String>) {
        if let Some(at) = self.slots.iter().position(|slot| slot.spec.key == key) {
            self.slots[at].fault = Some(why.into());
            self.focus = at;
        }
    }

    /// Says what is wrong with one field, without going there.
    pub fn mark(&mut self, key: &str, why: impl Into<String>) {
        if let Some(slot) = self.slot(key) {
            slot.fault = Some(why.into());
        }
    }

    /// Lets a field be checked, or looked up, again when it is left, although nothing was typed.
    pub fn touch(&mut self, key: &str) {
        if let Some(slot) = self.slot(key) {
            slot.stir();
        }
    }

    /// The text of one field.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<String> {
        let slot = self.slots.iter().find(|slot| slot.spec.key == key)?;
        Some(slot.text())
    }

    /// Goes to a field.
    pub fn focus(&mut self, key: &str) {
        if let Some(at) = self.slots.iter().position(|slot| slot.spec.key == key) {
            self.focus = at;
        }
    }

    /// The field in focus.
    #[must_use]
    pub fn focused(&self) -> Option<&FieldSpec> {
        self.slots.get(self.focus).map(|slot| &slot.spec)
    }

    /// The field with this key.
    #[must_use]
    pub fn spec(&self, key: &str) -> Option<&FieldSpec> {
        let slot = self.slots.iter().find(|slot| slot.spec.key == key)?;
        Some(&slot.spec)
    }

    /// Whether any field holds a text.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.slots.iter().all(|slot| slot.text().is_empty())
    }

    fn slot(&mut self, key: &str) -> Option<&mut Slot> {
        self.slots.iter_mut().find(|slot| slot.spec.key == key)
    }

    /// Draws the fields around the one in focus, which has its hint, list or fault below it.
    pub fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        view::draw(&self.slots, self.focus, frame, area, theme);
    }
}

#[cfg(test)]
mod tests;
