//! What a screen answers an event with: a list of effects, as data.

use super::screen::Layer;
use crate::port::Request;

/// One effect.
pub enum Effect {
    /// Ask the world; the reply comes back to the screen that asked.
    Ask(Request),
    /// Put a screen on top of this one.
    Open(Box<dyn Layer>),
    /// Take this screen off.
    Close,
    /// Put another screen in this one's place.
    Replace(Box<dyn Layer>),
    /// Take this popup off, and do something as if the screen below had said so.
    Answer(Cmd),
    /// Tell this screen something; the text comes back to its `told`.
    Tell(String),
    /// Say something in the status line.
    Say(String),
    /// Take off every screen but the first.
    Home,
    /// Show the other of 我的 and 全镇.
    Scope,
    /// Leave the program.
    Quit,
}

/// The effects of handling one event, in order.
#[derive(Default)]
#[must_use = "effects happen only if they are returned"]
pub struct Cmd(pub(super) Vec<Effect>);

impl Cmd {
    /// No effect.
    pub fn none() -> Self {
        Self::default()
    }

    /// Asks the world for something.
    pub fn ask(request: Request) -> Self {
        Self(vec![Effect::Ask(request)])
    }

    /// Opens a screen on top of this one; closing it comes back here.
    pub fn open(screen: impl Layer + 'static) -> Self {
        Self(vec![Effect::Open(Box::new(screen))])
    }

    /// Goes to a main screen: everything but the first screen is closed, then this one opened.
    pub fn go(screen: impl Layer + 'static) -> Self {
        Self::home().then(Self::open(screen))
    }

    /// Closes the screen that returns it.
    pub fn close() -> Self {
        Self(vec![Effect::Close])
    }

    /// Puts another screen in the place of the one that returns it.
    pub fn replace(screen: impl Layer + 'static) -> Self {
        Self(vec![Effect::Replace(Box::new(screen))])
    }

    /// Closes the popup that returns it; `cmd` is then done for the screen below, which also gets
    /// the replies.
    pub fn answer(cmd: Self) -> Self {
        Self(vec![Effect::Answer(cmd)])
    }

    /// Gives a text to [`Screen::told`](super::Screen::told): how a popup's answer reaches the
    /// screen that opened it.
    pub fn tell(text: impl Into<String>) -> Self {
        Self(vec![Effect::Tell(text.into())])
    }

    /// Shows a line of text until the next key.
    pub fn say(text: impl Into<String>) -> Self {
        Self(vec![Effect::Say(text.into())])
    }

    /// Closes every screen but the first.
    pub fn home() -> Self {
        Self(vec![Effect::Home])
    }

    /// Goes from 我的 to 全镇, or back; the screen in front asks for its rows again.
    pub fn scope() -> Self {
        Self(vec![Effect::Scope])
    }

    /// Leaves the program.
    pub fn quit() -> Self {
        Self(vec![Effect::Quit])
    }

    /// Both, in order.
    pub fn then(mut self, next: Self) -> Self {
        self.0.extend(next.0);
        self
    }

    /// Whether nothing will happen.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Option<Cmd>> for Cmd {
    fn from(cmd: Option<Cmd>) -> Self {
        cmd.unwrap_or_default()
    }
}
