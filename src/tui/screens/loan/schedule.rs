//! 测算: what it goes by, and period by period the interest, the subsidy and what the household bears.

use ratatui::text::Line;

use super::{Leads, LoanScreen, plain};
use crate::domain::loan::{Period, PeriodState, Rate, Segment, Sums};
use crate::domain::{Fen, Unit};
use crate::port::{LoanCourse, Reckoned};
use crate::tui::flow::{Piece, flow};
use crate::tui::text::{fit, fit_right};
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::browse::NARROW;
use crate::tui::widget::page::Row;

impl LoanScreen {
    pub(super) fn schedule(&self, columns: u16, theme: &Theme) -> Vec<Row<Leads>> {
        let Some(course) = &self.course else {
            return Vec::new();
        };
        let room = usize::from(columns);
        let Some(reckoned) = &course.reckoned else {
            let told = course.lacking.clone().unwrap_or_default();
            let told = [Piece::toned(told, Tone::Warning)];
            return plain(flow(" 测算   ", &told, 2, room, theme)).collect();
        };
        let mut rows = Vec::new();
        rows.extend(plain(flow(
            " 测算   ",
            &basis(course, reckoned),
            2,
            room,
            theme,
        )));
        let notes: Vec<Piece> = reckoned.notes.iter().map(Piece::plain).collect();
        if !notes.is_empty() {
            rows.extend(plain(flow(" 说明   ", &notes, 2, room, theme)));
        }
        rows.extend(plain(flow(" 合计   ", &sums(reckoned), 2, room, theme)));
        rows.push(Row::plain(Line::styled(head(columns), theme.heading)));
        for period in &reckoned.periods {
            rows.push(Row::plain(Line::styled(
                line(period, columns),
                theme.tone(tone(period)),
            )));
            if period.segments.len() > 1 {
                let parts = period.segments.iter();
                rows.extend(parts.map(|part| Row::plain(Line::styled(within(part), theme.label))));
            }
        }
        rows
    }
}

fn basis(course: &LoanCourse, reckoned: &Reckoned) -> Vec<Piece> {
    let terms = &reckoned.terms;
    let settled = match terms.method.months() {
        Some(_) => format!("{}{}日", terms.method.word(), terms.day),
        None => terms.method.word().to_owned(),
    };
    let subsidy = terms.subsidy.map_or("", |method| method.word());
    let mut pieces = vec![
        format!("截至{}", course.as_of),
        settled,
        format!("年利率{}%", terms.rate.percent()),
        format!("贴息{}%{subsidy}", terms.share.percent()),
    ];
    if terms.penalty > Rate::NONE {
        pieces.push(format!("罚息加收{}%", terms.penalty.percent()));
    }
    pieces.push(reckoned.rule.clone());
    pieces.into_iter().map(Piece::plain).collect()
}

fn sums(reckoned: &Reckoned) -> Vec<Piece> {
    let told = |word: &str, sums: &Sums| {
        let late = match sums.overdue {
            Fen(0) => String::new(),
            overdue => format!("(逾期{overdue})"),
        };
        format!(
            "{word}利息{}元{late} 贴息{} 自付{}",
            sums.interest, sums.subsidy, sums.household
        )
    };
    vec![
        Piece::plain(told("已结", &reckoned.settled)),
        Piece::plain(told("全部", &reckoned.total)),
    ]
}

fn head(columns: u16) -> String {
    if columns < NARROW {
        return row(
            ["", "止日", "天数", "", "", "利息", "贴息", "自付", ""],
            columns,
        );
    }
    row(
        [
            "起日", "止日", "天数", "本金", "利率", "利息", "贴息", "自付", "状态",
        ],
        columns,
    )
}

fn line(period: &Period, columns: u16) -> String {
    let first = period.segments.first();
    let principal = match period.segments.as_slice() {
        [one] => one.principal.in_unit(Unit::Yuan),
        _ => "变动".to_owned(),
    };
    let rate = first.map_or(String::new(), |part| part.rate.percent());
    row(
        [
            &period.begins.to_string(),
            &period.ends.to_string(),
            &period.days.to_string(),
            &principal,
            &rate,
            &fixed(period.interest),
            &fixed(period.subsidy),
            &fixed(period.household),
            word(period),
        ],
        columns,
    )
}

/// Always with two places, so that columns of sums stand under each other.
fn fixed(fen: Fen) -> String {
    format!("{}.{:02}", fen.0 / 100, fen.0 % 100)
}

const fn word(period: &Period) -> &'static str {
    match period.state {
        _ if period.overdue => "逾期",
        state => state.word(),
    }
}

const fn tone(period: &Period) -> Tone {
    match period.state {
        _ if period.overdue => Tone::Bad,
        PeriodState::Settled => Tone::Plain,
        PeriodState::Running => Tone::Heading,
        PeriodState::Coming => Tone::Faint,
    }
}

fn row(cells: [&str; 9], columns: u16) -> String {
    let [
        begins,
        ends,
        days,
        principal,
        rate,
        interest,
        subsidy,
        household,
        state,
    ] = cells;
    let sums = [interest, subsidy, household];
    if columns < NARROW {
        let sums = sums.map(|sum| fit_right(sum, 8)).concat();
        return format!(" {}{}{sums}", fit(ends, 10), fit_right(days, 5));
    }
    let sums = sums.map(|sum| fit_right(sum, 9)).concat();
    format!(
        " {} {}{}{}{}{sums} {state}",
        fit(begins, 10),
        fit(ends, 10),
        fit_right(days, 5),
        fit_right(principal, 9),
        fit_right(rate, 6),
    )
}

/// A part of a period in which something changed.
fn within(part: &Segment) -> String {
    format!(
        "   其中{}起{}天 本金{}元 {}% 利息{} 贴{}%",
        part.begins,
        part.days,
        part.principal,
        part.rate.percent(),
        part.interest,
        part.share.percent()
    )
}
