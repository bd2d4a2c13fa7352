//! What follows from answers, written in one action: the answers themselves, what they decide of the
//! household, the findings that they make or mend.

use std::sync::Arc;

use super::write::{act, row, set, text};
use crate::app::Desk;
use crate::app::serve::case::ledger;
use crate::app::serve::finding::{NewFinding, due, raise};
use crate::dictionary::Ledger;
use crate::domain::Value;
use crate::domain::codes::finding_source;
use crate::domain::page::{InspectRow, InspectSheet};
use crate::domain::verdict::{Progress, Verdict};
use crate::policy::{Checklist, ChecklistItem, Decides};
use crate::port::Fault;
use crate::store::{KnownFinding, Result as Stored, Writer};

/// Fields of a record by key, and what they become.
type Fields = Vec<(&'static str, Value)>;

/// What an action writes, gathered before it begins.
pub(super) struct Write<'a> {
    sheet: &'a InspectSheet,
    checklist: &'a Checklist,
    answers: Vec<(Option<i64>, Fields)>,
    item: Fields,
    /// One that is open already, what else is new, and what was seen.
    findings: Vec<(Option<KnownFinding>, NewFinding, String)>,
    mended: Vec<i64>,
    /// Of answers taken back.
    pub withdrawn: Vec<i64>,
    /// What a finding has, whatever it is of.
    like: NewFinding,
    /// How many findings are new or open again.
    pub raised: usize,
}

impl<'a> Write<'a> {
    pub fn new(
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
            finding_source::OWN_CHECK
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
            withdrawn: Vec::new(),
            like: NewFinding {
                source,
                inspection: Some(sheet.inspection),
                household: item.household,
                village: item.village,
                found_on: desk.today,
                found_by: by,
                responsible: helper.unwrap_or_default(),
                due_on: due(desk)?,
                ..NewFinding::default()
            },
            raised: 0,
        })
    }

    /// The answer to one question, and what follows from it.
    pub fn answer(&mut self, desk: &Desk, at: usize) -> Result<(), Fault> {
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
        let what = problem(&item.ask, &line.seen);
        self.follow(desk, item, line.verdict(), (&what, &line.seen))
    }

    /// What the book answered, recorded as of today: what it says tomorrow is another thing.
    pub fn by_book(&mut self, desk: &Desk) -> Result<(), Fault> {
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
            let what = problem(&item.ask, "");
            self.follow(desk, item, line.book, (&what, &seen))?;
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
        (what, seen): (&str, &str),
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
        let known = desk
            .store
            .finding_of(self.sheet.inspection, &key, of, desk.today)?;
        match (verdict, known) {
            (Verdict::Bad, known) => {
                self.raised += 1;
                let new = NewFinding {
                    what: what.to_owned(),
                    item_key: key,
                    ..self.like.clone()
                };
                let open = known.filter(|known| !known.closed);
                self.findings.push((open, new, seen.to_owned()));
            }
            (Verdict::Good, Some(known)) if !known.closed => self.mended.push(known.id),
            // A wrong key at the door leaves nobody with something to put right.
            (Verdict::Open | Verdict::NotAsked, Some(known)) if known.untouched => {
                self.withdrawn.push(known.id);
            }
            _ => {}
        }
        Ok(())
    }

    pub fn state(&mut self, state: Progress) {
        self.item.push(("state", text(state.code())));
        let (on, by) = match state {
            Progress::Waiting => (Value::Empty, Value::Empty),
            _ => (Value::said(&self.like.found_on), Value::Empty),
        };
        self.item.push(("checked_on", on));
        self.item.push(("checked_by", by));
    }

    pub fn done(mut self, desk: &mut Desk, words: String) -> Result<(), Fault> {
        let dictionary = Arc::clone(&desk.dictionary);
        let answers = ledger(&dictionary, "inspection_answer")?;
        let items = ledger(&dictionary, "inspection_item")?;
        let findings = ledger(&dictionary, "finding")?;
        if let Some((_, by)) = self.item.iter_mut().find(|(key, _)| *key == "checked_by")
            && !self.answers.is_empty()
        {
            *by = text(&desk.who.operator);
        }
        act(desk, words, |writer| {
            self.write(writer, [answers, items, findings])
        })
    }

    fn write(
        &self,
        writer: &mut Writer<'_>,
        [answers, items, findings]: [&Ledger; 3],
    ) -> Stored<()> {
        for (known, fields) in &self.answers {
            match known {
                Some(id) => set(writer, (answers, *id), fields)?,
                None => {
                    writer.insert(answers.id, &row(answers, fields))?;
                }
            }
        }
        set(writer, (items, self.sheet.item.id), &self.item)?;
        for (known, new, seen) in &self.findings {
            let id = match known {
                Some(known) => known.id,
                None => raise(writer, new)?,
            };
            // One that was said to be mended is not: its days run on.
            let mut fields = vec![("done_on", Value::Empty), ("result", Value::Empty)];
            if !seen.is_empty() {
                fields.push(("note", text(seen)));
            }
            set(writer, (findings, id), &fields)?;
        }
        for id in &self.withdrawn {
            writer.remove_with_parts(findings.id, *id)?;
        }
        // Looked at again and as it should be: done, and still to be signed off.
        let mended = [
            ("done_on", Value::said(&self.like.found_on)),
            ("result", text("已复查合格")),
        ];
        for id in &self.mended {
            set(writer, (findings, *id), &mended)?;
        }
        Ok(())
    }
}

/// What a finding says: a question asks for how things should be, so that by itself it would read
/// as if they were; what was seen at the door stands behind it.
fn problem(ask: &str, seen: &str) -> String {
    match seen.trim() {
        "" => format!("不合格：{ask}"),
        seen => format!("不合格：{ask}（{seen}）"),
    }
}
