//! 小额信贷: every loan and how it stands today.

mod head;
mod lines;
mod listed;

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Text};

pub use self::lines::tone;

use self::head::FILTERS;
use self::lines::LoanLine;
use crate::port::page::LoanCounts;
use crate::port::{
    LoanFilter, LoanGrouping, LoanPage, LoanQuery, LoanRow, RecordRef, Reply, Request, Scope,
    Selection,
};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::screens::loan::LoanScreen;
use crate::tui::screens::loan_compare::LoanCompareScreen;
use crate::tui::screens::loan_month::LoanMonthScreen;
use crate::tui::theme::Theme;
use crate::tui::widget::browse::{paragraph, search_line};
use crate::tui::widget::input::Input;
use crate::tui::widget::list::{self, List};
use crate::tui::{Cmd, Given, Screen, forms, lists, repaid, text, ways};

/// The list of loans.
pub struct Loans {
    given: Rc<Given>,
    filter: usize,
    typed: Input,
    selection: Selection,
    /// Which of the groupings the rows stand under.
    grouping: usize,
    list: List<LoanLine>,
    matching: Option<usize>,
    counts: Option<LoanCounts>,
}

/// What an officer does with a loan in the list.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Opens it.
    Open,
    /// Shows those of the next state.
    Next,
    /// Shows those of the state before.
    Back,
    /// Puts them under other headings.
    Group,
    /// The same, the other way.
    Ungroup,
    /// Opens the household's card.
    Card,
    /// Opens the month's report.
    Month,
    /// Compares the banks' lists with the reckoning.
    Compare,
    /// Makes a new one.
    New,
    /// Corrects it.
    Correct,
    /// Notes that the household says it is repaid.
    Repaid,
}

impl Loans {
    /// The loans not repaid.
    #[must_use]
    pub fn new(given: &Rc<Given>) -> Self {
        Self {
            given: Rc::clone(given),
            filter: 0,
            typed: Input::default(),
            selection: Selection::default(),
            grouping: 0,
            list: lines::list(),
            matching: None,
            counts: None,
        }
    }

    /// Those that a line of 首页 counts.
    #[must_use]
    pub fn only(given: &Rc<Given>, filter: LoanFilter) -> Self {
        let place = FILTERS.iter().position(|(known, _)| *known == filter);
        Self {
            filter: place.unwrap_or(0),
            ..Self::new(given)
        }
    }

    /// All loans ever that a condition keeps.
    #[must_use]
    pub fn picked(given: &Rc<Given>, condition: String) -> Self {
        let selection = Selection {
            condition,
            ..Selection::default()
        };
        Self {
            selection,
            ..Self::only(given, LoanFilter::All)
        }
    }

    fn refresh(&mut self) -> Cmd {
        self.list.refresh();
        self.ask()
    }

    fn ask(&mut self) -> Cmd {
        let Some(need) = self.list.need() else {
            return Cmd::none();
        };
        Cmd::ask(Request::Loans(LoanQuery {
            filter: FILTERS[self.filter].0,
            text: self.typed.text().to_owned(),
            selection: self.selection.clone(),
            scope: self.given.scope(),
            grouping: LoanGrouping::ALL[self.grouping],
            offset: need.offset,
            limit: need.limit,
        }))
    }

    fn restart(&mut self) -> Cmd {
        self.list.restart();
        self.ask()
    }

    /// Puts the rows under other headings; what is marked stays marked.
    fn regroup(&mut self, by: usize) -> Cmd {
        self.grouping = (self.grouping + by) % LoanGrouping::ALL.len();
        self.restart()
    }

    fn turn(&mut self, by: usize) -> Cmd {
        self.filter = (self.filter + by) % FILTERS.len();
        self.restart()
    }

    fn fill(&mut self, page: LoanPage) {
        self.matching = Some(page.matching);
        let (offset, total) = (page.offset, page.total);
        self.counts = Some(page.counts.clone());
        self.list.fill(offset, total, lines::lines(page));
    }

    fn selected(&self) -> Option<&LoanRow> {
        match self.list.selected() {
            Some(LoanLine::Loan(row)) => Some(row),
            _ => None,
        }
    }
}

impl Screen for Loans {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "打开"),
        bind(&[Key::TAB], Action::Next, "下一状态").long("未还清、逾期、30天内逐个看"),
        bind(&[Key::RIGHT], Action::Group, "分小计")
            .long("按急缓、到期月份、银行、村、状态分开小计"),
        bind(&[Key::ctrl('w')], Action::Month, "月报").long("小额信贷月报，哪个月的都行"),
        bind(&[Key::ctrl('b')], Action::Compare, "比贴息").long("银行的贴息清单和测算逐期比"),
        bind(&[Key::ctrl('s')], Action::Repaid, "记已还").long("户里说已经还了，等银行的表来核对"),
        bind(&[Key::ctrl('y')], Action::Card, "户卡"),
        bind(&[Key::ctrl('n')], Action::New, "新增"),
        bind(&[Key::ctrl('e')], Action::Correct, "更正"),
        bind(&[Key::BACK_TAB], Action::Back, "上一状态"),
        bind(&[Key::LEFT], Action::Ungroup, "往回换"),
    ];

    fn title(&self) -> String {
        match LoanGrouping::ALL[self.grouping] {
            LoanGrouping::Urgency => "小额信贷".into(),
            other => format!("小额信贷  {}", other.word()),
        }
    }

    fn widgets(&self) -> Vec<Group> {
        let own = group("列表（打字即查找，Esc 清空）", list::KEYS);
        vec![lists::keys(), own]
    }

    fn enter(&mut self) -> Cmd {
        self.refresh()
    }

    fn act(&mut self, action: Action) -> Cmd {
        match action {
            Action::Next => return self.turn(1),
            Action::Back => return self.turn(FILTERS.len() - 1),
            Action::Group => return self.regroup(1),
            Action::Ungroup => return self.regroup(LoanGrouping::ALL.len() - 1),
            Action::Month => return Cmd::open(LoanMonthScreen::new(&self.given)),
            Action::New => return forms::add(&self.given, "loan", None),
            Action::Compare => return Cmd::open(LoanCompareScreen::new(&self.given)),
            _ => {}
        }
        let ledger = self.given.ledger("loan").map(|ledger| ledger.id);
        let Some((row, ledger)) = self.selected().zip(ledger) else {
            return Cmd::none();
        };
        match action {
            Action::Card => ways::card(&self.given, row.household),
            Action::Correct => {
                let record = RecordRef { ledger, id: row.id };
                forms::correct(&self.given, record)
            }
            Action::Repaid => repaid::told(&self.given, row),
            _ => Cmd::open(LoanScreen::new(&self.given, row.id)),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        if key == Key::ESC && !self.typed.is_empty() {
            self.typed.clear();
            return Some(self.restart());
        }
        if self.typed.erase(key) {
            return Some(self.restart());
        }
        if let Some(cmd) = lists::key(&self.given.clone(), self, key) {
            return Some(cmd);
        }
        self.list.key(key).then(|| self.ask())
    }

    fn told(&mut self, text: &str) -> Cmd {
        lists::told(self, text).into()
    }

    fn text(&mut self, text: &str) -> Cmd {
        self.typed.insert(text);
        self.restart()
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match lists::receive(self, reply) {
            Ok(cmd) => return cmd,
            Err(Reply::Loans(page)) => self.fill(*page),
            Err(_) => {}
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let head = self.head(area.width, theme);
        let [search, top, list, foot] = area.layout(&Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(text::columns(head.len())),
            Constraint::Min(0),
            Constraint::Length(1),
        ]));
        frame.render_widget(Text::from(head), top);
        self.list.view(frame, list, theme);
        if self.list.total() == Some(0) {
            let none = self.counts.as_ref().is_none_or(|counts| counts.total == 0);
            let text = match (self.typed.is_empty(), none, self.given.scope()) {
                (true, true, Scope::Township) => {
                    "台账里还没有贷款。按 F7 收表导入银行的表，或按 Ctrl-N 新增。"
                }
                (true, true, Scope::Mine) => "我的里没有贷款；按 Ctrl-O 看全镇。",
                (true, false, _) => "这个状态的没有；按 Tab 看下一个状态。",
                (false, ..) => "没有找到；按 Tab 换状态，或按 Esc 清空。",
            };
            paragraph(frame, list, theme, text);
        }
        let detail = text::cut(
            &text::safe(&self.detail()),
            usize::from(foot.width).saturating_sub(1),
        );
        frame.render_widget(Line::styled(format!(" {detail}"), theme.label), foot);
        let marks = match self.list.marked().len() {
            0 => String::new(),
            marked => format!("标记{marked} "),
        };
        // What one marks them for: notices, the roster, the text for the group.
        let more = if marks.is_empty() { "" } else { " F12:通知" };
        let count = self.matching;
        let count = count.map(|total| format!("{marks}{total}笔{more}"));
        search_line(
            frame,
            search,
            theme,
            &self.typed,
            &count.unwrap_or_default(),
        );
    }
}
