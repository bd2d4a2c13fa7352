//! What `fupin case` says: cases, lists, moves and objections in lines.

use crate::domain::page::{CaseItem, CaseObjection, CasePage, CaseRow, CaseStep};
use crate::port::{CasePlan, ProcedureLine};

fn joined(parts: impl IntoIterator<Item = String>) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("  ")
}

/// A case in a line.
pub(super) fn row(row: &CaseRow) -> String {
    let step = if row.steps == 0 {
        row.step_name.clone()
    } else {
        format!("{}/{} {}", row.step, row.steps, row.step_name)
    };
    let count = |word: &str, count: usize| match count {
        0 => String::new(),
        count => format!("{word}{count}"),
    };
    joined([
        row.id.to_string(),
        row.name.clone(),
        step,
        count("名单", row.listed),
        count("在办", row.open),
        count("留下", row.held),
        count("通过", row.passed),
        count("异议", row.objections),
        row.next.clone(),
    ])
}

/// A case with its list, steps, evidence and objections.
pub(super) fn page(page: &CasePage) -> String {
    let mut lines = vec![row(&page.row)];
    lines.extend(page.plan.iter().map(|one| step(one, page.row.step)));
    lines.push("名单".to_owned());
    lines.extend(page.items.iter().map(item));
    if !page.objections.is_empty() {
        lines.push("异议".to_owned());
        lines.extend(page.objections.iter().map(objection));
    }
    lines.join("\n")
}

fn step(step: &CaseStep, now: usize) -> String {
    let mark = if step.step == now { ">" } else { " " };
    let days = step.notice_days.map(|days| format!("公示{days}天"));
    let done = step.done.iter().map(|one| {
        let posted = match one.posted.as_str() {
            "" => String::new(),
            posted => format!("{posted}张贴至{}", one.until),
        };
        let done = match one.done.as_str() {
            "" => String::new(),
            done => format!("{done}办完 {}", one.by),
        };
        joined([posted, done.trim_end().to_owned()])
    });
    let evidence = step.evidence.iter().map(|one| {
        let state = if one.state.is_empty() {
            "未记"
        } else {
            &one.state
        };
        let at = match one.archive_box.as_str() {
            "" => String::new(),
            at => format!("（{at}盒）"),
        };
        format!("{}{state}{at}", one.what)
    });
    let evidence: Vec<String> = evidence.collect();
    let head = format!("{mark} {} {}", step.step, step.name);
    let parts = [head, step.who.clone(), days.unwrap_or_default()];
    joined(parts.into_iter().chain(done).chain([evidence.join("、")]))
}

/// Somebody of a list.
fn item(item: &CaseItem) -> String {
    let people = match item.people {
        0 => String::new(),
        people => format!("{people}人"),
    };
    joined([
        format!("  {}", item.id),
        item.name.clone(),
        item.place.clone(),
        people,
        format!("第{}步", item.step),
        item.state.word().to_owned(),
        item.reason.clone(),
    ])
}

/// What a move does.
pub(super) fn plan(plan: &CasePlan) -> String {
    let mut lines = vec![format!("{}  {}", plan.words, plan.day)];
    if !plan.refused.is_empty() {
        lines.push(plan.refused.clone());
    }
    lines.push(format!(
        "往下走{}，留下{}",
        plan.going.len(),
        plan.staying.len()
    ));
    lines.extend(plan.staying.iter().map(item));
    lines.extend(plan.gets.iter().map(|what| format!("记入 {what}")));
    lines.extend(plan.doubts.iter().map(|doubt| format!("注意 {doubt}")));
    lines.join("\n")
}

/// A procedure with its steps.
pub(super) fn procedure(line: &ProcedureLine) -> String {
    let steps = line
        .steps
        .iter()
        .map(|(name, who)| format!("{name}（{who}）"));
    let steps: Vec<String> = steps.collect();
    let checks = match line.checks.as_slice() {
        [] => String::new(),
        checks => format!("往下走前核对 {}", checks.join("、")),
    };
    joined([
        line.id.clone(),
        line.title.clone(),
        line.subject.clone(),
        steps.join("——"),
        checks,
        line.source.clone(),
    ])
}

/// An objection.
pub(super) fn objection(one: &CaseObjection) -> String {
    let due = match (one.closed.as_str(), one.due.as_str()) {
        ("", "") => "没有期限".to_owned(),
        ("", due) => format!("{due}前核查"),
        (closed, _) => format!("{closed}办结 {}", one.finding),
    };
    joined([
        format!("  {}", one.id),
        one.case.clone(),
        one.name.clone(),
        one.what.clone(),
        format!("{}提出 {}", one.raised, one.by)
            .trim_end()
            .to_owned(),
        one.responsible.clone(),
        due,
    ])
}
