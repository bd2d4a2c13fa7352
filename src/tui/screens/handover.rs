//! 工作交接: who hands over and who takes over.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::handover_move::HandoverMove;
use crate::domain::pinyin::initials;
use crate::port::handover::FromTo;
use crate::port::{HandoverReply, HandoverRequest, Reply, Request};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, group};
use crate::tui::theme::Theme;
use crate::tui::widget::choice::Choice;
use crate::tui::widget::form::{self, FieldKind, FieldSpec, Form, FormEvent};
use crate::tui::{Cmd, Given, Screen};

/// The two names.
#[derive(Default)]
pub struct Handover {
    form: Option<Form>,
}

/// Opens the screen.
pub fn open(_: &Rc<Given>) -> Cmd {
    Cmd::open(Handover::default())
}

fn form(now: &str, from: &[String]) -> Form {
    let choices = from.iter();
    let choices = choices
        .map(|name| Choice::new("", name, initials(name)))
        .collect();
    let spec = |key: &str, label: &str, kind: FieldKind, note: &str| FieldSpec {
        key: key.into(),
        label: label.into(),
        group: "工作交接".into(),
        kind,
        required: true,
        note: note.into(),
        hint: String::new(),
    };
    let fields = vec![
        spec(
            "from",
            "移交人",
            FieldKind::Code(choices),
            "名下有事的人：操作人、帮扶责任人、村级人员、队员",
        ),
        spec(
            "to",
            "接交人",
            FieldKind::Text,
            "写姓名；Ctrl-S 先看要交什么，还不会改动台账",
        ),
    ];
    let mut form = Form::new(fields, |_, text| Ok(text.to_owned()));
    form.set("from", now);
    form
}

impl Handover {
    fn handle(event: FormEvent) -> Cmd {
        let FormEvent::Save(texts) = event else {
            return Cmd::none();
        };
        let text = |key: &str| {
            let found = texts.iter().find(|(other, _)| other == key);
            found.map_or_else(String::new, |(_, text)| text.trim().to_owned())
        };
        let names = FromTo {
            from: text("from"),
            to: text("to"),
        };
        Cmd::ask(Request::Handover(HandoverRequest::Plan(names)))
    }
}

impl Screen for Handover {
    type Action = ();

    const KEYS: &'static [Bind<()>] = &[];

    fn title(&self) -> String {
        "工作交接".into()
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("表", form::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        match self.form {
            Some(_) => Cmd::none(),
            None => Cmd::ask(Request::Handover(HandoverRequest::Names)),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        let event = self.form.as_mut()?.key(key)?;
        Some(Self::handle(event))
    }

    fn text(&mut self, text: &str) -> Cmd {
        match &mut self.form {
            Some(form) => Self::handle(form.text(text)),
            None => Cmd::none(),
        }
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Handover(HandoverReply::Names { now, from }) => {
                self.form = Some(form(&now, &from));
                Cmd::none()
            }
            Reply::Handover(HandoverReply::Planned(plan)) => Cmd::open(HandoverMove::new(*plan)),
            _ => Cmd::none(),
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        match &self.form {
            Some(form) => form.view(frame, area, theme),
            None => frame.render_widget(Line::styled(" 正在打开", theme.faint), area),
        }
    }
}
