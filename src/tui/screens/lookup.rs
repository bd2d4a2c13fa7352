//! Finding the record that a field of a form means.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect, Size};
use ratatui::text::{Line, Text};

use crate::dictionary::LedgerId;
use crate::port::{FormReply, FormRequest, Named, Reply, Request};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::theme::Theme;
use crate::tui::widget::choice::{self, Choice, Choices};
use crate::tui::widget::input::Input;
use crate::tui::{Cmd, Given, Screen, forms};

/// Separates the parts of the answer.
const APART: char = '\t';

/// What the popup does.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Takes the highlighted record.
    Take,
    /// Adds a record that is not there yet.
    New,
}

/// A popup that searches a ledger while one types.
pub struct LookUp {
    given: Rc<Given>,
    field: String,
    ledger: LedgerId,
    household: Option<i64>,
    typed: Input,
    found: Choices,
    /// Whether the only match of what stood in the field is taken without asking.
    hasty: bool,
    asked: bool,
}

impl LookUp {
    /// Looks for a record of `ledger` for `field`, beginning with what was typed there.
    #[must_use]
    pub fn new(
        given: &Rc<Given>,
        field: &str,
        ledger: LedgerId,
        household: Option<i64>,
        text: &str,
    ) -> Self {
        Self {
            given: Rc::clone(given),
            field: field.to_owned(),
            ledger,
            household,
            typed: Input::of(text),
            found: Choices::default(),
            hasty: !text.trim().is_empty(),
            asked: false,
        }
    }

    fn ask(&mut self) -> Cmd {
        self.asked = true;
        Cmd::ask(Request::Form(FormRequest::Choices {
            ledger: self.ledger,
            text: self.typed.text().to_owned(),
            household: self.household,
        }))
    }

    fn take(&self) -> Cmd {
        match self.found.highlighted() {
            Some(choice) => {
                let parts = [self.field.as_str(), &choice.search, &choice.label];
                Cmd::answer(Cmd::tell(parts.join(&APART.to_string())))
            }
            None => Cmd::say("没有找到，请换几个字；还没有登记的按 Ctrl-N 新增"),
        }
    }
}

/// Reads what the popup told the form: the field, and the record.
#[must_use]
pub fn answer(text: &str) -> Option<(String, Named)> {
    let (field, rest) = text.split_once(APART)?;
    let (id, label) = rest.split_once(APART)?;
    let named = Named {
        id: id.parse().ok()?,
        label: label.to_owned(),
    };
    Some((field.to_owned(), named))
}

impl Screen for LookUp {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Take, "选定"),
        bind(&[Key::ctrl('n')], Action::New, "新增").long("要选的还没有登记，先新增它"),
    ];

    fn title(&self) -> String {
        format!(
            "查找{}",
            forms::word(self.given.dictionary.ledger(self.ledger))
        )
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("选单（打字即查找）", choice::KEYS)]
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(56, 12))
    }

    fn enter(&mut self) -> Cmd {
        self.ask()
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Take => self.take(),
            Action::New => {
                self.hasty = false;
                forms::open_new(&self.given, self.ledger, None)
            }
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        if key == Key::ESC {
            if self.typed.is_empty() {
                return Some(Cmd::answer(Cmd::tell("")));
            }
            self.typed.clear();
        } else if !self.typed.erase(key) {
            return self.found.key(key).then(Cmd::none);
        }
        self.hasty = false;
        Some(self.ask())
    }

    fn text(&mut self, text: &str) -> Cmd {
        self.hasty = false;
        self.typed.insert(text);
        self.ask()
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        let Reply::Form(FormReply::Choices(found)) = reply else {
            return Cmd::none();
        };
        let only = found.len() == 1;
        let choice = |named: Named| Choice::new("", named.label, named.id.to_string());
        self.found = Choices::of(found.into_iter().map(choice).collect());
        if std::mem::take(&mut self.hasty) && only {
            return self.take();
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let [search, list] = area.layout(&Layout::vertical([
            Constraint::Length(1),
            Constraint::Min(0),
        ]));
        self.typed.view(frame, search, theme.input, true);
        if self.found.is_empty() {
            let text = if self.asked { "没有找到" } else { "" };
            frame.render_widget(Line::styled(text, theme.faint), list);
            return;
        }
        let (height, columns) = (usize::from(list.height), usize::from(list.width));
        let lines = self.found.lines(height, columns, true, &[], theme);
        frame.render_widget(Text::from(lines), list);
    }
}
