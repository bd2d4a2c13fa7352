//! The top of a case's screen: where it stands, and the names of its parts.

use ratatui::text::Line;

use super::{CaseScreen, Part};
use crate::port::page::CasePage;
use crate::tui::flow::{Piece, flow};
use crate::tui::say;
use crate::tui::theme::{Theme, Tone};

pub(super) fn lines(screen: &CaseScreen, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let Some(page) = &screen.page else {
        let text = if screen.gone {
            " 这一份已不在台账里，按 Esc 返回"
        } else {
            ""
        };
        return vec![Line::raw(text)];
    };
    let room = usize::from(width);
    let today = screen.given.today();
    let row = &page.row;
    let step = match row.steps {
        0 => row.step_name.clone(),
        steps => format!("第{}步，共{steps}步 {}", row.step, row.step_name),
    };
    let own = if row.mine {
        "本人办"
    } else {
        row.who.as_str()
    };
    let since = match row.since.as_str() {
        "" => String::new(),
        since => format!("{}起", say::day(since, today)),
    };
    let due = match row.due.as_str() {
        "" => String::new(),
        due => format!("{}前办完", say::day(due, today)),
    };
    let mut lines = flow(
        " 环节 ",
        &[
            Piece::toned(step, Tone::Heading),
            Piece::plain(own),
            Piece::plain(since),
            Piece::plain(due),
        ],
        2,
        room,
        theme,
    );
    lines.extend(flow(" 接着 ", &next(page), 2, room, theme));
    lines.extend(flow(" 名单 ", &counts(page), 2, room, theme));
    if !page.note.is_empty() {
        let note = page.note.replace('\n', " ");
        lines.extend(flow(" 备注 ", &[Piece::plain(note)], 1, room, theme));
    }
    lines.push(Line::raw("-".repeat(room)));
    lines.extend(flow(" ", &parts(screen.part), 2, room, theme));
    lines
}

/// What is next, and of a notice how many days are left.
fn next(page: &CasePage) -> Vec<Piece> {
    let row = &page.row;
    let Some(notice) = row.notice.as_ref().filter(|_| row.closed.is_empty()) else {
        return vec![Piece::plain(row.next.clone())];
    };
    let left = match notice.days {
        days if days > 0 => Piece::toned(format!("还{days}天"), Tone::Warning),
        _ => Piece::toned("公示期满", Tone::Good),
    };
    vec![
        Piece::plain(notice.words.clone()),
        left,
        Piece::plain(notice.place.clone()),
    ]
}

fn counts(page: &CasePage) -> Vec<Piece> {
    let row = &page.row;
    let unit = if page.subject == "户" { "户" } else { "个" };
    let people: i64 = page.items.iter().map(|item| item.people).sum();
    let people = match people {
        0 => String::new(),
        people => format!("{people}人"),
    };
    let count = |word: &str, count: usize, tone: Tone| match count {
        0 => Piece::plain(""),
        count => Piece::toned(format!("{word}{count}"), tone),
    };
    vec![
        Piece::plain(format!("{}{unit}{people}", row.listed)),
        count("在办", row.open, Tone::Plain),
        count("通过", row.passed, Tone::Good),
        count("留下", row.held, Tone::Warning),
        count("异议未结", row.objections, Tone::Bad),
    ]
}

fn parts(now: Part) -> Vec<Piece> {
    let one = |part: Part| {
        if part == now {
            Piece::toned(format!("[{}]", part.word()), Tone::Heading)
        } else {
            Piece::plain(part.word())
        }
    };
    Part::ALL.into_iter().map(one).collect()
}
