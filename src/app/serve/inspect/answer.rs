//! Answering: one question, one action; what does not pass becomes a finding.

use std::sync::Arc;

use super::checklist::{of, packs};
use super::sheet::sheet;
use super::write::{act, row, set, text};
use crate::app::Desk;
use crate::app::serve::case::ledger;
use crate::app::serve::finding::{self, NewFinding};
use crate::dictionary::Ledger;
use crate::domain::Value;
use crate::domain::codes::finding_source;
use crate::domain::page::{InspectLine, InspectRow, InspectSheet};
use crate::domain::verdict::{Progress, Verdict};
use crate::policy::{Checklist, ChecklistItem, Decides};
use crate::port::inspect::whose;
use crate::port::{Fault, FaultKind, InspectAnswer, InspectReply};
use crate::store::{KnownFinding, Result as Stored, Writer};

fn usage(why: impl Into<String>) -> Fault {
    Fault::new(FaultKind::Usage, why)
}

/// Answers a question.
pub(super) fn answer(desk: &mut Desk, wish: &InspectAnswer) -> Result<InspectReply, Fault> {
    let mut after = sheet(desk, wish.item)?;
    let inspection = open(desk, after.inspection)?;
    let packs = packs(desk);
    let (_, checklist) = of(&packs, &after.item.checklist)?;
    let at = meant(checklist, &wish.question)?;
    let question = &checklist.items[at];
    said(&mut after.lines[at], wish, question)?;
    let words = format!(
        "检查 {} {}：{}",
        whose(&after.item),
        question.id,
        after.lines[at].verdict().word()
    );
    let finished = after.lines.iter().all(|line| !line.is_open());
    let state = if finished {
        Progress::Done
    } else {
        Progress::Begun
    };
    after.lines[at].on = desk.today.to_string();
    after.lines[at].by.clone_from(&desk.who.operator);
    let mut write = Write::new(desk, &after, &inspection, checklist)?;
    write.answer(desk, at)?;
    if finished {
        write.by_book(desk)?;
    }
    write.state(state);
    let bad = write.raised;
    write.done(desk, words)?;
    let after = sheet(desk, wish.item)?;
    let told = told(&after, question, at, (bad, finished));
    Ok(InspectReply::Answered(Box::new(after), told))
}

/// 未查, 查完, 未见到人, as the officer says.
pub(super) fn state(desk: &mut Desk, item: i64, state: Progress) -> Result<InspectReply, Fault> {
    let before = sheet(desk, item)?;
    let inspection = open(desk, before.inspection)?;
    let packs = packs(desk);
    let (_, checklist) = of(&packs, &before.item.checklist)?;
    let words = format!("检查 {}：{}", whose(&before.item), state.word());
    let open = before.lines.iter().filter(|line| line.is_open()).count();
    let mut write = Write::new(desk, &before, &inspection, checklist)?;
    if state == Progress::Done {
        write.by_book(desk)?;
    }
    write.state(state);
    write.done(desk, words)?;
    let told = match (state, open) {
        (Progress::Done, 1..) => format!("{}记为查完，还有{open}项未查", before.item.name),
        _ => format!("{}记为{}", before.item.name, state.word()),
    };
    Ok(InspectReply::Answered(Box::new(sheet(desk, item)?), told))
}

/// The inspection, where it is still open.
fn open(desk: &Desk, id: i64) -> Result<InspectRow, Fault> {
    let row = desk.store.inspection(id)?;
    if row.closed.is_empty() {
        return Ok(row);
    }
    Err(format!(
        "「{}」{}已经办结，不再改答案：要改先在检查的表单里清空办结日期",
        row.name, row.closed
    )
    .into())
}

/// The question that is meant: by its name, its place from 1, or a part of what it asks.
fn meant(checklist: &Checklist, wanted: &str) -> Result<usize, Fault> {
    let wanted = wanted.trim();
    if let Some(at) = checklist.items.iter().position(|item| item.id == wanted) {
        return Ok(at);
    }
    if let Ok(place) = wanted.parse::<usize>()
        && (1..=checklist.items.len()).contains(&place)
    {
        return Ok(place - 1);
    }
    let has = |item: &ChecklistItem| {
        !wanted.is_empty() && (item.ask.contains(wanted) || item.id.contains(wanted))
    };
    let found: Vec<usize> = (0..checklist.items.len())
        .filter(|at| has(&checklist.items[*at]))
        .collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(usage(format!(
            "「{}」里没有「{wanted}」这一项：用 fupin inspect show 看有哪些",
            checklist.title
        ))),
        many => {
            let ids: Vec<&str> = many
                .iter()
                .map(|at| checklist.items[*at].id.as_str())
                .collect();
            Err(usage(format!(
                "「{wanted}」有{}项：写明{}",
                many.len(),
                ids.join("、")
            )))
        }
    }
}

/// Puts the answer onto the line.
fn said(line: &mut InspectLine, wish: &InspectAnswer, item: &ChecklistItem) -> Result<(), Fault> {
    if let Some(verdict) = wish.verdict {
        line.said = Some(verdict);
        line.points = match (item.points, verdict) {
            (Some(full), Verdict::Good) => Some(full),
            (Some(_), Verdict::Bad) => Some(item.least()),
            _ => None,
        };
    }
    if let Some(points) = wish.points {
        let Some(full) = item.points else {
            return Err(usage(format!("「{}」不记分", item.id)));
        };
        if !(0.0..=full).contains(&points) {
            let (points, full) = (super::score::plain(points), super::score::plain(full));
            return Err(usage(format!(
                "「{}」满分{full}分，不能得{points}分",
                item.id
            )));
        }
        line.points = Some(points);
    }
    line.said = line.said.or(Some(Verdict::Open));
    if let Some(seen) = &wish.seen {
        seen.trim().clone_into(&mut line.seen);
    }
    if let Some(evidence) = &wish.evidence {
        evidence.trim().clone_into(&mut line.evidence);
    }
    Ok(())
}

fn told(
    after: &InspectSheet,
    item: &ChecklistItem,
    at: usize,
    (bad, done): (usize, bool),
) -> String {
    let mut told = format!("{}：{}", item.id, after.lines[at].verdict().word());
    if bad > 0 {
        told.push_str(if bad == 1 {
            "，已列入整改"
        } else {
            "，不合格的已列入整改"
        });
    }
    if done {
        told.push_str("；这一张查完了");
    }
    told
}

/// What an action writes, gathered before it begins.
struct Write<'a> {
    sheet: &'a InspectSheet,
    checklist: &'a Checklist,
    answers: Vec<(Option<i64>, Vec<(&'static str, Value)>)>,
    item: Vec<(&'static str, Value)>,
    findings: Vec<(Option<KnownFinding>, NewFinding)>,
    mended: Vec<i64>,
    /// What a finding has, whatever it is of.
    like: NewFinding,
    /// How many findings are new or open again.
    raised: usize,
}

impl<'a> Write<'a> {
    fn new(
        desk: &Desk,
        sheet: &'a InspectSheet,
        inspection: &InspectRow,
        checklist: &'a Checklist,
    ) -> Result<Self, Fault> {
        let item = &sheet.item;
        let helper = match item.household {
            Some(household) => desk.store.first_helper(household, desk.today)?,
            None => None,
        };
        let source = if inspection.own {
            finding_source::OWN
        } else {
            finding_source::INSPECTION
        };
        let by = if inspection.own || inspection.by.is_empty() {
            desk.who.operator.clone()
        } else {
            inspection.by.clone()
        };
        Ok(Self {
            sheet,
            checklist,
            answers: Vec::new(),
            item: Vec::new(),
            findings: Vec::new(),
            mended: Vec::new(),
            like: NewFinding {
                source,
                inspection: Some(sheet.inspection),
                household: item.household,
                village: item.village,
                found_on: desk.today,
                found_by: by,
                responsible: helper.unwrap_or_default(),
                ..NewFinding::default()
            },
            raised: 0,
        })
    }

    /// The answer to one question, and what follows from it.
    fn answer(&mut self, desk: &Desk, at: usize) -> Result<(), Fault> {
        let (line, item) = (&self.sheet.lines[at], &self.checklist.items[at]);
        let fields = vec![
            ("answer", text(line.said.unwrap_or_default().code())),
            ("points", line.points.map_or(Value::Empty, Value::Real)),
            ("seen", text(&line.seen)),
            ("evidence", text(&line.evidence)),
            ("answered_on", text(&line.on)),
            ("answered_by", text(&line.by)),
        ];
        self.record(line.answer, &item.id, fields);
        self.follow(desk, item, line.verdict(), &line.seen)
    }

    /// What the book answered, recorded as of today: what it says tomorrow is another thing.
    fn by_book(&mut self, desk: &Desk) -> Result<(), Fault> {
        let sheet = self.sheet;
        for (line, item) in sheet.lines.iter().zip(&self.checklist.items) {
            if !line.by_book() {
                continue;
            }
            let read: Vec<String> = line
                .read
                .iter()
                .map(|(name, value)| {
                    format!("{name}{}", if value.is_empty() { "漏填" } else { value })
                })
                .collect();
            let seen = format!("台账{} {}", desk.today, read.join("，"));
            let fields = vec![
                ("answer", text(line.book.code())),
                ("points", line.given().map_or(Value::Empty, Value::Real)),
                ("seen", text(&seen)),
                ("answered_on", Value::said(&desk.today)),
                ("answered_by", text("台账")),
            ];
            self.record(line.answer, &item.id, fields);
            self.follow(desk, item, line.book, &seen)?;
        }
        Ok(())
    }

    fn record(
        &mut self,
        known: Option<i64>,
        question: &str,
        mut fields: Vec<(&'static str, Value)>,
    ) {
        if known.is_none() {
            fields.push(("item", Value::Int(self.sheet.item.id)));
            fields.push(("question", text(question)));
        }
        self.answers.push((known, fields));
    }

    /// What an answer decides of the household, and the finding that it makes or mends.
    fn follow(
        &mut self,
        desk: &Desk,
        item: &ChecklistItem,
        verdict: Verdict,
        seen: &str,
    ) -> Result<(), Fault> {
        if let Some(decides) = item.decides {
            let yes = match decides {
                Decides::Recognises => verdict == Verdict::Good,
                Decides::WronglyLeft | Decides::Missed => verdict == Verdict::Bad,
            };
            let value = match verdict {
                Verdict::Open | Verdict::NotAsked => Value::Empty,
                _ => Value::Int(yes.into()),
            };
            self.item.push((decides.field(), value));
        }
        let key = format!("{}/{}", self.checklist.id, item.id);
        let of = (self.like.household, self.like.village);
        let known = desk.store.finding_of(self.sheet.inspection, &key, of)?;
        match (verdict, known) {
            (Verdict::Bad, known) => {
                self.raised += 1;
                let new = NewFinding {
                    what: item.ask.clone(),
                    item_key: key,
                    note: seen.to_owned(),
                    ..self.like.clone()
                };
                self.findings
                    .push((known.filter(|known| !known.closed), new));
            }
            (Verdict::Good, Some(known)) if !known.closed => self.mended.push(known.id),
            _ => {}
        }
        Ok(())
    }

    fn state(&mut self, state: Progress) {
        self.item.push(("state", text(state.code())));
        let (on, by) = match state {
            Progress::Waiting => (Value::Empty, Value::Empty),
            _ => (Value::said(&self.like.found_on), Value::Empty),
        };
        self.item.push(("checked_on", on));
        self.item.push(("checked_by", by));
    }

    fn done(mut self, desk: &mut Desk, words: String) -> Result<(), Fault> {
        let dictionary = Arc::clone(&desk.dictionary);
        let answers = ledger(&dictionary, "inspection_answer")?;
        let items = ledger(&dictionary, "inspection_item")?;
        if let Some((_, by)) = self.item.iter_mut().find(|(key, _)| *key == "checked_by")
            && !self.answers.is_empty()
        {
            *by = text(&desk.who.operator);
        }
        act(desk, words, |writer| self.write(writer, answers, items))
    }

    fn write(&self, writer: &mut Writer<'_>, answers: &Ledger, items: &Ledger) -> Stored<()> {
        for (known, fields) in &self.answers {
            match known {
                Some(id) => set(writer, (answers, *id), fields)?,
                None => {
                    writer.insert(answers.id, &row(answers, fields))?;
                }
            }
        }
        set(writer, (items, self.sheet.item.id), &self.item)?;
        for (known, new) in &self.findings {
            match known {
                Some(known) => finding::reopened(writer, known.id, &new.note)?,
                None => {
                    finding::raise(writer, new)?;
                }
            }
        }
        for id in &self.mended {
            finding::mended(writer, *id, self.like.found_on)?;
        }
        Ok(())
    }
}
