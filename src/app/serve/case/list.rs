//! The list of a case: who is on it, who is held back, which evidence is there, who objects.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::open::village;
use super::page::{page, procedure};
use super::sheet;
use super::write::{Draft, carry_out, field, ledger, number, text};
use crate::app::Desk;
use crate::app::serve::select;
use crate::domain::page::{CaseItem, CasePage, ItemState, ListKind, ListQuery, Selection};
use crate::domain::{Scope, Value};
use crate::policy::ProcedureOf;
use crate::port::{CaseReply, CaseWhom, Chosen, Fault, FaultKind};

fn usage(why: impl Into<String>) -> Fault {
    Fault::new(FaultKind::Usage, why)
}

/// Whom a list takes in, and what could not be told.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Keys of the procedure's subject, in order.
    pub keys: Vec<i64>,
    /// One sentence for each that was not found, or not alone.
    pub missed: Vec<String>,
}

/// Puts households (villages, projects) on a list, in one action.
pub(super) fn add(desk: &mut Desk, id: i64, whom: &CaseWhom) -> Result<CaseReply, Fault> {
    let before = open_page(desk, id)?;
    let of = procedure(desk, &before.row.procedure)?.1.of;
    let found = resolve(desk, &before, of, whom)?;
    let known: BTreeSet<i64> = before
        .items
        .iter()
        .filter_map(|item| subject(item, of))
        .collect();
    let asked = found.keys.len();
    let mut new: Vec<i64> = Vec::new();
    for key in found.keys {
        if !known.contains(&key) && !new.contains(&key) {
            new.push(key);
        }
    }
    let words = added(
        &before.row.name,
        of,
        (new.len(), asked - new.len()),
        found.missed,
    );
    if new.is_empty() {
        return Ok(CaseReply::Done(Box::new(before), words));
    }
    let dictionary = Arc::clone(&desk.dictionary);
    let mut draft = Draft::new(&dictionary, words.clone());
    let posted = before.row.notice.is_some();
    let since = if before.row.step == 1 && !posted {
        before.row.since.clone()
    } else {
        desk.today.to_string()
    };
    for key in new {
        let fields = [
            ("case_file", Value::Int(id)),
            (of.ledger(), Value::Int(key)),
            ("step", number(before.row.step)),
            ("since", text(&since)),
            ("state", text(ItemState::Open.code())),
        ];
        draft.add("case_item", &fields)?;
    }
    carry_out(desk, &draft.plan)?;
    Ok(CaseReply::Done(Box::new(page(desk, id)?), words))
}

/// What came of adding: how many are new, how many stood there already, whom nobody found.
fn added(
    name: &str,
    of: ProcedureOf,
    (new, again): (usize, usize),
    mut missed: Vec<String>,
) -> String {
    let unit = unit(of);
    let mut words = vec![format!("「{name}」加了{new}{unit}")];
    if again > 0 {
        words.push(format!("，{again}{unit}已经在名单里"));
    }
    if !missed.is_empty() {
        let count = missed.len();
        missed.truncate(3);
        words.push(format!("；{count}个没有加：{}", missed.join("；")));
    }
    words.concat()
}

/// A case that is still open, with its page.
pub(super) fn open_page(desk: &Desk, id: i64) -> Result<CasePage, Fault> {
    let page = page(desk, id)?;
    if page.row.closed.is_empty() {
        return Ok(page);
    }
    Err(format!(
        "「{}」{}已经办结，不再改名单：要改先在办理的表单里清空办结日期",
        page.row.name, page.row.closed
    )
    .into())
}

/// The key of an item's own subject.
pub(super) const fn subject(item: &CaseItem, of: ProcedureOf) -> Option<i64> {
    match of {
        ProcedureOf::Household => item.household,
        ProcedureOf::Village => item.village,
        ProcedureOf::Project => item.project,
    }
}

/// What the subjects are counted in.
pub(super) const fn unit(of: ProcedureOf) -> &'static str {
    match of {
        ProcedureOf::Household => "户",
        ProcedureOf::Village => "个村",
        ProcedureOf::Project => "个项目",
    }
}

fn resolve(
    desk: &mut Desk,
    page: &CasePage,
    of: ProcedureOf,
    whom: &CaseWhom,
) -> Result<Found, Fault> {
    let only = |keys: Vec<i64>| Found {
        keys,
        missed: Vec::new(),
    };
    let ledger = ledger(&desk.dictionary, of.ledger())?.id;
    match whom {
        CaseWhom::Keys(keys) => Ok(only(keys.clone())),
        CaseWhom::Rows(rows) => Ok(only(select::chosen(desk, ledger, rows)?.to_vec())),
        CaseWhom::Where(condition) => {
            let place = &page.row.village;
            let condition = match (of, place.as_str()) {
                (ProcedureOf::Household, place) if !place.is_empty() => format!(
                    "({condition}) and 村_村名称 = '{}'",
                    place.replace('\'', "''")
                ),
                _ => condition.clone(),
            };
            let query = ListQuery {
                kind: ListKind::Ledger(ledger),
                text: String::new(),
                selection: Selection {
                    condition,
                    ..Selection::default()
                },
                scope: Scope::Township,
                offset: 0,
                limit: 0,
            };
            let rows = Chosen::Picked(Box::new(query));
            Ok(only(select::chosen(desk, ledger, &rows)?.to_vec()))
        }
        CaseWhom::Said(names) => said(desk, page, of, names),
        CaseWhom::Sheet(file) => sheet::named(desk, page, of, file),
    }
}

fn said(
    desk: &mut Desk,
    page: &CasePage,
    of: ProcedureOf,
    names: &[String],
) -> Result<Found, Fault> {
    let mut found = Found::default();
    for name in names {
        let keys = match of {
            ProcedureOf::Household => households(desk, &page.row.village, name)?,
            ProcedureOf::Village => villages(desk, name)?,
            ProcedureOf::Project => called(desk, of, name)?,
        };
        match keys.as_slice() {
            [one] => found.keys.push(*one),
            [] => found.missed.push(format!("没有找到「{name}」")),
            many => found.missed.push(format!(
                "「{name}」有{}{}，请写户编号或加上组",
                many.len(),
                unit(of)
            )),
        }
    }
    Ok(found)
}

/// Households of the case's village by 户编号, 册内编号 or whatever search understands; an exact
/// name is meant before names that only begin so.
pub(in crate::app::serve) fn households(
    desk: &mut Desk,
    place: &str,
    name: &str,
) -> Result<Vec<i64>, Fault> {
    let name = name.trim();
    if name.chars().all(|c| c.is_ascii_digit()) {
        let known = desk.store.log_households(name)?;
        if !known.is_empty() {
            return Ok(known);
        }
    }
    let dictionary = Arc::clone(&desk.dictionary);
    let ledger = ledger(&dictionary, "household")?;
    let place = village(desk, place)?.map(|(id, _)| id);
    let hits: Vec<i64> = desk.index()?.households(name).collect();
    let mut here = Vec::new();
    let mut exact = Vec::new();
    for id in hits {
        let record = desk.store.record(ledger.id, id)?;
        if place.is_some() && field(ledger, &record, "village").int() != place {
            continue;
        }
        here.push(id);
        if field(ledger, &record, "head_name").text() == Some(name) {
            exact.push(id);
        }
    }
    Ok(if exact.is_empty() { here } else { exact })
}

/// The village of this name, if there is one.
pub(super) fn villages(desk: &Desk, name: &str) -> Result<Vec<i64>, Fault> {
    match village(desk, name) {
        Ok(found) => Ok(found.into_iter().map(|(id, _)| id).collect()),
        Err(fault) if fault.kind == FaultKind::Usage => Ok(Vec::new()),
        Err(fault) => Err(fault),
    }
}

/// Records whose name is exactly this.
fn called(desk: &Desk, of: ProcedureOf, name: &str) -> Result<Vec<i64>, Fault> {
    let ledger = ledger(&desk.dictionary, of.ledger())?;
    let Some(place) = ledger.head.first() else {
        return Ok(Vec::new());
    };
    Ok(desk.store.find_by(ledger.id, &[(*place, &text(name))])?)
}

/// Those of the list that are meant; none chosen is a fault.
pub(super) fn chosen<'p>(page: &'p CasePage, items: &[i64]) -> Result<Vec<&'p CaseItem>, Fault> {
    let meant = page.items.iter().filter(|item| items.contains(&item.id));
    let meant: Vec<&CaseItem> = meant.collect();
    if meant.is_empty() {
        return Err(usage("没有选中名单里的哪一户"));
    }
    Ok(meant)
}

/// Holds, returns or takes up again.
pub(super) fn mark(
    desk: &mut Desk,
    id: i64,
    items: &[i64],
    state: ItemState,
    reason: &str,
) -> Result<CaseReply, Fault> {
    let before = open_page(desk, id)?;
    let meant = chosen(&before, items)?;
    if matches!(state, ItemState::Passed | ItemState::Objected) {
        return Err(usage(format!(
            "「{}」不能直接标：通过要一个环节一个环节地走，异议要登记异议",
            state.word()
        )));
    }
    if state != ItemState::Open && reason.trim().is_empty() {
        return Err(usage(format!("{}要写原因", state.word())));
    }
    if let Some(item) = meant.iter().find(|item| item.state == ItemState::Passed) {
        return Err(format!("{}已经走完了，不能再{}", item.name, state.word()).into());
    }
    let names = names(&meant);
    let words = match state {
        ItemState::Open => format!("{names}恢复在办"),
        state => format!("{names}{}：{}", state.word(), reason.trim()),
    };
    let dictionary = Arc::clone(&desk.dictionary);
    let mut draft = Draft::new(&dictionary, format!("{}：{words}", before.row.name));
    for item in &meant {
        let mut fields = vec![("state", text(state.code())), ("reason", text(reason))];
        // Whoever was sent back comes anew: an old notice is not theirs.
        if state == ItemState::Open && item.state == ItemState::Returned {
            fields.push(("since", text(&desk.today.to_string())));
        }
        draft.set(desk, "case_item", item.id, &fields)?;
    }
    carry_out(desk, &draft.plan)?;
    Ok(CaseReply::Done(Box::new(page(desk, id)?), words))
}

/// 张国强、李大海等5户.
pub(super) fn names(items: &[&CaseItem]) -> String {
    let names: Vec<&str> = items.iter().map(|item| item.name.as_str()).collect();
    match names.as_slice() {
        [first, second, third, _, ..] => format!("{first}、{second}、{third}等{}户", names.len()),
        few => few.join("、"),
    }
}

/// Takes off a list what was put there by a slip; whoever went a step on is returned instead.
pub(super) fn drop(desk: &mut Desk, id: i64, items: &[i64]) -> Result<CaseReply, Fault> {
    let before = open_page(desk, id)?;
    let meant = chosen(&before, items)?;
    if let Some(item) = meant.iter().find(|item| item.step > 1) {
        return Err(format!(
            "{}已经走过环节，不能从名单里拿掉：请标退回并写原因",
            item.name
        )
        .into());
    }
    let ledger = ledger(&desk.dictionary, "case_item")?.id;
    let words = format!("从「{}」拿掉{}", before.row.name, names(&meant));
    let plan = crate::domain::change::Plan {
        words: words.clone(),
        removes: meant.iter().map(|item| (ledger, item.id)).collect(),
        ..crate::domain::change::Plan::default()
    };
    carry_out(desk, &plan)?;
    Ok(CaseReply::Done(Box::new(page(desk, id)?), words))
}
