//! A line of text being typed.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use tui_input::{Input as Editor, InputRequest};

use crate::tui::key::Key;
use crate::tui::keymap::{Bind, bind, resolve};
use crate::tui::text::{columns, fit, safe, width};

/// The keys of any line of text.
pub const KEYS: &[Bind<InputRequest>] = &[
    bind(&[Key::LEFT], InputRequest::GoToPrevChar, "左移"),
    bind(&[Key::RIGHT], InputRequest::GoToNextChar, "右移"),
    bind(&[Key::HOME], InputRequest::GoToStart, "行首"),
    bind(&[Key::END], InputRequest::GoToEnd, "行尾"),
    bind(&[Key::BACKSPACE], InputRequest::DeletePrevChar, "删前字"),
    bind(&[Key::DELETE], InputRequest::DeleteNextChar, "删后字"),
];

/// A one-line input. Text keeps the form it was typed in; a pasted line end becomes a blank.
#[derive(Clone, Debug, Default)]
pub struct Input(Editor);

impl Input {
    /// An input holding `text`, with the caret behind it.
    #[must_use]
    pub fn of(text: impl Into<String>) -> Self {
        Self(Editor::new(text.into()))
    }

    /// What has been typed.
    #[must_use]
    pub fn text(&self) -> &str {
        self.0.value()
    }

    /// Whether nothing has been typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text().is_empty()
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.0.reset();
    }

    /// Types a text at the caret.
    pub fn insert(&mut self, text: &str) {
        for c in text.trim_end_matches('\n').chars() {
            let c = if c.is_control() { ' ' } else { c };
            self.0.handle(InputRequest::InsertChar(c));
        }
    }

    /// Handles an editing key; false when it is not one, or when it had nothing to do.
    pub fn key(&mut self, key: Key) -> bool {
        resolve(KEYS, key).is_some_and(|request| self.0.handle(request).is_some())
    }

    /// Handles only Backspace, for search lines, whose other keys belong to the list below.
    pub fn erase(&mut self, key: Key) -> bool {
        key == Key::BACKSPACE && self.key(key)
    }

    /// Draws the text and, when in focus, puts the terminal's own cursor at the caret.
    ///
    /// Input methods draw their candidates at that cursor, so a drawn block would not do.
    pub fn view(&self, frame: &mut Frame, area: Rect, style: Style, focused: bool) {
        let room = usize::from(area.width);
        let text = safe(self.text());
        if !focused {
            frame.render_widget(Line::styled(fit(&text, room), style), area);
            return;
        }
        let before: String = self.text().chars().take(self.0.cursor()).collect();
        let caret = width(&safe(&before));
        // One column is kept free for the caret behind the last character.
        let skip = scroll(&text, caret, room.saturating_sub(1));
        let shown = skip_columns(&text, skip);
        let line: String = fit_plain(&shown, room);
        frame.render_widget(Line::styled(line, style), area);
        if area.width > 0 && area.height > 0 {
            let x = area.x.saturating_add(columns(caret.saturating_sub(skip)));
            frame.set_cursor_position(Position::new(x.min(area.right() - 1), area.y));
        }
    }
}

/// How many columns to leave out on the left so that the caret is in sight.
fn scroll(text: &str, caret: usize, room: usize) -> usize {
    if caret <= room {
        return 0;
    }
    let mut skipped = 0;
    for c in text.chars() {
        if caret - skipped <= room {
            break;
        }
        skipped += width(c.encode_utf8(&mut [0; 4]));
    }
    skipped
}

fn skip_columns(text: &str, columns: usize) -> String {
    let mut skipped = 0;
    text.chars()
        .skip_while(|c| {
            let skip = skipped < columns;
            skipped += width(c.encode_utf8(&mut [0; 4]));
            skip
        })
        .collect()
}

/// Padded, and cut without a mark: the caret may stand on the last character.
fn fit_plain(text: &str, room: usize) -> String {
    let mut used = 0;
    let mut line: String = text
        .chars()
        .take_while(|c| {
            used += width(c.encode_utf8(&mut [0; 4]));
            used <= room
        })
        .collect();
    let gap = room.saturating_sub(width(&line));
    line.extend(std::iter::repeat_n(' ', gap));
    line
}

#[cfg(test)]
mod tests {
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::*;

    fn caret(input: &Input, width: u16) -> (String, u16) {
        let mut terminal = Terminal::new(TestBackend::new(width, 1)).unwrap();
        terminal
            .draw(|frame| input.view(frame, frame.area(), Style::new(), true))
            .unwrap();
        let cells = terminal.backend().buffer().content().iter();
        let text: String = cells.map(ratatui::buffer::Cell::symbol).collect();
        (text, terminal.get_cursor_position().unwrap().x)
    }

    #[test]
    fn the_cursor_follows_wide_text() {
        let mut input = Input::of("欧阳");
        assert_eq!(caret(&input, 10).1, 4);
        assert!(input.key(Key::LEFT));
        assert_eq!(caret(&input, 10).1, 2);
        input.insert("１\n2\n");
        assert_eq!(input.text(), "欧１ 2阳");
    }

    #[test]
    fn long_text_scrolls() {
        let input = Input::of("松垭镇白马庙村");
        let (text, x) = caret(&input, 7);
        assert!(text.starts_with('马'), "{text}");
        assert_eq!(x, 6);
    }

    #[test]
    fn an_empty_line_leaves_backspace_to_others() {
        assert!(!Input::default().key(Key::BACKSPACE));
        assert!(Input::of("a").erase(Key::BACKSPACE));
        assert!(!Input::of("a").erase(Key::LEFT));
    }
}
