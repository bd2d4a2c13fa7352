//! 两不愁三保障 and water; the income of the last full year and of this one so far.

use super::{Lead, Sheet, leading};
use crate::domain::Fen;
use crate::port::Card;
use crate::port::page::{Amount, Guarantee, IncomeYear, Standing};
use crate::tui::flow::{Piece, flow};
use crate::tui::say;
use crate::tui::theme::Tone;
use crate::tui::widget::page::Row;

pub(super) fn rows(card: &Card, sheet: &Sheet<'_>) -> Vec<Row<Lead>> {
    let pieces: Vec<Piece> = card.guarantees.iter().map(guarantee).collect();
    let lines = flow(" 保障 ", &pieces, 1, sheet.room(), sheet.theme);
    let mut rows = leading(lines, Lead::Years);
    for year in &card.years {
        rows.extend(leading(income(year, sheet), Lead::Lines));
    }
    for (year, count) in &card.carried {
        let told = Piece::toned(format!("结转未核{count}项，在户年度里核实"), Tone::Warning);
        let lead = format!(" {year}年度 ");
        let lines = flow(&lead, &[told], 1, sheet.room(), sheet.theme);
        rows.extend(leading(lines, Lead::Years));
    }
    rows
}

fn guarantee(item: &Guarantee) -> Piece {
    let detail = match item.detail.as_str() {
        "" => String::new(),
        detail => format!("({detail})"),
    };
    let tone = match item.standing {
        Standing::Met => Tone::Plain,
        Standing::NotMet => Tone::Bad,
        Standing::Missing => Tone::Warning,
    };
    Piece::toned(
        format!("{}{}{detail}", item.label, item.standing.word()),
        tone,
    )
}

fn income(year: &IncomeYear, sheet: &Sheet<'_>) -> Vec<ratatui::text::Line<'static>> {
    let lead = if year.running {
        format!(" {}年至今 ", year.year)
    } else {
        format!(" {}年度 ", year.year)
    };
    let mut pieces = Vec::new();
    if year.is_empty() {
        let tone = if year.running {
            Tone::Plain
        } else {
            Tone::Warning
        };
        pieces.push(Piece::toned("收入还没有登记", tone));
    } else {
        pieces.push(per_head(year));
    }
    if let Some(day) = year.as_of.as_deref().filter(|_| year.running) {
        pieces.push(Piece::plain(format!("截至{}", say::day(day, sheet.today))));
    }
    pieces.extend(parts(year).map(Piece::plain));
    flow(&lead, &pieces, 1, sheet.room(), sheet.theme)
}

fn per_head(year: &IncomeYear) -> Piece {
    let shown = match year.per_head.shown() {
        Some(fen) => format!("人均{}元", round(fen)),
        None => "人均缺项".into(),
    };
    let sheet = year.per_head.other();
    let sheet = sheet.map_or(String::new(), |fen| format!(",来表{}", round(fen)));
    // A year that still runs is not measured against a line for whole years.
    let line = match (year.line.filter(|_| !year.running), year.line_confirmed) {
        (Some(line), true) => format!("(线{}{sheet})", round(line)),
        (Some(line), false) => format!("(线{}待核{sheet})", round(line)),
        (None, _) if sheet.is_empty() => String::new(),
        (None, _) => format!("({})", sheet.trim_start_matches(',')),
    };
    let below = matches!((year.per_head.shown(), year.line), (Some(fen), Some(line)) if fen < line);
    let (word, tone) = match (below, year.running) {
        (true, false) => ("低于线", Tone::Bad),
        _ if !sheet.is_empty() => ("", Tone::Warning),
        _ => ("", Tone::Plain),
    };
    Piece::toned(format!("{shown}{line}{word}"), tone)
}

fn parts(year: &IncomeYear) -> impl Iterator<Item = String> {
    let part = |label: &str, amount: Amount| {
        let fen = amount.shown().filter(|fen| fen.0 != 0);
        fen.map_or(String::new(), |fen| format!("{label}{}", round(fen)))
    };
    let expense = year.expense.shown().filter(|fen| fen.0 != 0);
    let business = part("经营", year.business);
    let business = match expense {
        Some(fen) if !business.is_empty() => format!("{business}-{}", round(fen)),
        Some(fen) => format!("经营支出{}", round(fen)),
        None => business,
    };
    [
        part("工资", year.wage),
        business,
        part("财产", year.property),
        part("转移", year.transfer),
    ]
    .into_iter()
}

/// Whole 元, as one says it at a door; the records behind it keep the 分.
fn round(fen: Fen) -> String {
    let yuan = (fen.0.abs() + 50) / 100;
    format!("{}{yuan}", if fen.0 < 0 && yuan > 0 { "-" } else { "" })
}
