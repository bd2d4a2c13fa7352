//! 查找: one search from any screen, and back to where one was.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::port::Reply;
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::screens::card::CardScreen;
use crate::tui::theme::Theme;
use crate::tui::widget::browse::paragraph;
use crate::tui::widget::found::Found;
use crate::tui::widget::list;
use crate::tui::{Cmd, Given, Screen};

/// The search.
pub struct Find {
    given: Rc<Given>,
    found: Found,
}

/// Opens the card of the selected row.
#[derive(Clone, Copy, Debug)]
pub struct Open;

impl Find {
    /// Nothing typed yet.
    #[must_use]
    pub fn new(given: &Rc<Given>) -> Self {
        Self {
            given: Rc::clone(given),
            found: Found::new(given),
        }
    }
}

impl Screen for Find {
    type Action = Open;

    const KEYS: &'static [Bind<Open>] =
        &[bind(&[Key::ENTER], Open, "户卡").long("从户卡按 Esc，回到查找以前的那一屏")];

    fn title(&self) -> String {
        "查找".into()
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("找到的（打字即查找，Esc 清空）", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        self.found.ask()
    }

    fn act(&mut self, Open: Open) -> Cmd {
        match self.found.household() {
            Some(id) => Cmd::replace(CardScreen::new(&self.given, id)),
            None if self.found.has_selected() => {
                Cmd::say("这个人没有挂接到户；到菜单的家庭成员里看")
            }
            None => Cmd::none(),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.found.key(key)
    }

    fn text(&mut self, text: &str) -> Cmd {
        self.found.text(text)
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        if let Reply::Find(rows) = reply {
            self.found.fill(rows);
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let [line, rest] = area.layout(&Layout::vertical([
            Constraint::Length(1),
            Constraint::Min(0),
        ]));
        if self.found.is_searching() {
            self.found.view(frame, rest, theme);
        } else {
            let text = "找户主和家庭成员：姓名或拼音首字母、身份证后几位、户编号、电话、村和组；\
                        几个词用空格隔开，都要符合，如 zgq 3组。";
            paragraph(frame, rest, theme, text);
        }
        self.found.view_line(frame, line, theme);
    }
}
