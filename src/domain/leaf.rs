//! A paper filled in: lines, tables and charts, ready to be written as text or as a page to print.

use super::chart::Chart;

/// One paper for one household, or for a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leaf {
    /// The heading.
    pub title: String,
    /// What stands below it, in order.
    pub blocks: Vec<Block>,
}

/// A part of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A line of text; an empty one keeps a gap.
    Line {
        /// What it says.
        text: String,
        /// Whether it stands at the right, as signatures and dates do.
        right: bool,
    },
    /// A table.
    Table {
        /// The headings of the columns, and whether each holds numbers.
        columns: Vec<(String, bool)>,
        /// The rows; blank cells are for the pen.
        rows: Vec<Vec<String>>,
    },
    /// A heading; what it heads is never parted from it.
    Head(String),
    /// Labels with what is recorded, two to a row; an empty text leaves room for the pen.
    Pairs(Vec<(String, String)>),
    /// A chart.
    Chart(Chart),
    /// Where people sign, with room for the day: 户主, 帮扶责任人, 村.
    Sign(Vec<String>),
    /// What the papers behind hold: the number of the first leaf of each, and its title.
    Contents(Vec<(usize, String)>),
}

impl Block {
    /// A line at the left.
    #[must_use]
    pub fn line(text: impl Into<String>) -> Self {
        Self::Line {
            text: text.into(),
            right: false,
        }
    }

    /// A table; a heading that begins with `#` is one of numbers.
    #[must_use]
    pub fn table(heads: &[&str], rows: Vec<Vec<String>>) -> Self {
        let head = |head: &&str| {
            let bare = head.trim_start_matches('#');
            (bare.to_owned(), bare.len() < head.len())
        };
        Self::Table {
            columns: heads.iter().map(head).collect(),
            rows,
        }
    }
}
