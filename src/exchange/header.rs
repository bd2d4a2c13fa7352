//! Finding the header of a county's sheet and what its columns mean.
//!
//! Sheets begin with titles and 填报单位 lines, have one or two header rows, and call the same
//! thing by many names. The dictionary knows the names; this file finds the row and the ledger
//! for which most of them make sense.

use std::collections::HashMap;

use super::blocks::{Above, Block, above};
use super::names::Names;
use crate::dictionary::{Dictionary, Ledger, LedgerId};
use crate::domain::Unit;
use crate::domain::text::is_same_header;

/// The header must stand within so many rows.
pub const ROWS_SEARCHED: usize = 40;

/// The longest name of a column in the lower of two header rows, in characters.
const LONGEST_NAME: usize = 20;

/// Where the cells of a column go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A field of the row's own ledger.
    Own(usize),
    /// One part of how the row's own ledger names another record: the reference field, and which
    /// of its columns.
    Part(usize, usize),
    /// A field of another ledger that the sheet feeds.
    Also(LedgerId, usize),
    /// As [`Target::Part`], of another ledger that the sheet feeds.
    AlsoPart(LedgerId, usize, usize),
    /// 户类型: the values tell which field is meant.
    ByValue,
    /// 册内编号: the internal key, which every export carries.
    Key,
    /// 序号, and what the book computes itself: read over.
    Passed,
    /// A column nobody knows.
    Unknown,
}

/// One column of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetColumn {
    /// The header as written, its block before it where two header rows have one.
    pub header: String,
    /// Where its cells go.
    pub target: Target,
    /// The unit of money that the header names.
    pub unit: Option<Unit>,
    /// Whose the block is that it stands in.
    pub block: Block,
}

/// What a sheet is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The ledger that each row is a record of.
    pub ledger: LedgerId,
    /// The number of the (last) header row, as Excel counts.
    pub header_row: u32,
    /// The columns.
    pub columns: Vec<SheetColumn>,
    /// What stands above the header.
    pub titles: Vec<String>,
    /// The header rows as they stand, which a sheet repeats on every page.
    pub heads: Vec<Vec<String>>,
    /// Columns that mean the same as an earlier one and were set aside: this one, that one.
    pub repeated: Vec<(usize, usize)>,
}

/// One row of the beginning of a sheet: its number as Excel counts, and its cells.
pub type HeadRow = (u32, Vec<String>);

/// Finds the header. `wanted` restricts the search to one ledger; `map` says what columns mean
/// that nobody could know (header as written, field key or label). `None` when no row makes
/// sense.
#[must_use]
pub fn find(
    dictionary: &Dictionary,
    head: &[HeadRow],
    wanted: Option<LedgerId>,
    map: &[(String, String)],
) -> Option<Layout> {
    let mut best: Option<(i32, Layout)> = None;
    for ledger in dictionary
        .ledgers()
        .iter()
        .filter(|l| !l.inner && wanted.is_none_or(|id| id == l.id))
    {
        let names = Names::of(dictionary, ledger, map);
        for place in 0..head.len().min(ROWS_SEARCHED) {
            for layout in readings(&names, ledger, head, place) {
                let score = names.score(&layout);
                if score > 0 && best.as_ref().is_none_or(|(other, _)| score > *other) {
                    best = Some((score, layout));
                }
            }
        }
    }
    best.map(|(_, layout)| layout)
}

/// The ways in which the rows at `place` may be a header: alone, or with the row below it.
fn readings(names: &Names<'_>, ledger: &Ledger, head: &[HeadRow], place: usize) -> Vec<Layout> {
    let (number, cells) = &head[place];
    if cells.iter().filter(|cell| !cell.trim().is_empty()).count() < 2 {
        return Vec::new();
    }
    let titles = titles(&head[..place]);
    let over = place.checked_sub(1).map(|at| head[at].1.as_slice());
    let blocks = over.and_then(|upper| blocks(upper, cells));
    let heading = Heading {
        names,
        ledger: ledger.id,
        above: over.map_or_else(Vec::new, |upper| above(ledger, upper, cells)),
        // The row of blocks is repeated with the header below it.
        heads: vec![over.unwrap_or_default().to_vec(), cells.clone()],
        titles,
    };
    let alone = heading.layout(*number, cells, blocks.as_deref());
    let Some((below, lower)) = head.get(place + 1) else {
        return vec![alone];
    };
    let names_new = stands_below(names, cells, lower);
    if !names_new && !continues(names, cells, lower) {
        return vec![alone];
    }
    let merged = merge(names, cells, lower);
    let heading = Heading {
        above: above(ledger, cells, lower),
        heads: vec![cells.clone(), lower.clone()],
        ..heading
    };
    let both = heading.layout(*below, &merged, None);
    if names_new {
        return vec![both];
    }
    vec![alone, both]
}

/// Whether the row below belongs to the header although some of its names are new, or are own
/// fields (自定义栏), which may be called like anything: it leaves every
/// column blank that the row above names by itself, two at least, 序号 among them, which no row of
/// data does, and what it holds are names.
fn stands_below(names: &Names<'_>, upper: &[String], lower: &[String]) -> bool {
    let (mut fields, mut kept, mut new) = (0, 0, 0);
    for at in 0..upper.len().max(lower.len()) {
        let above = upper.get(at).map_or("", |cell| cell.trim());
        let below = lower.get(at).map_or("", |cell| cell.trim());
        let known = !matches!(names.target(above), None | Some(Target::Passed));
        if below.is_empty() {
            fields += i32::from(known);
            kept += i32::from(!above.is_empty() && names.target(above).is_some());
            continue;
        }
        let joined = names.target(&format!("{above}{below}")).is_some();
        let short = below.chars().count() <= LONGEST_NAME && !below.is_ascii();
        if !short || (known && !joined) {
            return false;
        }
        let own = names.is_own(below) || names.is_own(&format!("{above}{below}"));
        new += i32::from(own || (names.target(below).is_none() && !joined));
    }
    fields > 0 && kept >= 2 && new > 0
}

fn titles(rows: &[HeadRow]) -> Vec<String> {
    let cells = rows.iter().flat_map(|(_, cells)| cells);
    cells
        .map(|cell| cell.trim().to_owned())
        .filter(|cell| !cell.is_empty())
        .collect()
}

/// The upper of two header rows: names of blocks, each over the columns up to the next. A line of
/// titles is none: it begins in the first column or has a colon.
fn blocks(upper: &[String], lower: &[String]) -> Option<Vec<String>> {
    let filled = |cell: &&String| !cell.trim().is_empty();
    let titled = upper
        .iter()
        .filter(filled)
        .any(|cell| cell.contains([':', '：']) || cell.chars().any(|c| c.is_ascii_digit()));
    if titled
        || upper.iter().filter(filled).count() < 1
        || upper.first().is_some_and(|cell| !cell.trim().is_empty())
    {
        return None;
    }
    let mut last = String::new();
    let spread = (0..lower.len()).map(|at| {
        if let Some(cell) = upper.get(at).filter(filled) {
            cell.trim().clone_into(&mut last);
        }
        last.clone()
    });
    Some(spread.collect())
}

/// Whether the row below belongs to the header: it fills what is blank above, or makes a known
/// name together with it, and leaves other columns to the row above.
fn continues(names: &Names<'_>, upper: &[String], lower: &[String]) -> bool {
    let mut helps = 0;
    for (at, below) in lower
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.trim().is_empty())
    {
        let above = upper.get(at).map_or("", |cell| cell.trim());
        let known =
            names.target(below).is_some() || names.target(&format!("{above}{below}")).is_some();
        if !known || below.chars().any(|c| c.is_ascii_digit()) {
            return false;
        }
        helps += i32::from(above.is_empty() || names.target(above).is_none());
    }
    let kept = upper.iter().enumerate().any(|(at, above)| {
        names.target(above).is_some() && lower.get(at).is_none_or(|cell| cell.trim().is_empty())
    });
    helps > 0 && kept
}

fn merge(names: &Names<'_>, upper: &[String], lower: &[String]) -> Vec<String> {
    let mut block = String::new();
    // Two strangers of one name are told apart by their blocks.
    let twins = |below: &str| {
        let same = lower.iter().filter(|cell| cell.trim() == below);
        same.count() > 1 && names.target(below).is_none()
    };
    let cells = (0..upper.len().max(lower.len())).map(|at| {
        let above = upper.get(at).map_or("", |cell| cell.trim());
        let below = lower.get(at).map_or("", |cell| cell.trim());
        if !above.is_empty() {
            above.clone_into(&mut block);
        }
        let joined = format!("{block}{below}");
        match (above.is_empty(), below.is_empty()) {
            (_, true) => above.to_owned(),
            _ if names.target(&joined).is_some() || twins(below) => joined,
            _ => below.to_owned(),
        }
    });
    cells.collect()
}

/// What is known of a header beside its cells.
struct Heading<'n, 'd> {
    names: &'n Names<'d>,
    ledger: LedgerId,
    /// What stands above each column, where blocks of other things do.
    above: Vec<Above>,
    heads: Vec<Vec<String>>,
    titles: Vec<String>,
}

impl Heading<'_, '_> {
    fn layout(&self, header_row: u32, cells: &[String], blocks: Option<&[String]>) -> Layout {
        let mut seen: HashMap<Target, usize> = HashMap::new();
        let mut repeated = Vec::new();
        let mut columns = Vec::new();
        for (at, cell) in cells.iter().enumerate() {
            let block = blocks
                .and_then(|blocks| blocks.get(at))
                .filter(|block| !block.is_empty());
            let mut column = self.column(at, cell, block);
            let counted = !matches!(column.target, Target::Unknown | Target::Passed);
            if let Some(first) = seen.get(&column.target).filter(|_| counted) {
                repeated.push((at, *first));
                column.target = Target::Unknown;
            } else if counted {
                seen.insert(column.target, at);
            }
            if let (Some(block), Target::Unknown) = (block, column.target)
                && !column.header.contains('/')
            {
                column.header = format!("{block}/{}", column.header);
            }
            columns.push(column);
        }
        Layout {
            ledger: self.ledger,
            header_row,
            columns,
            titles: self.titles.clone(),
            heads: self.heads.clone(),
            repeated,
        }
    }

    /// One column, by itself. What stands under the title of another thing is nobody's, whatever
    /// it is called.
    fn column(&self, at: usize, cell: &str, block: Option<&String>) -> SheetColumn {
        let name = cell.trim().replace(['\n', '\r'], "");
        let over = self.above.get(at);
        if let Some(over) = over.filter(|over| over.block == Block::Elsewhere) {
            let name = name.strip_prefix(&over.title).unwrap_or(&name);
            return SheetColumn {
                header: format!("{}/{name}", over.title),
                target: Target::Unknown,
                unit: None,
                block: Block::Elsewhere,
            };
        }
        let target = if name.is_empty() {
            Target::Passed
        } else {
            let whole = block.and_then(|block| self.names.target(&format!("{block}{cell}")));
            whole
                .or_else(|| self.names.target(cell))
                .unwrap_or(Target::Unknown)
        };
        SheetColumn {
            header: name,
            target,
            unit: self.names.unit(cell).or(over.and_then(|over| over.unit)),
            block: over.map_or(Block::Open, |over| over.block),
        }
    }
}

impl Layout {
    /// Whether a row repeats the header, or one of the rows that it stands in.
    #[must_use]
    pub fn is_header<'c, I>(&self, cells: &I) -> bool
    where
        I: Iterator<Item = &'c str> + Clone,
    {
        let merged = self.columns.iter().map(|column| column.header.as_str());
        let heads = self.heads.iter();
        repeats(cells.clone(), merged)
            || heads.clone().any(|head| {
                let head = head.iter().map(String::as_str);
                repeats(cells.clone(), head)
            })
    }

    /// Whether a row repeats what stands above the header, as a new page does.
    #[must_use]
    pub fn is_title<'c>(&self, cells: impl Iterator<Item = &'c str>) -> bool {
        let mut filled = cells.map(str::trim).filter(|cell| !cell.is_empty());
        !self.titles.is_empty() && filled.all(|cell| self.titles.iter().any(|title| title == cell))
    }

    /// Whether a row says nothing in the ledger's own block, while it stands for somebody: a
    /// household of the bank's sheet that has other loans, or none.
    #[must_use]
    pub fn says_nothing_of_its_own<'c>(&self, cell: impl Fn(usize) -> &'c str) -> bool {
        let mut own = self.columns.iter().enumerate();
        let mut of_block = 0;
        let blank = own.all(|(at, column)| {
            let counts = column.block == Block::Own;
            of_block += usize::from(counts);
            !counts || cell(at).trim().is_empty()
        });
        blank && of_block > 0
    }

    /// The place of the column that goes to `target`.
    #[must_use]
    pub fn column_of(&self, target: Target) -> Option<usize> {
        self.columns
            .iter()
            .position(|column| column.target == target)
    }

    /// Headers that nobody knows, as written.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        let unknown = self
            .columns
            .iter()
            .filter(|column| column.target == Target::Unknown);
        unknown.map(|column| column.header.as_str())
    }
}

/// Whether all that a row says stands in the same place of a header.
fn repeats<'a, 'b>(
    cells: impl Iterator<Item = &'a str>,
    head: impl Iterator<Item = &'b str>,
) -> bool {
    let mut head = head;
    let mut same = 0;
    for cell in cells {
        let known = head.next();
        if cell.trim().is_empty() {
            continue;
        }
        if known.is_none_or(|known| !is_same_header(cell, known)) {
            return false;
        }
        same += 1;
    }
    same >= 2
}
