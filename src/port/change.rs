//! 变更: what is asked for a change, what it would do, and what came of it.

use serde::Serialize;

use super::form::Named;
use super::record::{FieldFault, RecordRef};
use super::select::Chosen;
use crate::dictionary::LedgerId;
use crate::domain::change::ChangeKind;
use crate::domain::page::HouseholdKey;

/// Which change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ChangeWish {
    /// Its kind.
    pub kind: ChangeKind,
    /// The household; `None` for 补录 and for a 年度结转 of many.
    pub household: Option<i64>,
}

/// What is asked about changes.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangeRequest {
    /// The form of a change, with what was typed earlier and not saved.
    Open(ChangeWish),
    /// The form that a draft was typed into.
    Resume(i64),
    /// What follows from what is filled in so far, and what of it cannot be.
    Look(Box<ChangeEntry>),
    /// What the change would write.
    Preview(Box<ChangeEntry>),
    /// Write it.
    Save(Box<ChangeEntry>),
    /// Keep what was typed; an entry without texts throws the draft away.
    Keep(Box<ChangeEntry>),
    /// A change as a command says it: names instead of keys.
    Command(Box<ChangeCommand>),
    /// The changes of a household, the newest first.
    History(i64),
    /// Records that may be one person or one household recorded twice.
    Doubles,
    /// Two records side by side.
    Compare(MergePair),
    /// What making one of two records would write.
    PreviewMerge(Box<MergeEntry>),
    /// Make one of two.
    Merge(Box<MergeEntry>),
    /// As a command names two records: 户编号, 人编号, ID number or 册内编号.
    MergeCommand(Box<MergeCommand>),
    /// The carried values of a 户年度 are as they stand.
    Confirm(RecordRef),
}

/// What came of a [`ChangeRequest`].
#[derive(Clone, Debug, PartialEq)]
pub enum ChangeReply {
    /// The form.
    Open(Box<ChangeSheet>),
    /// Texts that follow, by field, and what cannot be.
    Looked {
        /// Key and text.
        texts: Vec<(String, String)>,
        /// What is wrong.
        faults: Vec<FieldFault>,
    },
    /// What is wrong, field by field; nothing was written.
    Invalid(Vec<FieldFault>),
    /// What would be written.
    Planned(Box<PlanSheet>),
    /// It was written: one sentence, and the household where it can be seen now.
    Saved(Box<PlanSheet>, Option<i64>),
    /// Whether the draft could be kept now.
    Kept(bool),
    /// The changes of a household.
    History(Box<History>),
    /// Pairs that may be one.
    Doubles(Vec<Double>),
    /// Two records side by side.
    Compared(Box<MergeSheet>),
    /// Carried values were confirmed; one sentence.
    Confirmed(String),
}

/// A form of a change to be filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeSheet {
    /// Which change.
    pub wish: ChangeWish,
    /// Whose: the head's name and the place; empty for a household that is not there yet.
    pub name: String,
    /// The fields.
    pub fields: Vec<ChangeField>,
    /// What was typed earlier and not saved.
    pub draft: Option<Vec<(String, String)>>,
    /// The records that references of the draft mean.
    pub chosen: Vec<(String, Named)>,
}

/// A field of a change.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeField {
    /// Its key; of a member's relation `relation:` and the person's key.
    pub key: String,
    /// What officers call it.
    pub label: String,
    /// The heading it stands under.
    pub group: String,
    /// What it takes.
    pub input: ChangeInput,
    /// Whether it must be filled in.
    pub required: bool,
    /// What it means.
    pub note: String,
    /// What it begins with.
    pub text: String,
}

/// What a field of a change takes.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangeInput {
    /// As the field of a ledger.
    Like(LedgerId, usize),
    /// One of these labels, or several; and why nothing else will do.
    Choose {
        /// The labels.
        labels: Vec<String>,
        /// Whether several may be chosen.
        several: bool,
        /// What is said of a text that is none of them.
        otherwise: String,
    },
}

/// A change filled in: every field that holds a text; of a reference, the internal key.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeEntry {
    /// Which change.
    pub wish: ChangeWish,
    /// The households of a 年度结转 of many.
    pub rows: Chosen,
    /// Key and text.
    pub texts: Vec<(String, String)>,
}

/// A change as a command says it.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeCommand {
    /// Its kind.
    pub kind: ChangeKind,
    /// The household.
    pub household: Option<HouseholdKey>,
    /// Field (by key, label, or a member's name) and text.
    pub texts: Vec<(String, String)>,
    /// Only tell what would happen.
    pub dry_run: bool,
}

/// What a change writes, or would write.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PlanSheet {
    /// What it is, in one sentence.
    pub words: String,
    /// Record by record.
    pub records: Vec<PlanRecord>,
    /// What the officer should look at.
    pub doubts: Vec<String>,
    /// The action in the log, once it is written.
    pub action: Option<i64>,
}

/// What happens to one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanRecord {
    /// The ledger's key.
    pub ledger: String,
    /// The ledger's label.
    #[serde(skip)]
    pub label: String,
    /// The record's key; `None` for one that is added.
    pub id: Option<i64>,
    /// What the record is called.
    pub name: String,
    /// What happens to it.
    pub what: PlanWhat,
    /// Field by field; of a removed record none.
    pub fields: Vec<PlanField>,
}

/// What happens to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PlanWhat {
    /// It is added.
    Added,
    /// Fields of it change.
    Changed,
    /// It is removed, its values having gone elsewhere.
    Removed,
}

/// What happens to one field, masked where lists mask it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanField {
    /// The field's key.
    pub field: String,
    /// The field's label.
    #[serde(skip)]
    pub label: String,
    /// The value now.
    pub before: String,
    /// The value then.
    pub after: String,
}

/// The changes of a household.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Whose.
    pub name: String,
    /// The newest first.
    pub lines: Vec<HistoryEvent>,
}

/// One change that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HistoryEvent {
    /// The event.
    #[serde(skip)]
    pub record: RecordRef,
    /// The ledger's key.
    pub ledger: String,
    /// The event's own key.
    pub id: i64,
    /// When.
    pub day: String,
    /// 户主变更, 自然减少 …
    pub kind: String,
    /// Who and what: 张敏 嫁出, 覃家福 换成 谭翠兰.
    pub what: String,
    /// 佐证 and 审批表号.
    pub evidence: String,
    /// The other household, where there is one: its key.
    pub other: Option<i64>,
}

/// Two records that may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MergePair {
    /// Their ledger.
    pub ledger: LedgerId,
    /// The one that stays.
    pub keep: i64,
    /// The one whose values and records go over to it.
    pub other: i64,
}

/// Two records that look like one, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Double {
    /// The ledger's key.
    pub ledger: String,
    /// Which.
    #[serde(skip)]
    pub pair: MergePair,
    /// The keys, again for `--json`.
    pub ids: [i64; 2],
    /// What the first is called, with its place.
    pub one: String,
    /// What the second is called.
    pub two: String,
    /// 证件号码相同, 同村同名同生日.
    pub why: String,
}

/// Two records side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeSheet {
    /// Which.
    pub pair: MergePair,
    /// The ledger's label.
    pub label: String,
    /// What the one that stays is called.
    pub keep: String,
    /// What the other is called.
    pub other: String,
    /// The fields where both say something and differ.
    pub fields: Vec<MergeField>,
    /// Records that go over: ledger's label and how many.
    pub follow: Vec<(String, usize)>,
}

/// A field that two records say differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeField {
    /// The field's key.
    pub key: String,
    /// The field's label.
    pub label: String,
    /// What the one that stays says.
    pub keep: String,
    /// What the other says.
    pub other: String,
}

/// Two records to be made one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeEntry {
    /// Which.
    pub pair: MergePair,
    /// The keys of the fields that are taken from the other.
    pub take: Vec<String>,
}

/// As a command says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeCommand {
    /// Their ledger.
    pub ledger: LedgerId,
    /// The one that stays, as typed.
    pub keep: String,
    /// The other, as typed.
    pub other: String,
    /// Keys or labels of the fields that are taken from the other.
    pub take: Vec<String>,
    /// Only tell what would happen.
    pub dry_run: bool,
}
