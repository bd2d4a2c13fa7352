//! Key presses, free of platform quirks.

use std::fmt;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    ctrl: bool,
    alt: bool,
}

impl Key {
    /// Enter (回车).
    pub const ENTER: Self = Self::plain(KeyCode::Enter);
    /// Escape.
    pub const ESC: Self = Self::plain(KeyCode::Esc);
    /// Tab.
    pub const TAB: Self = Self::plain(KeyCode::Tab);
    /// Tab held with Shift.
    pub const BACK_TAB: Self = Self::plain(KeyCode::BackTab);
    /// The up arrow.
    pub const UP: Self = Self::plain(KeyCode::Up);
    /// The down arrow.
    pub const DOWN: Self = Self::plain(KeyCode::Down);
    /// The left arrow.
    pub const LEFT: Self = Self::plain(KeyCode::Left);
    /// The right arrow.
    pub const RIGHT: Self = Self::plain(KeyCode::Right);
    /// Home.
    pub const HOME: Self = Self::plain(KeyCode::Home);
    /// End.
    pub const END: Self = Self::plain(KeyCode::End);
    /// A page up.
    pub const PAGE_UP: Self = Self::plain(KeyCode::PageUp);
    /// A page down.
    pub const PAGE_DOWN: Self = Self::plain(KeyCode::PageDown);
    /// Insert, which marks a row.
    pub const INSERT: Self = Self::plain(KeyCode::Insert);
    /// The key that removes the selected record, or the character under the cursor.
    pub const DELETE: Self = Self::plain(KeyCode::Delete);
    /// The key that deletes the character before the cursor.
    pub const BACKSPACE: Self = Self::plain(KeyCode::Backspace);
    /// Enter held with Alt: a new line in a long note.
    pub const ALT_ENTER: Self = Self {
        code: KeyCode::Enter,
        ctrl: false,
        alt: true,
    };

    /// A key without modifiers.
    #[must_use]
    pub const fn plain(code: KeyCode) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
        }
    }

    /// A function key.
    #[must_use]
    pub const fn f(n: u8) -> Self {
        Self::plain(KeyCode::F(n))
    }

    /// A character typed on its own.
    #[must_use]
    pub const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// A lower-case letter held with Ctrl.
    #[must_use]
    pub const fn ctrl(letter: char) -> Self {
        Self {
            code: KeyCode::Char(letter),
            ctrl: true,
            alt: false,
        }
    }

    /// Reads a terminal event; `None` for anything that is not a press, as Windows also reports
    /// releases.
    ///
    /// Terminals disagree on what Backspace sends, so `^H` is Backspace; a Ctrl-letter is the same
    /// with and without Shift or Caps Lock.
    #[must_use]
    pub fn from_event(event: KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        Some(match event.code {
            KeyCode::Char('h' | 'H') if ctrl => Self::BACKSPACE,
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => Self::BACK_TAB,
            KeyCode::Char(c) if ctrl => Self {
                alt,
                ..Self::ctrl(c.to_ascii_lowercase())
            },
            code => Self { code, ctrl, alt },
        })
    }

    /// The key meant by this press: an input method in full-width mode sends `１` for `1`.
    ///
    /// Only key tables ask; text keeps the form it was typed in.
    #[must_use]
    pub fn meant(self) -> Self {
        match self.code {
            KeyCode::Char(c) => Self {
                code: KeyCode::Char(half_width(c)),
                ..self
            },
            _ => self,
        }
    }

    /// Whether this is a letter on its own, which an input method would swallow.
    #[must_use]
    pub const fn is_bare_letter(self) -> bool {
        matches!(self.code, KeyCode::Char(c) if !self.ctrl && c.is_ascii_alphabetic())
    }

    /// The character this press types, if it types one.
    #[must_use]
    pub const fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    const fn name(self) -> Option<&'static str> {
        Some(match self.code {
            KeyCode::Enter => "回车",
            KeyCode::Esc => "Esc",
            KeyCode::Tab => "Tab",
            KeyCode::BackTab => "Shift-Tab",
            KeyCode::Up => "上",
            KeyCode::Down => "下",
            KeyCode::Left => "左",
            KeyCode::Right => "右",
            KeyCode::Home => "Home",
            KeyCode::End => "End",
            KeyCode::PageUp => "PageUp",
            KeyCode::PageDown => "PageDown",
            KeyCode::Insert => "Insert",
            KeyCode::Delete => "Delete",
            KeyCode::Backspace => "退格",
            KeyCode::Char(' ') => "空格",
            _ => return None,
        })
    }
}

/// The ASCII form of a full-width character; any other character is itself.
#[must_use]
pub fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        match (self.name(), self.code) {
            (Some(name), _) => f.write_str(name),
            (None, KeyCode::F(n)) => write!(f, "F{n}"),
            (None, KeyCode::Char(c)) => write!(f, "{}", c.to_uppercase()),
            (None, other) => write!(f, "{other}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(code: KeyCode, modifiers: KeyModifiers) -> Option<Key> {
        Key::from_event(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn full_width_digits_mean_digits_but_type_themselves() {
        let key = Key::char('１');
        assert_eq!(key.meant(), Key::char('1'));
        assert_eq!(key.typed(), Some('１'));
    }

    #[test]
    fn releases_are_nothing() {
        let event =
            KeyEvent::new_with_kind(KeyCode::Enter, KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(Key::from_event(event), None);
    }

    #[test]
    fn terminals_that_send_other_codes_mean_the_same_keys() {
        let ctrl = KeyModifiers::CONTROL;
        assert_eq!(event(KeyCode::Char('h'), ctrl), Some(Key::BACKSPACE));
        assert_eq!(event(KeyCode::Char('S'), ctrl), Some(Key::ctrl('s')));
        assert_eq!(
            event(KeyCode::BackTab, KeyModifiers::SHIFT),
            Some(Key::BACK_TAB)
        );
        assert_eq!(
            event(KeyCode::Enter, KeyModifiers::ALT),
            Some(Key::ALT_ENTER)
        );
    }

    #[test]
    fn keys_are_named_as_officers_say_them() {
        assert_eq!(Key::ctrl('s').to_string(), "Ctrl-S");
        assert_eq!(Key::f(5).to_string(), "F5");
        assert_eq!(Key::ENTER.to_string(), "回车");
        assert_eq!(Key::ALT_ENTER.to_string(), "Alt-回车");
        assert_eq!(Key::char('１').meant().to_string(), "1");
    }
}
