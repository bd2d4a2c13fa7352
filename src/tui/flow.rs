//! Short pieces of text set one after another, broken only between them.

use ratatui::text::{Line, Span};

use super::text::{safe, width, wrap};
use super::theme::{Theme, Tone};

/// A piece that stays whole where a line can hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    text: String,
    tone: Tone,
}

impl Piece {
    /// An ordinary piece.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::toned(text, Tone::Plain)
    }

    /// A piece with a tone; its words say the same.
    pub fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self {
            text: text.into(),
            tone,
        }
    }
}

/// The pieces behind a heading, as lines no wider than `columns`, with `gap` blanks between pieces;
/// further lines are indented to the end of the heading. Empty pieces are left out.
#[must_use]
pub fn flow(
    lead: &str,
    pieces: &[Piece],
    gap: usize,
    columns: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let indent = width(lead).min(columns / 3);
    let mut lines = vec![Line::from(Span::styled(lead.to_owned(), theme.label))];
    let mut fresh = true;
    for piece in pieces.iter().filter(|piece| !piece.text.is_empty()) {
        let text = safe(&piece.text);
        let used = lines.last().map_or(0, Line::width);
        let before = if fresh { 0 } else { gap };
        if !fresh && used + before + width(&text) > columns {
            lines.push(Line::raw(" ".repeat(indent)));
            fresh = true;
        }
        push(
            &mut lines,
            piece,
            &text,
            fresh,
            gap,
            (indent, columns),
            theme,
        );
        fresh = false;
    }
    lines
}

/// Appends a piece to the last line; one too long for any line is broken.
fn push(
    lines: &mut Vec<Line<'static>>,
    piece: &Piece,
    text: &str,
    fresh: bool,
    gap: usize,
    (indent, columns): (usize, usize),
    theme: &Theme,
) {
    let style = theme.tone(piece.tone);
    let used = lines.last().map_or(0, Line::width);
    let room = columns.saturating_sub(used).max(2);
    let parts = if fresh && width(text) > room {
        wrap(text, room.min(columns.saturating_sub(indent)).max(2))
    } else {
        vec![text.to_owned()]
    };
    for (place, part) in parts.into_iter().enumerate() {
        if place > 0 {
            lines.push(Line::raw(" ".repeat(indent)));
        }
        if let Some(line) = lines.last_mut() {
            if !fresh {
                line.push_span(Span::raw(" ".repeat(gap)));
            }
            line.push_span(Span::styled(part, style));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_stay_whole_and_stand_under_one_another() {
        let pieces = ["李建军", "", "县财政局", "15300006821"].map(Piece::plain);
        let lines = flow(" 帮扶 ", &pieces, 1, 24, &Theme::plain());
        let texts: Vec<String> = lines.iter().map(ToString::to_string).collect();
        assert_eq!(texts, [" 帮扶 李建军 县财政局", "      15300006821"]);
    }

    #[test]
    fn a_piece_too_long_for_a_line_is_broken() {
        let pieces = [Piece::plain("老人腿脚不便，请下次带上慢病卡表格")];
        let lines = flow(" 备注 ", &pieces, 1, 20, &Theme::plain());
        assert!(lines.len() > 1);
        assert!(lines.iter().all(|line| line.width() <= 20));
    }
}
