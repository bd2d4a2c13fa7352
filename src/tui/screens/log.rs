//! 操作记录: who did what, the newest first.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::log_entry::LogEntryScreen;
use crate::port::{LogEntry, LogQuery, Reply, Request, Scope};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::list::{self, Column, List};
use crate::tui::{Cmd, Screen};

/// How many entries are asked for at a time.
const PAGE: usize = 200;

/// What can be done with an entry.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Shows what it changed.
    Open,
    /// Asks for older entries.
    Older,
}

/// The log, or the part of it that touched a household.
pub struct Log {
    household: Option<String>,
    limit: usize,
    list: List<LogEntry>,
}

impl Log {
    /// The whole log, or a household's by its 户编号 or 册内编号.
    #[must_use]
    pub fn new(household: Option<String>) -> Self {
        let columns = vec![
            Column::new("编号", 6).right(),
            Column::new("时间", 11),
            Column::new("操作人", 8).rank(1),
            Column::new("做了什么", 24).grows(),
        ];
        let tone = |entry: &LogEntry| match entry.undone_by {
            Some(_) => Tone::Faint,
            None => Tone::Plain,
        };
        Self {
            household,
            limit: PAGE,
            list: List::new(columns, cells)
                .identified(|entry| entry.action)
                .toned(tone),
        }
    }

    fn ask(&self) -> Cmd {
        Cmd::ask(Request::Log(LogQuery {
            household: self.household.clone(),
            scope: Scope::Township,
            limit: self.limit,
        }))
    }
}

/// `09-20 10:02` of a local time with its offset.
#[must_use]
pub fn minute(at: &str) -> String {
    at.get(5..16).unwrap_or(at).replace('T', " ")
}

fn cells(entry: &LogEntry) -> Vec<String> {
    let undone = entry.undone_by.map_or("", |_| "（已撤销）");
    vec![
        entry.action.to_string(),
        minute(&entry.at),
        entry.operator.clone(),
        format!("{undone}{}", entry.intent),
    ]
}

impl Screen for Log {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "看改了什么"),
        bind(&[Key::ctrl('n')], Action::Older, "更早的").long("再往前取两百条"),
    ];

    fn title(&self) -> String {
        "操作记录".into()
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("列表", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        self.ask()
    }

    fn act(&mut self, action: Action) -> Cmd {
        match (action, self.list.selected()) {
            (Action::Open, Some(entry)) => Cmd::open(LogEntryScreen::new(entry.clone())),
            (Action::Open, None) => Cmd::none(),
            (Action::Older, _) => {
                self.limit += PAGE;
                self.ask()
            }
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.list.key(key).then(Cmd::none)
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        if let Reply::Log(entries) = reply {
            self.list.fill(0, entries.len(), entries);
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        if self.list.total() == Some(0) {
            frame.render_widget(Line::styled(" 还没有操作记录", theme.faint), area);
            return;
        }
        self.list.view(frame, area, theme);
    }
}
