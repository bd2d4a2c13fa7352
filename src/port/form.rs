//! Forms: a record as a form shows it, what comes of saving it, and drafts.

use super::record::{FieldFault, RecordRef};
use super::select::Chosen;
use crate::dictionary::LedgerId;
use crate::domain::Value;

/// Which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormTarget {
    /// The ledger.
    pub ledger: LedgerId,
    /// The record to correct; `None` for a new one.
    pub record: Option<i64>,
    /// The record that a new one belongs to: the household of a visit, the loan of an event.
    pub parent: Option<RecordRef>,
}

/// What a form or its popups ask for.
#[derive(Clone, Debug, PartialEq)]
pub enum FormRequest {
    /// The form itself, filled in as far as it is known, with the draft if one was left.
    Open(FormTarget),
    /// Check and save.
    Save(Box<Entry>),
    /// Say what one form would do to many records, or do it.
    Many(Box<ManyEntry>),
    /// Remove a record, for this reason.
    Remove(RecordRef, String),
    /// Records that a reference may mean.
    Choices {
        /// Their ledger.
        ledger: LedgerId,
        /// What was typed; empty for the first ones.
        text: String,
        /// The household that they should belong to, where that is known.
        household: Option<i64>,
    },
    /// The form of a draft, by the draft's number.
    Resume(i64),
    /// Keep what was typed; never goes into the log.
    Keep(Box<Draft>),
    /// The forms of this operator that are not saved yet.
    Drafts,
    /// Throw one of them away.
    Drop(i64),
}

/// What came of a [`FormRequest`].
#[derive(Clone, Debug, PartialEq)]
pub enum FormReply {
    /// The form.
    Open(Box<FormSheet>),
    /// Saved (or nothing had changed): which record, and one sentence.
    Saved(RecordRef, String),
    /// What would be done to many records, one sentence each; nothing was done.
    Foreseen(Vec<String>),
    /// Not saved: what is wrong, field by field.
    Invalid(Vec<FieldFault>),
    /// Not saved: somebody else changed these fields since the form was opened.
    Clash(Vec<Clash>),
    /// The records that match, the best first.
    Choices(Vec<Named>),
    /// Whether the draft could be kept now; if not, the form tries again.
    Kept(bool),
    /// The forms not saved yet, the last first.
    Drafts(Vec<DraftLine>),
}

/// A form to be filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct FormSheet {
    /// Which form.
    pub target: FormTarget,
    /// What the record is called; of a new one, the record that it belongs to, if any.
    pub name: String,
    /// The values in the book when the form was opened, by the dictionary's order; all empty for
    /// a new record. Saving compares with them.
    pub base: Vec<Value>,
    /// What the fields begin with.
    pub texts: Vec<(String, String)>,
    /// The records that references begin with.
    pub chosen: Vec<(String, Named)>,
    /// What was typed earlier and not saved, to be put over `texts`.
    pub draft: Option<Box<Draft>>,
}

impl FormSheet {
    /// Types texts into the form before it opens: a new record begins with them, one in the book is
    /// changed by them once it is saved.
    pub fn type_in(&mut self, texts: Vec<(String, String)>) {
        if texts.is_empty() {
            return;
        }
        let known = if self.target.record.is_none() {
            &mut self.texts
        } else {
            let draft = Draft {
                target: Some(self.target),
                base: self.base.clone(),
                texts: Vec::new(),
                chosen: Vec::new(),
            };
            let draft = self.draft.get_or_insert_with(|| Box::new(draft));
            &mut draft.texts
        };
        for (key, text) in texts {
            match known.iter_mut().find(|(other, _)| *other == key) {
                Some((_, known)) => *known = text,
                None => known.push((key, text)),
            }
        }
    }
}

/// A record with what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its internal key.
    pub id: i64,
    /// Its name, told from others of the same name.
    pub label: String,
}

/// A form handed in: only the fields that the officer changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Which form.
    pub target: FormTarget,
    /// As [`FormSheet::base`].
    pub base: Vec<Value>,
    /// Key and text of the changed fields; of a reference, the internal key.
    pub texts: Vec<(String, String)>,
}

/// What one form does to many records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Many {
    /// Adds a record for each.
    Add,
    /// Adds a pairing for each, and ends the one of the same order that runs.
    Replace,
    /// Gives fields of each a value.
    Set,
}

/// One form for many records (批量).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManyEntry {
    /// What it does.
    pub what: Many,
    /// The ledger of the records.
    pub ledger: LedgerId,
    /// The records.
    pub rows: Chosen,
    /// The ledger of the form: what is added, or the records' own.
    pub target: LedgerId,
    /// As [`Entry::texts`].
    pub texts: Vec<(String, String)>,
    /// Whether it is done, not only told.
    pub sure: bool,
}

/// A field that two officers changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash {
    /// The field's key.
    pub key: String,
    /// Its label.
    pub label: String,
    /// What it was when the form was opened.
    pub before: String,
    /// What it is now.
    pub theirs: String,
    /// What the form says.
    pub mine: String,
    /// Who changed it, and when.
    pub who: String,
    /// As [`FormSheet::base`], were the form opened now: only this field of it counts.
    pub now: Value,
}

/// What was typed into a form that is not saved yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// Which form; `None` only in an empty draft.
    pub target: Option<FormTarget>,
    /// As [`FormSheet::base`], when the form was first opened.
    pub base: Vec<Value>,
    /// Key and text of the fields that differ from how the form began, as they stand.
    pub texts: Vec<(String, String)>,
    /// The records chosen for references.
    pub chosen: Vec<(String, Named)>,
}

/// A draft in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftLine {
    /// Its number.
    pub id: i64,
    /// Which form; `None` for that of a change (变更).
    pub target: Option<FormTarget>,
    /// Which form, in words: 走访 张国强.
    pub title: String,
    /// The first words typed.
    pub text: String,
    /// When it was last typed into.
    pub at: String,
}
