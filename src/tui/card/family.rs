//! The members, and in brackets those who left, with when and why.

use ratatui::text::{Line, Span};

use super::{Lead, Sheet, leading};
use crate::port::Card;
use crate::port::page::Member;
use crate::tui::flow::{Piece, flow};
use crate::tui::text::{cut, fit, fit_right, safe};
use crate::tui::theme::Tone;
use crate::tui::widget::page::Row;

/// Name, relation, age, health, school or labour, insurance.
const WIDTHS: [usize; 6] = [8, 6, 4, 10, 14, 4];

pub(super) fn rows(card: &Card, sheet: &Sheet<'_>) -> Vec<Row<Lead>> {
    let mut rows = vec![Row::leading(header(card, sheet), Lead::Members)];
    for member in &card.members {
        let lines = if sheet.is_narrow() {
            narrow(member, sheet)
        } else {
            wide(member, sheet)
        };
        rows.extend(leading(lines, Lead::Person(member.id)));
    }
    if card.members.is_empty() {
        rows.push(Row::plain("   没有登记家庭成员；按 Ctrl-N 新增"));
    }
    for former in &card.former {
        let text = format!(
            " ({} {} {} {})",
            former.name, former.relation, former.left_on, former.left_how
        );
        let line = Line::styled(safe(&text), sheet.theme.faint);
        rows.push(Row::leading(line, Lead::Person(former.id)));
    }
    rows
}

fn header(card: &Card, sheet: &Sheet<'_>) -> Line<'static> {
    if sheet.is_narrow() {
        let text = format!(" 家庭成员 {}人", card.members.len());
        return Line::styled(text, sheet.theme.heading);
    }
    let [name, relation, age, health, activity, medical] = WIDTHS;
    let middle = if sheet.whole.is_empty() {
        format!(
            "{} {} {}",
            fit("健康", health),
            fit("在校/劳动", activity),
            fit("医保", medical)
        )
    } else {
        fit("证件号码", health + activity + medical + 2)
    };
    let text = format!(
        " {} {} {} {middle} 备注",
        fit("姓名", name),
        fit("关系", relation),
        fit_right("年龄", age),
    );
    Line::styled(text, sheet.theme.heading)
}

fn insured(member: &Member) -> &'static str {
    match member.medical {
        Some(true) => "是",
        Some(false) => "否",
        None => "缺",
    }
}

fn age(member: &Member) -> String {
    member.age.map_or("缺".into(), |age| age.to_string())
}

/// One line a member, so that the card stays on one screen; what is cut stands among the measures
/// and behind Enter.
fn wide(member: &Member, sheet: &Sheet<'_>) -> Vec<Line<'static>> {
    let [name, relation, age_wide, health, activity, medical] = WIDTHS;
    let middle = match sheet.whole.get(&member.id) {
        Some(number) => fit(number, health + activity + medical + 2),
        None => format!(
            "{} {} {}",
            fit(or_missing(&member.health), health),
            fit(&member.activity, activity),
            fit(insured(member), medical)
        ),
    };
    let head = format!(
        " {} {} {middle} ",
        fit(&member.relation, relation),
        fit_right(&age(member), age_wide),
    );
    let indent = 1 + WIDTHS.iter().sum::<usize>() + WIDTHS.len();
    let remarks = member.remarks.join(" ");
    let remarks = cut(&safe(&remarks), sheet.room().saturating_sub(indent));
    vec![Line::from(vec![
        Span::raw(format!(" {}", fit(&member.name, name))),
        Span::raw(head),
        Span::raw(remarks),
    ])]
}

fn narrow(member: &Member, sheet: &Sheet<'_>) -> Vec<Line<'static>> {
    let number = sheet.whole.get(&member.id).cloned().unwrap_or_default();
    let mut pieces = vec![
        Piece::plain(format!("{} {}", member.relation, age(member))),
        Piece::plain(number),
        Piece::plain(or_missing(&member.health)),
        Piece::plain(member.activity.clone()),
    ];
    if member.medical != Some(true) {
        pieces.push(Piece::toned(
            format!("医保{}", insured(member)),
            Tone::Warning,
        ));
    }
    pieces.extend(member.remarks.iter().map(Piece::plain));
    let lead = format!(" {} ", fit(&member.name, 6));
    flow(&lead, &pieces, 1, sheet.room(), sheet.theme)
}

fn or_missing(text: &str) -> &str {
    if text.is_empty() { "缺" } else { text }
}
