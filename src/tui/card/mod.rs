//! The lines of a 户卡, in the order that inspectors ask.

mod aid;
mod family;
mod head;
mod income;
mod rules;

use std::collections::HashMap;

use chrono::NaiveDate;
use ratatui::text::Line;

use crate::port::Card;
use crate::port::rule::HouseholdRules;
use crate::tui::theme::Theme;
use crate::tui::widget::browse::NARROW;
use crate::tui::widget::page::Row;

/// What a line of the card leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// All fields of the household.
    Household,
    /// Its pairings.
    Helpers,
    /// Its visits.
    Visits,
    /// Its 户年度.
    Years,
    /// Its 收支明细.
    Lines,
    /// Its members, former ones too.
    Members,
    /// One member.
    Person(i64),
    /// Its measures.
    Measures,
    /// One loan.
    Loan(i64),
    /// Its 户帮扶计划.
    Plans,
    /// Its 诉求与信访.
    Appeals,
    /// Its findings.
    Findings,
    /// Every standard and doubt of it.
    Rules,
    /// One of them, by its place.
    Check(usize),
}

/// What the lines are made with.
pub struct Sheet<'a> {
    /// What rules say, once it is known.
    pub rules: Option<&'a HouseholdRules>,
    /// Today.
    pub today: NaiveDate,
    /// ID numbers in full, by person, while they are shown.
    pub whole: &'a HashMap<i64, String>,
    /// The width of the page.
    pub columns: u16,
    /// The colours.
    pub theme: &'a Theme,
}

impl Sheet<'_> {
    fn room(&self) -> usize {
        usize::from(self.columns)
    }

    fn is_narrow(&self) -> bool {
        self.columns < NARROW
    }
}

pub use rules::{Numbered, numbered};

/// The lines of the card.
#[must_use]
pub fn rows(card: &Card, sheet: &Sheet<'_>) -> Vec<Row<Lead>> {
    let said = sheet.rules.map(|rules| rules::rows(rules, sheet));
    let said = said.unwrap_or_default();
    let mut rows = head::rows(card, sheet);
    // What is due and what is doubted stand on the first page: a line each takes this one's place.
    if said.len() < 2 || sheet.is_narrow() {
        rows.push(rule(sheet));
    }
    rows.extend(income::rows(card, sheet));
    rows.extend(family::rows(card, sheet));
    if sheet.rules.is_none() {
        rows.push(rule(sheet));
    }
    rows.extend(aid::given(card, sheet));
    rows.extend(said);
    rows.extend(aid::findings(card, sheet));
    rows.extend(aid::rest(card, sheet));
    if let Some(rules) = sheet.rules {
        rows.extend(rules::standards(rules, sheet));
    }
    rows
}

fn rule(sheet: &Sheet<'_>) -> Row<Lead> {
    Row::rule(sheet.columns)
}

/// The first line leads, the lines after it go with it.
fn leading(lines: Vec<Line<'static>>, lead: Lead) -> Vec<Row<Lead>> {
    let row = |(place, line)| match place {
        0 => Row::leading(line, lead),
        _ => Row::plain(line),
    };
    lines.into_iter().enumerate().map(row).collect()
}

fn plain(lines: Vec<Line<'static>>) -> Vec<Row<Lead>> {
    lines.into_iter().map(Row::plain).collect()
}
