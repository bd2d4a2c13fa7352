//! What fulfils a duty: a record, or 办结 and 延期 where it leaves none.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::serve::form;
use crate::app::session::now;
use crate::app::{Desk, rules};
use crate::dictionary::{Dictionary, LedgerId};
use crate::domain::Value;
use crate::policy::RuleKind;
use crate::port::rule::{DutyLine, SignOff};
use crate::port::{Fault, FormReply, FormSheet, FormTarget, RecordRef, Reply};
use crate::store::{Act, ActionKind};

/// The form that fulfils a duty, filled in as far as the duty tells.
pub(super) fn fulfil(desk: &mut Desk, line: &DutyLine) -> Result<Reply, Fault> {
    let done_by = line.done_by.as_deref();
    let ledger = done_by
        .and_then(|key| desk.dictionary.find(key))
        .map(|found| found.id);
    let Some(ledger) = ledger else {
        return Err("这一项没有专门的记录：请用办结或延期".into());
    };
    let parent = line.ledger.zip(line.subject_id);
    let refers = |of: LedgerId| desk.dictionary.ledger(ledger).reference_to(of).is_some();
    let own = parent.filter(|(of, _)| refers(*of));
    let household = desk.dictionary.find("household").map(|found| found.id);
    let parent = own.or_else(|| household.zip(line.household));
    let target = FormTarget {
        ledger,
        record: line.subject_id.filter(|_| own_record(line, ledger)),
        parent: parent.map(|(ledger, id)| RecordRef { ledger, id }),
    };
    let book = Arc::clone(&rules::in_force(desk)?.book);
    let asked = book
        .find(&line.rule)
        .and_then(|place| book.rules.get(place));
    let sets = if let Some(RuleKind::Duty(duty)) = asked.map(|asked| &asked.rule.kind) {
        duty.sets.clone()
    } else {
        let mut calendar = book.calendar.iter();
        let dated = calendar.find(|dated| dated.name() == line.rule);
        dated
            .map(|dated| dated.entry.sets.clone())
            .unwrap_or_default()
    };
    let said = sets.into_iter().map(|(key, text)| {
        let said = word(&desk.dictionary, ledger, &key, &text);
        (key, said.unwrap_or(text))
    });
    let sets: BTreeMap<String, String> = said.collect();
    if own_record(line, ledger) {
        let sheet = completed(desk, target, sets)?;
        return Ok(Reply::Form(FormReply::Open(Box::new(sheet))));
    }
    let sheet = if sets.is_empty() {
        form::open(desk, target)?
    } else {
        form::begin(desk, target, sets.into_iter().collect())?
    };
    Ok(Reply::Form(FormReply::Open(Box::new(sheet))))
}

/// What a pack fills in beforehand, as the officer reads it: 扶贫日活动, not 05.
fn word(dictionary: &Dictionary, ledger: LedgerId, key: &str, text: &str) -> Option<String> {
    let field = dictionary.ledger(ledger).field(key)?;
    let entry = dictionary.codes_of(field)?.read(text)?;
    Some(entry.label.clone())
}

/// Whether the subject's own record fulfils the duty, once it is filled in.
fn own_record(line: &DutyLine, ledger: LedgerId) -> bool {
    line.ledger == Some(ledger) && line.subject_id.is_some()
}

/// The subject's own form, filled in as the duty says; 今天 is the desk's day.
fn completed(
    desk: &Desk,
    target: FormTarget,
    sets: BTreeMap<String, String>,
) -> Result<FormSheet, Fault> {
    let mut sheet = form::open(desk, target)?;
    let today = desk.today.to_string();
    let texts = sets.into_iter().map(|(key, text)| match text.as_str() {
        "今天" => (key, today.clone()),
        _ => (key, text),
    });
    sheet.type_in(texts.collect());
    Ok(sheet)
}

/// 办结 or 延期 of a duty that leaves no record of its own.
pub(super) fn sign_off(desk: &mut Desk, wish: &SignOff) -> Result<Reply, Fault> {
    let ledger = desk.dictionary.find("sign_off");
    let ledger = ledger.ok_or("数据字典里没有办结与延期，请重新安装程序")?;
    let mut values = vec![Value::Empty; ledger.fields.len()];
    let mut put = |key: &str, value: Value| {
        if let Some(place) = ledger.fields.iter().position(|field| field.key == key) {
            values[place] = value;
        }
    };
    let text = |text: &str| Value::Text(text.into());
    let duty = &wish.duty;
    put("rule", text(&duty.rule));
    put(
        "period",
        if duty.period.is_empty() {
            Value::Empty
        } else {
            text(&duty.period)
        },
    );
    put("kind", text(if wish.until.is_some() { "02" } else { "01" }));
    put("done_on", text(&desk.today.to_string()));
    put("by", text(&desk.who.operator));
    if let Some(until) = &wish.until {
        put("until", text(until));
    }
    if !wish.note.trim().is_empty() {
        put("note", text(wish.note.trim()));
    }
    if let Some((of, id)) = duty.ledger.zip(duty.subject_id) {
        let place = ledger.reference_to(of).ok_or_else(|| {
            let label = &desk.dictionary.ledger(of).label;
            format!("{label}的待办不能办结：请打开这条{label}，更正它本身")
        })?;
        values[place] = Value::Int(id);
    }
    let done = if wish.until.is_some() {
        "延期"
    } else {
        "办结"
    };
    let words = format!("{done} {} {}", duty.title, duty.name)
        .trim_end()
        .to_owned();
    let (id, at) = (ledger.id, now());
    let act = Act::new(&desk.who, &at, ActionKind::Form, words.clone());
    desk.store.act(&act, |writer| writer.insert(id, &values))?;
    Ok(Reply::Done(words))
}
