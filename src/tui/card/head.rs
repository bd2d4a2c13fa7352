//! Who the household is, how many they are, who helps and who last came.

use super::{Lead, Sheet, leading};
use crate::port::Card;
use crate::tui::flow::{Piece, flow};
use crate::tui::say;
use crate::tui::theme::Tone;
use crate::tui::widget::page::Row;

pub(super) fn rows(card: &Card, sheet: &Sheet<'_>) -> Vec<Row<Lead>> {
    let mut rows = leading(state(card, sheet), Lead::Household);
    rows.extend(super::plain(counts(card, sheet)));
    rows.extend(leading(helpers(card, sheet), Lead::Helpers));
    rows.extend(leading(visits(card, sheet), Lead::Visits));
    rows
}

/// 已脱贫（享受政策） 2016年 in fewer columns.
fn tight(state: &str) -> String {
    state.replace('（', "(").replace('）', ")").replace(' ', "")
}

fn labelled(label: &str, text: &str) -> String {
    match text {
        "" => String::new(),
        text => format!("{label} {text}"),
    }
}

fn state(card: &Card, sheet: &Sheet<'_>) -> Vec<ratatui::text::Line<'static>> {
    let exit = match card.exit_state.as_str() {
        // 未建档重点户 have none, and what they are stands next.
        "" if !card.register_state.is_empty() => Piece::plain(""),
        "" => Piece::toned("脱贫属性漏填", Tone::Warning),
        state => Piece::toned(tight(state), Tone::Heading),
    };
    let signed = match card.exit_signed.as_str() {
        "" => String::new(),
        day => format!("{day}签字退出"),
    };
    // The title has no room for it on a narrow terminal.
    let place = match card.same_name {
        _ if !sheet.is_narrow() => String::new(),
        (all @ 2.., place) => format!("{} 同名{all}户之{place}", card.place),
        _ => card.place.clone(),
    };
    let pieces = [
        Piece::plain(place),
        exit,
        Piece::toned(card.register_state.clone(), Tone::Warning),
        Piece::toned(card.monitor.clone(), Tone::Warning),
        Piece::plain(signed),
        Piece::plain(card.kind.clone()),
        Piece::plain(labelled("主因", &card.cause)),
        Piece::plain(labelled("其他", &card.other_causes)),
        Piece::plain(labelled("户编号", &card.code)),
        Piece::plain(labelled("建档", &card.registered)),
        Piece::plain(labelled("档案盒", &card.box_number)),
    ];
    flow(" ", &pieces, 2, sheet.room(), sheet.theme)
}

fn counts(card: &Card, sheet: &Sheet<'_>) -> Vec<ratatui::text::Line<'static>> {
    let mut pieces: Vec<Piece> = card
        .counts
        .iter()
        .enumerate()
        .map(|(place, (word, count))| match place {
            0 => Piece::toned(format!("{word}{count}人"), Tone::Heading),
            _ => Piece::plain(format!("{word}{count}")),
        })
        .collect();
    pieces.push(match card.phone.as_str() {
        "" => Piece::toned("电话漏填", Tone::Warning),
        phone => Piece::plain(format!("电话 {phone}")),
    });
    let (place, all) = card.place_in_group;
    if all > 1 && !sheet.is_narrow() {
        pieces.push(Piece::plain(format!("本组{place}/{all}户")));
    }
    flow(" ", &pieces, 1, sheet.room(), sheet.theme)
}

fn helpers(card: &Card, sheet: &Sheet<'_>) -> Vec<ratatui::text::Line<'static>> {
    let mut pieces: Vec<Piece> = card
        .helpers
        .iter()
        .map(|helper| {
            let parts = [&helper.name, &helper.unit, &helper.phone];
            let some: Vec<&str> = parts
                .iter()
                .map(|s| s.as_str())
                .filter(|s| !s.is_empty())
                .collect();
            Piece::plain(some.join(" "))
        })
        .collect();
    if pieces.is_empty() {
        pieces.push(Piece::toned("无帮扶责任人", Tone::Bad));
    }
    flow(" 帮扶 ", &pieces, 3, sheet.room(), sheet.theme)
}

fn visits(card: &Card, sheet: &Sheet<'_>) -> Vec<ratatui::text::Line<'static>> {
    let visits = &card.visits;
    let last = match (&visits.last, visits.days_ago) {
        (Some(day), Some(0)) => format!("上次{}(今天)", say::day(day, sheet.today)),
        (Some(day), Some(ago)) => format!("上次{}({ago}天前)", say::day(day, sheet.today)),
        (Some(day), None) => format!("上次{day}"),
        (None, _) => "还没有走访记录".into(),
    };
    let tone = if visits.last.is_none() {
        Tone::Warning
    } else {
        Tone::Plain
    };
    let problem = match visits.problem.as_str() {
        "" => String::new(),
        problem => format!("问题：{problem}"),
    };
    let pieces = [
        Piece::toned(last, tone),
        Piece::plain(visits.visitor.clone()),
        Piece::plain(visits.way.clone()),
        Piece::plain(format!("本年{}次", visits.this_year)),
        Piece::plain(problem),
    ];
    flow(" 走访 ", &pieces, 2, sheet.room(), sheet.theme)
}
