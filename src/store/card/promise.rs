//! What is to be done for a household by a day: its plan, and the answers it waits for.

use chrono::Datelike;

use super::super::Reach;
use super::sheet::Sheet;
use crate::domain::PartialDate;
use crate::domain::page::Promise;

/// The plan of this year and what older ones left undone; what is not done first.
pub(super) fn plans(sheets: &[Sheet<'_>], reach: &Reach) -> Vec<Promise> {
    let year = i64::from(reach.today.year());
    let counts = |sheet: &&Sheet<'_>| !sheet.has("done_on") || sheet.int("year") == Some(year);
    let promise = |sheet| promise(sheet, "what", sheet.has("done_on"), reach);
    let mut plans: Vec<Promise> = sheets.iter().filter(counts).map(promise).collect();
    plans.sort_by_key(|plan| plan.done);
    plans
}

/// The requests that nobody answered yet.
pub(super) fn appeals(sheets: &[Sheet<'_>], reach: &Reach) -> Vec<Promise> {
    let open = sheets.iter().filter(|sheet| !sheet.has("answered_on"));
    open.map(|sheet| promise(sheet, "content", false, reach))
        .collect()
}

fn promise(sheet: &Sheet<'_>, what: &str, done: bool, reach: &Reach) -> Promise {
    let due = sheet.shown("due_on");
    let last = due.parse::<PartialDate>().ok().map(PartialDate::latest);
    Promise {
        id: sheet.id,
        what: sheet.shown(what),
        days: last
            .filter(|_| !done)
            .map(|day| (day - reach.today).num_days()),
        due,
        done,
    }
}
