//! 变更记录: what happened to a household and its people, the newest first.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::port::change::{ChangeReply, ChangeRequest, History, HistoryEvent};
use crate::port::{RecordRef, Reply, Request};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::text::{fit, safe, wrap};
use crate::tui::theme::Theme;
use crate::tui::widget::browse::paragraph;
use crate::tui::widget::list;
use crate::tui::widget::page::{Page, Row};
use crate::tui::{Cmd, Given, Screen, changes, ways};

/// The changes of a household.
pub struct HistoryScreen {
    given: Rc<Given>,
    household: i64,
    history: Option<Box<History>>,
    page: Page,
}

/// What an officer does with a change that happened.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Opens all its fields.
    Open,
    /// Opens the other household's card.
    Other,
    /// Another change.
    New,
}

impl HistoryScreen {
    /// The changes of this household.
    #[must_use]
    pub fn new(given: &Rc<Given>, household: i64) -> Self {
        Self {
            given: Rc::clone(given),
            household,
            history: None,
            page: Page::default(),
        }
    }

    fn lines(&self) -> &[HistoryEvent] {
        let history = self.history.as_ref();
        history.map_or(&[], |history| history.lines.as_slice())
    }

    fn rows(&self, columns: u16) -> Vec<Row<(RecordRef, Option<i64>)>> {
        let room = usize::from(columns);
        let mut rows = Vec::new();
        for event in self.lines() {
            let lead = format!(" {} {} ", fit(&event.day, 10), fit(&event.kind, 8));
            let text = format!("{}  {}", event.what, event.evidence);
            let indent = 21.min(room / 2);
            let mut parts =
                wrap(&safe(text.trim_end()), room.saturating_sub(indent + 1)).into_iter();
            let first = parts.next().unwrap_or_default();
            let line = Line::from(vec![Span::raw(lead), Span::raw(first)]);
            rows.push(Row::leading(line, (event.record, event.other)));
            rows.extend(parts.map(|part| Row::plain(format!("{}{part}", " ".repeat(indent)))));
        }
        rows
    }
}

impl Screen for HistoryScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "看明细"),
        bind(&[Key::ctrl('y')], Action::Other, "对方户卡").long("分户、并户的另一户"),
        bind(&[Key::ctrl('n'), Key::ctrl('b')], Action::New, "办变更"),
    ];

    fn title(&self) -> String {
        let name = self.history.as_ref().map_or("", |one| one.name.as_str());
        format!("变更记录  {name}")
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("翻看", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        Cmd::ask(Request::Change(ChangeRequest::History(self.household)))
    }

    fn act(&mut self, action: Action) -> Cmd {
        if matches!(action, Action::New) {
            return changes::menu(&self.given, self.household, None);
        }
        let Some((record, other)) = self.page.target(&self.rows(80)) else {
            return Cmd::none();
        };
        match action {
            Action::Other if other.is_none() => Cmd::say("这一次变更没有另一户"),
            Action::Other => ways::card(&self.given, other),
            _ => ways::record(&self.given, record.ledger, record.id, Some(self.household)),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.page.key(key).then(Cmd::none)
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        if let Reply::Change(ChangeReply::History(history)) = reply {
            self.history = Some(history);
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        if self.history.is_some() && self.lines().is_empty() {
            paragraph(frame, area, theme, "这户还没有变更。按 Ctrl-N 办一件。");
            return;
        }
        self.page
            .view(frame, area, theme, self.rows(area.width), true);
    }
}
