//! 操作人: who works, which villages are his, which helper he is.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::pinyin::initials;
use crate::port::{Operator, Operators, Reply, Request};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, group};
use crate::tui::theme::Theme;
use crate::tui::widget::choice::Choice;
use crate::tui::widget::form::{self, FieldKind, FieldSpec, Form, FormEvent};
use crate::tui::{Cmd, Given, Leave, Screen};

/// What stands between labels of several choices, and so in none of them.
const BETWEEN: &str = "、";

/// Who works on the book.
#[derive(Default)]
pub struct OperatorScreen {
    open: Option<(Operators, Form)>,
    changed: bool,
}

/// Opens the settings of whoever works.
pub fn open(_: &Rc<Given>) -> Cmd {
    Cmd::open(OperatorScreen::default())
}

/// A label without the mark that separates labels.
fn plain(label: &str) -> String {
    label.replace(BETWEEN, " ")
}

fn spec(key: &str, label: &str, kind: FieldKind, note: &str) -> FieldSpec {
    FieldSpec {
        key: key.into(),
        label: label.into(),
        group: "操作人".into(),
        kind,
        required: key == "name",
        note: note.into(),
        hint: String::new(),
    }
}

fn choices(all: &[(i64, String)]) -> Vec<Choice> {
    all.iter()
        .map(|(_, label)| Choice::new("", plain(label), initials(label)))
        .collect()
}

fn form(operators: &Operators) -> Form {
    let known: Vec<&str> = operators
        .known
        .iter()
        .map(|known| known.name.as_str())
        .collect();
    let known = if known.is_empty() {
        "记进每一条操作记录".to_owned()
    } else {
        format!("用过这本台账的：{}", known.join(BETWEEN))
    };
    let villages = FieldKind::Codes(choices(&operators.villages));
    let helpers = FieldKind::Code(choices(&operators.helpers));
    let fields = vec![
        spec("name", "姓名", FieldKind::Text, &known),
        spec(
            "post",
            "职务",
            FieldKind::Text,
            "例：扶贫专干、驻村工作队队员",
        ),
        spec(
            "villages",
            "我负责的村",
            villages,
            "台账里还没有村的，以后从菜单再选",
        ),
        spec(
            "helper",
            "我结对的户",
            helpers,
            "选您自己的帮扶责任人记录，结对的户就是「我的」",
        ),
    ];
    let mut form = Form::new(fields, |_, text| Ok(text.to_owned()));
    show(&mut form, operators, &operators.now);
    form
}

fn show(form: &mut Form, operators: &Operators, operator: &Operator) {
    let labels = operators
        .villages
        .iter()
        .filter(|(id, _)| operator.villages.contains(id));
    let villages: Vec<String> = labels.map(|(_, label)| plain(label)).collect();
    let helper = operators
        .helpers
        .iter()
        .find(|(id, _)| Some(*id) == operator.helper);
    form.set("name", &operator.name);
    form.set("post", &operator.post);
    form.set("villages", &villages.join(BETWEEN));
    form.set(
        "helper",
        &helper.map_or_else(String::new, |(_, label)| plain(label)),
    );
}

/// What the form says, with the keys of villages and helper.
fn read(operators: &Operators, texts: &[(String, String)]) -> Operator {
    let text = |key: &str| {
        let found = texts.iter().find(|(other, _)| other == key);
        found.map_or("", |(_, text)| text.as_str())
    };
    let villages: Vec<&str> = text("villages").split(BETWEEN).collect();
    let is_chosen = |label: &str| villages.contains(&plain(label).as_str());
    Operator {
        name: text("name").to_owned(),
        post: text("post").to_owned(),
        villages: operators
            .villages
            .iter()
            .filter(|(_, label)| is_chosen(label))
            .map(|(id, _)| *id)
            .collect(),
        helper: operators
            .helpers
            .iter()
            .find(|(_, label)| plain(label) == text("helper"))
            .map(|(id, _)| *id),
    }
}

impl OperatorScreen {
    fn handle(&mut self, event: FormEvent) -> Cmd {
        let Some((operators, form)) = &mut self.open else {
            return Cmd::none();
        };
        match event {
            FormEvent::Save(texts) => Cmd::ask(Request::SaveOperator(read(operators, &texts))),
            FormEvent::Typed => {
                self.changed = true;
                Cmd::none()
            }
            FormEvent::Changed => {
                let name = form.value("name").unwrap_or_default();
                let blank = ["post", "villages", "helper"]
                    .iter()
                    .all(|key| form.value(key).is_none_or(|text| text.is_empty()));
                let known = operators
                    .known
                    .iter()
                    .find(|known| known.name == name)
                    .cloned();
                if let Some(known) = known.filter(|_| blank) {
                    show(form, operators, &known);
                }
                Cmd::none()
            }
            _ => Cmd::none(),
        }
    }
}

impl Screen for OperatorScreen {
    type Action = ();

    const KEYS: &'static [Bind<()>] = &[];

    fn title(&self) -> String {
        "操作人".into()
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("表", form::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        match self.open {
            Some(_) => Cmd::none(),
            None => Cmd::ask(Request::Operators),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        let (_, form) = self.open.as_mut()?;
        let event = form.key(key)?;
        Some(self.handle(event))
    }

    fn text(&mut self, text: &str) -> Cmd {
        match &mut self.open {
            Some((_, form)) => {
                let event = form.text(text);
                self.handle(event)
            }
            None => Cmd::none(),
        }
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Operators(operators) => {
                let form = form(&operators);
                self.open = Some((*operators, form));
                Cmd::none()
            }
            Reply::Done(words) => {
                self.changed = false;
                Cmd::close().then(Cmd::say(words))
            }
            _ => Cmd::none(),
        }
    }

    fn leave(&mut self) -> Leave {
        if std::mem::take(&mut self.changed) {
            return Leave::Stay(Cmd::say("改动还没有保存：Ctrl-S 保存，再按一次就不保存"));
        }
        Leave::Go(Cmd::none())
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        match &self.open {
            Some((_, form)) => form.view(frame, area, theme),
            None => frame.render_widget(Line::styled(" 正在打开", theme.faint), area),
        }
    }
}
