//! What every screen is given: things that belong to no screen and that all of them read.

use std::cell::Cell;
use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::dictionary::{Dictionary, Ledger};
use crate::port::Scope;

/// The dictionary, the day, and how much of the township is shown.
///
/// Only the shell changes the scope, when the officer asks for it; only the loop changes the day,
/// when midnight has passed.
pub struct Given {
    /// Every ledger and field.
    pub dictionary: Arc<Dictionary>,
    today: Cell<NaiveDate>,
    scope: Cell<Scope>,
}

impl Given {
    /// What screens start with.
    #[must_use]
    pub const fn new(dictionary: Arc<Dictionary>, today: NaiveDate, scope: Scope) -> Self {
        Self {
            dictionary,
            today: Cell::new(today),
            scope: Cell::new(scope),
        }
    }

    /// The day that 今天 means.
    #[must_use]
    pub const fn today(&self) -> NaiveDate {
        self.today.get()
    }

    /// Another day has begun.
    pub fn set_today(&self, today: NaiveDate) {
        self.today.set(today);
    }

    /// 我的 or 全镇.
    #[must_use]
    pub const fn scope(&self) -> Scope {
        self.scope.get()
    }

    /// The scope in the officer's words.
    #[must_use]
    pub const fn scope_label(&self) -> &'static str {
        match self.scope() {
            Scope::Mine => "我的",
            Scope::Township => "全镇",
        }
    }

    pub(super) fn set_scope(&self, scope: Scope) {
        self.scope.set(scope);
    }

    /// A ledger by its key; `None` for a key that the dictionary does not have.
    #[must_use]
    pub fn ledger(&self, key: &str) -> Option<&Ledger> {
        self.dictionary.ledgers().iter().find(|l| l.key == key)
    }
}

impl fmt::Debug for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Given")
            .field("today", &self.today())
            .field("scope", &self.scope())
            .finish_non_exhaustive()
    }
}
