//! Changes not saved yet: kept with every key, beside the drafts of forms.

use serde_json::{Value as Json, json};

use crate::app::Desk;
use crate::app::serve::form;
use crate::app::session::now;
use crate::domain::change::ChangeKind;
use crate::port::change::{ChangeEntry, ChangeInput, ChangeSheet, ChangeWish};
use crate::port::{DraftLine, Fault, Named};
use crate::store::{StoreError, StoredDraft};

/// Under which a draft of a change stands in the place of a ledger: `change:head`.
const PREFIX: &str = "change:";

/// Behind the key of a reference: the record that was chosen for it.
const CHOSEN: char = '#';

fn name(wish: ChangeWish) -> String {
    format!("{PREFIX}{}", wish.kind.description().key)
}

/// The change that a draft is of; `None` for the draft of a form.
pub(super) fn of(draft: &StoredDraft) -> Option<ChangeWish> {
    let kind = ChangeKind::named(draft.ledger.strip_prefix(PREFIX)?)?;
    Some(ChangeWish {
        kind,
        household: draft.row,
    })
}

fn mine(desk: &Desk, wish: ChangeWish) -> Result<Option<StoredDraft>, Fault> {
    let all = desk.store.drafts_of(&desk.who.operator)?;
    let same = |draft: &StoredDraft| of(draft) == Some(wish) && form::is_free(draft);
    Ok(all.into_iter().find(same))
}

/// Keeps what was typed; false when another process is writing just now.
pub(super) fn keep(desk: &mut Desk, entry: &ChangeEntry) -> Result<bool, Fault> {
    let known = mine(desk, entry.wish)?;
    if entry.texts.is_empty() {
        if let Some(known) = known {
            desk.store.drop_draft(known.id)?;
        }
        return Ok(true);
    }
    let kept = StoredDraft {
        id: known.map_or(0, |known| known.id),
        operator: desk.who.operator.clone(),
        ledger: name(entry.wish),
        row: entry.wish.household,
        parent: None,
        fields: json!({ "texts": entry.texts, "process": std::process::id() }).to_string(),
        at: now(),
    };
    match desk.store.keep_draft(&kept) {
        Ok(_) => Ok(true),
        Err(StoreError::Busy) => Ok(false),
        Err(other) => Err(other.into()),
    }
}

/// Throws away the draft of a change that was saved.
pub(super) fn done(desk: &mut Desk, wish: ChangeWish) -> Result<(), Fault> {
    if let Some(known) = mine(desk, wish)? {
        desk.store.drop_draft(known.id)?;
    }
    Ok(())
}

/// Puts what this operator left in this change into its form.
pub(super) fn left(desk: &Desk, sheet: &mut ChangeSheet) -> Result<(), Fault> {
    if let Some(known) = mine(desk, sheet.wish)? {
        restore(desk, sheet, &known);
    }
    Ok(())
}

/// The change that a draft is of, by the draft's number.
pub(super) fn wish(desk: &Desk, id: i64) -> Result<ChangeWish, Fault> {
    let gone = "这张没填完的表已经保存或丢弃了";
    let stored = desk.store.draft(id)?.ok_or(gone)?;
    Ok(of(&stored).ok_or(gone)?)
}

/// Whether a draft is one of a change.
pub(in crate::app::serve) fn is_change(desk: &Desk, id: i64) -> Result<bool, Fault> {
    Ok(desk
        .store
        .draft(id)?
        .is_some_and(|draft| of(&draft).is_some()))
}

/// A draft of a change as it stands in the list of forms not saved yet.
pub(in crate::app::serve) fn line(desk: &Desk, draft: &StoredDraft) -> Option<DraftLine> {
    let wish = of(draft)?;
    let household = desk.dictionary.find("household").map(|ledger| ledger.id);
    let whose = wish.household.zip(household);
    let name = whose.map_or_else(String::new, |(id, ledger)| form::name(desk, ledger, id));
    let texts = texts(draft)
        .into_iter()
        .filter(|(key, _)| !key.ends_with(CHOSEN));
    let words = texts.map(|(_, text)| text).take(4).collect::<Vec<_>>();
    Some(DraftLine {
        id: draft.id,
        target: None,
        title: format!("{} {name}", wish.kind.label())
            .trim_end()
            .to_owned(),
        text: words.join("；"),
        at: draft.at.clone(),
    })
}

/// Puts a draft, whoever left it, into its form.
pub(super) fn resumed(desk: &Desk, sheet: &mut ChangeSheet, id: i64) -> Result<(), Fault> {
    if let Some(stored) = desk.store.draft(id)? {
        restore(desk, sheet, &stored);
    }
    Ok(())
}

fn restore(desk: &Desk, sheet: &mut ChangeSheet, stored: &StoredDraft) {
    let texts = texts(stored);
    for (key, text) in &texts {
        let reference = key.strip_suffix(CHOSEN);
        let Some(field) = sheet
            .fields
            .iter()
            .find(|field| Some(field.key.as_str()) == reference)
        else {
            continue;
        };
        let ChangeInput::Like(ledger, place) = &field.input else {
            continue;
        };
        let kind = desk.dictionary.ledger(*ledger).fields[*place].kind;
        if let (crate::dictionary::Kind::Reference(to), Ok(id)) = (kind, text.parse::<i64>()) {
            let label = form::label(&desk.store, desk.dictionary.ledger(to), id);
            sheet.chosen.push((field.key.clone(), Named { id, label }));
        }
    }
    sheet.draft = Some(texts);
}

/// Key and text of what was typed.
pub(super) fn texts(stored: &StoredDraft) -> Vec<(String, String)> {
    let json: Json = serde_json::from_str(&stored.fields).unwrap_or_default();
    serde_json::from_value(json["texts"].clone()).unwrap_or_default()
}
