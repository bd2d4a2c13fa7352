//! The rows of 筛选, and the facts to choose from.

use crate::dictionary::{Dictionary, Fact, Filter, Of, Subject};
use crate::domain::page::Selection;
use crate::domain::pinyin::initials;
use crate::port::KeptFilter;
use crate::tui::widget::choice::Choice;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// Goes back to the list, with how many rows it has.
    See(String),
    /// A condition: its place and words.
    Piece(usize, String),
    /// Adds a condition.
    Add,
    /// The order, in words.
    Order(String),
    /// The year of 户年度, in words.
    Year(String),
    /// A filter that was kept: its name and its words.
    Kept(String, String),
}

impl Row {
    /// The cells of the list.
    #[must_use]
    pub fn cells(&self) -> Vec<String> {
        let (first, second) = match self {
            Self::See(count) => ("看结果".to_owned(), count.clone()),
            Self::Piece(0, words) => ("条件".to_owned(), words.clone()),
            Self::Piece(_, words) => ("且".to_owned(), words.clone()),
            Self::Add => ("加条件".to_owned(), "选一项，再选或写它的值".to_owned()),
            Self::Order(words) => ("排序".to_owned(), words.clone()),
            Self::Year(words) => ("年度".to_owned(), words.clone()),
            Self::Kept(name, words) => ("已保存".to_owned(), format!("{name}：{words}")),
        };
        vec![first, second]
    }
}

/// All rows, in order.
#[must_use]
pub fn rows(
    dictionary: &Dictionary,
    subject: &Subject,
    filter: &Filter,
    selection: &Selection,
    kept: &[KeptFilter],
    count: String,
) -> Vec<Row> {
    let mut rows = vec![Row::See(count)];
    let pieces = filter.pieces.iter().enumerate();
    rows.extend(pieces.map(|(at, piece)| Row::Piece(at, piece.words(dictionary, subject))));
    rows.push(Row::Add);
    rows.push(Row::Order(match &selection.order {
        None => "台账原来的顺序".to_owned(),
        Some((fact, down)) => {
            let way = if *down {
                "从大到小"
            } else {
                "从小到大"
            };
            format!("按{}{way}；再选一次同一项就反过来", fact.replace('_', " "))
        }
    }));
    if subject.facts.iter().any(|fact| fact.of == Of::Year) {
        rows.push(Row::Year(match selection.year {
            None => "台账里最近的一年".to_owned(),
            Some(year) => format!("{year}年度"),
        }));
    }
    rows.extend(kept.iter().map(|filter| {
        let words = Filter::of(&filter.selection.condition, subject).words(dictionary, subject);
        Row::Kept(filter.name.clone(), words)
    }));
    rows
}

/// The facts to choose from, found by their words, aliases and initials.
pub fn fact_choices(subject: &Subject) -> impl Iterator<Item = Choice> {
    subject.facts.iter().map(choice)
}

fn choice(fact: &Fact) -> Choice {
    let aliases = fact.aliases.join(" ");
    let search = format!("{} {aliases}", initials(&fact.label));
    Choice::new("", fact.name.replace('_', " "), search.to_lowercase())
}
