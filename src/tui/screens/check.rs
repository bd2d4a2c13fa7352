//! Whom a rule is about and how it answers: those of one rule, one village or one household.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::Answer;
use crate::port::rule::{CheckQuery, CheckRow, RuleLine};
use crate::port::{Reply, Request, RuleReply, RuleRequest, Scope};
use crate::tui::check::{self, OPEN, said};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::text::{cut, dashed, safe, wrap};
use crate::tui::theme::Theme;
use crate::tui::widget::list::{self, Column};
use crate::tui::widget::outline::Outline;
use crate::tui::widget::outline_page::Around;
use crate::tui::{Cmd, Given, Screen, ways};

/// What the rows stand under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Heading {
    Village,
    Rule,
    Subject,
}

const HEADINGS: [(Heading, &str); 3] = [
    (Heading::Village, "按村"),
    (Heading::Rule, "按标准和疑点"),
    (Heading::Subject, "按户按人"),
];

/// The lines below the list in which the selected answer stands in full.
const FOOT: u16 = 3;

/// The list of answers.
pub struct CheckScreen {
    given: Rc<Given>,
    title: String,
    query: CheckQuery,
    /// The rule that all answers are of.
    rule: Option<RuleLine>,
    /// Whether those in order are listed too.
    all: bool,
    heading: usize,
    known: Vec<Rc<CheckRow>>,
    outline: Outline<CheckRow>,
}

/// What an officer does with an answer.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Opens whom it is about.
    Open,
    /// Corrects the fields that it reads.
    Correct,
    /// Writes down why it is so.
    Explain,
    /// Puts the rows under other headings.
    Turn,
    /// The same, the other way.
    Back,
    /// Lists those in order too, or leaves them out again.
    All,
    /// Opens the household's card.
    Card,
}

impl CheckScreen {
    /// The subjects of one rule, by village.
    #[must_use]
    pub fn of_rule(given: &Rc<Given>, rule: RuleLine) -> Self {
        let query = CheckQuery {
            rule: Some(rule.rule.clone()),
            ..CheckQuery::default()
        };
        let mut screen = Self::new(given, rule.title.clone(), query, Heading::Village);
        screen.rule = Some(rule);
        screen
    }

    /// One village against its standards and doubts: its own, then those of its households.
    #[must_use]
    pub fn of_village(given: &Rc<Given>, name: &str) -> Self {
        let query = CheckQuery {
            village: Some(name.to_owned()),
            ..CheckQuery::default()
        };
        Self::new(given, name.to_owned(), query, Heading::Rule)
    }

    /// One household against every standard, met or not.
    #[must_use]
    pub fn of_household(given: &Rc<Given>, id: i64, name: &str) -> Self {
        let query = CheckQuery {
            household: Some(id),
            ..CheckQuery::default()
        };
        let mut screen = Self::new(given, name.to_owned(), query, Heading::Subject);
        screen.all = true;
        screen
    }

    fn new(given: &Rc<Given>, title: String, query: CheckQuery, heading: Heading) -> Self {
        let place = HEADINGS.iter().position(|(known, _)| *known == heading);
        let columns = vec![
            Column::new("对象", 10),
            Column::new("村组", 14).rank(2),
            Column::new("结果", 6),
            Column::new("标准或疑点，缺什么", 16).rank(1).grows(),
        ];
        Self {
            given: Rc::clone(given),
            title,
            query,
            rule: None,
            all: false,
            heading: place.unwrap_or(0),
            known: Vec::new(),
            outline: Outline::new(columns),
        }
    }

    fn arrange(&mut self) {
        let heading = HEADINGS[self.heading].0;
        let mut rows: Vec<(String, Rc<CheckRow>)> = self
            .known
            .iter()
            .map(|row| (under(heading, row), Rc::clone(row)))
            .collect();
        // What an exit turns on stands before what is only missing.
        if heading == Heading::Rule {
            rows.sort_by(|(_, one), (_, other)| {
                let rank = |row: &CheckRow| (row.subject != "村", row.sort);
                (rank(one), &one.rule).cmp(&(rank(other), &other.rule))
            });
        } else {
            rows.sort_by(|(one, _), (other, _)| one.cmp(other));
        }
        self.outline.fill(rows);
    }

    fn turn(&mut self, by: usize) -> Cmd {
        self.heading = (self.heading + by) % HEADINGS.len();
        self.arrange();
        Cmd::none()
    }

    fn tabs(&self, theme: &Theme) -> Line<'static> {
        let mut line = Line::raw(" ");
        for (place, (_, word)) in HEADINGS.iter().enumerate() {
            line.push_span(theme.tab(place == self.heading, word));
        }
        let states = if self.all {
            "  连达标的"
        } else {
            "  不列达标的"
        };
        line.push_span(Span::styled(states, theme.faint));
        line
    }

    /// The selected answer in full, and where the rule comes from.
    fn detail(&self, width: u16) -> Vec<String> {
        let Some(row) = self.outline.selected() else {
            return Vec::new();
        };
        let room = usize::from(width).saturating_sub(2).max(2);
        let mut text = format!("{}  {}", row.title, said(row));
        if !row.fields.is_empty() {
            text = format!("{text}  更正：{}", row.fields.join("、"));
        }
        if let Some(rule) = &self.rule {
            text = format!("{text}  {}  {}", rule.tip, rule.source);
        }
        let mut lines = wrap(&safe(&dashed(&text)), room);
        if lines.len() > usize::from(FOOT) {
            let rest = lines.split_off(usize::from(FOOT) - 1).concat();
            lines.push(cut(&rest, room));
        }
        lines
    }

    fn nothing(&self) -> &'static str {
        match (self.outline.is_searching(), self.given.scope()) {
            (true, _) => "没有找到；换几个字，或按 Esc 清空",
            (false, Scope::Mine) => "我的里没有要核实和补齐的；按 Ctrl-O 看全镇",
            (false, Scope::Township) => "没有要核实和补齐的；按 Ctrl-A 连达标的一起列",
        }
    }
}

fn under(heading: Heading, row: &CheckRow) -> String {
    match heading {
        Heading::Village if row.village.is_empty() => "未填村".to_owned(),
        Heading::Village => row.village.clone(),
        Heading::Rule => format!("{} {}", row.subject, row.title),
        Heading::Subject => format!("{} {} {}", row.subject, row.place, row.name),
    }
}

impl Screen for CheckScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "打开").long("到户卡或这条记录；在标题上收起、展开"),
        bind(&[Key::ctrl('e')], Action::Correct, "更正").long("打开表单，停在要核实的那几项上"),
        bind(&[Key::ctrl('n')], Action::Explain, "情况说明")
            .long("写明为什么是这样、有什么佐证、到哪天为止；写了仍然列出，注明已说明"),
        bind(&[Key::TAB], Action::Turn, "换分法").long("按村、按标准和疑点、按户按人"),
        bind(&[Key::BACK_TAB], Action::Back, "往回换"),
        bind(&[Key::ctrl('a')], Action::All, "连达标的").long("达标的也列出来，再按就不列"),
        bind(&[Key::ctrl('y')], Action::Card, "户卡"),
    ];

    fn title(&self) -> String {
        format!("疑点与达标  {}", self.title)
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("列表（打字即查找，Esc 清空）", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        let mut states = OPEN.to_vec();
        if self.all {
            states.push(Answer::Met);
        }
        let query = CheckQuery {
            states,
            scope: self.given.scope(),
            ..self.query.clone()
        };
        Cmd::ask(Request::Rule(RuleRequest::Check(Box::new(query))))
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Turn => return self.turn(1),
            Action::Back => return self.turn(HEADINGS.len() - 1),
            Action::All => {
                self.all = !self.all;
                return self.enter();
            }
            Action::Open if self.outline.fold() => return Cmd::none(),
            _ => {}
        }
        let Some(row) = self.outline.selected() else {
            return Cmd::none();
        };
        match action {
            Action::Correct => check::correct(&self.given, row),
            Action::Explain => check::explain(&self.given, row),
            Action::Card => ways::card(&self.given, row.household),
            _ => check::open(&self.given, row),
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
        if let Reply::Rule(RuleReply::Check(rows)) = reply {
            self.known = rows.into_iter().map(Rc::new).collect();
            self.arrange();
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let around = Around {
            head: vec![self.tabs(theme)],
            nothing: self.nothing(),
            foot: self.detail(area.width),
            room: FOOT,
            unit: "条",
        };
        self.outline.view_page(frame, area, theme, around);
    }
}
