//! The parts of a village's page: who is in which post, who helps, what is recorded.

use ratatui::text::Line;

use super::Lead;
use crate::port::VillagePage;
use crate::tui::flow::{Piece, flow};
use crate::tui::text::fit;
use crate::tui::theme::{Theme, Tone};
use crate::tui::widget::browse::NARROW;
use crate::tui::widget::page::Row;

pub(super) fn posts(village: &VillagePage, columns: u16, theme: &Theme) -> Vec<Row<Lead>> {
    let head = Line::styled(" 村级人员", theme.heading);
    let mut rows = vec![Row::leading(head, Lead::Posts)];
    if village.posts.is_empty() {
        rows.push(Row::plain("   还没有登记；按 Ctrl-N 新增"));
    }
    for post in &village.posts {
        let name = fit(&post.name, 8);
        // On a narrow terminal unit and day stand behind Enter, so that nothing is cut in two.
        let line = Line::raw(if columns < NARROW {
            format!("   {name} {} {}", fit(&post.duty, 14), post.phone)
        } else {
            format!(
                "   {name} {} {}  {}  {}",
                fit(&post.duty, 20),
                post.phone,
                post.unit,
                post.since
            )
        });
        rows.push(match post.id {
            Some(id) => Row::leading(line, Lead::Post(id)),
            None => Row::plain(line),
        });
    }
    rows
}

pub(super) fn helpers(village: &VillagePage, columns: u16, theme: &Theme) -> Vec<Row<Lead>> {
    let head = format!(" 帮扶责任人 {}人", village.helpers.len());
    let mut rows = vec![Row::plain(Line::styled(head, theme.heading))];
    let (wide, gap) = if columns < NARROW {
        (9, "")
    } else {
        (28, "  ")
    };
    for helper in &village.helpers {
        let line = Line::raw(format!(
            "   {} {} {}{gap} {}户",
            fit(&helper.name, 8),
            fit(&helper.unit, wide),
            fit(&helper.phone, 11),
            helper.households
        ));
        rows.push(Row::leading(line, Lead::Helper(helper.id)));
    }
    rows
}

/// The recorded figures under their headings, then the names of those not recorded.
pub(super) fn figures(village: &VillagePage, room: usize, theme: &Theme) -> Vec<Row<Lead>> {
    let head = Line::styled(" 村情", theme.heading);
    let mut rows = vec![Row::leading(head, Lead::Fields)];
    let mut rest = village.figures.as_slice();
    while let Some((heading, ..)) = rest.first() {
        let same = rest
            .iter()
            .take_while(|(other, ..)| other == heading)
            .count();
        let (mine, others) = rest.split_at(same);
        let pieces: Vec<Piece> = mine
            .iter()
            .map(|(_, label, text)| Piece::plain(format!("{label} {text}")))
            .collect();
        rows.extend(plain(flow(
            &format!("   {heading}  "),
            &pieces,
            3,
            room,
            theme,
        )));
        rest = others;
    }
    if !village.gaps.is_empty() {
        let pieces: Vec<Piece> = village
            .gaps
            .iter()
            .map(|gap| Piece::toned(gap.clone(), Tone::Warning))
            .collect();
        rows.extend(plain(flow("   缺项  ", &pieces, 1, room, theme)));
    }
    rows
}

pub(super) fn plain(lines: Vec<Line<'static>>) -> Vec<Row<Lead>> {
    lines.into_iter().map(Row::plain).collect()
}

pub(super) fn leading(lines: Vec<Line<'static>>, lead: Lead) -> Vec<Row<Lead>> {
    let row = |(place, line)| match place {
        0 => Row::leading(line, lead),
        _ => Row::plain(line),
    };
    lines.into_iter().enumerate().map(row).collect()
}
