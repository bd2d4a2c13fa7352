//! A screen that is an outline: what was typed on top, tabs or sums, the rows, and what is said of
//! the selected one.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Text};

use super::browse::paragraph;
use super::outline::{Outline, Outlined};
use crate::tui::text::{columns, cut, dashed, safe};
use crate::tui::theme::Theme;

/// What stands around the rows.
pub struct Around<'a> {
    /// Between what was typed and the rows.
    pub head: Vec<Line<'static>>,
    /// Said where there is no row.
    pub nothing: &'a str,
    /// Said of the selected row; as many lines as there is room for.
    pub foot: Vec<String>,
    /// That room.
    pub room: u16,
    /// What the rows are counted in.
    pub unit: &'a str,
}

/// A foot of one line, cut to the width of the screen.
#[must_use]
pub fn one_line(text: &str, width: u16) -> Vec<String> {
    let room = usize::from(width).saturating_sub(1);
    vec![cut(&safe(&dashed(text)), room)]
}

impl<T: Outlined> Outline<T> {
    /// The screen.
    pub fn view_page(&self, frame: &mut Frame, area: Rect, theme: &Theme, around: Around<'_>) {
        let [search, top, list, foot] = area.layout(&Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(columns(around.head.len())),
            Constraint::Min(0),
            Constraint::Length(around.room),
        ]));
        frame.render_widget(Text::from(around.head), top);
        self.view(frame, list, theme);
        if self.is_known() && self.is_empty() {
            paragraph(frame, list, theme, around.nothing);
        }
        let said = around.foot.into_iter();
        let said = said.map(|text| Line::styled(format!(" {text}"), theme.label));
        frame.render_widget(Text::from(said.collect::<Vec<_>>()), foot);
        self.view_line(frame, search, theme, around.unit);
    }
}
