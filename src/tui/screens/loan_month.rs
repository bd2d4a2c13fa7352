//! 小额信贷月报: the figures of a month with how each is worked out, and every village and bank with
//! what is owed as a bar.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use super::loans::Loans;
use super::plan_board::wall;
use crate::domain::Fen;
use crate::port::lending::Month;
use crate::port::page::plan::bar;
use crate::port::page::{LoanMonth, LoanMonthLine};
use crate::port::{LendingReply, LendingRequest, Reply, Request, WallPaper};
use crate::tui::flow::{Piece, flow};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::text::{cut, fit, safe};
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::browse::paragraph;
use crate::tui::widget::list::{self, Column};
use crate::tui::widget::outline::{Outline, Outlined};
use crate::tui::widget::page::{Page, Row};
use crate::tui::{Cmd, Given, Screen, say};

/// The columns that a bar takes.
const BAR: usize = 14;

/// The facts of a loan that name its village and its bank.
const VILLAGE: &str = "村_村名称";
const BANK: &str = "贷款银行";

/// A village or a bank, and the most that any of them is owed.
struct MonthRow {
    line: LoanMonthLine,
    /// The condition over facts that its loans fulfil.
    condition: String,
    most: usize,
}

/// The screen.
pub struct LoanMonthScreen {
    given: Rc<Given>,
    wanted: Month,
    month: Option<Box<LoanMonth>>,
    /// Whether villages and banks are in front.
    parts: bool,
    page: Page,
    outline: Outline<MonthRow>,
}

/// What an officer does with the report.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Opens the loans of the village or bank.
    Open,
    /// Turns from figures to villages and banks, and back.
    Turn,
    /// Goes to the month before.
    Before,
    /// Goes to the month after.
    After,
    /// Writes it as a paper.
    Print,
}

impl LoanMonthScreen {
    /// The present month.
    #[must_use]
    pub fn new(given: &Rc<Given>) -> Self {
        let columns = vec![
            Column::new("村、银行", 10).grows(),
            Column::new("累计笔", 6).right().rank(5),
            Column::new("本年笔", 6).right().rank(4),
            Column::new("余额笔", 6).right().rank(3),
            Column::new("余额万", 7).right(),
            Column::new("逾期笔", 6).right(),
            Column::new("逾期率", 7).right().rank(2),
            Column::new("余额", BAR).rank(1),
        ];
        Self {
            given: Rc::clone(given),
            wanted: None,
            month: None,
            parts: false,
            page: Page::default(),
            outline: Outline::new(columns),
        }
    }

    fn ask(&self) -> Cmd {
        let wish = LendingRequest::Month(self.wanted, self.given.scope());
        Cmd::ask(Request::Lending(wish))
    }

    fn fill(&mut self, month: Box<LoanMonth>) {
        let rows = |heading: &str, fact: &str, lines: &[LoanMonthLine]| {
            let most = lines.iter().map(|line| yuan(line.balance.fen)).max();
            let most = most.unwrap_or(0);
            let row = |line: &LoanMonthLine| {
                let condition = if line.unnamed {
                    format!("{fact} is null")
                } else {
                    format!("{fact} = '{}'", line.name.replace('\'', "''"))
                };
                let line = line.clone();
                let row = MonthRow {
                    line,
                    condition,
                    most,
                };
                (heading.to_owned(), Rc::new(row))
            };
            lines.iter().map(row).collect::<Vec<_>>()
        };
        let mut all = rows("各村", VILLAGE, &month.villages);
        all.extend(rows("各银行", BANK, &month.banks));
        self.outline.fill(all);
        self.month = Some(month);
    }

    /// The month that is shown, by year and month.
    fn shown(&self) -> Option<(i32, u32)> {
        let (year, month) = self.month.as_ref()?.month.split_once('-')?;
        Some((year.parse().ok()?, month.parse().ok()?))
    }

    fn go(&mut self, later: bool) -> Cmd {
        let Some((year, month)) = self.shown() else {
            return Cmd::none();
        };
        let open = self.month.as_ref().is_some_and(|month| !month.whole);
        self.wanted = Some(match (later, month) {
            (true, _) if open => return Cmd::say("这个月还没有完，后面没有月报"),
            (true, 12) => (year + 1, 1),
            (true, month) => (year, month + 1),
            (false, 1) => (year - 1, 12),
            (false, month) => (year, month - 1),
        });
        self.ask()
    }

    fn tabs(&self, theme: &Theme) -> Line<'static> {
        let mut line = Line::raw(" ");
        line.push_span(theme.tab(!self.parts, "指标和算法"));
        line.push_span(theme.tab(self.parts, "各村各银行"));
        if self.parts {
            line.push_span("  #没逾期 =逾期".to_owned());
        }
        line
    }

    fn figures(&self, columns: u16, theme: &Theme) -> Vec<Row<()>> {
        let Some(month) = &self.month else {
            return Vec::new();
        };
        let mut rows = Vec::new();
        for figure in month.figures() {
            let pieces = [
                Piece::toned(figure.value, Tone::Heading),
                Piece::toned(figure.how, Tone::Faint),
            ];
            let lead = format!(" {} ", fit(figure.name, 12));
            let lines = flow(&lead, &pieces, 2, usize::from(columns), theme);
            rows.extend(lines.into_iter().map(Row::plain));
        }
        rows
    }

    fn period(&self) -> String {
        let Some(month) = &self.month else {
            return String::new();
        };
        let day = |iso: &str| say::day(iso, self.given.today());
        let bank = match &month.as_of {
            Some(iso) => format!("银行截至{}", day(iso)),
            None => "银行没有报过余额".to_owned(),
        };
        format!("{}至{}  {bank}", day(&month.from), day(&month.to))
    }
}

fn yuan(fen: Fen) -> usize {
    usize::try_from(fen.0 / 100).unwrap_or(0)
}

impl Outlined for MonthRow {
    fn cells(&self) -> Vec<String> {
        let line = &self.line;
        let number = |number: usize| match number {
            0 => String::new(),
            number => number.to_string(),
        };
        let overdue = yuan(line.overdue.fen);
        let sound = yuan(line.balance.fen).saturating_sub(overdue);
        vec![
            line.name.clone(),
            number(line.lent.loans),
            number(line.lent_year.loans),
            number(line.balance.loans),
            say::in_wan(line.balance.fen),
            number(line.overdue.loans),
            line.overdue_share(),
            bar(sound, overdue, self.most, BAR),
        ]
    }

    fn words(&self) -> String {
        self.line.name.clone()
    }

    fn tone(&self) -> Tone {
        if self.line.overdue.loans > 0 {
            Tone::Warning
        } else {
            Tone::Plain
        }
    }
}

impl Screen for LoanMonthScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::TAB, Key::BACK_TAB], Action::Turn, "指标/各村"),
        bind(&[Key::LEFT], Action::Before, "上个月"),
        bind(&[Key::RIGHT], Action::After, "下个月"),
        bind(&[Key::ctrl('w')], Action::Print, "打印月报").long("全镇的，写成网页和文字"),
        bind(&[Key::ENTER], Action::Open, "打开")
            .long("这个村、这家银行的贷款；在标题上收起、展开"),
    ];

    fn title(&self) -> String {
        match &self.month {
            Some(month) if month.whole => format!("{}月报", month.said()),
            Some(month) => format!("{}月报(未完)", month.said()),
            None => "信贷月报".into(),
        }
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("翻看（各村各银行里打字即查找）", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        self.ask()
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Turn => self.parts = !self.parts,
            Action::Before => return self.go(false),
            Action::After => return self.go(true),
            Action::Print => return wall(WallPaper::LoanMonth(self.shown())),
            Action::Open if !self.parts || self.outline.fold() => {}
            Action::Open => {
                if let Some(row) = self.outline.selected() {
                    return Cmd::open(Loans::picked(&self.given, row.condition.clone()));
                }
            }
        }
        Cmd::none()
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        let taken = if self.parts {
            self.outline.key(key)
        } else {
            self.page.key(key)
        };
        taken.then(Cmd::none)
    }

    fn text(&mut self, text: &str) -> Cmd {
        self.parts = true;
        self.outline.text(text);
        Cmd::none()
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        if let Reply::Lending(LendingReply::Month(month)) = reply {
            self.fill(month);
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let [search, tabs, head, body] = area.layout(&Layout::vertical([
            Constraint::Length(u16::from(self.parts)),
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Min(0),
        ]));
        frame.render_widget(self.tabs(theme), tabs);
        let period = cut(&safe(&self.period()), usize::from(area.width));
        frame.render_widget(Line::styled(format!(" {period}"), theme.label), head);
        if !self.parts {
            let rows = self.figures(area.width, theme);
            self.page.view(frame, body, theme, rows, false);
            return;
        }
        self.outline.view(frame, body, theme);
        if self.outline.is_known() && self.outline.is_empty() {
            paragraph(frame, body, theme, "没有；按 Esc 清空打的字");
        }
        self.outline.view_line(frame, search, theme, "个");
    }
}
