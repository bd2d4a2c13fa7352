//! What to send so that a terminal showing one picture shows another, in few bytes.
//!
//! Cursor moves are sent only where needed, blanks to the end of a line in one code, and rows that
//! moved up or down together are scrolled. Only codes of the VT100 are used.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::pen::Pen;

/// About the bytes of a cursor move.
const MOVE: usize = 5;
/// About the bytes of scrolling a region.
const SCROLL: usize = 20;

/// Appends one picture's differences from another.
pub(super) struct Painter<'a> {
    out: &'a mut String,
    mono: bool,
    pen: Pen,
    /// Where the terminal's cursor is, as long as that is certain.
    at: Option<Position>,
}

impl<'a> Painter<'a> {
    /// Begins where the last picture left the cursor, with the plain pen.
    pub fn new(out: &'a mut String, mono: bool, at: Option<Position>) -> Self {
        Self {
            out,
            mono,
            pen: Pen::default(),
            at,
        }
    }

    /// Turns `shown` into `next`, and makes it so.
    pub fn paint(&mut self, shown: &mut Buffer, next: &Buffer) {
        self.scroll(shown, next);
        for y in 0..next.area.height {
            self.row(shown, next, y);
        }
        self.set(Pen::default());
        shown.content.clone_from(&next.content);
    }

    /// Moves the cursor; tells where it is then.
    pub fn go(&mut self, to: Position) -> Option<Position> {
        if self.at == Some(to) {
            return self.at;
        }
        match self.at {
            Some(at) if at.y == to.y && to.x > at.x => self.code(to.x - at.x, 'C'),
            Some(at) if at.y == to.y && at.x - to.x <= 3 => {
                self.out
                    .extend(std::iter::repeat_n('\x08', usize::from(at.x - to.x)));
            }
            Some(at) if to.x == 0 && to.y == at.y + 1 => self.out.push_str("\r\n"),
            _ if to.x == 0 && to.y == 0 => self.out.push_str("\x1b[H"),
            _ if to.x == 0 => self.code(to.y + 1, 'H'),
            _ => {
                let _ = write!(self.out, "\x1b[{};{}H", to.y + 1, to.x + 1);
            }
        }
        self.at = Some(to);
        self.at
    }

    /// Where the cursor is, as long as that is certain.
    pub const fn at(&self) -> Option<Position> {
        self.at
    }

    fn code(&mut self, count: u16, letter: char) {
        self.out.push_str("\x1b[");
        if count != 1 {
            let _ = write!(self.out, "{count}");
        }
        self.out.push(letter);
    }

    fn set(&mut self, pen: Pen) {
        self.pen.change(pen, self.out);
        self.pen = pen;
    }

    fn row(&mut self, shown: &Buffer, next: &Buffer, y: u16) {
        let (old, new) = (row_of(shown, y), row_of(next, y));
        if old == new {
            return;
        }
        // A wide character takes the column behind it too: erasing from there would take it away.
        let end_of = |row: &[Cell]| {
            let last = row.iter().rposition(|cell| !is_blank(cell));
            last.map_or(0, |i| i + width(&row[i]))
        };
        let (blank, old_blank) = (end_of(new), end_of(old));
        // Six bytes erase to the end of the line; fewer blanks than that are written.
        let erase = old_blank > blank + 6;
        let end = if erase { blank } else { new.len() };
        let mut x = 0;
        while x < end {
            let wide = width(&new[x]);
            if new[x] != old[x] || (wide == 2 && width(&old[x]) != 2) {
                self.bridge(new, x, y);
                self.put(&new[x], wide, new.len());
            }
            x += wide;
        }
        if erase {
            self.go(Position::new(column(blank), y));
            self.set(Pen::default());
            self.out.push_str("\x1b[K");
        }
    }

    /// Reaches a cell: over a short gap by writing what stands there, else by moving.
    fn bridge(&mut self, row: &[Cell], x: usize, y: u16) {
        if let Some(at) = self.at.filter(|at| at.y == y) {
            let from = usize::from(at.x);
            let gap = row.get(from..x).unwrap_or_default();
            let bytes: usize = gap.iter().map(|cell| cell.symbol().len()).sum();
            let simple =
                |cell: &Cell| cell.symbol().is_ascii() && Pen::of(cell, self.mono) == self.pen;
            if !gap.is_empty() && bytes <= 3 && gap.iter().all(simple) {
                self.out.extend(gap.iter().map(Cell::symbol));
                self.at = Some(Position::new(column(x), y));
                return;
            }
        }
        self.go(Position::new(column(x), y));
    }

    fn put(&mut self, cell: &Cell, wide: usize, columns: usize) {
        self.set(Pen::of(cell, self.mono));
        let text = cell.symbol();
        self.out.push_str(if text.chars().any(char::is_control) {
            " "
        } else {
            text
        });
        let certain = text.chars().all(|c| c.width() == c.width_cjk());
        self.at = self
            .at
            .map(|at| Position::new(at.x.saturating_add(column(wide)), at.y))
            // In the last column terminals disagree on where the cursor is.
            .filter(|at| certain && usize::from(at.x) < columns);
    }

    /// Scrolls rows that only moved, where that saves enough.
    fn scroll(&mut self, shown: &mut Buffer, next: &Buffer) {
        let Some((top, bottom)) = longest_change(shown, next) else {
            return;
        };
        let still = cost(shown, next, top, bottom, 0);
        let shifts = (1..=3).flat_map(|by| [by, -by]);
        let tried = shifts.map(|by| (cost(shown, next, top, bottom, by), by));
        let Some((best, by)) = tried.min() else {
            return;
        };
        if best + SCROLL >= still {
            return;
        }
        self.set(Pen::default());
        let _ = write!(self.out, "\x1b[{};{}r", top + 1, bottom + 1);
        self.at = None;
        if by > 0 {
            self.go(Position::new(0, bottom));
            (0..by).for_each(|_| self.out.push('\n'));
        } else {
            self.go(Position::new(0, top));
            (by..0).for_each(|_| self.out.push_str("\x1bM"));
        }
        self.out.push_str("\x1b[r");
        // Setting the region puts the cursor in the first column of the first row.
        self.at = Some(Position::ORIGIN);
        shift(shown, top, bottom, by);
    }
}

fn row_of(buffer: &Buffer, y: u16) -> &[Cell] {
    let wide = usize::from(buffer.area.width);
    let start = usize::from(y) * wide;
    buffer.content.get(start..start + wide).unwrap_or_default()
}

fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && Pen::of(cell, false) == Pen::default()
}

fn width(cell: &Cell) -> usize {
    cell.symbol().width().max(1)
}

fn column(x: usize) -> u16 {
    u16::try_from(x).unwrap_or(u16::MAX)
}

/// The longest run of rows that changed, if it is long enough to be a list that moved.
fn longest_change(shown: &Buffer, next: &Buffer) -> Option<(u16, u16)> {
    let mut longest: Option<(u16, u16)> = None;
    let mut start = None;
    for y in 0..=next.area.height {
        let changed = y < next.area.height && row_of(shown, y) != row_of(next, y);
        match (changed, start) {
            (true, None) => start = Some(y),
            (false, Some(top)) => {
                if longest.is_none_or(|(a, b)| y - top > b - a + 1) {
                    longest = Some((top, y - 1));
                }
                start = None;
            }
            _ => {}
        }
    }
    longest.filter(|(top, bottom)| bottom - top >= 3)
}

/// About how many bytes have to be sent if the rows are moved up by `by` first.
fn cost(shown: &Buffer, next: &Buffer, top: u16, bottom: u16, by: i16) -> usize {
    let blank = vec![Cell::default(); usize::from(next.area.width)];
    let rows = (top..=bottom).map(|y| {
        let source = y
            .checked_add_signed(by)
            .filter(|y| (top..=bottom).contains(y));
        let old = source.map_or(blank.as_slice(), |y| row_of(shown, y));
        row_cost(old, row_of(next, y))
    });
    rows.sum()
}

fn row_cost(old: &[Cell], new: &[Cell]) -> usize {
    let mut total = 0;
    let mut within = false;
    for (a, b) in old.iter().zip(new) {
        let differs = a != b;
        if differs {
            total += b.symbol().len() + if within { 0 } else { MOVE };
        }
        within = differs;
    }
    total
}

/// Does to the picture what scrolling did to the terminal.
fn shift(shown: &mut Buffer, top: u16, bottom: u16, by: i16) {
    let old = shown.content.clone();
    let wide = usize::from(shown.area.width);
    for y in top..=bottom {
        let source = y
            .checked_add_signed(by)
            .filter(|y| (top..=bottom).contains(y));
        let to = usize::from(y) * wide;
        let Some(row) = shown.content.get_mut(to..to + wide) else {
            continue;
        };
        match source.map(|y| usize::from(y) * wide) {
            Some(from) => row.clone_from_slice(old.get(from..from + wide).unwrap_or_default()),
            None => row.fill(Cell::default()),
        }
    }
}
