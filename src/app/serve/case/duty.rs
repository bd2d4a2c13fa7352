//! What is due of 办理: a notice to be posted or ending, a step of one's own, an objection open.

use super::page::{day, rows};
use crate::app::Desk;
use crate::domain::Scope;
use crate::domain::page::{CaseObjection, CaseRow};
use crate::port::Fault;
use crate::port::rule::{DutyLine, DutyStanding};

/// What stands for the rule.
const CASE: &str = "办理";
/// The same for an objection.
const OBJECTION: &str = "异议";

/// What cases and objections ask somebody to do.
pub(in crate::app::serve) fn duties(desk: &Desk, scope: Scope) -> Result<Vec<DutyLine>, Fault> {
    let rows = rows(desk, scope, false)?;
    let mut lines: Vec<DutyLine> = rows.iter().filter_map(|row| of_case(desk, row)).collect();
    let objections = desk.store.objections(None)?;
    let seen = |one: &&CaseObjection| {
        one.closed.is_empty() && rows.iter().any(|row| row.id == one.case_id)
    };
    lines.extend(
        objections
            .iter()
            .filter(seen)
            .map(|one| of_objection(desk, one)),
    );
    Ok(lines)
}

/// A case whose next step is somebody's here: the notice ends, may be gone on from, or is still to
/// be posted; or the step is the officer's own. What higher levels do is only waited for, unless it
/// has a day.
fn of_case(desk: &Desk, row: &CaseRow) -> Option<DutyLine> {
    let (title, until) = match &row.notice {
        Some(notice) if notice.days > 0 => ("公示期满", notice.until.clone()),
        Some(notice) if row.open > 0 => ("公示期满，可以往下走", notice.free.clone()),
        None if row.needs_notice && row.listed > 0 => ("待张贴公示", row.due.clone()),
        _ if row.mine && row.open > 0 => ("待本人办", row.due.clone()),
        _ if !row.due.is_empty() && row.open > 0 => ("要按期办完", row.due.clone()),
        _ => return None,
    };
    let own = row.mine || row.handler.is_empty();
    let responsible = if own {
        desk.operator.name.clone()
    } else {
        row.handler.clone()
    };
    let line = DutyLine {
        title: format!("{}：{title}", row.step_name),
        detail: format!("{} {}", row.name, counted(row))
            .trim_end()
            .to_owned(),
        responsible,
        ..line(desk, ("case_file", CASE), row.id, &row.name)
    };
    let village = row.village.clone();
    Some(dated(
        desk,
        until,
        DutyLine {
            place: village.clone(),
            village,
            source: row.procedure.clone(),
            ..line
        },
    ))
}

/// 44户，异议1.
fn counted(row: &CaseRow) -> String {
    match row.objections {
        0 => format!("在办{}，无异议", row.open),
        count => format!("在办{}，异议{count}", row.open),
    }
}

fn of_objection(desk: &Desk, one: &CaseObjection) -> DutyLine {
    let responsible = match one.responsible.as_str() {
        "" => desk.operator.name.clone(),
        name => name.to_owned(),
    };
    let line = DutyLine {
        title: format!("异议待核查 {}", one.name),
        detail: one.what.clone(),
        responsible,
        household: one.household,
        village: one.village.clone(),
        place: one.village.clone(),
        source: one.case.clone(),
        ..line(desk, ("objection", OBJECTION), one.id, &one.name)
    };
    dated(desk, one.due.clone(), line)
}

/// A line that says nothing yet but what it is about.
fn line(desk: &Desk, (ledger, rule): (&str, &str), id: i64, name: &str) -> DutyLine {
    DutyLine {
        rule: rule.to_owned(),
        subject: rule.to_owned(),
        ledger: desk.dictionary.find(ledger).map(|found| found.id),
        subject_id: Some(id),
        household: None,
        name: name.to_owned(),
        village: String::new(),
        place: String::new(),
        title: String::new(),
        detail: String::new(),
        responsible: String::new(),
        due: None,
        time: None,
        days: None,
        state: DutyStanding::Due,
        done_by: None,
        period: String::new(),
        source: String::new(),
    }
}

fn dated(desk: &Desk, due: String, line: DutyLine) -> DutyLine {
    let days = day(&due).map(|day| (day - desk.today).num_days());
    let state = match days {
        Some(days) if days < 0 => DutyStanding::Overdue,
        Some(0) | None => DutyStanding::Due,
        Some(_) => DutyStanding::Upcoming,
    };
    DutyLine {
        due: (!due.is_empty()).then_some(due),
        days,
        state,
        ..line
    }
}
