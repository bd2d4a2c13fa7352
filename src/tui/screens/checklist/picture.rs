//! The picture of a checklist: whose it is, its blocks, the questions, and what is known of the one
//! selected.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Text};

use super::ChecklistScreen;
use crate::domain::verdict::{Progress, Verdict};
use crate::port::page::{InspectLine, InspectSheet};
use crate::tui::flow::{Piece, flow};
use crate::tui::say;
use crate::tui::text::columns;
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::browse::paragraph;
use crate::tui::widget::list::{Column, List};

/// Narrower than this, only the block at hand is named.
const NARROW: u16 = 60;

/// The fewest questions in sight.
const FEWEST: u16 = 5;

pub(super) fn list() -> List<InspectLine> {
    List::new(columns_of(false), cells).toned(|line| tone(line.verdict()))
}

/// The columns, with points where the checklist has any.
pub(super) fn columns_of(scored: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::new("结论", 6),
        Column::new("依据", 4).rank(1),
        Column::new("检查项", 30).grows(),
    ];
    if scored {
        columns.push(Column::new("得分", 6).right());
    }
    columns
}

fn cells(line: &InspectLine) -> Vec<String> {
    let by = match (line.by_book(), line.is_open()) {
        (true, _) => "台账",
        (false, true) => "",
        (false, false) => "当面",
    };
    let points = match (line.given(), line.full) {
        (Some(given), Some(full)) => format!("{given}/{full}"),
        (None, Some(full)) => format!("/{full}"),
        _ => String::new(),
    };
    vec![
        line.verdict().word().to_owned(),
        by.to_owned(),
        line.ask.clone(),
        points,
    ]
}

const fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Good => Tone::Good,
        Verdict::Bad => Tone::Bad,
        Verdict::Open => Tone::Plain,
        Verdict::NotAsked => Tone::Faint,
    }
}

pub(super) fn view(screen: &ChecklistScreen, frame: &mut Frame, area: Rect, theme: &Theme) {
    let Some(sheet) = &screen.sheet else {
        if screen.gone {
            paragraph(frame, area, theme, "这一张已不在台账里，按 Esc 返回。");
        }
        return;
    };
    let head = head(screen, sheet, area.width, theme);
    let foot = match screen.list.selected() {
        Some(line) => detail(screen, line, area.width, theme),
        None => Vec::new(),
    };
    let room = area.height.saturating_sub(columns(head.len()));
    let below = columns(foot.len()).min(room.saturating_sub(FEWEST + 1));
    let [top, middle, bottom] = area.layout(&Layout::vertical([
        Constraint::Length(columns(head.len())),
        Constraint::Min(0),
        Constraint::Length(below),
    ]));
    frame.render_widget(Text::from(head), top);
    screen.list.view(frame, middle, theme);
    frame.render_widget(Text::from(foot), bottom);
}

fn head(
    screen: &ChecklistScreen,
    sheet: &InspectSheet,
    width: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let room = usize::from(width);
    let item = &sheet.item;
    let people = match item.people {
        0 => String::new(),
        people => format!("{people}人"),
    };
    let state = match item.state {
        Progress::Done => Tone::Good,
        Progress::Away => Tone::Warning,
        Progress::Waiting | Progress::Begun => Tone::Plain,
    };
    let points = sheet
        .points()
        .map(|(given, full)| format!("得分{given}/{full}"));
    let whose = [
        Piece::plain(item.place.clone()),
        Piece::plain(people),
        // What left the register keeps its answers; one sees that it left.
        Piece::toned(item.standing.clone(), Tone::Warning),
        Piece::plain(if item.why == item.standing {
            ""
        } else {
            &item.why
        }),
        Piece::toned(item.state.word(), state),
        Piece::plain(points.unwrap_or_default()),
    ];
    let mut lines = flow(" ", &whose, 2, room, theme);
    let count = |verdict: Verdict, tone: Tone| {
        Piece::toned(format!("{}{}", verdict.word(), sheet.count(verdict)), tone)
    };
    let counts = [
        count(Verdict::Open, Tone::Heading),
        count(Verdict::Good, Tone::Plain),
        count(Verdict::Bad, Tone::Bad),
        count(Verdict::NotAsked, Tone::Plain),
        Piece::plain(format!(
            "台账截至{}",
            say::day(&sheet.as_of, screen.given.today())
        )),
    ];
    lines.extend(flow(" ", &counts, 1, room, theme));
    lines.extend(blocks(screen, sheet, width, theme));
    lines.push(Line::raw("-".repeat(room)));
    lines
}

/// The blocks, each with how many of its questions are still open.
fn blocks(
    screen: &ChecklistScreen,
    sheet: &InspectSheet,
    width: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let all = screen.blocks();
    let left = |block: &str| {
        let own = sheet.lines.iter().filter(|line| line.block == block);
        own.filter(|line| line.is_open()).count()
    };
    let said = |block: &str| match left(block) {
        0 => block.to_owned(),
        open => format!("{block}{open}"),
    };
    if width < NARROW {
        let at = all
            .iter()
            .position(|block| *block == screen.block)
            .unwrap_or_default();
        let pieces = [
            Piece::toned(format!("[{}]", said(&screen.block)), Tone::Heading),
            Piece::plain(format!("第{}块，共{}块", at + 1, all.len())),
        ];
        return flow(" ", &pieces, 1, usize::from(width), theme);
    }
    let pieces: Vec<Piece> = all
        .iter()
        .map(|block| {
            if *block == screen.block {
                Piece::toned(format!("[{}]", said(block)), Tone::Heading)
            } else {
                Piece::plain(said(block))
            }
        })
        .collect();
    flow(" ", &pieces, 1, usize::from(width), theme)
}

/// What is known of the question selected.
fn detail(
    screen: &ChecklistScreen,
    line: &InspectLine,
    width: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let room = usize::from(width);
    let mut lines = vec![Line::raw("-".repeat(room))];
    lines.extend(flow(
        " 问 ",
        &[Piece::toned(line.ask.clone(), Tone::Heading)],
        1,
        room,
        theme,
    ));
    if !line.read.is_empty() || line.by_book() {
        let mut read: Vec<Piece> = line
            .read
            .iter()
            .map(|(name, value)| match value.as_str() {
                "" => Piece::toned(format!("{name} 漏填"), Tone::Warning),
                value => Piece::plain(format!("{name} {value}")),
            })
            .collect();
        if line.book == Verdict::NotAsked {
            read.push(Piece::plain("这里不问"));
        } else if line.automatic && line.source != "台账" {
            read.push(Piece::plain(format!("({})", line.source)));
        }
        lines.extend(flow(" 台账 ", &read, 2, room, theme));
    }
    if !line.seen.is_empty() || !line.evidence.is_empty() || line.said.is_some() {
        let who = match line.on.as_str() {
            "" => String::new(),
            day => format!("({} {})", say::day(day, screen.given.today()), line.by),
        };
        let evidence = match line.evidence.as_str() {
            "" => String::new(),
            evidence => format!("佐证 {evidence}"),
        };
        let seen = [
            Piece::plain(line.seen.clone()),
            Piece::plain(evidence),
            Piece::plain(who),
        ];
        lines.extend(flow(" 所见 ", &seen, 2, room, theme));
    }
    if !line.how.is_empty() {
        lines.extend(flow(
            " 怎样看 ",
            &[Piece::plain(line.how.clone())],
            1,
            room,
            theme,
        ));
    }
    if !line.costs.is_empty() {
        let costs: Vec<Piece> = line
            .costs
            .iter()
            .map(|(what, points)| Piece::plain(format!("{what}扣{points}")))
            .collect();
        lines.extend(flow(" 扣分 ", &costs, 2, room, theme));
    }
    if !line.wanted.is_empty() && line.evidence.is_empty() {
        let wanted: Vec<Piece> = line.wanted.iter().map(Piece::plain).collect();
        lines.extend(flow(" 要的佐证 ", &wanted, 2, room, theme));
    }
    lines
}
