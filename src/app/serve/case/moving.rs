//! Posting a notice, and moving a list on: who goes, who stays and why, what the book gets.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::board;
use super::list::{chosen, open_page, subject};
use super::page::{day, packs, page};
use super::posting::{before, said};
use super::write::{Draft, carry_out, number, text};
use super::{check, effect};
use crate::app::Desk;
use crate::domain::change::Plan;
use crate::domain::page::{CaseItem, CasePage, CaseStepDone, ItemState};
use crate::domain::{Value, notice};
use crate::policy::{Procedure, Step};
use crate::port::{CaseMove, CasePlan, CaseReply, Fault, FaultKind};

/// 办结方式 of a case that went through.
const THROUGH: &str = "1";

fn usage(why: impl Into<String>) -> Fault {
    Fault::new(FaultKind::Usage, why)
}

/// What a move would do.
pub(super) fn preview(desk: &mut Desk, wish: &CaseMove) -> Result<CasePlan, Fault> {
    let page = open_page(desk, wish.case)?;
    Ok(planned(desk, &page, wish)?.0)
}

/// Moves: one action, one undo.
pub(super) fn done(desk: &mut Desk, wish: &CaseMove) -> Result<CaseReply, Fault> {
    let before = open_page(desk, wish.case)?;
    let (mut told, plan) = planned(desk, &before, wish)?;
    if !told.refused.is_empty() {
        return Err(told.refused.into());
    }
    if plan.is_empty() {
        return Err("没有可以往下走的，也没有要退回的：看每一户留下的原因".into());
    }
    told.action = carry_out(desk, &plan)?.0;
    let after = page(desk, wish.case)?;
    Ok(CaseReply::Moved(Box::new(told), Box::new(after)))
}

/// Who is meant: those chosen, or everybody at the case's step who is not out of it.
fn meant(page: &CasePage, wish: &CaseMove) -> Result<Vec<CaseItem>, Fault> {
    if wish.items.is_empty() {
        let here = |item: &&CaseItem| {
            item.step == page.row.step
                && !matches!(item.state, ItemState::Passed | ItemState::Returned)
        };
        let all: Vec<CaseItem> = page.items.iter().filter(here).cloned().collect();
        if all.is_empty() {
            return Err(usage("这一环节没有要往下走的：名单是空的，或者都留下了"));
        }
        return Ok(all);
    }
    let all = chosen(page, &wish.items)?;
    let first = all.first().map_or(0, |item| item.step);
    if all.iter().any(|item| item.step != first) {
        return Err(usage("选中的不在同一个环节，请分开往下走"));
    }
    if let Some(out) = all
        .iter()
        .find(|item| matches!(item.state, ItemState::Passed | ItemState::Returned))
    {
        let why = match out.state {
            ItemState::Passed => "已经走完了".to_owned(),
            _ => "已退回，改好了先恢复在办".to_owned(),
        };
        return Err(usage(format!("{}{why}", out.name)));
    }
    Ok(all.into_iter().cloned().collect())
}

fn planned(desk: &mut Desk, page: &CasePage, wish: &CaseMove) -> Result<(CasePlan, Plan), Fault> {
    let items = meant(page, wish)?;
    let packs = Arc::clone(packs(desk));
    let known = packs.procedure(&page.row.procedure);
    let (pack, procedure) = known.ok_or("口径里没有这个办理事项：请更正")?;
    let at = items.first().map_or(page.row.step, |item| item.step);
    let step = procedure.step(at).ok_or("名单里的环节序号不对：请更正")?;
    let on = said(desk, &wish.day)?;
    let steps = desk.store.case_steps(wish.case)?;
    let mut told = CasePlan {
        case: wish.case,
        words: format!("{}（第{at}步，共{}步）", step.name, procedure.steps.len()),
        step: at,
        who: step.who.clone(),
        day: on.to_string(),
        gets: effect::words(&step.effect),
        doubts: lacking(page, at),
        ..CasePlan::default()
    };
    told.refused = refused(step, (at, on), &steps, &items);
    if !told.refused.is_empty() {
        told.staying = items;
        return Ok((told, Plan::default()));
    }
    let held = check::held(desk, (pack, procedure, step), &items)?;
    sort_out(desk, (procedure, step), items, &steps, &held, &mut told)?;
    let plan = write(
        desk,
        page,
        (procedure, step, on),
        wish,
        (&steps, &held),
        &mut told,
    )?;
    Ok((told, plan))
}

/// Evidence that the step wants and that is not there.
fn lacking(page: &CasePage, step: usize) -> Vec<String> {
    let Some(planned) = page.plan.iter().find(|one| one.step == step) else {
        return Vec::new();
    };
    let missing = planned.evidence.iter();
    let missing: Vec<&str> = missing
        .filter(|one| !matches!(one.state.as_str(), "有" | "不适用"))
        .map(|one| one.what.as_str())
        .collect();
    if missing.is_empty() {
        return Vec::new();
    }
    vec![format!("佐证还缺：{}", missing.join("、"))]
}

/// Why nobody can pass the step on this day; empty where somebody can.
fn refused(
    step: &Step,
    (at, on): (usize, NaiveDate),
    steps: &[CaseStepDone],
    items: &[CaseItem],
) -> String {
    if let Some(earlier) = before(steps, at).filter(|earlier| on < *earlier) {
        return format!("{on}早于上一环节：上一环节{earlier}才办完，次序不能颠倒");
    }
    if let Some([from, to]) = step.window {
        let here = (on.month(), on.day());
        if here < from || here > to {
            return format!(
                "{}只在每年{}月{}日至{}月{}日办，{on}不在其中",
                step.name, from.0, from.1, to.0, to.1
            );
        }
    }
    if step.notice.is_none() {
        return String::new();
    }
    let mut waits = String::new();
    for item in items {
        match hangs(steps, at, item) {
            None => {
                if waits.is_empty() {
                    waits = format!("{}还没有张贴：先记张贴公示", step.name);
                }
            }
            Some((_, until)) if on > until => return String::new(),
            Some((posted, until)) => {
                waits = format!("{}，{on}还不能往下走", notice::said(posted, until));
            }
        }
    }
    waits
}

/// The notice on which an item stands: posted and last day.
fn hangs(steps: &[CaseStepDone], at: usize, item: &CaseItem) -> Option<(NaiveDate, NaiveDate)> {
    let posted = steps.iter().rev().filter(|one| one.step == at);
    let since = day(&item.since);
    posted
        .filter_map(|one| Some((day(&one.posted)?, day(&one.until)?)))
        .find(|(posted, _)| since.is_none_or(|since| *posted >= since))
}

/// Puts each into `going` or, with the reason, into `staying`.
fn sort_out(
    desk: &Desk,
    (procedure, step): (&Procedure, &Step),
    items: Vec<CaseItem>,
    steps: &[CaseStepDone],
    held: &BTreeMap<i64, String>,
    told: &mut CasePlan,
) -> Result<(), Fault> {
    let on = day(&told.day);
    let objections = desk.store.objections(Some(told.case))?;
    for mut item in items {
        let key = subject(&item, procedure.of);
        let objected = objections.iter().find(|one| {
            one.household == item.household && (one.household.is_some() || one.name == item.name)
        });
        let notice = hangs(steps, told.step, &item);
        let why = match (&item.state, objected) {
            (ItemState::Held, _) => format!("暂缓：{}", item.reason),
            (ItemState::Objected, Some(objection)) => format!("异议没有办结：{}", objection.what),
            (_, Some(objection)) if objection.finding == "成立" => {
                "异议成立，请退回村里".to_owned()
            }
            _ if step.notice.is_some() && notice.is_none() => {
                "张贴公示以后才加进名单，要另行公示".to_owned()
            }
            _ if step.notice.is_some() && notice.is_some_and(|(_, until)| on <= Some(until)) => {
                "公示期没有满".to_owned()
            }
            _ => match key.and_then(|key| held.get(&key)) {
                Some(why) => why.clone(),
                None => effect::missing(desk, &step.effect, item.id)?,
            },
        };
        if why.is_empty() {
            told.going.push(item);
        } else {
            item.reason = why;
            told.staying.push(item);
        }
    }
    Ok(())
}

/// Everything that the move writes.
fn write(
    desk: &Desk,
    page: &CasePage,
    (procedure, step, on): (&Procedure, &Step, NaiveDate),
    wish: &CaseMove,
    (steps, held): (&[CaseStepDone], &BTreeMap<i64, String>),
    told: &mut CasePlan,
) -> Result<Plan, Fault> {
    let at = told.step;
    let last = at >= procedure.steps.len();
    let words = format!(
        "{}：{}通过{}户，留下{}户",
        page.row.name,
        step.name,
        told.going.len(),
        told.staying.len()
    );
    let mut draft = Draft::new(&desk.dictionary, words);
    let day = text(&on.to_string());
    for item in &told.going {
        let mut fields = vec![("reason", Value::Empty)];
        if last {
            fields.push(("state", text(ItemState::Passed.code())));
        } else {
            fields.extend([("step", number(at + 1)), ("since", day.clone())]);
        }
        draft.set(desk, "case_item", item.id, &fields)?;
    }
    // What the standards do not allow goes back to the village; the rest waits where it is.
    let back = |item: &&CaseItem| {
        let key = subject(item, procedure.of);
        item.state == ItemState::Open && key.is_some_and(|key| held.contains_key(&key))
    };
    for item in told.staying.iter().filter(back) {
        let fields = [
            ("state", text(ItemState::Returned.code())),
            ("reason", text(&item.reason)),
        ];
        draft.set(desk, "case_item", item.id, &fields)?;
    }
    if !told.going.is_empty() {
        if step.notice.is_some() {
            let objections = desk.store.objections(Some(told.case))?;
            board::settle(desk, &mut draft, told.case, &objections)?;
        }
        passed(
            desk,
            &mut draft,
            (step, at, on),
            wish,
            (steps, told.going.len()),
        )?;
        let given = effect::Passed {
            year: page.row.year,
            day: on,
            signed: effect::signed(procedure, steps, (at, on)),
        };
        for item in &told.going {
            let doubts = effect::plan(desk, &mut draft, (procedure, step), item, &given)?;
            told.doubts.extend(doubts);
        }
    }
    advance(desk, &mut draft, page, (procedure, at, on), told)?;
    told.doubts.dedup();
    Ok(draft.plan)
}

/// The record of the step: that of its notice is completed, another gets one of its own.
fn passed(
    desk: &Desk,
    draft: &mut Draft<'_>,
    (step, at, on): (&Step, usize, NaiveDate),
    wish: &CaseMove,
    (steps, count): (&[CaseStepDone], usize),
) -> Result<(), Fault> {
    let by = match wish.by.trim() {
        "" if step.mine => desk.who.operator.as_str(),
        "" => step.who.as_str(),
        by => by,
    };
    let fields = [
        ("done_on", text(&on.to_string())),
        ("handler", text(by)),
        ("passed", number(count)),
        ("result", text(&wish.result)),
        ("document", text(&wish.document)),
    ];
    let open = steps
        .iter()
        .rev()
        .find(|one| one.step == at && one.done.is_empty());
    if let Some(open) = open {
        return draft.set(desk, "case_step", open.id, &fields);
    }
    let mut fields = fields.to_vec();
    fields.extend([
        ("case_file", Value::Int(wish.case)),
        ("step", number(at)),
        ("name", text(&step.name)),
    ]);
    draft.add("case_step", &fields)?;
    Ok(())
}

/// The case goes on with those who went furthest, and is closed when nobody is left.
fn advance(
    desk: &Desk,
    draft: &mut Draft<'_>,
    page: &CasePage,
    (procedure, at, on): (&Procedure, usize, NaiveDate),
    told: &CasePlan,
) -> Result<(), Fault> {
    if told.going.is_empty() {
        return Ok(());
    }
    let last = at >= procedure.steps.len();
    let gone: Vec<i64> = told.going.iter().map(|item| item.id).collect();
    let stay = |item: &&CaseItem| !(last && gone.contains(&item.id));
    let out = |item: &CaseItem| matches!(item.state, ItemState::Passed | ItemState::Returned);
    let returned: Vec<i64> = told
        .staying
        .iter()
        .filter(|item| item.state == ItemState::Open)
        .map(|item| item.id)
        .collect();
    let open = page.items.iter().filter(stay);
    let open = open.filter(|item| !out(item) && !returned.contains(&item.id));
    let day = text(&on.to_string());
    let mut fields = Vec::new();
    if last && open.count() == 0 {
        fields.extend([("closed_on", day), ("how", text(THROUGH))]);
    } else if !last && at + 1 > page.row.step {
        let next = procedure.step(at + 1).map_or("", |step| step.name.as_str());
        fields.extend([
            ("step", number(at + 1)),
            ("step_name", text(next)),
            ("step_since", day),
        ]);
    }
    draft.set(desk, "case_file", told.case, &fields)
}
