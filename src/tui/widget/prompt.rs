//! A popup that asks for one line: the reason for a removal, a word that confirms.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::text::Line;

use super::input::Input;
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, bind};
use crate::tui::text::{columns, width, wrap};
use crate::tui::theme::Theme;
use crate::tui::{Cmd, Screen};

/// What a popup holds on the narrowest terminal, a telephone's.
const WIDE: usize = 36;

/// Takes what was typed.
#[derive(Clone, Copy, Debug)]
pub struct Done;

/// Why an answer is refused, in the officer's words.
type Check = dyn Fn(&str) -> Result<(), String>;

/// A question and a line to answer it on; the answer is given for the screen below.
pub struct Prompt {
    title: String,
    question: String,
    typed: Input,
    check: Box<Check>,
    done: Box<dyn FnMut(&str) -> Cmd>,
}

impl Prompt {
    /// Asks `question`; the popup is then closed and the effects of `done` happen as if the screen
    /// below had returned them. An empty answer is refused.
    #[must_use]
    pub fn new(
        title: impl Into<String>,
        question: impl Into<String>,
        done: impl FnMut(&str) -> Cmd + 'static,
    ) -> Self {
        Self {
            title: title.into(),
            question: question.into(),
            typed: Input::default(),
            check: Box::new(|text| match text {
                "" => Err("请填写".into()),
                _ => Ok(()),
            }),
            done: Box::new(done),
        }
    }

    /// The same prompt, beginning with a text.
    #[must_use]
    pub fn starting(mut self, text: impl Into<String>) -> Self {
        self.typed = Input::of(text);
        self
    }

    /// The same prompt, refusing what `check` refuses; its words are for the officer.
    #[must_use]
    pub fn checked(mut self, check: impl Fn(&str) -> Result<(), String> + 'static) -> Self {
        self.check = Box::new(check);
        self
    }

    /// The same prompt, accepting only one word, typed in full: for what cannot be taken back.
    #[must_use]
    pub fn confirming(self, word: &'static str) -> Self {
        self.checked(move |text| match text {
            text if text == word => Ok(()),
            _ => Err(format!("确定请输入：{word}；不做请按 Esc")),
        })
    }

    fn lines(&self) -> Vec<String> {
        wrap(&self.question, WIDE)
    }
}

impl Screen for Prompt {
    type Action = Done;

    const KEYS: &'static [Bind<Done>] = &[bind(&[Key::ENTER, Key::ctrl('s')], Done, "确定")];

    fn title(&self) -> String {
        self.title.clone()
    }

    fn popup(&self) -> Option<Size> {
        let lines = self.lines();
        let widest = lines.iter().map(|line| width(line)).max().unwrap_or(0);
        Some(Size::new(
            columns(widest.max(WIDE)),
            columns(lines.len() + 1),
        ))
    }

    fn act(&mut self, Done: Done) -> Cmd {
        let text = self.typed.text().trim().to_owned();
        match (self.check)(&text) {
            Ok(()) => Cmd::answer((self.done)(&text)),
            Err(why) => Cmd::say(why),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.typed.key(key).then(Cmd::none)
    }

    fn text(&mut self, text: &str) -> Cmd {
        self.typed.insert(text);
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let room = area.height.saturating_sub(1);
        let lines = wrap(&self.question, usize::from(area.width));
        for (y, line) in (area.y..area.y + room).zip(lines) {
            frame.render_widget(Line::raw(line), Rect::new(area.x, y, area.width, 1));
        }
        let input = Rect::new(area.x, area.y + room, area.width, 1.min(area.height));
        self.typed.view(frame, input, theme.input, true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::Request;
    use crate::tui::cmd::Effect;

    fn answered(prompt: &mut Prompt, text: &str) -> bool {
        drop(Screen::text(prompt, text));
        matches!(prompt.act(Done).0.as_slice(), [Effect::Answer(_)])
    }

    #[test]
    fn an_empty_reason_is_refused() {
        let mut prompt = Prompt::new("删除", "为什么？", |_| Cmd::ask(Request::LastAction));
        assert!(!answered(&mut prompt, "  "));
        assert!(answered(&mut prompt, "重复录入"));
    }

    #[test]
    fn what_cannot_be_taken_back_wants_its_word() {
        let mut prompt = Prompt::new("清空", "全部清空", |_| Cmd::none()).confirming("清空");
        assert!(!answered(&mut prompt, "清"));
        assert!(answered(&mut prompt, "空"));
    }

    #[test]
    fn a_long_question_is_broken_to_fit_a_telephone() {
        let prompt = Prompt::new("删除", "为什么删除这一户？".repeat(5), |_| {
            Cmd::none()
        });
        assert_eq!(prompt.popup(), Some(Size::new(36, 4)));
    }
}
