//! Cells on their way from the book into a sheet.

use std::collections::HashMap;
use std::io::{self, Write};

use crate::dictionary::{Dictionary, Field, Kind, Mask};
use crate::domain::{Fen, Value};
use crate::exchange::CsvWriter;
use crate::store::{OutCell, OutRow};

/// Bytes of text after which a block goes on its way.
const FULL: usize = 256 * 1024;

/// How the values of a column are written.
pub(super) enum Form<'a> {
    /// Numbers and dates, as they are.
    Plain,
    /// What people wrote.
    Text,
    /// Numbers of identity, accounts, telephones.
    Digits,
    /// Money, in yuan.
    Money,
    /// 是 or 否.
    YesNo,
    /// Codes, by their labels.
    Codes(HashMap<&'a str, &'a str>),
    /// Sensitive values, to be masked.
    Masked(&'a Dictionary, &'a Field),
}

impl<'a> Form<'a> {
    pub(super) fn of(dictionary: &'a Dictionary, field: Option<&'a Field>, mask: Mask) -> Self {
        let Some(field) = field else {
            return Self::Plain;
        };
        if mask == Mask::Masked && field.sensitive {
            return Self::Masked(dictionary, field);
        }
        match field.kind {
            Kind::Text | Kind::Name | Kind::Note | Kind::Any => Self::Text,
            Kind::Serial
            | Kind::IdNumber
            | Kind::DisabilityNumber
            | Kind::Phone
            | Kind::Account => Self::Digits,
            Kind::Money => Self::Money,
            Kind::YesNo => Self::YesNo,
            Kind::Code(_) | Kind::Codes(_) => {
                let entries = dictionary
                    .codes_of(field)
                    .map_or(&[][..], |list| &list.entries);
                Self::Codes(
                    entries
                        .iter()
                        .map(|entry| (entry.code.as_str(), entry.label.as_str()))
                        .collect(),
                )
            }
            Kind::Integer
            | Kind::Decimal
            | Kind::Rate
            | Kind::Date
            | Kind::Time
            | Kind::Year
            | Kind::Reference(_) => Self::Plain,
        }
    }

    fn write<W: Write>(&self, cell: OutCell<'_>, number: &mut String, writer: &mut CsvWriter<W>) {
        match (self, cell) {
            (_, OutCell::Empty) => writer.cell_raw(""),
            (Self::Masked(dictionary, field), cell) => {
                writer.cell_text(&dictionary.show(field, &value(cell), Mask::Masked));
            }
            (Self::Codes(labels), OutCell::Text(codes)) => match labels.get(codes) {
                Some(label) => writer.cell_raw(label),
                None => writer.cell_text(&several(labels, codes)),
            },
            (Self::Digits, OutCell::Text(text)) => writer.cell_digits(text),
            // A date is one, and so is what the book counted; anything else may be a formula.
            (Self::Plain, OutCell::Text(text))
                if text.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                writer.cell_raw(text);
            }
            (_, OutCell::Text(text)) => writer.cell_text(text),
            (Self::Money, OutCell::Int(fen)) => put(writer, number, Fen(fen)),
            (Self::YesNo, OutCell::Int(answer)) => {
                writer.cell_raw(if answer == 0 { "否" } else { "是" });
            }
            (_, OutCell::Int(whole)) => put(writer, number, whole),
            (_, OutCell::Real(real)) => put(writer, number, real),
        }
    }
}

fn put<W: Write>(writer: &mut CsvWriter<W>, room: &mut String, number: impl std::fmt::Display) {
    use std::fmt::Write as _;
    room.clear();
    let _ = write!(room, "{number}");
    writer.cell_raw(room);
}

/// The labels of several codes; what is no code stands as it is.
fn several(labels: &HashMap<&str, &str>, codes: &str) -> String {
    let label = |code| labels.get(code).copied().unwrap_or(code);
    codes.split(',').map(label).collect::<Vec<_>>().join("、")
}

fn value(cell: OutCell<'_>) -> Value {
    match cell {
        OutCell::Empty => Value::Empty,
        OutCell::Text(text) => Value::Text(text.into()),
        OutCell::Int(number) => Value::Int(number),
        OutCell::Real(number) => Value::Real(number),
    }
}

/// A cell of a block; a text is the next so many bytes of the block's text.
enum Kept {
    Empty,
    Text(usize),
    Int(i64),
    Real(f64),
}

/// Rows on their way from the thread that reads to the one that writes.
#[derive(Default)]
pub(super) struct Block {
    text: String,
    cells: Vec<Kept>,
}

impl Block {
    pub(super) fn push(&mut self, row: &OutRow<'_, '_>) {
        self.cells.extend(row.cells().map(|cell| match cell {
            OutCell::Empty => Kept::Empty,
            OutCell::Int(number) => Kept::Int(number),
            OutCell::Real(number) => Kept::Real(number),
            OutCell::Text(text) => {
                self.text.push_str(text);
                Kept::Text(text.len())
            }
        }));
    }

    pub(super) const fn is_full(&self) -> bool {
        self.text.len() >= FULL
    }

    pub(super) fn write<W: Write>(
        &self,
        forms: &[Form<'_>],
        writer: &mut CsvWriter<W>,
    ) -> io::Result<()> {
        let mut rest = self.text.as_str();
        let mut number = String::new();
        for row in self.cells.chunks_exact(forms.len()) {
            for (form, cell) in forms.iter().zip(row) {
                let cell = match cell {
                    Kept::Empty => OutCell::Empty,
                    Kept::Int(number) => OutCell::Int(*number),
                    Kept::Real(number) => OutCell::Real(*number),
                    Kept::Text(length) => {
                        let (text, after) = rest.split_at_checked(*length).unwrap_or((rest, ""));
                        rest = after;
                        OutCell::Text(text)
                    }
                };
                form.write(cell, &mut number, writer);
            }
            writer.end_row()?;
        }
        Ok(())
    }
}
