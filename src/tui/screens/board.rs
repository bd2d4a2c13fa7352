//! 疑点与达标: every doubt and standard in force with its counts, and village by village.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::check::CheckScreen;
use super::reading::Reading;
use crate::domain::Answer;
use crate::domain::answer::Gravity;
use crate::port::rule::{RuleBoard, RuleLine, RuleSort, VillageRules};
use crate::port::{Reply, Request, RuleReply, RuleRequest};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::list::{self, Column};
use crate::tui::widget::outline::{Outline, Outlined};
use crate::tui::widget::outline_page::{Around, one_line};
use crate::tui::{Cmd, Given, Screen};

/// The parts of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Doubts,
    Standards,
    Villages,
}

const PARTS: [(Part, &str); 3] = [
    (Part::Doubts, "疑点"),
    (Part::Standards, "达标"),
    (Part::Villages, "各村"),
];

/// A row of any part.
enum BoardRow {
    Rule(RuleLine),
    Village(VillageRules),
}

/// The screen.
pub struct Board {
    given: Rc<Given>,
    part: usize,
    known: Option<RuleBoard>,
    outline: Outline<BoardRow>,
}

/// What an officer does with a rule or a village.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Lists whom it is about.
    Open,
    /// To the next part.
    Turn,
    /// To the part before.
    Back,
    /// Says what is wrong with packs that are left out.
    Faults,
}

impl Board {
    /// Doubts in front.
    #[must_use]
    pub fn new(given: &Rc<Given>) -> Self {
        Self {
            given: Rc::clone(given),
            part: 0,
            known: None,
            outline: Outline::new(columns(Part::Doubts)),
        }
    }

    fn part(&self) -> Part {
        PARTS[self.part].0
    }

    fn arrange(&mut self) {
        let part = self.part();
        self.outline.set_columns(columns(part));
        let Some(board) = &self.known else { return };
        let rows: Vec<(String, BoardRow)> = match part {
            Part::Villages => board
                .villages
                .iter()
                .map(|village| ("各村".to_owned(), BoardRow::Village(village.clone())))
                .collect(),
            part => lines(board, part)
                .into_iter()
                .map(|line| (under(line), BoardRow::Rule(line.clone())))
                .collect(),
        };
        let rows = rows
            .into_iter()
            .map(|(heading, row)| (heading, Rc::new(row)));
        self.outline.fill(rows);
    }

    fn turn(&mut self, by: usize) -> Cmd {
        self.part = (self.part + by) % PARTS.len();
        self.arrange();
        Cmd::none()
    }

    fn tabs(&self, theme: &Theme) -> Line<'static> {
        let mut line = Line::raw(" ");
        for (place, (part, word)) in PARTS.iter().enumerate() {
            let count = self.known.as_ref().map(|board| open(board, *part));
            let count = match (part, count) {
                (_, None) => String::new(),
                (Part::Doubts, Some(count)) => format!(" 待核实{count}"),
                (Part::Standards, Some(count)) => format!(" 差{count}"),
                (Part::Villages, Some(count)) => count.to_string(),
            };
            line.push_span(theme.tab(place == self.part, &format!("{word}{count}")));
        }
        let faults = self.known.as_ref().map_or(0, |board| board.faults.len());
        if faults > 0 {
            let text = format!("  口径有错{faults}处，按 Ctrl-W 看");
            line.push_span(Span::styled(text, theme.bad));
        }
        line
    }

    fn detail(&self) -> String {
        match self.outline.selected().map(Rc::as_ref) {
            Some(BoardRow::Rule(line)) => {
                let parts = [&line.title, &line.tip, &line.source, &line.rule];
                let some = parts.iter().filter(|part| !part.is_empty());
                some.map(|part| part.as_str())
                    .collect::<Vec<_>>()
                    .join("  ")
            }
            Some(BoardRow::Village(village)) => {
                format!("{}  回车看这个村和它的户差什么", village.name)
            }
            None => String::new(),
        }
    }

    fn faults(&self) -> Cmd {
        match self.known.as_ref().map(|board| board.faults.as_slice()) {
            Some([]) | None => Cmd::say("口径没有写错的地方"),
            Some(faults) => Cmd::open(Reading::faults(faults)),
        }
    }
}

/// The lines of a part: doubts by gravity, standards by subject; those with most to do first, a
/// county's veto items before all.
fn lines(board: &RuleBoard, part: Part) -> Vec<&RuleLine> {
    let of_part =
        |line: &&RuleLine| matches!(line.sort, RuleSort::Doubt(_)) == (part == Part::Doubts);
    let mut lines: Vec<&RuleLine> = board.lines.iter().filter(of_part).collect();
    let mut subjects: Vec<&str> = Vec::new();
    for line in &lines {
        if !subjects.contains(&line.subject.as_str()) {
            subjects.push(&line.subject);
        }
    }
    let rank = |line: &RuleLine| match line.sort {
        RuleSort::Standard(veto) => {
            let place = subjects.iter().position(|known| *known == line.subject);
            (place.unwrap_or(0), usize::from(!veto))
        }
        RuleSort::Doubt(Gravity::Grave) => (0, 0),
        RuleSort::Doubt(Gravity::Logic) => (1, 0),
        _ => (2, 0),
    };
    lines.sort_by_key(|line| (rank(line), std::cmp::Reverse(to_do(line))));
    lines
}

fn to_do(line: &RuleLine) -> usize {
    match line.sort {
        RuleSort::Doubt(_) => line.count(&[Answer::Hit]),
        _ => line.count(&[Answer::NotMet, Answer::Missing]),
    }
}

/// How many answers of a part want something done.
fn open(board: &RuleBoard, part: Part) -> usize {
    match part {
        Part::Villages => board.villages.len(),
        part => lines(board, part).into_iter().map(to_do).sum(),
    }
}

fn under(line: &RuleLine) -> String {
    match line.sort {
        RuleSort::Doubt(gravity) => gravity.word().to_owned(),
        _ => line.subject.clone(),
    }
}

fn columns(part: Part) -> Vec<Column> {
    match part {
        Part::Doubts => vec![
            Column::new("疑点", 22).grows(),
            Column::new("对象", 8).rank(2),
            Column::new("待核实", 6).right(),
            Column::new("已说明", 6).right().rank(1),
        ],
        Part::Standards => vec![
            Column::new("标准", 22).grows(),
            Column::new("对象", 8).rank(3),
            Column::new("未达标", 6).right(),
            Column::new("缺项", 6).right(),
            Column::new("达标", 6).right().rank(1),
            Column::new("不适用", 6).right().rank(2),
        ],
        Part::Villages => vec![
            Column::new("村", 12).grows(),
            Column::new("村未达标", 8).right(),
            Column::new("村缺项", 6).right().rank(2),
            Column::new("户未达标", 8).right(),
            Column::new("户缺项", 6).right().rank(3),
            Column::new("待核实", 6).right(),
            Column::new("其中严重", 8).right().rank(1),
        ],
    }
}

impl Outlined for BoardRow {
    fn cells(&self) -> Vec<String> {
        let count = |count: usize| match count {
            0 => String::new(),
            count => count.to_string(),
        };
        match self {
            Self::Rule(line) => line.cells(),
            Self::Village(village) => {
                let counts = [
                    village.own_not_met,
                    village.own_missing,
                    village.not_met,
                    village.missing,
                    village.hits,
                    village.grave,
                ];
                let name = [village.name.clone()].into_iter();
                name.chain(counts.map(count)).collect()
            }
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Rule(line) => line.words(),
            Self::Village(village) => village.name.clone(),
        }
    }

    fn tone(&self) -> Tone {
        match self {
            Self::Rule(line) => line.tone(),
            Self::Village(_) => Tone::Plain,
        }
    }
}

impl Screen for Board {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "打开")
            .long("这一条是哪些户、人、村；在标题上收起、展开"),
        bind(&[Key::TAB], Action::Turn, "疑点/达标/各村"),
        bind(&[Key::BACK_TAB], Action::Back, "往回换"),
        bind(&[Key::ctrl('w')], Action::Faults, "口径的错").long("口径写错的地方，这些没有算"),
    ];

    fn title(&self) -> String {
        "疑点与达标".into()
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("列表（打字即查找，Esc 清空）", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        let scope = self.given.scope();
        Cmd::ask(Request::Rule(RuleRequest::Board(scope)))
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Turn => return self.turn(1),
            Action::Back => return self.turn(PARTS.len() - 1),
            Action::Faults => return self.faults(),
            Action::Open if self.outline.fold() => return Cmd::none(),
            Action::Open => {}
        }
        match self.outline.selected().map(Rc::as_ref) {
            Some(BoardRow::Rule(line)) => {
                Cmd::open(CheckScreen::of_rule(&self.given, line.clone()))
            }
            Some(BoardRow::Village(village)) => {
                Cmd::open(CheckScreen::of_village(&self.given, &village.name))
            }
            None => Cmd::none(),
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
        if let Reply::Rule(RuleReply::Board(board)) = reply {
            self.known = Some(*board);
            self.arrange();
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let nothing = if self.outline.is_searching() {
            "没有找到；换几个字，或按 Esc 清空"
        } else {
            "用着的口径里没有这样的条目；菜单「政策口径」里可以启用口径"
        };
        let around = Around {
            head: vec![self.tabs(theme)],
            nothing,
            foot: one_line(&self.detail(), area.width),
            room: 1,
            unit: "条",
        };
        self.outline.view_page(frame, area, theme, around);
    }
}
