//! Posting a notice (张贴公示): from that day its days are counted.

use std::sync::Arc;

use chrono::NaiveDate;

use super::board;
use super::list::open_page;
use super::page::{day, days, page, procedure};
use super::write::{Draft, carry_out, number, text};
use crate::app::Desk;
use crate::domain::page::{CaseItem, CaseStepDone, ItemState};
use crate::domain::{PartialDate, Value, notice};
use crate::port::{CaseReply, Fault, FaultKind};

fn usage(why: impl Into<String>) -> Fault {
    Fault::new(FaultKind::Usage, why)
}

/// A day as an officer writes it; empty is today. It is never in the future: what will be done is
/// not yet done.
pub(super) fn said(desk: &Desk, written: &str) -> Result<NaiveDate, Fault> {
    let written = written.trim();
    if written.is_empty() {
        return Ok(desk.today);
    }
    let read = PartialDate::read_typed(written, desk.today);
    let whole = read.ok().and_then(|read| read.date.day());
    let found =
        whole.ok_or_else(|| usage(format!("「{written}」不是哪一天：写成 9.20 或 2018-09-20")))?;
    if found > desk.today {
        return Err(usage(format!("{found}还没有到，不能先记")));
    }
    Ok(found)
}

/// The last day on which an earlier step of this case was done.
pub(super) fn before(steps: &[CaseStepDone], step: usize) -> Option<NaiveDate> {
    let earlier = steps.iter().filter(|one| one.step < step);
    earlier.filter_map(|one| day(&one.done)).max()
}

/// Notes that the notice of a step was posted: of the case's, unless another is named.
pub(super) fn post(
    desk: &mut Desk,
    (id, number_of): (i64, Option<usize>),
    written: &str,
    place: &str,
) -> Result<CaseReply, Fault> {
    let before_it = open_page(desk, id)?;
    let row = &before_it.row;
    let (pack, procedure) = procedure(desk, &row.procedure)?;
    let (pack, procedure) = (pack.clone(), procedure.clone());
    let at = number_of.unwrap_or(row.step);
    let step = procedure.step(at).ok_or("这份办理的环节序号不对：请更正")?;
    let Some(figure) = &step.notice else {
        return Err(usage(format!("「{}」不用公示", step.name)));
    };
    let days = days(desk, &pack.id, figure).ok_or_else(|| {
        Fault::from(format!(
            "不知道「{figure}」是多少：请在政策口径里填本地数字"
        ))
    })?;
    let posted = said(desk, written)?;
    let steps = desk.store.case_steps(id)?;
    if let Some(earlier) = before(&steps, at).filter(|earlier| posted < *earlier) {
        return Err(usage(format!(
            "张贴不能早于上一环节：上一环节{earlier}才办完"
        )));
    }
    let until = notice::last_day(posted, days);
    let told = notice::said(posted, until);
    let name = step.name.clone();
    let dictionary = Arc::clone(&desk.dictionary);
    let words = format!("{name}已张贴，{told}");
    let mut draft = Draft::new(&dictionary, format!("{}：{words}", row.name));
    let fields = [
        ("case_file", Value::Int(id)),
        ("step", number(at)),
        ("name", text(&name)),
        ("posted_on", text(&posted.to_string())),
        ("until", text(&until.to_string())),
        ("place", text(place)),
    ];
    draft.add("case_step", &fields)?;
    // Whoever stands on the list when its notice is recorded stands on the notice.
    let here =
        |item: &&CaseItem| item.step == at && day(&item.since).is_some_and(|since| since > posted);
    let stands = |item: &&CaseItem| item.step == at && item.state != ItemState::Returned;
    let count = before_it.items.iter().filter(stands).count();
    let on_wall = (posted, days);
    let wall = (place, count);
    board::post(
        desk,
        &mut draft,
        &before_it,
        (&procedure, step),
        on_wall,
        wall,
    )?;
    for item in before_it.items.iter().filter(here) {
        let since = [("since", text(&posted.to_string()))];
        draft.set(desk, "case_item", item.id, &since)?;
    }
    carry_out(desk, &draft.plan)?;
    Ok(CaseReply::Done(Box::new(page(desk, id)?), words))
}
