//! Something longer to read: lines under headings, scrolled with the arrows.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::text::{dashed, safe, wrap};
use crate::tui::theme::Theme;
use crate::tui::widget::list;
use crate::tui::widget::page::{Page, Row};
use crate::tui::{Cmd, Screen};

/// A heading and the lines under it.
pub type Section = (String, Vec<String>);

/// A text to read.
pub struct Reading {
    title: String,
    sections: Vec<Section>,
    page: Page,
}

/// Goes back.
#[derive(Clone, Copy, Debug)]
pub struct Close;

impl Reading {
    /// A text; a section without lines is only its heading.
    #[must_use]
    pub fn new(title: impl Into<String>, sections: Vec<Section>) -> Self {
        Self {
            title: title.into(),
            sections,
            page: Page::default(),
        }
    }

    /// Sentences about what is wrong with packs.
    #[must_use]
    pub fn faults(faults: &[String]) -> Self {
        let heading = format!("口径有错 {} 处，写错的规则没有算", faults.len());
        Self::new("口径的错", vec![(heading, faults.to_vec())])
    }

    fn rows(&self, columns: u16, theme: &Theme) -> Vec<Row<()>> {
        let room = usize::from(columns).saturating_sub(4).max(2);
        let mut rows = Vec::new();
        for (heading, lines) in &self.sections {
            for line in wrap(&safe(&dashed(heading)), room) {
                rows.push(Row::plain(Line::styled(format!(" {line}"), theme.heading)));
            }
            for (place, line) in lines.iter().flat_map(|text| indented(text, room)) {
                let sign = if place == 0 { "  " } else { "    " };
                rows.push(Row::plain(format!(" {sign}{line}")));
            }
        }
        rows
    }
}

/// The lines of a text, numbered.
fn indented(text: &str, room: usize) -> impl Iterator<Item = (usize, String)> + use<> {
    wrap(&safe(&dashed(text)), room.saturating_sub(2).max(2))
        .into_iter()
        .enumerate()
}

impl Screen for Reading {
    type Action = Close;

    const KEYS: &'static [Bind<Close>] = &[bind(&[Key::ENTER], Close, "返回")];

    fn title(&self) -> String {
        self.title.clone()
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("翻看", list::KEYS)]
    }

    fn act(&mut self, Close: Close) -> Cmd {
        Cmd::close()
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.page.key(key).then(Cmd::none)
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let rows = self.rows(area.width, theme);
        self.page.view(frame, area, theme, rows, true);
    }
}
