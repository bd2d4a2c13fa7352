//! Which list marked households are put on.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect, Size};
use ratatui::text::{Line, Text};

use super::case::{CaseScreen, ask};
use crate::domain::pinyin::initials;
use crate::port::{CaseReply, CaseRequest, CaseWhom, Chosen, Reply, Scope};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::theme::Theme;
use crate::tui::widget::choice::{self, Choice, Choices};
use crate::tui::widget::input::Input;
use crate::tui::{Cmd, Given, Screen};

/// The popup.
pub struct CaseChoose {
    given: Rc<Given>,
    rows: Chosen,
    typed: Input,
    choices: Choices,
    asked: bool,
}

/// Takes the highlighted case.
#[derive(Clone, Copy, Debug)]
pub struct Take;

impl CaseChoose {
    /// Asks for a case that the rows are put on.
    #[must_use]
    pub fn new(given: &Rc<Given>, rows: Chosen) -> Self {
        Self {
            given: Rc::clone(given),
            rows,
            typed: Input::default(),
            choices: Choices::default(),
            asked: false,
        }
    }
}

impl Screen for CaseChoose {
    type Action = Take;

    const KEYS: &'static [Bind<Take>] = &[bind(&[Key::ENTER], Take, "加进去")];

    fn title(&self) -> String {
        "加进哪份名单".into()
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("选单（打字即筛选）", choice::KEYS)]
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(56, 12))
    }

    fn enter(&mut self) -> Cmd {
        ask(CaseRequest::Rows {
            scope: Scope::Township,
            all: false,
        })
    }

    fn act(&mut self, Take: Take) -> Cmd {
        let chosen = self.choices.highlighted();
        match chosen.and_then(|choice| choice.code.parse::<i64>().ok()) {
            Some(id) => {
                let whom = CaseWhom::Rows(self.rows.clone());
                ask(CaseRequest::Add(id, whom))
            }
            None => Cmd::say("没有在办的名单：先在菜单的「办理」里按 Ctrl-N 开始一份"),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        if key == Key::ESC && !self.typed.is_empty() {
            self.typed.clear();
        } else if !self.typed.erase(key) {
            return self.choices.key(key).then(Cmd::none);
        }
        self.choices.narrow(self.typed.text());
        Some(Cmd::none())
    }

    fn text(&mut self, text: &str) -> Cmd {
        self.typed.insert(text);
        self.choices.narrow(self.typed.text());
        Cmd::none()
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Case(CaseReply::Rows(rows)) => {
                self.asked = true;
                let choices = rows.into_iter().map(|row| {
                    let short = initials(&row.name).to_lowercase();
                    let label = format!("{} {}", row.name, row.step_name);
                    Choice::new(row.id.to_string(), label, short)
                });
                self.choices = Choices::of(choices.collect());
                Cmd::none()
            }
            Reply::Case(CaseReply::Done(page, words)) => {
                Cmd::replace(CaseScreen::new(&self.given, page.row.id)).then(Cmd::say(words))
            }
            _ => Cmd::none(),
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let [search, list] = area.layout(&Layout::vertical([
            Constraint::Length(1),
            Constraint::Min(0),
        ]));
        self.typed.view(frame, search, theme.input, true);
        if self.choices.is_empty() {
            let text = if self.asked {
                "没有在办的名单"
            } else {
                ""
            };
            frame.render_widget(Line::styled(text, theme.faint), list);
            return;
        }
        let (height, columns) = (usize::from(list.height), usize::from(list.width));
        let lines = self.choices.lines(height, columns, true, &[], theme);
        frame.render_widget(Text::from(lines), list);
    }
}
