//! 待办: what is due, by whom and when; Enter goes to whom it is about, one key records that it
//! was done.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::reading::Reading;
use crate::port::page::DueSpan;
use crate::port::rule::{DutyLine, DutyPage, DutyQuery};
use crate::port::{Reply, Request, RuleReply, RuleRequest, Scope};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::text::{cut, dashed, safe};
use crate::tui::theme::Theme;
use crate::tui::widget::browse::NARROW;
use crate::tui::widget::list::{self, Column};
use crate::tui::widget::outline::Outline;
use crate::tui::widget::outline_page::Around;
use crate::tui::{Cmd, Given, Screen, duty, ways};

/// Lines of the foot.
const FOOT: u16 = 2;

/// What the rows stand under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Heading {
    Day,
    Village,
    Helper,
}

const HEADINGS: [(Heading, &str); 3] = [
    (Heading::Day, "按日期"),
    (Heading::Village, "按村"),
    (Heading::Helper, "按责任人"),
];

/// Which duties are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Only {
    /// Those of one rule, by its full name, and what the officer calls it.
    pub rule: Option<(String, String)>,
    /// Those due in one span of time.
    pub span: Option<DueSpan>,
    /// Those of one household, or village.
    pub query: DutyQuery,
}

/// The list of duties.
pub struct Duties {
    given: Rc<Given>,
    only: Only,
    heading: usize,
    known: Vec<Rc<DutyLine>>,
    faults: Vec<String>,
    outline: Outline<DutyLine>,
}

/// What an officer does with a duty.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Goes to whom it is about.
    Open,
    /// Records what fulfils it.
    Fulfil,
    /// Puts the rows under other headings.
    Turn,
    /// The same, the other way.
    Back,
    /// Opens the household's card.
    Card,
    /// Shows all again.
    All,
    /// Says what is wrong with packs that are left out.
    Faults,
}

impl Duties {
    /// All duties of the scope.
    #[must_use]
    pub fn new(given: &Rc<Given>) -> Self {
        Self::only(given, Only::default())
    }

    /// Some of them.
    #[must_use]
    pub fn only(given: &Rc<Given>, only: Only) -> Self {
        let columns = vec![
            Column::new("期限", 9),
            Column::new("事项", 22).grows(),
            Column::new("村组", 14).rank(2),
            Column::new("责任人", 10).rank(1),
        ];
        Self {
            given: Rc::clone(given),
            only,
            heading: 0,
            known: Vec::new(),
            faults: Vec::new(),
            outline: Outline::new(columns),
        }
    }

    fn fill(&mut self, page: DutyPage) {
        let today = self.given.today();
        let only = &self.only;
        let wanted = |line: &DutyLine| {
            let of_rule = only
                .rule
                .as_ref()
                .is_none_or(|(rule, _)| *rule == line.rule);
            let in_span = only
                .span
                .is_none_or(|span| span == DueSpan::of_duty(line, today));
            of_rule && in_span
        };
        self.known = page.lines.into_iter().filter(wanted).map(Rc::new).collect();
        self.faults = page.faults;
        self.arrange();
    }

    fn arrange(&mut self) {
        let today = self.given.today();
        let heading = HEADINGS[self.heading].0;
        let mut rows: Vec<(String, Rc<DutyLine>)> = self
            .known
            .iter()
            .map(|line| (under(heading, line, today), Rc::clone(line)))
            .collect();
        match heading {
            Heading::Day => rows.sort_by_key(|(_, line)| DueSpan::of_duty(line, today)),
            _ => rows.sort_by(|(one, _), (other, _)| one.cmp(other)),
        }
        self.outline.fill(rows);
    }

    fn turn(&mut self, by: usize) -> Cmd {
        self.heading = (self.heading + by) % HEADINGS.len();
        self.arrange();
        Cmd::none()
    }

    /// The headings to choose from, and what is left out.
    fn tabs(&self, theme: &Theme) -> Line<'static> {
        let mut line = Line::raw(" ");
        for (place, (_, word)) in HEADINGS.iter().enumerate() {
            line.push_span(theme.tab(place == self.heading, word));
        }
        let only = &self.only;
        let rule = only.rule.as_ref().map(|(_, title)| title.as_str());
        let words = [only.span.map(DueSpan::word), rule];
        let words: Vec<&str> = words.into_iter().flatten().collect();
        if !words.is_empty() {
            let text = format!("  只列 {}", words.join(" "));
            line.push_span(Span::styled(text, theme.warning));
        }
        if !self.faults.is_empty() {
            let text = format!("  口径有错{}处，按 Ctrl-W 看", self.faults.len());
            line.push_span(Span::styled(text, theme.bad));
        }
        line
    }

    /// The selected duty in full: it is cut in the list.
    fn detail(&self, width: u16) -> Vec<String> {
        let Some(line) = self.outline.selected() else {
            return Vec::new();
        };
        let room = usize::from(width).saturating_sub(1);
        let by = line
            .due
            .clone()
            .map_or(String::new(), |day| format!("{day}前"));
        let first = [line.what(), by];
        let then = match line
            .done_by
            .as_deref()
            .and_then(|key| self.given.ledger(key))
        {
            Some(ledger) => format!("Ctrl-N 记{}", ledger.label),
            None if line.rule == duty::TASK => String::new(),
            None => "Ctrl-N 办结或延期".to_owned(),
        };
        let rest = [
            then,
            line.place.clone(),
            line.responsible.clone(),
            line.source.clone(),
        ];
        [first.as_slice(), rest.as_slice()]
            .map(|parts| {
                let some = parts.iter().filter(|part| !part.is_empty());
                let text = some.map(String::as_str).collect::<Vec<_>>().join("  ");
                cut(&safe(&dashed(&text)), room)
            })
            .to_vec()
    }

    fn nothing(&self) -> &'static str {
        match (self.outline.is_searching(), self.given.scope()) {
            (true, _) => "没有找到；换几个字，或按 Esc 清空",
            (false, Scope::Mine) => "我的没有待办的事；按 Ctrl-O 看全镇",
            (false, Scope::Township) => "没有待办的事",
        }
    }
}

fn under(heading: Heading, line: &DutyLine, today: chrono::NaiveDate) -> String {
    let (text, none) = match heading {
        Heading::Day => return DueSpan::of_duty(line, today).word().to_owned(),
        Heading::Village => (&line.village, "全镇"),
        Heading::Helper => (&line.responsible, "没有责任人"),
    };
    if text.is_empty() {
        none.to_owned()
    } else {
        text.clone()
    }
}

impl Screen for Duties {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "打开")
            .long("到这一户、这笔贷款、这个村；在标题上收起、展开"),
        bind(&[Key::ctrl('n'), Key::ctrl('s')], Action::Fulfil, "去办")
            .long("打开办这件事要记的表；不用记表的问办结还是延期"),
        bind(&[Key::TAB], Action::Turn, "换分法").long("按日期、按村、按责任人"),
        bind(&[Key::BACK_TAB], Action::Back, "往回换"),
        bind(&[Key::ctrl('y')], Action::Card, "户卡"),
        bind(&[Key::ctrl('a')], Action::All, "全部").long("不再只列一类、一段时间的"),
        bind(&[Key::ctrl('w')], Action::Faults, "口径的错").long("口径写错的地方，这些没有算"),
    ];

    fn title(&self) -> String {
        "待办".into()
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("列表（打字即查找，Esc 清空）", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        let query = DutyQuery {
            scope: self.given.scope(),
            ..self.only.query.clone()
        };
        Cmd::ask(Request::Rule(RuleRequest::Duties(Box::new(query))))
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Turn => return self.turn(1),
            Action::Back => return self.turn(HEADINGS.len() - 1),
            Action::All => {
                self.only = Only::default();
                return self.enter();
            }
            Action::Faults if self.faults.is_empty() => return Cmd::say("口径没有写错的地方"),
            Action::Faults => {
                return Cmd::open(Reading::faults(&self.faults));
            }
            Action::Open if self.outline.fold() => return Cmd::none(),
            _ => {}
        }
        let Some(line) = self.outline.selected() else {
            return Cmd::none();
        };
        match action {
            Action::Fulfil => duty::fulfil(&self.given, line),
            Action::Card => ways::card(&self.given, line.household),
            _ => duty::open(&self.given, line),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.outline.key(key).then(Cmd::none)
    }

    fn text(&mut self, text: &str) -> Cmd {
        self.outline.text(text);
        Cmd::none()
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        if let Reply::Rule(RuleReply::Duties(page)) = reply {
            self.fill(*page);
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let mut tabs = self.tabs(theme);
        if area.width < NARROW && tabs.width() > usize::from(area.width) {
            tabs.spans.truncate(HEADINGS.len() + 1);
        }
        let around = Around {
            head: vec![tabs],
            nothing: self.nothing(),
            foot: self.detail(area.width),
            room: FOOT,
            unit: "件",
        };
        self.outline.view_page(frame, area, theme, around);
    }
}
