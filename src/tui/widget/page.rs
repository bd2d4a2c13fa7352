//! A page laid out by hand: more lines than fit, some of which lead somewhere.

use std::cell::{Cell, RefCell};

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::list::{KEYS, Move};
use crate::tui::key::Key;
use crate::tui::keymap::resolve;
use crate::tui::text::columns;
use crate::tui::theme::Theme;

/// A line of a page; its first column is kept for the mark of the selection.
#[derive(Clone, Debug)]
pub struct Row<T> {
    line: Line<'static>,
    target: Option<T>,
}

impl<T> Row<T> {
    /// A line to read.
    #[must_use]
    pub fn plain(line: impl Into<Line<'static>>) -> Self {
        Self {
            line: line.into(),
            target: None,
        }
    }

    /// A line that Enter opens.
    #[must_use]
    pub fn leading(line: impl Into<Line<'static>>, target: T) -> Self {
        Self {
            line: line.into(),
            target: Some(target),
        }
    }

    /// A line of signs across the page.
    #[must_use]
    pub fn rule(columns: u16) -> Self {
        Self::plain("-".repeat(usize::from(columns)))
    }

    /// Whether Enter opens it.
    #[must_use]
    pub const fn leads(&self) -> bool {
        self.target.is_some()
    }
}

/// Where a page was scrolled to, and which of the lines that lead somewhere is selected.
///
/// The lines themselves are made anew for every picture, as they depend on its width.
#[derive(Clone, Debug, Default)]
pub struct Page {
    selected: usize,
    top: Cell<usize>,
    height: Cell<usize>,
    length: Cell<usize>,
    /// The places of the lines that lead somewhere, in the last picture.
    places: RefCell<Vec<usize>>,
}

impl Page {
    /// Which of the lines that lead somewhere is selected, from 0.
    #[must_use]
    pub const fn selected(&self) -> usize {
        self.selected
    }

    /// Selects one of the lines that lead somewhere.
    pub fn select(&mut self, place: usize) {
        self.selected = place;
        self.show_selected();
    }

    /// Moves; false when the key is no such key.
    pub fn key(&mut self, key: Key) -> bool {
        let Some(step) = resolve(KEYS, key) else {
            return false;
        };
        let page = self.height.get().saturating_sub(1).max(1);
        match step {
            Move::Row(by) => self.step(by),
            Move::Page(by) => {
                let by = by * isize::try_from(page).unwrap_or(1);
                self.scroll(by);
                self.catch_up();
            }
            Move::First => {
                self.top.set(0);
                self.selected = 0;
            }
            Move::Last => {
                self.selected = self.places.borrow().len().saturating_sub(1);
                self.top.set(self.last_top());
            }
        }
        true
    }

    fn step(&mut self, by: isize) {
        let count = self.places.borrow().len();
        self.selected = self.selected.min(count.saturating_sub(1));
        let to = self.selected.saturating_add_signed(by);
        if to == self.selected || to >= count {
            self.scroll(by);
        } else {
            self.selected = to;
            self.show_selected();
        }
        if to == 0 {
            self.top.set(0);
        }
    }

    fn last_top(&self) -> usize {
        self.length.get().saturating_sub(self.height.get().max(1))
    }

    fn scroll(&self, by: isize) {
        let to = self.top.get().saturating_add_signed(by);
        self.top.set(to.min(self.last_top()));
    }

    fn show_selected(&self) {
        let places = self.places.borrow();
        if let Some(&place) = places.get(self.selected) {
            let height = self.height.get().max(1);
            let lowest = (place + 1).saturating_sub(height);
            self.top
                .set(self.top.get().clamp(lowest, place.max(lowest)));
        }
    }

    /// After a page was turned, the selection stands in sight.
    fn catch_up(&mut self) {
        let (top, bottom) = (self.top.get(), self.top.get() + self.height.get().max(1));
        let places = self.places.borrow();
        let Some(&place) = places.get(self.selected) else {
            return;
        };
        let seen = |p: &usize| (top..bottom).contains(p);
        let to = match place {
            place if place < top => places.iter().position(seen),
            place if place >= bottom => places.iter().rposition(seen),
            _ => None,
        };
        if let Some(to) = to {
            self.selected = to;
        }
    }

    /// What the selected line leads to.
    pub fn target<T: Copy>(&self, rows: &[Row<T>]) -> Option<T> {
        let targets: Vec<T> = rows.iter().filter_map(|row| row.target).collect();
        let last = targets.len().checked_sub(1)?;
        targets.get(self.selected.min(last)).copied()
    }

    /// Draws the lines in sight; `focused` marks the selection.
    pub fn view<T>(
        &self,
        frame: &mut Frame,
        area: Rect,
        theme: &Theme,
        rows: Vec<Row<T>>,
        focused: bool,
    ) {
        self.height.set(usize::from(area.height));
        self.length.set(rows.len());
        let places: Vec<usize> = (0..rows.len()).filter(|i| rows[*i].leads()).collect();
        let last = places.len().saturating_sub(1);
        let here = places.get(self.selected.min(last)).copied();
        let here = here.filter(|_| focused);
        *self.places.borrow_mut() = places;
        let top = self.top.get().min(self.last_top());
        self.top.set(top);
        let shown = rows.into_iter().enumerate().skip(top);
        for (y, (place, row)) in (area.top()..area.bottom()).zip(shown) {
            let at = Rect::new(area.x, y, area.width, 1);
            let line = if Some(place) == here {
                lit(row.line, theme.selected)
            } else {
                row.line
            };
            frame.render_widget(line, at);
        }
        if self.more(top) {
            mark_more(frame, area, theme);
        }
    }

    /// Whether there is more below.
    fn more(&self, top: usize) -> bool {
        self.height.get() > 0 && top + self.height.get() < self.length.get()
    }
}

/// A sign at the end of the last line that there is more, where no text stands.
fn mark_more(frame: &mut Frame, area: Rect, theme: &Theme) {
    const SIGN: &str = " vv";
    let wide = columns(SIGN.len());
    let at = Rect::new(
        area.right().saturating_sub(wide),
        area.bottom() - 1,
        wide,
        1,
    );
    let buffer = frame.buffer_mut();
    let mut cells = (at.left()..at.right()).filter_map(|x| buffer.cell((x, at.y)));
    if cells.all(|cell| cell.symbol() == " ") {
        frame.render_widget(Line::styled(SIGN, theme.key), at);
    }
}

/// The line with its first part lit and the mark before it.
fn lit(mut line: Line<'static>, style: Style) -> Line<'static> {
    let Some(first) = line.spans.first_mut() else {
        return Line::styled(">", style);
    };
    let text = first.content.strip_prefix(' ').unwrap_or(&first.content);
    let name = text.trim_end();
    let gap = text.len() - name.len();
    let lit = Span::styled(format!(">{name}"), style);
    *first = Span::styled(" ".repeat(gap), first.style);
    line.spans.insert(0, lit);
    line
}

#[cfg(test)]
mod tests {
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::*;

    fn rows() -> Vec<Row<usize>> {
        (0..10)
            .map(|i| match i {
                3 | 8 => Row::leading(format!(" 行{i}"), i),
                _ => Row::plain(format!(" 行{i}")),
            })
            .collect()
    }

    fn draw(page: &Page) -> String {
        let mut terminal = Terminal::new(TestBackend::new(12, 4)).unwrap();
        let theme = Theme::plain();
        terminal
            .draw(|frame| page.view(frame, frame.area(), &theme, rows(), true))
            .unwrap();
        terminal.backend().to_string()
    }

    #[test]
    fn arrows_go_from_target_to_target_and_scroll_past_the_last() {
        let mut page = Page::default();
        assert!(draw(&page).contains(">行3"));
        assert!(page.key(Key::DOWN));
        assert!(draw(&page).contains(">行8"));
        assert_eq!(page.target(&rows()), Some(8));
        page.key(Key::DOWN);
        assert!(draw(&page).contains("行9"));
        page.key(Key::UP);
        assert!(draw(&page).contains(" 行0"));
        page.key(Key::PAGE_DOWN);
        page.key(Key::PAGE_DOWN);
        assert!(draw(&page).contains(">行8"));
        page.key(Key::HOME);
        assert!(draw(&page).contains(">行3"));
    }
}
