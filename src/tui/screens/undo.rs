//! Taking back the last action, after asking.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Text};

use super::doing::{close_refusing, close_saying};
use crate::port::{Reply, Request};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, bind};
use crate::tui::text::{columns, safe, wrap};
use crate::tui::theme::Theme;
use crate::tui::{Cmd, Screen};

/// Takes it back.
#[derive(Clone, Copy, Debug)]
pub struct Take;

/// A popup that names an action and asks.
#[derive(Default)]
pub struct Undo {
    action: Option<(i64, String)>,
    taken: bool,
}

impl Undo {
    /// Asks about this action instead of the last one.
    #[must_use]
    pub const fn of(action: i64, words: String) -> Self {
        Self {
            action: Some((action, words)),
            taken: false,
        }
    }

    fn lines(&self) -> Vec<String> {
        let Some((_, words)) = &self.action else {
            return vec!["正在看上一步是什么".into()];
        };
        // Taking an undo back is what an officer calls 恢复.
        let (question, verb) = match words.strip_prefix("撤销：") {
            Some(rest) => (format!("恢复已撤销的：{rest}？"), "恢复"),
            None => (format!("撤销：{words}？"), "撤销"),
        };
        let mut lines = wrap(&safe(&question), 36);
        lines.push(format!("回车{verb}，Esc 不做"));
        lines
    }
}

impl Screen for Undo {
    type Action = Take;

    const KEYS: &'static [Bind<Take>] = &[bind(&[Key::ENTER], Take, "撤销")];

    fn title(&self) -> String {
        "撤销".into()
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(36, columns(self.lines().len())))
    }

    fn enter(&mut self) -> Cmd {
        match self.action {
            Some(_) => Cmd::none(),
            None => Cmd::ask(Request::LastAction),
        }
    }

    fn act(&mut self, Take: Take) -> Cmd {
        match (&self.action, self.taken) {
            (Some((action, _)), false) => {
                self.taken = true;
                Cmd::ask(Request::Undo(Some(*action)))
            }
            _ => Cmd::none(),
        }
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::LastAction(Some(action)) => {
                self.action = Some(action);
                Cmd::none()
            }
            Reply::LastAction(None) => close_saying("您还没有可以撤销的操作"),
            Reply::Done(words) => close_saying(&words),
            Reply::Failed(fault) => close_refusing(&fault.message),
            _ => Cmd::none(),
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let lines = self.lines();
        let last = lines.len().saturating_sub(1);
        let styled = lines.into_iter().enumerate().map(|(at, line)| {
            let style = if at == last { theme.faint } else { theme.text };
            Line::styled(line, style)
        });
        frame.render_widget(styled.collect::<Text>(), area);
    }
}
