//! 未完成的表: the forms that were begun and not saved.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::port::{DraftLine, FormReply, FormRequest, Reply, Request};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::theme::Theme;
use crate::tui::widget::confirm::Confirm;
use crate::tui::widget::list::{self, Column, List};
use crate::tui::{Cmd, Given, Screen, forms};

/// What can be done with a draft.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Go on filling it in.
    Resume,
    /// Throw it away.
    Drop,
}

/// The forms that are not saved yet.
pub struct Drafts {
    given: Rc<Given>,
    list: List<DraftLine>,
    count: Option<usize>,
}

impl Drafts {
    /// A list not yet asked for.
    #[must_use]
    pub fn new(given: &Rc<Given>) -> Self {
        let columns = vec![
            Column::new("哪张表", 22),
            Column::new("填了什么", 20).grows(),
            Column::new("时间", 11).rank(1),
        ];
        Self {
            given: Rc::clone(given),
            list: List::new(columns, cells).identified(|line| line.id),
            count: None,
        }
    }
}

fn cells(line: &DraftLine) -> Vec<String> {
    let at = line.at.get(5..16).unwrap_or(&line.at).replace('T', " ");
    vec![line.title.clone(), line.text.replace('\n', " "), at]
}

impl Screen for Drafts {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Resume, "接着填"),
        bind(&[Key::DELETE, Key::ctrl('x')], Action::Drop, "丢弃").long("问过再丢"),
    ];

    fn title(&self) -> String {
        "未完成的表".into()
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("列表", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        Cmd::ask(Request::Form(FormRequest::Drafts))
    }

    fn act(&mut self, action: Action) -> Cmd {
        let Some(line) = self.list.selected() else {
            return Cmd::say("没有未完成的表");
        };
        let id = line.id;
        match action {
            Action::Resume => forms::draft(&self.given, id),
            Action::Drop => {
                let question = format!("丢弃没填完的「{}」？填的内容不能找回。", line.title);
                let wish = FormRequest::Drop(id);
                Cmd::open(Confirm::new("丢弃", question, move || {
                    Cmd::ask(Request::Form(wish.clone())).then(Cmd::say("已丢弃"))
                }))
            }
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.list.key(key).then(Cmd::none)
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        if let Reply::Form(FormReply::Drafts(lines)) = reply {
            self.count = Some(lines.len());
            self.list.fill(0, lines.len(), lines);
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        if self.count == Some(0) {
            let line = Line::styled(" 没有未完成的表", theme.faint);
            frame.render_widget(line, area);
            return;
        }
        self.list.view(frame, area, theme);
    }
}
