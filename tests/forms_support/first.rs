//! The first start, before there is a book.

use std::rc::Rc;

use fupin::app::{Session, serve};
use fupin::port::Scope;
use fupin::tui::key::Key;
use fupin::tui::screens::welcome::Welcome;
use fupin::tui::theme::Theme;
use fupin::tui::{Cmd, Event, Given, Shell};

use super::picture::{look, same_pictures_but};
use super::timeless;
use super::{DOORS, dictionary};

/// An officer at a terminal, without a book.
pub struct First {
    session: Session,
    shell: Shell,
}

impl First {
    pub fn at(session: Session) -> Self {
        let given = Rc::new(Given::new(dictionary(), session.today, Scope::Township));
        let welcome = Welcome::new(&given, |_| Cmd::quit());
        let shell = Shell::new(welcome, given, Theme::plain(), DOORS);
        let mut first = Self { session, shell };
        first.answer();
        first
    }

    fn answer(&mut self) {
        for letter in self.shell.take_letters() {
            if let Ok(reply) = serve::without_book(&self.session, letter.request) {
                self.shell.update(Event::Reply(letter.from, reply));
            }
        }
    }

    pub fn press(&mut self, key: Key) {
        self.shell.update(Event::Key(key));
        self.answer();
    }

    pub fn text(&mut self, text: &str) {
        self.shell.update(Event::Text(text.into()));
        self.answer();
    }

    pub fn seen(&self) -> String {
        look(&self.shell, 80, 24).0.join("\n") + "\n"
    }

    pub fn picture(&self, name: &str) {
        same_pictures_but(&self.shell, name, timeless);
    }
}
