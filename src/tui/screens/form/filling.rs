//! Filling a form in: how it begins, what an ID number tells, what is handed in again.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{Marked, Open};
use crate::dictionary::{Kind, Ledger};
use crate::domain::{IdNumber, Value};
use crate::port::{Entry, FieldFault, FormSheet, Named};
use crate::tui::widget::form::{FieldKind, FieldSpec, Form};
use crate::tui::{Cmd, Given, fields};

impl Open {
    pub(super) fn new(given: &Rc<Given>, sheet: FormSheet, marked: Option<&Marked>) -> Self {
        let ledger = given.dictionary.ledger(sheet.target.ledger);
        let mut specs = fields::specs(&given.dictionary, ledger, sheet.target.record.is_some());
        for spec in &mut specs {
            mark_carried(ledger, &sheet, spec);
        }
        if let Some(marked) = marked {
            specs.retain(|spec| marked.has(&given.dictionary, ledger.id, &spec.key));
        }
        let mut form = Form::new(specs, check(given, ledger));
        form.restore(&sheet.texts);
        let (first, first_kept) = (form.draft(), form.kept());
        let mut chosen: BTreeMap<String, Named> = sheet.chosen.iter().cloned().collect();
        if let Some(draft) = &sheet.draft {
            form.restore_kept(&draft.texts);
            chosen.extend(draft.chosen.iter().cloned());
        }
        if sheet.target.record.is_none() || sheet.draft.is_some() {
            begin(&mut form, &sheet);
        }
        Self {
            sheet,
            form,
            first,
            first_kept,
            chosen,
            looking: None,
            marked: marked.cloned(),
            handed: None,
            saving: false,
            kept: true,
            saved: false,
        }
    }

    /// The values that saving compares with: those of the draft, which may be older.
    pub(super) fn base(&self) -> Vec<Value> {
        let older = self.sheet.draft.as_ref().map(|draft| &draft.base);
        let older = older.filter(|base| base.len() == self.sheet.base.len());
        older.unwrap_or(&self.sheet.base).clone()
    }

    /// Gives the field in focus the text it began with.
    pub(super) fn revert(&mut self) -> Cmd {
        let Some(key) = self.form.focused().map(|spec| spec.key.clone()) else {
            return Cmd::none();
        };
        let began = self.first_kept.iter().find(|(other, _)| *other == key);
        let text = began.map_or_else(String::new, |(_, text)| text.clone());
        let named = self.sheet.chosen.iter().find(|(other, _)| *other == key);
        if let Some((_, named)) = named {
            self.chosen.insert(key.clone(), named.clone());
        }
        self.form.set(&key, &text);
        self.keep().then(Cmd::say("这一项已还原"))
    }

    /// 性别 and 出生日期 from an ID number, where they are empty.
    pub(super) fn fill(&mut self, given: &Rc<Given>) {
        let ledger = given.dictionary.ledger(self.sheet.target.ledger);
        let value = |form: &Form, key: &str| form.value(key);
        let Some(number) =
            value(&self.form, "id_number").and_then(|text| IdNumber::from_stored(&text))
        else {
            return;
        };
        let empty = |form: &Form, key: &str| form.value(key).is_some_and(|text| text.is_empty());
        let sex = ledger
            .field("sex")
            .and_then(|field| given.dictionary.codes_of(field));
        let label = sex.and_then(|list| list.read(number.sex().label()));
        if let Some(entry) = label.filter(|_| empty(&self.form, "sex")) {
            self.form.set("sex", &entry.label);
        }
        if empty(&self.form, "birth") {
            self.form.set("birth", &number.birth().to_string());
        }
    }

    /// Whether a reference means another record than it began with, under the same label.
    pub(super) fn differs(&self, ledger: &Ledger, key: &str, chosen: Option<&Named>) -> bool {
        let (Some(place), Some(named)) = (ledger.position(key), chosen) else {
            return false;
        };
        matches!(self.sheet.base.get(place), Some(Value::Int(id)) if *id != named.id)
    }

    /// Marks the fields that keep the form from being saved; what was typed stays.
    pub(super) fn refused(&mut self, faults: &[FieldFault]) -> Cmd {
        self.saving = false;
        for fault in faults.iter().rev() {
            self.form.refuse(&fault.key, fault.message.clone());
        }
        let first = faults.first().map_or("", |fault| fault.message.as_str());
        Cmd::say(format!("没有保存：{first}")).then(self.keep())
    }

    /// What was handed in when the book said that somebody else changed the same fields.
    pub(super) fn entry_again(&self, given: &Rc<Given>) -> Entry {
        let ledger = given.dictionary.ledger(self.sheet.target.ledger);
        let changed = self
            .form
            .draft()
            .into_iter()
            .filter(|pair| !self.first.contains(pair));
        let texts = changed.map(|(key, text)| {
            let reference = matches!(
                ledger.field(&key).map(|field| field.kind),
                Some(Kind::Reference(_))
            );
            let id = self.chosen.get(&key).map(|named| named.id.to_string());
            let text = if reference {
                id.unwrap_or_default()
            } else {
                text
            };
            (key, text)
        });
        Entry {
            target: self.sheet.target,
            base: self.base(),
            texts: texts.collect(),
        }
    }
}

/// A value carried from the year before that nobody confirmed says so; another value confirms it.
fn mark_carried(ledger: &Ledger, sheet: &FormSheet, spec: &mut FieldSpec) {
    let place = ledger.position(&spec.key);
    let carried = sheet.base.len() == ledger.fields.len()
        && place.is_some_and(|place| ledger.is_unconfirmed(&sheet.base, place));
    if carried {
        spec.label.push_str(" 结转");
        spec.note
            .insert_str(0, "上一年结转的，还没有核；改了就算核过。");
    }
}

/// Goes to the first field that the officer still has to fill in, or back to where he left off.
fn begin(form: &mut Form, sheet: &FormSheet) {
    let left = sheet.draft.as_ref().and_then(|draft| draft.texts.last());
    let empty = || sheet.texts.iter().find(|(_, text)| text.is_empty());
    if let Some((key, _)) = left.or_else(empty) {
        form.focus(key);
    }
}

/// What a text of a form means, by the dictionary; references are the business of the search.
fn check(
    given: &Rc<Given>,
    ledger: &Ledger,
) -> impl Fn(&crate::tui::widget::form::FieldSpec, &str) -> Result<String, String> + 'static {
    let given = Rc::clone(given);
    let ledger = ledger.id;
    move |spec, text| {
        if spec.kind == FieldKind::Reference {
            return Ok(text.to_owned());
        }
        let ledger = given.dictionary.ledger(ledger);
        match ledger.field(&spec.key) {
            Some(field) => {
                let typed = given.dictionary.read_typed(field, text, given.today())?;
                Ok(typed.shown)
            }
            None => Ok(text.to_owned()),
        }
    }
}

impl super::FormScreen {
    /// The same form, at the first of these fields that it has, unless a draft was left.
    #[must_use]
    pub fn at(mut self, keys: &[String]) -> Self {
        if let Some(open) = &mut self.open
            && open.sheet.draft.is_none()
        {
            let has = |key: &&String| open.form.spec(key).is_some();
            if let Some(first) = keys.iter().find(has) {
                open.form.focus(first);
            }
        }
        self
    }
}
