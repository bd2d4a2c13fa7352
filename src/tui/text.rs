//! Text measured in terminal columns, where a Chinese character takes two.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::domain::text;

/// What stands for the part cut off. Not `…`, which some Chinese consoles draw two columns wide.
const CUT: &str = ">";

/// Marks that must not begin a line.
const CLOSING: &str = "，。、；：！？）》」』】〉,.;:!?)]}%％";

/// A text whose dashes every terminal draws one column wide: 2016-2020.
#[must_use]
pub fn dashed(text: &str) -> String {
    text.replace("——", "-").replace(['—', '–'], "-")
}

/// The columns a text takes.
#[must_use]
pub fn width(text: &str) -> usize {
    text.width()
}

/// A length as a terminal counts it; what is too long for a terminal is its longest.
#[must_use]
pub fn columns(length: usize) -> u16 {
    u16::try_from(length).unwrap_or(u16::MAX)
}

/// As much of `text` as `columns` hold, ending in `>` when something was cut off.
#[must_use]
pub fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut kept = head(text, columns.saturating_sub(CUT.len())).to_owned();
    if columns >= CUT.len() {
        kept.push_str(CUT);
    }
    kept
}

/// The longest beginning of `text` that is no wider than `columns`.
fn head(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let mut end = 0;
    for (start, grapheme) in text.grapheme_indices(true) {
        used += grapheme.width();
        if used > columns {
            break;
        }
        end = start + grapheme.len();
    }
    text.get(..end).unwrap_or_default()
}

/// Fits `text` into exactly `columns`: cut short when too wide, padded when too narrow.
#[must_use]
pub fn fit(text: &str, columns: usize) -> String {
    let mut fitted = cut(text, columns);
    let gap = columns.saturating_sub(fitted.width());
    fitted.extend(std::iter::repeat_n(' ', gap));
    fitted
}

/// Like [`fit`], with the padding on the left, as figures are written.
#[must_use]
pub fn fit_right(text: &str, columns: usize) -> String {
    let fitted = cut(text, columns);
    let gap = columns.saturating_sub(fitted.width());
    format!("{}{fitted}", " ".repeat(gap))
}

/// `left` and `right` at the two ends of a line; the left gives way.
#[must_use]
pub fn spread(left: &str, right: &str, columns: usize) -> String {
    let right = cut(right, columns);
    let room = columns - right.width();
    if right.is_empty() || room == 0 {
        return fit(left, room) + &right;
    }
    format!("{} {right}", fit(left, room - 1))
}

/// Breaks `text` into lines no wider than `columns`, and at its own line ends.
///
/// Chinese may break anywhere, save that a closing mark stays with what it closes; ASCII words stay
/// whole where they can.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(2);
    text.split('\n')
        .flat_map(|line| wrap_line(line, columns))
        .collect()
}

fn wrap_line(line: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in pieces(line) {
        push_piece(&mut lines, piece, columns);
    }
    lines
}

/// The parts a line may not be broken inside of: a word, or a character and the marks closing it.
fn pieces(line: &str) -> Vec<&str> {
    let mut starts = vec![0];
    let mut previous: Option<char> = None;
    for (at, c) in line.char_indices() {
        let joined = previous.is_none_or(|p| {
            CLOSING.contains(c)
                || c.width() == Some(0)
                || (is_word(p) && is_word(c))
                || "（《「『【〈".contains(p)
        });
        if !joined {
            starts.push(at);
        }
        previous = Some(c);
    }
    starts.push(line.len());
    starts
        .windows(2)
        .filter_map(|pair| line.get(pair[0]..pair[1]))
        .collect()
}

fn is_word(c: char) -> bool {
    c.is_ascii() && c != ' '
}

fn push_piece(lines: &mut Vec<String>, piece: &str, columns: usize) {
    let used = lines.last().map_or(0, |line| line.width());
    if used + piece.width() > columns && used > 0 {
        if piece == " " {
            return;
        }
        lines.push(String::new());
    }
    for grapheme in piece.graphemes(true) {
        let full = lines
            .last()
            .is_some_and(|line| !line.is_empty() && line.width() + grapheme.width() > columns);
        if full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(grapheme);
        }
    }
}

/// Text from outside made fit to draw on one line: tabs and line ends become blanks, and what a
/// terminal must not get is spelled out (see [`text::show`]).
#[must_use]
pub fn safe(text: &str) -> String {
    let blank = |c| matches!(c, '\t' | '\n' | '\r');
    if text.contains(blank) {
        return text::show(&text.replace(blank, " ")).into_owned();
    }
    text::show(text).into_owned()
}

/// Whether a Chinese terminal may draw this character wider than Unicode says.
#[must_use]
pub fn is_doubtful(c: char) -> bool {
    c.width() != c.width_cjk()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fits_wide_text_into_columns() {
        assert_eq!(fit("张三", 6), "张三  ");
        assert_eq!(fit("柳林村民委员会", 7), "柳林村>");
        assert_eq!(fit("柳林村民委员会", 8), "柳林村> ");
        assert_eq!(fit_right("3335", 6), "  3335");
        for columns in 0..20 {
            assert_eq!(fit("柳a林b村", columns).width(), columns);
            assert_eq!(fit_right("柳a林b村", columns).width(), columns);
            assert_eq!(spread("松垭镇", "我的", columns).width(), columns);
        }
    }

    #[test]
    fn wraps_without_a_closing_mark_at_the_start_of_a_line() {
        assert_eq!(wrap("公示期满，可以审", 8), ["公示期", "满，可以", "审"]);
        assert_eq!(wrap("报 2018-09-20 止", 12), ["报 ", "2018-09-20 ", "止"]);
        assert_eq!(wrap("上\n下", 8), ["上", "下"]);
        assert_eq!(wrap("", 8), [""]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
    }

    #[test]
    fn hidden_characters_are_spelled_out() {
        assert_eq!(safe("张\u{200B}三"), "张<200B>三");
        assert_eq!(safe("a\u{1b}[2J\t\u{202E}b"), "a<1B>[2J <202E>b");
        assert_eq!(safe("阿卜杜拉·买买提𠮷"), "阿卜杜拉·买买提𠮷");
    }
}
