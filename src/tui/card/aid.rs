//! Measures with amount and day of payment, loans, what is missing, and the note.

use std::collections::BTreeSet;

use ratatui::text::Line;

use super::{Lead, Sheet, leading, plain};
use crate::port::finding::FindingState;
use crate::port::page::{GivenMeasure, OwnLine, Promise};
use crate::port::{Card, LoanRow, LoanStanding};
use crate::tui::flow::{Piece, flow};
use crate::tui::say;
use crate::tui::screens::loans::tone;
use crate::tui::text::cut;
use crate::tui::theme::Tone;
use crate::tui::widget::page::Row;

/// The columns that what is promised may take; the rest is behind Enter.
const WHAT: usize = 36;
/// More measures than this are behind Enter.
const MEASURES: usize = 6;

/// Measures and loans.
pub(super) fn given(card: &Card, sheet: &Sheet<'_>) -> Vec<Row<Lead>> {
    let mut rows = leading(measures(card, sheet), Lead::Measures);
    let open = |loan: &LoanRow| loan.state != LoanStanding::Repaid;
    let last = card.loans.iter().rposition(open);
    for (at, loan) in card.loans.iter().enumerate() {
        let whole = last.filter(|last| *last == at).and_then(|_| whole(card));
        rows.extend(leading(
            loan_line(loan, card, whole, sheet),
            Lead::Loan(loan.id),
        ));
    }
    if card.loans.is_empty() {
        rows.extend(plain(flow(
            " 贷款 ",
            &[Piece::plain("没有小额信贷")],
            1,
            sheet.room(),
            sheet.theme,
        )));
    }
    rows
}

/// What was found and is not signed off: what, by when, by whom.
pub(super) fn findings(card: &Card, sheet: &Sheet<'_>) -> Vec<Row<Lead>> {
    let told = card.findings.iter().map(|row| {
        let due = match row.due.as_str() {
            "" => String::new(),
            due => format!(" {}前", say::day(due, sheet.today)),
        };
        let left = match row.when() {
            when if when.is_empty() => when,
            when => format!("({when})"),
        };
        let what = cut(&row.what.replace('\n', " "), WHAT);
        let text = format!("{what}{due}{left} {}", row.responsible);
        let tone = match (row.state, row.days) {
            (FindingState::Overdue, _) => Tone::Bad,
            (_, Some(0..=30)) => Tone::Warning,
            _ => Tone::Plain,
        };
        Piece::toned(text.trim_end().to_owned(), tone)
    });
    let pieces: Vec<Piece> = told.collect();
    if pieces.is_empty() {
        return Vec::new();
    }
    let lines = flow(" 整改 ", &pieces, 3, sheet.room(), sheet.theme);
    leading(lines, Lead::Findings)
}

/// Promises, what is missing, own fields and the note.
pub(super) fn rest(card: &Card, sheet: &Sheet<'_>) -> Vec<Row<Lead>> {
    let mut rows = promises(" 计划 ", &card.plans, Lead::Plans, sheet);
    rows.extend(promises(" 诉求 ", &card.appeals, Lead::Appeals, sheet));
    if !card.gaps.is_empty() {
        let gap = |text: &String| Piece::toned(text.clone(), Tone::Warning);
        let pieces: Vec<Piece> = card.gaps.iter().map(gap).collect();
        let lines = flow(" 缺项 ", &pieces, 2, sheet.room(), sheet.theme);
        rows.extend(leading(lines, Lead::Household));
    }
    if !card.own.is_empty() {
        let own = |own: &OwnLine| {
            let day = say::day(&own.day, sheet.today);
            Piece::plain(format!("{} {} {day}", own.label, own.value))
        };
        let pieces: Vec<Piece> = card.own.iter().map(own).collect();
        let lines = flow(" 自定义 ", &pieces, 2, sheet.room(), sheet.theme);
        rows.extend(leading(lines, Lead::Household));
    }
    if !card.note.is_empty() {
        let pieces: Vec<Piece> = card.note.split('\n').map(Piece::plain).collect();
        rows.extend(plain(flow(" 备注 ", &pieces, 1, sheet.room(), sheet.theme)));
    }
    rows
}

fn measures(card: &Card, sheet: &Sheet<'_>) -> Vec<Line<'static>> {
    let mut pieces: Vec<Piece> = card
        .measures
        .iter()
        .take(MEASURES)
        .map(|given| measure(given, sheet))
        .collect();
    match card.measures.len() {
        0 => pieces.push(Piece::plain("没有登记帮扶措施")),
        all if all > MEASURES => pieces.push(Piece::plain(format!("共{all}条，回车看全部"))),
        _ => {}
    }
    flow(" 措施 ", &pieces, 3, sheet.room(), sheet.theme)
}

fn measure(given: &GivenMeasure, sheet: &Sheet<'_>) -> Piece {
    let what = if given.name.is_empty() {
        &given.kind
    } else {
        &given.name
    };
    let amount = given.amount.map(say::money).unwrap_or_default();
    let year = match (given.day.as_str(), given.year) {
        ("", Some(year)) => format!("{year}年"),
        (day, _) => say::day(day, sheet.today),
    };
    let parts = [what, &given.person, &amount, &year, &given.arrived];
    let some: Vec<&str> = parts
        .iter()
        .map(|s| s.as_str())
        .filter(|s| !s.is_empty())
        .collect();
    Piece::plain(some.join(" "))
}

/// What is to be done by when: how many are done, then each that is not.
fn promises(heading: &str, promises: &[Promise], lead: Lead, sheet: &Sheet<'_>) -> Vec<Row<Lead>> {
    if promises.is_empty() {
        return Vec::new();
    }
    let open: Vec<&Promise> = promises.iter().filter(|promise| !promise.done).collect();
    let done = promises.len() - open.len();
    let mut pieces = Vec::new();
    if done > 0 {
        pieces.push(Piece::plain(format!("完成{done}项")));
    }
    for promise in open {
        let due = if promise.due.is_empty() {
            String::new()
        } else {
            format!(" {}前", say::day(&promise.due, sheet.today))
        };
        let (left, tone) = match promise.days {
            Some(days) if days < 0 => (format!("(晚{}天)", -days), Tone::Bad),
            Some(days @ 0..=30) => (format!("({})", say::days_left(days)), Tone::Warning),
            _ => (String::new(), Tone::Plain),
        };
        let what = cut(&promise.what.replace('\n', " "), WHAT);
        pieces.push(Piece::toned(format!("{what}{due}{left}"), tone));
    }
    let lines = flow(heading, &pieces, 2, sheet.room(), sheet.theme);
    leading(lines, lead)
}

/// What several borrowers of a household owe together, by which the cap goes.
fn whole(card: &Card) -> Option<String> {
    let open = |loan: &&LoanRow| loan.state != LoanStanding::Repaid;
    let open: Vec<&LoanRow> = card.loans.iter().filter(open).collect();
    let borrowers: BTreeSet<&str> = open.iter().map(|loan| loan.borrower.as_str()).collect();
    let owed = open.iter().filter_map(|loan| loan.owed);
    let people = borrowers.len();
    (people > 1).then(|| format!("{people}人共余{}", say::money(owed.sum())))
}

/// One loan; `whole` is what its household owes in all, where that is more.
fn loan_line(
    loan: &LoanRow,
    card: &Card,
    whole: Option<String>,
    sheet: &Sheet<'_>,
) -> Vec<Line<'static>> {
    let borrower = if loan.borrower == card.name {
        String::new()
    } else {
        loan.borrower.clone()
    };
    let term = match (&loan.lent, &loan.due) {
        (Some(lent), Some(due)) => format!("{lent}至{due}"),
        (Some(lent), None) => format!("{lent}放款 到期日缺项"),
        (None, Some(due)) => format!("{due}到期"),
        (None, None) => "期限缺项".into(),
    };
    let state = match (loan.state, loan.days) {
        (LoanStanding::Repaid | LoanStanding::Unconfirmed | LoanStanding::Compensated, _)
        | (_, None) => loan.state.word().to_owned(),
        (_, Some(days)) => say::days_left(days),
    };
    let balance = match (loan.by_bank(), loan.owed) {
        (Some((fen, day)), _) => {
            format!("余{}(银行{})", say::money(fen), say::day(day, sheet.today))
        }
        (None, Some(fen)) => format!("余{}(测算)", say::money(fen)),
        (None, None) => String::new(),
    };
    let pieces = [
        Piece::plain(borrower),
        Piece::plain(loan.bank.clone()),
        Piece::plain(loan.amount.map(say::money).unwrap_or_default()),
        Piece::plain(term),
        Piece::toned(state, tone(loan.state)),
        Piece::plain(balance),
        Piece::plain(whole.unwrap_or_default()),
    ];
    flow(" 贷款 ", &pieces, 1, sheet.room(), sheet.theme)
}
