//! Finding while typing: a line, and households and members that match it.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use super::browse::{NARROW, paragraph, search_line};
use super::input::Input;
use super::list::{Column, List};
use crate::port::{FindQuery, FindRow, Request, Scope};
use crate::tui::key::Key;
use crate::tui::text::{cut, safe};
use crate::tui::theme::Theme;
use crate::tui::{Cmd, Given};

/// More would not be read; another word narrows them.
const MOST: usize = 200;

/// A search over households and members.
pub struct Found {
    given: Rc<Given>,
    typed: Input,
    list: List<FindRow>,
}

impl Found {
    /// Nothing typed yet.
    #[must_use]
    pub fn new(given: &Rc<Given>) -> Self {
        let columns = vec![
            Column::new("姓名", 12),
            Column::new("村组", 16).rank(1),
            Column::new("户主", 10).rank(3),
            Column::new("证件号码", 18).rank(4),
            Column::new("匹配", 8).rank(2),
        ];
        let cells = |row: &FindRow| {
            let head = if row.head.is_empty() {
                "(户主)"
            } else {
                &row.head
            };
            [&row.name, &row.place, head, &row.id_number, &row.why]
                .map(str::to_owned)
                .to_vec()
        };
        Self {
            given: Rc::clone(given),
            typed: Input::default(),
            list: List::new(columns, cells).identified(|row| row.id),
        }
    }

    /// Whether something is being searched for.
    #[must_use]
    pub fn is_searching(&self) -> bool {
        !self.typed.is_empty()
    }

    /// The household of the selected row.
    #[must_use]
    pub fn household(&self) -> Option<i64> {
        self.list.selected().and_then(|row| row.household)
    }

    /// Whether there is a selected row.
    #[must_use]
    pub fn has_selected(&self) -> bool {
        self.list.selected().is_some()
    }

    /// Asks again for what is typed.
    pub fn ask(&mut self) -> Cmd {
        if !self.is_searching() {
            self.list.fill(0, 0, Vec::new());
            return Cmd::none();
        }
        Cmd::ask(Request::Find(FindQuery {
            text: self.typed.text().to_owned(),
            ledger: None,
            scope: self.given.scope(),
            limit: MOST,
            unmask: false,
        }))
    }

    /// Takes what was found.
    pub fn fill(&mut self, rows: Vec<FindRow>) {
        self.list.fill(0, rows.len(), rows);
    }

    /// Handles a key; `None` when it is for somebody else, as Esc with nothing typed.
    pub fn key(&mut self, key: Key) -> Option<Cmd> {
        if key == Key::ESC && self.is_searching() {
            self.typed.clear();
            return Some(self.search());
        }
        if self.typed.erase(key) {
            return Some(self.search());
        }
        (self.is_searching() && self.list.key(key)).then(Cmd::none)
    }

    /// Searches for what is typed.
    pub fn text(&mut self, text: &str) -> Cmd {
        self.typed.insert(text);
        self.search()
    }

    fn search(&mut self) -> Cmd {
        self.list.restart();
        self.ask()
    }

    /// Draws the line alone.
    pub fn view_line(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let count = match self.list.total() {
            Some(total) if self.is_searching() && total >= MOST => format!("前{total}条"),
            Some(total) if self.is_searching() => format!("{total}条"),
            _ => String::new(),
        };
        search_line(frame, area, theme, &self.typed, &count);
    }

    /// Draws what was found.
    pub fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let [list, detail] = area.layout(&Layout::vertical([
            Constraint::Min(0),
            Constraint::Length(1),
        ]));
        self.list.view(frame, list, theme);
        if self.list.total() == Some(0) {
            let text = match self.given.scope() {
                Scope::Mine => "我的里没有找到；按 Ctrl-O 到全镇找。",
                Scope::Township => "没有找到；换几个字，或按 Esc 清空。",
            };
            paragraph(frame, list, theme, text);
        }
        let Some(row) = self.list.selected() else {
            return;
        };
        let of = match (row.head.is_empty(), area.width < NARROW) {
            (true, _) => String::new(),
            (false, true) => format!(" {}户", row.head),
            (false, false) => format!("  户主{}", row.head),
        };
        let text = format!(" {}  {}{of}  {}", row.name, row.place, row.id_number);
        let line = cut(&safe(&text), usize::from(area.width));
        frame.render_widget(Line::styled(line, theme.label), detail);
    }
}
