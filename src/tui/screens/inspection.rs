//! One inspection: what it is, whom it looks at and how far it has come, what it found.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::checklist::ChecklistScreen;
use super::doing::Doing;
use super::sample::SampleScreen;
use crate::port::finding::{FindingRow, FindingState};
use crate::port::ready::{InspectedItem, InspectionPage, ReadyReply, ReadyRequest};
use crate::port::{FindingRequest, RecordRef, Reply, Request};
use crate::tui::flow::{Piece, flow};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::text::{cut, fit, safe};
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::browse::{NARROW, paragraph};
use crate::tui::widget::list;
use crate::tui::widget::outline::Outlined;
use crate::tui::widget::page::{Page, Row};
use crate::tui::{Cmd, Given, Screen, forms, ways};

/// What a line leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lead {
    /// The inspection's own fields.
    Own,
    /// A household, village or team that it looks at.
    Item(i64, Option<i64>),
    /// Something it found.
    Finding(i64, Option<i64>),
}

/// The screen.
pub struct InspectionScreen {
    given: Rc<Given>,
    id: i64,
    known: Option<Box<InspectionPage>>,
    gone: bool,
    page: Page,
}

/// What an officer does with an inspection.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Opens the record behind the selected line.
    Open,
    /// Corrects the inspection.
    Correct,
    /// Records something that it found.
    New,
    /// Writes its 整改台账.
    Print,
    /// Opens the household's card.
    Card,
    /// Whom it looks at, drawn and walked, and what comes out.
    Sample,
}

impl InspectionScreen {
    /// An inspection.
    #[must_use]
    pub fn new(given: &Rc<Given>, id: i64) -> Self {
        Self {
            given: Rc::clone(given),
            id,
            known: None,
            gone: false,
            page: Page::default(),
        }
    }

    fn record(&self, ledger: &str, id: i64) -> Option<RecordRef> {
        let ledger = self.given.ledger(ledger)?.id;
        Some(RecordRef { ledger, id })
    }

    fn lead(&self) -> Option<Lead> {
        self.page.target(&self.rows(80, &Theme::plain()))
    }

    fn rows(&self, columns: u16, theme: &Theme) -> Vec<Row<Lead>> {
        let Some(known) = &self.known else {
            return Vec::new();
        };
        let room = usize::from(columns);
        let facts = known.facts.iter();
        let facts: Vec<Piece> = facts
            .map(|(label, text)| Piece::plain(format!("{label} {}", text.replace('\n', " "))))
            .collect();
        let mut rows: Vec<Row<Lead>> = Vec::new();
        for (place, line) in flow(" ", &facts, 3, room, theme).into_iter().enumerate() {
            rows.push(match place {
                0 => Row::leading(line, Lead::Own),
                _ => Row::plain(line),
            });
        }
        rows.push(Row::rule(columns));
        rows.extend(items(known, columns, theme));
        rows.push(Row::rule(columns));
        rows.extend(findings(known, columns, theme));
        rows
    }
}

fn heading(text: String, theme: &Theme) -> Row<Lead> {
    Row::plain(Line::styled(text, theme.heading))
}

/// How far it has come, village by village, then each subject.
fn items(known: &InspectionPage, columns: u16, theme: &Theme) -> Vec<Row<Lead>> {
    let all = known.items.len();
    if all == 0 {
        return vec![heading(" 没有抽查对象".to_owned(), theme)];
    }
    let looked_at = |item: &&InspectedItem| !matches!(item.state.as_str(), "" | "未查" | "在查");
    let seen = known.items.iter().filter(looked_at).count();
    let fails: usize = known.items.iter().map(|item| item.answers.1).sum();
    let text = format!(
        " 抽查 {all}  已查 {seen}  未查 {}  不合格 {fails}项",
        all - seen
    );
    let mut rows = vec![heading(text, theme)];
    for item in &known.items {
        let number = item.number.map(|number| number.to_string());
        let mark = match item.mark.as_str() {
            "" => String::new(),
            mark => format!("({mark})"),
        };
        let (answered, fails) = item.answers;
        let answers = match (answered, fails) {
            (0, _) => String::new(),
            (answered, 0) => format!("答{answered}"),
            (answered, fails) => format!("答{answered} 不合格{fails}"),
        };
        let state = if item.state.is_empty() {
            "未查"
        } else {
            &item.state
        };
        let mut text = format!(
            "  {} {} {} {answers}",
            fit(&number.unwrap_or_default(), 3),
            fit(&safe(&format!("{}{mark}", item.name)), 16),
            fit(state, 8),
        );
        if columns >= NARROW {
            text = format!("{}  {}  {}", fit(&text, 44), fit(&item.place, 14), item.why);
        }
        let line = Line::raw(cut(&safe(&text), usize::from(columns)));
        rows.push(Row::leading(line, Lead::Item(item.id, item.household)));
    }
    rows
}

fn findings(known: &InspectionPage, columns: u16, theme: &Theme) -> Vec<Row<Lead>> {
    let all = &known.findings;
    let open = all.iter().filter(|row| row.state != FindingState::Closed);
    let text = match all.len() {
        0 => " 没有记问题，按 Ctrl-N 记".to_owned(),
        all => format!(" 问题 {all}  未销号 {}", open.count()),
    };
    let mut rows = vec![heading(text, theme)];
    rows.extend(all.iter().map(|row| {
        let line = finding_line(row, columns, theme);
        Row::leading(line, Lead::Finding(row.id, row.household))
    }));
    rows
}

/// 还8天  慢病卡没办  张国强 白马庙村3组  李建军.
fn finding_line(row: &FindingRow, columns: u16, theme: &Theme) -> Line<'static> {
    let parts = [
        row.what.clone(),
        row.whom(),
        row.place.clone(),
        row.responsible.clone(),
    ];
    let some = parts.iter().filter(|part| !part.is_empty());
    let text = some.map(String::as_str).collect::<Vec<_>>().join("  ");
    let room = usize::from(columns).saturating_sub(12);
    let tone = match row.tone() {
        Tone::Plain => Tone::Heading,
        tone => tone,
    };
    Line::from(vec![
        Span::styled(format!("  {} ", fit(&row.when(), 9)), theme.tone(tone)),
        Span::raw(cut(&safe(&text), room)),
    ])
}

impl Screen for InspectionScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "打开")
            .long("打开所选一行：检查表、问题、这次检查的内容"),
        bind(&[Key::ctrl('b')], Action::Sample, "抽查")
            .long("抽户、加看，错退率、漏评率、认可度，导出"),
        bind(&[Key::ctrl('n')], Action::New, "记问题").long("这次检查指出的一个问题"),
        bind(&[Key::ctrl('e')], Action::Correct, "更正").long("更正这次检查的内容"),
        bind(&[Key::ctrl('w')], Action::Print, "整改台账").long("写成网页和文字"),
        bind(&[Key::ctrl('y')], Action::Card, "户卡"),
    ];

    fn title(&self) -> String {
        match &self.known {
            Some(known) => format!("检查  {}", known.name),
            None => "检查".into(),
        }
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("翻看", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        Cmd::ask(Request::Ready(ReadyRequest::Inspection(self.id)))
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Open => match self.lead() {
                Some(Lead::Own) => ways::fields(&self.given, "inspection", self.id, None),
                Some(Lead::Item(id, _)) => Cmd::open(ChecklistScreen::new(&self.given, id)),
                Some(Lead::Finding(id, _)) => {
                    let record = self.record("finding", id);
                    record
                        .map(|record| forms::correct(&self.given, record))
                        .into()
                }
                None => Cmd::none(),
            },
            Action::Correct => {
                let record = self.record("inspection", self.id);
                record
                    .map(|record| forms::correct(&self.given, record))
                    .into()
            }
            Action::New => {
                let parent = self
                    .given
                    .ledger("inspection")
                    .map(|ledger| (ledger.id, self.id));
                forms::add(&self.given, "finding", parent)
            }
            Action::Print => {
                let wish = FindingRequest::Paper(Some(self.id), std::path::PathBuf::new());
                Cmd::open(Doing::new(Request::Finding(wish)))
            }
            Action::Sample => Cmd::open(SampleScreen::new(&self.given, self.id)),
            Action::Card => match self.lead() {
                Some(Lead::Item(_, household) | Lead::Finding(_, household)) => {
                    ways::card(&self.given, household)
                }
                _ => Cmd::say("先选一户"),
            },
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.page.key(key).then(Cmd::none)
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Ready(ReadyReply::Inspection(page)) => self.known = Some(page),
            Reply::Failed(_) => self.gone = self.known.is_none(),
            _ => {}
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        if self.gone {
            paragraph(frame, area, theme, "这次检查已不在台账里，按 Esc 返回。");
        }
        let rows = self.rows(area.width, theme);
        self.page.view(frame, area, theme, rows, true);
    }
}
