//! A popup to pick one thing from: what to add to a card, an entry of the menu, a code.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect, Size};
use ratatui::text::{Line, Text};

use super::choice::{self, Choice, Choices};
use super::input::Input;
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::text::{columns, width};
use crate::tui::theme::Theme;
use crate::tui::{Cmd, Screen};

/// Takes the highlighted choice.
#[derive(Clone, Copy, Debug)]
pub struct Take;

/// A popup list that typing narrows; what is picked is answered for the screen below.
pub struct Picker {
    title: String,
    typed: Input,
    choices: Choices,
    size: Size,
    picked: Box<dyn FnMut(&Choice) -> Cmd>,
}

impl Picker {
    /// Asks for one of `choices`; the popup is then closed and the effects of `picked` happen as
    /// if the screen below had returned them.
    #[must_use]
    pub fn new(
        title: impl Into<String>,
        choices: Vec<Choice>,
        picked: impl FnMut(&Choice) -> Cmd + 'static,
    ) -> Self {
        let title = title.into();
        let widest = choices
            .iter()
            .map(|choice| width(&choice.code) + width(&choice.label) + 4);
        // The title stands between two blanks in the frame.
        let wide = widest.max().unwrap_or(0).max(width(&title) + 1);
        let wide = wide.clamp(20, 60);
        Self {
            size: Size::new(columns(wide), columns(choices.len().clamp(1, 14) + 1)),
            title,
            typed: Input::default(),
            choices: Choices::of(choices),
            picked: Box::new(picked),
        }
    }

    /// The same picker, narrowed by a text already.
    #[must_use]
    pub fn starting(mut self, typed: &str) -> Self {
        self.typed = Input::of(typed);
        self.choices.narrow(typed);
        self
    }
}

impl Screen for Picker {
    type Action = Take;

    const KEYS: &'static [Bind<Take>] = &[bind(&[Key::ENTER], Take, "选定")];

    fn title(&self) -> String {
        self.title.clone()
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("选单（打字即筛选）", choice::KEYS)]
    }

    fn popup(&self) -> Option<Size> {
        Some(self.size)
    }

    fn act(&mut self, Take: Take) -> Cmd {
        match self.choices.highlighted() {
            Some(choice) => Cmd::answer((self.picked)(choice)),
            None => Cmd::say("没有这一项，请改查找的字"),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        if key == Key::ESC && !self.typed.is_empty() {
            self.typed.clear();
            self.choices.narrow("");
        } else if self.typed.erase(key) {
            self.choices.narrow(self.typed.text());
        } else if !self.choices.key(key) {
            return None;
        }
        Some(Cmd::none())
    }

    fn text(&mut self, text: &str) -> Cmd {
        self.typed.insert(text);
        self.choices.narrow(self.typed.text());
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let [search, list] = area.layout(&Layout::vertical([
            Constraint::Length(1),
            Constraint::Min(0),
        ]));
        self.typed.view(frame, search, theme.input, true);
        if self.choices.is_empty() {
            frame.render_widget(Line::styled("没有", theme.faint), list);
            return;
        }
        let (height, columns) = (usize::from(list.height), usize::from(list.width));
        let lines = self.choices.lines(height, columns, true, &[], theme);
        frame.render_widget(Text::from(lines), list);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::cmd::Effect;

    fn picker() -> Picker {
        let choices = vec![
            Choice::new("1", "走访", "zf"),
            Choice::new("2", "帮扶措施", "bfcs"),
        ];
        Picker::new("新增什么", choices, |choice| {
            Cmd::tell(choice.code.clone())
        })
    }

    #[test]
    fn what_is_picked_is_answered() {
        for (typed, code) in [("", "1"), ("cs", "2"), ("措施", "2"), ("２", "2")] {
            let mut picker = picker();
            drop(Screen::text(&mut picker, typed));
            let Some(Effect::Answer(cmd)) = picker.act(Take).0.pop() else {
                panic!("{typed} was not answered");
            };
            assert!(matches!(cmd.0.as_slice(), [Effect::Tell(told)] if told == code));
        }
    }

    #[test]
    fn escape_empties_the_search_before_it_closes() {
        let mut picker = picker();
        drop(Screen::text(&mut picker, "没有"));
        assert!(matches!(picker.act(Take).0.as_slice(), [Effect::Say(_)]));
        assert!(Screen::key(&mut picker, Key::ESC).is_some());
        assert!(Screen::key(&mut picker, Key::DOWN).is_some());
        assert!(Screen::key(&mut picker, Key::ESC).is_none());
    }
}
