//! Help: the key tables of the screen below, written out.

use std::cell::Cell;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Text};

use super::cmd::Cmd;
use super::key::Key;
use super::keymap::{Bind, Group, bind};
use super::screen::Screen;
use super::text::{fit, width, wrap};
use super::theme::Theme;

/// Groups of keys and what they do.
#[derive(Clone, Debug)]
pub struct Help {
    groups: Vec<Group>,
    top: usize,
    /// The height and length of the last picture, by which a page is measured.
    seen: Cell<(usize, usize)>,
}

/// Ways to scroll.
#[derive(Clone, Copy, Debug)]
pub enum Scroll {
    /// By lines.
    Line(isize),
    /// By pages.
    Page(isize),
    /// To the first line.
    First,
    /// To the last line.
    Last,
}

const KEYS: &[Bind<Scroll>] = &[
    bind(&[Key::DOWN], Scroll::Line(1), "下一行"),
    bind(&[Key::UP], Scroll::Line(-1), "上一行"),
    bind(&[Key::PAGE_DOWN, Key::char(' ')], Scroll::Page(1), "下一页"),
    bind(&[Key::PAGE_UP], Scroll::Page(-1), "上一页"),
    bind(&[Key::HOME], Scroll::First, "开头"),
    bind(&[Key::END], Scroll::Last, "末尾"),
];

impl Help {
    /// Help for these tables.
    #[must_use]
    pub const fn of(groups: Vec<Group>) -> Self {
        Self {
            groups,
            top: 0,
            seen: Cell::new((1, 0)),
        }
    }

    fn lines(&self, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        for group in self.groups.iter().filter(|group| !group.hints.is_empty()) {
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            lines.push(Line::styled(format!(" {}", group.title), theme.heading));
            for hint in &group.hints {
                let keys: Vec<String> = hint.keys.iter().map(ToString::to_string).collect();
                let what = match hint.long {
                    "" => hint.label.to_owned(),
                    long => format!("{}：{long}", hint.label),
                };
                lines.extend(entry(&keys.join(" "), &what, columns));
            }
        }
        lines
    }
}

/// One row of the help, its sentence wrapped beside the keys.
fn entry(keys: &str, what: &str, columns: usize) -> Vec<Line<'static>> {
    let keys_wide = if columns < 60 { 12 } else { 20 };
    let indent = 3 + keys_wide;
    let mut lines = Vec::new();
    let mut head = format!("  {} ", fit(keys, keys_wide));
    if width(keys) > keys_wide {
        lines.push(Line::raw(format!("  {keys}")));
        head = " ".repeat(indent);
    }
    for part in wrap(what, columns.saturating_sub(indent)) {
        lines.push(Line::raw(format!("{head}{part}")));
        head = " ".repeat(indent);
    }
    lines
}

impl Screen for Help {
    type Action = Scroll;

    const KEYS: &'static [Bind<Scroll>] = KEYS;

    fn title(&self) -> String {
        "帮助".into()
    }

    fn act(&mut self, action: Scroll) -> Cmd {
        let (page, length) = self.seen.get();
        let last = length.saturating_sub(page);
        let step = |by: isize| self.top.saturating_add_signed(by);
        self.top = match action {
            Scroll::Line(by) => step(by),
            Scroll::Page(by) => step(by * isize::try_from(page).unwrap_or(1)),
            Scroll::First => 0,
            Scroll::Last => last,
        }
        .min(last);
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let lines = self.lines(usize::from(area.width), theme);
        let height = usize::from(area.height);
        self.seen.set((height, lines.len()));
        let top = self.top.min(lines.len().saturating_sub(height));
        frame.render_widget(
            lines.into_iter().skip(top).take(height).collect::<Text>(),
            area,
        );
    }
}
