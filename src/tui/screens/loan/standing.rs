//! 现状和经过: who, how it stands, sums, term, bank, the rest of the contract, and the events.

use ratatui::text::Line;

use super::{Leads, LoanScreen, leading, plain};
use crate::domain::loan::SubsidyMethod;
use crate::port::{ListPage, ListRow, LoanCourse, LoanRow, LoanStanding, Reckoned};
use crate::tui::flow::{Piece, flow};
use crate::tui::screens::loans::tone;
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::page::Row;
use crate::tui::{say, text};

/// Fields of the contract that the lines on top show.
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

/// Fields that say who uses the money.
const USE: &[&str] = &[
    "mode",
    "user_name",
    "user_unit",
    "agreement",
    "agreement_on",
];

impl LoanScreen {
    pub(super) fn standing(&self, columns: u16, theme: &Theme) -> Vec<Row<Leads>> {
        let mut rows = Vec::new();
        if let Some(course) = &self.course {
            rows.extend(self.state(course, columns, theme));
        }
        rows.push(Row::rule(columns));
        let used = self.fields(USE, true);
        if !used.is_empty() {
            let line = flow(" 用款   ", &used, 3, usize::from(columns), theme);
            rows.extend(leading(line, Leads::Fields));
        }
        let contract = self.fields(&[SHOWN, USE].concat(), false);
        let line = flow(" 合同   ", &contract, 3, usize::from(columns), theme);
        rows.extend(leading(line, Leads::Fields));
        rows.push(Row::rule(columns));
        rows.extend(self.history(theme));
        rows
    }

    fn state(&self, course: &LoanCourse, columns: u16, theme: &Theme) -> Vec<Row<Leads>> {
        let room = usize::from(columns);
        let row = &course.loan;
        let mut who = vec![
            Piece::toned(row.borrower.clone(), Tone::Heading),
            Piece::plain(row.place.clone()),
        ];
        if row.head != row.borrower && !row.head.is_empty() {
            who.push(Piece::plain(format!("户主{}", row.head)));
        }
        let mut rows = leading(flow(" 借款人 ", &who, 2, room, theme), Leads::Card);
        rows.extend(plain(flow(" 现在   ", &now(course), 2, room, theme)));
        rows.extend(plain(flow(" 金额   ", &self.sums(course), 2, room, theme)));
        rows.extend(plain(flow(" 期限   ", &self.term(course), 2, room, theme)));
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

    fn day(&self, iso: &str) -> String {
        say::day(iso, self.given.today())
    }

    fn sums(&self, course: &LoanCourse) -> Vec<Piece> {
        let row = &course.loan;
        let mut sums = vec![Piece::plain(match row.amount {
            Some(amount) => format!("借{}", say::money(amount)),
            None => "金额漏填".into(),
        })];
        if let Some(balance) = row.balance {
            let when = row.as_of.as_deref();
            let when = when.map_or(String::new(), |day| format!("(银行{})", self.day(day)));
            sums.push(Piece::plain(format!("余{}{when}", say::money(balance))));
        }
        if let Some(balance) = course.balance
            && row.balance != Some(balance)
        {
            sums.push(Piece::plain(format!("余{}(测算)", say::money(balance))));
        }
        if let Some(subsidy) = row.subsidy {
            sums.push(Piece::plain(format!("累计贴息{}", say::money(subsidy))));
        }
        let unpaid = course.reckoned.as_ref().and_then(|one| one.unpaid);
        if let Some(unpaid) = unpaid.filter(|unpaid| unpaid.amount.0 > 0) {
            let from = unpaid.from.map_or(String::new(), |day| {
                format!("，从银行{}的欠息接着算", self.day(&day.to_string()))
            });
            let told = format!("欠息{}(测算{from})", say::money(unpaid.amount));
            sums.push(Piece::toned(told, Tone::Warning));
        }
        sums
    }

    fn term(&self, course: &LoanCourse) -> Vec<Piece> {
        let row = &course.loan;
        let mut terms = vec![Piece::plain(format!(
            "{} 至 {}",
            row.lent.as_deref().unwrap_or("(放款日漏填)"),
            row.due.as_deref().unwrap_or("(到期日漏填)")
        ))];
        if row.state.is_open() && row.state != LoanStanding::Unconfirmed {
            match &course.reckoned {
                Some(reckoned) => terms.extend(self.pays(course, reckoned)),
                None => terms.extend(self.would_pay(row)),
            }
        }
        terms
    }

    /// What the household pays, now and when the subsidy has ended.
    fn pays(&self, course: &LoanCourse, reckoned: &Reckoned) -> Vec<Piece> {
        let now = match reckoned.terms.subsidy {
            Some(SubsidyMethod::PaidBack) if reckoned.month_now < reckoned.month_after => format!(
                "现在每月先付{}元，贴息后自付{}元",
                reckoned.month_after, reckoned.month_now
            ),
            _ => format!("现在每月自付{}元", reckoned.month_now),
        };
        let mut told = vec![Piece::plain(now)];
        let until = self.day(&reckoned.subsidised_until.to_string());
        if reckoned.subsidised_until > course.as_of {
            told.push(Piece::plain(format!("贴息到{until}止")));
            if reckoned.month_after != reckoned.month_now {
                let after = format!("以后每月自付{}元", reckoned.month_after);
                told.push(Piece::plain(after));
            }
        } else {
            told.push(Piece::toned(format!("贴息{until}已止"), Tone::Warning));
        }
        told
    }

    /// The same where the reckoning lacks something.
    fn would_pay(&self, row: &LoanRow) -> Vec<Piece> {
        let Some((ends, interest)) = row.subsidy_ends.as_deref().zip(row.interest_after) else {
            return Vec::new();
        };
        vec![
            Piece::plain(format!("贴息到{}止", self.day(ends))),
            Piece::plain(format!("以后每月利息约{interest}元自付")),
        ]
    }

    /// Fields of the contract as far as they are filled in: these, or all but these.
    fn fields(&self, keys: &[&str], these: bool) -> Vec<Piece> {
        let (Some(sheet), Some(ledger)) = (&self.sheet, self.given.ledger("loan")) else {
            return Vec::new();
        };
        let all = ledger.fields.iter().zip(&sheet.texts);
        all.filter(|(field, text)| {
            field.is_kept() && !text.is_empty() && keys.contains(&field.key.as_str()) == these
        })
        .map(|(field, text)| {
            let unit = field.unit.as_deref().unwrap_or_default();
            Piece::plain(format!("{} {}{unit}", field.label, field.masked(text)))
        })
        .collect()
    }

    fn history(&self, theme: &Theme) -> Vec<Row<Leads>> {
        let Some(events) = &self.events else {
            return Vec::new();
        };
        let head = format!(" 经过 {}条", events.total);
        let mut rows = vec![Row::plain(Line::styled(head, theme.heading))];
        if events.rows.is_empty() {
            rows.push(Row::plain(
                "   还没有记录；还款、付息、通知按 Ctrl-N 记一笔",
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
}

fn now(course: &LoanCourse) -> Vec<Piece> {
    let row = &course.loan;
    let left = match (row.state, row.days) {
        (LoanStanding::Repaid | LoanStanding::WrittenOff | LoanStanding::Unconfirmed, _)
        | (_, None) => String::new(),
        (_, Some(days)) => say::days_left(days),
    };
    let class = match row.class_word.as_str() {
        "" => String::new(),
        class => format!("五级分类{class}"),
    };
    let mut now = vec![
        Piece::toned(row.state.word(), tone(row.state)),
        Piece::toned(left, tone(row.state)),
        Piece::plain(class),
    ];
    if let Some(class) = course.standing.class
        && row.state.is_open()
        && row.class.as_deref() != Some(class.code())
    {
        let told = format!("按逾期天数是{}", class.word());
        now.push(Piece::toned(told, Tone::Warning));
    }
    now
}

/// The cells of an event but the loan's own, side by side.
fn event_line(event: &ListRow, page: &ListPage) -> String {
    let cells = event.cells.iter().zip(&page.columns);
    let texts: Vec<&str> = cells
        .filter(|(text, column)| !text.is_empty() && !column.label.contains("贷款"))
        .map(|(text, _)| text.as_str())
        .collect();
    text::safe(&format!("   {}", texts.join("  ")))
}
