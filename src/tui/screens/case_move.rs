//! A move before it is done: who goes on, who stays and why, what the book gets.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use super::case::ask;
use crate::port::page::CaseItem;
use crate::port::{CaseMove, CasePlan, CaseReply, CaseRequest, Reply};
use crate::tui::flow::{Piece, flow};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::text::{columns, wrap};
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::input::{self, Input};
use crate::tui::widget::page::{Page, Row};
use crate::tui::{Cmd, Given, Screen};

/// What the officer may say of a move.
const FIELDS: [&str; 4] = ["日期", "办理人", "结果", "文号"];

/// A move that is looked at.
pub struct CaseMoveScreen {
    case: i64,
    items: Vec<i64>,
    typed: [Input; 4],
    /// Whether the day is still the one that was offered.
    offered: bool,
    at: usize,
    plan: Option<Box<CasePlan>>,
    page: Page,
}

/// What an officer does with it.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Does it.
    Done,
    /// The next field; what depends on it is looked at again.
    Next,
    /// The field before.
    Back,
}

impl CaseMoveScreen {
    /// A move of a case: of these of its list, or of everybody at its step.
    #[must_use]
    pub fn new(given: &Rc<Given>, case: i64, items: Vec<i64>) -> Self {
        let today = given.today().to_string();
        Self {
            case,
            items,
            typed: [
                Input::of(today),
                Input::default(),
                Input::default(),
                Input::default(),
            ],
            offered: true,
            at: 0,
            plan: None,
            page: Page::default(),
        }
    }

    fn wish(&self) -> CaseMove {
        let text = |at: usize| self.typed[at].text().trim().to_owned();
        CaseMove {
            case: self.case,
            items: self.items.clone(),
            day: text(0),
            by: text(1),
            result: text(2),
            document: text(3),
        }
    }

    fn go(&mut self, to: usize) -> Cmd {
        self.at = to % FIELDS.len();
        ask(CaseRequest::Preview(self.wish()))
    }
}

impl Screen for CaseMoveScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ctrl('s')], Action::Done, "就这样办").long("一步，可以一步撤销"),
        bind(&[Key::TAB, Key::ENTER], Action::Next, "下一项"),
        bind(&[Key::BACK_TAB], Action::Back, "上一项"),
    ];

    fn title(&self) -> String {
        match &self.plan {
            Some(plan) => format!("往下走  {}", plan.words),
            None => "往下走".into(),
        }
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("填写（上下键翻看）", input::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        ask(CaseRequest::Preview(self.wish()))
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Next => self.go(self.at + 1),
            Action::Back => self.go(self.at + FIELDS.len() - 1),
            Action::Done => match &self.plan {
                Some(plan) if !plan.refused.is_empty() => Cmd::say(plan.refused.clone()),
                Some(_) => ask(CaseRequest::Move(self.wish())),
                None => Cmd::none(),
            },
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        let turns = matches!(key, Key::UP | Key::DOWN | Key::PAGE_UP | Key::PAGE_DOWN);
        if turns && self.page.key(key) {
            return Some(Cmd::none());
        }
        let edited = self.typed[self.at].key(key);
        self.offered &= !(edited && self.at == 0);
        edited.then(Cmd::none)
    }

    fn text(&mut self, text: &str) -> Cmd {
        // The day that was offered gives way to the one that is typed.
        if self.at == 0 && std::mem::take(&mut self.offered) {
            self.typed[0].clear();
        }
        self.typed[self.at].insert(text);
        Cmd::none()
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Case(CaseReply::Preview(plan)) => {
                self.plan = Some(plan);
                Cmd::none()
            }
            Reply::Case(CaseReply::Moved(plan, page)) => {
                let words = format!(
                    "{}：通过{}，留下{}。{}",
                    plan.words,
                    plan.going.len(),
                    plan.staying.len(),
                    page.row.next
                );
                Cmd::close().then(Cmd::say(words))
            }
            _ => Cmd::none(),
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let rows = columns(FIELDS.len());
        let [fields, rest] = area.layout(&Layout::vertical([
            Constraint::Length(rows + 1),
            Constraint::Min(0),
        ]));
        for (at, label) in FIELDS.iter().enumerate() {
            let y = fields.y + columns(at);
            if y >= fields.bottom() {
                break;
            }
            let name = Span::styled(format!(" {label}"), theme.label);
            frame.render_widget(
                Line::from(name),
                Rect::new(fields.x, y, 8.min(area.width), 1),
            );
            let place = Rect::new(fields.x + 8, y, fields.width.saturating_sub(8), 1);
            self.typed[at].view(frame, place, theme.input, at == self.at);
        }
        let y = fields.bottom().saturating_sub(1);
        let rule = "-".repeat(usize::from(area.width));
        frame.render_widget(Line::raw(rule), Rect::new(fields.x, y, fields.width, 1));
        let Some(plan) = &self.plan else {
            return;
        };
        let lines = told(plan, usize::from(rest.width), theme);
        let rows: Vec<Row<()>> = lines.into_iter().map(Row::plain).collect();
        self.page.view(frame, rest, theme, rows, false);
    }
}

/// The plan in lines.
fn told(plan: &CasePlan, room: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    if !plan.refused.is_empty() {
        lines.extend(flow(
            " 不能 ",
            &[Piece::toned(plan.refused.clone(), Tone::Bad)],
            1,
            room,
            theme,
        ));
        return lines;
    }
    let names = |items: &[CaseItem]| -> Vec<Piece> {
        items
            .iter()
            .map(|item| Piece::plain(item.name.clone()))
            .collect()
    };
    let go = format!(" 往下走{} ", plan.going.len());
    lines.extend(flow(&go, &names(&plan.going), 1, room, theme));
    if !plan.staying.is_empty() {
        let head = format!(" 留下{}", plan.staying.len());
        lines.push(Line::styled(head, theme.tone(Tone::Warning)));
        for item in &plan.staying {
            let text = format!("{} {}  {}", item.name, item.place, item.reason);
            for part in wrap(&text, room.saturating_sub(4)) {
                lines.push(Line::raw(format!("   {part}")));
            }
        }
    }
    for (head, texts) in [(" 记入 ", &plan.gets), (" 注意 ", &plan.doubts)] {
        if !texts.is_empty() {
            let pieces: Vec<Piece> = texts
                .iter()
                .map(|text| Piece::plain(text.clone()))
                .collect();
            lines.extend(flow(head, &pieces, 2, room, theme));
        }
    }
    lines
}
