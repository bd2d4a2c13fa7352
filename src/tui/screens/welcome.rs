//! The first start: no book is there yet, and one is made.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Text};

use crate::domain::pinyin::initials;
use crate::port::{NewBook, Operator, PackLine, Reply, Request};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, group};
use crate::tui::text::wrap;
use crate::tui::theme::Theme;
use crate::tui::widget::choice::Choice;
use crate::tui::widget::form::{self, FieldKind, FieldSpec, Form, FormEvent};
use crate::tui::{Cmd, Given, Screen};

/// What an officer reads first.
const GREETING: &str =
    "还没有台账。填好下面几项，按 Ctrl-S 新建一本；只有乡镇和政策口径必填，以后都能改。";

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Filling,
    Making,
    Signing,
}

/// Asks what a new book needs, and who works.
pub struct Welcome {
    given: Rc<Given>,
    packs: Vec<PackLine>,
    form: Option<Form>,
    step: Step,
    next: fn(&Rc<Given>) -> Cmd,
}

impl Welcome {
    /// A welcome; `next` leads on to 首页 when the book is made. A book made without a name asks
    /// for the operator when it is opened the next time.
    #[must_use]
    pub fn new(given: &Rc<Given>, next: fn(&Rc<Given>) -> Cmd) -> Self {
        Self {
            given: Rc::clone(given),
            packs: Vec::new(),
            form: None,
            step: Step::Filling,
            next,
        }
    }

    fn handle(&mut self, event: FormEvent) -> Cmd {
        let (FormEvent::Save(texts), Step::Filling) = (event, self.step) else {
            return Cmd::none();
        };
        let text = |key: &str| {
            let found = texts.iter().find(|(other, _)| other == key);
            found.map_or("", |(_, text)| text.as_str())
        };
        let Some(pack) = self.packs.iter().find(|pack| label(pack) == text("pack")) else {
            return Cmd::say("请从选单里选一个政策口径");
        };
        self.step = Step::Making;
        let county = text("county");
        Cmd::ask(Request::Create(NewBook {
            pack: pack.id.clone(),
            township: text("township").to_owned(),
            county: (!county.is_empty()).then(|| county.to_owned()),
        }))
    }

    fn made(&mut self, words: &str) -> Cmd {
        let value = |key: &str| {
            self.form
                .as_ref()
                .and_then(|form| form.value(key))
                .unwrap_or_default()
        };
        let (name, post) = (value("name"), value("post"));
        if self.step == Step::Making && !name.is_empty() {
            self.step = Step::Signing;
            return Cmd::ask(Request::SaveOperator(Operator {
                name,
                post,
                ..Operator::default()
            }));
        }
        (self.next)(&self.given).then(Cmd::say(words))
    }
}

/// A pack's name in glyphs that every terminal draws as wide as it should; names tell region and
/// years themselves.
fn label(pack: &PackLine) -> String {
    pack.name.replace('、', "，").replace('—', "-")
}

fn fields(packs: &[PackLine]) -> Vec<FieldSpec> {
    let choices = packs.iter().map(|pack| {
        let search = format!("{} {}", initials(&pack.name), pack.id);
        Choice::new("", label(pack), search)
    });
    let spec = |key: &str, label: &str, group: &str, kind: FieldKind, note: &str| FieldSpec {
        key: key.into(),
        label: label.into(),
        group: group.into(),
        kind,
        required: matches!(key, "pack" | "township"),
        note: note.into(),
        hint: String::new(),
    };
    vec![
        spec(
            "pack",
            "政策口径",
            "这本台账",
            FieldKind::Code(choices.collect()),
            "",
        ),
        spec("county", "县（区）", "这本台账", FieldKind::Text, ""),
        spec(
            "township",
            "乡镇",
            "这本台账",
            FieldKind::Text,
            "写在每一屏的左上角",
        ),
        spec(
            "name",
            "姓名",
            "操作人",
            FieldKind::Text,
            "记进每一条操作记录",
        ),
        spec("post", "职务", "操作人", FieldKind::Text, "例：扶贫专干"),
    ]
}

impl Screen for Welcome {
    type Action = ();

    const KEYS: &'static [Bind<()>] = &[];

    fn title(&self) -> String {
        "新建台账".into()
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("表", form::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        match self.form {
            Some(_) => Cmd::none(),
            None => Cmd::ask(Request::Packs),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        let event = self.form.as_mut()?.key(key)?;
        Some(self.handle(event))
    }

    fn text(&mut self, text: &str) -> Cmd {
        match &mut self.form {
            Some(form) => {
                let event = form.text(text);
                self.handle(event)
            }
            None => Cmd::none(),
        }
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Packs(packs) => {
                self.form = Some(Form::new(fields(&packs), |_, text| Ok(text.to_owned())));
                self.packs = packs;
                Cmd::none()
            }
            Reply::Done(words) => self.made(&words),
            Reply::Failed(_) => {
                self.step = Step::Filling;
                Cmd::none()
            }
            _ => Cmd::none(),
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let lines = wrap(GREETING, usize::from(area.width).saturating_sub(2));
        let height = u16::try_from(lines.len() + 1).unwrap_or(3);
        let [head, rest] = area.layout(&Layout::vertical([
            Constraint::Length(height),
            Constraint::Min(0),
        ]));
        let lines = lines.into_iter().map(|line| Line::raw(format!(" {line}")));
        frame.render_widget(lines.collect::<Text>(), head);
        if let Some(form) = &self.form {
            form.view(frame, rest, theme);
        }
    }
}
