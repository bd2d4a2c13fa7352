//! Parts of papers that come from lists and from 村卡: the columns of a list as a table.

use crate::app::Desk;
use crate::app::serve::page::{reach, visit_interval};
use crate::app::serve::select::keys;
use crate::app::serve::wall::Parts;
use crate::domain::chart::{Bar, Chart, Shape};
use crate::domain::leaf::Block;
use crate::domain::page::{ListKind, ListQuery, Selection};
use crate::exchange::Part;
use crate::port::{Fault, Scope};
use crate::store::{Window, visit_before};

/// The condition that a record belongs to a village, by itself or by its household.
pub(super) fn in_village(name: &str) -> String {
    format!("村_村名称 = '{}'", name.replace('\'', "''"))
}

/// The records of a ledger that a condition keeps, as their list shows them, all columns but those
/// named in `without`, and but those in which nothing is recorded; `None` where there are none.
pub(super) fn listed(
    desk: &mut Desk,
    (ledger, parent): (&str, Option<(&str, i64)>),
    condition: &str,
    without: &[&str],
) -> Result<Option<Block>, Fault> {
    let known = |key: &str| desk.dictionary.find(key).map(|found| found.id);
    let Some(ledger) = known(ledger) else {
        return Ok(None);
    };
    let kind = match parent.and_then(|(key, id)| Some((known(key)?, id))) {
        Some((parent, id)) => ListKind::Of { ledger, parent, id },
        None => ListKind::Ledger(ledger),
    };
    let query = ListQuery {
        kind,
        text: String::new(),
        selection: Selection {
            condition: condition.to_owned(),
            ..Selection::default()
        },
        scope: Scope::Township,
        offset: 0,
        limit: 0,
    };
    let keys = keys(desk, &query)?;
    let window = Window {
        kind,
        matching: None,
        offset: 0,
        limit: keys.len(),
        visit_before: visit_before(desk.today, visit_interval(desk)?),
    };
    let page = desk
        .store
        .list_picked(&reach(desk, Scope::Township), window, &keys)?;
    if page.rows.is_empty() {
        return Ok(None);
    }
    let told = |at: &usize| {
        let label = page.columns[*at].label.as_str();
        let filled =
            |row: &crate::domain::page::ListRow| row.cells.get(*at).is_some_and(|c| !c.is_empty());
        !without.contains(&label) && page.rows.iter().any(filled)
    };
    let kept: Vec<usize> = (0..page.columns.len()).filter(told).collect();
    let columns = kept.iter().map(|at| &page.columns[*at]);
    let rows = page.rows.iter().map(|row| {
        let cells = kept.iter().map(|at| row.cells.get(*at).cloned());
        cells.map(Option::unwrap_or_default).collect()
    });
    Ok(Some(Block::Table {
        columns: columns
            .map(|column| (column.label.clone(), column.number))
            .collect(),
        rows: rows.collect(),
    }))
}

/// A heading with what stands under it, or a line that says there is nothing.
pub(super) fn headed(blocks: &mut Vec<Block>, head: &str, found: Option<Block>) {
    blocks.push(Block::Head(head.to_owned()));
    blocks.push(found.unwrap_or_else(|| Block::line("没有记录")));
}

/// Parts of 村卡 as blocks.
pub(super) fn blocks(parts: Parts) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (heading, part) in parts {
        if !heading.is_empty() {
            blocks.push(Block::Head(heading));
        }
        match part {
            Part::Lines(lines) => blocks.extend(lines.into_iter().map(Block::line)),
            Part::Table(columns, rows) => blocks.push(Block::Table { columns, rows }),
            Part::Page(title) => blocks.push(Block::Head(title)),
            Part::Bars(bars) => {
                let bars = bars
                    .into_iter()
                    .map(|bar| Bar::share(bar.label, (bar.done, bar.planned, bar.all), bar.text));
                let chart = Chart::new("", Shape::Shares, bars.collect());
                blocks.push(Block::Chart(chart));
            }
        }
    }
    blocks
}
