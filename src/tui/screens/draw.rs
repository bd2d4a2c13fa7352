//! 自查抽户: how many and with which seed; who is drawn is seen before anything is written.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Text};

use super::checklist::ask;
use super::sample::SampleScreen;
use crate::port::{DrawLine, DrawPlan, DrawWish, InspectReply, InspectRequest, Reply};
use crate::tui::flow::{Piece, flow};
use crate::tui::key::{Key, half_width};
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::text::{columns, width};
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::browse::paragraph;
use crate::tui::widget::input::Input;
use crate::tui::widget::list::{self, Column, List};
use crate::tui::{Cmd, Given, Screen};

/// The numbers that are asked for.
const ASKED: [&str; 3] = ["村数", "每村户数", "种子"];

/// A draw in the making.
pub struct DrawScreen {
    given: Option<Rc<Given>>,
    inspection: Option<i64>,
    name: String,
    typed: [Input; 3],
    at: usize,
    plan: Option<Box<DrawPlan>>,
    list: List<DrawLine>,
    /// Why there is no draw.
    wrong: String,
}

/// What an officer does here.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Draws anew with the numbers typed, to be looked at.
    Draw,
    /// Draws with another seed.
    Again,
    /// Writes the draw.
    Save,
    /// The next number.
    Next,
    /// The number before.
    Before,
}

/// Opens a draw of the township's own: what other screens lead to.
pub fn open(given: &Rc<Given>) -> Cmd {
    Cmd::open(DrawScreen::new(None, "").given(given))
}

impl DrawScreen {
    /// A draw for an inspection; `None` makes one of the township's own.
    #[must_use]
    pub fn new(inspection: Option<i64>, name: &str) -> Self {
        let columns = vec![
            Column::new("户主", 10),
            Column::new("村组", 16),
            Column::new("人", 3).right().rank(2),
            Column::new("脱贫属性", 20).rank(3),
            Column::new("原因", 12).grows(),
        ];
        Self {
            given: None,
            inspection,
            name: name.to_owned(),
            typed: Default::default(),
            at: 0,
            plan: None,
            list: List::new(columns, |line: &DrawLine| {
                vec![
                    line.name.clone(),
                    line.place.clone(),
                    line.people.to_string(),
                    line.state.replace('（', "(").replace('）', ")"),
                    line.why.word().to_owned(),
                ]
            }),
            wrong: String::new(),
        }
    }

    fn given(mut self, given: &Rc<Given>) -> Self {
        self.given = Some(Rc::clone(given));
        self
    }

    /// The draw that is typed; a number left blank is as the pack has it.
    fn wish(&self, save: bool) -> Result<DrawWish, Cmd> {
        let number = |at: usize| {
            let text = self.typed[at].text().trim();
            if text.is_empty() {
                return Ok(None);
            }
            text.parse::<u32>()
                .map(Some)
                .map_err(|_| Cmd::say(format!("{}要写数字，「{text}」太长或不是数字", ASKED[at])))
        };
        let count = |count: Option<u32>| count.and_then(|count| usize::try_from(count).ok());
        Ok(DrawWish {
            inspection: self.inspection,
            name: String::new(),
            villages: count(number(0)?),
            households: count(number(1)?),
            seed: number(2)?,
            save,
        })
    }

    fn ask(&self, save: bool) -> Cmd {
        match self.wish(save) {
            Ok(wish) => ask(InspectRequest::Draw(wish)),
            Err(told) => told,
        }
    }

    fn take(&mut self, plan: Box<DrawPlan>) {
        let numbers = [
            plan.villages.to_string(),
            plan.households.to_string(),
            plan.seed.to_string(),
        ];
        self.typed = numbers.map(Input::of);
        self.list.fill(0, plan.drawn.len(), plan.drawn.clone());
        self.wrong.clear();
        self.plan = Some(plan);
    }

    /// Whether the numbers typed are those of the draw in sight.
    fn is_current(&self) -> bool {
        self.plan.as_ref().is_some_and(|plan| {
            let shown = [
                plan.villages.to_string(),
                plan.households.to_string(),
                plan.seed.to_string(),
            ];
            self.typed
                .iter()
                .zip(&shown)
                .all(|(typed, shown)| typed.text().trim() == shown)
        })
    }
}

impl Screen for DrawScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Draw, "抽").long("照写的数抽一次，还没有存"),
        bind(&[Key::ctrl('s')], Action::Save, "存").long("照看到的存，开始走访"),
        bind(&[Key::ctrl('n')], Action::Again, "换一批").long("换一个种子再抽"),
        bind(&[Key::TAB], Action::Next, "下一项"),
        bind(&[Key::BACK_TAB], Action::Before, "上一项"),
    ];

    fn title(&self) -> String {
        match self.name.as_str() {
            "" => "自查抽户".into(),
            name => format!("自查抽户  {name}"),
        }
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("列表", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        match &self.plan {
            None => self.ask(false),
            Some(_) => Cmd::none(),
        }
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Draw => self.ask(false),
            Action::Again => {
                self.typed[2].clear();
                self.ask(false)
            }
            Action::Save if self.is_current() => self.ask(true),
            // What is written is what was seen.
            Action::Save => self.ask(false).then(Cmd::say("先看抽到谁，再按 Ctrl-S 存")),
            Action::Next => {
                self.at = (self.at + 1) % ASKED.len();
                Cmd::none()
            }
            Action::Before => {
                self.at = (self.at + ASKED.len() - 1) % ASKED.len();
                Cmd::none()
            }
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        if self.typed[self.at].erase(key) {
            return Some(Cmd::none());
        }
        self.list.key(key).then(Cmd::none)
    }

    fn text(&mut self, text: &str) -> Cmd {
        let digits: String = text
            .chars()
            .map(half_width)
            .filter(char::is_ascii_digit)
            .collect();
        if digits.is_empty() {
            return Cmd::say("这里只写数字");
        }
        self.typed[self.at].insert(&digits);
        Cmd::none()
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Inspect(InspectReply::Drawn(plan)) => {
                let (saved, count) = (plan.inspection, plan.drawn.len());
                self.take(plan);
                match (saved, &self.given) {
                    (Some(id), Some(given)) => Cmd::replace(SampleScreen::new(given, id))
                        .then(Cmd::say(format!("已存，抽了{count}户：回车开始查看"))),
                    // The inspection's own screen lies below.
                    (Some(_), None) => {
                        Cmd::close().then(Cmd::say(format!("已存，抽了{count}户：回车开始查看")))
                    }
                    (None, _) => Cmd::none(),
                }
            }
            Reply::Failed(fault) => {
                self.wrong = fault.message;
                Cmd::none()
            }
            _ => Cmd::none(),
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let head = self.head(area.width, theme);
        let [asked, top, rest] = area.layout(&Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(columns(head.len())),
            Constraint::Min(0),
        ]));
        self.view_asked(frame, asked, theme);
        frame.render_widget(Text::from(head), top);
        if self.plan.is_none() {
            paragraph(frame, rest, theme, &self.wrong);
            return;
        }
        self.list.view(frame, rest, theme);
    }
}

impl DrawScreen {
    /// The three numbers in a line.
    fn view_asked(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let mut x = area.x;
        for (at, label) in ASKED.iter().enumerate() {
            let label = format!(" {label} ");
            let wide = columns(width(&label));
            let room = if at == 2 { 8 } else { 4 };
            if x + wide + room > area.right() {
                return;
            }
            let line = Line::styled(label, theme.label);
            frame.render_widget(line, Rect::new(x, area.y, wide, 1));
            let place = Rect::new(x + wide, area.y, room, 1);
            self.typed[at].view(frame, place, theme.input, at == self.at);
            x += wide + room;
        }
    }

    fn head(&self, width: u16, theme: &Theme) -> Vec<Line<'static>> {
        let room = usize::from(width);
        let mut lines = Vec::new();
        if let Some(plan) = &self.plan {
            let places = plan
                .places
                .iter()
                .map(|place| Piece::plain(format!("{}({})", place.name, place.why.word())));
            let places: Vec<Piece> = places.collect();
            lines.extend(flow(" 抽到的村 ", &places, 1, room, theme));
            if !self.is_current() {
                let told = Piece::toned("数改了，按回车再抽", Tone::Warning);
                lines.extend(flow(" ", &[told], 1, room, theme));
            }
            let short = plan
                .short
                .iter()
                .map(|words| Piece::toned(words, Tone::Warning));
            let short: Vec<Piece> = short.collect();
            if !short.is_empty() {
                lines.extend(flow(" 不足 ", &short, 2, room, theme));
            }
        }
        if self.plan.is_some() && !self.wrong.is_empty() {
            let told = Piece::toned(self.wrong.clone(), Tone::Bad);
            lines.extend(flow(" ", &[told], 1, room, theme));
        }
        lines.push(Line::raw("-".repeat(room)));
        lines
    }
}
