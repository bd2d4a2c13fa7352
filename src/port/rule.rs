//! Policy packs at work: 疑点与达标, 待办, and the packs themselves.

use std::path::PathBuf;

use crate::domain::Scope;
use crate::domain::page::HouseholdKey;
pub use crate::domain::page::{
    CheckQuery, CheckRow, DutyLine, DutyPage, DutyQuery, DutyStanding, HouseholdRules, RuleBoard,
    RuleLine, RuleSort, VillageRules,
};

/// What a screen or a command wants of the packs in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleRequest {
    /// 疑点与达标: every standard and doubt with its counts.
    Board(Scope),
    /// Subjects and how they answer.
    Check(Box<CheckQuery>),
    /// 待办.
    Duties(Box<DutyQuery>),
    /// What rules say of one household; quick at any size of the book.
    Household(HouseholdKey),
    /// The form that fulfils a duty, filled in as far as the duty tells.
    Fulfil(Box<DutyLine>),
    /// 办结 or 延期 of a duty that leaves no record of its own.
    SignOff(Box<SignOff>),
    /// The form in which the fields of an answer are corrected.
    Correct(Box<CheckRow>),
    /// The packs, and which are switched on.
    Packs,
    /// One pack with its figures and rules.
    Pack(String),
    /// Replays worked examples: of all packs, or of those and the one in a file.
    Test(Option<PathBuf>),
    /// Switches a pack on or off.
    Switch(String, bool),
    /// Takes a pack of the township's own out of a file, replacing the last of the same name.
    Add(PathBuf),
    /// Removes a pack of the township's own.
    Remove(String),
}

/// 办结 or 延期.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignOff {
    /// The duty.
    pub duty: DutyLine,
    /// Until when it is put off; `None` signs it off.
    pub until: Option<String>,
    /// Why, or what came of it.
    pub note: String,
}

/// What came of a [`RuleRequest`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleReply {
    /// 疑点与达标.
    Board(Box<RuleBoard>),
    /// Answers, in the order of packs and of lists.
    Check(Vec<CheckRow>),
    /// 待办.
    Duties(Box<DutyPage>),
    /// A household's.
    Household(Box<HouseholdRules>),
    /// The packs.
    Packs(Vec<PackState>),
    /// A pack.
    Pack(Box<PackPage>),
    /// What the examples showed.
    Tested(Box<PackTest>),
}

/// A pack and whether it is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackState {
    /// Its name in commands.
    pub id: String,
    /// What officers call it.
    pub name: String,
    /// Where it holds.
    pub region: String,
    /// The first and the last year that it holds for.
    pub years: [u16; 2],
    /// The pack beneath it; empty where there is none.
    pub extends: String,
    /// Whether it was switched on.
    pub on: bool,
    /// Whether a pack that was switched on stands on it.
    pub beneath: bool,
    /// Whether it is the township's own.
    pub own: bool,
    /// How many standards, doubts, duties (with those of the calendar) and figures it has.
    pub counts: [usize; 4],
}

/// A pack, laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackPage {
    /// The pack.
    pub state: PackState,
    /// The document's full name.
    pub basis: String,
    /// Its figures in force, its own and those beneath.
    pub figures: Vec<FigureLine>,
    /// Its own rules, standards, then doubts, then duties, then those of the calendar.
    pub rules: Vec<PackRule>,
    /// What is wrong with it, a sentence each.
    pub faults: Vec<String>,
}

/// One value of a figure, as in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureLine {
    /// The figure.
    pub name: String,
    /// From when: a year, a month or a day; empty where there is no value yet.
    pub from: String,
    /// The number; empty where there is none.
    pub value: String,
    /// Its unit.
    pub unit: String,
    /// Where it comes from.
    pub source: String,
    /// Whether it may be relied on.
    pub confirmed: bool,
    /// Whether it is the township's own (本地数字).
    pub local: bool,
    /// The pack that has it; empty for 本地数字.
    pub pack: String,
    /// The record of 本地数字, to be corrected.
    pub record: Option<i64>,
}

/// A rule as its pack has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackRule {
    /// Its name in the pack.
    pub id: String,
    /// 标准, 疑点, 待办, 历.
    pub sort: &'static str,
    /// Whom it asks about.
    pub subject: String,
    /// What it asks.
    pub title: String,
    /// The section.
    pub source: String,
    /// Its conditions and expressions: key and text.
    pub conditions: Vec<(String, String)>,
    /// Its worked examples: name, facts, and the answer.
    pub examples: Vec<(String, String, String)>,
}

/// What replaying worked examples showed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackTest {
    /// How many rules and examples were replayed.
    pub rules: usize,
    /// How many examples.
    pub examples: usize,
    /// What is wrong, a sentence each with its place.
    pub faults: Vec<String>,
    /// Rules that no example tries: nobody knows what they answer.
    pub untried: Vec<String>,
}

/// The ledger in which explanations stand (情况说明与豁免).
pub const EXPLANATION: &str = "explanation";
