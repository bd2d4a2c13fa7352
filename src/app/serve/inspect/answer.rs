//! Answering: one question, one action; what does not pass becomes a finding.

use super::checklist::{of, packs};
use super::follow::Write;
use super::sheet::sheet;
use crate::app::Desk;
use crate::domain::page::{InspectLine, InspectRow, InspectSheet};
use crate::domain::verdict::{Progress, Verdict};
use crate::policy::{Checklist, ChecklistItem};
use crate::port::inspect::whose;
use crate::port::{Fault, FaultKind, InspectAnswer, InspectReply};

fn usage(why: impl Into<String>) -> Fault {
    Fault::new(FaultKind::Usage, why)
}

/// Answers a question.
pub(super) fn answer(desk: &mut Desk, wish: &InspectAnswer) -> Result<InspectReply, Fault> {
    let mut after = sheet(desk, wish.item)?;
    let inspection = open(desk, after.inspection)?;
    let packs = packs(desk);
    let (_, checklist) = of(&packs, &after.item.checklist)?;
    let at = meant(checklist, &wish.question)?;
    let question = &checklist.items[at];
    said(&mut after.lines[at], wish, question)?;
    let words = format!(
        "检查 {} {}：{}",
        whose(&after.item),
        question.id,
        after.lines[at].verdict().word()
    );
    let finished = after.lines.iter().all(|line| !line.is_open());
    let state = if finished {
        Progress::Done
    } else {
        Progress::Begun
    };
    after.lines[at].on = desk.today.to_string();
    after.lines[at].by.clone_from(&desk.who.operator);
    let mut write = Write::new(desk, &after, &inspection, checklist)?;
    write.answer(desk, at)?;
    if finished {
        write.by_book(desk)?;
    }
    write.state(state);
    let (bad, back) = (write.raised, !write.withdrawn.is_empty());
    write.done(desk, words)?;
    let after = sheet(desk, wish.item)?;
    let mut told = told(&after, question, at, (bad, finished));
    if back {
        told.push_str("，整改里的这一条收回了");
    }
    Ok(InspectReply::Answered(Box::new(after), told))
}

/// 未查, 查完, 未见到人, as the officer says.
pub(super) fn state(desk: &mut Desk, item: i64, state: Progress) -> Result<InspectReply, Fault> {
    let before = sheet(desk, item)?;
    let inspection = open(desk, before.inspection)?;
    let packs = packs(desk);
    let (_, checklist) = of(&packs, &before.item.checklist)?;
    let words = format!("检查 {}：{}", whose(&before.item), state.word());
    let open = before.lines.iter().filter(|line| line.is_open()).count();
    let mut write = Write::new(desk, &before, &inspection, checklist)?;
    if state == Progress::Done {
        write.by_book(desk)?;
    }
    write.state(state);
    write.done(desk, words)?;
    let told = match (state, open) {
        (Progress::Done, 1..) => format!("{}记为查完，还有{open}项未查", before.item.name),
        _ => format!("{}记为{}", before.item.name, state.word()),
    };
    Ok(InspectReply::Answered(Box::new(sheet(desk, item)?), told))
}

/// The inspection, where it is still open.
fn open(desk: &Desk, id: i64) -> Result<InspectRow, Fault> {
    let row = desk.store.inspect_row(id)?;
    if row.closed.is_empty() {
        return Ok(row);
    }
    Err(format!(
        "「{}」{}已经办结，不再改答案：要改先在检查的表单里清空办结日期",
        row.name, row.closed
    )
    .into())
}

/// The question that is meant: by its name, its place from 1, or a part of what it asks.
fn meant(checklist: &Checklist, wanted: &str) -> Result<usize, Fault> {
    let wanted = wanted.trim();
    if let Some(at) = checklist.items.iter().position(|item| item.id == wanted) {
        return Ok(at);
    }
    if let Ok(place) = wanted.parse::<usize>()
        && (1..=checklist.items.len()).contains(&place)
    {
        return Ok(place - 1);
    }
    let has = |item: &ChecklistItem| {
        !wanted.is_empty() && (item.ask.contains(wanted) || item.id.contains(wanted))
    };
    let found: Vec<usize> = (0..checklist.items.len())
        .filter(|at| has(&checklist.items[*at]))
        .collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(usage(format!(
            "「{}」里没有「{wanted}」这一项：用 fupin inspect show 看有哪些",
            checklist.title
        ))),
        many => {
            let ids: Vec<&str> = many
                .iter()
                .map(|at| checklist.items[*at].id.as_str())
                .collect();
            Err(usage(format!(
                "「{wanted}」有{}项：写明{}",
                many.len(),
                ids.join("、")
            )))
        }
    }
}

/// Puts the answer onto the line.
fn said(line: &mut InspectLine, wish: &InspectAnswer, item: &ChecklistItem) -> Result<(), Fault> {
    if let Some(verdict) = wish.verdict {
        line.said = Some(verdict);
        line.points = match (item.points, verdict) {
            (Some(full), Verdict::Good) => Some(full),
            (Some(_), Verdict::Bad) => Some(item.least()),
            _ => None,
        };
    }
    if let Some(points) = wish.points {
        let Some(full) = item.points else {
            return Err(usage(format!("「{}」不记分", item.id)));
        };
        if !(0.0..=full).contains(&points) {
            let (points, full) = (super::score::plain(points), super::score::plain(full));
            return Err(usage(format!(
                "「{}」满分{full}分，不能得{points}分",
                item.id
            )));
        }
        line.points = Some(points);
    }
    line.said = line.said.or(Some(Verdict::Open));
    if let Some(seen) = &wish.seen {
        seen.trim().clone_into(&mut line.seen);
    }
    if let Some(evidence) = &wish.evidence {
        evidence.trim().clone_into(&mut line.evidence);
    }
    Ok(())
}

fn told(
    after: &InspectSheet,
    item: &ChecklistItem,
    at: usize,
    (bad, done): (usize, bool),
) -> String {
    let mut told = format!("{}：{}", item.id, after.lines[at].verdict().word());
    if bad > 0 {
        told.push_str(if bad == 1 {
            "，已列入整改"
        } else {
            "，不合格的已列入整改"
        });
    }
    if done {
        told.push_str("；这一张查完了");
    }
    told
}
