//! The columns of a sheet that this program writes, so that what goes out comes in again.
//!
//! Export and template write these headers; `exchange` must read each of them back as what it
//! was, and a test says so for every ledger.

use super::{Dictionary, Field, Kind, Ledger, LedgerId};

/// The header of the internal key.
pub const KEY_HEADER: &str = "册内编号";

/// Where the cells of a column come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The record's internal key.
    Key,
    /// A field of the record.
    Field(usize),
    /// One part of how the record names another: the reference field, and which of its columns.
    Of(usize, usize),
}

/// One column.
#[derive(Clone, Debug)]
pub struct SheetPart<'a> {
    /// The header, with the unit of numbers in brackets.
    pub header: String,
    /// Where the cells come from.
    pub part: Part,
    /// The field that the cells are values of; `None` for the key.
    pub field: Option<&'a Field>,
}

impl Dictionary {
    /// The columns of an export of this ledger, in order.
    #[must_use]
    pub fn sheet<'a>(&'a self, ledger: &'a Ledger) -> Vec<SheetPart<'a>> {
        let mut parts = vec![SheetPart {
            header: KEY_HEADER.to_owned(),
            part: Part::Key,
            field: None,
        }];
        for (place, field) in ledger.fields.iter().enumerate() {
            match field.kind {
                Kind::Reference(to) => parts.extend(self.reference(ledger, place, to)),
                _ => parts.push(SheetPart {
                    header: with_unit(&field.label, field),
                    part: Part::Field(place),
                    field: Some(field),
                }),
            }
        }
        parts
    }

    /// The field whose values stand for a part of a reference: a part that is itself a reference
    /// is written by the name of what it refers to.
    #[must_use]
    pub fn part_field(&self, to: LedgerId, key: &str) -> Option<(&Field, Option<LedgerId>)> {
        let field = self.ledger(to).field(key)?;
        match field.kind {
            Kind::Reference(other) => {
                let named = self.ledger(other);
                Some((&named.fields[*named.head.first()?], Some(other)))
            }
            _ => Some((field, None)),
        }
    }

    fn reference<'a>(
        &'a self,
        ledger: &'a Ledger,
        place: usize,
        to: LedgerId,
    ) -> impl Iterator<Item = SheetPart<'a>> {
        let field = &ledger.fields[place];
        let columns = field.columns.iter().enumerate();
        columns.filter_map(move |(at, column)| {
            let (value, _) = self.part_field(to, &column.key)?;
            // A label that is also the record's own would be read as the record's own.
            let label = if own(ledger, &column.label) {
                format!("{}{}", field.label, column.label)
            } else {
                column.label.clone()
            };
            Some(SheetPart {
                header: with_unit(&label, value),
                part: Part::Of(place, at),
                field: Some(value),
            })
        })
    }
}

fn own(ledger: &Ledger, label: &str) -> bool {
    let fields = ledger.fields.iter();
    let mut named = fields.filter(|field| !matches!(field.kind, Kind::Reference(_)));
    named.any(|field| field.label == label || field.aliases.iter().any(|alias| alias == label))
}

/// Money is always written in yuan, whatever unit a sheet without one would mean.
fn with_unit(label: &str, field: &Field) -> String {
    let unit = match field.kind {
        Kind::Money => Some("元"),
        _ => field.unit.as_deref(),
    };
    unit.map_or_else(|| label.to_owned(), |unit| format!("{label}（{unit}）"))
}
