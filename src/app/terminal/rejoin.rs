//! Key events as the interface wants them: split sequences joined, bursts as text.

use ratatui::crossterm::event::{Event as Raw, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::tui::Event;
use crate::tui::key::Key;

/// Whether a key sequence may have been cut by the line, so that its end is worth a short wait.
///
/// A slow line delivers an arrow as Esc, `[` and `A`: the letters must not become text.
pub(super) fn is_cut(batch: &[Raw]) -> bool {
    let keys: Vec<KeyCode> = batch.iter().rev().take(8).map_while(code).collect();
    let Some(back) = keys.iter().position(|code| *code == KeyCode::Esc) else {
        return false;
    };
    let after: Vec<KeyCode> = keys[..back].iter().rev().copied().collect();
    after.is_empty() || matches!(sequence(&after), Sequence::Cut)
}

/// Turns a batch read at once into events.
///
/// Characters in a row become one text. Enter between characters of one batch is a line end in
/// that text: a paste from a terminal that does not mark pastes. Enter at the end is a key.
pub(super) fn join(batch: &[Raw]) -> Vec<Event> {
    let mut events = Vec::new();
    let mut text = String::new();
    let mut rest = batch;
    while let Some((first, mut next)) = rest.split_first() {
        if let Some((key, used)) = rejoined(rest) {
            flush(&mut text, &mut events);
            events.extend(key.map(Event::Key));
            next = rest.get(used..).unwrap_or_default();
        } else if let Some(c) = typed(first) {
            text.push(c);
        } else if code(first) == Some(KeyCode::Enter) && !text.is_empty() && continues(next) {
            text.push('\n');
        } else {
            flush(&mut text, &mut events);
            other(first, &mut events, &mut text);
        }
        rest = next;
    }
    flush(&mut text, &mut events);
    events
}

/// One character is a key, several are a text.
fn flush(text: &mut String, events: &mut Vec<Event>) {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (None, _) => {}
        (Some(c), None) => events.push(Event::Key(Key::char(c))),
        _ => events.push(Event::Text(text.clone())),
    }
    text.clear();
}

fn other(raw: &Raw, events: &mut Vec<Event>, text: &mut String) {
    match raw {
        // Esc with a letter close behind: no key of ours has Alt and a letter.
        Raw::Key(KeyEvent {
            code: KeyCode::Char(c),
            modifiers: KeyModifiers::ALT,
            ..
        }) => {
            events.push(Event::Key(Key::ESC));
            text.push(*c);
        }
        Raw::Key(key) => events.extend(Key::from_event(*key).map(Event::Key)),
        Raw::Paste(pasted) => events.push(Event::Paste(pasted.clone())),
        Raw::Resize(..) => events.push(Event::Resize),
        _ => {}
    }
}

fn continues(rest: &[Raw]) -> bool {
    let after = rest.iter().find(|raw| code(raw) != Some(KeyCode::Enter));
    after.is_some_and(|raw| typed(raw).is_some())
}

fn code(raw: &Raw) -> Option<KeyCode> {
    match raw {
        Raw::Key(key) if key.kind != KeyEventKind::Release => Some(key.code),
        _ => None,
    }
}

fn typed(raw: &Raw) -> Option<char> {
    match raw {
        Raw::Key(key) => Key::from_event(*key).and_then(Key::typed),
        _ => None,
    }
}

/// What the characters after an Esc are.
enum Sequence {
    /// No key.
    None,
    /// The beginning of one.
    Cut,
    /// A key, or one unknown to us, so many characters long.
    Whole(Option<Key>, usize),
}

/// The key that an Esc and the characters after it spell, and how many events it takes.
fn rejoined(batch: &[Raw]) -> Option<(Option<Key>, usize)> {
    if batch.first().and_then(code) != Some(KeyCode::Esc) {
        return None;
    }
    let after: Vec<KeyCode> = batch.iter().skip(1).take(8).map_while(code).collect();
    match sequence(&after) {
        Sequence::Whole(key, used) => Some((key, used + 1)),
        Sequence::None | Sequence::Cut => None,
    }
}

fn sequence(after: &[KeyCode]) -> Sequence {
    let chars: String = after
        .iter()
        .map_while(|code| match code {
            KeyCode::Char(c) => Some(*c),
            _ => None,
        })
        .collect();
    let Some(body) = chars.strip_prefix(['[', 'O']) else {
        return Sequence::None;
    };
    let digits: String = body
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == ';')
        .collect();
    let Some(last) = body.chars().nth(digits.len()) else {
        return if after.len() == chars.len() {
            Sequence::Cut
        } else {
            Sequence::None
        };
    };
    if !last.is_ascii_alphabetic() && last != '~' {
        return Sequence::None;
    }
    Sequence::Whole(named(&digits, last), digits.len() + 2)
}

fn named(digits: &str, last: char) -> Option<Key> {
    Some(match (digits, last) {
        (_, 'A') => Key::UP,
        (_, 'B') => Key::DOWN,
        (_, 'C') => Key::RIGHT,
        (_, 'D') => Key::LEFT,
        (_, 'H') | ("1" | "7", '~') => Key::HOME,
        (_, 'F') | ("4" | "8", '~') => Key::END,
        (_, 'Z') => Key::BACK_TAB,
        ("2", '~') => Key::INSERT,
        ("3", '~') => Key::DELETE,
        ("5", '~') => Key::PAGE_UP,
        ("6", '~') => Key::PAGE_DOWN,
        ("", 'P') => Key::f(1),
        ("", 'Q') => Key::f(2),
        ("", 'R') => Key::f(3),
        ("", 'S') => Key::f(4),
        ("11" | "12" | "13" | "14" | "15", '~') => Key::f(digits.parse::<u8>().ok()? - 10),
        ("17" | "18" | "19" | "20" | "21", '~') => Key::f(digits.parse::<u8>().ok()? - 11),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode) -> Raw {
        Raw::Key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    /// A batch: characters, `\r` for Enter, `\x1b` for a lone Esc.
    fn batch(text: &str) -> Vec<Raw> {
        text.chars()
            .map(|c| match c {
                '\r' => key(KeyCode::Enter),
                '\x1b' => key(KeyCode::Esc),
                c => key(KeyCode::Char(c)),
            })
            .collect()
    }

    fn joined(text: &str) -> String {
        format!("{:?}", join(&batch(text)))
    }

    fn events(expected: &[Event]) -> String {
        format!("{expected:?}")
    }

    #[test]
    fn enter_at_the_end_of_a_burst_is_a_key_and_inside_it_is_text() {
        let enter = || Event::Key(Key::ENTER);
        assert_eq!(
            joined("zgq 3组\r"),
            events(&[Event::Text("zgq 3组".into()), enter()])
        );
        assert_eq!(
            joined("张三\r李四\r"),
            events(&[Event::Text("张三\n李四".into()), enter()])
        );
        assert_eq!(
            joined("\ra"),
            events(&[enter(), Event::Key(Key::char('a'))])
        );
        assert_eq!(joined("1"), events(&[Event::Key(Key::char('1'))]));
        let mut down = batch("ab\r");
        down.push(key(KeyCode::Down));
        let expected = [Event::Text("ab".into()), enter(), Event::Key(Key::DOWN)];
        assert_eq!(format!("{:?}", join(&down)), events(&expected));
    }

    #[test]
    fn a_key_cut_by_the_line_is_joined_again() {
        assert_eq!(joined("\x1b[A"), events(&[Event::Key(Key::UP)]));
        assert_eq!(
            joined("\x1b[15~x"),
            events(&[Event::Key(Key::f(5)), Event::Key(Key::char('x'))])
        );
        assert_eq!(joined("\x1bOP"), events(&[Event::Key(Key::f(1))]));
        assert_eq!(joined("\x1b[21~"), events(&[Event::Key(Key::f(10))]));
        assert_eq!(joined("\x1b[99~"), events(&[]));
        for cut in ["\x1b", "a\x1b[", "\x1b[1", "\x1b[1;5"] {
            assert!(is_cut(&batch(cut)), "{cut:?}");
        }
        for whole in ["", "a", "\x1b[A", "\x1ba"] {
            assert!(!is_cut(&batch(whole)), "{whole:?}");
        }
    }

    #[test]
    fn escape_with_a_letter_close_behind_is_both() {
        let alt = Raw::Key(KeyEvent::new(KeyCode::Char('z'), KeyModifiers::ALT));
        let expected = [Event::Key(Key::ESC), Event::Key(Key::char('z'))];
        assert_eq!(format!("{:?}", join(&[alt])), events(&expected));
        assert_eq!(joined("\x1bz"), events(&expected));
    }
}
