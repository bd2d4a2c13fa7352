//! One loan: its terms, how it stands today, what happened to it, and whom to call.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::port::{
    ListKind, ListPage, ListQuery, ListRow, LoanFilter, LoanGrouping, LoanQuery, LoanRow,
    LoanStanding, RecordRef, Reply, Request, Scope, Selection, Sheet,
};
use crate::tui::flow::{Piece, flow};
use crate::tui::key::Key;
use crate::tui::keymap::{Bind, Group, bind, group};
use crate::tui::screens::loans::tone;
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::list;
use crate::tui::widget::page::{Page, Row};
use crate::tui::{Cmd, Given, Screen, forms, repaid, say, ways};

/// More events than a loan ever has.
const EVENTS: usize = 500;

/// Fields of the contract that the lines on top do not show.
const SHOWN: &[&str] = &[
    "household",
    "borrower",
    "amount",
    "bank",
    "lent_on",
    "due_on",
    "due_now",
    "borrower_id",
    "clerk",
    "clerk_phone",
    "five_class",
];

/// A loan.
pub struct LoanScreen {
    given: Rc<Given>,
    id: i64,
    row: Option<LoanRow>,
    sheet: Option<Sheet>,
    events: Option<ListPage>,
    page: Page,
}

/// What an officer does with a loan.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Opens what the selected line leads to.
    Open,
    /// Opens the household's card.
    Card,
    /// Notes an event: a repayment, interest, a notice.
    New,
    /// Notes that the household says it is repaid.
    Repaid,
    /// Corrects the loan.
    Correct,
    /// Removes it.
    Remove,
}

#[derive(Clone, Copy)]
enum Leads {
    Card,
    Fields,
    Event(i64),
}

impl LoanScreen {
    /// A loan.
    #[must_use]
    pub fn new(given: &Rc<Given>, id: i64) -> Self {
        Self {
            given: Rc::clone(given),
            id,
            row: None,
            sheet: None,
            events: None,
            page: Page::default(),
        }
    }

    fn record(&self) -> Option<RecordRef> {
        let ledger = self.given.ledger("loan")?.id;
        Some(RecordRef {
            ledger,
            id: self.id,
        })
    }

    fn household(&self) -> Option<i64> {
        self.row.as_ref().and_then(|row| row.household)
    }

    fn rows(&self, columns: u16, theme: &Theme) -> Vec<Row<Leads>> {
        let mut rows = Vec::new();
        if let Some(row) = &self.row {
            rows.extend(self.standing(row, columns, theme));
        }
        rows.push(Row::rule(columns));
        rows.extend(self.terms(columns, theme));
        rows.push(Row::rule(columns));
        rows.extend(self.history(theme));
        rows
    }

    fn standing(&self, row: &LoanRow, columns: u16, theme: &Theme) -> Vec<Row<Leads>> {
        let room = usize::from(columns);
        let today = self.given.today();
        let day = |iso: &Option<String>| iso.as_deref().map(|iso| say::day(iso, today));
        let mut who = vec![
            Piece::toned(row.borrower.clone(), Tone::Heading),
            Piece::plain(row.place.clone()),
        ];
        if row.head != row.borrower && !row.head.is_empty() {
            who.push(Piece::plain(format!("户主{}", row.head)));
        }
        let mut rows = leading(flow(" 借款人 ", &who, 2, room, theme), Leads::Card);
        let left = match (row.state, row.days) {
            (LoanStanding::Repaid | LoanStanding::Unconfirmed, _) | (_, None) => String::new(),
            (_, Some(days)) => say::days_left(days),
        };
        let now = [
            Piece::toned(row.state.word(), tone(row.state)),
            Piece::toned(left, tone(row.state)),
            Piece::plain(row.class_word.clone()),
        ];
        rows.extend(plain(flow(" 现在   ", &now, 2, room, theme)));
        let mut sums = vec![Piece::plain(match row.amount {
            Some(amount) => format!("借{}", say::money(amount)),
            None => "金额漏填".into(),
        })];
        if let Some(balance) = row.balance {
            let when = day(&row.as_of).map_or(String::new(), |day| format!("(银行{day})"));
            sums.push(Piece::plain(format!("余{}{when}", say::money(balance))));
        }
        if let Some(subsidy) = row.subsidy {
            sums.push(Piece::plain(format!("累计贴息{}", say::money(subsidy))));
        }
        rows.extend(plain(flow(" 金额   ", &sums, 2, room, theme)));
        let term = format!(
            "{} 至 {}",
            row.lent.as_deref().unwrap_or("(放款日漏填)"),
            row.due.as_deref().unwrap_or("(到期日漏填)")
        );
        let mut terms = vec![Piece::plain(term)];
        if let (Some(ends), Some(interest)) = (&row.subsidy_ends, row.interest_after)
            && row.state != LoanStanding::Repaid
        {
            let ends = say::day(ends, today);
            terms.push(Piece::plain(format!("贴息到{ends}止")));
            terms.push(Piece::plain(format!("以后每月利息约{interest}元自付")));
        }
        rows.extend(plain(flow(" 期限   ", &terms, 2, room, theme)));
        let bank = [
            Piece::plain(row.bank.clone()),
            Piece::plain(if row.clerk.is_empty() {
                "信贷员未登记".to_owned()
            } else {
                format!("信贷员 {}", row.clerk)
            }),
        ];
        rows.extend(plain(flow(" 银行   ", &bank, 2, room, theme)));
        rows
    }

    /// The rest of the contract, as far as it is filled in.
    fn terms(&self, columns: u16, theme: &Theme) -> Vec<Row<Leads>> {
        let (Some(sheet), Some(ledger)) = (&self.sheet, self.given.ledger("loan")) else {
            return Vec::new();
        };
        let pieces: Vec<Piece> = ledger
            .fields
            .iter()
            .zip(&sheet.texts)
            .filter(|(field, text)| {
                field.is_kept() && !text.is_empty() && !SHOWN.contains(&field.key.as_str())
            })
            .map(|(field, text)| {
                let unit = field.unit.as_deref().unwrap_or_default();
                Piece::plain(format!("{} {}{unit}", field.label, field.masked(text)))
            })
            .collect();
        leading(
            flow(" 合同   ", &pieces, 3, usize::from(columns), theme),
            Leads::Fields,
        )
    }

    fn history(&self, theme: &Theme) -> Vec<Row<Leads>> {
        let Some(events) = &self.events else {
            return Vec::new();
        };
        let head = format!(" 经过 {}条", events.total);
        let mut rows = vec![Row::plain(Line::styled(head, theme.heading))];
        if events.rows.is_empty() {
            rows.push(Row::plain(
                "   还没有记录；还款、结息、通知按 Ctrl-N 记一笔",
            ));
        }
        for event in &events.rows {
            rows.push(Row::leading(
                event_line(event, events),
                Leads::Event(event.id),
            ));
        }
        rows
    }

    fn target(&self) -> Option<Leads> {
        self.page.target(&self.rows(80, &Theme::plain()))
    }
}

/// The cells of an event but the loan's own, side by side.
fn event_line(event: &ListRow, page: &ListPage) -> String {
    let cells = event.cells.iter().zip(&page.columns);
    let texts: Vec<&str> = cells
        .filter(|(text, column)| !text.is_empty() && !column.label.contains("贷款"))
        .map(|(text, _)| text.as_str())
        .collect();
    format!("   {}", texts.join("  "))
}

fn plain<T>(lines: Vec<Line<'static>>) -> impl Iterator<Item = Row<T>> {
    lines.into_iter().map(Row::plain)
}

/// The first line leads, the rest goes with it.
fn leading<T>(lines: Vec<Line<'static>>, target: T) -> Vec<Row<T>> {
    let mut target = Some(target);
    let row = |line| match target.take() {
        Some(target) => Row::leading(line, target),
        None => Row::plain(line),
    };
    lines.into_iter().map(row).collect()
}

impl Screen for LoanScreen {
    type Action = Action;

    const KEYS: &'static [Bind<Action>] = &[
        bind(&[Key::ENTER], Action::Open, "打开"),
        bind(&[Key::ctrl('y')], Action::Card, "户卡"),
        bind(&[Key::ctrl('n')], Action::New, "记一笔").long("还款、结息、贴息、催收通知"),
        bind(&[Key::ctrl('s')], Action::Repaid, "记已还").long("户里说已经还了，等银行的表来核对"),
        bind(&[Key::ctrl('e')], Action::Correct, "更正"),
        bind(&[Key::DELETE, Key::ctrl('x')], Action::Remove, "移除").long("要填原因，可撤销"),
    ];

    fn title(&self) -> String {
        match &self.row {
            Some(row) => format!("小额信贷  {}", row.borrower),
            None => "小额信贷".into(),
        }
    }

    fn widgets(&self) -> Vec<Group> {
        vec![group("翻看", list::KEYS)]
    }

    fn enter(&mut self) -> Cmd {
        let mut cmd = Cmd::ask(Request::Loans(LoanQuery {
            filter: LoanFilter::One(self.id),
            text: String::new(),
            selection: Selection::default(),
            scope: Scope::Township,
            grouping: LoanGrouping::default(),
            offset: 0,
            limit: 1,
        }));
        if let Some(record) = self.record() {
            cmd = cmd.then(Cmd::ask(Request::Record(record)));
            if let Some(ledger) = self.given.ledger("loan_event") {
                cmd = cmd.then(Cmd::ask(Request::List(ListQuery {
                    kind: ListKind::Of {
                        ledger: ledger.id,
                        parent: record.ledger,
                        id: self.id,
                    },
                    text: String::new(),
                    selection: Selection::default(),
                    scope: Scope::Township,
                    offset: 0,
                    limit: EVENTS,
                })));
            }
        }
        cmd
    }

    fn act(&mut self, action: Action) -> Cmd {
        let Some(record) = self.record() else {
            return Cmd::none();
        };
        match action {
            Action::Open => match self.target() {
                Some(Leads::Card) => ways::card(&self.given, self.household()),
                Some(Leads::Fields) => ways::fields(&self.given, "loan", self.id, self.household()),
                Some(Leads::Event(id)) => {
                    ways::fields(&self.given, "loan_event", id, self.household())
                }
                None => Cmd::none(),
            },
            Action::Card => ways::card(&self.given, self.household()),
            Action::New => forms::add(&self.given, "loan_event", Some((record.ledger, self.id))),
            Action::Repaid => match &self.row {
                Some(row) => repaid::told(&self.given, row),
                None => Cmd::none(),
            },
            Action::Correct => forms::correct(&self.given, record),
            Action::Remove => forms::remove(&self.given, record),
        }
    }

    fn key(&mut self, key: Key) -> Option<Cmd> {
        self.page.key(key).then(Cmd::none)
    }

    fn receive(&mut self, reply: Reply) -> Cmd {
        match reply {
            Reply::Loans(page) => self.row = page.rows.into_iter().next(),
            Reply::Record(sheet) => self.sheet = Some(sheet),
            Reply::List(page) => self.events = Some(page),
            _ => {}
        }
        Cmd::none()
    }

    fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let rows = self.rows(area.width, theme);
        self.page.view(frame, area, theme, rows, true);
    }
}
