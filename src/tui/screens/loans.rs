//! 小额信贷: every loan and how it stands today.

mod listed;

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Text};

use crate::port::page::LoanCounts;
use crate::port::{
    LoanFilter, LoanPage, LoanQuery, LoanRow, LoanStanding, RecordRef, Reply, Request, Scope,
    Selection,
};
use crate::tui::flow::{Piece, flow};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::screens::loan::LoanScreen;
use crate::tui::screens::loan_compare::LoanCompareScreen;
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::browse::{NARROW, paragraph, search_line};
use crate::tui::widget::input::Input;
use crate::tui::widget::list::{self, Column, List};
use crate::tui::{Cmd, Given, Screen, forms, lists, say, text, ways};

/// What Tab goes through: each with its word.
const FILTERS: [(LoanFilter, &str); 9] = [
    (LoanFilter::Open, "未还清"),
    (LoanFilter::Overdue, "逾期"),
    (LoanFilter::DueWithin(30), "30天内"),
    (LoanFilter::DueWithin(60), "60天内"),
    (LoanFilter::DueWithin(90), "90天内"),
    (
        LoanFilter::Standing(LoanStanding::Unconfirmed),
        "已还待核对",
    ),
    (LoanFilter::Standing(LoanStanding::Normal), "正常"),
    (LoanFilter::Standing(LoanStanding::Repaid), "已还清"),
    (LoanFilter::All, "全部"),
];

/// The list of loans.
pub struct Loans {
    given: Rc<Given>,
    filter: usize,
    typed: Input,
    selection: Selection,
    list: List<LoanRow>,
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
    /// Opens the household's card.
    Card,
    /// Compares the banks' lists with the reckoning.
    Compare,
    /// Makes a new one.
    New,
    /// Corrects it.
    Correct,
}

impl Loans {
    /// The loans not repaid.
    #[must_use]
    pub fn new(given: &Rc<Given>) -> Self {
        let columns = vec![
            Column::new("借款人", 10),
            Column::new("村组", 14).rank(4),
            Column::new("金额万", 6).right().rank(5),
            Column::new("余额万", 6).right().rank(6),
            Column::new("到期", 10).rank(2),
            Column::new("天数", 9).right().rank(1),
            Column::new("状态", 10),
        ];
        Self {
            given: Rc::clone(given),
            filter: 0,
            typed: Input::default(),
            selection: Selection::default(),
            list: List::new(columns, cells)
                .identified(|row| row.id)
                .toned(|row| tone(row.state)),
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
            offset: need.offset,
            limit: need.limit,
        }))
    }

    fn restart(&mut self) -> Cmd {
        self.list.restart();
        self.ask()
    }

    fn turn(&mut self, by: usize) -> Cmd {
        self.filter = (self.filter + by) % FILTERS.len();
        self.restart()
    }

    fn fill(&mut self, page: LoanPage) {
        self.counts = Some(page.counts);
        self.list.fill(page.offset, page.total, page.rows);
    }

    fn selected(&self) -> Option<&LoanRow> {
        self.list.selected()
    }

    /// The totals, then the filters with the chosen one in brackets.
    fn head(&self, columns: u16, theme: &Theme) -> Vec<Line<'static>> {
        let Some(counts) = &self.counts else {
            return vec![Line::raw("")];
        };
        let of = |wanted: &[LoanStanding]| -> usize {
            let some = counts.by_standing.iter();
            some.filter(|(standing, _)| wanted.contains(standing))
                .map(|(_, count)| count)
                .sum()
        };
        let repaid = of(&[LoanStanding::Repaid, LoanStanding::WrittenOff]);
        let sums = [
            Piece::plain(format!("未还清{}笔", counts.total - repaid)),
            Piece::plain(format!("余额{}万元", say::in_wan(counts.open))),
            Piece::plain(format!("历年累计{}笔", counts.total)),
            Piece::plain(format!("{}万元", say::in_wan(counts.lent))),
        ];
        let room = usize::from(columns);
        let mut lines = flow(" ", &sums, 2, room, theme);
        let pieces: Vec<Piece> = FILTERS
            .iter()
            .enumerate()
            .filter_map(|(place, (filter, word))| {
                let count = match filter {
                    LoanFilter::Open => counts.total - repaid,
                    LoanFilter::Overdue => of(&[LoanStanding::Overdue, LoanStanding::Compensated]),
                    LoanFilter::Standing(standing) => of(&[*standing]),
                    LoanFilter::DueWithin(days) => of(due_within(*days)),
                    _ => counts.total,
                };
                let here = place == self.filter;
                if columns < NARROW && !here && (count == 0 || place > 2) {
                    return None;
                }
                Some(if here {
                    Piece::toned(format!("[{word}{count}]"), Tone::Heading)
                } else {
                    Piece::plain(format!("{word}{count}"))
                })
            })
            .collect();
        lines.extend(flow(" ", &pieces, 1, room, theme));
        let ledger = self.given.ledger("loan").map(|ledger| ledger.id);
        let picked = lists::words(&self.given.dictionary, ledger, &self.selection);
        if !picked.is_empty() {
            let picked = text::cut(&text::safe(&picked), room.saturating_sub(7));
            lines.push(Line::styled(format!(" 筛选 {picked}"), theme.warning));
        }
        lines
    }

    fn detail(&self) -> String {
        let Some(row) = self.selected() else {
            return String::new();
        };
        let today = self.given.today();
        // The borrower stands in the row; whom to ring comes before what a narrow line cuts.
        let mut parts = vec![row.place.clone(), row.clerk.clone(), row.bank.clone()];
        if row.head != row.borrower && !row.head.is_empty() {
            parts.insert(0, format!("户主{}", row.head));
        }
        if let (Some(balance), Some(day)) = (row.balance, &row.as_of) {
            parts.push(format!(
                "余{}({})",
                say::money(balance),
                say::day(day, today)
            ));
        }
        parts.retain(|part| !part.is_empty());
        parts.join("  ")
    }
}

/// The states of the loans due in so many days: 60天内 holds those of 30天内 as well.
const fn due_within(days: u32) -> &'static [LoanStanding] {
    match days {
        ..=30 => &[LoanStanding::Within30],
        31..=60 => &[LoanStanding::Within30, LoanStanding::Within60],
        _ => &[
            LoanStanding::Within30,
            LoanStanding::Within60,
            LoanStanding::Within90,
        ],
    }
}

/// How urgent a loan is.
#[must_use]
pub fn tone(standing: LoanStanding) -> Tone {
    match standing {
        LoanStanding::Compensated | LoanStanding::Overdue => Tone::Bad,
        LoanStanding::Within30 | LoanStanding::Unconfirmed => Tone::Warning,
        LoanStanding::Repaid | LoanStanding::WrittenOff => Tone::Faint,
        LoanStanding::Within60 | LoanStanding::Within90 | LoanStanding::Normal => Tone::Plain,
    }
}

fn cells(row: &LoanRow) -> Vec<String> {
    let days = match (row.state, row.days) {
        (LoanStanding::Repaid | LoanStanding::WrittenOff | LoanStanding::Unconfirmed, _)
        | (_, None) => String::new(),
        (_, Some(days)) => say::days_left(days),
    };
    let state = match row.state {
        LoanStanding::Unconfirmed => "已还待核对",
        other => other.word(),
    };
    vec![
        row.borrower.clone(),
        row.place.clone(),
        row.amount.map(say::in_wan).unwrap_or_default(),
        row.balance.map(say::in_wan).unwrap_or_default(),
        row.due.clone().unwrap_or_default(),
        days,
        state.to_owned(),
    ]
}

impl Screen for Loans {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "打开"),
        bind(&[Key::TAB], Action::Next, "下一状态").long("未还清、逾期、30天内逐个看"),
        bind(&[Key::BACK_TAB], Action::Back, "上一状态"),
        bind(&[Key::ctrl('y')], Action::Card, "户卡"),
        bind(&[Key::ctrl('n')], Action::New, "新增"),
        bind(&[Key::ctrl('e')], Action::Correct, "更正"),
        bind(&[Key::ctrl('b')], Action::Compare, "比贴息").long("银行的贴息清单和测算逐期比"),
    ];

    fn title(&self) -> String {
        "小额信贷".into()
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
        let count = self.list.total().map(|total| format!("{marks}{total}笔"));
        search_line(
            frame,
            search,
            theme,
            &self.typed,
            &count.unwrap_or_default(),
        );
    }
}
