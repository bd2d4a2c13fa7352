//! Counting what became of the rows, and keeping what the officer should see.

use std::collections::BTreeMap;

use super::judge::Verdict;
use super::row::{Finding, RowDraft};
use crate::dictionary::{Dictionary, LedgerId, Mask};
use crate::domain::problem::code;
use crate::domain::{Problem, Severity, Value};
use crate::exchange::Layout;
use crate::port::import::{Also, FieldChange};

/// So many problems are listed; beyond that they are counted.
const MOST_PROBLEMS: usize = 20_000;
/// So many changes of fields are shown in a preview.
const MOST_CHANGES: usize = 2_000;
/// From so many rows on, shifted rows are named together.
const RUN: usize = 3;

/// The counts of an import, growing row by row.
#[derive(Debug, Default)]
pub struct Tally {
    /// Rows of data.
    pub rows: u32,
    /// Rows that add a record.
    pub added: u32,
    /// Rows that change one.
    pub updated: u32,
    /// Rows that say what the book says.
    pub unchanged: u32,
    /// Rows that stay out.
    pub refused: Vec<(u32, String)>,
    /// Records that go into 待挂接.
    pub pending: u32,
    /// What else the rows changed.
    pub beside: BTreeMap<String, Also>,
    /// What was found.
    pub problems: Vec<Problem>,
    /// Found beyond what is listed.
    pub omitted: u32,
    /// The first changes of fields.
    pub changes: Vec<FieldChange>,
}

impl Tally {
    /// Counts a row that goes in, with what was found in its cells.
    pub fn accept(&mut self, verdict: Verdict, draft: &RowDraft, layout: &Layout) {
        match verdict {
            Verdict::Added => self.added += 1,
            Verdict::Updated => self.updated += 1,
            Verdict::Unchanged => self.unchanged += 1,
        }
        self.list(draft, layout);
    }

    /// Counts a row that stays out, with why.
    pub fn refuse(
        &mut self,
        draft: &RowDraft,
        layout: &Layout,
        column: Option<usize>,
        code: &'static str,
        message: String,
    ) {
        let header = column.map(|at| layout.columns[at].header.clone());
        let reason = header
            .as_ref()
            .map_or_else(|| message.clone(), |header| format!("{header}：{message}"));
        self.refused.push((draft.number, reason));
        let listed = |finding: &&Finding| Some(finding.column) == column && finding.code == code;
        let value = draft
            .findings
            .iter()
            .find(listed)
            .map_or_else(String::new, |finding| finding.value.clone());
        self.add(Problem {
            row: draft.number,
            column: header,
            code,
            severity: Severity::Refuse,
            value,
            message,
        });
    }

    fn list(&mut self, draft: &RowDraft, layout: &Layout) {
        for finding in &draft.findings {
            self.add(Problem {
                row: draft.number,
                column: Some(layout.columns[finding.column].header.clone()),
                code: finding.code,
                severity: finding.severity,
                value: finding.value.clone(),
                message: finding.message.clone(),
            });
        }
    }

    /// Names something about a row that goes in.
    pub fn warn(&mut self, row: u32, column: Option<String>, code: &'static str, message: String) {
        self.add(Problem {
            row,
            column,
            code,
            severity: Severity::Warn,
            value: String::new(),
            message,
        });
    }

    /// Lists a problem, or counts it when there are very many.
    pub fn add(&mut self, problem: Problem) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
        } else {
            self.omitted += 1;
        }
    }

    /// Counts of another ledger.
    pub fn also(&mut self, ledger: &str) -> &mut Also {
        if !self.beside.contains_key(ledger) {
            self.beside.insert(ledger.to_owned(), Also::default());
        }
        self.beside.entry(ledger.to_owned()).or_default()
    }

    /// A row says otherwise of a record than an earlier row of the file.
    pub fn differs(
        &mut self,
        dictionary: &Dictionary,
        ledger: LedgerId,
        place: usize,
        row: u32,
        value: &Value,
    ) {
        let field = &dictionary.ledger(ledger).fields[place];
        let shown = dictionary.show(field, value, Mask::Masked);
        let message = format!(
            "{}「{shown}」与本表前面同一户的行不一致，按前面的导入，请核对",
            field.label
        );
        let severity = Severity::Drop;
        self.add(Problem {
            row,
            column: Some(field.label.clone()),
            code: code::DIFFERS_IN_FILE,
            severity,
            value: shown,
            message,
        });
    }

    /// Shows which fields of a record of the book change.
    pub fn note_changes(
        &mut self,
        dictionary: &Dictionary,
        ledger: LedgerId,
        row: u32,
        before: &[Value],
        changes: &[(usize, Value)],
    ) {
        if self.changes.len() >= MOST_CHANGES {
            return;
        }
        let ledger = dictionary.ledger(ledger);
        let named = ledger.head.iter().filter_map(|place| before[*place].text());
        let record = named.collect::<Vec<_>>().join(" ");
        for (place, value) in changes {
            let field = &ledger.fields[*place];
            self.changes.push(FieldChange {
                row,
                ledger: ledger.label.clone(),
                record: record.clone(),
                field: field.label.clone(),
                before: dictionary.show(field, &before[*place], Mask::Masked),
                after: dictionary.show(field, value, Mask::Masked),
            });
        }
    }

    /// Puts the problems in the order of rows, and names runs of shifted rows (错行) once.
    pub fn finish(&mut self) {
        self.problems.sort_by_key(|problem| problem.row);
        let mut kept: Vec<Problem> = Vec::with_capacity(self.problems.len());
        let mut at = 0;
        while at < self.problems.len() {
            let shifted = |problem: &&Problem| problem.code == code::KEY_MISMATCH;
            let run = self.problems[at..].iter().take_while(shifted).count();
            if run >= RUN {
                let (first, last) = (self.problems[at].row, self.problems[at + run - 1].row);
                let mut whole = self.problems[at].clone();
                whole.message = format!(
                    "第{first}至{last}行疑似错行：户编号与姓名、证件号码对不上，请核对是否排序时错位"
                );
                kept.push(whole);
                at += run;
            } else {
                kept.push(self.problems[at].clone());
                at += 1;
            }
        }
        self.problems = kept;
    }
}
