//! Replaying worked examples.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::pack::text_of;
use crate::app::Desk;
use crate::app::rules;
use crate::dictionary::Dictionary;
use crate::policy::{Calendar, Pack, Packs, RuleBook, RuleKind, Series};
use crate::port::rule::PackTest;
use crate::port::{Fault, FaultKind};
use crate::store::{replay, unsound};

/// Replays the examples of all packs, or of the one in a file upon the others.
pub(super) fn replayed(desk: &mut Desk, file: Option<&Path>) -> Result<PackTest, Fault> {
    let packs = Arc::clone(&rules::in_force(desk)?.packs);
    of(&desk.dictionary, &packs, file)
}

/// Replays the examples of these packs, or of the one in a file upon them.
pub(super) fn of(
    dictionary: &Dictionary,
    packs: &Packs,
    file: Option<&Path>,
) -> Result<PackTest, Fault> {
    match file {
        None => test(dictionary, packs, packs.all().iter().collect()),
        Some(file) => one(dictionary, packs, file, &text_of(file)?).map(|(_, test)| test),
    }
}

/// The pack of a file, when nothing is wrong with it.
pub(super) fn sound(desk: &mut Desk, file: &Path, written: &str) -> Result<Pack, Fault> {
    let packs = Arc::clone(&rules::in_force(desk)?.packs);
    let (pack, done) = one(&desk.dictionary, &packs, file, written)?;
    match done.faults.first() {
        None => Ok(pack),
        Some(fault) => {
            let more = done.faults.len() - 1;
            let more = if more > 0 {
                format!("；另有{more}处")
            } else {
                String::new()
            };
            let why = format!("{fault}{more}：改好再装，fupin pack test 列出每一处");
            Err(Fault::new(FaultKind::Refused, why))
        }
    }
}

fn one(
    dictionary: &Dictionary,
    packs: &Packs,
    file: &Path,
    written: &str,
) -> Result<(Pack, PackTest), Fault> {
    let name = file.display().to_string();
    let refused =
        |error: crate::policy::PolicyError| Fault::new(FaultKind::Refused, error.to_string());
    let packs = packs.with(&name, written).map_err(refused)?;
    // The one that came last.
    let pack = packs.all().last().cloned();
    let pack = pack.ok_or("口径文件是空的")?;
    let done = test(dictionary, &packs, vec![&pack])?;
    Ok((pack, done))
}

/// Replays the examples of these packs, each by its own figures and those beneath, as written.
pub fn test(dictionary: &Dictionary, packs: &Packs, of: Vec<&Pack>) -> Result<PackTest, Fault> {
    let mut test = PackTest::default();
    // Words of procedures and papers that only the dictionary knows.
    let cases = packs.check_cases(dictionary).err();
    test.faults.extend(cases.map(|fault| fault.to_string()));
    for pack in of {
        let mut book = RuleBook::of(dictionary, packs, std::slice::from_ref(&pack.id), &[]);
        let figures = packs.figures_of(&pack.id).into_iter();
        let figures = figures.map(|figure| (figure.id.clone(), Series::as_written(figure)));
        book.figures = vec![figures.collect()];
        let own = book.faults.iter().filter(|fault| fault.pack == pack.id);
        test.faults.extend(own.map(ToString::to_string));
        let unsound = unsound(dictionary, &book, |id| id == pack.id);
        test.faults.extend(unsound.iter().map(ToString::to_string));
        for asked in book.rules.iter().filter(|asked| asked.pack == pack.id) {
            test.rules += 1;
            test.examples += asked.rule.examples.len();
            if asked.rule.examples.is_empty() {
                test.untried.push(asked.name());
            }
            let faults = replay(dictionary, &book, asked)?;
            test.faults.extend(faults.iter().map(ToString::to_string));
            test.faults.extend(shown(dictionary, asked));
        }
        for checklist in &pack.checklists {
            let asked = book.with_checklist(dictionary, (pack, 0), checklist);
            test.faults
                .extend(asked.err().map(|fault| fault.to_string()));
        }
        for entry in &pack.calendar {
            test.rules += 1;
            test.examples += entry.examples.len();
            test.faults.extend(calendar(&pack.id, entry));
            let name = format!("{}/{}", pack.id, entry.id);
            let done_by = entry.done_by.as_ref();
            test.faults
                .extend(no_field(dictionary, &name, done_by, &entry.sets));
        }
    }
    Ok(test)
}

/// What a pack's author cannot see from examples alone: a field of a form that is no field.
fn shown(dictionary: &Dictionary, asked: &crate::policy::Asked) -> Option<String> {
    let RuleKind::Duty(duty) = &asked.rule.kind else {
        return None;
    };
    no_field(dictionary, &asked.name(), duty.done_by.as_ref(), &duty.sets)
}

fn no_field(
    dictionary: &Dictionary,
    name: &str,
    done_by: Option<&String>,
    sets: &BTreeMap<String, String>,
) -> Option<String> {
    let ledger = done_by.and_then(|key| dictionary.find(key));
    let known = |key: &&String| ledger.is_some_and(|found| found.field(key).is_some());
    let unknown = sets.keys().find(|key| !known(key))?;
    Some(format!("{name} sets：没有「{unknown}」这一栏"))
}

/// The examples of a duty of the calendar that do not hold.
fn calendar(pack: &str, entry: &Calendar) -> Vec<String> {
    let mut faults = Vec::new();
    for example in &entry.examples {
        let period = entry.shown(example.today);
        let due = period.map(|period| period.due);
        let shown = period.is_some();
        let wanted = example.expect == crate::domain::Answer::Due;
        let place = format!("{pack}/{} 例子「{}」", entry.id, example.name);
        if shown != wanted {
            let got = if shown { "要办" } else { "不办" };
            faults.push(format!(
                "{place}：答「{got}」，应答「{}」",
                example.expect.word()
            ));
        } else if example.due.is_some() && example.due != due {
            let day = |day: Option<chrono::NaiveDate>| {
                day.map_or_else(|| "没有".to_owned(), |day| day.to_string())
            };
            faults.push(format!(
                "{place}：期限是{}，应是{}",
                day(due),
                day(example.due)
            ));
        }
    }
    faults
}
