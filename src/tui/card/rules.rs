//! What rules say of the household: what is due, what is doubted, and every standard.

use ratatui::text::{Line, Span};

use super::{Lead, Sheet};
use crate::domain::Answer;
use crate::port::rule::{CheckRow, DutyLine, HouseholdRules, RuleSort};
use crate::tui::check::{said, tone};
use crate::tui::duty;
use crate::tui::flow::{Piece, flow};
use crate::tui::text::{cut, safe, width};
use crate::tui::theme::Tone;
use crate::tui::widget::page::Row;

/// The subject of a duty that is a finding.
const FINDING: &str = "问题整改";

/// So many of either have a number, by which a key goes there.
const NUMBERED: usize = 4;

/// What a number on the card means.
#[derive(Clone, Copy, Debug)]
pub enum Numbered<'a> {
    /// Something that is due.
    Duty(&'a DutyLine),
    /// A doubt to be looked into.
    Doubt(&'a CheckRow),
}

/// What the numbers mean, from 1: what is due first, then doubts.
#[must_use]
pub fn numbered(rules: &HouseholdRules) -> Vec<Numbered<'_>> {
    let duties = rules.duties.iter().take(NUMBERED).map(Numbered::Duty);
    // One number for one doubt, however many members it is about: they are corrected in turn.
    let first = |row: &&CheckRow| {
        let mut same = doubts(rules).filter(|other| other.rule == row.rule);
        same.next().is_some_and(|one| std::ptr::eq(one, *row))
    };
    let doubts = doubts(rules).filter(first).take(NUMBERED);
    duties.chain(doubts.map(Numbered::Doubt)).collect()
}

fn doubts(rules: &HouseholdRules) -> impl Iterator<Item = &CheckRow> {
    let rows = rules.checks.iter();
    rows.filter(|row| matches!(row.sort, RuleSort::Doubt(_)) && row.state == Answer::Hit)
}

/// One line of what is due and doubted where both have room, else a line each.
pub(super) fn rows(rules: &HouseholdRules, sheet: &Sheet<'_>) -> Vec<Row<Lead>> {
    let all = numbered(rules);
    let (due, doubted) = (rules.duties.len(), doubts(rules).count());
    let words = |wanted: bool| -> Vec<(String, Tone)> {
        let some = all.iter().zip(1..);
        let some = some.filter(|(one, _)| matches!(one, Numbered::Duty(_)) == wanted);
        some.map(|(one, number)| word(one, number, rules)).collect()
    };
    let (duties, doubted_words) = (words(true), words(false));
    let room = sheet.room();
    let mut lines = Vec::new();
    match (due, doubted) {
        (0, 0) => lines.push(Line::raw(" 待办 没有   疑点 没有")),
        (0, _) => lines.push(part(" 疑点", doubted, &doubted_words, room, sheet)),
        (_, 0) => lines.push(part(" 待办", due, &duties, room, sheet)),
        _ if sheet.is_narrow() || needs(&duties) + needs(&doubted_words) + 12 > room => {
            lines.push(part(" 待办", due, &duties, room, sheet));
            lines.push(part(" 疑点", doubted, &doubted_words, room, sheet));
        }
        _ => {
            let mut line = part(" 待办", due, &duties, room, sheet);
            let left = room.saturating_sub(line.width());
            line.spans
                .extend(part("  疑点", doubted, &doubted_words, left, sheet).spans);
            lines.push(line);
        }
    }
    let lead = |line| Row::leading(line, Lead::Rules);
    lines.into_iter().map(lead).collect()
}

fn word(one: &Numbered<'_>, number: usize, rules: &HouseholdRules) -> (String, Tone) {
    match one {
        Numbered::Duty(duty) => {
            let when = match duty.days {
                Some(days) if days < 0 => format!("(晚{}天)", -days),
                Some(_) => format!("({})", duty.when()),
                None => String::new(),
            };
            // Of a finding its own words, which say more than that it is to be put right.
            let text = match duty.subject.as_str() {
                FINDING => format!("{number} 整改 {}{when}", duty.name),
                _ => format!("{number} {}{when}", duty.title),
            };
            (safe(&text), duty::tone(duty.days))
        }
        Numbered::Doubt(row) => {
            let same = doubts(rules).filter(|other| other.rule == row.rule);
            let times = match same.count() {
                0 | 1 => String::new(),
                count => format!("({count}处)"),
            };
            let text = format!("{number} {}{times}", row.title);
            (safe(&text), Tone::Warning)
        }
    }
}

fn needs(words: &[(String, Tone)]) -> usize {
    words.iter().map(|(word, _)| width(word) + 1).sum()
}

/// A heading with as many words as fit; how many there are in all where not all do.
fn part(
    heading: &str,
    all: usize,
    words: &[(String, Tone)],
    room: usize,
    sheet: &Sheet<'_>,
) -> Line<'static> {
    let fits = all == words.len() && width(heading) + needs(words) <= room;
    let heading = if fits {
        heading.to_owned()
    } else {
        format!("{heading}({all})")
    };
    let mut left = room.saturating_sub(width(&heading));
    let mut line = Line::from(Span::styled(heading, sheet.theme.label));
    for (word, tone) in words {
        if left < 8 {
            break;
        }
        let text = format!(" {}", cut(word, left.saturating_sub(1)));
        left = left.saturating_sub(width(&text));
        line.push_span(Span::styled(text, sheet.theme.tone(*tone)));
    }
    line
}

/// Every standard and its answer: those not met or lacking something in a line each, then doubts
/// explained, then the names of those met.
pub(super) fn standards(rules: &HouseholdRules, sheet: &Sheet<'_>) -> Vec<Row<Lead>> {
    if rules.checks.is_empty() {
        return Vec::new();
    }
    let mut rows = vec![super::rule(sheet)];
    let standards = || {
        let all = rules.checks.iter();
        all.filter(|row| matches!(row.sort, RuleSort::Standard(_)))
    };
    let count = |answer: Answer| standards().filter(|row| row.state == answer).count();
    let counts = [Answer::NotMet, Answer::Missing, Answer::Met].map(|answer| {
        let count = count(answer);
        let tone = if count > 0 { tone(answer) } else { Tone::Plain };
        Piece::toned(format!("{}{count}", answer.shown()), tone)
    });
    let head = flow(" 标准 ", &counts, 2, sheet.room(), sheet.theme);
    rows.extend(super::leading(head, Lead::Rules));
    let order = |row: &CheckRow| match (row.sort, row.state) {
        (RuleSort::Standard(_), Answer::NotMet) => Some(0),
        (RuleSort::Standard(_), Answer::Missing) => Some(1),
        (RuleSort::Doubt(_), Answer::Hit) => Some(2),
        (RuleSort::Doubt(_), Answer::Explained) => Some(3),
        _ => None,
    };
    let mut open: Vec<(u8, usize, &CheckRow)> = rules
        .checks
        .iter()
        .enumerate()
        .filter_map(|(place, row)| Some((order(row)?, place, row)))
        .collect();
    open.sort_by_key(|(order, place, _)| (*order, *place));
    for (_, place, row) in open {
        let name = match row.subject.as_str() {
            "户" => String::new(),
            _ => format!("{} ", row.name),
        };
        let text = format!("{name}{}  {}", row.title, said(row));
        let state = format!("   {} ", crate::tui::text::fit(row.state.shown(), 6));
        let room = sheet.room().saturating_sub(width(&state));
        let line = Line::from(vec![
            Span::styled(state, sheet.theme.tone(tone(row.state))),
            Span::raw(cut(&safe(&text), room)),
        ]);
        rows.push(Row::leading(line, Lead::Check(place)));
    }
    let met = standards().filter(|row| row.state == Answer::Met);
    let met: Vec<Piece> = met
        .map(|row| match row.subject.as_str() {
            "户" => Piece::plain(row.title.clone()),
            _ => Piece::plain(format!("{} {}", row.name, row.title)),
        })
        .collect();
    if !met.is_empty() {
        rows.extend(super::plain(flow(
            "   达标   ",
            &met,
            3,
            sheet.room(),
            sheet.theme,
        )));
    }
    rows
}
