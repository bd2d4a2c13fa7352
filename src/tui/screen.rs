//! What a screen is.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use super::cmd::Cmd;
use super::key::Key;
use super::keymap::{self, Bind, Group};
use super::theme::Theme;
use crate::port::Reply;

/// Whether a screen lets itself be taken off by Esc, a main screen's key or leaving the program.
pub enum Leave {
    /// It goes; the effects (keeping a draft) are done first.
    Go(Cmd),
    /// It stays, and does this instead.
    Stay(Cmd),
}

/// One screen: its state is `Self`, its keys are a table, its picture is a function of its state.
///
/// A key goes to [`KEYS`](Self::KEYS) and so to [`act`](Self::act); if the table has no such row, to
/// [`key`](Self::key), where screens hand keys on to their widgets; a character that neither wanted
/// is [`text`](Self::text); anything else is for the keys that work everywhere.
pub trait Screen {
    /// The things an officer can do here.
    type Action: Copy + 'static;

    /// Which keys do them. Dispatch, footer and help are all generated from this.
    const KEYS: &'static [Bind<Self::Action>];

    /// What the screen is called.
    fn title(&self) -> String;

    /// The keys of the widgets in it, for footer and help.
    fn widgets(&self) -> Vec<Group> {
        Vec::new()
    }

    /// The inside of a popup drawn over the screen below; `None` for a screen of its own.
    fn popup(&self) -> Option<Size> {
        None
    }

    /// Called when the screen comes to the front, the first time and every time after.
    fn enter(&mut self) -> Cmd {
        Cmd::none()
    }

    /// Does an action.
    fn act(&mut self, _: Self::Action) -> Cmd {
        Cmd::none()
    }

    /// Takes a key that no row of the table claimed; `None` when it has no use for it either.
    ///
    /// Esc comes here first, so that a screen can empty its search line before it is left.
    fn key(&mut self, _: Key) -> Option<Cmd> {
        None
    }

    /// Takes typed or pasted text; a line end in it is text and confirms nothing.
    fn text(&mut self, _: &str) -> Cmd {
        Cmd::none()
    }

    /// Takes the reply to something this screen asked.
    fn receive(&mut self, _: Reply) -> Cmd {
        Cmd::none()
    }

    /// Takes what a popup answered with [`Cmd::tell`].
    fn told(&mut self, _: &str) -> Cmd {
        Cmd::none()
    }

    /// Asked before the screen is taken off from outside.
    fn leave(&mut self) -> Leave {
        Leave::Go(Cmd::none())
    }

    /// Draws the state.
    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme);
}

/// A [`Screen`] with its action type forgotten, so that screens of all kinds can be stacked.
pub trait Layer {
    /// See [`Screen::title`].
    fn title(&self) -> String;
    /// The rows of [`Screen::KEYS`] first, then [`Screen::widgets`].
    fn groups(&self) -> Vec<Group>;
    /// See [`Screen::popup`].
    fn popup(&self) -> Option<Size>;
    /// See [`Screen::enter`].
    fn enter(&mut self) -> Cmd;
    /// Handles a key; `None` when neither the table nor the screen had a use for it.
    fn key(&mut self, key: Key) -> Option<Cmd>;
    /// Whether the key table has a row for this key.
    fn claims(&self, key: Key) -> bool;
    /// See [`Screen::text`].
    fn text(&mut self, text: &str) -> Cmd;
    /// See [`Screen::receive`].
    fn receive(&mut self, reply: Reply) -> Cmd;
    /// See [`Screen::told`].
    fn told(&mut self, text: &str) -> Cmd;
    /// See [`Screen::leave`].
    fn leave(&mut self) -> Leave;
    /// See [`Screen::view`].
    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme);
}

impl<S: Screen> Layer for S {
    fn title(&self) -> String {
        Screen::title(self)
    }

    fn groups(&self) -> Vec<Group> {
        let mut groups = vec![keymap::group(Screen::title(self), S::KEYS)];
        groups.extend(self.widgets());
        groups
    }

    fn popup(&self) -> Option<Size> {
        Screen::popup(self)
    }

    fn enter(&mut self) -> Cmd {
        Screen::enter(self)
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        if let Some(action) = keymap::resolve(S::KEYS, key) {
            return Some(self.act(action));
        }
        Screen::key(self, key).or_else(|| {
            let c = key.typed()?;
            Some(Screen::text(self, c.encode_utf8(&mut [0; 4])))
        })
    }

    fn claims(&self, key: Key) -> bool {
        keymap::resolve(S::KEYS, key).is_some()
    }

    fn text(&mut self, text: &str) -> Cmd {
        Screen::text(self, text)
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        Screen::receive(self, reply)
    }

    fn told(&mut self, text: &str) -> Cmd {
        Screen::told(self, text)
    }

    fn leave(&mut self) -> Leave {
        Screen::leave(self)
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        Screen::view(self, frame, area, theme);
    }
}
