//! Evidence and objections of a case.

use std::sync::Arc;

use super::board;
use super::list::open_page;
use super::page::page;
use super::write::{Draft, carry_out, ledger, number, text};
use crate::app::Desk;
use crate::app::serve::form;
use crate::domain::Value;
use crate::domain::page::CaseItem;
use crate::port::{CaseReply, Entry, Fault, FaultKind, FormReply, FormTarget, RecordRef};

fn usage(why: impl Into<String>) -> Fault {
    Fault::new(FaultKind::Usage, why)
}

/// Notes how a piece of evidence stands.
pub(super) fn evidence(
    desk: &mut Desk,
    (id, step): (i64, usize),
    what: &str,
    state: &str,
    archive_box: &str,
) -> Result<CaseReply, Fault> {
    let before = page(desk, id)?;
    let what = what.trim();
    let list = desk.dictionary.code_list("evidence_state");
    let code = list
        .and_then(|list| list.read(state))
        .map(|entry| entry.code.clone());
    let code =
        code.ok_or_else(|| usage(format!("材料情况只能写有、缺、不适用，不能写「{state}」")))?;
    let planned = before.plan.iter().find(|one| one.step == step);
    let planned = planned.ok_or_else(|| usage(format!("「{}」没有第{step}步", before.row.name)))?;
    let known = planned.evidence.iter().find(|one| one.what == what);
    let words = format!("{} {what}：{state}", planned.name);
    let dictionary = Arc::clone(&desk.dictionary);
    let mut draft = Draft::new(&dictionary, format!("{}：{words}", before.row.name));
    let mut fields = vec![("state", text(&code))];
    if !archive_box.trim().is_empty() {
        fields.push(("archive_box", text(archive_box)));
    }
    if let Some(record) = known.and_then(|one| one.id) {
        draft.set(desk, "evidence", record, &fields)?;
    } else {
        fields.extend([
            ("case_file", Value::Int(id)),
            ("step", number(step)),
            ("what", text(what)),
        ]);
        draft.add("evidence", &fields)?;
    }
    carry_out(desk, &draft.plan)?;
    Ok(CaseReply::Done(Box::new(page(desk, id)?), words))
}

/// An objection to one of the list, as a command says it; the form checks it.
pub(super) fn object(
    desk: &mut Desk,
    id: i64,
    whom: &str,
    said: &[(String, String)],
) -> Result<CaseReply, Fault> {
    let before = open_page(desk, id)?;
    let named: Vec<&CaseItem> = before.items.iter().filter(|one| one.name == whom).collect();
    let item = match named.as_slice() {
        [one] => *one,
        [] => return Err(usage(format!("「{}」的名单里没有{whom}", before.row.name))),
        many => {
            let why = format!("名单里有{}个{whom}：请在程序里选", many.len());
            return Err(usage(why));
        }
    };
    let target = FormTarget {
        ledger: ledger(&desk.dictionary, "objection")?.id,
        record: None,
        parent: Some(RecordRef {
            ledger: ledger(&desk.dictionary, "case_item")?.id,
            id: item.id,
        }),
    };
    let sheet = form::blank(desk, target)?;
    let mut texts: Vec<(String, String)> = sheet
        .texts
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .collect();
    for (key, named) in sheet.chosen {
        texts.retain(|(other, _)| *other != key);
        texts.push((key, named.id.to_string()));
    }
    for (key, text) in said {
        texts.retain(|(other, _)| other != key);
        texts.push((key.clone(), text.clone()));
    }
    let entry = Entry {
        target,
        base: sheet.base,
        texts,
    };
    match form::save(desk, &entry)? {
        FormReply::Saved(_, words) => Ok(CaseReply::Done(Box::new(page(desk, id)?), words)),
        FormReply::Invalid(faults) => {
            let told: Vec<String> = faults.into_iter().map(|fault| fault.message).collect();
            Err(usage(told.join("；")))
        }
        _ => Err("没有保存：请再试一次".into()),
    }
}

/// An objection was looked into; the household moves again, or is returned by hand.
pub(super) fn answer(
    desk: &mut Desk,
    objection: i64,
    finding: &str,
    handled: &str,
) -> Result<CaseReply, Fault> {
    let all = desk.store.objections(None)?;
    let known = all.iter().find(|one| one.id == objection);
    let known = known.ok_or_else(|| usage(format!("没有第{objection}条异议")))?;
    let list = desk.dictionary.code_list("objection_finding");
    let code = list
        .and_then(|list| list.read(finding))
        .map(|entry| entry.code.clone());
    let code = code.ok_or_else(|| {
        usage(format!(
            "核查结论只能写成立、不成立、部分成立，不能写「{finding}」"
        ))
    })?;
    if handled.trim().is_empty() {
        return Err(usage("核查情况要写清楚"));
    }
    let words = format!("{}的异议{finding}，已办结", known.name);
    let dictionary = Arc::clone(&desk.dictionary);
    let mut draft = Draft::new(&dictionary, format!("{}：{words}", known.case));
    let fields = [
        ("finding", text(&code)),
        ("handled", text(handled)),
        ("closed_on", text(&desk.today.to_string())),
    ];
    draft.set(desk, "objection", objection, &fields)?;
    let mut of_case = desk.store.objections(Some(known.case_id))?;
    for one in of_case.iter_mut().filter(|one| one.id == objection) {
        finding.trim().clone_into(&mut one.finding);
        one.closed = desk.today.to_string();
    }
    board::settle(desk, &mut draft, known.case_id, &of_case)?;
    carry_out(desk, &draft.plan)?;
    Ok(CaseReply::Done(Box::new(page(desk, known.case_id)?), words))
}
