//! 记一件: one line of text becomes a task; what was understood opens as a form to be checked.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::text::Line;

use super::form::FormScreen;
use super::note_remark::kept;
use crate::port::{FormReply, Reply, Request, TaskRequest};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, bind};
use crate::tui::text::{columns, wrap};
use crate::tui::theme::Theme;
use crate::tui::widget::input::Input;
use crate::tui::{Cmd, Given, Leave, Screen};

/// As wide as a line may well be; a narrow terminal gives what it has.
const WIDE: usize = 60;
const HOW: &str =
    "一行记一件，例：\n25日17点 报三季度贴息表 各村\n县扶贫办：周五 报危改表 除青山村外";

/// What a line that is begun and left is kept under.
const ABOUT: &str = "task";

/// The popup.
pub struct NoteTask {
    given: Rc<Given>,
    typed: Input,
}

/// Takes what was typed.
#[derive(Clone, Copy, Debug)]
pub struct Done;

impl NoteTask {
    /// Nothing typed yet.
    #[must_use]
    pub fn new(given: &Rc<Given>) -> Self {
        Self {
            given: Rc::clone(given),
            typed: Input::of(given.begun(ABOUT)),
        }
    }
}

/// Opens it: Ctrl-D on 首页 and lists.
pub fn open(given: &Rc<Given>) -> Cmd {
    Cmd::open(NoteTask::new(given))
}

impl Screen for NoteTask {
    type Action = Done;

    const KEYS: &'static [Bind<Done>] = &[bind(&[Key::ENTER, Key::ctrl('s')], Done, "看看怎样记")];

    fn title(&self) -> String {
        "来文交办".into()
    }

    fn popup(&self) -> Option<Size> {
        let lines = wrap(HOW, WIDE).len() + 1;
        Some(Size::new(columns(WIDE), columns(lines)))
    }

    fn act(&mut self, Done: Done) -> Cmd {
        let text = self.typed.text().trim().to_owned();
        if text.is_empty() {
            return Cmd::say("请写要报什么；不记请按 Esc");
        }
        Cmd::ask(Request::Task(TaskRequest::Note(text)))
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.typed.key(key).then(Cmd::none)
    }

    fn text(&mut self, text: &str) -> Cmd {
        self.typed.insert(text);
        Cmd::none()
    }

    /// What cannot be understood keeps the popup open, with what was typed.
    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Form(FormReply::Open(sheet)) => {
                let form = FormScreen::filled(&self.given, *sheet);
                Cmd::replace(form).then(Cmd::say("看清楚了按 Ctrl-S 保存；不对的改过来"))
            }
            _ => Cmd::none(),
        }
    }

    /// Left by Esc or another screen's key: what was typed is there again next time.
    fn leave(&mut self) -> Leave {
        Leave::Go(kept(&self.given, ABOUT, self.typed.text()))
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let lines = wrap(HOW, usize::from(area.width));
        let input = area.bottom().saturating_sub(1);
        for (y, line) in (area.y..input).zip(lines) {
            frame.render_widget(Line::raw(line), Rect::new(area.x, y, area.width, 1));
        }
        let place = Rect::new(area.x, input, area.width, 1.min(area.height));
        self.typed.view(frame, place, theme.input, true);
    }
}
