//! A paper filled in: lines and tables, ready to be written as text or as a page to print.

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
}
