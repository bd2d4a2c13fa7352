//! 记问题: one line of what an inspector remarked becomes a finding; how it is understood stands
//! below while it is typed, and Enter saves it.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::text::Line;

use super::doing::close_saying;
use crate::port::{FindingReply, FindingRequest, Remark, Reply, Request};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, bind};
use crate::tui::text::{columns, safe, wrap};
use crate::tui::theme::Theme;
use crate::tui::widget::input::Input;
use crate::tui::{Cmd, Given, Leave, Screen};

/// As wide as a line may well be; a narrow terminal gives what it has.
const WIDE: usize = 60;
/// The lines that what was understood may take.
const SHOWN: usize = 3;
const HOW: &str = "检查人指出了什么，一行记下：慢病卡没办 9.28 李建军";
const HOW_BARE: &str = "一行记下，户主姓名或村名在前：张国强 3组 慢病卡没办 9.28 李建军";

/// The popup.
pub struct NoteRemark {
    given: Rc<Given>,
    household: Option<i64>,
    name: String,
    typed: Input,
    understood: Option<Result<String, String>>,
}

/// Saves it.
#[derive(Clone, Copy, Debug)]
pub struct Done;

/// Opens it for a household.
pub fn of(given: &Rc<Given>, household: i64, name: &str) -> Cmd {
    Cmd::open(NoteRemark::new(given, Some(household), name))
}

/// Opens it for whomever the line begins with.
pub fn open(given: &Rc<Given>) -> Cmd {
    Cmd::open(NoteRemark::new(given, None, ""))
}

/// Keeps what was typed into a popup of one line that is left, and says so.
pub(super) fn kept(given: &Given, about: &str, line: &str) -> Cmd {
    if given.keep_begun(about, line) {
        return Cmd::say("没有存，写了的留着：再按 Ctrl-D 接着写");
    }
    Cmd::none()
}

impl NoteRemark {
    fn new(given: &Rc<Given>, household: Option<i64>, name: &str) -> Self {
        Self {
            given: Rc::clone(given),
            household,
            name: name.to_owned(),
            typed: Input::of(given.begun(&about(household))),
            understood: None,
        }
    }

    fn remark(&self) -> Remark {
        Remark {
            line: self.typed.text().to_owned(),
            household: self.household,
            ..Remark::default()
        }
    }

    const fn how(&self) -> &'static str {
        match self.household {
            Some(_) => HOW,
            None => HOW_BARE,
        }
    }

    /// Asks how what is typed is understood.
    fn look(&mut self) -> Cmd {
        if self.typed.text().trim().is_empty() {
            self.understood = None;
            return Cmd::none();
        }
        Cmd::ask(Request::Finding(FindingRequest::Understand(self.remark())))
    }
}

/// What a line that is begun and left is kept under.
fn about(household: Option<i64>) -> String {
    format!("remark {}", household.unwrap_or_default())
}

impl Screen for NoteRemark {
    type Action = Done;

    const KEYS: &'static [Bind<Done>] = &[bind(&[Key::ENTER, Key::ctrl('s')], Done, "存下")];

    fn title(&self) -> String {
        match self.name.as_str() {
            "" => "记问题".into(),
            name => format!("记问题  {name}"),
        }
    }

    fn popup(&self) -> Option<Size> {
        let lines = wrap(self.how(), WIDE).len() + 1 + SHOWN;
        Some(Size::new(columns(WIDE), columns(lines)))
    }

    fn act(&mut self, Done: Done) -> Cmd {
        if self.typed.text().trim().is_empty() {
            return Cmd::say("请写是什么问题；不记请按 Esc");
        }
        Cmd::ask(Request::Finding(FindingRequest::Note(self.remark())))
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.typed.key(key).then(|| self.look())
    }

    fn text(&mut self, text: &str) -> Cmd {
        self.typed.insert(text);
        self.look()
    }

    /// What cannot be understood keeps the popup open, with what was typed.
    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Finding(FindingReply::Understood(said)) => {
                self.understood = Some(said);
                Cmd::none()
            }
            Reply::Finding(FindingReply::Done(_, words)) => close_saying(&words),
            _ => Cmd::none(),
        }
    }

    /// How a line that was begun before is understood.
    fn enter(&mut self) -> Cmd {
        self.look()
    }

    /// Left by Esc or another screen's key: what was typed is there again next time.
    fn leave(&mut self) -> Leave {
        Leave::Go(kept(&self.given, &about(self.household), self.typed.text()))
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let how = wrap(self.how(), usize::from(area.width));
        let line = |y: u16| Rect::new(area.x, area.y + y, area.width, 1);
        for (y, text) in (0..).zip(&how) {
            if y < area.height {
                frame.render_widget(Line::raw(text.clone()), line(y));
            }
        }
        let at = columns(how.len());
        if at < area.height {
            self.typed.view(frame, line(at), theme.input, true);
        }
        let (said, style) = match &self.understood {
            None => return,
            Some(Ok(said)) => (said, theme.label),
            Some(Err(why)) => (why, theme.warning),
        };
        let said = wrap(&safe(said), usize::from(area.width));
        for (y, text) in (at + 1..area.height).zip(said) {
            frame.render_widget(Line::styled(text, style), line(y));
        }
    }
}
