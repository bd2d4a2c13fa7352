//! The checklists in force, and the rules that answer one from the book.

use std::sync::Arc;

use crate::app::Desk;
use crate::app::rules;
use crate::policy::{Checklist, ChecklistBook, ChecklistOf, Pack, Packs, RuleBook};
use crate::port::{ChecklistLine, Fault, FaultKind};

/// The packs, those of the township's own among them.
pub(super) fn packs(desk: &Desk) -> Arc<Packs> {
    match &desk.rules {
        Some(rules) => Arc::clone(&rules.packs),
        None => Arc::clone(&**desk.packs),
    }
}

/// The checklists of the packs switched on and of those beneath them.
pub(super) fn lines(desk: &Desk) -> Result<Vec<ChecklistLine>, Fault> {
    let packs = packs(desk);
    let mut lines: Vec<ChecklistLine> = Vec::new();
    for on in rules::switched_on(desk)? {
        for (pack, checklist) in packs.checklists(&on) {
            let line = line(pack, checklist);
            if !lines.iter().any(|known| known.id == line.id) {
                lines.push(line);
            }
        }
    }
    lines.sort_by_key(|line| {
        let of = ChecklistOf::named(&line.subject);
        ChecklistOf::ALL.iter().position(|one| Some(*one) == of)
    });
    Ok(lines)
}

fn line(pack: &Pack, checklist: &Checklist) -> ChecklistLine {
    let automatic = checklist
        .items
        .iter()
        .filter(|item| item.automatic.is_some());
    ChecklistLine {
        id: format!("{}/{}", pack.id, checklist.id),
        title: checklist.title.clone(),
        subject: checklist.of.word().to_owned(),
        ledger: checklist.of.ledger().map(str::to_owned),
        source: checklist.source.clone(),
        questions: checklist.items.len(),
        automatic: automatic.count(),
    }
}

/// The first checklist in force of this subject.
pub(super) fn first(desk: &Desk, of: ChecklistOf) -> Result<String, Fault> {
    let found = lines(desk)?
        .into_iter()
        .find(|line| line.subject == of.word());
    found.map(|line| line.id).ok_or_else(|| {
        format!(
            "启用的口径里没有问「{}」的检查表：在政策口径里启用 national-2016，或装入自己的",
            of.word()
        )
        .into()
    })
}

/// The full name of the checklist that is meant: `入户`, its title, or with its pack.
pub(super) fn named(desk: &Desk, wanted: &str) -> Result<String, Fault> {
    let wanted = wanted.trim();
    let known = lines(desk)?;
    let meant = |line: &&ChecklistLine| {
        line.id == wanted || line.title == wanted || line.id.ends_with(&format!("/{wanted}"))
    };
    if let Some(line) = known.iter().find(meant) {
        return Ok(line.id.clone());
    }
    let words: Vec<&str> = known
        .iter()
        .map(|line| line.id.rsplit('/').next().unwrap_or_default())
        .collect();
    let why = format!("没有「{wanted}」这张检查表：可以是{}", words.join("、"));
    Err(Fault::new(FaultKind::Usage, why))
}

/// The checklist that the book names.
pub(super) fn of<'p>(packs: &'p Packs, named: &str) -> Result<(&'p Pack, &'p Checklist), Fault> {
    packs.checklist(named).ok_or_else(|| {
        format!("口径里没有「{named}」这张检查表：看口径是不是还在，或在抽查对象里更正检查表")
            .into()
    })
}

/// A checklist with the rules that answer it, by the figures in force in the township.
pub(super) fn book(
    desk: &Desk,
    packs: &Packs,
    (pack, checklist): (&Pack, &Checklist),
) -> Result<ChecklistBook, Fault> {
    let on = rules::switched_on(desk)?;
    let over = |id: &String| packs.chain(id).any(|one| one.id == pack.id);
    let top = on.iter().position(over);
    let made = if let (Some(top), Some(rules)) = (top, &desk.rules) {
        rules
            .book
            .with_checklist(&desk.dictionary, (pack, top), checklist)
    } else {
        // Its pack was switched off: the answers are those of the pack alone.
        let on = [pack.id.clone()];
        let locals = desk.store.local_figures()?;
        RuleBook::of(&desk.dictionary, packs, &on, &locals).with_checklist(
            &desk.dictionary,
            (pack, 0),
            checklist,
        )
    };
    made.map_err(|fault| fault.to_string().into())
}
