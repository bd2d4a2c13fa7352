//! The rules in force at a desk, and what they last answered.

use std::collections::HashSet;
use std::sync::Arc;

use super::Desk;
use crate::dictionary::Dictionary;
use crate::domain::PartialDate;
use crate::policy::{LocalFigure, Packs, RuleBook, Series};
use crate::port::{Fault, Scope};
use crate::store::{Answers, SubjectRow};

/// The setting that names the packs switched on beside the book's own, by commas.
pub const ALSO: &str = "packs";

/// The settings that hold packs of the township's own begin with this; the pack's id follows.
pub const OWN: &str = "own_pack:";

/// Rules, ready to be asked, as long as nothing they are made of changes.
#[derive(Debug)]
pub struct RulesInForce {
    /// What they were made of.
    made_of: MadeOf,
    /// The packs, those of the township's own among them.
    pub packs: Arc<Packs>,
    /// The rules.
    pub book: Arc<RuleBook>,
    /// What is wrong with packs of the township's own that could not be read.
    pub unread: Vec<String>,
    answers: Option<Answers>,
}

#[derive(Debug, PartialEq)]
struct MadeOf {
    dictionary: *const Dictionary,
    on: Vec<String>,
    own: Vec<(String, String)>,
    locals: Vec<LocalFigure>,
}

/// The packs that the township switched on: the one it began with, then others.
///
/// # Errors
///
/// When the book cannot be read.
pub fn switched_on(desk: &Desk) -> Result<Vec<String>, Fault> {
    let first = desk.store.setting("pack")?.unwrap_or_default();
    let also = desk.store.setting(ALSO)?.unwrap_or_default();
    let all = std::iter::once(first.as_str()).chain(also.split(','));
    let mut on: Vec<String> = Vec::new();
    for id in all.map(str::trim).filter(|id| !id.is_empty()) {
        if !on.iter().any(|known| known == id) {
            on.push(id.to_owned());
        }
    }
    Ok(on)
}

/// A figure in force, for questions that are no rule.
///
/// # Errors
///
/// When the book cannot be read.
pub fn figure(desk: &Desk, name: &str) -> Result<Option<Series>, Fault> {
    let locals = desk.store.local_figures()?;
    let on = switched_on(desk)?;
    let found = on.iter().find_map(|pack| desk.packs.figure_of(pack, name));
    Ok(found.map(|figure| Series::of(figure, &locals)))
}

/// A figure's value at a date, also where nobody confirmed it, and whether somebody did.
///
/// # Errors
///
/// When the book cannot be read.
pub fn figure_as_it_is(
    desk: &Desk,
    name: &str,
    date: PartialDate,
) -> Result<Option<(f64, bool)>, Fault> {
    if let Some(value) = figure(desk, name)?.and_then(|series| series.at(date)) {
        return Ok(Some((value, true)));
    }
    let on = switched_on(desk)?;
    let found = on
        .iter()
        .find_map(|pack| desk.packs.figure(pack, name, date));
    Ok(found.map(|found| (found.value, false)))
}

/// The rules in force now.
///
/// # Errors
///
/// When the book cannot be read.
pub fn in_force(desk: &mut Desk) -> Result<&mut RulesInForce, Fault> {
    let made_of = MadeOf {
        dictionary: Arc::as_ptr(&desk.dictionary),
        on: switched_on(desk)?,
        own: desk.store.settings(OWN)?,
        locals: desk.store.local_figures()?,
    };
    let known = desk.rules.take().filter(|known| known.made_of == made_of);
    let rules = known.unwrap_or_else(|| made(desk, made_of));
    Ok(desk.rules.insert(rules))
}

fn made(desk: &Desk, made_of: MadeOf) -> RulesInForce {
    let mut packs = Arc::clone(&**desk.packs);
    let mut unread = Vec::new();
    for (id, text) in &made_of.own {
        match packs.with(&format!("{id}.toml"), text) {
            Ok(more) => packs = Arc::new(more),
            Err(error) => unread.push(error.to_string()),
        }
    }
    let book = sound_book(desk, &packs, &made_of);
    RulesInForce {
        made_of,
        packs,
        book: Arc::new(book),
        unread,
        answers: None,
    }
}

/// The rules, without those of the township's own packs that the database cannot read: one that
/// cannot be asked would take every other with it.
fn sound_book(desk: &Desk, packs: &Packs, made_of: &MadeOf) -> RuleBook {
    let (on, locals) = (&made_of.on, &made_of.locals);
    let book = RuleBook::of(&desk.dictionary, packs, on, locals);
    if made_of.own.is_empty() {
        return book;
    }
    let own = |id: &str| made_of.own.iter().any(|(known, _)| known == id);
    let unsound = crate::store::unsound(&desk.dictionary, &book, own);
    if unsound.is_empty() {
        return book;
    }
    RuleBook::of_but(&desk.dictionary, packs, on, locals, unsound)
}

impl RulesInForce {
    /// What is wrong with packs, a sentence each.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let faults = self.book.faults.iter().map(ToString::to_string);
        self.unread.iter().cloned().chain(faults).collect()
    }

    /// The answers as far as they were worked out.
    #[must_use]
    pub fn answered(&self) -> Option<&Answers> {
        self.answers.as_ref()
    }
}

/// Works out every answer, or those that changed since the last time.
///
/// # Errors
///
/// When the book cannot be read.
pub fn answer(desk: &mut Desk) -> Result<Arc<RuleBook>, Fault> {
    let today = desk.today;
    let rules = in_force(desk)?;
    let book = Arc::clone(&rules.book);
    let known = rules.answers.take().filter(|known| known.today == today);
    let answers = match known {
        Some(known) => desk.store.answers_after(&book, known)?,
        None => desk.store.answers(&book, today)?,
    };
    if let Some(rules) = &mut desk.rules {
        rules.answers = Some(answers);
    }
    Ok(book)
}

/// Whose answers count in a scope.
#[derive(Debug)]
pub enum Within {
    /// Everybody's.
    All,
    /// Those of these villages and these households.
    Mine(HashSet<i64>, HashSet<i64>),
}

impl Within {
    /// The operator's, or everybody's.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn of(desk: &Desk, scope: Scope) -> Result<Self, Fault> {
        let reach = super::serve::reach(desk, scope);
        Ok(match desk.store.households_within(&reach)? {
            None => Self::All,
            Some(households) => {
                let villages = desk.operator.villages.iter().copied().collect();
                Self::Mine(villages, households)
            }
        })
    }

    /// Whether a subject is among them. What belongs to no household and no village is everybody's.
    #[must_use]
    pub fn has(&self, row: &SubjectRow) -> bool {
        match self {
            Self::All => true,
            Self::Mine(villages, households) => match (row.household, row.village) {
                (Some(household), _) => households.contains(&household),
                (None, Some(village)) => villages.contains(&village),
                (None, None) => true,
            },
        }
    }
}
