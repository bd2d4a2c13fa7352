//! 年度结转, and the confirmation of what was carried.

use chrono::Datelike;

use super::answers::Answers;
use super::home::fault;
use crate::app::Desk;
use crate::app::serve::{form, select};
use crate::app::session::now;
use crate::dictionary::Dictionary;
use crate::domain::Value;
use crate::port::change::{ChangeEntry, ChangeReply, PlanField, PlanRecord, PlanSheet, PlanWhat};
use crate::port::{Chosen, Fault, RecordRef};
use crate::store::{Act, ActionKind, Carried, CarryOf};

/// Whether the year can be begun.
pub(super) fn check(desk: &Desk, answers: &mut Answers, whole: bool) -> Result<(), Fault> {
    let Some(year) = answers.int("year") else {
        return Ok(());
    };
    let last = i64::from(desk.today.year()) + 1;
    if year > last {
        fault(
            &mut answers.faults,
            "year",
            format!("{year}年太早，最多开到{last}年"),
        );
    }
    if whole && desk.store.last_year(year)? != Some(year - 1) {
        let message = format!("{}年还没有户年度，没有可以结转到{year}年的", year - 1);
        fault(&mut answers.faults, "year", message);
    }
    Ok(())
}

/// The year after the last one that is in the book.
pub(super) fn first(desk: &Desk) -> Result<String, Fault> {
    let limit = i64::from(desk.today.year()) + 1;
    let last = desk.store.last_year(limit)?;
    Ok(last.map_or_else(String::new, |last| (last + 1).to_string()))
}

fn of(desk: &mut Desk, entry: &ChangeEntry, answers: &Answers) -> Result<CarryOf, Fault> {
    if let Some(id) = entry.wish.household {
        return Ok(CarryOf::These(vec![id]));
    }
    let ledger = desk.dictionary.find("household").map(|ledger| ledger.id);
    Ok(match (&entry.rows, ledger, answers.village()) {
        (Chosen::All, _, None) | (_, None, None) => CarryOf::All,
        (Chosen::All, _, Some(village)) | (_, None, Some(village)) => CarryOf::Village(village),
        (rows, Some(ledger), _) => CarryOf::These(select::chosen(desk, ledger, rows)?.to_vec()),
    })
}

/// What the year would begin with.
pub(super) fn preview(
    desk: &mut Desk,
    dictionary: &Dictionary,
    entry: &ChangeEntry,
    answers: &Answers,
) -> Result<PlanSheet, Fault> {
    let year = answers.int("year").unwrap_or_default();
    let of = of(desk, entry, answers)?;
    let done = desk.store.carry_preview(year, &of)?;
    told(dictionary, year, &done)
}

/// Begins the year.
pub(super) fn save(
    desk: &mut Desk,
    dictionary: &Dictionary,
    entry: &ChangeEntry,
    answers: &Answers,
) -> Result<PlanSheet, Fault> {
    let year = answers.int("year").unwrap_or_default();
    let of = of(desk, entry, answers)?;
    let mut sheet = told(dictionary, year, &desk.store.carry_preview(year, &of)?)?;
    let at = now();
    let act = Act::new(&desk.who, &at, ActionKind::Change, sheet.words.clone());
    let (action, _) = desk.store.carry(&act, year, &of)?;
    sheet.action = action;
    Ok(sheet)
}

fn told(dictionary: &Dictionary, year: i64, done: &Carried) -> Result<PlanSheet, Fault> {
    let ledger = super::home::ledger(dictionary, "household_year")?;
    let mut words = format!("年度结转 由{}年开{year}年", year - 1);
    for (what, count) in [(" 新开", done.begun), (" 补全", done.completed)] {
        if count > 0 {
            words.push_str(what);
            words.push_str(&count.to_string());
            words.push('户');
        }
    }
    let fields = done.fields.iter().map(|(place, count)| {
        let field = &ledger.fields[*place];
        PlanField {
            field: field.key.clone(),
            label: field.label.clone(),
            before: String::new(),
            after: format!("{count}户"),
        }
    });
    let mut sheet = PlanSheet {
        words,
        doubts: vec!["收入不结转；带过来的都记作结转未核，核过才算今年的".into()],
        ..PlanSheet::default()
    };
    if done.begun + done.completed == 0 {
        sheet.doubts = vec!["没有要结转的：都有了，或上一年是空的".into()];
        return Ok(sheet);
    }
    if done.left > 0 {
        sheet
            .doubts
            .push(format!("{}户没有要补的，不动", done.left));
    }
    sheet.records.push(PlanRecord {
        ledger: ledger.key.clone(),
        label: ledger.label.clone(),
        id: None,
        name: format!("{year}年 {}户", done.begun + done.completed),
        what: PlanWhat::Added,
        fields: fields.collect(),
    });
    Ok(sheet)
}

/// The carried values of a 户年度 are right as they stand.
pub(super) fn confirm(desk: &mut Desk, record: RecordRef) -> Result<ChangeReply, Fault> {
    let dictionary = std::sync::Arc::clone(&desk.dictionary);
    let ledger = dictionary.ledger(record.ledger);
    let values = desk.store.record(record.ledger, record.id)?;
    let mark = ledger.carry_mark().filter(|mark| !values[*mark].is_empty());
    let Some(mark) = mark else {
        return Err("没有结转未核的项".into());
    };
    let name = form::name(desk, record.ledger, record.id);
    let words = format!("核实结转 {name}");
    let at = now();
    let act = Act::new(&desk.who, &at, ActionKind::Change, words.clone());
    desk.store.act(&act, |writer| {
        writer.update(record.ledger, record.id, &[(mark, Value::Empty)])
    })?;
    Ok(ChangeReply::Confirmed(words))
}
