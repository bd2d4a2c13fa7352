//! What comes into the shell and what goes out of it.

use std::rc::Rc;

use crate::port::{Reply, Request};
use crate::tui::Cmd;
use crate::tui::given::Given;
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, bind};

/// Which layer asked for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LayerId(pub(super) u32);

/// Something that happened outside.
#[derive(Clone, Debug)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Characters came in one burst: fast typing, or an input method's word. Key tables see each.
    Text(String),
    /// Text was pasted; key tables do not see it.
    Paste(String),
    /// A request was answered, or tells how far it has come.
    Reply(LayerId, Reply),
    /// The terminal has another size; the next picture fits it.
    Resize,
}

/// A request on its way out, with the address its reply should carry.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    /// Who asked.
    pub from: LayerId,
    /// What for.
    pub request: Request,
}

/// What the title line says on every screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The township of the book.
    pub township: String,
    /// Who works.
    pub operator: String,
    /// 我的 or 全镇.
    pub scope: String,
    /// The date, where it is not the system's; may be empty.
    pub date_note: String,
}

/// Opens something from anywhere: a main screen with [`Cmd::go`], or a screen to come back from
/// with [`Cmd::open`].
pub type Door = fn(&Rc<Given>) -> Cmd;

/// A row of the program's own keys, which work on every screen that does not claim them.
pub const fn door(keys: &'static [Key], open: Door, label: &'static str) -> Bind<Door> {
    bind(keys, open, label)
}
