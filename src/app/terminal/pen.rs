//! How characters are drawn: the sixteen colours as every terminal knows them.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// Colours and attributes in force.
///
/// Only SGR 30-37 and 40-47 are sent: old consoles take `38;5;n` for underline and blink. A bright
/// colour is the plain one in bold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pen {
    fg: Option<u8>,
    bg: Option<u8>,
    bold: bool,
    underline: bool,
    reverse: bool,
}

impl Pen {
    pub fn of(cell: &Cell, mono: bool) -> Self {
        let fg = colour(cell.fg).filter(|_| !mono);
        let bg = colour(cell.bg).filter(|_| !mono);
        Self {
            fg: fg.map(|(n, _)| n),
            bg: bg.map(|(n, _)| n),
            bold: cell.modifier.contains(Modifier::BOLD) || fg.is_some_and(|(_, bright)| bright),
            underline: cell.modifier.contains(Modifier::UNDERLINED),
            reverse: cell.modifier.contains(Modifier::REVERSED),
        }
    }

    /// Appends what turns `self` into `next`; nothing when they are the same.
    pub fn change(self, next: Self, out: &mut String) {
        if self == next {
            return;
        }
        let lost = (self.bold && !next.bold)
            || (self.underline && !next.underline)
            || (self.reverse && !next.reverse)
            || (self.fg.is_some() && next.fg.is_none())
            || (self.bg.is_some() && next.bg.is_none());
        let from = if lost { Self::default() } else { self };
        let mut codes: Vec<String> = Vec::new();
        if lost && next != Self::default() {
            codes.push("0".into());
        }
        let attributes = [
            (next.bold && !from.bold, "1"),
            (next.underline && !from.underline, "4"),
            (next.reverse && !from.reverse, "7"),
        ];
        codes.extend(attributes.iter().filter(|a| a.0).map(|a| a.1.into()));
        codes.extend(
            next.fg
                .filter(|_| next.fg != from.fg)
                .map(|n| (30 + n).to_string()),
        );
        codes.extend(
            next.bg
                .filter(|_| next.bg != from.bg)
                .map(|n| (40 + n).to_string()),
        );
        out.push_str("\x1b[");
        out.push_str(&codes.join(";"));
        out.push('m');
    }
}

/// The number of a colour, and whether it is a bright one.
const fn colour(colour: Color) -> Option<(u8, bool)> {
    Some(match colour {
        Color::Black => (0, false),
        Color::Red => (1, false),
        Color::Green => (2, false),
        Color::Yellow => (3, false),
        Color::Blue => (4, false),
        Color::Magenta => (5, false),
        Color::Cyan => (6, false),
        Color::Gray => (7, false),
        Color::DarkGray => (0, true),
        Color::LightRed => (1, true),
        Color::LightGreen => (2, true),
        Color::LightYellow => (3, true),
        Color::LightBlue => (4, true),
        Color::LightMagenta => (5, true),
        Color::LightCyan => (6, true),
        Color::White => (7, true),
        Color::Reset | Color::Rgb(..) | Color::Indexed(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    fn change(from: Style, to: Style, mono: bool) -> String {
        let pen = |style| {
            let mut cell = Cell::new("a");
            cell.set_style(style);
            Pen::of(&cell, mono)
        };
        let mut out = String::new();
        pen(from).change(pen(to), &mut out);
        out
    }

    #[test]
    fn only_the_oldest_codes_are_sent() {
        let plain = Style::new();
        let title = plain.fg(Color::White).bg(Color::Blue);
        assert_eq!(change(plain, title, false), "\x1b[1;37;44m");
        assert_eq!(change(title, plain, false), "\x1b[m");
        assert_eq!(change(title, title.fg(Color::Gray), false), "\x1b[0;37;44m");
        assert_eq!(change(plain, plain.fg(Color::Rgb(1, 2, 3)), false), "");
        assert_eq!(
            change(plain, plain.fg(Color::Red).reversed(), true),
            "\x1b[7m"
        );
    }
}
