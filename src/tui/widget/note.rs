//! A note of several lines being typed.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;

use crate::tui::key::Key;
use crate::tui::keymap::{Bind, bind, resolve};
use crate::tui::text::{columns, fit, safe, width};

/// What a key does in a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Begin a new line.
    Break,
    /// A character back.
    Back,
    /// A character on.
    On,
    /// A line up.
    Up,
    /// A line down.
    Down,
    /// To the start of the line.
    Start,
    /// To the end of the line.
    End,
    /// Delete the character before.
    EraseBefore,
    /// Delete the character after.
    EraseAfter,
}

/// The keys of a note. Enter is left to the form, as in every other field.
pub const KEYS: &[Bind<Edit>] = &[
    bind(&[Key::ALT_ENTER, Key::ctrl('j')], Edit::Break, "换行"),
    bind(&[Key::LEFT], Edit::Back, "左移"),
    bind(&[Key::RIGHT], Edit::On, "右移"),
    bind(&[Key::UP], Edit::Up, "上一行"),
    bind(&[Key::DOWN], Edit::Down, "下一行"),
    bind(&[Key::HOME], Edit::Start, "行首"),
    bind(&[Key::END], Edit::End, "行尾"),
    bind(&[Key::BACKSPACE], Edit::EraseBefore, "删前字"),
    bind(&[Key::DELETE], Edit::EraseAfter, "删后字"),
];

/// A text of several lines and a caret in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    text: Vec<char>,
    caret: usize,
}

impl Note {
    /// A note holding `text`, with the caret behind it.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let text: Vec<char> = text.chars().collect();
        let caret = text.len();
        Self { text, caret }
    }

    /// What has been typed; lines end in `\n`.
    #[must_use]
    pub fn text(&self) -> String {
        self.text.iter().collect()
    }

    /// Types a text at the caret; line ends are kept.
    pub fn insert(&mut self, text: &str) {
        for c in text.chars() {
            let c = if c.is_control() && c != '\n' { ' ' } else { c };
            self.text.insert(self.caret, c);
            self.caret += 1;
        }
    }

    /// Handles an editing key; false when it had nothing to do, as Up on the first line.
    pub fn key(&mut self, key: Key) -> bool {
        let before = (self.caret, self.text.len());
        match resolve(KEYS, key) {
            Some(Edit::Break) => self.insert("\n"),
            Some(Edit::Back) => self.caret = self.caret.saturating_sub(1),
            Some(Edit::On) => self.caret = (self.caret + 1).min(self.text.len()),
            Some(Edit::Up) => self.up(),
            Some(Edit::Down) => self.down(),
            Some(Edit::Start) => self.caret = self.line_start(self.caret),
            Some(Edit::End) => self.caret = self.line_end(self.caret),
            Some(Edit::EraseBefore) if self.caret > 0 => {
                self.caret -= 1;
                self.text.remove(self.caret);
            }
            Some(Edit::EraseAfter) if self.caret < self.text.len() => {
                self.text.remove(self.caret);
            }
            Some(Edit::EraseBefore | Edit::EraseAfter) | None => {}
        }
        before != (self.caret, self.text.len())
    }

    fn line_start(&self, at: usize) -> usize {
        let breaks = self.text[..at].iter().rposition(|c| *c == '\n');
        breaks.map_or(0, |found| found + 1)
    }

    fn line_end(&self, at: usize) -> usize {
        let breaks = self.text[at..].iter().position(|c| *c == '\n');
        breaks.map_or(self.text.len(), |found| at + found)
    }

    fn up(&mut self) {
        let start = self.line_start(self.caret);
        if start > 0 {
            let above = self.line_start(start - 1);
            self.caret = (above + self.caret - start).min(start - 1);
        }
    }

    fn down(&mut self) {
        let end = self.line_end(self.caret);
        if end < self.text.len() {
            let column = self.caret - self.line_start(self.caret);
            self.caret = (end + 1 + column).min(self.line_end(end + 1));
        }
    }

    /// The lines as drawn in so many columns, and the row and column of the caret.
    fn layout(&self, room: usize) -> (Vec<String>, (usize, usize)) {
        let room = room.max(3) - 1;
        let mut lines = vec![String::new()];
        let mut caret = (0, 0);
        for (at, c) in self.text.iter().enumerate() {
            let shown = safe(c.encode_utf8(&mut [0; 4]));
            let used = lines.last().map_or(0, |line| width(line));
            if *c != '\n' && used + width(&shown) > room {
                lines.push(String::new());
            }
            if at == self.caret {
                caret = end_of(&lines);
            }
            if *c == '\n' {
                lines.push(String::new());
            } else if let Some(line) = lines.last_mut() {
                line.push_str(&shown);
            }
        }
        if self.caret >= self.text.len() {
            caret = end_of(&lines);
        }
        (lines, caret)
    }

    /// How many rows the note takes in so many columns.
    #[must_use]
    pub fn height(&self, room: usize) -> usize {
        self.layout(room).0.len()
    }

    /// Draws the part around the caret and, when in focus, puts the terminal's cursor there.
    pub fn view(&self, frame: &mut Frame, area: Rect, style: Style, focused: bool) {
        let room = usize::from(area.width);
        let height = usize::from(area.height);
        let (lines, (row, column)) = self.layout(room);
        let top = if focused {
            (row + 1).saturating_sub(height)
        } else {
            0
        };
        for (y, line) in (area.top()..area.bottom()).zip(lines.iter().skip(top)) {
            let place = Rect::new(area.x, y, area.width, 1);
            frame.render_widget(Line::styled(fit(line, room), style), place);
        }
        if focused && !area.is_empty() {
            let x = area.x.saturating_add(columns(column)).min(area.right() - 1);
            let y = area.y.saturating_add(columns(row - top));
            frame.set_cursor_position(Position::new(x, y));
        }
    }
}

fn end_of(lines: &[String]) -> (usize, usize) {
    let last = lines.last().map_or(0, |line| width(line));
    (lines.len().saturating_sub(1), last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_lines_stay_lines() {
        let mut note = Note::default();
        note.insert("入户\n见本人");
        assert_eq!(note.text(), "入户\n见本人");
        assert_eq!(note.layout(20).1, (1, 6));
        assert!(note.key(Key::ctrl('j')));
        assert_eq!(note.height(20), 3);
    }

    #[test]
    fn up_on_the_first_line_is_left_to_the_form() {
        let mut note = Note::of("一二三\n四");
        assert!(note.key(Key::UP));
        assert_eq!(note.layout(20).1, (0, 2));
        assert!(!note.key(Key::UP));
        assert!(note.key(Key::END));
        assert!(note.key(Key::DOWN));
        assert!(!note.key(Key::DOWN));
    }

    #[test]
    fn long_lines_break_and_the_caret_follows() {
        let mut note = Note::of("白马庙村三组");
        assert_eq!(
            note.layout(7),
            (vec!["白马庙".into(), "村三组".into()], (1, 6))
        );
        note.key(Key::HOME);
        assert_eq!(note.layout(7).1, (0, 0));
        assert!(note.key(Key::DELETE));
        assert_eq!(note.text(), "马庙村三组");
    }
}
