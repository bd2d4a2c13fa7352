//! Writing CSV that Excel opens as it is meant and that reads back exactly.
use std::io::{self, Write};

use super::encoding::Encoding;
use super::guard;

/// Text gathered before it is encoded and written.
const BLOCK: usize = 64 * 1024;

/// Writes rows of cells, comma and CRLF.
///
/// Cells are gathered in memory; errors come out of [`CsvWriter::end_row`] and
/// [`CsvWriter::finish`].
pub struct CsvWriter<W> {
    inner: W,
    encoding: Encoding,
    text: String,
    cells: usize,
    /// Where the row at hand begins in `text`.
    row: usize,
}

impl<W: Write> CsvWriter<W> {
    /// Starts a file; the mark of the encoding is written with the first rows.
    pub fn new(inner: W, encoding: Encoding) -> Self {
        let mut text = String::with_capacity(BLOCK + BLOCK / 4);
        if !encoding.mark().is_empty() {
            text.push('\u{feff}');
        }
        let row = text.len();
        Self {
            inner,
            encoding,
            text,
            cells: 0,
            row,
        }
    }

    /// Text people wrote: guarded against formulas.
    pub fn cell_text(&mut self, text: &str) {
        let guarded = guard::guard(text);
        self.cell(&guarded, "");
    }

    /// Numbers, dates, codes and headers of our own: as they are.
    pub fn cell_raw(&mut self, text: &str) {
        self.cell(text, "");
    }

    /// Numbers of identity, accounts, telephones, keys: a tab behind those Excel would spoil.
    ///
    /// Quoted, so that no reader takes the tabs for the delimiter.
    pub fn cell_digits(&mut self, text: &str) {
        if guard::is_fragile(text) {
            self.cell(text, "\t");
        } else {
            self.cell_text(text);
        }
    }

    fn cell(&mut self, text: &str, behind: &str) {
        if self.cells > 0 {
            self.text.push(',');
        }
        self.cells += 1;
        if must_quote(text) || !behind.is_empty() {
            self.text.push('"');
            for (i, part) in text.split('"').enumerate() {
                if i > 0 {
                    self.text.push_str("\"\"");
                }
                self.text.push_str(part);
            }
            self.text.push_str(behind);
            self.text.push('"');
        } else {
            self.text.push_str(text);
            self.text.push_str(behind);
        }
    }

    /// Ends the row.
    pub fn end_row(&mut self) -> io::Result<()> {
        // An empty line would be no row with one empty cell.
        if self.cells == 1 && self.text.len() == self.row {
            self.text.push_str("\"\"");
        }
        self.text.push_str("\r\n");
        self.cells = 0;
        if self.text.len() >= BLOCK {
            self.write_out()?;
        }
        self.row = self.text.len();
        Ok(())
    }

    /// Writes what is left and gives the target back, flushed.
    pub fn finish(mut self) -> io::Result<W> {
        self.write_out()?;
        self.inner.flush()?;
        Ok(self.inner)
    }

    fn write_out(&mut self) -> io::Result<()> {
        match self.encoding {
            Encoding::Utf8 | Encoding::Utf8Bom => self.inner.write_all(self.text.as_bytes())?,
            Encoding::Gb18030 => self.write_gb18030()?,
            Encoding::Utf16Le => self.write_wide(u16::to_le_bytes)?,
            Encoding::Utf16Be => self.write_wide(u16::to_be_bytes)?,
        }
        self.text.clear();
        Ok(())
    }

    /// GB18030 holds all of Unicode but one private character (U+E5E5), which is reported.
    fn write_gb18030(&mut self) -> io::Result<()> {
        let (bytes, _, had_errors) = encoding_rs::GB18030.encode(&self.text);
        if had_errors {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "有的字 GB18030 编码里没有，请改用 utf-8-bom 导出",
            ));
        }
        self.inner.write_all(&bytes)
    }

    fn write_wide(&mut self, bytes: fn(u16) -> [u8; 2]) -> io::Result<()> {
        let wide: Vec<u8> = self.text.encode_utf16().flat_map(bytes).collect();
        self.inner.write_all(&wide)
    }
}

/// Quotes for what would part cells or rows, and for a mark or `sep=` that would be eaten at the start.
fn must_quote(text: &str) -> bool {
    let parts = |b: u8| matches!(b, b',' | b'"' | b'\n' | b'\r' | b';' | b'\t');
    text.bytes().any(parts) || text.starts_with("sep=") || text.starts_with('\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::{Row, Rows, unguard};
    use proptest::prelude::*;

    fn written(rows: &[Vec<String>], encoding: Encoding) -> Vec<u8> {
        let mut writer = CsvWriter::new(Vec::new(), encoding);
        for row in rows {
            for cell in row {
                writer.cell_text(cell);
            }
            writer.end_row().unwrap();
        }
        writer.finish().unwrap()
    }

    #[test]
    fn writes_what_excel_expects() {
        let mut writer = CsvWriter::new(Vec::new(), Encoding::Utf8Bom);
        writer.cell_raw("户主");
        writer.cell_digits("421099195503060861");
        writer.cell_digits("42109919550306086X");
        writer.cell_text("=1+1,\"x\"");
        writer.cell_raw("-5");
        writer.end_row().unwrap();
        let text = String::from_utf8(writer.finish().unwrap()).unwrap();
        assert_eq!(
            text,
            "\u{feff}户主,\"421099195503060861\t\",42109919550306086X,\"'=1+1,\"\"x\"\"\",-5\r\n"
        );
    }

    #[test]
    fn gb18030_keeps_rare_characters_and_reports_the_one_it_lacks() {
        let rows = [vec!["钟𠮷".to_owned(), "孟\u{e863}".to_owned()]];
        let bytes = written(&rows, Encoding::Gb18030);
        assert_eq!(encoding_rs::GB18030.decode(&bytes).0, "钟𠮷,孟\u{e863}\r\n");
        let mut writer = CsvWriter::new(Vec::new(), Encoding::Gb18030);
        writer.cell_text("\u{e5e5}");
        writer.end_row().unwrap();
        assert_eq!(
            writer.finish().unwrap_err().kind(),
            io::ErrorKind::InvalidData
        );
    }

    proptest! {
        #[test]
        fn reads_back_exactly(
            rows in prop::collection::vec(
                prop::collection::vec("([\"',;=\\t\\r\\n+\u{feff}村 0-9]|\\PC){0,8}", 2..6), 1..8),
            which in 0usize..5,
        ) {
            let encoding = [Encoding::Utf8, Encoding::Utf8Bom, Encoding::Gb18030,
                Encoding::Utf16Le, Encoding::Utf16Be][which];
            prop_assume!(!rows.iter().flatten().any(|c| c.contains('\u{e5e5}')));
            let bytes = written(&rows, encoding);
            let mut reader = Rows::new(bytes.as_slice(), encoding).unwrap();
            prop_assert_eq!(reader.delimiter(), ',');
            let mut row = Row::default();
            let mut back = Vec::new();
            while reader.next(&mut row).unwrap() {
                back.push(row.cells().map(|c| unguard(c).to_owned()).collect::<Vec<_>>());
            }
            prop_assert_eq!(back, rows);
        }
    }
}
