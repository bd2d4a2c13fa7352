//! What every screen is given: things that belong to no screen and that all of them read.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::dictionary::{Dictionary, Ledger};
use crate::port::Scope;

/// The dictionaries that the book had while the program ran; whoever looks reads the newest.
///
/// Screens hold on to fields while the book is given others, so that none is thrown away: there
/// are as many as the officer made changes of own fields in one sitting.
pub struct Editions {
    dictionary: Arc<Dictionary>,
    next: OnceCell<Box<Self>>,
}

impl Editions {
    const fn first(dictionary: Arc<Dictionary>) -> Self {
        Self {
            dictionary,
            next: OnceCell::new(),
        }
    }

    fn newest(&self) -> &Self {
        let mut edition = self;
        while let Some(next) = edition.next.get() {
            edition = next;
        }
        edition
    }

    fn add(&self, dictionary: &Arc<Dictionary>) {
        let last = self.newest();
        if !Arc::ptr_eq(&last.dictionary, dictionary) {
            let next = Box::new(Self::first(Arc::clone(dictionary)));
            // The newest has no next: it is always taken.
            let _ = last.next.set(next);
        }
    }
}

impl Deref for Editions {
    type Target = Dictionary;

    fn deref(&self) -> &Dictionary {
        &self.newest().dictionary
    }
}

/// The dictionary, the day, and how much of the township is shown.
///
/// Only the shell changes the scope, when the officer asks for it; only the loop changes the day,
/// when midnight has passed.
pub struct Given {
    /// Every ledger and field, as the book has them now.
    pub dictionary: Editions,
    today: Cell<NaiveDate>,
    scope: Cell<Scope>,
    begun: RefCell<BTreeMap<String, String>>,
}

impl Given {
    /// What screens start with.
    #[must_use]
    pub const fn new(dictionary: Arc<Dictionary>, today: NaiveDate, scope: Scope) -> Self {
        Self {
            dictionary: Editions::first(dictionary),
            today: Cell::new(today),
            scope: Cell::new(scope),
            begun: RefCell::new(BTreeMap::new()),
        }
    }

    /// The book has this dictionary now: the officer, or somebody else, made or withdrew a field.
    pub fn follow(&self, dictionary: &Arc<Dictionary>) {
        self.dictionary.add(dictionary);
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

    /// Keeps a line that was begun and not saved, under what it is about; whether there was one.
    pub fn keep_begun(&self, about: &str, line: &str) -> bool {
        let worth = !line.trim().is_empty();
        if worth {
            let mut begun = self.begun.borrow_mut();
            begun.insert(about.to_owned(), line.to_owned());
        }
        worth
    }

    /// The line that was begun about this, once.
    #[must_use]
    pub fn begun(&self, about: &str) -> String {
        self.begun.borrow_mut().remove(about).unwrap_or_default()
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
