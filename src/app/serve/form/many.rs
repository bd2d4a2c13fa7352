//! 批量: one form for many records, shown first, then done in one action.

use super::check::{self, Findings};
use super::{loan, name, open, pairing};
use crate::app::Desk;
use crate::app::session::now;
use crate::dictionary::{Field, Ledger, Mask};
use crate::domain::{Value, text};
use crate::port::{Fault, FaultKind, FieldFault, FormReply, Many, ManyEntry, RecordRef};
use crate::store::{Act, ActionKind};

/// How many names a sentence of the preview gives.
const NAMED: usize = 5;

/// What is done to one of the records.
struct Step {
    /// The record itself where it is changed; `None` where a new one is added for it.
    id: Option<i64>,
    values: Vec<Value>,
    before: Vec<Value>,
    /// Pairings that end.
    ends: Vec<pairing::End>,
}

/// What would be done, and what would not.
#[derive(Default)]
struct Plan {
    steps: Vec<Step>,
    /// Records that need nothing: they have it already.
    spared: Vec<String>,
    findings: Findings,
}

/// Checks what was typed for every record; says what would be done, or does it.
pub(super) fn many(desk: &mut Desk, entry: &ManyEntry) -> Result<FormReply, Fault> {
    let dictionary = std::sync::Arc::clone(&desk.dictionary);
    let ledger = dictionary.ledger(entry.target);
    if ledger.by_change {
        return Err(format!("{}由变更来记，不能批量填", ledger.label).into());
    }
    let mut plan = Plan::default();
    let texts = named(ledger, &entry.texts)?;
    let changes = check::read(desk, ledger, &texts, &mut plan.findings);
    if plan.findings.faults.is_empty() {
        let keys = crate::app::serve::select::chosen(desk, entry.ledger, &entry.rows)?;
        for key in keys.iter() {
            match entry.what {
                Many::Set => set(desk, ledger, *key, &changes, &mut plan)?,
                Many::Add | Many::Replace => add(desk, ledger, entry, *key, &changes, &mut plan)?,
            }
        }
    }
    if !plan.findings.faults.is_empty() {
        let order = |fault: &FieldFault| ledger.position(&fault.key);
        plan.findings.faults.sort_by_key(order);
        return Ok(FormReply::Invalid(plan.findings.faults));
    }
    let words = words(desk, ledger, entry, &changes, &plan);
    if !entry.sure {
        return Ok(FormReply::Foreseen(words));
    }
    let Some(intent) = words.first().cloned().filter(|_| !plan.steps.is_empty()) else {
        return Err("标记的都已经有了，没有要改的".into());
    };
    apply(desk, ledger, entry, &plan, &intent)
}

/// The texts by the keys of their fields: a command calls the book's own fields by their labels.
fn named(ledger: &Ledger, texts: &[(String, String)]) -> Result<Vec<(String, String)>, Fault> {
    let named = texts.iter().map(|(word, text)| {
        let called = |(_, field): &(usize, &Field)| field.key == *word || field.label == *word;
        let field = ledger.asked().find(called).map(|(_, field)| field);
        let field = field.ok_or_else(|| {
            let word = text::show(word);
            let message = format!("{}没有「{word}」这一项", ledger.label);
            Fault::new(FaultKind::Usage, message)
        })?;
        Ok((field.key.clone(), text.clone()))
    });
    named.collect()
}

/// A field of a record is given a value.
fn set(
    desk: &Desk,
    ledger: &Ledger,
    id: i64,
    changes: &[(usize, Value)],
    plan: &mut Plan,
) -> Result<(), Fault> {
    let before = desk.store.record(ledger.id, id)?;
    let mut values = before.clone();
    for (place, value) in changes {
        values[*place] = value.clone();
    }
    let touched = |place: usize| changes.iter().any(|(one, _)| *one == place);
    if let Some((mark, left)) = ledger.confirmed(&before, touched) {
        values[mark] = left;
    }
    if values == before {
        plan.spared.push(name::name(&desk.store, ledger, &before));
        return Ok(());
    }
    let touched: Vec<usize> = changes.iter().map(|(place, _)| *place).collect();
    let mut found = Findings::default();
    check::whole(desk, ledger, &values, &touched, &mut found);
    check::only_by_change(ledger, changes, &before, &mut found);
    blame(&mut plan.findings, found, || {
        name::name(&desk.store, ledger, &before)
    });
    plan.steps.push(Step {
        id: Some(id),
        values,
        before,
        ends: Vec::new(),
    });
    Ok(())
}

/// A record is added for one of those that are marked.
fn add(
    desk: &Desk,
    ledger: &Ledger,
    entry: &ManyEntry,
    id: i64,
    changes: &[(usize, Value)],
    plan: &mut Plan,
) -> Result<(), Fault> {
    let parent = RecordRef {
        ledger: entry.ledger,
        id,
    };
    let mut values = vec![Value::Empty; ledger.fields.len()];
    open::belongs_to(desk, ledger, parent, &mut values)?;
    for (place, value) in changes {
        values[*place] = value.clone();
    }
    let whose = || name::of(&desk.store, desk.dictionary.ledger(entry.ledger), id);
    let all: Vec<usize> = (0..values.len()).collect();
    let mut found = Findings::default();
    check::complete(desk, ledger, &mut values, &mut found);
    check::whole(desk, ledger, &values, &all, &mut found);
    loan::event(desk, ledger, None, (&values, &all), &mut found)?;
    let mut ends = Vec::new();
    if entry.what == Many::Replace {
        let Some(ending) = pairing::replaced(desk, ledger, &values, &mut found)? else {
            plan.spared.push(whose());
            return Ok(());
        };
        ends = ending;
    }
    blame(&mut plan.findings, found, whose);
    let mut twice = Findings::default();
    let target = crate::port::FormTarget {
        ledger: ledger.id,
        record: None,
        parent: Some(parent),
    };
    check::same(desk, target, &values, &all, &mut twice)?;
    if twice.faults.is_empty() {
        plan.steps.push(Step {
            id: None,
            values,
            before: Vec::new(),
            ends,
        });
    } else {
        plan.spared.push(whose());
    }
    Ok(())
}

/// Takes over what was found wrong, naming the record where it is not the text's own fault.
fn blame(findings: &mut Findings, found: Findings, whose: impl Fn() -> String) {
    for fault in found.faults {
        if !findings.faults.iter().any(|known| known.key == fault.key) {
            let message = format!("{}：{}", whose(), fault.message);
            findings.faults.push(FieldFault { message, ..fault });
        }
    }
    for doubt in found.doubts {
        if !findings.doubts.contains(&doubt) {
            findings.doubts.push(doubt);
        }
    }
}

/// What would be done: the first sentence is what the log will say.
fn words(
    desk: &Desk,
    ledger: &Ledger,
    entry: &ManyEntry,
    changes: &[(usize, Value)],
    plan: &Plan,
) -> Vec<String> {
    let unit = unit(desk, entry);
    let count = plan.steps.len();
    let first = match entry.what {
        Many::Add => format!("给{count}{unit}各加一条{}", ledger.label),
        Many::Replace => format!("给{count}{unit}换帮扶责任人"),
        Many::Set => format!("改{count}{unit}的{}", labels(ledger, changes)),
    };
    let mut words = vec![first];
    for (place, value) in changes {
        let field = &ledger.fields[*place];
        let text = name::shown(&desk.store, ledger, *place, value);
        words.push(format!("{}：{}", field.label, field.masked(&text)));
    }
    words.extend(pairing::told(
        plan.steps.iter().flat_map(|step| &step.ends),
        unit,
    ));
    if entry.what == Many::Set {
        words.extend(overwritten(desk, ledger, changes, plan, unit));
    }
    if !plan.spared.is_empty() {
        let named = plan.spared.iter().take(NAMED).cloned().collect::<Vec<_>>();
        let more = if plan.spared.len() > NAMED { "等" } else { "" };
        words.push(format!(
            "{}{unit}已经有了，不动：{}{more}",
            plan.spared.len(),
            named.join("、")
        ));
    }
    words.extend(
        plan.findings
            .doubts
            .iter()
            .map(|doubt| format!("请核对：{doubt}")),
    );
    words
}

/// How many have another value that would be lost from sight.
fn overwritten(
    desk: &Desk,
    ledger: &Ledger,
    changes: &[(usize, Value)],
    plan: &Plan,
    unit: &str,
) -> Option<String> {
    let (place, _) = changes.first()?;
    let other = |step: &&Step| !step.before[*place].is_empty();
    let first = plan.steps.iter().find(other)?;
    let count = plan.steps.iter().filter(other).count();
    let field = &ledger.fields[*place];
    let before = desk
        .dictionary
        .show(field, &first.before[*place], Mask::Masked);
    Some(format!("其中{count}{unit}原来填的是别的，如「{before}」"))
}

fn labels(ledger: &Ledger, changes: &[(usize, Value)]) -> String {
    let labels = changes
        .iter()
        .map(|(place, _)| ledger.fields[*place].label.as_str());
    labels.collect::<Vec<_>>().join("、")
}

/// What the marked records are counted in.
fn unit(desk: &Desk, entry: &ManyEntry) -> &'static str {
    match desk.dictionary.ledger(entry.ledger).key.as_str() {
        "household" => "户",
        "person" | "helper" | "post" => "人",
        "loan" => "笔",
        "village" | "unit" => "个",
        _ => "条",
    }
}

fn apply(
    desk: &mut Desk,
    ledger: &Ledger,
    entry: &ManyEntry,
    plan: &Plan,
    intent: &str,
) -> Result<FormReply, Fault> {
    let at = now();
    let act = Act::new(&desk.who, &at, ActionKind::Form, format!("批量：{intent}"));
    let (_, last) = desk.store.act(&act, |writer| {
        let mut last = 0;
        for step in &plan.steps {
            for end in &step.ends {
                writer.update(ledger.id, end.id, &end.fields)?;
            }
            last = match step.id {
                None => writer.insert(ledger.id, &step.values)?,
                Some(id) => {
                    let differ = |place: &usize| step.values[*place] != step.before[*place];
                    let places = (0..step.values.len()).filter(differ);
                    let fields: Vec<(usize, Value)> = places
                        .map(|place| (place, step.values[place].clone()))
                        .collect();
                    writer.update(ledger.id, id, &fields)?;
                    id
                }
            };
        }
        Ok(last)
    })?;
    desk.index = None;
    let target = crate::port::FormTarget {
        ledger: entry.target,
        record: None,
        parent: None,
    };
    super::draft::done(desk, target)?;
    let record = RecordRef {
        ledger: ledger.id,
        id: last,
    };
    Ok(FormReply::Saved(
        record,
        format!("已{intent}，可以一步全部撤回"),
    ))
}
