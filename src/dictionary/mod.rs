//! The data dictionary: every ledger (台账) and field of the book, read from `assets/dictionary`.
//!
//! One TOML file describes one ledger. From it come the schema check, the mapping of a county's
//! headers, export headers, forms, plain lists and masking, so that a column which a county
//! renames is a line in a file and never code. `README.md` shows how a field is added.

mod assets;
pub mod carry;
mod codes;
pub mod condition;
mod facts;
mod field;
mod ledger;
mod load;
mod own;
mod read;
mod sheet;
mod show;
mod typed;

pub use codes::{CodeEntry, CodeList};
pub use condition::{Condition, Filter, Piece, Test};
pub use facts::{CountUnit, Counted, Dates, Fact, Gathered, Of, Over, Subject};
pub use field::{Column, Field, Kind, Own};
pub use ledger::Ledger;
pub use load::{DictionaryError, Source};
pub use own::{OWN_FIELDS, OWN_GROUP, OWN_LEDGERS, OWN_VALUES, OwnColumn, own_label};
pub use read::{Cell, CellFault, Context};
pub use sheet::{KEY_HEADER, Part, SheetPart};
pub use show::Mask;
pub use typed::Typed;

pub use crate::domain::LedgerId;

/// All ledgers and code lists.
#[derive(Clone, Debug)]
pub struct Dictionary {
    ledgers: Vec<Ledger>,
    codes: Vec<CodeList>,
    headers: Headers,
}

/// Headers met in sheets that are no field of any ledger.
#[derive(Clone, Debug, Default)]
pub struct Headers {
    /// The values of the column tell which field is meant (户类型).
    pub by_value: Vec<String>,
    /// Running numbers and the like, read over.
    pub passed: Vec<String>,
}

impl Dictionary {
    /// Reads the dictionary that ships inside the program.
    ///
    /// # Errors
    ///
    /// [`DictionaryError`] when a file is not as `load` wants it; a test reads every file, so a
    /// released program never meets it.
    pub fn built_in() -> Result<Self, DictionaryError> {
        load::read(assets::FILES)
    }

    /// Every ledger, in the order of the dictionary.
    #[must_use]
    pub fn ledgers(&self) -> &[Ledger] {
        &self.ledgers
    }

    /// The ledger with this number.
    #[must_use]
    pub fn ledger(&self, id: LedgerId) -> &Ledger {
        &self.ledgers[id.index()]
    }

    /// The ledger that an officer or a command names: its English key, its label or an alias.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Ledger> {
        let named = |l: &&Ledger| l.key == name || l.label == name;
        let also = |l: &&Ledger| l.aliases.iter().any(|a| a == name);
        let mut all = self.ledgers.iter();
        all.find(named).or_else(|| self.ledgers.iter().find(also))
    }

    /// Headers that are no field of any ledger.
    #[must_use]
    pub const fn headers(&self) -> &Headers {
        &self.headers
    }

    /// The code list of a field; `None` for kinds without one.
    #[must_use]
    pub fn codes_of(&self, field: &Field) -> Option<&CodeList> {
        self.codes_of_kind(field.kind)
    }

    /// The code list that values of this kind are of; `None` for kinds without one.
    #[must_use]
    pub fn codes_of_kind(&self, kind: Kind) -> Option<&CodeList> {
        match kind {
            Kind::Code(list) | Kind::Codes(list) => self.codes.get(list),
            _ => None,
        }
    }

    /// The code list with this key.
    #[must_use]
    pub fn code_list(&self, key: &str) -> Option<&CodeList> {
        self.codes.iter().find(|list| list.key == key)
    }
}
