//! 菜单: every screen and command, narrowed by typing.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use crate::dictionary::{Ledger, LedgerId};
use crate::domain::pinyin::initials;
use crate::port::ListKind;
use crate::tui::forms;
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::menu::{ENTRIES, Entry, LAST, LEDGERS, OWN_SCREEN};
use crate::tui::screens::records::Records;
use crate::tui::shell::Door;
use crate::tui::text::{cut, fit};
use crate::tui::theme::Theme;
use crate::tui::widget::browse::{NARROW, paragraph, search_line};
use crate::tui::widget::choice::Choice;
use crate::tui::widget::input::Input;
use crate::tui::widget::list;
use crate::tui::widget::page::{Page, Row};
use crate::tui::{Cmd, Given, Screen};

/// The menu.
pub struct Menu {
    given: Rc<Given>,
    typed: Input,
    rows: Vec<Item>,
    page: Page,
}

/// Does what the selected row says.
#[derive(Clone, Copy, Debug)]
pub struct Take;

struct Item {
    group: String,
    choice: Choice,
    what: String,
    key: &'static str,
    leads: Leads,
}

#[derive(Clone, Copy)]
enum Leads {
    Door(Door),
    Ledger(LedgerId),
}

impl Menu {
    /// Every row.
    #[must_use]
    pub fn new(given: &Rc<Given>) -> Self {
        let mut rows: Vec<Item> = ENTRIES.iter().map(item).collect();
        let listed = |ledger: &&Ledger| !ledger.inner && !OWN_SCREEN.contains(&ledger.key.as_str());
        let ledgers = given.dictionary.ledgers().iter();
        rows.extend(ledgers.filter(listed).map(|ledger| Item {
            group: "台账".into(),
            choice: choice(forms::word(ledger)),
            what: about(&ledger.key).into(),
            key: "",
            leads: Leads::Ledger(ledger.id),
        }));
        rows.extend(LAST.iter().map(item));
        Self {
            given: Rc::clone(given),
            typed: Input::default(),
            rows,
            page: Page::default(),
        }
    }

    /// The rows that match; with nothing typed under their headings, else the best first.
    fn shown(&self) -> Vec<&Item> {
        let typed = self.typed.text();
        let mut ranked: Vec<(u8, &Item)> = self
            .rows
            .iter()
            .filter_map(|item| Some((item.choice.rank(typed)?, item)))
            .collect();
        if !self.typed.is_empty() {
            ranked.sort_by_key(|(rank, _)| *rank);
        }
        ranked.into_iter().map(|(_, item)| item).collect()
    }

    fn lines(&self, columns: u16, theme: &Theme) -> Vec<Row<Leads>> {
        let mut rows = Vec::new();
        let mut heading = "";
        for item in self.shown() {
            if self.typed.is_empty() && item.group != heading {
                heading = &item.group;
                rows.push(Row::plain(Line::styled(
                    format!(" {heading}"),
                    theme.heading,
                )));
            }
            rows.push(Row::leading(line(item, columns, theme), item.leads));
        }
        rows
    }

    fn narrow(&mut self) -> Cmd {
        self.page.select(0);
        self.page.key(Key::HOME);
        Cmd::none()
    }
}

fn about(ledger: &str) -> &'static str {
    let found = LEDGERS.iter().find(|(key, _)| *key == ledger);
    found.map_or("", |(_, what)| what)
}

fn choice(label: &str) -> Choice {
    Choice::new("", label, initials(label))
}

fn item(entry: &Entry) -> Item {
    Item {
        group: entry.group.into(),
        choice: choice(entry.label),
        what: entry.what.into(),
        key: entry.key,
        leads: Leads::Door(entry.open),
    }
}

fn line(item: &Item, columns: u16, theme: &Theme) -> Line<'static> {
    let wide = if columns < NARROW { 16 } else { 20 };
    let name = fit(&item.choice.label, wide);
    let key = fit(item.key, 7);
    let room = usize::from(columns).saturating_sub(3 + wide + 1 + 7 + 1);
    Line::from(vec![
        Span::raw(format!("   {name} ")),
        Span::styled(key, theme.key),
        Span::styled(format!(" {}", cut(&item.what, room)), theme.faint),
    ])
}

impl Screen for Menu {
    type Action = Take;

    const KEYS: &'static [Bind<Take>] = &[bind(&[Key::ENTER], Take, "选定")];

    fn title(&self) -> String {
        "菜单".into()
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("菜单（打字即筛选：拼音首字母或汉字）", list::KEYS)]
    }

    fn act(&mut self, Take: Take) -> Cmd {
        match self.page.target(&self.lines(80, &Theme::plain())) {
            Some(Leads::Door(open)) => Cmd::answer(open(&self.given)),
            Some(Leads::Ledger(id)) => {
                let list = Records::new(&self.given, ListKind::Ledger(id));
                Cmd::answer(Cmd::open(list))
            }
            None => Cmd::say("没有这一项，请改查找的字"),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        if key == Key::ESC && !self.typed.is_empty() {
            self.typed.clear();
            return Some(self.narrow());
        }
        if self.typed.erase(key) {
            return Some(self.narrow());
        }
        self.page.key(key).then(Cmd::none)
    }

    fn text(&mut self, text: &str) -> Cmd {
        self.typed.insert(text);
        self.narrow()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let [search, rest] = area.layout(&Layout::vertical([
            Constraint::Length(1),
            Constraint::Min(0),
        ]));
        let rows = self.lines(area.width, theme);
        if rows.is_empty() {
            paragraph(frame, rest, theme, "没有这一项，请改查找的字");
        }
        self.page.view(frame, rest, theme, rows, true);
        search_line(frame, search, theme, &self.typed, "");
    }
}
