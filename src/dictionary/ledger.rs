//! A ledger (台账): one kind of record of the book.

use super::field::{Field, Kind};
use crate::domain::LedgerId;

/// One ledger.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// Its place in the dictionary.
    pub id: LedgerId,
    /// The English key: the table of the book and the name in JSON.
    pub key: String,
    /// The officer's word.
    pub label: String,
    /// Other names that commands accept.
    pub aliases: Vec<String>,
    /// The fields by which a record is named in messages.
    pub head: Vec<usize>,
    /// The fields that together tell whether two rows of sheets mean the same record; several
    /// lists are tried in order. Empty where only 册内编号 tells.
    pub identity: Vec<Vec<usize>>,
    /// Other ledgers that a sheet of this ledger may feed with its further columns.
    pub also: Vec<LedgerId>,
    /// Titles of blocks that stand beside this ledger's own in sheets, under the same headers, and
    /// are none of it.
    pub elsewhere: Vec<String>,
    /// Whether its records are written by changes (变更) alone: no form makes or removes one.
    pub by_change: bool,
    /// The order of lists and exports, as fields; the record's number follows.
    pub order: Vec<usize>,
    /// The columns of the stored fields, quoted, with commas between them.
    pub columns: String,
    /// What gives the kept fields of the record `t`, with commas between them: columns, and the
    /// expressions of own fields.
    pub kept_columns: String,
    /// Whether it belongs to the book's own working: no sheet is of it, and no menu lists it.
    pub inner: bool,
    /// The fields, in the order of forms and exports; the officer's own ones are the last.
    pub fields: Vec<Field>,
}

impl Ledger {
    /// The place of the field with this key.
    #[must_use]
    pub fn position(&self, key: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.key == key)
    }

    /// The field with this key.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// The field that refers to `ledger`, if any.
    #[must_use]
    pub fn reference_to(&self, ledger: LedgerId) -> Option<usize> {
        let kind = Kind::Reference(ledger);
        self.fields.iter().position(|field| field.kind == kind)
    }

    /// Whether a record has a village of its own beside its household's, so that it can do without
    /// a household (诉求与信访, 临时救助, 社会帮扶与捐赠).
    #[must_use]
    pub fn has_own_village(&self) -> bool {
        self.key != "household"
            && self.field("household").is_some()
            && self.field("village").is_some()
    }

    /// Whether a record belongs to a village and to no household (村级人员, 公示公告, 驻村工作队).
    #[must_use]
    pub fn has_village_alone(&self) -> bool {
        let refers = |key: &str| {
            let field = self.field(key);
            field.is_some_and(|field| matches!(field.kind, Kind::Reference(_)))
        };
        refers("village") && !refers("household")
    }

    /// The column by which other records' lists name a record of this ledger.
    #[must_use]
    pub fn name_column(&self) -> &str {
        match self.key.as_str() {
            "household" => "head_name",
            _ => self
                .head
                .first()
                .map_or("id", |place| self.fields[*place].key.as_str()),
        }
    }

    /// The fields that the book has a column for, with their places.
    pub fn stored(&self) -> impl Iterator<Item = (usize, &Field)> {
        let all = self.fields.iter().enumerate();
        all.filter(|(_, field)| field.is_stored())
    }

    /// What gives the kept fields of a record of the table `t`, with commas between them.
    #[must_use]
    pub fn columns_of(&self, t: &str) -> String {
        let one = |field: &Field| match field.own {
            Some(own) => format!("({})", own.sql(&format!("{t}.id"))),
            None => format!("{t}.\"{}\"", field.key),
        };
        let all = self.kept().map(|(_, field)| one(field));
        all.collect::<Vec<_>>().join(", ")
    }

    /// The fields that the book keeps, own ones included, with their places.
    pub fn kept(&self) -> impl Iterator<Item = (usize, &Field)> {
        let all = self.fields.iter().enumerate();
        all.filter(|(_, field)| field.is_kept())
    }

    /// The fields that forms and templates ask for, with their places.
    pub fn asked(&self) -> impl Iterator<Item = (usize, &Field)> {
        let all = self.fields.iter().enumerate();
        all.filter(|(_, field)| field.is_asked())
    }
}
