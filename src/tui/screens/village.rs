//! One village: its counts, posts, helpers and figures; and its households behind Tab.

mod parts;
mod rules;

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use self::parts::{figures, helpers, leading, plain, posts};
use self::rules::VillageAnswers;
use crate::dictionary::LedgerId;
use crate::port::{ListKind, RecordRef, Reply, Request, RuleReply, VillagePage};
use crate::tui::flow::{Piece, flow};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::screens::households::SHAPE;
use crate::tui::theme::{Theme, Tone};
use crate::tui::village::count_pieces;
use crate::tui::widget::browse::Browse;
use crate::tui::widget::list;
use crate::tui::widget::page::{Page, Row};
use crate::tui::{Cmd, Given, Screen, forms, papers, ways};

/// A village.
pub struct VillageScreen {
    given: Rc<Given>,
    id: i64,
    village: Option<Box<VillagePage>>,
    answers: VillageAnswers,
    page: Page,
    households: Option<Browse>,
    /// Whether the households are in front.
    listing: bool,
}

/// What an officer does with a village.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Opens what the selected line leads to, or the card of the selected household.
    Open,
    /// Turns from the figures to the households and back.
    Turn,
    /// To the village before.
    Previous,
    /// To the village after.
    Next,
    /// Makes a new record of the village.
    New,
    /// Corrects its figures.
    Correct,
    /// Writes its papers: asks which.
    Print,
}

#[derive(Clone, Copy)]
enum Lead {
    Households,
    Fields,
    Posts,
    Post(i64),
    Helper(i64),
    Checks,
    Duties,
    /// The records of a ledger that belong to the village.
    Of(LedgerId),
}

impl VillageScreen {
    /// A village, its figures in front.
    #[must_use]
    pub fn new(given: &Rc<Given>, id: i64) -> Self {
        let ledgers = given.ledger("household").zip(given.ledger("village"));
        let households = ledgers.map(|(household, village)| {
            let kind = ListKind::Of {
                ledger: household.id,
                parent: village.id,
                id,
            };
            Browse::new(given, kind, "户")
                .shaped(SHAPE)
                .or_else("这个村还没有农户。")
        });
        Self {
            given: Rc::clone(given),
            id,
            village: None,
            answers: VillageAnswers::default(),
            page: Page::default(),
            households,
            listing: false,
        }
    }

    fn record(&self) -> Option<RecordRef> {
        let ledger = self.given.ledger("village")?.id;
        Some(RecordRef {
            ledger,
            id: self.id,
        })
    }

    fn name(&self) -> &str {
        self.village.as_ref().map_or("", |village| &village.name)
    }

    fn rows(&self, columns: u16, theme: &Theme) -> Vec<Row<Lead>> {
        let Some(village) = &self.village else {
            return Vec::new();
        };
        let room = usize::from(columns);
        let mut rows = plain(flow(
            " ",
            &[Piece::plain(village.state.clone())],
            2,
            room,
            theme,
        ));
        let mut pieces = count_pieces(&village.counts.counts);
        if village.counts.loans > 0 {
            pieces.push(Piece::plain(format!("未还贷款{}笔", village.counts.loans)));
        }
        if village.counts.overdue > 0 {
            let text = format!("逾期{}笔", village.counts.overdue);
            pieces.push(Piece::toned(text, Tone::Bad));
        }
        if let Some(late @ 1..) = village.counts.visit_late {
            pieces.push(Piece::toned(format!("走访超期{late}户"), Tone::Warning));
        }
        rows.extend(leading(
            flow(" ", &pieces, 2, room, theme),
            Lead::Households,
        ));
        rows.extend(self.answers.rows(columns, theme));
        rows.push(Row::rule(columns));
        rows.extend(posts(village, columns, theme));
        rows.push(Row::rule(columns));
        rows.extend(helpers(village, columns, theme));
        rows.extend(self.answers.standards(columns, theme));
        rows.push(Row::rule(columns));
        rows.extend(figures(village, room, theme));
        rows.push(Row::rule(columns));
        rows.extend(rules::ledgers(&self.given, village));
        rows
    }

    fn open(&self) -> Cmd {
        if self.listing {
            let row = self.households.as_ref().and_then(Browse::selected);
            return row.map(|row| ways::row(&self.given, row)).into();
        }
        match self.page.target(&self.rows(80, &Theme::plain())) {
            Some(Lead::Fields) => ways::fields(&self.given, "village", self.id, None),
            Some(Lead::Posts) => ways::of(&self.given, "post", "village", self.id, self.name()),
            Some(Lead::Post(id)) => ways::fields(&self.given, "post", id, None),
            Some(Lead::Helper(id)) => ways::fields(&self.given, "helper", id, None),
            Some(Lead::Checks) => rules::checks(&self.given, self.name()),
            Some(Lead::Duties) => rules::duties(&self.given, self.name()),
            Some(Lead::Of(ledger)) => {
                let key = &self.given.dictionary.ledger(ledger).key;
                ways::of(&self.given, key, "village", self.id, self.name())
            }
            Some(Lead::Households) | None => Cmd::none(),
        }
    }

    fn turn(&mut self) -> Cmd {
        self.listing = !self.listing;
        Cmd::none()
    }

    fn go(&self, to: Option<i64>, none: &str) -> Cmd {
        match to {
            Some(id) => {
                let mut next = Self::new(&self.given, id);
                next.listing = self.listing;
                Cmd::replace(next)
            }
            None => Cmd::say(none),
        }
    }

    fn tabs(&self, theme: &Theme) -> Line<'static> {
        let count = self.households.as_ref().and_then(Browse::total);
        let names = [
            "概况".to_owned(),
            format!("农户{}", count.map_or(String::new(), |n| n.to_string())),
        ];
        let mut line = Line::raw(" ");
        for (place, name) in names.into_iter().enumerate() {
            if (place == 1) == self.listing {
                line.push_span(Span::styled(format!("[{name}]"), theme.heading));
            } else {
                line.push_span(Span::raw(format!(" {name} ")));
            }
        }
        line
    }
}

impl Screen for VillageScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "打开"),
        bind(&[Key::TAB, Key::BACK_TAB], Action::Turn, "概况/农户").long("打字即到农户里查找"),
        bind(&[Key::RIGHT], Action::Next, "下一村"),
        bind(&[Key::LEFT], Action::Previous, "上一村"),
        bind(&[Key::ctrl('n')], Action::New, "新增"),
        bind(&[Key::ctrl('e')], Action::Correct, "更正村情"),
        bind(&[Key::ctrl('w'), Key::f(12)], Action::Print, "打印")
            .long("村卡、一口清、检查包、各户明白卡，写成网页和文字"),
    ];

    fn title(&self) -> String {
        match self.name() {
            "" => "村".into(),
            name => format!("村  {name}"),
        }
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("翻看（打字即查找本村农户）", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        let households = self.households.as_mut().map(Browse::refresh);
        Cmd::ask(Request::Village(self.id)).then(households.into())
    }

    fn act(&mut self, action: Action) -> Cmd {
        let (previous, next) = self
            .village
            .as_ref()
            .map_or((None, None), |village| (village.previous, village.next));
        match action {
            Action::Open => match self.page.target(&self.rows(80, &Theme::plain())) {
                Some(Lead::Households) if !self.listing => self.turn(),
                _ => self.open(),
            },
            Action::Turn => self.turn(),
            Action::Previous => self.go(previous, "前面没有村了"),
            Action::Next => self.go(next, "后面没有村了"),
            Action::New => {
                let parent = self.record().map(|record| (record.ledger, record.id));
                let ledger = if self.listing { "household" } else { "post" };
                forms::add(&self.given, ledger, parent)
            }
            Action::Print => papers::of_village(self.name()),
            Action::Correct => {
                let record = self.record();
                record
                    .map(|record| forms::correct(&self.given, record))
                    .into()
            }
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        let searching = self.households.as_ref().is_some_and(Browse::is_searching);
        if self.listing || (searching && key == Key::ESC) {
            return self.households.as_mut()?.key(key);
        }
        self.page.key(key).then(Cmd::none)
    }

    fn text(&mut self, text: &str) -> Cmd {
        self.listing = true;
        self.households.as_mut().map(|list| list.text(text)).into()
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Village(village) => {
                let ask = rules::ask(&self.given, &village.name);
                self.village = Some(village);
                return ask;
            }
            Reply::Rule(RuleReply::Check(rows)) => self.answers.checks = Some(rows),
            Reply::Rule(RuleReply::Duties(page)) => self.answers.duties = Some(page.lines.len()),
            Reply::List(page) => {
                if let Some(households) = &mut self.households {
                    households.fill(page);
                }
            }
            _ => {}
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let [tabs, rest] = area.layout(&Layout::vertical([
            Constraint::Length(1),
            Constraint::Min(0),
        ]));
        frame.render_widget(self.tabs(theme), tabs);
        match &self.households {
            Some(households) if self.listing => households.view(frame, rest, theme),
            _ => {
                let rows = self.rows(rest.width, theme);
                self.page.view(frame, rest, theme, rows, true);
            }
        }
    }
}
