//! Papers (材料) of procedures: templates in packs, filled from the book.
//!
//! A template is lines of text. `{村}` is a word of the list or of the household, `{:公示天数}` a
//! figure. A line that begins with `>` stands at the right. A line between bars is a table with a
//! row for each household: `|序号|组：村民小组|户主：户主姓名|签名：|`, each column its heading and the
//! word that fills it; nothing behind the colon leaves room for the pen. `|*20|姓名：|签名：|` is a
//! table of twenty blank rows.
//!
//! What hangs on a wall (`wall = true`) can name of a household nothing but 序号, 村, 组, 户主 and
//! 人口数: an ID, a phone, an account, an illness or a disability has no way onto it.

use std::collections::BTreeMap;

use crate::domain::leaf::{Block, Leaf};

/// Words that a paper knows of its case.
pub const CASE_WORDS: [&str; 21] = [
    "乡镇",
    "县",
    "村",
    "年度",
    "办理",
    "名单",
    "环节",
    "今天",
    "户数",
    "人数",
    "公示起",
    "公示止",
    "可审日期",
    "公示期",
    "张贴地点",
    "经办人",
    "办理人",
    "办理日期",
    "办理结果",
    "文号",
    "操作人",
];

/// Words of a list's row that are no facts of the household.
pub const ROW_WORDS: [&str; 6] = ["序号", "名称", "状态", "留下原因", "事由", "认定类别"];

/// All that a wall may know of a household.
pub const WALL_WORDS: [&str; 6] = [
    "序号",
    "行政村",
    "村民小组",
    "户主姓名",
    "家庭人口数",
    "名称",
];

/// Whom a paper is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperPer {
    /// One page for each household.
    Household,
    /// One for the whole list.
    List,
}

/// A paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    /// Its name in packs and commands.
    pub id: String,
    /// Its heading.
    pub title: Text,
    /// Whom it is for.
    pub per: PaperPer,
    /// Whether it hangs on a wall.
    pub wall: bool,
    /// Its lines and tables.
    pub parts: Vec<Part>,
}

/// A line or table of a template.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// A line.
    Line {
        /// What it says.
        text: Text,
        /// Whether it stands at the right.
        right: bool,
    },
    /// A table.
    Table {
        /// The columns: heading, and the word that fills it; `None` is for the pen.
        columns: Vec<(String, Option<String>)>,
        /// How many blank rows; `None` has a row for each household.
        blank: Option<usize>,
    },
}

/// A text with gaps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text(pub Vec<Piece>);

/// A piece of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// This.
    Said(String),
    /// The value of a word.
    Word(String),
    /// The value of a figure.
    Figure(String),
}

/// What fills a paper.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filling {
    /// Words of the case and, of a paper for one household, of the household.
    pub words: BTreeMap<String, String>,
    /// Figures.
    pub figures: BTreeMap<String, String>,
    /// A row for each household.
    pub rows: Vec<BTreeMap<String, String>>,
}

impl Paper {
    /// Words that the paper reads outside its tables.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let lines = self.parts.iter().filter_map(|part| match part {
            Part::Line { text, .. } => Some(text),
            Part::Table { .. } => None,
        });
        std::iter::once(&self.title)
            .chain(lines)
            .flat_map(|text| &text.0)
            .filter_map(|piece| match piece {
                Piece::Word(word) => Some(word.as_str()),
                _ => None,
            })
    }

    /// Words that its tables read of each household.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        let tables = self.parts.iter().filter_map(|part| match part {
            Part::Table {
                columns,
                blank: None,
            } => Some(columns),
            _ => None,
        });
        tables
            .flatten()
            .filter_map(|(_, word)| Some(word.as_ref()?.as_str()))
    }

    /// Figures that it reads.
    pub fn figures(&self) -> impl Iterator<Item = &str> {
        let lines = self.parts.iter().filter_map(|part| match part {
            Part::Line { text, .. } => Some(text),
            Part::Table { .. } => None,
        });
        std::iter::once(&self.title)
            .chain(lines)
            .flat_map(|text| &text.0)
            .filter_map(|piece| match piece {
                Piece::Figure(figure) => Some(figure.as_str()),
                _ => None,
            })
    }

    /// The paper filled in. What is not known leaves a line for the pen.
    #[must_use]
    pub fn fill(&self, filling: &Filling) -> Leaf {
        let blocks = self.parts.iter().map(|part| match part {
            Part::Line { text, right } => Block::Line {
                text: text.fill(filling),
                right: *right,
            },
            Part::Table { columns, blank } => table(columns, *blank, filling),
        });
        Leaf {
            title: self.title.fill(filling),
            blocks: blocks.collect(),
        }
    }
}

impl Text {
    fn fill(&self, filling: &Filling) -> String {
        let known = |of: &BTreeMap<String, String>, word: &String| match of.get(word) {
            Some(text) if !text.is_empty() => text.clone(),
            _ => "______".to_owned(),
        };
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Said(text) => text.clone(),
            Piece::Word(word) => known(&filling.words, word),
            Piece::Figure(figure) => known(&filling.figures, figure),
        });
        pieces.collect()
    }
}

fn table(columns: &[(String, Option<String>)], blank: Option<usize>, filling: &Filling) -> Block {
    let cell = |row: &BTreeMap<String, String>, word: &Option<String>| {
        let word = word.as_ref();
        word.and_then(|word| row.get(word).cloned())
            .unwrap_or_default()
    };
    let rows = match blank {
        None => filling
            .rows
            .iter()
            .map(|row| columns.iter().map(|(_, word)| cell(row, word)).collect())
            .collect(),
        Some(count) => (1..=count)
            .map(|at| {
                let number = |word: &Option<String>| match word.as_deref() {
                    Some("序号") => at.to_string(),
                    _ => String::new(),
                };
                columns.iter().map(|(_, word)| number(word)).collect()
            })
            .collect(),
    };
    let number = |word: &Option<String>| matches!(word.as_deref(), Some("序号" | "家庭人口数"));
    Block::Table {
        columns: columns
            .iter()
            .map(|(head, word)| (head.clone(), number(word)))
            .collect(),
        rows,
    }
}
