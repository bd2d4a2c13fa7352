//! A field of a ledger.

use crate::domain::LedgerId;

/// What a field holds, and so how it is read, stored, shown and typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line of text, stored as it stands.
    Text,
    /// A number kept as text (户编号, 人编号, 合同编号): folded, never parsed.
    Serial,
    /// A person's name: never folded, refused with control characters.
    Name,
    /// A text of several lines, stored as it stands.
    Note,
    /// A whole number.
    Integer,
    /// A number with decimals in the field's unit (亩, 公里, 平方米, 月).
    Decimal,
    /// An amount of money, stored in integer fen.
    Money,
    /// A rate in percent a year.
    Rate,
    /// A date that keeps its precision: year, month or day, as ISO text.
    Date,
    /// A time of the day, stored as `HH:MM`.
    Time,
    /// A calendar or income year.
    Year,
    /// 是 or 否, stored as 1 or 0.
    YesNo,
    /// One code of a list; the number is the list's place in the dictionary.
    Code(usize),
    /// Several codes of a list, stored with commas between them.
    Codes(usize),
    /// A national ID number (公民身份号码), 18 characters.
    IdNumber,
    /// A disability certificate number (残疾人证号), 20 or 22 characters.
    DisabilityNumber,
    /// A telephone number.
    Phone,
    /// A bank account or card number.
    Account,
    /// A record of another ledger, by its internal key.
    Reference(LedgerId),
    /// A value of whatever type its 自定义栏 has.
    Any,
}

/// How a sheet writes one part of a reference: a record is named by some of its own fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The field of the referenced ledger.
    pub key: String,
    /// The header that exports write.
    pub label: String,
    /// Other headers met in sheets of the referring ledger.
    pub aliases: Vec<String>,
}

/// What makes a field the officer's own (自定义栏).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Own {
    /// The record of the ledger of own fields that describes it.
    pub id: i64,
    /// Whether forms and imports still ask for it: its day (有效期) has not passed.
    pub open: bool,
}

/// One field.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each answers a question of its own about a field"
)]
pub struct Field {
    /// The English key: the column of the book and the key in JSON.
    pub key: String,
    /// The officer's word, and the header of exports.
    pub label: String,
    /// Other headers met in real sheets.
    pub aliases: Vec<String>,
    /// What it holds.
    pub kind: Kind,
    /// Whether a new record must have it.
    pub required: bool,
    /// Whether lists, papers and logs mask it.
    pub sensitive: bool,
    /// The heading it stands under in a form.
    pub group: String,
    /// How many columns it takes in lists; `None` where it is not listed.
    pub list: Option<u16>,
    /// The unit of numbers (`元`, `万元`, `亩`, `月` …) when a header names none.
    pub unit: Option<String>,
    /// What the officer should know about it.
    pub note: String,
    /// A code field of the record, and the code that makes forms ask for this one: 豁免 needs the
    /// number of the county's paper.
    pub required_when: Option<(String, String)>,
    /// For a date: the key of the date that it must not lie before.
    pub not_before: Option<String>,
    /// For a date: whether it must not lie in the future.
    pub past: bool,
    /// For a reference: how sheets write it.
    pub columns: Vec<Column>,
    /// For a reference: whether an import may create the record it names.
    pub create: bool,
    /// For a reference: whether the record is a part of the one it refers to, and is removed with
    /// it.
    pub part: bool,
    /// A field that is not stored: one SQL expression over the book, `t` being the record.
    pub sql: Option<String>,
    /// Whether it is set when the record is made and later only by a change (变更): the form of a
    /// correction leaves it out.
    pub fixed: bool,
    /// Whether 年度结转 takes its value into the next year.
    pub carry: bool,
    /// For a field of a loan that a sheet states and the book keeps as an event: the event's kind.
    pub event: Option<String>,
    /// An officer's own field: its values are dated records of their own, and `sql` gives the last.
    pub own: Option<Own>,
}

impl Field {
    /// Whether the book has a column for it.
    #[must_use]
    pub const fn is_stored(&self) -> bool {
        self.sql.is_none()
    }

    /// Whether the book keeps what is entered: in a column, or as a value of a 自定义栏.
    #[must_use]
    pub const fn is_kept(&self) -> bool {
        self.is_stored() || self.own.is_some()
    }

    /// Whether forms, templates and imports ask for it: kept, and no 自定义栏 that has run out.
    #[must_use]
    pub const fn is_asked(&self) -> bool {
        match self.own {
            Some(own) => own.open,
            None => self.is_stored(),
        }
    }

    /// The key in JSON: the officer's own fields have no English one, so that it is their label.
    #[must_use]
    pub fn json_key(&self) -> &str {
        if self.own.is_some() {
            &self.label
        } else {
            &self.key
        }
    }
}
