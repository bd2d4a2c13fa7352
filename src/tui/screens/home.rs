//! 首页: what is due, and how many households each village has.

mod urgent;

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Text};

use crate::port::page::{Urgent, VillageCounts};
use crate::port::{HomePage, Reply, Request};
use crate::tui::flow::{Piece, flow};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::screens::card::CardScreen;
use crate::tui::screens::duties::Duties;
use crate::tui::screens::note_task;
use crate::tui::screens::village::VillageScreen;
use crate::tui::text::columns;
use crate::tui::theme::Theme;
use crate::tui::village::{cells, columns as village_columns, count_pieces};
use crate::tui::widget::browse::paragraph;
use crate::tui::widget::found::Found;
use crate::tui::widget::list::{self, List};
use crate::tui::widget::page::Page;
use crate::tui::{Cmd, Given, Screen, say, ways};

/// The first screen.
pub struct Home {
    given: Rc<Given>,
    found: Found,
    counted: Option<Box<HomePage>>,
    urgent: Option<Box<Urgent>>,
    page: Page,
    villages: List<VillageCounts>,
    /// Whether the villages have the arrows.
    below: bool,
}

/// What an officer does on 首页.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Opens what the selected line leads to.
    Open,
    /// Turns from what is due to the villages and back.
    Turn,
    /// Opens 待办.
    Duties,
    /// Notes down a task of 来文交办.
    Note,
}

impl Home {
    /// Nothing known yet.
    #[must_use]
    pub fn new(given: &Rc<Given>) -> Self {
        Self {
            given: Rc::clone(given),
            found: Found::new(given),
            counted: None,
            urgent: None,
            page: Page::default(),
            villages: List::new(village_columns(true), cells),
            below: false,
        }
    }

    fn open(&self) -> Cmd {
        if self.found.is_searching() {
            return match self.found.household() {
                Some(id) => Cmd::open(CardScreen::new(&self.given, id)),
                None if self.found.has_selected() => Cmd::say("这个人没有挂接到户"),
                None => Cmd::none(),
            };
        }
        if !self.below {
            let (rows, targets) = self.due(80, &Theme::plain());
            let target = self.page.target(&rows).and_then(|at| targets.get(at));
            let target = target.cloned();
            return target
                .map(|target| ways::target(&self.given, target))
                .into();
        }
        match self.villages.selected().map(|row| row.village) {
            Some(Some(id)) => Cmd::open(VillageScreen::new(&self.given, id)),
            Some(None) => Cmd::say("这些户没有填行政村；打开户卡按 Ctrl-E 补上"),
            None => Cmd::none(),
        }
    }

    fn fill(&mut self, mut home: Box<HomePage>) {
        // What was due last is better than nothing until it has been worked out again.
        let known = home.urgent.take();
        self.urgent = self.urgent.take().or(known);
        self.counted = Some(home);
        self.fill_villages();
    }

    fn fill_urgent(&mut self, urgent: Box<Urgent>) {
        self.urgent = Some(urgent);
        self.fill_villages();
    }

    /// The villages with the households not visited in time, as far as they are known.
    fn fill_villages(&mut self) {
        let Some(home) = &self.counted else { return };
        let mut rows = home.villages.clone();
        if let Some(urgent) = &self.urgent {
            for row in &mut rows {
                let mut late = urgent.visit_late.iter();
                let found = late.find(|(village, _)| *village == row.village);
                row.visit_late = Some(found.map_or(0, |(_, count)| *count));
            }
        }
        self.villages.fill(0, rows.len(), rows);
    }

    fn head(&self, width: u16, theme: &Theme) -> Vec<Line<'static>> {
        let Some(home) = &self.counted else {
            return Vec::new();
        };
        let today = self.given.today();
        let mut day = vec![Piece::plain(say::long_day(today))];
        if let Some(next) = &home.inspection {
            let text = format!(
                "下次检查 {} {} {}",
                say::day(&next.begins, today),
                next.who(),
                next.when()
            );
            day.push(Piece::plain(text));
        }
        if let Some(days @ 0..=90) = say::days_to(&home.income_year_ends, today) {
            let text = match days {
                0 => "收入年度今天止".to_owned(),
                days => format!("收入年度止 还{days}天"),
            };
            day.push(Piece::plain(text));
        }
        let room = usize::from(width);
        let mut lines = flow(" ", &day, 4, room, theme);
        lines.extend(flow(" ", &count_pieces(&home.counts), 2, room, theme));
        lines
    }

    fn due(&self, width: u16, theme: &Theme) -> urgent::Rows {
        urgent::rows(self.urgent.as_deref(), width, theme)
    }

    fn view_panes(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let head = self.head(area.width, theme);
        let (due, _) = self.due(area.width, theme);
        let room = area.height.saturating_sub(columns(head.len()) + 2);
        let most = (room * 3 / 4).max(1);
        let height = columns(due.len()).min(most).max(1);
        let [top, heading, upper, rule, lower] = area.layout(&Layout::vertical([
            Constraint::Length(columns(head.len())),
            Constraint::Length(1),
            Constraint::Length(height),
            Constraint::Length(1),
            Constraint::Min(0),
        ]));
        frame.render_widget(Text::from(head), top);
        let text = urgent::heading(self.urgent.as_deref(), area.width);
        let line = Line::styled(text, theme.heading);
        frame.render_widget(line, heading);
        self.page.view(frame, upper, theme, due, !self.below);
        let line = "-".repeat(usize::from(rule.width));
        frame.render_widget(Line::raw(line), rule);
        self.villages.view_part(frame, lower, theme, self.below);
    }
}

impl Screen for Home {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "打开"),
        bind(&[Key::TAB, Key::BACK_TAB], Action::Turn, "待办/各村").long("在要办的事和各村之间换"),
        bind(&[Key::ctrl('n')], Action::Duties, "全部待办")
            .long("按日期、按村、按责任人列出全部待办"),
        bind(&[Key::ctrl('d')], Action::Note, "记来文").long("一行文字记一件来文交办"),
    ];

    fn title(&self) -> String {
        "首页".into()
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("翻看（打字即查找，Esc 清空）", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        let scope = self.given.scope();
        Cmd::ask(Request::Home(scope))
            .then(Cmd::ask(Request::Attention(scope)))
            .then(self.found.ask())
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Open => self.open(),
            Action::Turn => {
                self.below = !self.below;
                Cmd::none()
            }
            Action::Duties => Cmd::open(Duties::new(&self.given)),
            Action::Note => note_task::open(&self.given),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        if let Some(cmd) = self.found.key(key) {
            return Some(cmd);
        }
        let moved = if self.below {
            self.villages.key(key)
        } else {
            self.page.key(key)
        };
        moved.then(Cmd::none)
    }

    fn text(&mut self, text: &str) -> Cmd {
        self.found.text(text)
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Home(home) => self.fill(home),
            Reply::Attention(urgent) => self.fill_urgent(urgent),
            Reply::Find(rows) => self.found.fill(rows),
            _ => {}
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let [line, rest] = area.layout(&Layout::vertical([
            Constraint::Length(1),
            Constraint::Min(0),
        ]));
        if self.found.is_searching() {
            self.found.view(frame, rest, theme);
        } else if self.counted.as_ref().is_some_and(|home| home.empty) {
            let text = "台账还是空的。\n按 F7 收表，导入村里或县里给的名册；\n\
                        或按 F3 到农户，再按 Ctrl-N，一户一户新增。";
            paragraph(frame, rest, theme, text);
        } else {
            self.view_panes(frame, rest, theme);
        }
        self.found.view_line(frame, line, theme);
    }
}
