//! The stack of open screens, and what the keys that work everywhere do to it.

mod event;

use std::rc::Rc;

use ratatui::Frame;

use super::cmd::{Cmd, Effect};
use super::frame;
use super::given::Given;
use super::help::Help;
use super::key::Key;
use super::keymap::{self, Bind, Group, bind};
use super::screen::{Layer, Leave};
use super::theme::Theme;
use crate::port::{Reply, Scope};
pub use event::{Context, Door, Event, LayerId, Letter, door};

#[derive(Clone, Copy)]
enum Global {
    Help,
    Back,
    Quit,
    Stay,
    Redraw,
}

const HELP: &[Bind<Global>] = &[bind(&[Key::f(1)], Global::Help, "帮助").on_bar()];

const REST: &[Bind<Global>] = &[
    bind(&[Key::ESC], Global::Back, "返回").long("先清空查找，再回上一屏；不丢已填的内容"),
    bind(&[Key::f(10), Key::ctrl('q')], Global::Quit, "离开"),
    bind(&[Key::ctrl('l')], Global::Redraw, "重画").long("屏幕花了，重画一遍"),
    bind(&[Key::ctrl('c')], Global::Stay, "不离开").long("只告诉您怎样离开"),
];

/// All state of the user interface.
pub struct Shell {
    layers: Vec<(LayerId, Box<dyn Layer>)>,
    opened: u32,
    running: bool,
    redraw: bool,
    status: String,
    context: Context,
    given: Rc<Given>,
    doors: &'static [Bind<Door>],
    theme: Theme,
    outbox: Vec<Letter>,
}

impl Shell {
    /// Starts with one screen open, which stays at the bottom of the stack.
    #[must_use]
    pub fn new(
        first: impl Layer + 'static,
        given: Rc<Given>,
        theme: Theme,
        doors: &'static [Bind<Door>],
    ) -> Self {
        let mut shell = Self {
            layers: Vec::new(),
            opened: 0,
            running: true,
            redraw: false,
            status: String::new(),
            context: Context {
                scope: given.scope_label().into(),
                ..Context::default()
            },
            given,
            doors,
            theme,
            outbox: Vec::new(),
        };
        debug_assert!(
            keymap::is_unambiguous(&shell.global_hints()),
            "a door twice"
        );
        shell.open(Box::new(first));
        shell
    }

    /// Whether the officer has not left yet. Letters may wait still: answer them before ending.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.running
    }

    /// Takes the requests waiting to be answered.
    pub fn take_letters(&mut self) -> Vec<Letter> {
        std::mem::take(&mut self.outbox)
    }

    /// Whether the officer asked for a clean redraw since the last call.
    pub fn take_redraw(&mut self) -> bool {
        std::mem::take(&mut self.redraw)
    }

    /// What every screen is given.
    #[must_use]
    pub const fn given(&self) -> &Rc<Given> {
        &self.given
    }

    /// Sets what the title line says.
    pub fn set_context(&mut self, context: Context) {
        self.context = context;
    }

    /// Says something in the status line until the next key.
    pub fn say(&mut self, text: impl Into<String>) {
        self.status = text.into();
    }

    /// Handles one event. This is the only way anything in the interface ever changes.
    pub fn update(&mut self, event: Event) {
        match event {
            Event::Key(key) => self.press(key),
            Event::Text(text) => self.burst(&text),
            Event::Paste(text) => {
                self.status.clear();
                self.write(&text.replace("\r\n", "\n").replace('\r', "\n"));
            }
            Event::Reply(to, reply) => self.deliver(to, reply),
            Event::Resize => {}
        }
    }

    fn press(&mut self, key: Key) {
        self.status.clear();
        let Some((id, top)) = self.layers.last_mut() else {
            return;
        };
        let id = *id;
        if let Some(cmd) = top.key(key) {
            self.run(id, cmd);
        } else if let Some(door) = keymap::resolve(self.doors, key) {
            self.run(id, door(&self.given));
        } else if let Some(global) =
            keymap::resolve(HELP, key).or_else(|| keymap::resolve(REST, key))
        {
            self.act(id, global);
        }
    }

    /// A burst may hold keys of a table (`121` on a checklist) and text between them.
    fn burst(&mut self, text: &str) {
        self.status.clear();
        let mut plain = String::new();
        for c in text.chars() {
            let claimed = |(_, top): &(LayerId, Box<dyn Layer>)| top.claims(Key::char(c));
            if self.layers.last().is_some_and(claimed) {
                self.write(&std::mem::take(&mut plain));
                self.press(Key::char(c));
            } else {
                plain.push(c);
            }
        }
        self.write(&plain);
    }

    fn write(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if let Some((id, top)) = self.layers.last_mut() {
            let (id, cmd) = (*id, top.text(text));
            self.run(id, cmd);
        }
    }

    fn act(&mut self, id: LayerId, global: Global) {
        match global {
            Global::Help => self.run(id, Cmd::open(Help::of(self.help()))),
            Global::Back if self.layers.len() > 1 => {
                if self.may_leave(id) {
                    self.close(id);
                }
            }
            Global::Back => self.say("F10 或 Ctrl-Q 离开"),
            Global::Quit => self.run(id, Cmd::quit()),
            Global::Stay => self.say("离开请按 F10 或 Ctrl-Q"),
            Global::Redraw => self.redraw = true,
        }
    }

    /// A reply to a screen that has closed since is dropped.
    fn deliver(&mut self, to: LayerId, reply: Reply) {
        if let Reply::Failed(why) = &reply {
            self.status.clone_from(&why.message);
        }
        if let Some((_, layer)) = self.layers.iter_mut().find(|(id, _)| *id == to) {
            let cmd = layer.receive(reply);
            self.run(to, cmd);
        }
    }

    fn run(&mut self, id: LayerId, cmd: Cmd) {
        let mut effects = cmd.0.into_iter().peekable();
        while let Some(effect) = effects.next() {
            match effect {
                Effect::Ask(request) => self.outbox.push(Letter { from: id, request }),
                Effect::Open(layer) => self.open(layer),
                Effect::Close => self.close(id),
                Effect::Replace(layer) => {
                    self.layers.retain(|(other, _)| *other != id);
                    self.open(layer);
                }
                Effect::Answer(cmd) => self.answer(id, cmd),
                Effect::Tell(text) => self.tell(id, &text),
                Effect::Say(text) => self.status = text,
                Effect::Home => {
                    let covered = matches!(effects.peek(), Some(Effect::Open(_)));
                    if !self.unwind(covered) {
                        return;
                    }
                }
                Effect::Scope => self.turn_scope(),
                Effect::Quit => self.running = !self.all_may_leave(),
            }
        }
    }

    fn turn_scope(&mut self) {
        self.given.set_scope(match self.given.scope() {
            Scope::Mine => Scope::Township,
            Scope::Township => Scope::Mine,
        });
        self.context.scope = self.given.scope_label().into();
        self.refresh();
    }

    /// Does something as if the screen in front had said so: what a start begins with.
    pub fn begin(&mut self, cmd: Cmd) {
        if let Some((id, _)) = self.layers.last() {
            self.run(*id, cmd);
        }
    }

    /// Lets the screen in front ask anew, as when the book was changed by another program.
    pub fn refresh(&mut self) {
        if let Some((id, top)) = self.layers.last_mut() {
            let (id, cmd) = (*id, top.enter());
            self.run(id, cmd);
        }
    }

    fn open(&mut self, mut layer: Box<dyn Layer>) {
        debug_assert!(
            layer
                .groups()
                .first()
                .is_none_or(|group| keymap::is_unambiguous(&group.hints)),
            "{}: a key twice",
            layer.title()
        );
        self.opened += 1;
        let id = LayerId(self.opened);
        let cmd = layer.enter();
        self.layers.push((id, layer));
        self.run(id, cmd);
    }

    /// The first screen is never closed: something must be there to be seen.
    fn close(&mut self, id: LayerId) {
        let first = self.layers.first().is_some_and(|(first, _)| *first == id);
        if first {
            return;
        }
        self.layers.retain(|(other, _)| *other != id);
        self.refresh();
    }

    fn answer(&mut self, id: LayerId, cmd: Cmd) {
        let below = self
            .layers
            .iter()
            .position(|(other, _)| *other == id)
            .and_then(|at| at.checked_sub(1))
            .and_then(|at| self.layers.get(at))
            .map(|(id, _)| *id);
        self.close(id);
        if let Some(below) = below {
            self.run(below, cmd);
        }
    }

    fn tell(&mut self, id: LayerId, text: &str) {
        if let Some((_, layer)) = self.layers.iter_mut().find(|(other, _)| *other == id) {
            let cmd = layer.told(text);
            self.run(id, cmd);
        }
    }

    /// Asks a screen whether it goes, and does what it wants done first.
    fn may_leave(&mut self, id: LayerId) -> bool {
        let Some((_, layer)) = self.layers.iter_mut().find(|(other, _)| *other == id) else {
            return true;
        };
        let (goes, cmd) = match layer.leave() {
            Leave::Go(cmd) => (true, cmd),
            Leave::Stay(cmd) => (false, cmd),
        };
        self.run(id, cmd);
        goes
    }

    fn all_may_leave(&mut self) -> bool {
        let ids: Vec<LayerId> = self.layers.iter().rev().map(|(id, _)| *id).collect();
        ids.into_iter().all(|id| self.may_leave(id))
    }

    /// Closes everything above the first screen, unless one of them stays. A first screen that is
    /// covered at once need not ask anything.
    fn unwind(&mut self, covered: bool) -> bool {
        let mut closed = false;
        while let Some((id, _)) = self.layers.get(1..).and_then(<[_]>::last) {
            let id = *id;
            if !self.may_leave(id) {
                return false;
            }
            self.layers.retain(|(other, _)| *other != id);
            closed = true;
        }
        if let Some((id, first)) = self.layers.first_mut().filter(|_| closed && !covered) {
            let (id, cmd) = (*id, first.enter());
            self.run(id, cmd);
        }
        true
    }

    fn global_hints(&self) -> Vec<keymap::Hint> {
        let mut hints = keymap::hints(HELP);
        hints.extend(keymap::hints(self.doors));
        hints.extend(keymap::hints(REST));
        hints
    }

    fn help(&self) -> Vec<Group> {
        let mut groups = self.top_groups();
        groups.push(Group {
            title: "任何地方".into(),
            hints: self.global_hints(),
        });
        groups
    }

    fn top_groups(&self) -> Vec<Group> {
        let top = self.layers.last();
        top.map_or_else(Vec::new, |(_, top)| top.groups())
    }

    /// Draws the top screen between a title line and its keys, and popups over what is below them.
    pub fn view(&self, frame: &mut Frame) {
        let parts = frame::parts(frame.area());
        let base = self
            .layers
            .iter()
            .rposition(|(_, layer)| layer.popup().is_none())
            .unwrap_or(0);
        let Some((_, screen)) = self.layers.get(base) else {
            return;
        };
        frame::title(
            frame,
            parts.title,
            &self.theme,
            &self.context,
            &screen.title(),
        );
        screen.view(frame, parts.body, &self.theme);
        for (_, popup) in self.layers.iter().skip(base + 1) {
            if let Some(size) = popup.popup() {
                let inside = frame::popup(frame, parts.body, size, &popup.title(), &self.theme);
                popup.view(frame, inside, &self.theme);
            }
        }
        if self.status.is_empty() {
            frame::hints(frame, parts.status, &self.theme, &self.top_groups());
        } else {
            frame::message(frame, parts.status, &self.theme, &self.status);
        }
        frame::bar(frame, parts.bar, &self.theme, &self.global_hints());
    }
}

#[cfg(test)]
mod tests;
