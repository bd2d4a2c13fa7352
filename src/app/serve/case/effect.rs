//! What the book gets when a step is passed: fields of the subject, and a change (变更).

use std::sync::Arc;

use chrono::NaiveDate;

use super::list::subject;
use super::page::day;
use super::write::{Draft, field, ledger};
use crate::app::Desk;
use crate::app::serve::change;
use crate::dictionary::Field;
use crate::domain::Value;
use crate::domain::page::{CaseItem, CaseStepDone};
use crate::policy::{Becomes, Effect, Procedure, Step};
use crate::port::Fault;

/// What is the same for everybody who passes.
#[derive(Clone, Debug)]
pub(super) struct Passed {
    /// The case's year.
    pub year: Option<i64>,
    /// The day.
    pub day: NaiveDate,
    /// The day on which the list signed.
    pub signed: Option<String>,
}

/// What the book gets, in words: 脱贫属性 已脱贫（享受政策）.
pub(super) fn words(effect: &Effect) -> Vec<String> {
    let set = effect.set.iter().map(|(label, given)| {
        let what = match given {
            Becomes::Text(text) => text.as_str(),
            Becomes::Year => "办理年度",
            Becomes::Day => "办理日期",
            Becomes::Signed => "签字的日期",
            Becomes::Ground => "名单里的事由",
            Becomes::Kind => "名单里的认定类别",
            Becomes::Cleared => "名单里的消除方式",
        };
        format!("{label}：{what}")
    });
    let change = effect.change.iter().map(|change| format!("变更：{change}"));
    set.chain(change).collect()
}

/// The day on which the step of signing was done before this one; the same day where it is this.
pub(super) fn signed(
    procedure: &Procedure,
    steps: &[CaseStepDone],
    (at, on): (usize, NaiveDate),
) -> Option<String> {
    let signs = procedure.steps.iter().position(|step| step.signs)? + 1;
    if signs == at {
        return Some(on.to_string());
    }
    let done = steps.iter().filter(|one| one.step == signs);
    let days = done.filter_map(|one| day(&one.done));
    days.filter(|day| *day <= on)
        .max()
        .map(|day| day.to_string())
}

/// What of an item must be filled in before the step can give it to the book; empty where nothing
/// is missing.
pub(super) fn missing(desk: &Desk, effect: &Effect, item: i64) -> Result<String, Fault> {
    let wanted: Vec<(&str, &str)> = effect
        .set
        .iter()
        .filter_map(|(_, given)| own(given))
        .collect();
    let change = effect.change.iter().map(|_| ("ground", "事由"));
    let wanted: Vec<(&str, &str)> = wanted.into_iter().chain(change).collect();
    if wanted.is_empty() {
        return Ok(String::new());
    }
    let items = ledger(&desk.dictionary, "case_item")?;
    let record = desk.store.record(items.id, item)?;
    let missing = wanted
        .into_iter()
        .find(|(key, _)| field(items, &record, key).is_empty());
    Ok(missing.map_or_else(String::new, |(_, label)| {
        format!("没有填{label}：在名单里选中它，按 Ctrl-E 补上")
    }))
}

/// The field of an item that a value comes from: key and label.
const fn own(given: &Becomes) -> Option<(&'static str, &'static str)> {
    match given {
        Becomes::Ground => Some(("ground", "事由")),
        Becomes::Kind => Some(("kind", "认定类别")),
        Becomes::Cleared => Some(("cleared_how", "消除方式")),
        _ => None,
    }
}

/// Plans what the book gets for one that passes; what the officer should look at comes back.
pub(super) fn plan(
    desk: &Desk,
    draft: &mut Draft<'_>,
    (procedure, step): (&Procedure, &Step),
    item: &CaseItem,
    passed: &Passed,
) -> Result<Vec<String>, Fault> {
    let mut doubts = Vec::new();
    let effect = &step.effect;
    let Some(key) = subject(item, procedure.of).filter(|_| !effect.is_none()) else {
        return Ok(doubts);
    };
    let dictionary = Arc::clone(&desk.dictionary);
    let of = ledger(&dictionary, procedure.of.ledger())?;
    let items = ledger(&dictionary, "case_item")?;
    let record = desk.store.record(items.id, item.id)?;
    let mut fields: Vec<(&str, Value)> = Vec::new();
    for (label, given) in &effect.set {
        let Some(described) = of.fields.iter().find(|field| field.label == *label) else {
            return Err(format!("{}没有「{label}」这一栏：请检查口径", of.label).into());
        };
        let value = value(desk, described, given, passed, |key| {
            field(items, &record, key)
        })?;
        if value.is_empty() {
            doubts.push(format!("{}的「{label}」没有可填的，没有动", item.name));
        } else {
            fields.push((&described.key, value));
        }
    }
    draft.set(desk, &of.key, key, &fields)?;
    if let Some(change) = &effect.change {
        let ground = field(items, &record, "ground");
        let ground = ground.text().unwrap_or_default().to_owned();
        let made = change::struck(desk, change, key, (passed.day, &ground))?;
        draft.plan.join(made);
    }
    Ok(doubts)
}

fn value(
    desk: &Desk,
    field: &Field,
    given: &Becomes,
    passed: &Passed,
    own_value: impl Fn(&str) -> Value,
) -> Result<Value, Fault> {
    let typed = |text: &str| {
        let read = desk.dictionary.read_typed(field, text, desk.today);
        read.map(|typed| typed.value)
            .map_err(|why| Fault::from(format!("「{}」不能填{text}（{why}）", field.label)))
    };
    if let Some((key, _)) = own(given) {
        // A code of the list means the same in the household's field.
        return Ok(own_value(key));
    }
    match given {
        Becomes::Text(text) => typed(text),
        Becomes::Year => Ok(Value::from(passed.year)),
        Becomes::Day => typed(&passed.day.to_string()),
        Becomes::Signed => passed.signed.as_deref().map_or(Ok(Value::Empty), typed),
        _ => Ok(Value::Empty),
    }
}
