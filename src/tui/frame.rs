//! What stands around every screen: title line, hints or message, the line of main screens, and
//! the border of a popup.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::key::Key;
use super::keymap::{Group, Hint};
use super::shell::Context;
use super::text::{cut, fit, safe, spread, width};
use super::theme::Theme;

/// Where the parts of the picture are.
pub(super) struct Parts {
    pub title: Rect,
    pub body: Rect,
    pub status: Rect,
    pub bar: Rect,
}

pub(super) fn parts(area: Rect) -> Parts {
    let [title, body, status, bar] = area.layout(&Layout::vertical([
        Constraint::Length(1),
        Constraint::Min(0),
        Constraint::Length(1),
        Constraint::Length(1),
    ]));
    Parts {
        title,
        body,
        status,
        bar,
    }
}

/// Writes the title line, leaving out what has no room: the township first, then the operator.
pub(super) fn title(frame: &mut Frame, area: Rect, theme: &Theme, context: &Context, title: &str) {
    let room = usize::from(area.width);
    let Context {
        township,
        operator,
        scope,
        date_note,
    } = context;
    let with_town = join(&[township, title]);
    let tries = [
        (with_town.as_str(), join(&[operator, scope, date_note])),
        (title, join(&[operator, scope, date_note])),
        (title, join(&[scope, date_note])),
    ];
    let fits = |(left, right): &&(&str, String)| width(left) + width(right) + 3 <= room;
    let (left, right) = tries.iter().find(fits).unwrap_or(&tries[2]);
    let line = spread(&format!(" {left}"), &format!("{right} "), room);
    frame.render_widget(Line::styled(safe(&line), theme.title), area);
}

fn join(parts: &[&str]) -> String {
    let some: Vec<&str> = parts.iter().copied().filter(|p| !p.is_empty()).collect();
    some.join("  ")
}

/// Writes a message over the hints.
pub(super) fn message(frame: &mut Frame, area: Rect, theme: &Theme, text: &str) {
    let line = cut(&format!(" {}", safe(text)), usize::from(area.width));
    frame.render_widget(Line::styled(line, theme.warning), area);
}

/// Writes as many of the screen's own keys as fit whole; the rest are in the help.
pub(super) fn hints(frame: &mut Frame, area: Rect, theme: &Theme, groups: &[Group]) {
    let mut line = Line::raw(" ");
    for hint in groups.iter().flat_map(|group| &group.hints) {
        let Some(key) = hint.keys.first() else {
            continue;
        };
        let (key, label) = (key.to_string(), format!(":{}  ", hint.label));
        let needs = width(&key) + width(label.trim_end());
        if line.width() + needs > usize::from(area.width) {
            break;
        }
        line.push_span(Span::styled(key, theme.key));
        line.push_span(Span::styled(label, theme.text));
    }
    frame.render_widget(line, area);
}

/// Writes the main screens with their keys, shortened until all are in sight.
pub(super) fn bar(frame: &mut Frame, area: Rect, theme: &Theme, hints: &[Hint]) {
    let room = usize::from(area.width);
    let shown: Vec<&Hint> = hints.iter().filter(|hint| hint.on_bar).collect();
    let forms = [(false, " "), (true, " "), (true, "")];
    let line = forms
        .into_iter()
        .map(|(short, gap)| bar_line(&shown, short, gap, theme))
        .find(|line| line.width() <= room)
        .unwrap_or_else(|| bar_line(&shown, true, "", theme));
    frame.render_widget(line, area);
}

fn bar_line(hints: &[&Hint], short: bool, gap: &str, theme: &Theme) -> Line<'static> {
    let mut line = Line::default();
    for hint in hints {
        let Some(key) = hint.keys.first() else {
            continue;
        };
        if !line.spans.is_empty() {
            line.push_span(Span::styled(gap.to_owned(), theme.text));
        }
        line.push_span(Span::styled(bar_key(*key, short), theme.key));
        let label = match hint.label.char_indices().nth(1) {
            Some((end, _)) if short => hint.label.get(..end).unwrap_or_default(),
            _ => hint.label,
        };
        line.push_span(Span::styled(label, theme.text));
    }
    line
}

fn bar_key(key: Key, short: bool) -> String {
    let name = key.to_string();
    match name.strip_prefix("Ctrl-") {
        Some(letter) if short => format!("^{letter}"),
        _ => name,
    }
}

/// Clears room for a popup in the middle of `area`, draws its border, and returns its inside.
pub(super) fn popup(
    frame: &mut Frame,
    area: Rect,
    inside: Size,
    title: &str,
    theme: &Theme,
) -> Rect {
    let width = inside.width.saturating_add(4).min(area.width);
    let height = inside.height.saturating_add(2).min(area.height);
    let outside = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    };
    blank(frame, outside);
    border(frame, outside, title, theme.heading);
    let inside = Rect {
        x: outside.x + 2.min(width),
        y: outside.y + 1.min(height),
        width: width.saturating_sub(4),
        height: height.saturating_sub(2),
    };
    // A cursor of the screen below must not stay visible under the popup.
    frame.set_cursor_position(Position::new(inside.x, inside.y));
    inside
}

/// Clears an area, with the half of a wide character that would be left to its left.
///
/// `Clear` alone leaves the first half standing, and the terminal then swallows the border.
fn blank(frame: &mut Frame, area: Rect) {
    let buffer = frame.buffer_mut();
    for y in area.top()..area.bottom() {
        let left = area.x.checked_sub(1).map(|x| Position::new(x, y));
        if let Some(cell) = left.and_then(|at| buffer.cell_mut(at))
            && width(cell.symbol()) > 1
        {
            cell.set_symbol(" ");
        }
    }
    frame.render_widget(Clear, area);
}

fn border(frame: &mut Frame, area: Rect, title: &str, style: Style) {
    let inner = usize::from(area.width).saturating_sub(2);
    let title = cut(&format!(" {} ", safe(title)), inner.saturating_sub(1));
    let rest = inner.saturating_sub(1 + width(&title));
    let top = format!("+-{title}{}+", "-".repeat(rest));
    let bottom = format!("+{}+", "-".repeat(inner));
    let side = format!("|{}|", fit("", inner));
    let last = area.height.saturating_sub(1);
    for row in 0..area.height {
        let text = match row {
            0 => &top,
            row if row == last => &bottom,
            _ => &side,
        };
        let line = Rect::new(area.x, area.y + row, area.width, 1);
        frame.render_widget(Line::styled(text.as_str(), style), line);
    }
}
