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
use crate::tui::menu::{ENTRIES, Entry, LAST, LEDGERS, OTHERS, OWN_SCREEN};
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

/// What the menu does.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Does what the selected row says.
    Take,
    /// Goes to the first row of the next heading.
    Next,
    /// Goes to the first row of the heading before.
    Back,
}

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

impl Item {
    /// How well this is found; the beginning of its heading finds it too, after all others.
    fn rank(&self, typed: &str) -> Option<u8> {
        let heading = || {
            let typed = typed.trim().to_lowercase();
            let begins = |text: &str| text.starts_with(&typed);
            (begins(&self.group) || begins(&initials(&self.group))).then_some(u8::MAX)
        };
        self.choice.rank(typed).or_else(heading)
    }
}

impl Menu {
    /// Every row.
    #[must_use]
    pub fn new(given: &Rc<Given>) -> Self {
        let mut rows: Vec<Item> = ENTRIES.iter().map(item).collect();
        rows.extend(ledgers(given));
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
            .filter_map(|item| Some((item.rank(typed)?, item)))
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

    /// Selects the first row of the heading after or before that of the selected row.
    fn turn(&mut self, forward: bool) -> Cmd {
        let shown = self.shown();
        let begins = |at: &usize| *at == 0 || shown[*at].group != shown[at - 1].group;
        let firsts: Vec<usize> = (0..shown.len()).filter(begins).collect();
        let at = self.page.selected();
        let to = if forward {
            firsts.iter().find(|first| **first > at).or(firsts.first())
        } else {
            firsts.iter().rfind(|first| **first < at).or(firsts.last())
        };
        if let Some(to) = to.copied() {
            let end = firsts.iter().find(|first| **first > to);
            let last = end.map_or(shown.len(), |end| *end).saturating_sub(1);
            // The heading above and the rows below come into sight with it.
            for row in [to.saturating_sub(1), last, to] {
                self.page.select(row);
            }
        }
        Cmd::none()
    }

    fn narrow(&mut self) -> Cmd {
        self.page.select(0);
        self.page.key(Key::HOME);
        Cmd::none()
    }
}

/// The ledgers under their headings, those that no heading names last.
fn ledgers(given: &Given) -> Vec<Item> {
    let dictionary = &given.dictionary;
    let mut items = Vec::new();
    for (group, rows) in LEDGERS {
        for (key, what) in *rows {
            let found = dictionary.find(key);
            items.extend(found.map(|ledger| listed(ledger, group, what)));
        }
    }
    let named = |key: &str| {
        LEDGERS
            .iter()
            .any(|(_, rows)| rows.iter().any(|row| row.0 == key))
    };
    let others = dictionary.ledgers().iter().filter(|ledger| {
        !ledger.inner && !OWN_SCREEN.contains(&ledger.key.as_str()) && !named(&ledger.key)
    });
    items.extend(others.map(|ledger| listed(ledger, OTHERS, "")));
    items
}

fn listed(ledger: &Ledger, group: &str, what: &str) -> Item {
    Item {
        group: group.into(),
        choice: choice(forms::word(ledger)),
        what: what.into(),
        key: "",
        leads: Leads::Ledger(ledger.id),
    }
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
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Take, "选定"),
        bind(&[Key::TAB], Action::Next, "下一组").long("到下一个标题下的第一行"),
        bind(&[Key::BACK_TAB], Action::Back, "上一组").long("到上一个标题下的第一行"),
    ];

    fn title(&self) -> String {
        "菜单".into()
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("菜单（打字即筛选：拼音首字母或汉字）", list::KEYS)]
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Take => {}
            Action::Next => return self.turn(true),
            Action::Back => return self.turn(false),
        }
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
