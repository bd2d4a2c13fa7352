//! 贴息清单比对: every line of the banks' lists against what was worked out, village by village.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::loan::{LoanScreen, difference, told};
use crate::port::{ComparedLine, LoanComparison, LoanReply, LoanRequest, Reply, Request};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::text::{columns, safe, wrap};
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::list::{self, Column};
use crate::tui::widget::outline::{Outline, Outlined};
use crate::tui::widget::outline_page::Around;
use crate::tui::{Cmd, Given, Screen, ways};

/// The most lines that the selected line takes in full.
const DETAIL: usize = 3;

/// The screen.
pub struct LoanCompareScreen {
    given: Rc<Given>,
    comparison: Option<LoanComparison>,
    /// Whether lines that agree are shown too.
    all: bool,
    outline: Outline<ComparedLine>,
}

/// What an officer does with a line.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Opens the loan.
    Open,
    /// Shows those that agree too, or not.
    Turn,
    /// Opens the household's card.
    Card,
}

impl LoanCompareScreen {
    fn nothing(&self) -> &'static str {
        let listed = self.comparison.as_ref().map_or(0, |all| all.lines.len());
        match (listed, self.outline.is_searching()) {
            (0, _) => {
                "还没有贴息清单。按 F7 导入银行的清单：贷款事件，类型贴息，有计息起日、止日。"
            }
            (_, true) => "没有找到；按 Esc 清空打的字，或按 Tab 看全部。",
            _ => "测算和清单都相符；按 Tab 看全部。",
        }
    }

    /// Those that differ in front.
    #[must_use]
    pub fn new(given: &Rc<Given>) -> Self {
        let shown = vec![
            Column::new("借款人", 10),
            Column::new("计息止日", 10).rank(2),
            Column::new("测算", 10).right().rank(1),
            Column::new("清单", 10).right().rank(3),
            Column::new("差", 9).right(),
            Column::new("可能的原因", 16).grows(),
        ];
        Self {
            given: Rc::clone(given),
            comparison: None,
            all: false,
            outline: Outline::new(shown),
        }
    }

    fn arrange(&mut self) {
        let Some(comparison) = &self.comparison else {
            return;
        };
        let shown = comparison.lines.iter();
        let shown = shown.filter(|line| self.all || line.differs());
        let rows = shown.map(|line| {
            let heading = match line.village.as_str() {
                "" => "没有挂接到户".to_owned(),
                village => village.to_owned(),
            };
            (heading, Rc::new(line.clone()))
        });
        self.outline.fill(rows);
    }

    fn head(&self, room: usize, theme: &Theme) -> Vec<Line<'static>> {
        let mut tabs = Line::raw(" ");
        tabs.push_span(theme.tab(!self.all, "不同的"));
        tabs.push_span(theme.tab(self.all, "全部"));
        tabs.push_span(format!("  截至{}", self.given.today()));
        let Some(comparison) = &self.comparison else {
            return vec![tabs];
        };
        let (ours, theirs, differing) = comparison.sums();
        let told = format!(
            "清单{}条，不同{differing}条；贴息测算{ours}元，清单{theirs}元，差{}元",
            comparison.lines.len(),
            difference(crate::domain::Fen(theirs.0 - ours.0))
        );
        let mut lines = vec![tabs];
        let told = wrap(&told, room.saturating_sub(2)).into_iter();
        lines.extend(told.map(|line| Line::styled(format!(" {line}"), theme.heading)));
        lines
    }

    /// The selected line in full, as many lines as it takes.
    fn detail(&self, room: usize) -> Vec<String> {
        let Some(line) = self.outline.selected() else {
            return vec![String::new()];
        };
        let detail = format!("{} {} {}", line.borrower, line.bank, told(line));
        let mut lines = wrap(&safe(&detail), room.saturating_sub(2));
        lines.truncate(DETAIL);
        lines
    }
}

impl Outlined for ComparedLine {
    fn cells(&self) -> Vec<String> {
        let why = self.why();
        let compared = &self.compared;
        vec![
            self.borrower.clone(),
            compared.ends.to_string(),
            compared.ours.to_string(),
            match &compared.listed {
                Some(_) => compared.theirs.to_string(),
                None => "没有".to_owned(),
            },
            difference(compared.difference),
            if why.is_empty() {
                "相符".to_owned()
            } else {
                why
            },
        ]
    }

    fn words(&self) -> String {
        format!(
            "{} {} {} {}",
            self.borrower,
            self.group,
            self.bank,
            self.why()
        )
    }

    fn tone(&self) -> Tone {
        if self.differs() {
            Tone::Warning
        } else {
            Tone::Plain
        }
    }
}

impl Screen for LoanCompareScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "打开").long("这一笔贷款；在村名上收起、展开"),
        bind(&[Key::TAB, Key::BACK_TAB], Action::Turn, "不同/全部"),
        bind(&[Key::ctrl('y')], Action::Card, "户卡"),
    ];

    fn title(&self) -> String {
        "贴息清单比对".into()
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("列表（打字即查找，Esc 清空）", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        Cmd::ask(Request::Loan(LoanRequest::Compare {
            village: None,
            scope: self.given.scope(),
        }))
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Turn => {
                self.all = !self.all;
                self.arrange();
                Cmd::none()
            }
            Action::Open if self.outline.fold() => Cmd::none(),
            Action::Open => match self.outline.selected() {
                Some(line) => Cmd::open(LoanScreen::listing(&self.given, line.loan)),
                None => Cmd::none(),
            },
            Action::Card => match self.outline.selected() {
                Some(line) => ways::card(&self.given, line.household),
                None => Cmd::none(),
            },
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
        if let Reply::Loan(LoanReply::Compare(comparison)) = reply {
            self.comparison = Some(comparison);
            self.arrange();
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let foot = self.detail(usize::from(area.width));
        let around = Around {
            head: self.head(usize::from(area.width), theme),
            nothing: self.nothing(),
            room: columns(foot.len()),
            foot,
            unit: "条",
        };
        self.outline.view_page(frame, area, theme, around);
    }
}
