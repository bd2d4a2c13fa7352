//! 疑似重复: pairs of records that may be one person or one household.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::merge::Merge;
use crate::port::change::{ChangeReply, ChangeRequest, Double};
use crate::port::{Reply, Request};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::theme::Theme;
use crate::tui::widget::browse::paragraph;
use crate::tui::widget::list;
use crate::tui::widget::page::{Page, Row};
use crate::tui::{Cmd, Given, Screen, ways};

/// What an officer does with a pair.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Puts the two side by side.
    Merge,
    /// Opens the first record.
    First,
    /// Opens the second record.
    Second,
}

/// The pairs.
pub struct Doubles {
    given: Rc<Given>,
    pairs: Option<Vec<Double>>,
    page: Page,
}

impl Doubles {
    /// A list not yet asked for.
    #[must_use]
    pub fn new(given: &Rc<Given>) -> Self {
        Self {
            given: Rc::clone(given),
            pairs: None,
            page: Page::default(),
        }
    }

    /// Three lines a pair: why, and the two.
    fn rows(&self, theme: &Theme) -> Vec<Row<usize>> {
        let mut rows = Vec::new();
        for (at, pair) in self.pairs.iter().flatten().enumerate() {
            let label = &self.given.dictionary.ledger(pair.pair.ledger).label;
            let why = Line::styled(format!(" {label}  {}", pair.why), theme.heading);
            rows.push(Row::leading(why, at));
            rows.push(Row::plain(format!("   {}", pair.one)));
            rows.push(Row::plain(format!("   {}", pair.two)));
        }
        rows
    }
}

impl Screen for Doubles {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Merge, "对照合并"),
        bind(&[Key::LEFT], Action::First, "看第一条"),
        bind(&[Key::RIGHT], Action::Second, "看第二条"),
    ];

    fn title(&self) -> String {
        match self.pairs.as_ref().map(Vec::len) {
            Some(count) => format!("疑似重复  {count}对"),
            None => "疑似重复".into(),
        }
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("翻看", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        Cmd::ask(Request::Change(ChangeRequest::Doubles))
    }

    fn act(&mut self, action: Action) -> Cmd {
        let at = self.page.target(&self.rows(&Theme::plain()));
        let Some(pair) = at.and_then(|at| self.pairs.as_ref()?.get(at)) else {
            return Cmd::say("没有疑似重复的");
        };
        let pair = pair.pair;
        let open = |id| ways::record(&self.given, pair.ledger, id, None);
        match action {
            Action::Merge => Cmd::open(Merge::new(&self.given, pair)),
            Action::First => open(pair.keep),
            Action::Second => open(pair.other),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.page.key(key).then(Cmd::none)
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        if let Reply::Change(ChangeReply::Doubles(pairs)) = reply {
            self.pairs = Some(pairs);
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        if self.pairs.as_ref().is_some_and(Vec::is_empty) {
            let told = "没有疑似重复的户和人：证件号码、户编号没有相同的，同村也没有同名同生日的。";
            paragraph(frame, area, theme, told);
            return;
        }
        self.page.view(frame, area, theme, self.rows(theme), true);
    }
}
