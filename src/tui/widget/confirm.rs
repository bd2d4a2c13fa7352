//! A popup that asks before something is done, or only tells something; Enter does it.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Text};

use crate::tui::key::Key;
use crate::tui::keymap::{Bind, bind};
use crate::tui::text::{columns, safe, width, wrap};
use crate::tui::theme::Theme;
use crate::tui::{Cmd, Screen};

/// What a popup holds on the narrowest terminal, a telephone's.
const WIDE: usize = 36;

/// Does what was asked.
#[derive(Clone, Copy, Debug)]
pub struct Done;

/// A question that Enter answers with yes and Esc with no.
pub struct Confirm {
    title: String,
    lines: Vec<String>,
    done: Box<dyn FnMut() -> Cmd>,
}

impl Confirm {
    /// Asks `question`; on Enter the popup is closed and the effects of `done` happen as if the
    /// screen below had returned them.
    #[must_use]
    pub fn new(
        title: impl Into<String>,
        question: impl AsRef<str>,
        done: impl FnMut() -> Cmd + 'static,
    ) -> Self {
        let mut lines = wrap(&safe_lines(question.as_ref()), WIDE);
        lines.push("回车确定，Esc 不做".into());
        Self {
            title: title.into(),
            lines,
            done: Box::new(done),
        }
    }

    /// Only tells something, too long for the status line.
    #[must_use]
    pub fn telling(title: impl Into<String>, text: impl AsRef<str>) -> Self {
        let mut lines = wrap(&safe_lines(text.as_ref()), WIDE);
        lines.push("回车关闭".into());
        Self {
            title: title.into(),
            lines,
            done: Box::new(Cmd::none),
        }
    }
}

fn safe_lines(text: &str) -> String {
    text.split('\n').map(safe).collect::<Vec<_>>().join("\n")
}

impl Screen for Confirm {
    type Action = Done;

    const KEYS: &'static [Bind<Done>] = &[bind(&[Key::ENTER], Done, "确定")];

    fn title(&self) -> String {
        self.title.clone()
    }

    fn popup(&self) -> Option<Size> {
        let widest = self.lines.iter().map(|line| width(line)).max().unwrap_or(0);
        Some(Size::new(
            columns(widest.max(20)),
            columns(self.lines.len()),
        ))
    }

    fn act(&mut self, Done: Done) -> Cmd {
        Cmd::answer((self.done)())
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let last = self.lines.len().saturating_sub(1);
        let lines = self.lines.iter().enumerate().map(|(at, line)| {
            let style = if at == last { theme.faint } else { theme.text };
            Line::styled(line.clone(), style)
        });
        frame.render_widget(lines.collect::<Text>(), area);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::Request;
    use crate::tui::cmd::Effect;

    #[test]
    fn enter_does_what_was_asked_for_the_screen_below() {
        let mut confirm = Confirm::new("撤销", "撤销：更正户？", || {
            Cmd::ask(Request::LastAction)
        });
        let Some(Effect::Answer(cmd)) = confirm.act(Done).0.pop() else {
            panic!("not answered");
        };
        assert!(matches!(
            cmd.0.as_slice(),
            [Effect::Ask(Request::LastAction)]
        ));
    }
}
