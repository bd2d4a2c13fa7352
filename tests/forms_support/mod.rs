//! A desk and a shell over a small book, pressed key by key.

use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use chrono::NaiveDate;
use fupin::app::session::shelf;
use fupin::app::{Desk as Answering, Session, serve};
use fupin::dictionary::Dictionary;
use fupin::domain::Value;
use fupin::port::{RecordRef, Scope};
use fupin::store::{Act, ActionKind, Store, Who, Writer};
use fupin::tui::key::Key;
use fupin::tui::keymap::Bind;
use fupin::tui::screens::operator;
use fupin::tui::shell::Door;
use fupin::tui::theme::Theme;
use fupin::tui::{Cmd, Event, Given, Screen, Shell, forms};

mod first;
#[path = "../support/picture.rs"]
mod picture;

pub use first::First;

use picture::{look, same_pictures_but};

/// Keys with a meaning in forms.
pub mod key {
    use fupin::tui::key::Key;

    pub const SAVE: Key = Key::ctrl('s');
    pub const REMOVE: Key = Key::ctrl('x');
}

/// A book of one village, two households, one member, two helpers.
pub type Book = Rc<tempfile::TempDir>;

pub fn dictionary() -> Arc<Dictionary> {
    Arc::new(Dictionary::built_in().unwrap())
}

fn add(writer: &mut Writer<'_>, ledger: &str, fields: &[(&str, Value)]) -> i64 {
    let dictionary = dictionary();
    let ledger = dictionary.find(ledger).unwrap();
    let mut values = vec![Value::Empty; ledger.fields.len()];
    for (key, value) in fields {
        values[ledger.position(key).unwrap()] = value.clone();
    }
    writer.insert(ledger.id, &values).unwrap()
}

pub fn book() -> Book {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(&folder.path().join("book.db"), dictionary()).unwrap();
    let text = |text: &str| Value::Text(text.into());
    let who = Who::default();
    let act = Act::new(
        &who,
        "2018-09-20T08:00:00+08:00",
        ActionKind::Import,
        "样例".into(),
    );
    let filled = store.act(&act, |writer| {
        let village = Value::Int(add(writer, "village", &[("name", text("白马庙村"))]));
        let households = [
            ("张国强", "11010519491231002X", "13800000001"),
            ("王秀兰", "440524188001010014", "13800000002"),
        ];
        for (at, (name, id, phone)) in households.iter().enumerate() {
            add(
                writer,
                "household",
                &[
                    ("code", text(&format!("H{at}"))),
                    ("village", village.clone()),
                    ("group_name", text("3组")),
                    ("head_name", text(name)),
                    ("head_id", text(id)),
                    ("phone", text(phone)),
                ],
            );
        }
        add(
            writer,
            "person",
            &[("household", Value::Int(1)), ("name", text("张国强"))],
        );
        for name in ["李建军", "刘敏"] {
            add(
                writer,
                "helper",
                &[("name", text(name)), ("phone", text("0716-8000000"))],
            );
        }
        Ok(())
    });
    filled.unwrap();
    Rc::new(folder)
}

/// The bottom of the stack: F12 does what the test put there.
struct Floor(Rc<RefCell<Option<Cmd>>>);

impl Screen for Floor {
    type Action = ();
    const KEYS: &'static [Bind<()>] = &[];

    fn title(&self) -> String {
        "首页".into()
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        if key == Key::f(12) {
            self.0.take()
        } else {
            None
        }
    }

    fn view(&self, _: &mut ratatui::Frame, _: ratatui::layout::Rect, _: &Theme) {}
}

const DOORS: &[Bind<Door>] = &[];

/// A session on 2018-09-20.
pub fn session(book: PathBuf, operator: &str) -> Session {
    Session {
        book,
        today: NaiveDate::from_ymd_opt(2018, 9, 20).unwrap(),
        today_given: true,
        operator: Some(operator.into()),
        account: "test".into(),
        scope: Scope::Township,
        color: false,
        dictionary: dictionary(),
        packs: shelf(),
    }
}

/// An officer at a terminal.
pub struct Desk {
    answering: Answering,
    shell: Shell,
    given: Rc<Given>,
    wish: Rc<RefCell<Option<Cmd>>>,
    ledger: String,
    _book: Book,
}

impl Desk {
    pub fn at(book: Book) -> Self {
        Self::of(book, "刘敏")
    }

    pub fn of(book: Book, operator: &str) -> Self {
        let session = session(book.path().join("book.db"), operator);
        let today = session.today;
        let given = Rc::new(Given::new(dictionary(), today, Scope::Township));
        let wish = Rc::new(RefCell::new(None));
        Self {
            answering: Answering::open(&session).unwrap(),
            shell: Shell::new(
                Floor(Rc::clone(&wish)),
                Rc::clone(&given),
                Theme::plain(),
                DOORS,
            ),
            given,
            wish,
            ledger: String::new(),
            _book: book,
        }
    }

    fn record(&self, ledger: &str, id: i64) -> RecordRef {
        RecordRef {
            ledger: self.given.ledger(ledger).unwrap().id,
            id,
        }
    }

    /// What a screen below would have returned.
    fn run(&mut self, cmd: Cmd) {
        *self.wish.borrow_mut() = Some(cmd);
        self.press(Key::f(12));
    }

    fn answer(&mut self) {
        loop {
            let letters = self.shell.take_letters();
            if letters.is_empty() {
                return;
            }
            for letter in letters {
                let reply = serve::answer(&mut self.answering, letter.request);
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

    pub fn paste(&mut self, text: &str) {
        self.shell.update(Event::Paste(text.into()));
        self.answer();
    }

    pub fn open_new(&mut self, ledger: &str, parent: Option<(&str, i64)>) {
        let parent = parent.map(|(key, id)| (self.given.ledger(key).unwrap().id, id));
        self.ledger = ledger.into();
        let cmd = forms::add(&self.given, ledger, parent);
        self.run(cmd);
    }

    pub fn open_edit(&mut self, ledger: &str, id: i64) {
        self.ledger = ledger.into();
        let cmd = forms::correct(&self.given, self.record(ledger, id));
        self.run(cmd);
    }

    pub fn remove(&mut self, ledger: &str, id: i64) {
        let cmd = forms::remove(&self.given, self.record(ledger, id));
        self.run(cmd);
    }

    pub fn add_menu(&mut self, ledger: &str, id: i64) {
        let cmd = forms::add_menu(&self.given, self.record(ledger, id));
        self.run(cmd);
    }

    pub fn undo(&mut self) {
        let cmd = forms::undo(&self.given);
        self.run(cmd);
    }

    pub fn drafts(&mut self) {
        let cmd = forms::drafts(&self.given);
        self.run(cmd);
    }

    pub fn operator(&mut self) {
        let cmd = operator::open(&self.given);
        self.run(cmd);
    }

    pub fn open(&mut self, cmd: Cmd) {
        self.run(cmd);
    }

    /// Presses Shift-Tab to the top, then Tab until the field has the focus.
    pub fn go_to(&mut self, field: &str) {
        let label = self.label(field);
        for _ in 0..12 {
            self.press(Key::PAGE_UP);
        }
        for _ in 0..80 {
            if self.focused() == label {
                return;
            }
            self.press(Key::TAB);
        }
        panic!("no field {label}");
    }

    fn label(&self, field: &str) -> String {
        self.given
            .ledger(&self.ledger)
            .unwrap()
            .field(field)
            .unwrap()
            .label
            .clone()
    }

    /// The label of the field in focus, as seen.
    fn focused(&self) -> String {
        let seen = self.seen();
        let line = seen
            .lines()
            .find(|line| line.starts_with('>'))
            .unwrap_or_default();
        let name = line.trim_start_matches(['>', '*', ' ']);
        name.split_whitespace()
            .next()
            .unwrap_or_default()
            .to_owned()
    }

    pub fn clear(&mut self) {
        self.press(Key::END);
        for _ in 0..40 {
            self.press(Key::BACKSPACE);
        }
    }

    /// The text beside a label, as seen.
    pub fn value(&mut self, field: &str) -> String {
        let label = self.label(field);
        self.go_to(field);
        let seen = self.shot(120, 60);
        let mut lines = seen.lines().skip_while(|line| !line.starts_with('>'));
        let first = lines.next().unwrap_or_default();
        let name = first.trim_start_matches(['>', '*', ' ']);
        let mut text = name
            .strip_prefix(label.as_str())
            .unwrap_or_default()
            .trim()
            .to_owned();
        // A note goes on below, as far in as its first line.
        let below = lines.take_while(|line| {
            line.starts_with("      ")
                && !line.contains("按 Ctrl-J")
                && !line.contains("打字筛选")
                && !line.contains("例：")
        });
        for line in below {
            text.push('\n');
            text.push_str(line.trim());
        }
        text.trim().to_owned()
    }

    pub fn stored(&self, ledger: &str, id: i64, field: &str) -> String {
        let ledger = self.given.ledger(ledger).unwrap();
        let values = self.answering.store.record(ledger.id, id).unwrap();
        values[ledger.position(field).unwrap()]
            .text()
            .unwrap_or_default()
            .to_owned()
    }

    pub fn last_action(&self) -> String {
        let who = &self.answering.who.operator;
        self.answering
            .store
            .last_action(who)
            .unwrap()
            .map_or_else(String::new, |(_, words)| words)
    }

    pub fn seen(&self) -> String {
        self.shot(80, 24)
    }

    fn shot(&self, width: u16, height: u16) -> String {
        look(&self.shell, width, height).0.join("\n") + "\n"
    }

    pub fn picture(&self, name: &str) {
        same_pictures_but(&self.shell, name, timeless);
    }

    /// What is kept of the forms not saved, without the time.
    pub fn drafted(&self) -> Vec<String> {
        let who = &self.answering.who.operator;
        let drafts = self.answering.store.drafts_of(who).unwrap();
        drafts.into_iter().map(|draft| draft.fields).collect()
    }

    /// As [`Desk::open`], with no answer coming.
    pub fn leave_unanswered(&mut self, cmd: Cmd) {
        *self.wish.borrow_mut() = Some(cmd);
        self.shell.update(Event::Key(Key::f(12)));
    }
}

/// The same picture, with the clock's digits as zeros: the log's time is the system's.
fn timeless(seen: &str) -> String {
    let mut text: Vec<char> = seen.chars().collect();
    for at in 0..text.len() {
        let is = |offset: usize, wanted: char| text.get(at + offset) == Some(&wanted);
        if is(0, '-') && is(3, ' ') && is(6, ':') {
            let seconds = is(9, ':');
            let last: usize = if seconds { 14 } else { 12 };
            let digits = [-7_isize, -6, -5, -4, -2, -1, 1, 2, 4, 5, 7, 8, 10, 11];
            for digit in digits.into_iter().take(last) {
                let place = at.checked_add_signed(digit);
                let place =
                    place.filter(|place| text.get(*place).is_some_and(char::is_ascii_digit));
                if let Some(place) = place {
                    text[place] = '0';
                }
            }
        }
    }
    text.into_iter().collect()
}
