//! The state machine of the CSV reader: text in, cells out.
use memchr::{memchr, memchr3};

use super::csv_read::Row;
use super::encoding::count_lines;
use super::fault::FileFault;

/// Most columns of a row.
const MAX_COLUMNS: usize = 500;
/// Longest cell, in bytes of UTF-8.
const MAX_CELL: usize = 1 << 20;
/// Lines looked at for the delimiter.
const SAMPLE_LINES: usize = 30;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before the first character of a cell.
    Start,
    /// In a cell without quotes.
    Plain,
    /// Between quotes.
    Quoted,
    /// Behind a quote that may be the closing one.
    Closed,
}

/// What stopped [`Parser::feed`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// A row is complete.
    Row,
    /// More text is needed.
    More,
}

/// Where the reader stands in the file.
#[derive(Debug)]
pub(super) struct Parser {
    delimiter: u8,
    state: State,
    /// Rows handed out.
    rows: u32,
    /// The physical line at hand.
    line: u32,
    /// The last character was `\r`: a `\n` right behind belongs to it.
    after_cr: bool,
    /// The line where the quote at hand opened.
    opened: u32,
    /// Where the cell at hand begins in the row's text.
    cell: usize,
}

impl Default for Parser {
    fn default() -> Self {
        Self {
            delimiter: b',',
            state: State::Start,
            rows: 0,
            line: 1,
            after_cr: false,
            opened: 0,
            cell: 0,
        }
    }
}

impl Parser {
    /// Finds the delimiter in the first block; returns how much a `sep=` line takes.
    pub fn look_at_start(&mut self, text: &str) -> usize {
        let end = text.find(['\r', '\n']).unwrap_or(text.len());
        let first = text.get(..end).unwrap_or_default();
        if let Some(&[delimiter]) = first.strip_prefix("sep=").map(str::as_bytes)
            && matches!(delimiter, b',' | b';' | b'\t' | b'|')
        {
            self.delimiter = delimiter;
            self.line = 2;
            // A `\n` behind `\r` is skipped when the first row is fed.
            self.after_cr = text.as_bytes().get(end) == Some(&b'\r');
            return (end + 1).min(text.len());
        }
        self.delimiter = likely_delimiter(text);
        0
    }

    /// The delimiter.
    pub const fn delimiter(&self) -> char {
        self.delimiter as char
    }

    /// The physical line at hand.
    pub const fn line(&self) -> u32 {
        self.line
    }

    /// True right behind a `\r`.
    pub const fn after_cr(&self) -> bool {
        self.after_cr
    }

    /// Starts a row.
    pub fn begin(&mut self, row: &mut Row) {
        row.clear();
        row.number = self.rows.saturating_add(1);
        row.line = self.line;
        self.state = State::Start;
        self.cell = 0;
    }

    /// Reads cells of `text` into `row`; returns the bytes used.
    pub fn feed(&mut self, text: &str, row: &mut Row) -> Result<(usize, Step), FileFault> {
        let bytes = text.as_bytes();
        let mut at = 0;
        // The other half of a `\r\n` that ended the row before.
        if self.after_cr && self.state == State::Start && row.ends.is_empty() && !bytes.is_empty() {
            at = usize::from(bytes[0] == b'\n');
            self.after_cr = false;
        }
        while at < bytes.len() {
            match self.state {
                State::Start if bytes[at] == b'"' => {
                    self.opened = self.line;
                    self.state = State::Quoted;
                    at += 1;
                }
                State::Quoted => at = self.quoted(text, at, row)?,
                State::Closed if bytes[at] == b'"' => {
                    row.text.push('"');
                    self.state = State::Quoted;
                    at += 1;
                }
                State::Start | State::Plain | State::Closed => {
                    let (next, ended) = self.plain(text, at, row)?;
                    at = next;
                    if ended {
                        return Ok((at, Step::Row));
                    }
                }
            }
        }
        Ok((at, Step::More))
    }

    /// Ends the file; true when a last row without a newline was under way.
    pub fn end(&mut self, row: &mut Row) -> Result<bool, FileFault> {
        if self.state == State::Quoted {
            return Err(FileFault::UnclosedQuote { line: self.opened });
        }
        if self.state == State::Start && row.ends.is_empty() {
            return Ok(false);
        }
        self.end_cell(row)?;
        self.rows = self.rows.saturating_add(1);
        Ok(true)
    }

    /// Text up to the next quote.
    fn quoted(&mut self, text: &str, at: usize, row: &mut Row) -> Result<usize, FileFault> {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        let length = memchr(b'"', rest).unwrap_or(rest.len());
        let part = text.get(at..at + length).unwrap_or_default();
        self.line = self
            .line
            .saturating_add(count_lines(part.as_bytes(), &mut self.after_cr));
        self.push(part, row)?;
        if length == rest.len() {
            return Ok(at + length);
        }
        self.after_cr = false;
        self.state = State::Closed;
        Ok(at + length + 1)
    }

    /// Text up to the end of the cell; the flag tells whether the row ended too.
    fn plain(&mut self, text: &str, at: usize, row: &mut Row) -> Result<(usize, bool), FileFault> {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        let found = memchr3(self.delimiter, b'\n', b'\r', rest);
        let length = found.unwrap_or(rest.len());
        if length > 0 {
            // Text right behind a quote of another line: the quote opened somewhere else.
            if self.state == State::Closed && self.opened != self.line {
                return Err(FileFault::UnclosedQuote { line: self.opened });
            }
            self.push(text.get(at..at + length).unwrap_or_default(), row)?;
        }
        let Some(mark) = found.and_then(|i| rest.get(i)).copied() else {
            self.state = State::Plain;
            return Ok((at + length, false));
        };
        if mark == self.delimiter {
            self.end_cell(row)?;
            self.state = State::Start;
            return Ok((at + length + 1, false));
        }
        self.line = self.line.saturating_add(1);
        self.after_cr = mark == b'\r';
        let blank = self.state == State::Start && length == 0 && row.ends.is_empty();
        if !blank {
            self.end_cell(row)?;
        }
        self.rows = self.rows.saturating_add(1);
        Ok((at + length + 1, true))
    }

    fn push(&self, part: &str, row: &mut Row) -> Result<(), FileFault> {
        if row.text.len() - self.cell + part.len() > MAX_CELL {
            return Err(if self.state == State::Quoted && self.opened != self.line {
                FileFault::UnclosedQuote { line: self.opened }
            } else {
                FileFault::CellTooLong { row: row.number }
            });
        }
        row.text.push_str(part);
        Ok(())
    }

    fn end_cell(&mut self, row: &mut Row) -> Result<(), FileFault> {
        if row.ends.len() == MAX_COLUMNS {
            return Err(FileFault::TooManyColumns {
                row: row.number,
                limit: MAX_COLUMNS,
            });
        }
        row.ends.push(row.text.len());
        self.cell = row.text.len();
        Ok(())
    }
}

/// The delimiter with the highest count that most lines share; comma when in doubt.
fn likely_delimiter(text: &str) -> u8 {
    let mut best = (0, b',');
    for delimiter in [b',', b'\t', b';'] {
        let mut counts = Vec::with_capacity(SAMPLE_LINES);
        let (mut quoted, mut count) = (false, 0usize);
        for (i, &byte) in text.as_bytes().iter().enumerate() {
            match byte {
                // County systems put a tab behind ID numbers to keep them text.
                b'\t' if text.as_bytes().get(i + 1) == Some(&b',') => {}
                b'"' => quoted = !quoted,
                b'\n' | b'\r' if !quoted => {
                    counts.push(count);
                    count = 0;
                    if counts.len() == SAMPLE_LINES * 2 {
                        break;
                    }
                }
                other => count += usize::from(other == delimiter && !quoted),
            }
        }
        counts.push(count);
        let share = |n: usize| n * counts.iter().filter(|other| **other == n).count();
        let score = counts.iter().map(|n| share(*n)).max().unwrap_or(0);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

#[cfg(test)]
#[path = "csv_read_tests.rs"]
mod tests;
