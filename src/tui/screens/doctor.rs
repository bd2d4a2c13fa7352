//! 自检: what the program finds when it examines the book, the wrong first.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::reading::{Reading, Section};
use crate::port::{BackupReply, BackupRequest, Examined, Reply, Request};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::theme::Theme;
use crate::tui::widget::list;
use crate::tui::{Cmd, Given, Screen};

/// The screen.
#[derive(Default)]
pub struct Doctor {
    reading: Option<Reading>,
    wrong: usize,
}

/// Examines again.
#[derive(Clone, Copy, Debug)]
pub struct Again;

/// Opens the screen.
pub fn open(_: &Rc<Given>) -> Cmd {
    Cmd::open(Doctor::default())
}

fn sections(found: Vec<Examined>) -> Vec<Section> {
    let (right, wrong): (Vec<Examined>, Vec<Examined>) = found.into_iter().partition(|one| one.ok);
    let lines = |all: Vec<Examined>| -> Vec<String> {
        all.into_iter()
            .map(|one| format!("{}  {}", one.label, one.message))
            .collect()
    };
    let (wrong, right) = (lines(wrong), lines(right));
    let mut sections = Vec::new();
    if !wrong.is_empty() {
        sections.push((format!("有问题 {}项", wrong.len()), wrong));
    }
    sections.push((format!("好 {}项", right.len()), right));
    sections
}

impl Screen for Doctor {
    type Action = Again;

    const KEYS: &'static [Bind<Again>] = &[bind(&[Key::ENTER], Again, "再查一遍")];

    fn title(&self) -> String {
        match (&self.reading, self.wrong) {
            (None, _) => "自检".into(),
            (_, 0) => "自检  没有问题".into(),
            (_, wrong) => format!("自检  有问题{wrong}项"),
        }
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("翻看", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        Cmd::ask(Request::Backup(BackupRequest::Doctor))
    }

    fn act(&mut self, Again: Again) -> Cmd {
        self.reading = None;
        self.enter()
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.reading.as_mut()?.key(key)
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        if let Reply::Backup(BackupReply::Doctor(found)) = reply {
            self.wrong = found.iter().filter(|one| !one.ok).count();
            self.reading = Some(Reading::new("自检", sections(found)));
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        match &self.reading {
            Some(reading) => reading.view(frame, area, theme),
            None => frame.render_widget(Line::styled(" 正在检查", theme.faint), area),
        }
    }
}
