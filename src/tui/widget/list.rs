//! A window onto a long list whose rows are fetched a few pages at a time.
//!
//! The list knows how many rows there are and holds those around the window. After anything that
//! may have moved it, [`List::need`] says which rows to ask for; [`List::fill`] takes the answer.

use std::cell::Cell;
use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::key::Key;
use crate::tui::keymap::{Bind, bind, resolve};
use crate::tui::text::{fit, fit_right, safe, width};
use crate::tui::theme::{Theme, Tone};

/// A column of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    label: String,
    width: usize,
    right: bool,
    grows: bool,
    rank: u8,
}

impl Column {
    /// A column so many columns of the terminal wide, shown on every terminal.
    #[must_use]
    pub fn new(label: impl Into<String>, width: usize) -> Self {
        Self {
            label: label.into(),
            width,
            right: false,
            grows: false,
            rank: 0,
        }
    }

    /// Figures: set to the right.
    #[must_use]
    pub fn right(mut self) -> Self {
        self.right = true;
        self
    }

    /// Takes the room that is left over.
    #[must_use]
    pub fn grows(mut self) -> Self {
        self.grows = true;
        self
    }

    /// How soon it gives way on a narrow terminal: the highest rank first, 0 never.
    #[must_use]
    pub fn rank(mut self, rank: u8) -> Self {
        self.rank = rank;
        self
    }

    fn fit(&self, text: &str, width: usize) -> String {
        if self.right {
            fit_right(text, width)
        } else {
            fit(text, width)
        }
    }
}

/// Rows a list lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// How many rows come before them.
    pub offset: usize,
    /// How many rows are wanted.
    pub limit: usize,
}

/// Ways to move in a list.
#[derive(Clone, Copy, Debug)]
pub enum Move {
    /// By rows.
    Row(isize),
    /// By pages.
    Page(isize),
    /// To the first row.
    First,
    /// To the last row.
    Last,
}

/// The keys of any list.
pub const KEYS: &[Bind<Move>] = &[
    bind(&[Key::DOWN], Move::Row(1), "下一行"),
    bind(&[Key::UP], Move::Row(-1), "上一行"),
    bind(&[Key::PAGE_DOWN], Move::Page(1), "下一页"),
    bind(&[Key::PAGE_UP], Move::Page(-1), "上一页"),
    bind(&[Key::HOME], Move::First, "第一行"),
    bind(&[Key::END], Move::Last, "最后一行"),
];

/// A long list, the part of it that is known, and the row selected in it.
#[derive(Clone, Debug)]
pub struct List<R> {
    columns: Vec<Column>,
    cells: fn(&R) -> Vec<String>,
    id: fn(&R) -> i64,
    tone: fn(&R) -> Tone,
    heading: fn(&R) -> Option<String>,
    total: Option<usize>,
    offset: usize,
    rows: Vec<R>,
    selected: usize,
    top: usize,
    stale: bool,
    marked: BTreeSet<i64>,
    /// The rows in the last picture, by which a page is measured.
    page: Cell<usize>,
}

impl<R> List<R> {
    /// A list not yet asked for; `cells` gives one text for each column.
    #[must_use]
    pub fn new(columns: Vec<Column>, cells: fn(&R) -> Vec<String>) -> Self {
        Self {
            columns,
            cells,
            id: |_| 0,
            tone: |_| Tone::Plain,
            heading: |_| None,
            total: None,
            offset: 0,
            rows: Vec::new(),
            selected: 0,
            top: 0,
            stale: true,
            marked: BTreeSet::new(),
            page: Cell::new(20),
        }
    }

    /// The same list, whose rows have a key, so that they can be marked.
    #[must_use]
    pub fn identified(mut self, id: fn(&R) -> i64) -> Self {
        self.id = id;
        self
    }

    /// The same list, with a tone for every row; the row says the same in words.
    #[must_use]
    pub fn toned(mut self, tone: fn(&R) -> Tone) -> Self {
        self.tone = tone;
        self
    }

    /// The same list, some of whose rows are headings across all columns.
    #[must_use]
    pub fn headed(mut self, heading: fn(&R) -> Option<String>) -> Self {
        self.heading = heading;
        self
    }

    /// Other columns, as the rows bring their own.
    pub fn set_columns(&mut self, columns: Vec<Column>) {
        self.columns = columns;
    }

    /// Starts over at the first row: another search, another filter.
    pub fn restart(&mut self) {
        self.selected = 0;
        self.top = 0;
        self.stale = true;
    }

    /// Asks for the same rows again, as when the screen comes back to the front.
    pub fn refresh(&mut self) {
        self.stale = true;
    }

    /// The rows to ask for, if what is in sight is not known; each need is told once.
    pub fn need(&mut self) -> Option<Need> {
        let page = self.page.get().max(1);
        let total = self.total.unwrap_or(usize::MAX);
        let last = self.top.saturating_add(page).min(total);
        let known = self.offset..self.offset + self.rows.len();
        let covered = self.top >= known.start && last <= known.end;
        if !self.stale && (covered || self.top >= total) {
            return None;
        }
        self.stale = false;
        Some(Need {
            offset: self.top.saturating_sub(page),
            limit: page * 3,
        })
    }

    /// Takes the rows from `offset` on, of `total` in all.
    pub fn fill(&mut self, offset: usize, total: usize, rows: Vec<R>) {
        self.offset = offset;
        self.total = Some(total);
        self.rows = rows;
        self.go(self.selected);
    }

    /// How many rows there are in all, once it is known.
    #[must_use]
    pub const fn total(&self) -> Option<usize> {
        self.total
    }

    /// The index of the selected row, from 0.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.selected
    }

    /// The selected row, unless the list is empty or it has not come yet.
    #[must_use]
    pub fn selected(&self) -> Option<&R> {
        self.row(self.selected)
    }

    /// Selects the row at an index.
    pub fn select(&mut self, index: usize) {
        self.go(index);
    }

    fn row(&self, index: usize) -> Option<&R> {
        self.rows.get(index.checked_sub(self.offset)?)
    }

    /// Moves the selection; false when the key is no such key.
    pub fn key(&mut self, key: Key) -> bool {
        let Some(step) = resolve(KEYS, key) else {
            return false;
        };
        let page = isize::try_from(self.page.get().max(1)).unwrap_or(1);
        let to = match step {
            Move::Row(by) => self.selected.saturating_add_signed(by),
            Move::Page(by) => {
                self.top = self.top.saturating_add_signed(by * page);
                self.selected.saturating_add_signed(by * page)
            }
            Move::First => 0,
            Move::Last => usize::MAX,
        };
        self.go(to);
        true
    }

    fn go(&mut self, to: usize) {
        let total = self.total.unwrap_or(0);
        self.selected = to.min(total.saturating_sub(1));
        self.top = self.top_for(self.page.get());
    }

    /// The first row in sight: as it was, unless the selection would be out of sight.
    fn top_for(&self, page: usize) -> usize {
        let page = page.max(1);
        let lowest = (self.selected + 1).saturating_sub(page);
        let end = self.total.unwrap_or(0).saturating_sub(page);
        self.top
            .clamp(lowest, self.selected.max(lowest))
            .min(end.max(lowest))
    }

    /// Marks or unmarks the selected row and moves on.
    pub fn toggle_mark(&mut self) {
        if let Some(id) = self.selected().map(self.id) {
            if !self.marked.remove(&id) {
                self.marked.insert(id);
            }
            self.go(self.selected + 1);
        }
    }

    /// The keys of the marked rows.
    #[must_use]
    pub const fn marked(&self) -> &BTreeSet<i64> {
        &self.marked
    }

    /// Marks these rows and no others.
    pub fn mark_only(&mut self, marked: BTreeSet<i64>) {
        self.marked = marked;
    }

    /// Tells a list whose rows somebody else draws how many of them are in sight.
    pub fn rows_in_sight(&self, rows: u16) {
        self.page.set(usize::from(rows).max(1));
    }

    /// The known rows in sight, for whoever draws them himself.
    pub fn in_sight(&self) -> impl Iterator<Item = &R> {
        let top = self.top_for(self.page.get());
        (top..top + self.page.get()).map_while(|index| self.row(index))
    }

    /// Draws a header and the rows in sight. The marker and the first column show the selection.
    pub fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        self.view_part(frame, area, theme, true);
    }

    /// Draws it as one part of a screen: without the arrows it shows no selection.
    pub fn view_part(&self, frame: &mut Frame, area: Rect, theme: &Theme, focused: bool) {
        let height = usize::from(area.height).saturating_sub(1);
        self.page.set(height.max(1));
        let widths = fit_columns(&self.columns, usize::from(area.width));
        let header = self.columns.iter().map(|column| column.label.clone());
        let texts = lay_out(&self.columns, &widths, header);
        let header = format!("  {}", texts.join(" "));
        frame.render_widget(Line::styled(header, theme.heading), area);
        let top = self.top_for(height);
        for (y, index) in (area.y + 1..area.bottom()).zip(top..) {
            if let Some(row) = self.row(index) {
                let line = self.line(row, focused && index == self.selected, &widths, theme);
                frame.render_widget(line, Rect::new(area.x, y, area.width, 1));
            }
        }
    }

    fn line(&self, row: &R, here: bool, widths: &[usize], theme: &Theme) -> Line<'static> {
        if let Some(heading) = (self.heading)(row) {
            let sign = if here { '>' } else { ' ' };
            let style = if here { theme.selected } else { theme.heading };
            return Line::styled(format!("{sign}{}", safe(&heading)), style);
        }
        let texts = lay_out(&self.columns, widths, (self.cells)(row));
        let marked = self.marked.contains(&(self.id)(row));
        let signs = format!(
            "{}{}",
            if here { '>' } else { ' ' },
            if marked { '*' } else { ' ' }
        );
        let tone = theme.tone((self.tone)(row));
        let Some((first, rest)) = texts.split_first() else {
            return Line::raw(signs);
        };
        let name = first.trim_end();
        let gap = " ".repeat(width(first) - width(name) + 1);
        let lit = if here { theme.selected } else { tone };
        Line::from(vec![
            Span::styled(format!("{signs}{name}"), lit),
            Span::styled(format!("{gap}{}", rest.join(" ")), tone),
        ])
    }
}

/// The width each column gets, 0 for one left out.
fn fit_columns(columns: &[Column], room: usize) -> Vec<usize> {
    let room = room.saturating_sub(2);
    let mut widths: Vec<usize> = columns.iter().map(|column| column.width).collect();
    let needs = |widths: &[usize]| {
        let shown = widths.iter().filter(|width| **width > 0);
        shown
            .map(|width| width + 1)
            .sum::<usize>()
            .saturating_sub(1)
    };
    while needs(&widths) > room {
        let shown = (0..columns.len()).filter(|i| widths[*i] > 0 && columns[*i].rank > 0);
        let Some(out) = shown.max_by_key(|i| columns[*i].rank) else {
            break;
        };
        widths[out] = 0;
    }
    let spare = room.saturating_sub(needs(&widths));
    if let Some(grows) = (0..columns.len()).find(|i| columns[*i].grows && widths[*i] > 0) {
        widths[grows] += spare;
    }
    widths
}

fn lay_out(
    columns: &[Column],
    widths: &[usize],
    texts: impl IntoIterator<Item = String>,
) -> Vec<String> {
    let all = columns.iter().zip(widths).zip(texts);
    let shown = all.filter(|((_, width), _)| **width > 0);
    shown
        .map(|((column, width), text)| column.fit(&safe(&text), *width))
        .collect()
}

#[cfg(test)]
mod tests;
