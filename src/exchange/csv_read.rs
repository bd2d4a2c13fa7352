//! Our own streaming CSV reader.
//!
//! The well-known crate swallows every row after an unclosed quote without a word; this one
//! tracks where a quote opened and refuses the file. RFC 4180 otherwise, with what Excel and
//! county systems write: comma, tab or semicolon, `sep=;`, `\r\n`, `\n` or `\r`.
use std::fs::File;
use std::io::Read;
use std::path::Path;

use encoding_rs::{Decoder, DecoderResult};
use sha2::{Digest, Sha256};

use super::csv_state::{Parser, Step};
use super::encoding::{self, BLOCK, Encoding, count_lines};
use super::fault::FileFault;

/// One record; reused from row to row, so that reading does not allocate.
#[derive(Debug, Default)]
pub struct Row {
    /// The row as Excel counts: from 1, blank lines count, newlines in quotes do not.
    pub number: u32,
    /// The physical line the row starts on, from 1.
    pub line: u32,
    pub(super) text: String,
    pub(super) ends: Vec<usize>,
}

impl Row {
    /// Cells in the row; 0 for a blank line.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True for a blank line.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The cell in column `i` from 0; empty beyond the last.
    #[must_use]
    pub fn get(&self, i: usize) -> &str {
        let Some(&end) = self.ends.get(i) else {
            return "";
        };
        let start = i
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .copied();
        self.text.get(start.unwrap_or(0)..end).unwrap_or_default()
    }

    /// All cells, left to right.
    pub fn cells(&self) -> impl Iterator<Item = &str> + Clone {
        (0..self.len()).map(|i| self.get(i))
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }
}

/// The rows of a CSV file, one after the other.
pub struct Rows<R> {
    source: R,
    encoding: Encoding,
    decoder: Decoder,
    raw: Box<[u8]>,
    raw_at: usize,
    raw_end: usize,
    drained: bool,
    finished: bool,
    text: String,
    text_at: usize,
    parser: Parser,
    hash: Option<Sha256>,
}

impl Rows<File> {
    /// Opens a file whose encoding is known (see [`encoding::detect`]).
    pub fn open(path: &Path, encoding: Encoding) -> Result<Self, FileFault> {
        Self::new(encoding::open(path)?, encoding)
    }

    /// Like [`Rows::open`]; [`Rows::digest`] then tells what was read.
    pub fn open_hashed(path: &Path, encoding: Encoding) -> Result<Self, FileFault> {
        Self::start(encoding::open(path)?, encoding, Some(Sha256::new()), BLOCK)
    }
}

impl<R: Read> Rows<R> {
    /// Reads from any source.
    pub fn new(source: R, encoding: Encoding) -> Result<Self, FileFault> {
        Self::start(source, encoding, None, BLOCK)
    }

    /// Reads in blocks of another size, to try every border of blocks.
    #[cfg(test)]
    pub(super) fn in_blocks(
        source: R,
        encoding: Encoding,
        block: usize,
    ) -> Result<Self, FileFault> {
        Self::start(source, encoding, None, block)
    }

    fn start(
        source: R,
        encoding: Encoding,
        hash: Option<Sha256>,
        block: usize,
    ) -> Result<Self, FileFault> {
        let mut rows = Self {
            source,
            encoding,
            decoder: encoding.decoder(),
            raw: vec![0; block].into_boxed_slice(),
            raw_at: 0,
            raw_end: 0,
            drained: false,
            finished: false,
            text: String::with_capacity(block * 3 + 16),
            text_at: 0,
            parser: Parser::default(),
            hash,
        };
        rows.refill()?;
        rows.text_at = rows.parser.look_at_start(&rows.text);
        Ok(rows)
    }

    /// Reads the next row into `row`; false at the end of the file.
    pub fn next(&mut self, row: &mut Row) -> Result<bool, FileFault> {
        self.parser.begin(row);
        loop {
            let rest = self.text.get(self.text_at..).unwrap_or_default();
            let (read, step) = self.parser.feed(rest, row)?;
            self.text_at += read;
            if step == Step::Row {
                return Ok(true);
            }
            if !self.refill()? {
                return self.parser.end(row);
            }
        }
    }

    /// The character that parts cells: `,`, tab or `;`.
    #[must_use]
    pub fn delimiter(&self) -> char {
        self.parser.delimiter()
    }

    /// SHA-256 of the bytes read so far, of the whole file once [`Rows::next`] said false;
    /// `None` unless opened by [`Rows::open_hashed`].
    #[must_use]
    pub fn digest(&self) -> Option<[u8; 32]> {
        self.hash
            .as_ref()
            .map(|hash| hash.clone().finalize().into())
    }

    /// Decodes some more text; false at the end.
    fn refill(&mut self) -> Result<bool, FileFault> {
        self.text.clear();
        self.text_at = 0;
        while self.text.is_empty() {
            if self.finished {
                return Ok(false);
            }
            if self.raw_at == self.raw_end && !self.drained {
                self.read_block()?;
            }
            let raw = self.raw.get(self.raw_at..self.raw_end).unwrap_or_default();
            let (result, read) = self.decoder.decode_to_string_without_replacement(
                raw,
                &mut self.text,
                self.drained,
            );
            self.raw_at += read;
            match result {
                DecoderResult::Malformed(..) => return Err(self.undecodable()),
                DecoderResult::InputEmpty => self.finished = self.drained,
                DecoderResult::OutputFull => {}
            }
        }
        Ok(true)
    }

    /// Fills the block, so that the first one is long enough to find the delimiter in.
    fn read_block(&mut self) -> Result<(), FileFault> {
        self.raw_at = 0;
        self.raw_end = 0;
        while let Some(free) = self
            .raw
            .get_mut(self.raw_end..)
            .filter(|free| !free.is_empty())
        {
            match self.source.read(free) {
                Ok(0) => break,
                Ok(read) => self.raw_end += read,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.drained = self.raw_end == 0;
        if let Some(hash) = &mut self.hash {
            hash.update(self.raw.get(..self.raw_end).unwrap_or_default());
        }
        Ok(())
    }

    fn undecodable(&self) -> FileFault {
        let sound = count_lines(self.text.as_bytes(), &mut self.parser.after_cr());
        FileFault::WrongEncoding {
            line: self.parser.line().saturating_add(sound),
            encoding: self.encoding.name(),
        }
    }
}
