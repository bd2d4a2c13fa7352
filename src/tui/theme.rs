//! Colours, by what they mean. Screens name a role; only this file names a colour.
//!
//! Nothing is said by colour alone: whatever is coloured says the same in words or signs.

use ratatui::style::{Color, Style};
use ratatui::text::Span;

/// What a piece of text means to the officer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Ordinary.
    #[default]
    Plain,
    /// As it should be.
    Good,
    /// Something to look at: due soon, in doubt, missing.
    Warning,
    /// Overdue or wrong.
    Bad,
    /// No longer counted, masked, or beside the point.
    Faint,
    /// A heading.
    Heading,
}

/// A style for every role on screen.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Ordinary text.
    pub text: Style,
    /// The title line.
    pub title: Style,
    /// A key's name.
    pub key: Style,
    /// The selected row.
    pub selected: Style,
    /// The field being typed in.
    pub input: Style,
    /// A heading.
    pub heading: Style,
    /// The name of a field.
    pub label: Style,
    /// As it should be.
    pub good: Style,
    /// Something to look at.
    pub warning: Style,
    /// Overdue or wrong.
    pub bad: Style,
    /// Beside the point.
    pub faint: Style,
}

impl Theme {
    /// The default colours: the terminal's own sixteen, legible on old consoles.
    #[must_use]
    pub fn ansi() -> Self {
        let plain = Style::new();
        Self {
            text: plain,
            title: plain.fg(Color::White).bg(Color::Blue),
            key: plain.fg(Color::Cyan),
            selected: plain.fg(Color::Black).bg(Color::Cyan),
            input: plain.underlined(),
            heading: plain.bold(),
            label: plain.fg(Color::Cyan),
            good: plain.fg(Color::Green),
            warning: plain.fg(Color::Yellow),
            bad: plain.fg(Color::Red).bold(),
            // Dark blue and grey cannot be read on many consoles.
            faint: plain,
        }
    }

    /// No colour at all, for monochrome terminals, `NO_COLOR` and `--color never`.
    #[must_use]
    pub fn plain() -> Self {
        let plain = Style::new();
        Self {
            text: plain,
            title: plain.reversed(),
            key: plain.bold(),
            selected: plain.reversed(),
            input: plain.underlined(),
            heading: plain.bold(),
            label: plain,
            good: plain,
            warning: plain.bold(),
            bad: plain.bold(),
            faint: plain,
        }
    }

    /// One of several parts of a screen; brackets mark the one shown where colours are none.
    #[must_use]
    pub fn tab(&self, shown: bool, label: &str) -> Span<'static> {
        if shown {
            Span::styled(format!("[{label}]"), self.heading)
        } else {
            Span::styled(format!(" {label} "), self.label)
        }
    }

    /// The style of a tone.
    #[must_use]
    pub const fn tone(&self, tone: Tone) -> Style {
        match tone {
            Tone::Plain => self.text,
            Tone::Good => self.good,
            Tone::Warning => self.warning,
            Tone::Bad => self.bad,
            Tone::Faint => self.faint,
            Tone::Heading => self.heading,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_theme_names_no_colour() {
        let theme = Theme::plain();
        for style in [
            theme.title,
            theme.selected,
            theme.bad,
            theme.key,
            theme.faint,
        ] {
            assert_eq!((style.fg, style.bg), (None, None));
        }
    }
}
