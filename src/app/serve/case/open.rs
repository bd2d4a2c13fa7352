//! Beginning a case, and ending one before its last step.

use std::sync::Arc;

use chrono::Datelike;

use super::page::{packs, page, procedure};
use super::write::{Draft, carry_out, number, text};
use crate::app::Desk;
use crate::domain::Value;
use crate::port::{CaseReply, Fault, FaultKind, NewCase, ProcedureLine};

/// 办结方式 of a case that goes no further.
const ENDED: &str = "2";

/// What can be begun under the book's pack.
pub(super) fn procedures(desk: &Desk) -> Result<Vec<ProcedureLine>, Fault> {
    let own = desk.store.setting("pack")?.unwrap_or_default();
    let all = packs(desk).procedures(&own).into_iter();
    let line = all.map(|(pack, procedure)| ProcedureLine {
        id: format!("{}/{}", pack.id, procedure.id),
        title: procedure.title.clone(),
        subject: procedure.of.word().to_owned(),
        source: procedure.source.clone(),
        steps: procedure
            .steps
            .iter()
            .map(|step| (step.name.clone(), step.who.clone()))
            .collect(),
        checks: procedure
            .all_checks()
            .into_iter()
            .map(str::to_owned)
            .collect(),
    });
    Ok(line.collect())
}

/// Begins a case: its list is still empty.
pub(super) fn open(desk: &mut Desk, new: &NewCase) -> Result<CaseReply, Fault> {
    let usage = |why: String| Fault::new(FaultKind::Usage, why);
    let known = procedures(desk)?;
    let wanted = new.procedure.trim();
    let meant = |line: &&ProcedureLine| {
        line.id == wanted || line.title == wanted || line.id.ends_with(&format!("/{wanted}"))
    };
    let line = known.iter().find(meant).ok_or_else(|| {
        let words: Vec<&str> = known
            .iter()
            .map(|line| line.id.rsplit('/').next().unwrap_or_default())
            .collect();
        usage(format!(
            "没有「{wanted}」这个办理事项：本镇口径里有{}",
            words.join("、")
        ))
    })?;
    let village = match new.village_id {
        Some(id) => {
            let all = desk.store.villages_by_key()?;
            all.into_iter().find(|(known, _)| *known == id)
        }
        None => village(desk, &new.village)?,
    };
    let year = new.year.unwrap_or_else(|| i64::from(desk.today.year()));
    let place = match &village {
        Some((_, name)) => name.clone(),
        None => desk.township()?,
    };
    let name = match new.name.trim() {
        "" => format!("{place}{year}年{}", line.title),
        name => name.to_owned(),
    };
    let dictionary = Arc::clone(&desk.dictionary);
    let ledger = super::write::ledger(&dictionary, "case_file")?;
    if let Some(at) = ledger.position("name")
        && !desk
            .store
            .find_by(ledger.id, &[(at, &text(&name))])?
            .is_empty()
    {
        return Err(usage(format!(
            "已经有「{name}」了：打开它接着办，或用别的办理名称"
        )));
    }
    let first = procedure(desk, &line.id)?.1.steps[0].name.clone();
    let today = text(&desk.today.to_string());
    let mut draft = Draft::new(&dictionary, format!("开始办理：{name}"));
    draft.add(
        "case_file",
        &[
            ("name", text(&name)),
            ("procedure", text(&line.id)),
            ("village", Value::from(village.map(|(id, _)| id))),
            ("year", Value::Int(year)),
            ("handler", text(&desk.who.operator)),
            ("opened_on", today.clone()),
            ("step", number(1)),
            ("step_name", text(&first)),
            ("step_since", today),
        ],
    )?;
    let (_, added) = carry_out(desk, &draft.plan)?;
    let id = added.first().copied().ok_or("没有写进台账：请再试一次")?;
    let words = format!("已开始「{name}」，接着把名单加进来");
    Ok(CaseReply::Done(Box::new(page(desk, id)?), words))
}

/// The village of this name, with 村 or without; none for an empty name.
pub(super) fn village(desk: &Desk, name: &str) -> Result<Option<(i64, String)>, Fault> {
    let name = name.trim();
    if name.is_empty() {
        return Ok(None);
    }
    let all = desk.store.villages_by_key()?;
    let bare = |known: &str| {
        known
            .trim_end_matches('村')
            .trim_end_matches("社区")
            .to_owned()
    };
    let exact = all.iter().find(|(_, known)| known == name);
    let found = exact.or_else(|| all.iter().find(|(_, known)| bare(known) == name));
    match found {
        Some(village) => Ok(Some(village.clone())),
        None => Err(Fault::new(
            FaultKind::Usage,
            format!("台账里没有「{name}」这个村：请照村台账里的村名写"),
        )),
    }
}

/// Ends a case that goes no further; what it did stays.
pub(super) fn end(desk: &mut Desk, id: i64, reason: &str) -> Result<CaseReply, Fault> {
    let before = page(desk, id)?;
    let name = &before.row.name;
    if !before.row.closed.is_empty() {
        return Err(format!("「{name}」{}已经办结了", before.row.closed).into());
    }
    if reason.trim().is_empty() {
        return Err(Fault::new(
            FaultKind::Usage,
            format!("终止「{name}」要写原因"),
        ));
    }
    let note = [before.note.as_str(), reason.trim()];
    let note: Vec<&str> = note.into_iter().filter(|part| !part.is_empty()).collect();
    let dictionary = Arc::clone(&desk.dictionary);
    let words = format!("终止办理：{name}（{}）", reason.trim());
    let mut draft = Draft::new(&dictionary, words.clone());
    let fields = [
        ("closed_on", text(&desk.today.to_string())),
        ("how", text(ENDED)),
        ("note", text(&note.join("\n"))),
    ];
    draft.set(desk, "case_file", id, &fields)?;
    carry_out(desk, &draft.plan)?;
    Ok(CaseReply::Done(Box::new(page(desk, id)?), words))
}
