//! A village's counts as a line of a table, for 首页 and 村.

use crate::port::page::{HomeCounts, VillageCounts};
use crate::tui::flow::Piece;
use crate::tui::theme::Tone;
use crate::tui::widget::list::Column;

/// The columns of the table; `late` adds the one that only 首页 works out.
#[must_use]
pub fn columns(late: bool) -> Vec<Column> {
    let figure = |label: &str, rank| Column::new(label, 6).right().rank(rank);
    let mut columns = vec![
        Column::new("村", 12).grows(),
        figure("户", 0),
        figure("人", 1),
        figure("已脱贫", 2),
        figure("拟脱贫", 5),
        figure("未脱贫", 3),
        Column::new("返贫", 4).right().rank(7),
        Column::new("新识别", 6).right().rank(8),
        Column::new("贷款", 4).right().rank(6),
        Column::new("逾期", 4).right().rank(4),
    ];
    if late {
        columns.push(Column::new("走访超期", 8).right().rank(9));
    }
    columns
}

/// A village's cells; nothing stands for none.
#[must_use]
pub fn cells(row: &VillageCounts) -> Vec<String> {
    let some = |count: usize| match count {
        0 => String::new(),
        count => count.to_string(),
    };
    let counts = &row.counts;
    let mark = if row.poor { "*" } else { "" };
    let mut cells = vec![format!("{}{mark}", name(row))];
    cells.extend(
        [
            counts.households,
            counts.people,
            counts.exited,
            counts.planned,
            counts.remaining,
            counts.relapsed,
            counts.new,
            row.loans,
            row.overdue,
            row.visit_late.unwrap_or(0),
        ]
        .map(some),
    );
    cells
}

fn name(row: &VillageCounts) -> &str {
    if row.name.is_empty() {
        "(漏填村)"
    } else {
        &row.name
    }
}

/// A village's counts in words.
#[must_use]
pub fn sentence(row: &VillageCounts) -> String {
    let kind = if row.poor {
        "贫困村"
    } else {
        "非贫困村"
    };
    let texts: Vec<String> = pieces(&row.counts)
        .into_iter()
        .map(|(text, _)| text)
        .collect();
    format!("{}  {kind}  {}", name(row), texts.join(" "))
}

/// Counts in words, those that are not nought; what is missing is a warning.
#[must_use]
pub fn count_pieces(counts: &HomeCounts) -> Vec<Piece> {
    pieces(counts)
        .into_iter()
        .map(|(text, tone)| Piece::toned(text, tone))
        .collect()
}

fn pieces(counts: &HomeCounts) -> Vec<(String, Tone)> {
    let mut texts = vec![(
        format!("建档{}户{}人", counts.households, counts.people),
        Tone::Heading,
    )];
    let rest = [
        ("已脱贫", counts.exited, Tone::Plain),
        ("今年拟脱贫", counts.planned, Tone::Plain),
        ("未脱贫", counts.remaining, Tone::Plain),
        ("返贫", counts.relapsed, Tone::Plain),
        ("新识别", counts.new, Tone::Plain),
        ("脱贫属性漏填", counts.unstated, Tone::Warning),
        ("未建档重点户", counts.unregistered, Tone::Plain),
        ("监测", counts.monitored, Tone::Plain),
    ];
    let some = rest.into_iter().filter(|(_, count, _)| *count > 0);
    texts.extend(some.map(|(label, count, tone)| (format!("{label}{count}"), tone)));
    texts
}
