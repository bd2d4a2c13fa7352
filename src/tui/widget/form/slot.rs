//! One field of a form with what has been typed into it.

use super::{Check, FieldKind, FieldSpec};
use crate::tui::key::Key;
use crate::tui::widget::choice::{Choice, Choices};
use crate::tui::widget::input::Input;
use crate::tui::widget::note::Note;

/// What stands between the labels of several choices.
pub(super) const BETWEEN: char = '、';

/// What a key did in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Used {
    /// It changed the text.
    Typed,
    /// It moved the caret or the highlight.
    Moved,
    /// Nothing: it is for the form.
    Not,
}

/// The part of a field that takes keys.
pub(super) enum Editor {
    Line(Input),
    Note(Note),
    Choose(Choose),
}

/// Choosing from a list: what was chosen, and the list while it is being narrowed.
pub(super) struct Choose {
    pub chosen: Vec<String>,
    pub typed: Input,
    pub list: Choices,
    /// Whether arrows and Enter are for the list.
    pub active: bool,
    several: bool,
}

pub(super) struct Slot {
    pub spec: FieldSpec,
    pub editor: Editor,
    pub fault: Option<String>,
    changed: bool,
}

impl Slot {
    pub fn new(spec: FieldSpec) -> Self {
        let yes_no = || vec![Choice::new("1", "是", "sy"), Choice::new("0", "否", "fn")];
        let editor = match &spec.kind {
            FieldKind::Note => Editor::Note(Note::default()),
            FieldKind::YesNo => Editor::Choose(Choose::of(yes_no(), false)),
            FieldKind::Code(choices) => Editor::Choose(Choose::of(choices.clone(), false)),
            FieldKind::Codes(choices) => Editor::Choose(Choose::of(choices.clone(), true)),
            FieldKind::Among {
                choices, several, ..
            } => Editor::Choose(Choose::of(choices.clone(), *several)),
            _ => Editor::Line(Input::default()),
        };
        Self {
            spec,
            editor,
            fault: None,
            changed: false,
        }
    }

    pub fn text(&self) -> String {
        match &self.editor {
            Editor::Line(input) => input.text().trim().to_owned(),
            Editor::Note(note) => note.text().trim().to_owned(),
            Editor::Choose(choose) => choose.chosen.join(&BETWEEN.to_string()),
        }
    }

    /// The text to the last blank.
    pub fn raw(&self) -> String {
        match &self.editor {
            Editor::Line(input) => input.text().to_owned(),
            Editor::Note(note) => note.text(),
            Editor::Choose(_) => self.text(),
        }
    }

    /// What is being typed to narrow the list.
    pub fn narrowing(&self) -> Option<String> {
        match &self.editor {
            Editor::Choose(choose) if !choose.typed.is_empty() => {
                Some(choose.typed.text().to_owned())
            }
            _ => None,
        }
    }

    pub fn set(&mut self, text: &str) {
        match &mut self.editor {
            Editor::Line(input) => *input = Input::of(text),
            Editor::Note(note) => *note = Note::of(text),
            Editor::Choose(choose) => choose.set(text),
        }
        self.changed = false;
    }

    pub fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }

    pub fn insert(&mut self, text: &str) {
        match &mut self.editor {
            Editor::Line(input) => input.insert(text),
            Editor::Note(note) => note.insert(text),
            Editor::Choose(choose) => choose.insert(text),
        }
        self.touch();
    }

    pub fn key(&mut self, key: Key) -> Used {
        let before = self.text();
        let used = match &mut self.editor {
            Editor::Line(input) => input.key(key),
            Editor::Note(note) => note.key(key),
            Editor::Choose(choose) => choose.key(key),
        };
        if !used {
            return Used::Not;
        }
        if self.text() == before {
            return Used::Moved;
        }
        self.touch();
        Used::Typed
    }

    pub const fn stir(&mut self) {
        self.changed = true;
    }

    fn touch(&mut self) {
        self.changed = true;
        self.fault = None;
    }

    /// Before the field is left: a list being narrowed gives its highlighted choice.
    pub fn settle(&mut self) {
        if let Editor::Choose(choose) = &mut self.editor {
            self.fault = choose.settle().map(|typed| match &self.spec.kind {
                FieldKind::Among { otherwise, .. } => format!("「{typed}」{otherwise}"),
                _ => format!("选单里没有 {typed}"),
            });
        }
    }

    /// Puts the checked text in place of the typed one, or keeps what is wrong with it.
    pub fn check(&mut self, check: &Check) {
        let unfinished = matches!(&self.editor, Editor::Choose(c) if !c.typed.is_empty());
        if unfinished {
            return;
        }
        let typed = self.text();
        if typed.is_empty() {
            self.fault = None;
            return;
        }
        match check(&self.spec, &typed) {
            Ok(text) if text == typed => self.fault = None,
            Ok(text) => {
                self.set(&text);
                self.fault = None;
            }
            Err(why) => self.fault = Some(why),
        }
    }
}

impl Choose {
    fn of(choices: Vec<Choice>, several: bool) -> Self {
        Self {
            chosen: Vec::new(),
            typed: Input::default(),
            list: Choices::of(choices),
            active: false,
            several,
        }
    }

    fn set(&mut self, text: &str) {
        let labels = text.split(BETWEEN).map(str::trim);
        self.chosen = labels.filter(|l| !l.is_empty()).map(Into::into).collect();
        if !self.several && self.chosen.len() > 1 {
            self.chosen = vec![text.to_owned()];
        }
        self.close();
    }

    fn close(&mut self) {
        self.typed.clear();
        self.list.narrow("");
        self.active = false;
        if let Some(label) = self.chosen.last() {
            self.list.highlight(label);
        }
    }

    fn insert(&mut self, text: &str) {
        if self.active && self.typed.is_empty() && text.trim().is_empty() {
            self.take();
            return;
        }
        self.active = true;
        if self.typed.is_empty() && text.trim().is_empty() {
            return;
        }
        self.typed.insert(text);
        self.list.narrow(self.typed.text());
    }

    fn key(&mut self, key: Key) -> bool {
        if self.typed.erase(key) {
            self.list.narrow(self.typed.text());
            return true;
        }
        if key == Key::BACKSPACE || key == Key::DELETE {
            return self.chosen.pop().is_some();
        }
        if !self.active {
            self.active = key == Key::RIGHT;
            return self.active;
        }
        match key {
            Key::ENTER => self.take(),
            Key::ESC | Key::LEFT => {
                self.close();
                true
            }
            key => self.list.key(key),
        }
    }

    /// Takes the highlighted choice, or gives it back if it was taken. False if there is none.
    fn take(&mut self) -> bool {
        let Some(label) = self.list.highlighted().map(|choice| choice.label.clone()) else {
            return true;
        };
        if !self.several {
            self.chosen = vec![label];
            self.close();
            // Enter also goes on to the next field.
            return false;
        }
        match self.chosen.iter().position(|taken| *taken == label) {
            Some(at) => drop(self.chosen.remove(at)),
            None => self.chosen.push(label),
        }
        self.close();
        true
    }

    /// Takes the highlighted choice; what was typed, if it finds nothing.
    fn settle(&mut self) -> Option<String> {
        if self.typed.is_empty() {
            self.close();
            return None;
        }
        if self.list.is_empty() {
            return Some(self.typed.text().to_owned());
        }
        let several = self.several;
        let label = self.list.highlighted().map(|choice| choice.label.clone());
        if let Some(label) = label.filter(|label| !several || !self.chosen.contains(label)) {
            if !several {
                self.chosen.clear();
            }
            self.chosen.push(label);
        }
        self.close();
        None
    }
}
