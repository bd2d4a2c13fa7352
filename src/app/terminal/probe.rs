//! Asks the terminal at the start how it reads and draws, by where its cursor comes to stand.
//!
//! Nothing waits for the answer: it comes among the keys, after the first picture, or never.

use std::io::{self, Write};

use ratatui::crossterm::cursor;

/// Two characters all of whose bytes are above 0xA0, so that a terminal that is not UTF-8 obeys
/// none of them, then one that Chinese terminals may draw in two columns; the cursor is asked for
/// behind both. The first picture wipes it all off.
const QUESTION: &str = "\r山好\x1b[6n\r·\x1b[6n\r";

/// How a terminal reads and draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ways {
    /// UTF-8, every character as wide as Unicode says.
    Plain,
    /// UTF-8, but what Unicode leaves open, such as `·`, takes two columns.
    Wide,
    /// Another encoding: Chinese arrives as other characters and is drawn as such.
    NotUtf8,
}

/// Asks; the terminal is in raw mode and its cursor at the beginning of a line.
pub(super) fn ask(to: &mut impl Write) -> io::Result<()> {
    to.write_all(QUESTION.as_bytes())
}

/// The answer, when it has come: two reports that are no keys.
pub(super) fn answer() -> Ways {
    let columns = || cursor::position().map(|(column, _)| column);
    match (columns(), columns()) {
        (Ok(both), Ok(one)) => told(both, one),
        // Whoever does not say is taken for what the locale of the day is.
        _ => Ways::Plain,
    }
}

const fn told(both: u16, one: u16) -> Ways {
    match (both, one) {
        (4, 2) => Ways::Wide,
        // 灞卞ソ in GBK, six signs in Latin-1.
        (6, 2) => Ways::NotUtf8,
        _ => Ways::Plain,
    }
}

/// What stands for a character that such a terminal draws in two columns where the picture has one.
#[must_use]
pub(super) fn narrow(c: char) -> char {
    match c {
        '·' | '…' => '.',
        '—' | '―' | '‐' | '–' => '-',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '×' => 'x',
        '÷' => '/',
        '±' => '+',
        '°' => 'o',
        '①'..='⑨' => char::from_digit(u32::from(c) - u32::from('①') + 1, 10).unwrap_or('?'),
        '○' | '●' | '□' | '■' | '△' | '▲' | '☆' | '★' | '◇' | '◆' => '*',
        '√' => 'v',
        _ => '?',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_the_cursor_stands_tells() {
        assert_eq!(told(4, 1), Ways::Plain);
        assert_eq!(told(4, 2), Ways::Wide);
        assert_eq!(told(6, 2), Ways::NotUtf8);
        // A terminal that answers nonsense is left alone.
        assert_eq!(told(0, 0), Ways::Plain);
    }

    #[test]
    fn what_is_asked_obeys_nothing_in_another_encoding() {
        let signs = QUESTION.split("\x1b[6n").flat_map(str::chars);
        let signs = signs.filter(|c| !c.is_ascii());
        let bytes: Vec<u8> = signs.collect::<String>().into_bytes();
        assert!(bytes.iter().all(|byte| *byte >= 0xa0), "{bytes:x?}");
    }

    #[test]
    fn every_substitute_is_one_column_wide() {
        for c in "·…—“”‘’×÷±°①⑤⑨●★√Ⅲ→".chars() {
            assert!(narrow(c).is_ascii(), "{c}");
        }
        assert_eq!(narrow('⑨'), '9');
    }
}
