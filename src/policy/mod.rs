//! Policy packs (政策口径): what one policy document asks, read from `assets/policies`.
//!
//! Five provinces and four policy years contradict each other, so no number of a policy stands in
//! code. One TOML file describes one document; a pack may extend another, and then a figure of its
//! own replaces the inner one whole: two series of poverty lines must never mix. A figure is taken
//! for the date of the thing judged (lending date, income year, exit year), never for today.

mod assets;
mod book;
mod case_fault;
mod checklist;
mod checklist_book;
mod checklist_read;
mod every;
mod figure;
mod load;
mod pack;
mod paper;
mod paper_read;
mod procedure;
mod procedure_read;
mod rule;
mod series;

pub use book::{Asked, Dated, RuleBook, RuleError, TODAY};
pub use case_fault::CaseError;
pub use checklist::{Checklist, ChecklistItem, ChecklistOf, Decides};
pub use checklist_book::{ChecklistBook, ItemRules};
pub use every::{Day, Every, Period};
pub use figure::{Figure, FigureValue, Per};
pub use load::{FigureFault, PolicyError, RuleFault, Source};
pub use pack::{Pack, Packs};
pub use paper::{CASE_WORDS, Filling, Paper, PaperPer, Part, Piece, ROW_WORDS, Text, WALL_WORDS};
pub use procedure::{Becomes, Cases, Effect, Procedure, ProcedureOf, Step, Takes};
pub use rule::{Calendar, CalendarExample, Duty, Example, Given, Rule, RuleKind};
pub use series::{LocalFigure, Series};
