//! Drafts: what was typed and not saved, kept with every key and offered again.

use serde_json::{Value as Json, json};

use super::name;
use crate::app::Desk;
use crate::app::session::now;
use crate::dictionary::{Kind, Ledger};
use crate::domain::Value;
use crate::port::{Draft, DraftLine, Fault, FormTarget, Named, RecordRef};
use crate::store::{StoreError, StoredDraft};

/// Keeps a draft, or throws it away when nothing in it differs from how the form began. False
/// when another process is writing just now: the form tries again with the next key.
pub(super) fn keep(desk: &mut Desk, draft: &Draft) -> Result<bool, Fault> {
    let Some(target) = draft.target else {
        return Ok(true);
    };
    let known = mine(desk, target)?;
    if draft.texts.is_empty() {
        if let Some(known) = known {
            desk.store.drop_draft(known.id)?;
        }
        return Ok(true);
    }
    let ledger = desk.dictionary.ledger(target.ledger);
    let kept = StoredDraft {
        id: known.map_or(0, |known| known.id),
        operator: desk.who.operator.clone(),
        ledger: ledger.key.clone(),
        row: target.record,
        parent: parent_text(desk, target.parent),
        fields: fields_text(ledger, draft),
        at: now(),
    };
    match desk.store.keep_draft(&kept) {
        Ok(_) => Ok(true),
        Err(StoreError::Busy) => Ok(false),
        Err(other) => Err(other.into()),
    }
}

/// Throws away the draft of a form that was saved.
pub(super) fn done(desk: &mut Desk, target: FormTarget) -> Result<(), Fault> {
    if let Some(known) = mine(desk, target)? {
        desk.store.drop_draft(known.id)?;
    }
    Ok(())
}

/// What this operator left in this form, unless it stands open in another terminal.
pub(super) fn left(desk: &Desk, target: FormTarget) -> Result<Option<Draft>, Fault> {
    let known = mine(desk, target)?;
    Ok(known.map(|known| read(desk.dictionary.ledger(target.ledger), target, &known)))
}

/// The form that a draft was typed into, and the draft, whoever left it.
pub(super) fn resumed(desk: &Desk, id: i64) -> Result<(FormTarget, Draft), Fault> {
    let gone = "这张没填完的表已经保存或丢弃了";
    let stored = desk.store.draft(id)?.ok_or(gone)?;
    let target = target_of(desk, &stored).ok_or(gone)?;
    let ledger = desk.dictionary.ledger(target.ledger);
    Ok((target, read(ledger, target, &stored)))
}

fn target_of(desk: &Desk, stored: &StoredDraft) -> Option<FormTarget> {
    Some(FormTarget {
        ledger: desk.dictionary.find(&stored.ledger)?.id,
        record: stored.row,
        parent: stored
            .parent
            .as_deref()
            .and_then(|text| parent_of(desk, text)),
    })
}

/// The forms not saved yet.
pub(super) fn lines(desk: &Desk) -> Result<Vec<DraftLine>, Fault> {
    let mut lines = Vec::new();
    for stored in desk.store.drafts_of(&desk.who.operator)? {
        let Some(target) = target_of(desk, &stored).filter(|_| free(&stored)) else {
            continue;
        };
        let ledger = desk.dictionary.ledger(target.ledger);
        let draft = read(ledger, target, &stored);
        lines.push(DraftLine {
            id: stored.id,
            title: title(desk, ledger, target),
            text: first_words(ledger, &draft),
            at: stored.at,
            target,
        });
    }
    Ok(lines)
}

/// `新增走访 张国强`, `更正户 张国强`.
fn title(desk: &Desk, ledger: &Ledger, target: FormTarget) -> String {
    let (what, whose) = match (target.record, target.parent) {
        (Some(id), _) => ("更正", name::of(&desk.store, ledger, id)),
        (None, Some(parent)) => (
            "新增",
            name::of(
                &desk.store,
                desk.dictionary.ledger(parent.ledger),
                parent.id,
            ),
        ),
        (None, None) => ("新增", String::new()),
    };
    // As the form itself is headed.
    let word = match ledger.key.as_str() {
        "household" => "农户",
        "person" => "家庭成员",
        _ => &ledger.label,
    };
    format!("{what}{word} {whose}").trim_end().to_owned()
}

/// Labels and texts as far as a line may take them; sensitive ones only by label.
fn first_words(ledger: &Ledger, draft: &Draft) -> String {
    let words = draft.texts.iter().filter_map(|(key, text)| {
        let field = ledger.field(key)?;
        let text = if field.sensitive {
            "（已填）"
        } else {
            text.trim()
        };
        Some(format!("{} {text}", field.label))
    });
    words.take(4).collect::<Vec<_>>().join("；")
}

/// The draft of this form that is this operator's and no other terminal's.
fn mine(desk: &Desk, target: FormTarget) -> Result<Option<StoredDraft>, Fault> {
    let key = &desk.dictionary.ledger(target.ledger).key;
    let parent = parent_text(desk, target.parent);
    let same = |draft: &StoredDraft| {
        draft.ledger == *key && draft.row == target.record && draft.parent == parent && free(draft)
    };
    Ok(desk
        .store
        .drafts_of(&desk.who.operator)?
        .into_iter()
        .find(same))
}

/// Whether the form is open in no other running terminal of this machine.
fn free(draft: &StoredDraft) -> bool {
    let fields: Json = serde_json::from_str(&draft.fields).unwrap_or_default();
    let Some(process) = fields["process"].as_u64() else {
        return true;
    };
    if process == u64::from(std::process::id()) {
        return true;
    }
    // Another program may have got the number since, so its name counts too.
    let other = std::fs::read_to_string(format!("/proc/{process}/comm"));
    let here = std::fs::read_to_string("/proc/self/comm");
    !matches!((other, here), (Ok(other), Ok(here)) if other == here)
}

fn parent_text(desk: &Desk, parent: Option<RecordRef>) -> Option<String> {
    let parent = parent?;
    let key = &desk.dictionary.ledger(parent.ledger).key;
    Some(json!([key, parent.id]).to_string())
}

fn parent_of(desk: &Desk, text: &str) -> Option<RecordRef> {
    let (key, id): (String, i64) = serde_json::from_str(text).ok()?;
    let ledger = desk.dictionary.find(&key)?.id;
    Some(RecordRef { ledger, id })
}

/// What a draft holds, as JSON, by the keys of fields: a newer dictionary still reads it.
fn fields_text(ledger: &Ledger, draft: &Draft) -> String {
    let base = ledger
        .fields
        .iter()
        .zip(&draft.base)
        .filter(|(_, value)| !value.is_empty());
    let base: serde_json::Map<String, Json> = base
        .map(|(field, value)| (field.key.clone(), to_json(value)))
        .collect();
    let texts: Vec<Json> = draft
        .texts
        .iter()
        .map(|(key, text)| json!([key, text]))
        .collect();
    let chosen: Vec<Json> = draft
        .chosen
        .iter()
        .map(|(key, named)| json!([key, named.id, named.label]))
        .collect();
    json!({ "texts": texts, "chosen": chosen, "base": base, "process": std::process::id() })
        .to_string()
}

fn read(ledger: &Ledger, target: FormTarget, stored: &StoredDraft) -> Draft {
    let json: Json = serde_json::from_str(&stored.fields).unwrap_or_default();
    let list = |key: &str| json[key].as_array().cloned().unwrap_or_default();
    let text = |json: &Json| json.as_str().unwrap_or_default().to_owned();
    let fields = ledger.fields.iter();
    let chosen = list("chosen").into_iter().filter_map(|item| {
        let known = ledger.field(item[0].as_str()?)?;
        matches!(known.kind, Kind::Reference(_)).then_some(())?;
        let named = Named {
            id: item[1].as_i64()?,
            label: text(&item[2]),
        };
        Some((known.key.clone(), named))
    });
    Draft {
        target: Some(target),
        base: fields
            .map(|field| from_json(&json["base"][&field.key]))
            .collect(),
        texts: list("texts")
            .iter()
            .map(|item| (text(&item[0]), text(&item[1])))
            .collect(),
        chosen: chosen.collect(),
    }
}

fn to_json(value: &Value) -> Json {
    match value {
        Value::Empty => Json::Null,
        Value::Text(text) => json!(text.as_str()),
        Value::Int(number) => json!(number),
        Value::Real(number) => json!(number),
    }
}

fn from_json(json: &Json) -> Value {
    match json {
        Json::String(text) => Value::Text(text.as_str().into()),
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Value::Int(whole),
            (None, Some(real)) => Value::Real(real),
            (None, None) => Value::Empty,
        },
        _ => Value::Empty,
    }
}
