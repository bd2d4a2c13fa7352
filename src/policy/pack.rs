//! A policy pack, and all packs together.

use super::assets;
use super::checklist::Checklist;
use super::figure::{Figure, FigureValue};
use super::load::{self, PolicyError, Source};
use super::paper::Paper;
use super::procedure::{Cases, Procedure};
use super::procedure_read;
use super::rule::{Calendar, Rule};
use crate::domain::PartialDate;

/// What one policy document asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Pack {
    /// Its name in commands and in the book, such as `hubei-2016`.
    pub id: String,
    /// What officers call it.
    pub name: String,
    /// Where it holds.
    pub region: String,
    /// The first and the last year that it holds for.
    pub years: [u16; 2],
    /// The document's full name.
    pub basis: String,
    /// The pack beneath it, whose figures hold where it has none of its own.
    pub extends: Option<String>,
    /// Its own figures, in the order of the document.
    pub figures: Vec<Figure>,
    /// Its own procedures and papers.
    pub cases: Cases,
    /// Its own checklists, in the order of the file.
    pub checklists: Vec<Checklist>,
    /// Rules of the packs beneath that do not hold here.
    pub drops: Vec<String>,
    /// Its own rules, in the order of standards, doubts and duties.
    pub rules: Vec<Rule>,
    /// Its own duties of the calendar.
    pub calendar: Vec<Calendar>,
}

impl Pack {
    /// Its own figure of this name, without those of the pack beneath.
    #[must_use]
    pub fn own_figure(&self, id: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.id == id)
    }

    /// Whether it has a rule or a duty of the calendar of this name.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        let rules = self.rules.iter().map(|rule| &rule.id);
        let mut all = rules.chain(self.calendar.iter().map(|entry| &entry.id));
        all.any(|known| known == id)
    }
}

/// All packs.
#[derive(Debug, Default)]
pub struct Packs {
    packs: Vec<Pack>,
}

impl Packs {
    /// Reads the packs that ship inside the program.
    ///
    /// # Errors
    ///
    /// [`PolicyError`] when a pack is not as `load` wants it; a test reads every pack, so a
    /// released program never meets it.
    pub fn built_in() -> Result<Self, PolicyError> {
        Ok(Self {
            packs: load::built_in(assets::FILES)?,
        })
    }

    /// Reads packs from other sources: those that a pack extends must be among them.
    ///
    /// # Errors
    ///
    /// As [`Packs::built_in`].
    pub fn from_sources(sources: &[Source<'_>]) -> Result<Self, PolicyError> {
        let packs = Self {
            packs: load::written(sources)?,
        };
        procedure_read::check(&packs)?;
        Ok(packs)
    }

    /// These packs and one more; it may take the place of one of the same id.
    ///
    /// # Errors
    ///
    /// As [`Packs::built_in`]; these packs go on as they are.
    pub fn with(&self, file: &str, text: &str) -> Result<Self, PolicyError> {
        let packs = Self {
            packs: load::and(&self.packs, (file, text))?,
        };
        procedure_read::check(&packs)?;
        Ok(packs)
    }

    /// Every pack, in the order that officers are offered them.
    #[must_use]
    pub fn all(&self) -> &[Pack] {
        &self.packs
    }

    /// The pack with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Pack> {
        self.packs.iter().find(|pack| pack.id == id)
    }

    /// The pack with this id, then the one it extends, and so on; empty when there is no such pack.
    pub fn chain(&self, id: &str) -> impl Iterator<Item = &Pack> {
        let beneath = |pack: &&Pack| pack.extends.as_deref().and_then(|id| self.get(id));
        std::iter::successors(self.get(id), beneath)
    }

    /// The figure of this name that holds in a pack: its own, or the nearest beneath.
    #[must_use]
    pub fn figure_of(&self, pack: &str, name: &str) -> Option<&Figure> {
        self.chain(pack).find_map(|pack| pack.own_figure(name))
    }

    /// Every figure that holds in a pack, its own first; a figure that it replaces is left out.
    #[must_use]
    pub fn figures_of(&self, pack: &str) -> Vec<&Figure> {
        let mut found: Vec<&Figure> = Vec::new();
        for figure in self.chain(pack).flat_map(|pack| &pack.figures) {
            if !found.iter().any(|known| known.id == figure.id) {
                found.push(figure);
            }
        }
        found
    }

    /// The value of a figure for the date of the thing judged. `None` when the pack has no such
    /// figure, or none that holds then; the judgement is 缺数据, never a guess.
    #[must_use]
    pub fn figure(&self, pack: &str, name: &str, at: PartialDate) -> Option<&FigureValue> {
        self.figure_of(pack, name)?.at(at)
    }

    /// Every procedure that holds in a pack, its own first, with the pack that has it; one that is
    /// replaced is left out.
    #[must_use]
    pub fn procedures(&self, pack: &str) -> Vec<(&Pack, &Procedure)> {
        let mut found: Vec<(&Pack, &Procedure)> = Vec::new();
        for pack in self.chain(pack) {
            for procedure in &pack.cases.procedures {
                if !found.iter().any(|(_, known)| known.id == procedure.id) {
                    found.push((pack, procedure));
                }
            }
        }
        found
    }

    /// The procedure that a book names as `hubei-2016/户退出`.
    #[must_use]
    pub fn procedure(&self, named: &str) -> Option<(&Pack, &Procedure)> {
        let (pack, id) = named.split_once('/')?;
        let pack = self.get(pack)?;
        let found = pack.cases.procedures.iter().find(|one| one.id == id)?;
        Some((pack, found))
    }

    /// Every checklist that holds in a pack, its own first, with the pack that has it; one that is
    /// replaced is left out.
    #[must_use]
    pub fn checklists(&self, pack: &str) -> Vec<(&Pack, &Checklist)> {
        let mut found: Vec<(&Pack, &Checklist)> = Vec::new();
        for pack in self.chain(pack) {
            for checklist in &pack.checklists {
                if !found.iter().any(|(_, known)| known.id == checklist.id) {
                    found.push((pack, checklist));
                }
            }
        }
        found
    }

    /// The checklist that a book names as `national-2016/入户`.
    #[must_use]
    pub fn checklist(&self, named: &str) -> Option<(&Pack, &Checklist)> {
        let (pack, id) = named.split_once('/')?;
        let pack = self.get(pack)?;
        let found = pack.checklists.iter().find(|one| one.id == id)?;
        Some((pack, found))
    }

    /// The paper of this name that holds in a pack: its own, or the nearest beneath.
    #[must_use]
    pub fn paper(&self, pack: &str, id: &str) -> Option<&Paper> {
        self.chain(pack)
            .find_map(|pack| pack.cases.papers.iter().find(|paper| paper.id == id))
    }
}
