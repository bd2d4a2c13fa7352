//! 变更: opening its form, saying what follows, showing what it would write, writing it.

mod answers;
mod carry;
mod command;
mod draft;
mod family;
mod head;
mod history;
mod home;
mod merge;
mod person;
mod sheet;
mod show;
mod state;

use std::sync::Arc;

use answers::Answers;
use home::{Draft, Home};

use super::form;
use crate::app::Desk;
use crate::app::session::now;
use crate::dictionary::{Dictionary, Ledger};
use crate::domain::change::{ChangeKind, Plan};
use crate::port::change::{
    ChangeEntry, ChangeReply, ChangeRequest, ChangeSheet, ChangeWish, Double, MergePair,
};
use crate::port::{Fault, Reply};
use crate::store::{Act, ActionKind};

pub(super) use draft::{is_change, line as draft_line};

/// Answers what is asked about changes.
pub(super) fn answer(desk: &mut Desk, request: ChangeRequest) -> Result<Reply, Fault> {
    let dictionary = Arc::clone(&desk.dictionary);
    let reply = match request {
        ChangeRequest::Open(wish) => {
            let mut sheet = open(desk, &dictionary, wish)?.1;
            draft::left(desk, &mut sheet)?;
            ChangeReply::Open(Box::new(sheet))
        }
        ChangeRequest::Resume(id) => {
            let wish = draft::wish(desk, id)?;
            let mut sheet = open(desk, &dictionary, wish)?.1;
            draft::resumed(desk, &mut sheet, id)?;
            ChangeReply::Open(Box::new(sheet))
        }
        ChangeRequest::Look(entry) => look(desk, &dictionary, &entry)?,
        ChangeRequest::Preview(entry) => preview(desk, &dictionary, &entry)?,
        ChangeRequest::Save(entry) => save(desk, &dictionary, &entry)?,
        ChangeRequest::Keep(entry) => ChangeReply::Kept(draft::keep(desk, &entry)?),
        ChangeRequest::Command(command) => command::run(desk, &dictionary, &command)?,
        ChangeRequest::History(id) => {
            ChangeReply::History(Box::new(history::history(desk, &dictionary, id)?))
        }
        ChangeRequest::Doubles => ChangeReply::Doubles(doubles(desk, &dictionary)?),
        ChangeRequest::Compare(pair) => merge::compare(desk, &dictionary, pair)?,
        ChangeRequest::PreviewMerge(entry) => {
            let plan = merge::plan(desk, &dictionary, &entry)?;
            ChangeReply::Planned(Box::new(show::plan(desk, &plan)))
        }
        ChangeRequest::Merge(entry) => merge::merge(desk, &dictionary, &entry)?,
        ChangeRequest::MergeCommand(command) => merge::command(desk, &dictionary, &command)?,
        ChangeRequest::Confirm(record) => carry::confirm(desk, record)?,
    };
    Ok(Reply::Change(reply))
}

/// The household of a wish, and its blank form.
fn open<'d>(
    desk: &Desk,
    dictionary: &'d Dictionary,
    wish: ChangeWish,
) -> Result<(Option<Home<'d>>, ChangeSheet), Fault> {
    if !desk.store.is_writable() {
        return Err("台账文件是只读的，不能办变更：请检查文件权限".into());
    }
    let home = match wish.household {
        Some(id) => Some(Home::read(desk, dictionary, id)?),
        None => None,
    };
    let sheet = sheet::sheet(desk, dictionary, wish, home.as_ref())?;
    Ok((home, sheet))
}

/// What follows from what stands in the form so far, and what of it cannot be.
fn look(desk: &Desk, dictionary: &Dictionary, entry: &ChangeEntry) -> Result<ChangeReply, Fault> {
    let (home, sheet) = open(desk, dictionary, entry.wish)?;
    let mut answers = Answers::read(desk, &sheet, home.as_ref(), &entry.texts)?;
    check(
        desk,
        dictionary,
        entry.wish.kind,
        home.as_ref(),
        &mut answers,
        false,
    )?;
    let texts = match &home {
        Some(home) => propose(desk, entry.wish.kind, home, &answers)?,
        None => Vec::new(),
    };
    Ok(ChangeReply::Looked {
        texts,
        faults: answers.faults,
    })
}

fn propose(
    desk: &Desk,
    kind: ChangeKind,
    home: &Home<'_>,
    answers: &Answers,
) -> Result<Vec<(String, String)>, Fault> {
    Ok(match kind {
        ChangeKind::Head => head::propose(home, answers),
        ChangeKind::Split => family::propose_split(home, answers),
        ChangeKind::Unite => family::propose_unite(desk, home, answers),
        ChangeKind::Restore => state::propose_restore(desk, home)?,
        _ => Vec::new(),
    })
}

/// Checks what was filled in; `whole` when nothing more is to come.
fn check(
    desk: &Desk,
    dictionary: &Dictionary,
    kind: ChangeKind,
    home: Option<&Home<'_>>,
    answers: &mut Answers,
    whole: bool,
) -> Result<(), Fault> {
    let Some(home) = home else {
        if kind == ChangeKind::Found {
            person::check_day(desk, answers, "day", &[]);
            person::check_found(desk, answers, dictionary)?;
        }
        if kind == ChangeKind::Carry {
            carry::check(desk, answers, whole)?;
        }
        return Ok(());
    };
    match kind {
        ChangeKind::Carry => carry::check(desk, answers, whole)?,
        ChangeKind::Join => person::check_join(desk, home, answers, whole)?,
        ChangeKind::Leave => person::check_leave(desk, home, answers),
        ChangeKind::Head => head::check(desk, home, answers, whole),
        ChangeKind::Split => family::check_split(desk, home, answers, whole),
        ChangeKind::Unite => family::check_unite(desk, home, answers, whole),
        _ => state::check(desk, home, answers, kind, whole)?,
    }
    Ok(())
}

/// The household and the answers, once nothing is wrong with them.
type Ready<'d> = (Option<Home<'d>>, Answers);

/// What was filled in, as far as it can be done; else what is wrong.
fn ready<'d>(
    desk: &Desk,
    dictionary: &'d Dictionary,
    entry: &ChangeEntry,
) -> Result<Result<Ready<'d>, ChangeReply>, Fault> {
    let (home, sheet) = open(desk, dictionary, entry.wish)?;
    let mut answers = Answers::read(desk, &sheet, home.as_ref(), &entry.texts)?;
    answers.require_all(&sheet);
    check(
        desk,
        dictionary,
        entry.wish.kind,
        home.as_ref(),
        &mut answers,
        true,
    )?;
    if answers.faults.is_empty() {
        return Ok(Ok((home, answers)));
    }
    let place = |key: &str| sheet.fields.iter().position(|field| field.key == key);
    answers.faults.sort_by_key(|fault| place(&fault.key));
    Ok(Err(ChangeReply::Invalid(answers.faults)))
}

/// What a change of a whole household (清退) writes that a procedure ends in: planned as its form
/// would, so that the event and its effect are the same.
pub(super) fn struck(
    desk: &Desk,
    word: &str,
    household: i64,
    (day, reason): (chrono::NaiveDate, &str),
) -> Result<Plan, Fault> {
    let known = crate::domain::change::KINDS.iter();
    let described = known.clone().find(|one| one.label == word);
    let described = described.ok_or_else(|| Fault::from(format!("没有「{word}」这种变更")))?;
    let entry = ChangeEntry {
        wish: ChangeWish {
            kind: described.kind,
            household: Some(household),
        },
        rows: crate::port::Chosen::All,
        texts: vec![
            ("reason".to_owned(), reason.to_owned()),
            ("day".to_owned(), day.to_string()),
        ],
    };
    let dictionary = Arc::clone(&desk.dictionary);
    match ready(desk, &dictionary, &entry)? {
        Ok((home, mut answers)) => planned(
            desk,
            &dictionary,
            described.kind,
            home.as_ref(),
            &mut answers,
        ),
        Err(ChangeReply::Invalid(faults)) => {
            let told: Vec<String> = faults.into_iter().map(|fault| fault.message).collect();
            Err(told.join("；").into())
        }
        Err(_) => Err(format!("{word}没有办成：请到户卡上办").into()),
    }
}

/// What the change would write, in words.
fn preview(
    desk: &mut Desk,
    dictionary: &Dictionary,
    entry: &ChangeEntry,
) -> Result<ChangeReply, Fault> {
    let (home, mut answers) = match ready(desk, dictionary, entry)? {
        Ok(ready) => ready,
        Err(invalid) => return Ok(invalid),
    };
    let sheet = if entry.wish.kind == ChangeKind::Carry {
        carry::preview(desk, dictionary, entry, &answers)?
    } else {
        let plan = planned(
            desk,
            dictionary,
            entry.wish.kind,
            home.as_ref(),
            &mut answers,
        )?;
        show::plan(desk, &plan)
    };
    Ok(ChangeReply::Planned(Box::new(sheet)))
}

/// What the change would write.
fn planned(
    desk: &Desk,
    dictionary: &Dictionary,
    kind: ChangeKind,
    home: Option<&Home<'_>>,
    answers: &mut Answers,
) -> Result<Plan, Fault> {
    let words = words(kind, home, answers);
    let mut draft = Draft::new(dictionary, words);
    match home {
        None => state::plan_found(desk, answers, &mut draft),
        Some(home) => match kind {
            ChangeKind::Join => person::plan_join(desk, home, answers, &mut draft)?,
            ChangeKind::Leave => person::plan_leave(home, answers, &mut draft),
            ChangeKind::Head => head::plan(home, answers, &mut draft),
            ChangeKind::Split => family::plan_split(desk, home, answers, &mut draft)?,
            ChangeKind::Unite => family::plan_unite(desk, home, answers, &mut draft)?,
            _ => state::plan(desk, home, answers, kind, &mut draft)?,
        },
    }
    let mut plan = draft.plan;
    plan.doubts.append(&mut answers.doubts);
    plan.doubts.dedup();
    Ok(plan)
}

/// `自然减少 张国强户：张敏`.
fn words(kind: ChangeKind, home: Option<&Home<'_>>, answers: &Answers) -> String {
    let Some(home) = home else {
        return format!("{} {}", kind.label(), answers.text("name"));
    };
    let people = ["person", "back", "head", "members"].iter();
    let people = people.flat_map(|key| answers.several(key));
    let mut names: Vec<&str> = people.map(|id| home.label(*id)).collect();
    if names.is_empty() && kind == ChangeKind::Join {
        names.push(answers.text("name"));
    }
    let whose = home.household.text("head_name");
    if names.is_empty() {
        return format!("{} {whose}户", kind.label());
    }
    format!("{} {whose}户：{}", kind.label(), names.join("、"))
}

/// Writes the change in one action.
fn save(
    desk: &mut Desk,
    dictionary: &Dictionary,
    entry: &ChangeEntry,
) -> Result<ChangeReply, Fault> {
    let (home, mut answers) = match ready(desk, dictionary, entry)? {
        Ok(ready) => ready,
        Err(invalid) => return Ok(invalid),
    };
    let (told, household) = if entry.wish.kind == ChangeKind::Carry {
        let told = carry::save(desk, dictionary, entry, &answers)?;
        (Box::new(told), None)
    } else {
        let plan = planned(
            desk,
            dictionary,
            entry.wish.kind,
            home.as_ref(),
            &mut answers,
        )?;
        carry_out(desk, &plan)?
    };
    draft::done(desk, entry.wish)?;
    Ok(ChangeReply::Saved(told, household.or(entry.wish.household)))
}

/// Pairs that may be one, with what they are called.
fn doubles(desk: &Desk, dictionary: &Dictionary) -> Result<Vec<Double>, Fault> {
    let mut doubles = Vec::new();
    for pair in desk.store.doubles()? {
        let ledger = home::ledger(dictionary, pair.ledger)?;
        let label = |id| called(desk, dictionary, ledger, id);
        doubles.push(Double {
            ledger: ledger.key.clone(),
            pair: MergePair {
                ledger: ledger.id,
                keep: pair.ids.0,
                other: pair.ids.1,
            },
            ids: [pair.ids.0, pair.ids.1],
            one: label(pair.ids.0),
            two: label(pair.ids.1),
            why: pair.why.to_owned(),
        });
    }
    Ok(doubles)
}

/// A household with its number and place; a person with the household.
fn called(desk: &Desk, dictionary: &Dictionary, ledger: &Ledger, id: i64) -> String {
    let own = || form::label(&desk.store, ledger, id);
    let person = home::record(desk, dictionary, &ledger.key, id).ok();
    let person = person.filter(|_| ledger.key == "person");
    let home = person
        .as_ref()
        .and_then(|person| person.get("household").int());
    match (person, home, dictionary.find("household")) {
        (Some(person), Some(home), Some(households)) => {
            let relation = head::word(dictionary, person.text("relation"));
            let name = person.text("name");
            let home = form::label(&desk.store, households, home);
            format!("{name}（{relation}） 户主{home}")
        }
        _ => own(),
    }
}

/// Does a plan, and tells what it did and which household it made.
fn carry_out(
    desk: &mut Desk,
    plan: &Plan,
) -> Result<(Box<crate::port::change::PlanSheet>, Option<i64>), Fault> {
    let mut told = show::plan(desk, plan);
    let at = now();
    let act = Act::new(&desk.who, &at, ActionKind::Change, plan.words.clone());
    let (action, added) = desk.store.carry_out(&act, plan)?;
    desk.index = None;
    told.action = action;
    let household = desk.dictionary.find("household").map(|ledger| ledger.id);
    let made = plan.adds.iter().zip(&added);
    let made = made.filter(|(add, _)| Some(add.ledger) == household);
    let made = made.map(|(_, id)| *id).next();
    Ok((Box::new(told), made))
}
