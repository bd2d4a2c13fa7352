//! 村: the villages of the township and how many households of each kind they have.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use super::note_task;
use crate::domain::pinyin::initials;
use crate::port::page::VillageCounts;
use crate::port::{Reply, Request, Scope};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::screens::village::VillageScreen;
use crate::tui::theme::Theme;
use crate::tui::village::{cells, columns, sentence};
use crate::tui::widget::browse::{paragraph, search_line};
use crate::tui::widget::input::Input;
use crate::tui::widget::list::{self, List};
use crate::tui::{Cmd, Given, Screen, forms, lists, text};

/// The list of villages.
pub struct Villages {
    given: Rc<Given>,
    typed: Input,
    all: Vec<VillageCounts>,
    list: List<VillageCounts>,
}

/// What an officer does with a village in the list.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Opens it.
    Open,
    /// Makes a new one.
    New,
    /// Notes down a task of 来文交办.
    Note,
}

impl Villages {
    /// Every village.
    #[must_use]
    pub fn new(given: &Rc<Given>) -> Self {
        Self {
            given: Rc::clone(given),
            typed: Input::default(),
            all: Vec::new(),
            list: List::new(columns(false), cells),
        }
    }

    fn narrow(&mut self) {
        let typed = self.typed.text().to_lowercase();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let wanted = |village: &&VillageCounts| {
            let short = initials(&village.name);
            words
                .iter()
                .all(|word| village.name.contains(word) || short.contains(word))
        };
        let rows: Vec<VillageCounts> = self.all.iter().filter(wanted).cloned().collect();
        self.list.fill(0, rows.len(), rows);
    }

    fn search(&mut self) -> Cmd {
        self.list.restart();
        self.narrow();
        Cmd::none()
    }
}

impl Screen for Villages {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "打开"),
        bind(&[Key::ctrl('n')], Action::New, "新增村"),
        bind(&[Key::ctrl('d')], Action::Note, "记来文").long("一行文字记一件来文交办"),
    ];

    fn title(&self) -> String {
        "村".into()
    }

    fn widgets(&self) -> Vec<Group> {
        let own = group("列表（打字即查找，Esc 清空）", list::KEYS);
        vec![lists::plain_keys(), own]
    }

    fn enter(&mut self) -> Cmd {
        Cmd::ask(Request::Home(self.given.scope()))
    }

    fn act(&mut self, action: Action) -> Cmd {
        match (action, self.list.selected()) {
            (Action::Note, _) => note_task::open(&self.given),
            (Action::New, _) => forms::add(&self.given, "village", None),
            (Action::Open, Some(row)) => match row.village {
                Some(id) => Cmd::open(VillageScreen::new(&self.given, id)),
                None => Cmd::say("这些户没有填行政村；在农户里打开户卡按 Ctrl-E 补上"),
            },
            (Action::Open, None) => Cmd::none(),
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
        if let Some(cmd) = lists::plain(&self.given, "village", key) {
            return Some(cmd);
        }
        self.list.key(key).then(Cmd::none)
    }

    fn text(&mut self, text: &str) -> Cmd {
        self.typed.insert(text);
        self.search()
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Home(page) => {
                self.all = page.villages;
                self.narrow();
            }
            _ => return Cmd::none(),
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let [search, list, foot] = area.layout(&Layout::vertical([
            Constraint::Length(1),
            Constraint::Min(0),
            Constraint::Length(1),
        ]));
        self.list.view(frame, list, theme);
        if self.list.total() == Some(0) {
            let text = match (self.typed.is_empty(), self.given.scope()) {
                (false, _) => "没有找到；按 Esc 清空。",
                (true, Scope::Mine) => "我的里没有村；按 Ctrl-O 看全镇。",
                (true, Scope::Township) => "台账里还没有村。按 F7 收表导入，或按 Ctrl-N 新增。",
            };
            paragraph(frame, list, theme, text);
        }
        if let Some(row) = self.list.selected() {
            let line = text::cut(&format!(" {}", sentence(row)), usize::from(foot.width));
            frame.render_widget(Line::styled(line, theme.label), foot);
        }
        let count = self.list.total().map(|total| format!("{total}个村"));
        search_line(
            frame,
            search,
            theme,
            &self.typed,
            &count.unwrap_or_default(),
        );
    }
}
