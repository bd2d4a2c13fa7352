//! Making a list by typing: initials and group, Enter, the next one; the popup stays open.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect, Size};
use ratatui::text::{Line, Text};

use crate::dictionary::LedgerId;
use crate::port::page::CasePage;
use crate::port::{
    CaseReply, CaseRequest, CaseWhom, FormReply, FormRequest, Named, Reply, Request,
};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::text::cut;
use crate::tui::theme::Theme;
use crate::tui::widget::choice::{self, Choice, Choices};
use crate::tui::widget::input::Input;
use crate::tui::{Cmd, Given, Screen};

/// What the answer says before the reason why somebody was not put on the list.
const REFUSED: &str = "没有加：";

/// The popup.
pub struct CaseAdd {
    case: i64,
    ledger: LedgerId,
    /// What is added to the words typed, so that only this village is searched.
    place: String,
    unit: &'static str,
    typed: Input,
    found: Choices,
    /// How many are on the list now.
    listed: usize,
    /// What was done last.
    last: String,
}

/// What the popup does.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Puts the highlighted one on the list.
    Take,
}

impl CaseAdd {
    /// Opens it for a case.
    pub fn open(given: &Rc<Given>, page: &CasePage) -> Cmd {
        let (ledger, unit) = match page.subject.as_str() {
            "村" => ("village", "个村"),
            "项目" => ("project", "个项目"),
            _ => ("household", "户"),
        };
        let Some(ledger) = given.ledger(ledger) else {
            return Cmd::say("这一版还没有这个台账");
        };
        let place = if page.subject == "户" {
            page.row.village.clone()
        } else {
            String::new()
        };
        Cmd::open(Self {
            case: page.row.id,
            ledger: ledger.id,
            place,
            unit,
            typed: Input::default(),
            found: Choices::default(),
            listed: page.row.listed,
            last: "打首字母、组，如 zgq 3组；回车加上，接着打下一户".to_owned(),
        })
    }

    fn ask(&self) -> Cmd {
        let typed = self.typed.text().trim();
        if typed.is_empty() {
            return Cmd::none();
        }
        Cmd::ask(Request::Form(FormRequest::Choices {
            ledger: self.ledger,
            text: format!("{typed} {}", self.place).trim_end().to_owned(),
            household: None,
        }))
    }

    fn take(&self) -> Cmd {
        let chosen = self.found.highlighted();
        let id = chosen.and_then(|choice| choice.search.parse::<i64>().ok());
        match id {
            Some(id) => Cmd::ask(Request::Case(Box::new(CaseRequest::Add(
                self.case,
                CaseWhom::Keys(vec![id]),
            )))),
            None if self.typed.is_empty() => Cmd::say("打首字母找到要加的，再按回车；加完按 Esc"),
            None => Cmd::say("本村没有找到，请换几个字"),
        }
    }
}

impl Screen for CaseAdd {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[bind(&[Key::ENTER], Action::Take, "加上")];

    fn title(&self) -> String {
        format!("加进名单  已有{}{}", self.listed, self.unit)
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("选单（打字即查找）", choice::KEYS)]
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(60, 12))
    }

    fn act(&mut self, Action::Take: Action) -> Cmd {
        self.take()
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        if key == Key::ESC {
            if self.typed.is_empty() {
                return None;
            }
            self.typed.clear();
            self.found = Choices::default();
            return Some(Cmd::none());
        }
        if !self.typed.erase(key) {
            return self.found.key(key).then(Cmd::none);
        }
        if self.typed.is_empty() {
            self.found = Choices::default();
        }
        Some(self.ask())
    }

    fn text(&mut self, text: &str) -> Cmd {
        self.typed.insert(text);
        self.ask()
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Form(FormReply::Choices(found)) => {
                let choice = |named: Named| Choice::new("", named.label, named.id.to_string());
                self.found = Choices::of(found.into_iter().map(choice).collect());
            }
            Reply::Case(CaseReply::Done(page, words)) => {
                let before = std::mem::replace(&mut self.listed, page.row.listed);
                let chosen = self.found.highlighted().map(|choice| choice.label.clone());
                let refused = words.split_once(REFUSED).map(|(_, why)| why);
                self.last = match (chosen, refused) {
                    (Some(name), _) if page.row.listed > before => format!("加了 {name}"),
                    (Some(_), Some(why)) => format!("{REFUSED}{why}"),
                    (Some(name), None) => format!("已经在名单里 {name}"),
                    (None, _) => words,
                };
                self.typed.clear();
                self.found = Choices::default();
            }
            _ => {}
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let [search, list, foot] = area.layout(&Layout::vertical([
            Constraint::Length(1),
            Constraint::Min(0),
            Constraint::Length(1),
        ]));
        self.typed.view(frame, search, theme.input, true);
        let (height, columns) = (usize::from(list.height), usize::from(list.width));
        if self.found.is_empty() {
            let text = if self.typed.is_empty() {
                ""
            } else {
                "没有找到"
            };
            frame.render_widget(Line::styled(text, theme.faint), list);
        } else {
            let lines = self.found.lines(height, columns, true, &[], theme);
            frame.render_widget(Text::from(lines), list);
        }
        let told = cut(&self.last, usize::from(foot.width));
        frame.render_widget(Line::styled(told, theme.label), foot);
    }
}
