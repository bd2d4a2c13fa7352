//! A change as a command says it: fields by label, members by name, households by number.

use super::home::Home;
use super::sheet::RELATION;
use super::{open, preview, save};
use crate::app::Desk;
use crate::app::serve::page;
use crate::dictionary::{Dictionary, Kind};
use crate::port::change::{
    ChangeCommand, ChangeEntry, ChangeField, ChangeInput, ChangeReply, ChangeSheet, ChangeWish,
};
use crate::port::{Chosen, Fault, FaultKind, HouseholdKey};

/// Shows what the change would write, or writes it.
pub(super) fn run(
    desk: &mut Desk,
    dictionary: &Dictionary,
    command: &ChangeCommand,
) -> Result<ChangeReply, Fault> {
    let household = match &command.household {
        Some(key) => Some(page::key_of(desk, key)?),
        None => None,
    };
    let wish = ChangeWish {
        kind: command.kind,
        household,
    };
    let entry = entry(desk, dictionary, wish, &command.texts)?;
    let faults = |reply: ChangeReply| match reply {
        ChangeReply::Invalid(faults) => {
            let told: Vec<String> = faults.into_iter().map(|fault| fault.message).collect();
            Err(Fault::from(told.join("；")))
        }
        other => Ok(other),
    };
    if command.dry_run {
        return faults(preview(desk, dictionary, &entry)?);
    }
    faults(save(desk, dictionary, &entry)?)
}

/// The form as the command fills it in: what follows from what was said is taken as proposed.
fn entry(
    desk: &Desk,
    dictionary: &Dictionary,
    wish: ChangeWish,
    texts: &[(String, String)],
) -> Result<ChangeEntry, Fault> {
    let (home, sheet) = open(desk, dictionary, wish)?;
    let mut said = Vec::new();
    for (name, text) in texts {
        let field = named(&sheet, home.as_ref(), name).ok_or_else(|| unknown(&sheet, name))?;
        said.push((field.key.clone(), meant(desk, field, text)?));
    }
    let begun = sheet.fields.iter().filter(|field| !field.text.is_empty());
    for field in begun {
        if !said.iter().any(|(key, _)| *key == field.key) {
            said.push((field.key.clone(), field.text.clone()));
        }
    }
    let mut entry = ChangeEntry {
        wish,
        rows: Chosen::All,
        texts: said,
    };
    if let ChangeReply::Looked { texts: more, .. } = super::look(desk, dictionary, &entry)? {
        let explicit: Vec<String> = texts
            .iter()
            .filter_map(|(name, _)| Some(named(&sheet, home.as_ref(), name)?.key.clone()))
            .collect();
        for (key, text) in more.into_iter().filter(|(key, _)| !explicit.contains(key)) {
            entry.texts.retain(|(other, _)| *other != key);
            entry.texts.push((key, text));
        }
    }
    Ok(entry)
}

/// The field that a command names: by key, by label, or a relation by the member's name.
fn named<'s>(
    sheet: &'s ChangeSheet,
    home: Option<&Home<'_>>,
    name: &str,
) -> Option<&'s ChangeField> {
    let relation = |field: &ChangeField| {
        let id: Option<i64> = field
            .key
            .strip_prefix(RELATION)
            .and_then(|id| id.parse().ok());
        id.zip(home)
            .is_some_and(|(id, home)| home.label(id) == name)
    };
    let mut fields = sheet.fields.iter();
    let direct = fields.find(|field| field.key == name || field.label == name);
    direct.or_else(|| sheet.fields.iter().find(|field| relation(field)))
}

fn unknown(sheet: &ChangeSheet, name: &str) -> Fault {
    let labels: Vec<&str> = sheet
        .fields
        .iter()
        .map(|field| field.label.as_str())
        .collect();
    let label = sheet.wish.kind.label();
    let message = format!("{label}没有「{name}」这一项：可写{}", labels.join("、"));
    Fault::new(FaultKind::Usage, message)
}

/// A reference as its key; everything else as it was written.
fn meant(desk: &Desk, field: &ChangeField, text: &str) -> Result<String, Fault> {
    let ChangeInput::Like(ledger, place) = &field.input else {
        return Ok(text.to_owned());
    };
    match desk.dictionary.ledger(*ledger).fields[*place].kind {
        Kind::Reference(_) => {
            let id = page::key_of(desk, &HouseholdKey::Typed(text.to_owned()))?;
            Ok(id.to_string())
        }
        _ => Ok(text.to_owned()),
    }
}
