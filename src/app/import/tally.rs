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
/// Shifted rows this far apart belong to one run.
const NEAR: u32 = 3;
/// The row of a problem that another one speaks for.
const JOINED: u32 = u32::MAX;

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

    /// Names cells to the right of the header, which no column takes: a comma in a text that stood
    /// without quotes has moved them there.
    pub fn beyond(&mut self, row: u32, column: usize) {
        let message = format!(
            "这一行比表头多，第{column}列起没有表头，没有导入：请核对是否有逗号把一格分成了两格"
        );
        self.add(Problem {
            row,
            column: None,
            code: code::EXTRA_CELLS,
            severity: Severity::Drop,
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

    /// Puts the problems in the order of rows, and says once what holds for many of them: runs of
    /// shifted rows (错行), a column whose amounts are in the other unit.
    pub fn finish(&mut self) {
        self.problems.sort_by_key(|problem| problem.row);
        self.join_shifted();
        self.join_unit();
    }

    /// Rows that are shifted lie close together; families' other rows may stand between them.
    fn join_shifted(&mut self) {
        let all: Vec<(usize, u32)> = self.places_of(code::KEY_MISMATCH);
        for run in all.chunk_by(|(_, a), (_, b)| b - a <= NEAR) {
            let (Some((at, first)), Some((_, last))) = (run.first(), run.last()) else {
                continue;
            };
            if run.len() < RUN {
                continue;
            }
            let whole = &mut self.problems[*at];
            let count = run.len();
            let part = if count == (last - first + 1) as usize {
                String::new()
            } else {
                format!("，其中{count}行没有导入")
            };
            whole.message = format!(
                "第{first}至{last}行疑似错行{part}：户编号与姓名、证件号码对不上，请核对是否排序时错位"
            );
            whole.column = None;
            whole.value.clear();
            for (at, _) in &run[1..] {
                self.problems[*at].row = JOINED;
            }
        }
        self.problems.retain(|problem| problem.row != JOINED);
    }

    /// When most rows look like the other unit, it is the column that is asked about.
    fn join_unit(&mut self) {
        let all = self.places_of(code::AMOUNT_UNIT);
        if all.len() < RUN || all.len() * 2 <= self.rows as usize {
            return;
        }
        let first = &mut self.problems[all[0].0];
        let column = first.column.clone().unwrap_or_default();
        first.message = format!(
            "{column}这一列有{}行的金额像是写成了另一个单位（元、万元），这些行没有导入：请核对单位，在表头注明（元）或（万元），或改读法里指明单位（命令里写 --map {column}=:万元）",
            all.len()
        );
        for (at, _) in &all[1..] {
            self.problems[*at].row = JOINED;
        }
        self.problems.retain(|problem| problem.row != JOINED);
    }

    /// Where the refusals of this kind are listed, and their rows.
    fn places_of(&self, code: &str) -> Vec<(usize, u32)> {
        let listed = self.problems.iter().enumerate();
        listed
            .filter(|(_, problem)| problem.code == code && problem.severity == Severity::Refuse)
            .map(|(at, problem)| (at, problem.row))
            .collect()
    }
}
