//! One inspection: whom it looks at and how far it has come, and what comes out.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Text};

use super::checklist::{ChecklistScreen, ask};
use super::draw::DrawScreen;
use super::inspection::InspectionScreen;
use super::lookup::{self, LookUp};
use crate::domain::pinyin::initials;
use crate::domain::verdict::Progress;
use crate::port::page::{InspectItem, InspectPage, InspectScore};
use crate::port::{ChecklistLine, InspectExport, InspectReply, InspectRequest, RecordRef, Reply};
use crate::tui::flow::{Piece, flow};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::text::{columns, fit};
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::browse::paragraph;
use crate::tui::widget::choice::Choice;
use crate::tui::widget::list::{self, Column, List};
use crate::tui::widget::picker::Picker;
use crate::tui::{Cmd, Given, Screen, forms, say, ways};

/// Narrower than this, the sources of limits are left out.
const NARROW: u16 = 60;

/// An inspection.
pub struct SampleScreen {
    given: Rc<Given>,
    id: i64,
    page: Option<Box<InspectPage>>,
    gone: bool,
    items: List<InspectItem>,
    /// Whether what comes out is shown instead of whom it looks at.
    results: bool,
    /// How many lines of the results are above the screen.
    above: usize,
}

/// What an officer does with an inspection.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Walks the checklist selected.
    Open,
    /// Draws.
    Draw,
    /// Looks at somebody more.
    Add,
    /// Whom it looks at, or what comes out.
    Part,
    /// Writes the filled checklists.
    Export,
    /// The household's card.
    Card,
    /// What it found, and what it is.
    Findings,
    /// Corrects the inspection.
    Correct,
    /// Takes one off.
    Remove,
}

impl SampleScreen {
    /// An inspection.
    #[must_use]
    pub fn new(given: &Rc<Given>, id: i64) -> Self {
        let columns = vec![
            Column::new("序", 3).right().rank(2),
            Column::new("户、村", 10),
            Column::new("村组", 14).rank(1),
            Column::new("检查表", 14).rank(4),
            Column::new("原因", 12).rank(3).grows(),
            Column::new("查看", 8),
            Column::new("合格", 4).right().rank(1),
            Column::new("不合格", 6).right(),
        ];
        Self {
            given: Rc::clone(given),
            id,
            page: None,
            gone: false,
            items: List::new(columns, cells)
                .identified(|item| item.id)
                .toned(tone),
            results: false,
            above: 0,
        }
    }

    fn fill(&mut self, page: Box<InspectPage>) {
        let items = page.items.clone();
        self.items.fill(0, items.len(), items);
        self.page = Some(page);
        self.gone = false;
    }

    /// Asks which checklist, then of whom.
    fn add(&self, lines: &[ChecklistLine]) -> Cmd {
        let numbered = lines.iter().zip(1..);
        let choices = numbered.map(|(line, at)| {
            let label = format!("{} {}项", fit(&line.title, 20), line.questions);
            Choice::new(at.to_string(), label, initials(&line.title).to_lowercase())
        });
        let (given, lines, id) = (Rc::clone(&self.given), lines.to_vec(), self.id);
        Cmd::open(Picker::new(
            "加看什么",
            choices.collect(),
            move |choice| {
                let at = choice.code.parse::<usize>().unwrap_or(0);
                let Some(line) = at.checked_sub(1).and_then(|at| lines.get(at)) else {
                    return Cmd::none();
                };
                let ledger = line.ledger.as_ref().and_then(|key| given.ledger(key));
                match ledger {
                    Some(ledger) => Cmd::open(LookUp::new(&given, &line.id, ledger.id, None, "")),
                    None => add(id, &line.id, None),
                }
            },
        ))
    }

    fn record(&self, ledger: &str, id: i64) -> Option<RecordRef> {
        let ledger = self.given.ledger(ledger)?.id;
        Some(RecordRef { ledger, id })
    }

    fn draw(&self) -> Cmd {
        match &self.page {
            Some(page) if page.items.is_empty() => {
                Cmd::open(DrawScreen::new(Some(self.id), &page.row.name))
            }
            Some(_) => Cmd::say("已经有抽查对象：按 Ctrl-N 加看，或另抽一次"),
            None => Cmd::none(),
        }
    }
}

fn add(inspection: i64, checklist: &str, key: Option<i64>) -> Cmd {
    ask(InspectRequest::AddKey {
        inspection,
        checklist: checklist.to_owned(),
        key,
    })
}

fn cells(item: &InspectItem) -> Vec<String> {
    let count = |count: usize| match count {
        0 => String::new(),
        count => count.to_string(),
    };
    // What left the register keeps its answers, marked.
    let why = match item.standing.as_str() {
        "" | "未建档重点户" => item.why.clone(),
        standing => format!("{standing} {}", item.why),
    };
    vec![
        item.number.to_string(),
        item.name.clone(),
        item.place.clone(),
        item.title.clone(),
        why,
        item.state.word().to_owned(),
        count(item.good),
        count(item.bad),
    ]
}

fn tone(item: &InspectItem) -> Tone {
    match item.state {
        _ if item.bad > 0 => Tone::Bad,
        Progress::Done => Tone::Good,
        Progress::Away => Tone::Warning,
        Progress::Waiting | Progress::Begun => Tone::Plain,
    }
}

impl Screen for SampleScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "查看").long("打开检查表，接着上次停下的问"),
        bind(&[Key::TAB], Action::Part, "结果").long("错退率、漏评率、认可度、得分；再按回到名单"),
        bind(&[Key::ctrl('b')], Action::Draw, "抽户").long("自查抽户，先看抽到谁再存"),
        bind(&[Key::ctrl('n')], Action::Add, "加看").long("另加一户、一个村、一支队或镇级档案"),
        bind(&[Key::f(12)], Action::Export, "导出").long("填好的检查表写成网页、文字，答案写成CSV"),
        bind(&[Key::ctrl('y')], Action::Card, "户卡"),
        bind(&[Key::ctrl('w')], Action::Findings, "问题").long("这次检查指出的问题、检查的内容"),
        bind(&[Key::ctrl('e')], Action::Correct, "更正").long("更正这次检查"),
        bind(&[Key::DELETE, Key::ctrl('x')], Action::Remove, "拿掉")
            .long("不看这一户了，连答案一起移除；要填原因，可撤销"),
    ];

    fn title(&self) -> String {
        match &self.page {
            Some(page) => format!("检查  {}", page.row.name),
            None => "检查".into(),
        }
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("列表", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        ask(InspectRequest::Page(self.id))
    }

    fn act(&mut self, action: Action) -> Cmd {
        let selected = self.items.selected();
        match action {
            Action::Open => match selected {
                Some(item) => Cmd::open(ChecklistScreen::new(&self.given, item.id)),
                None => Cmd::say("还没有抽查对象：按 Ctrl-B 抽户，或按 Ctrl-N 加"),
            },
            Action::Draw => self.draw(),
            Action::Add => ask(InspectRequest::Checklists),
            Action::Part => {
                self.results = !self.results;
                self.above = 0;
                Cmd::none()
            }
            Action::Export => ask(InspectRequest::Export(InspectExport {
                inspection: self.id,
                to: None,
            })),
            Action::Card => match selected {
                Some(item) => ways::card(&self.given, item.household),
                None => Cmd::none(),
            },
            Action::Findings => Cmd::open(InspectionScreen::new(&self.given, self.id)),
            Action::Correct => {
                let record = self.record("inspection", self.id);
                record
                    .map(|record| forms::correct(&self.given, record))
                    .into()
            }
            Action::Remove => {
                let record = selected.and_then(|item| self.record("inspection_item", item.id));
                record
                    .map(|record| forms::remove(&self.given, record))
                    .into()
            }
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        if self.results {
            self.above = match key {
                Key::DOWN | Key::PAGE_DOWN => self.above + 1,
                Key::UP | Key::PAGE_UP => self.above.saturating_sub(1),
                Key::HOME => 0,
                _ => return None,
            };
            return Some(Cmd::none());
        }
        self.items.key(key).then(Cmd::none)
    }

    fn told(&mut self, text: &str) -> Cmd {
        match lookup::answer(text) {
            Some((checklist, named)) => add(self.id, &checklist, Some(named.id)),
            None => Cmd::none(),
        }
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Inspect(InspectReply::Page(page)) => self.fill(page),
            Reply::Inspect(InspectReply::Checklists(lines)) if lines.is_empty() => {
                return Cmd::say("启用的口径里没有检查表");
            }
            Reply::Inspect(InspectReply::Checklists(lines)) => return self.add(&lines),
            Reply::Inspect(InspectReply::Done(page, words)) => {
                self.fill(page);
                return Cmd::say(words);
            }
            Reply::Inspect(InspectReply::Written(_, words)) => return Cmd::say(words),
            Reply::Failed(_) if self.page.is_none() => self.gone = true,
            _ => {}
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let Some(page) = &self.page else {
            if self.gone {
                paragraph(frame, area, theme, "这次检查已不在台账里，按 Esc 返回。");
            }
            return;
        };
        let head = head(self, page, area.width, theme);
        let [top, rest] = area.layout(&Layout::vertical([
            Constraint::Length(columns(head.len())),
            Constraint::Min(0),
        ]));
        frame.render_widget(Text::from(head), top);
        if self.results {
            let lines = results(page, area.width, theme);
            let last = lines.len().saturating_sub(usize::from(rest.height));
            let lines: Vec<Line<'_>> = lines.into_iter().skip(self.above.min(last)).collect();
            frame.render_widget(Text::from(lines), rest);
            return;
        }
        self.items.view(frame, rest, theme);
        if page.items.is_empty() {
            let text =
                "还没有抽查对象。按 Ctrl-B 自查抽户，按 Ctrl-N 加一户、一个村、一支队或镇级档案。";
            paragraph(frame, rest, theme, text);
        }
    }
}

fn head(
    screen: &SampleScreen,
    page: &InspectPage,
    width: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let room = usize::from(width);
    let row = &page.row;
    let day = say::day(&row.begins, screen.given.today());
    let count = |word: &str, count: usize, tone: Tone| match count {
        0 => Piece::plain(""),
        count => Piece::toned(format!("{word}{count}"), tone),
    };
    let pieces = [
        Piece::plain(row.kind.clone()),
        Piece::plain(day),
        Piece::plain(row.by.clone()),
        Piece::toned(
            format!("抽查{} 已查{}", row.drawn, row.checked),
            Tone::Heading,
        ),
        count("未销号问题", row.findings, Tone::Bad),
    ];
    let mut lines = flow(" ", &pieces, 2, room, theme);
    if !row.how.is_empty() {
        lines.extend(flow(
            " 抽取 ",
            &[Piece::plain(row.how.clone())],
            1,
            room,
            theme,
        ));
    }
    lines.push(Line::raw("-".repeat(room)));
    lines.push(Line::from(vec![
        theme.tab(!screen.results, "名单"),
        theme.tab(screen.results, "结果"),
    ]));
    lines
}

/// What comes out: each share with how it is counted, its limit and whether it is kept.
fn results(page: &InspectPage, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let room = usize::from(width);
    if page.scores.is_empty() {
        return vec![Line::raw(" 还没有可以算的。")];
    }
    let one = |score: &InspectScore| {
        let (word, tone) = match score.kept {
            Some(true) => ("符合", Tone::Good),
            Some(false) => ("不符合", Tone::Bad),
            None => ("", Tone::Plain),
        };
        let whole = if score.whole.is_empty() {
            "?"
        } else {
            &score.whole
        };
        let first = [
            Piece::toned(score.value.clone(), Tone::Heading),
            Piece::plain(score.limit.clone()),
            Piece::toned(word, tone),
            Piece::toned(score.missing.clone(), Tone::Warning),
        ];
        let mut lines = flow(&format!(" {} ", score.name), &first, 2, room, theme);
        let how = [
            Piece::plain(score.formula.clone()),
            Piece::plain(format!("{}/{whole}", score.part)),
            // A telephone has no room for where the limit stands; the paper has it.
            Piece::plain(if width < NARROW { "" } else { &score.source }),
        ];
        lines.extend(flow("   ", &how, 2, room, theme));
        lines
    };
    page.scores.iter().flat_map(one).collect()
}
