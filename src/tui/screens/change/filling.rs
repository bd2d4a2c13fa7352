//! Filling in the form of a change: how it begins, what follows, what is handed in.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Open;
use crate::dictionary::Kind;
use crate::domain::pinyin::initials;
use crate::port::change::{ChangeEntry, ChangeField, ChangeInput, ChangeRequest, ChangeSheet};
use crate::port::{Chosen, FieldFault, Named, Request};
use crate::tui::key::Key;
use crate::tui::screens::lookup::LookUp;
use crate::tui::widget::choice::Choice;
use crate::tui::widget::form::{FieldKind, FieldSpec, Form, FormEvent};
use crate::tui::{Cmd, Given, fields};

/// Marks, behind the key of a reference in a draft, which record was chosen.
const CHOSEN: char = '#';

impl Open {
    pub(super) fn new(given: &Rc<Given>, sheet: ChangeSheet, rows: Option<Chosen>) -> Self {
        let specs = sheet
            .fields
            .iter()
            .map(|field| spec(given, field))
            .collect();
        let mut form = Form::new(specs, check(given, &sheet));
        for field in &sheet.fields {
            form.set(&field.key, &field.text);
        }
        let first = form.kept();
        let chosen: BTreeMap<String, Named> = sheet.chosen.iter().cloned().collect();
        if let Some(draft) = &sheet.draft {
            form.restore_kept(draft);
            for (key, named) in &chosen {
                form.set(key, &named.label);
            }
        }
        Self {
            sheet,
            rows,
            form,
            first,
            proposed: BTreeMap::new(),
            chosen,
            looking: None,
            saving: false,
            kept: true,
            saved: false,
        }
    }

    /// What stands in the form, references as internal keys.
    pub(super) fn entry(&self) -> ChangeEntry {
        let texts = self.form.draft().into_iter();
        let meant = texts.filter_map(|(key, text)| {
            if text.is_empty() {
                return None;
            }
            if self.reference(&key).is_none() {
                return Some((key, text));
            }
            let named = self.chosen.get(&key).filter(|named| named.label == text)?;
            Some((key, named.id.to_string()))
        });
        ChangeEntry {
            wish: self.sheet.wish,
            rows: self.rows.clone().unwrap_or_default(),
            texts: meant.collect(),
        }
    }

    /// What was typed, kept; nothing once the form is as it began.
    pub(super) fn keep(&mut self) -> Cmd {
        self.kept = false;
        let mut texts = Vec::new();
        // Which households were marked is not kept: without them it would be another change.
        if self.is_changed() && self.rows.is_none() {
            texts = self.form.kept();
            texts.retain(|(_, text)| !text.is_empty());
            let chosen = self.chosen.iter();
            texts.extend(
                chosen.map(|(key, named)| (format!("{key}{CHOSEN}"), named.id.to_string())),
            );
        }
        let entry = ChangeEntry {
            wish: self.sheet.wish,
            rows: Chosen::All,
            texts,
        };
        Cmd::ask(Request::Change(ChangeRequest::Keep(Box::new(entry))))
    }

    /// Asks what follows from what stands there.
    pub(super) fn look(&self) -> Cmd {
        let entry = Box::new(self.entry());
        Cmd::ask(Request::Change(ChangeRequest::Look(entry)))
    }

    /// Puts what follows into the fields that the officer left as they were proposed, and names what
    /// cannot be.
    pub(super) fn follow(&mut self, texts: &[(String, String)], faults: &[FieldFault]) {
        for (key, text) in texts {
            let now = self.form.value(key).unwrap_or_default();
            let began = self.first.iter().find(|(other, _)| other == key);
            let untouched = now.is_empty()
                || self.proposed.get(key).is_some_and(|last| *last == now)
                || (!self.proposed.contains_key(key)
                    && began.is_some_and(|(_, first)| *first == now));
            if untouched {
                self.form.set(key, text);
                self.proposed.insert(key.clone(), text.clone());
            }
        }
        for fault in faults {
            self.form.mark(&fault.key, fault.message.clone());
        }
    }

    pub(super) fn is_changed(&self) -> bool {
        let mine = |(key, text): &(String, String)| {
            !self.first.contains(&(key.clone(), text.clone()))
                && self.proposed.get(key).is_none_or(|last| last != text)
        };
        !self.saved && self.form.kept().iter().any(mine)
    }

    /// Asks what the change would write, once every reference is looked up.
    pub(super) fn preview(&mut self, given: &Rc<Given>) -> Cmd {
        for (key, text) in self.form.draft() {
            let chosen = self
                .chosen
                .get(&key)
                .is_some_and(|named| named.label == text);
            if self.reference(&key).is_some() && !text.is_empty() && !chosen {
                return self.look_up(given, &key, &text);
            }
        }
        let entry = Box::new(self.entry());
        Cmd::ask(Request::Change(ChangeRequest::Preview(entry)))
    }

    /// Opens the search for a reference, unless it still is what was chosen.
    pub(super) fn look_up(&mut self, given: &Rc<Given>, field: &str, text: &str) -> Cmd {
        let known = self
            .chosen
            .get(field)
            .is_some_and(|named| named.label == text);
        if known && self.saving {
            return Cmd::none();
        }
        let Some(to) = self.reference(field).and_then(|(ledger, place)| {
            match given.dictionary.ledger(ledger).fields[place].kind {
                Kind::Reference(to) => Some(to),
                _ => None,
            }
        }) else {
            return Cmd::none();
        };
        let next = self.form.focused().map(|spec| spec.key.clone());
        self.looking = Some((field.to_owned(), next));
        Cmd::open(LookUp::new(
            given,
            field,
            to,
            None,
            if known { "" } else { text },
        ))
    }

    /// The search found this.
    pub(super) fn found(&mut self, given: &Rc<Given>, field: String, named: Named) -> Cmd {
        self.form.set(&field, &named.label);
        self.chosen.insert(field, named);
        if let Some((_, Some(next))) = self.looking.take() {
            self.form.focus(&next);
        }
        let follows = self.keep().then(self.look());
        if !self.saving {
            return follows;
        }
        match self.form.key(Key::ctrl('s')) {
            Some(FormEvent::Save(_)) => follows.then(self.preview(given)),
            _ => follows,
        }
    }

    /// The search was left without an answer.
    pub(super) fn not_found(&mut self) -> Cmd {
        self.saving = false;
        if let Some((field, _)) = self.looking.take() {
            self.form
                .refuse(&field, "还没有选定：回车查找，或清空这一项");
            self.form.touch(&field);
        }
        Cmd::none()
    }

    /// The ledger's field that a reference of the form is like.
    fn reference(&self, key: &str) -> Option<(crate::dictionary::LedgerId, usize)> {
        let spec = self.form.spec(key)?;
        let field = self.sheet.fields.iter().find(|field| field.key == key)?;
        match field.input {
            ChangeInput::Like(ledger, place) if spec.kind == FieldKind::Reference => {
                Some((ledger, place))
            }
            _ => None,
        }
    }
}

/// A field of the form widget, with the change's own words.
fn spec(given: &Rc<Given>, field: &ChangeField) -> FieldSpec {
    let mut spec = match &field.input {
        ChangeInput::Like(ledger, place) => {
            let like = &given.dictionary.ledger(*ledger).fields[*place];
            fields::spec(&given.dictionary, like)
        }
        ChangeInput::Choose {
            labels,
            several,
            otherwise,
        } => FieldSpec {
            key: String::new(),
            label: String::new(),
            group: String::new(),
            kind: FieldKind::Among {
                choices: labels.iter().enumerate().map(choice).collect(),
                several: *several,
                otherwise: otherwise.clone(),
            },
            required: false,
            note: String::new(),
            hint: String::new(),
        },
    };
    spec.key.clone_from(&field.key);
    spec.label.clone_from(&field.label);
    spec.group.clone_from(&field.group);
    spec.required = field.required;
    spec.note.clone_from(&field.note);
    spec
}

fn choice((at, label): (usize, &String)) -> Choice {
    Choice::new((at + 1).to_string(), label, initials(label))
}

/// What a text means, by the dictionary.
fn check(
    given: &Rc<Given>,
    sheet: &ChangeSheet,
) -> impl Fn(&FieldSpec, &str) -> Result<String, String> + 'static {
    let given = Rc::clone(given);
    let like: BTreeMap<String, _> = sheet
        .fields
        .iter()
        .filter_map(|field| match field.input {
            ChangeInput::Like(ledger, place) => Some((field.key.clone(), (ledger, place))),
            ChangeInput::Choose { .. } => None,
        })
        .collect();
    move |spec, text| {
        let Some((ledger, place)) = like.get(&spec.key) else {
            return Ok(text.to_owned());
        };
        if spec.kind == FieldKind::Reference {
            return Ok(text.to_owned());
        }
        let field = &given.dictionary.ledger(*ledger).fields[*place];
        let typed = given.dictionary.read_typed(field, text, given.today())?;
        Ok(typed.shown)
    }
}
