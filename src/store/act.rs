//! What somebody means to do, and who; and doing it.

use std::sync::Arc;
use std::thread;

use super::{Result, Store, StoreError, Writer, open};

/// Who acts, as the log keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// 操作人: the name entered at the first start.
    pub operator: String,
    /// The system's user, and the SSH client where there is one.
    pub account: String,
}

/// What kind of thing was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// A record added or corrected in a form.
    Form,
    /// A sheet taken in.
    Import,
    /// A change (变更), two records made one, or a year begun.
    Change,
    /// A record removed.
    Remove,
    /// A record of 待挂接 given its household.
    Attach,
    /// An action taken back.
    Undo,
    /// Settings of the book.
    Setting,
}

impl ActionKind {
    /// The word in the log.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Import => "import",
            Self::Change => "change",
            Self::Remove => "remove",
            Self::Attach => "attach",
            Self::Undo => "undo",
            Self::Setting => "setting",
        }
    }
}

/// What somebody means to do.
#[derive(Clone, Debug)]
pub struct Act<'a> {
    /// Who.
    pub who: &'a Who,
    /// When: local time with its offset.
    pub at: &'a str,
    /// What kind of thing.
    pub kind: ActionKind,
    /// What it is, in one short Chinese phrase.
    pub intent: String,
    /// The import it belongs to.
    pub batch: Option<i64>,
    /// The action it takes back.
    pub undoes: Option<i64>,
}

impl<'a> Act<'a> {
    /// An action of this kind that belongs to no import and takes nothing back.
    #[must_use]
    pub const fn new(who: &'a Who, at: &'a str, kind: ActionKind, intent: String) -> Self {
        Self {
            who,
            at,
            kind,
            intent,
            batch: None,
            undoes: None,
        }
    }
}

impl Store {
    /// Does one action: everything that `work` writes, or nothing. An action that changes nothing
    /// leaves no entry; its number is then `None`.
    ///
    /// # Errors
    ///
    /// [`StoreError::ReadOnly`], [`StoreError::Busy`] after the wait, and whatever `work` returns;
    /// the book is then as it was.
    pub fn act<T>(
        &mut self,
        act: &Act<'_>,
        work: impl FnOnce(&mut Writer<'_>) -> Result<T>,
    ) -> Result<(Option<i64>, T)> {
        let done = if act.kind == ActionKind::Import {
            self.act_long(act, work)
        } else {
            self.ready_to_write()?;
            let with = (Arc::clone(&self.dictionary), self.words.clone());
            Writer::act(&mut self.conn, with, act, work)
        }?;
        // The action may have made own fields, or taken some back.
        self.take_own()?;
        Ok(done)
    }

    /// An action that writes much: with a large cache, and with the pages looked at beside it. What
    /// is written stays out of the book until they are found whole.
    fn act_long<T>(
        &mut self,
        act: &Act<'_>,
        work: impl FnOnce(&mut Writer<'_>) -> Result<T>,
    ) -> Result<(Option<i64>, T)> {
        if !self.writable {
            return Err(StoreError::ReadOnly);
        }
        let with = (Arc::clone(&self.dictionary), self.words.clone());
        let (conn, path, sound) = (&mut self.conn, &self.path, &mut self.sound);
        thread::scope(|scope| {
            let check = (!*sound).then(|| scope.spawn(|| open::check_pages(path)));
            open::with_large_cache(conn, |conn| {
                Writer::act(conn, with, act, |writer| {
                    let done = work(writer)?;
                    if let Some(check) = check {
                        check.join().unwrap_or(Err(StoreError::Torn))?;
                        *sound = true;
                    }
                    Ok(done)
                })
            })
        })
    }
}
