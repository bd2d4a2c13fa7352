//! 首页: what needs attention, and how many households each village has.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span, Text};

use crate::port::page::VillageCounts;
use crate::port::{Attention, HomePage, Reply, Request, Target};
use crate::tui::flow::{Piece, flow};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::screens::card::CardScreen;
use crate::tui::screens::note_task;
use crate::tui::screens::village::VillageScreen;
use crate::tui::text::{columns, cut, fit, safe};
use crate::tui::theme::{Theme, Tone};
use crate::tui::village::{cells, columns as village_columns, count_pieces};
use crate::tui::widget::browse::{NARROW, paragraph};
use crate::tui::widget::found::Found;
use crate::tui::widget::list::{self, List};
use crate::tui::widget::page::{Page, Row};
use crate::tui::{Cmd, Given, Screen, say, ways};

/// The first screen.
pub struct Home {
    given: Rc<Given>,
    found: Found,
    counted: Option<Box<HomePage>>,
    lines: Option<Vec<Attention>>,
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
    /// Turns from 需要关注 to the villages and back.
    Turn,
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
            lines: None,
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
            let target = self.page.target(&self.attention(80, &Theme::plain()));
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

    fn fill(&mut self, home: Box<HomePage>) {
        let mut rows = home.villages.clone();
        for row in &mut rows {
            row.visit_late = self.late(row.village);
        }
        self.villages.fill(0, rows.len(), rows);
        self.counted = Some(home);
    }

    /// Households not visited in time, as far as they were counted before.
    fn late(&self, village: Option<i64>) -> Option<usize> {
        let villages = self.counted.as_ref()?.villages.iter();
        villages
            .into_iter()
            .find(|row| row.village == village)?
            .visit_late
    }

    fn fill_attention(&mut self, lines: Vec<Attention>, late: &[(Option<i64>, usize)]) {
        self.lines = Some(lines);
        let Some(mut home) = self.counted.take() else {
            return;
        };
        for row in &mut home.villages {
            let found = late.iter().find(|(village, _)| *village == row.village);
            row.visit_late = Some(found.map_or(0, |(_, count)| *count));
        }
        let rows = home.villages.clone();
        self.villages.fill(0, rows.len(), rows);
        self.counted = Some(home);
    }

    fn head(&self, width: u16, theme: &Theme) -> Vec<Line<'static>> {
        let Some(home) = &self.counted else {
            return Vec::new();
        };
        let today = self.given.today();
        let mut day = vec![Piece::plain(say::long_day(today))];
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

    fn attention(&self, width: u16, theme: &Theme) -> Vec<Row<Target>> {
        let Some(lines) = &self.lines else {
            return vec![Row::plain("   正在统计，请稍候")];
        };
        if lines.is_empty() {
            return vec![Row::plain("   没有逾期、快到期和缺项的事")];
        }
        let row = |line| Row::leading(attention_line(line, width, theme), line.target);
        lines.iter().map(row).collect()
    }

    /// The heading of 需要关注, with those of its columns.
    fn heading(&self, width: u16) -> String {
        let count = self
            .lines
            .as_ref()
            .map_or(String::new(), |lines| format!(" ({})", lines.len()));
        let left = format!(" 需要关注{count}");
        let (text, village, who) = widths(width);
        if who == 0 {
            return left;
        }
        let left = fit(&left, 2 + WHEN + 1 + text);
        format!("{left} {} {}", fit("村", village), fit("责任人", who))
    }

    fn view_panes(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let head = self.head(area.width, theme);
        let attention = self.attention(area.width, theme);
        let room = area.height.saturating_sub(columns(head.len()) + 2);
        let most = (room * 3 / 5).max(1);
        let height = columns(attention.len()).min(most).max(1);
        let [top, heading, upper, rule, lower] = area.layout(&Layout::vertical([
            Constraint::Length(columns(head.len())),
            Constraint::Length(1),
            Constraint::Length(height),
            Constraint::Length(1),
            Constraint::Min(0),
        ]));
        frame.render_widget(Text::from(head), top);
        let line = Line::styled(self.heading(area.width), theme.heading);
        frame.render_widget(line, heading);
        self.page.view(frame, upper, theme, attention, !self.below);
        let line = "-".repeat(usize::from(rule.width));
        frame.render_widget(Line::raw(line), rule);
        self.villages.view_part(frame, lower, theme, self.below);
    }
}

/// The columns that 逾期132天 takes.
const WHEN: usize = 9;

/// How wide text, village and responsible stand; the last two give way on a narrow terminal.
fn widths(columns: u16) -> (usize, usize, usize) {
    let room = usize::from(columns).saturating_sub(2 + WHEN + 1);
    if columns < NARROW {
        return (room, 0, 0);
    }
    (room.saturating_sub(22), 12, 8)
}

fn attention_line(line: &Attention, columns: u16, theme: &Theme) -> Line<'static> {
    let (room, village, who) = widths(columns);
    let text = if line.when.is_empty() || line.count > 1 {
        format!("{} {}{}", line.text, line.count, line.concern.unit())
    } else {
        line.text.clone()
    };
    let tone = match line.days {
        Some(days) if days < 0 => Tone::Bad,
        Some(0..=30) => Tone::Warning,
        _ => Tone::Plain,
    };
    let mut spans = vec![
        Span::styled(format!("  {}", fit(&line.when, WHEN)), theme.tone(tone)),
        Span::raw(format!(" {}", fit(&safe(&text), room))),
    ];
    if who > 0 {
        let place = fit(&safe(&line.village), village);
        spans.push(Span::raw(format!(
            " {place} {}",
            cut(&line.responsible, who)
        )));
    }
    Line::from(spans)
}

impl Screen for Home {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "打开"),
        bind(&[Key::TAB, Key::BACK_TAB], Action::Turn, "关注/各村").long("在需要关注和各村之间换"),
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
            Reply::Attention { lines, visit_late } => self.fill_attention(lines, &visit_late),
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
