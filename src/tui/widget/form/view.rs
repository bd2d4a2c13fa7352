//! The picture of a form.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::slot::{Choose, Editor, Slot};
use crate::tui::text::{columns, cut, fit, safe, width, wrap};
use crate::tui::theme::Theme;

/// The most rows of a list that are shown below its field.
const LIST: usize = 6;
/// The most rows of a note.
const NOTE: usize = 5;

/// One row of the picture.
enum Row<'a> {
    Heading(&'a str),
    /// The n-th line of a field's own text.
    Field(&'a Slot, bool, usize),
    Below(Line<'static>),
}

pub(super) fn draw(slots: &[Slot], focus: usize, frame: &mut Frame, area: Rect, theme: &Theme) {
    let room = usize::from(area.width);
    let label = label_width(slots, room);
    let (rows, at) = rows(slots, focus, room, label, theme);
    let height = usize::from(area.height);
    let top = top_row(&at, height, rows.len());
    for (y, row) in (area.top()..area.bottom()).zip(rows.iter().skip(top)) {
        let place = Rect::new(area.x, y, area.width, 1);
        match row {
            Row::Heading(text) => {
                frame.render_widget(Line::styled(format!(" {text}"), theme.heading), place);
            }
            Row::Below(line) => frame.render_widget(line, place),
            Row::Field(slot, focused, line) => {
                field(slot, *focused, *line, frame, place, label, theme);
            }
        }
    }
    if let Some(slot) = slots.get(focus) {
        let first = at.start.saturating_sub(top);
        let left = columns(label + 3);
        let place = Rect {
            x: area.x.saturating_add(left).min(area.right()),
            y: area.y.saturating_add(columns(first)).min(area.bottom()),
            width: area.width.saturating_sub(left),
            height: columns(text_height(slot, true, room, label)),
        };
        edit(slot, frame, place.intersection(area), theme);
    }
}

/// As wide as the widest label, within a third of the form.
fn label_width(slots: &[Slot], room: usize) -> usize {
    let widest = slots.iter().map(|slot| width(&slot.spec.label) + 1).max();
    widest.unwrap_or(0).min((room / 3).max(10))
}

/// The part shown keeps the field in focus, and what is below it, around the middle.
fn top_row(at: &std::ops::Range<usize>, height: usize, len: usize) -> usize {
    if len <= height {
        return 0;
    }
    let middle = at.start.saturating_sub(height / 2);
    let lowest = at.end.saturating_sub(height);
    middle.max(lowest).min(len - height).min(at.start)
}

/// All rows, and which of them belong to the field in focus.
fn rows<'a>(
    slots: &'a [Slot],
    focus: usize,
    room: usize,
    label: usize,
    theme: &Theme,
) -> (Vec<Row<'a>>, std::ops::Range<usize>) {
    let mut rows = Vec::new();
    let mut at = 0..0;
    let mut group = "";
    for (i, slot) in slots.iter().enumerate() {
        if slot.spec.group != group {
            group = &slot.spec.group;
            rows.push(Row::Heading(group));
        }
        let focused = i == focus;
        let first = rows.len();
        let lines = text_height(slot, focused, room, label);
        rows.extend((0..lines).map(|line| Row::Field(slot, focused, line)));
        rows.extend(below(slot, focused, room, label, theme).map(Row::Below));
        if focused {
            at = first..rows.len();
        }
    }
    (rows, at)
}

fn text_height(slot: &Slot, focused: bool, room: usize, label: usize) -> usize {
    match &slot.editor {
        Editor::Note(note) if focused => note.height(room.saturating_sub(label + 3)).clamp(2, NOTE),
        Editor::Note(note) => note.height(room.saturating_sub(label + 3)).min(2),
        Editor::Line(_) | Editor::Choose(_) => 1,
    }
}

/// What stands below a field: its fault always, hint and list while it is in focus.
fn below<'a>(
    slot: &'a Slot,
    focused: bool,
    room: usize,
    label: usize,
    theme: &'a Theme,
) -> impl Iterator<Item = Line<'static>> + 'a {
    let indent = " ".repeat((label + 3).min(room));
    let space = room.saturating_sub(indent.len());
    let mut lines = Vec::new();
    if let Some(fault) = &slot.fault {
        for part in wrap(&format!("! {}", safe(fault)), space) {
            lines.push(Line::styled(format!("{indent}{part}"), theme.bad));
        }
    }
    if focused {
        let how = match &slot.editor {
            Editor::Choose(_) if slot.spec.hint.is_empty() => "打字筛选，右键进选单",
            _ => slot.spec.hint.as_str(),
        };
        let mut told = vec![how, slot.spec.note.as_str()];
        told.retain(|text| !text.is_empty());
        if !told.is_empty() {
            let text = cut(&told.join("  "), space);
            lines.push(Line::styled(format!("{indent}{text}"), theme.faint));
        }
        if let Editor::Choose(choose) = &slot.editor {
            lines.extend(list(choose, &indent, space.min(40), theme));
        }
    }
    lines.into_iter()
}

fn list(choose: &Choose, indent: &str, room: usize, theme: &Theme) -> Vec<Line<'static>> {
    let chosen: Vec<&str> = choose.chosen.iter().map(String::as_str).collect();
    let lines = choose.list.lines(LIST, room, choose.active, &chosen, theme);
    let shift = |line: Line<'static>| {
        let mut spans = vec![Span::raw(indent.to_owned())];
        let style = line.style;
        spans.extend(line.spans.into_iter().map(|span| span.style(style)));
        Line::from(spans)
    };
    lines.into_iter().map(shift).collect()
}

/// Label and, out of focus, the text.
fn field(
    slot: &Slot,
    focused: bool,
    line: usize,
    frame: &mut Frame,
    place: Rect,
    label: usize,
    theme: &Theme,
) {
    if line == 0 {
        let marker = if focused { '>' } else { ' ' };
        let star = if slot.spec.required { '*' } else { ' ' };
        let name = fit(&safe(&slot.spec.label), label);
        let style = if focused { theme.heading } else { theme.label };
        let head = Line::styled(format!("{marker}{star}{name} "), style);
        frame.render_widget(head, place);
    }
    if focused {
        return;
    }
    let left = columns(label + 3).min(place.width);
    let room = usize::from(place.width - left);
    let text = slot.text();
    let shown = match &slot.editor {
        Editor::Note(_) => text.split('\n').nth(line).unwrap_or_default(),
        _ => text.as_str(),
    };
    let text = cut(&safe(shown), room);
    let place = Rect {
        x: place.x + left,
        width: place.width - left,
        ..place
    };
    frame.render_widget(Line::raw(text), place);
}

/// The text of the field in focus, with the terminal's cursor in it.
fn edit(slot: &Slot, frame: &mut Frame, place: Rect, theme: &Theme) {
    match &slot.editor {
        Editor::Line(input) => input.view(frame, place, theme.input, true),
        Editor::Note(note) => note.view(frame, place, theme.input, true),
        Editor::Choose(choose) => {
            let chosen = slot.text();
            let taken = if chosen.is_empty() {
                0
            } else {
                columns(width(&chosen) + 1).min(place.width / 2)
            };
            let shown = fit(&safe(&chosen), usize::from(taken));
            frame.render_widget(Line::raw(shown), place);
            let rest = Rect {
                x: place.x + taken,
                width: place.width - taken,
                ..place
            };
            choose.typed.view(frame, rest, theme.input, true);
        }
    }
}
