//! A case as its screen shows it: what the book recorded, and what the pack says of it.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use crate::app::Desk;
use crate::app::serve::page::reach;
use crate::domain::page::{CaseEvidence, CaseNotice, CasePage, CaseRow, CaseStep, CaseStepDone};
use crate::domain::{PartialDate, Scope, notice};
use crate::policy::{Pack, Packs, Procedure, Step};
use crate::port::Fault;

/// Cases in the order of lists.
pub(super) fn rows(desk: &Desk, scope: Scope, all: bool) -> Result<Vec<CaseRow>, Fault> {
    let mut rows = desk.store.cases(&reach(desk, scope), all)?;
    for row in &mut rows {
        let done = desk.store.case_steps(row.id)?;
        tell(desk, row, &done);
    }
    Ok(rows)
}

/// One case with everything that its screen shows.
pub(super) fn page(desk: &Desk, id: i64) -> Result<CasePage, Fault> {
    let (mut row, note) = desk.store.case(&reach(desk, Scope::Township), id)?;
    let done = desk.store.case_steps(id)?;
    tell(desk, &mut row, &done);
    let known = packs(desk).procedure(&row.procedure);
    let recorded = desk.store.case_evidence(id)?;
    let plan = known.map_or_else(Vec::new, |(pack, procedure)| {
        let steps = (1..).zip(&procedure.steps);
        steps
            .map(|(number, step)| planned(desk, pack, (number, step), &done, &recorded))
            .collect()
    });
    Ok(CasePage {
        subject: known.map_or("户", |(_, one)| one.of.word()).to_owned(),
        items: desk.store.case_items(id)?,
        objections: desk.store.objections(Some(id))?,
        row,
        plan,
        note,
    })
}

/// The packs, those of the township's own among them.
pub(super) fn packs(desk: &Desk) -> &Arc<Packs> {
    match &desk.rules {
        Some(rules) => &rules.packs,
        None => &desk.packs,
    }
}

/// The procedure of a case.
pub(super) fn procedure<'d>(
    desk: &'d Desk,
    named: &str,
) -> Result<(&'d Pack, &'d Procedure), Fault> {
    let found = packs(desk).procedure(named);
    found.ok_or_else(|| {
        format!("口径里没有「{named}」这个办理事项：请在办理的表单里更正办理事项").into()
    })
}

/// How many days a figure says, today: as it is in force in the township, else as the pack has it.
pub(super) fn days(desk: &Desk, pack: &str, figure: &str) -> Option<u32> {
    let today = PartialDate::try_from(desk.today).ok()?;
    let figures = desk.rules.as_ref().map(|rules| &rules.book.figures);
    let mut in_force = figures.into_iter().flatten();
    let own = in_force.find_map(|top| top.get(figure)?.at(today));
    let value = match own {
        Some(value) => value,
        None => packs(desk).figure(pack, figure, today)?.value,
    };
    format!("{value:.0}").parse().ok()
}

fn planned(
    desk: &Desk,
    pack: &Pack,
    (number, step): (usize, &Step),
    done: &[CaseStepDone],
    recorded: &[CaseEvidence],
) -> CaseStep {
    let own = recorded.iter().filter(|one| one.step == number);
    let mut evidence: Vec<CaseEvidence> = step
        .evidence
        .iter()
        .map(|what| {
            let known = own.clone().find(|one| one.what == *what);
            known.cloned().unwrap_or_else(|| CaseEvidence {
                step: number,
                what: what.clone(),
                ..CaseEvidence::default()
            })
        })
        .collect();
    let further = own.filter(|one| !step.evidence.contains(&one.what));
    evidence.extend(further.cloned());
    CaseStep {
        step: number,
        name: step.name.clone(),
        who: step.who.clone(),
        mine: step.mine,
        notice_days: step
            .notice
            .as_ref()
            .and_then(|figure| days(desk, &pack.id, figure)),
        papers: step.papers.clone(),
        evidence,
        done: done
            .iter()
            .filter(|one| one.step == number)
            .cloned()
            .collect(),
    }
}

/// Completes a row with what the pack says of the procedure, and with how the notice stands.
fn tell(desk: &Desk, row: &mut CaseRow, done: &[CaseStepDone]) {
    let Some((pack, procedure)) = packs(desk).procedure(&row.procedure) else {
        row.title.clone_from(&row.procedure);
        return;
    };
    row.title.clone_from(&procedure.title);
    row.steps = procedure.steps.len();
    let Some(step) = procedure.step(row.step) else {
        return;
    };
    row.step_name.clone_from(&step.name);
    row.who.clone_from(&step.who);
    row.mine = step.mine;
    row.needs_notice = step.notice.is_some();
    if !row.closed.is_empty() {
        row.next = format!("{}办结", row.closed);
        return;
    }
    row.due = due(desk, row, (pack, procedure, step)).unwrap_or_default();
    let hangs = done
        .iter()
        .rev()
        .find(|one| one.step == row.step && !one.posted.is_empty());
    row.notice = hangs.and_then(|one| standing(desk.today, one));
    row.next = next(row, step);
}

/// By when the step must be done: so many days after the case began, or by the end of the days of a
/// year within which alone a step to come may be done.
fn due(
    desk: &Desk,
    row: &CaseRow,
    (pack, procedure, step): (&Pack, &Procedure, &Step),
) -> Option<String> {
    if let Some(figure) = &step.days {
        let days = days(desk, &pack.id, figure)?;
        return Some(notice::last_day(day(&row.opened)?, days).to_string());
    }
    let mut rest = procedure.steps.iter().skip(row.step.saturating_sub(1));
    let [_, (month, last)] = rest.find_map(|step| step.window)?;
    let year = desk.today.year();
    let ends = [year, year + 1];
    let mut ends = ends
        .iter()
        .filter_map(|year| NaiveDate::from_ymd_opt(*year, month, last));
    ends.find(|end| *end >= desk.today)
        .map(|end| end.to_string())
}

/// What is to be done next, in one sentence.
fn next(row: &CaseRow, step: &Step) -> String {
    match (&row.notice, row.needs_notice) {
        (None, true) => format!("待张贴{}", step.name),
        (Some(notice), true) if notice.days > 0 => notice.words.clone(),
        (Some(_), true) if row.open > 0 => "公示期满，可以往下走".to_owned(),
        _ if row.listed == 0 => "名单还是空的".to_owned(),
        _ if row.open == 0 => "没有在办的，看留下的".to_owned(),
        _ if step.name.starts_with(&step.who) => format!("待{}", step.name),
        _ => format!("待{}（{}）", step.name, step.who),
    }
}

/// How a notice stands today.
fn standing(today: NaiveDate, one: &CaseStepDone) -> Option<CaseNotice> {
    let (posted, until) = (day(&one.posted)?, day(&one.until)?);
    let free = notice::first_free(until);
    Some(CaseNotice {
        posted: one.posted.clone(),
        until: one.until.clone(),
        free: free.to_string(),
        days: (free - today).num_days(),
        place: one.place.clone(),
        words: notice::said(posted, until),
    })
}

/// An ISO day.
pub(super) fn day(iso: &str) -> Option<NaiveDate> {
    iso.parse().ok()
}
