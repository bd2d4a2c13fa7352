//! Text of cells: folding codes and headers, and making text safe to show.
//!
//! Only codes, numbers and headers are folded (NFKC). Names and notes are stored
//! as typed: NFKC would turn rare characters into other people's characters.
use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthChar;

/// True for characters that are invisible or steer the terminal or the reading order.
///
/// C0 (with tab and newline), DEL, C1, bidi marks and overrides, zero-width
/// characters, line and paragraph separator, tags. Variation selectors are not
/// among them: they choose a glyph of a rare character.
#[must_use]
pub const fn is_hidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e007f}')
}

/// True for invisible characters that are no control characters (zero-width, bidi).
const fn is_invisible(c: char) -> bool {
    is_hidden(c) && !matches!(c, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}')
}

/// True when the text holds a character of [`is_hidden`], tabs and newlines included.
#[must_use]
pub fn has_hidden(text: &str) -> bool {
    if text.is_ascii() {
        return text.bytes().any(|b| b < b' ' || b == 0x7f);
    }
    text.chars().any(is_hidden)
}

/// True for what must not reach a terminal as it is: hidden characters, and those that take no
/// column of their own, for which every terminal moves what follows in its own way.
fn is_unfit(c: char) -> bool {
    !(is_common_han(c) || matches!(c, ' '..='~')) && (is_hidden(c) || c.width().unwrap_or(0) == 0)
}

/// The text as a terminal may have it: every character that it would obey, hide or lose count of
/// as a visible mark such as `<1B>` or `<202E>`.
///
/// For everything that is drawn or printed on one line; newline becomes `<0A>` too.
#[must_use]
pub fn show(text: &str) -> Cow<'_, str> {
    marked(text, is_unfit)
}

/// Like [`show`], for texts of several lines: `\n` stays, `\r\n` becomes `\n`.
#[must_use]
pub fn show_note(text: &str) -> Cow<'_, str> {
    match marked(text, |c| is_unfit(c) && c != '\n') {
        Cow::Owned(marks) => Cow::Owned(marks.replace("<0D>\n", "\n")),
        clean @ Cow::Borrowed(_) => clean,
    }
}

fn marked(text: &str, bad: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(&bad) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if bad(c) {
            // Writing to a String cannot fail.
            let _ = write!(out, "<{:02X}>", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Takes off what Excel and county tools wrap around codes: blanks, `="…"`, `'`, tabs.
///
/// `'` goes at either end; nothing inside is touched.
#[must_use]
pub fn unwrap_excel(raw: &str) -> &str {
    let bare = |c: char| c.is_ascii_alphanumeric() || is_common_han(c);
    if raw.starts_with(bare) && raw.ends_with(bare) {
        return raw;
    }
    let mut text = trim(raw);
    loop {
        let before = text;
        if let Some(inner) = text.strip_prefix("=\"").and_then(|t| t.strip_suffix('"')) {
            text = trim(inner);
        }
        text = trim(text.trim_matches(['\'', '‘', '’']));
        if text.len() == before.len() {
            return text;
        }
    }
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

/// True for text that NFKC leaves as it is and that hides nothing: printable ASCII and the common
/// Chinese characters. Nearly every cell is such a text, and need not be normalised to know it.
fn is_settled(text: &str) -> bool {
    text.chars()
        .all(|c| matches!(c, ' '..='~') || is_common_han(c))
}

/// A character of the block of common Chinese characters.
#[must_use]
pub const fn is_common_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// Folds a code or number: wrapping off, NFKC, blanks at the ends off.
#[must_use]
pub fn fold(raw: &str) -> Cow<'_, str> {
    let text = unwrap_excel(raw);
    if text.is_ascii() || is_settled(text) {
        return Cow::Borrowed(text);
    }
    let folded: String = text.nfkc().filter(|c| !is_invisible(*c)).collect();
    Cow::Owned(unwrap_excel(&folded).to_owned())
}

/// Folds like [`fold`] and takes out every blank inside as well.
#[must_use]
pub fn compact(raw: &str) -> Cow<'_, str> {
    let folded = fold(raw);
    if folded.contains(char::is_whitespace) {
        return Cow::Owned(folded.chars().filter(|c| !c.is_whitespace()).collect());
    }
    folded
}

/// Folds a header for comparing: NFKC, no blanks, newlines or quotes, `（）` as `()`.
#[must_use]
pub fn fold_header(raw: &str) -> String {
    if is_settled(raw) {
        return raw.chars().filter(|c| is_of_header(*c)).collect();
    }
    raw.nfkc().filter(|c| is_of_header(*c)).collect()
}

/// Whether two headers fold to the same; nothing is folded beyond the first difference.
#[must_use]
pub fn is_same_header(one: &str, other: &str) -> bool {
    one.nfkc()
        .filter(|c| is_of_header(*c))
        .eq(other.nfkc().filter(|c| is_of_header(*c)))
}

fn is_of_header(c: char) -> bool {
    let quote = matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '`');
    !(quote || c.is_whitespace() || is_hidden(c))
}

/// True when the cell says "nothing": blank, 无, 暂无, 没有, `-`, `/`, `—`, `\`.
#[must_use]
pub fn is_nothing(raw: &str) -> bool {
    let text = compact(raw);
    text.is_empty()
        || matches!(
            text.as_ref(),
            "无" | "暂无" | "没有" | "/" | "\\" | "N/A" | "null" | "NULL"
        )
        || text
            .chars()
            .all(|c| matches!(c, '-' | '—' | '–' | '−' | '_'))
}

/// True when Excel shows an error instead of a value: `#REF!`, `#N/A`, or `####` of a narrow column.
#[must_use]
pub fn is_cell_error(raw: &str) -> bool {
    let text = unwrap_excel(raw);
    let known = [
        "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
    ];
    known.iter().any(|error| text.eq_ignore_ascii_case(error))
        || (text.len() >= 3 && text.bytes().all(|b| b == b'#'))
}

/// True when Excel wrote a long number as `4.21099E+17`; expects folded text.
#[must_use]
pub fn is_scientific(folded: &str) -> bool {
    let Some((mantissa, exponent)) = folded.split_once(['E', 'e']) else {
        return false;
    };
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    [whole, part, exponent]
        .iter()
        .all(|t| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit()))
}

/// `head` characters, stars, `tail` characters; as many characters as before.
///
/// Text too short to hide at least as much as it shows keeps only its last two, or nothing.
#[must_use]
pub fn mask(text: &str, head: usize, tail: usize) -> String {
    let count = text.chars().count();
    let (head, tail) = match count {
        0..=2 => (0, 0),
        n if n <= head + tail => (0, 2),
        _ => (head, tail),
    };
    text.chars()
        .enumerate()
        .map(|(i, c)| {
            if i < head || i + tail >= count {
                c
            } else {
                '*'
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_escapes_as_marks() {
        assert_eq!(show("李\u{1b}]52;c\u{7}"), "李<1B>]52;c<07>");
        assert_eq!(show("郑\u{202e}九"), "郑<202E>九");
        assert_eq!(show("胡\u{9b}2J"), "胡<9B>2J");
        assert_eq!(show("e\u{301}"), "e<301>");
        assert!(matches!(show("钟𠮷"), Cow::Borrowed(_)));
        assert_eq!(show("a\nb"), "a<0A>b");
        assert_eq!(show_note("a\r\nb\nc\u{1b}"), "a\nb\nc<1B>");
        assert!(has_hidden("a\tb") && has_hidden("冯\u{200b}一") && !has_hidden("冯一"));
    }

    #[test]
    fn takes_excel_wrapping_off() {
        assert_eq!(unwrap_excel("=\"4210\""), "4210");
        assert_eq!(unwrap_excel("'4210\t"), "4210");
        assert_eq!(unwrap_excel(" \u{feff}'4210' "), "4210");
        assert_eq!(unwrap_excel("=1+1"), "=1+1");
        assert_eq!(unwrap_excel("'"), "");
        assert_eq!(unwrap_excel("=\""), "=\"");
    }

    #[test]
    fn folds_codes_and_headers() {
        assert_eq!(fold("４２１Ｘ"), "421X");
        assert_eq!(compact(" 421099 1957\u{3000}10\u{a0}"), "421099195710");
        assert_eq!(fold_header("务工时间\n（月） "), "务工时间(月)");
        assert_eq!(fold_header("\"乡（镇）\""), "乡(镇)");
        assert!(matches!(compact("123"), Cow::Borrowed("123")));
    }

    #[test]
    fn knows_nothing_and_scientific() {
        for blank in ["", " ", "无", "-", "/", "——", "\u{3000}"] {
            assert!(is_nothing(blank), "{blank:?}");
        }
        assert!(!is_nothing("0") && !is_nothing("无锡"));
        assert!(is_scientific("4.21099E+17") && is_scientific("4E17"));
        assert!(!is_scientific("E17") && !is_scientific("421099") && !is_scientific("1.E"));
    }

    #[test]
    fn knows_cell_errors() {
        for error in ["#REF!", " #n/a ", "########"] {
            assert!(is_cell_error(error), "{error}");
        }
        assert!(!is_cell_error("#3楼") && !is_cell_error(""));
    }

    #[test]
    fn masks_keep_the_length() {
        assert_eq!(mask("421099199006257977", 3, 4), "421***********7977");
        assert_eq!(mask("5222333", 3, 4), "*****33");
        assert_eq!(mask("12", 3, 4), "**");
        assert_eq!(mask("", 3, 4), "");
    }
}
