//! One loan: its terms and how it stands today, what happened to it, whom to call; the reckoning period by
//! period (测算); and the bank's 贴息清单 against it.

mod listed;
mod schedule;
mod standing;

pub(super) use listed::{difference, told};

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use crate::port::{
    ListKind, ListPage, ListQuery, LoanCourse, LoanReply, LoanRequest, RecordRef, Reply, Request,
    Scope, Selection, Sheet,
};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::theme::Theme;
use crate::tui::widget::list;
use crate::tui::widget::page::{Page, Row};
use crate::tui::{Cmd, Given, Screen, forms, ways};

/// More events than a loan ever has.
const EVENTS: usize = 500;

/// A part of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Standing,
    Schedule,
    Listed,
}

const PARTS: [Part; 3] = [Part::Standing, Part::Schedule, Part::Listed];

/// A loan.
pub struct LoanScreen {
    given: Rc<Given>,
    id: i64,
    course: Option<Box<LoanCourse>>,
    sheet: Option<Sheet>,
    events: Option<ListPage>,
    part: usize,
    pages: [Page; 3],
}

/// What an officer does with a loan.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Opens what the selected line leads to.
    Open,
    /// Shows the next part.
    Next,
    /// Shows the part before.
    Back,
    /// Opens the household's card.
    Card,
    /// Notes an event: a repayment, interest, a notice.
    New,
    /// Corrects the loan.
    Correct,
    /// Removes it.
    Remove,
}

#[derive(Clone, Copy)]
enum Leads {
    Card,
    Fields,
    Event(i64),
}

impl LoanScreen {
    /// A loan.
    #[must_use]
    pub fn new(given: &Rc<Given>, id: i64) -> Self {
        Self {
            given: Rc::clone(given),
            id,
            course: None,
            sheet: None,
            events: None,
            part: 0,
            pages: Default::default(),
        }
    }

    /// The same with the bank's list in front.
    #[must_use]
    pub fn listing(given: &Rc<Given>, id: i64) -> Self {
        Self {
            part: PARTS.len() - 1,
            ..Self::new(given, id)
        }
    }

    fn record(&self) -> Option<RecordRef> {
        let ledger = self.given.ledger("loan")?.id;
        Some(RecordRef {
            ledger,
            id: self.id,
        })
    }

    fn household(&self) -> Option<i64> {
        self.course
            .as_ref()
            .and_then(|course| course.loan.household)
    }

    fn rows(&self, columns: u16, theme: &Theme) -> Vec<Row<Leads>> {
        match PARTS[self.part] {
            Part::Standing => self.standing(columns, theme),
            Part::Schedule => self.schedule(columns, theme),
            Part::Listed => self.listed(columns, theme),
        }
    }

    fn tabs(&self, theme: &Theme) -> Line<'static> {
        let differing = self.differing();
        let listed = match differing {
            0 => "贴息清单".to_owned(),
            differing => format!("贴息清单 不同{differing}"),
        };
        let mut line = Line::raw(" ");
        for (part, label) in PARTS.iter().zip(["现状和经过", "测算", &listed]) {
            line.push_span(theme.tab(PARTS[self.part] == *part, label));
        }
        line
    }

    fn turn(&mut self, by: usize) -> Cmd {
        self.part = (self.part + by) % PARTS.len();
        Cmd::none()
    }

    fn target(&self) -> Option<Leads> {
        self.pages[self.part].target(&self.rows(80, &Theme::plain()))
    }
}

fn plain<T>(lines: Vec<Line<'static>>) -> impl Iterator<Item = Row<T>> {
    lines.into_iter().map(Row::plain)
}

/// The first line leads, the rest goes with it.
fn leading<T>(lines: Vec<Line<'static>>, target: T) -> Vec<Row<T>> {
    let mut target = Some(target);
    let row = |line| match target.take() {
        Some(target) => Row::leading(line, target),
        None => Row::plain(line),
    };
    lines.into_iter().map(row).collect()
}

impl Screen for LoanScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "打开"),
        bind(&[Key::TAB], Action::Next, "测算").long("现状和经过、测算、贴息清单逐个看"),
        bind(&[Key::ctrl('n')], Action::New, "记一笔").long("还款、付息、贴息、续贷、催收"),
        bind(&[Key::ctrl('e')], Action::Correct, "更正"),
        bind(&[Key::ctrl('y')], Action::Card, "户卡"),
        bind(&[Key::DELETE, Key::ctrl('x')], Action::Remove, "移除").long("要填原因，可撤销"),
        bind(&[Key::BACK_TAB], Action::Back, "上一部分"),
    ];

    fn title(&self) -> String {
        match &self.course {
            Some(course) => format!("小额信贷  {}", course.loan.borrower),
            None => "小额信贷".into(),
        }
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("翻看", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        let mut cmd = Cmd::ask(Request::Loan(LoanRequest::Course(self.id)));
        if let Some(record) = self.record() {
            cmd = cmd.then(Cmd::ask(Request::Record(record)));
            if let Some(ledger) = self.given.ledger("loan_event") {
                cmd = cmd.then(Cmd::ask(Request::List(ListQuery {
                    kind: ListKind::Of {
                        ledger: ledger.id,
                        parent: record.ledger,
                        id: self.id,
                    },
                    text: String::new(),
                    selection: Selection::default(),
                    scope: Scope::Township,
                    offset: 0,
                    limit: EVENTS,
                })));
            }
        }
        cmd
    }

    fn act(&mut self, action: Action) -> Cmd {
        let Some(record) = self.record() else {
            return Cmd::none();
        };
        match action {
            Action::Next => self.turn(1),
            Action::Back => self.turn(PARTS.len() - 1),
            Action::Open => match self.target() {
                Some(Leads::Card) => ways::card(&self.given, self.household()),
                Some(Leads::Fields) => ways::fields(&self.given, "loan", self.id, self.household()),
                Some(Leads::Event(id)) => {
                    ways::fields(&self.given, "loan_event", id, self.household())
                }
                None => Cmd::none(),
            },
            Action::Card => ways::card(&self.given, self.household()),
            Action::New => forms::add(&self.given, "loan_event", Some((record.ledger, self.id))),
            Action::Correct => forms::correct(&self.given, record),
            Action::Remove => forms::remove(&self.given, record),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.pages[self.part].key(key).then(Cmd::none)
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Loan(LoanReply::Course(course)) => self.course = Some(course),
            Reply::Record(sheet) => self.sheet = Some(sheet),
            Reply::List(page) => self.events = Some(page),
            _ => {}
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let [tabs, body] = area.layout(&Layout::vertical([
            Constraint::Length(1),
            Constraint::Min(0),
        ]));
        frame.render_widget(self.tabs(theme), tabs);
        let rows = self.rows(body.width, theme);
        self.pages[self.part].view(frame, body, theme, rows, true);
    }
}
