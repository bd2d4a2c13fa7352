//! 检查: the inspections that come and those that were, and the township's own looks.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use super::checklist::ask;
use super::draw;
use super::sample::SampleScreen;
use crate::domain::pinyin::initials;
use crate::port::page::InspectRow;
use crate::port::{InspectReply, InspectRequest, RecordRef, Reply};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::browse::{paragraph, search_line};
use crate::tui::widget::input::Input;
use crate::tui::widget::list::{self, Column, List};
use crate::tui::{Cmd, Given, Screen, forms, lists};

/// The list of inspections.
pub struct Inspects {
    given: Rc<Given>,
    typed: Input,
    all: Vec<InspectRow>,
    list: List<InspectRow>,
}

/// What an officer does here.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Opens one.
    Open,
    /// Draws for a look of the township's own.
    Draw,
    /// Notes one.
    New,
    /// Corrects one.
    Correct,
    /// Removes one.
    Remove,
}

impl Inspects {
    /// All of them.
    #[must_use]
    pub fn new(given: &Rc<Given>) -> Self {
        let columns = vec![
            Column::new("检查", 24).grows(),
            Column::new("类别", 14).rank(3),
            Column::new("开始", 10),
            Column::new("抽查", 4).right().rank(1),
            Column::new("已查", 4).right(),
            Column::new("问题", 4).right(),
            Column::new("办结", 10).rank(2),
        ];
        Self {
            given: Rc::clone(given),
            typed: Input::default(),
            all: Vec::new(),
            list: List::new(columns, cells)
                .identified(|row| row.id)
                .toned(tone),
        }
    }

    fn narrow(&mut self) {
        let typed = self.typed.text().to_lowercase();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let wanted = |row: &&InspectRow| {
            let short = initials(&row.name).to_lowercase();
            words
                .iter()
                .all(|word| row.name.contains(word) || short.contains(word))
        };
        let rows: Vec<InspectRow> = self.all.iter().filter(wanted).cloned().collect();
        self.list.fill(0, rows.len(), rows);
    }

    fn search(&mut self) -> Cmd {
        self.list.restart();
        self.narrow();
        Cmd::none()
    }
}

fn cells(row: &InspectRow) -> Vec<String> {
    let count = |count: usize| match count {
        0 => String::new(),
        count => count.to_string(),
    };
    vec![
        row.name.clone(),
        row.kind.clone(),
        row.begins.clone(),
        count(row.drawn),
        count(row.checked),
        count(row.findings),
        row.closed.clone(),
    ]
}

const fn tone(row: &InspectRow) -> Tone {
    match row {
        _ if row.findings > 0 => Tone::Warning,
        _ => Tone::Plain,
    }
}

impl Screen for Inspects {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "打开"),
        bind(&[Key::ctrl('b')], Action::Draw, "自查抽户").long("照检查组的办法抽几个村、每村几户"),
        bind(&[Key::ctrl('n')], Action::New, "记检查").long("谁来查、哪天、查什么"),
        bind(&[Key::ctrl('e')], Action::Correct, "更正"),
        bind(&[Key::DELETE, Key::ctrl('x')], Action::Remove, "移除")
            .long("连抽查对象、答案一起移除；要填原因，可撤销"),
    ];

    fn title(&self) -> String {
        "检查".into()
    }

    fn widgets(&self) -> Vec<Group> {
        vec![
            group("列表（打字即查找，Esc 清空）", list::KEYS),
            lists::plain_keys(),
        ]
    }

    fn enter(&mut self) -> Cmd {
        ask(InspectRequest::Rows)
    }

    fn act(&mut self, action: Action) -> Cmd {
        let selected = self.list.selected().map(|row| row.id);
        let record = || {
            let ledger = self.given.ledger("inspection")?.id;
            Some(RecordRef {
                ledger,
                id: selected?,
            })
        };
        match action {
            Action::Open => selected
                .map(|id| Cmd::open(SampleScreen::new(&self.given, id)))
                .into(),
            Action::Draw => draw::open(&self.given),
            Action::New => forms::add(&self.given, "inspection", None),
            Action::Correct => record()
                .map(|record| forms::correct(&self.given, record))
                .into(),
            Action::Remove => record()
                .map(|record| forms::remove(&self.given, record))
                .into(),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        if key == Key::ESC && !self.typed.is_empty() {
            self.typed.clear();
            return Some(self.search());
        }
        if self.typed.erase(key) {
            return Some(self.search());
        }
        if self.list.key(key) {
            return Some(Cmd::none());
        }
        lists::plain(&self.given, "inspection", key)
    }

    fn text(&mut self, text: &str) -> Cmd {
        self.typed.insert(text);
        self.search()
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        if let Reply::Inspect(InspectReply::Rows(rows)) = reply {
            self.all = rows;
            self.narrow();
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let [search, list] = area.layout(&Layout::vertical([
            Constraint::Length(1),
            Constraint::Min(0),
        ]));
        let count = self.list.total().map(|total| format!("{total}次"));
        search_line(
            frame,
            search,
            theme,
            &self.typed,
            &count.unwrap_or_default(),
        );
        self.list.view(frame, list, theme);
        if self.list.total() == Some(0) {
            let text = if self.typed.is_empty() {
                "没有登记的检查。按 Ctrl-B 自查抽户，按 Ctrl-N 记一次上级的检查。"
            } else {
                "没有找到；按 Esc 清空。"
            };
            paragraph(frame, list, theme, text);
        }
    }
}
