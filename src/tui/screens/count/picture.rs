//! The picture of a table of counts: lines, columns as far as they fit, and the number in focus.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use super::CountScreen;
use crate::domain::page::CountTable;
use crate::tui::lists;
use crate::tui::text::{cut, fit, fit_right, safe, width};
use crate::tui::theme::Theme;
use crate::tui::widget::browse::paragraph;

/// The widest that the heading of a column makes it.
const WIDEST: usize = 12;

impl CountScreen {
    /// Draws what is counted, then the table with the number in focus.
    pub(super) fn draw(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let [head, body] = area.layout(&Layout::vertical([
            Constraint::Length(1),
            Constraint::Min(0),
        ]));
        let Some(table) = &self.table else {
            return;
        };
        let room = usize::from(area.width);
        let text = cut(&safe(&self.head(table)), room.saturating_sub(1));
        frame.render_widget(Line::styled(format!(" {text}"), theme.label), head);
        if table.rows.is_empty() {
            paragraph(frame, body, theme, "没有记录可以数；按 Esc 回列表看看筛选");
            return;
        }
        let names = table
            .rows
            .iter()
            .map(|head| width(&head.label))
            .max()
            .unwrap_or(0);
        let name = names.clamp(4, (room / 3).max(8));
        let columns = Self::columns_of(table);
        let shown = self.shown(&columns, room.saturating_sub(name + 1));
        let first = table
            .by
            .first()
            .map(|by| by.replace('_', " "))
            .unwrap_or_default();
        let mut heads = format!(" {}", fit(&first, name));
        for (label, wide) in columns.get(shown.clone()).unwrap_or_default() {
            heads.push(' ');
            heads.push_str(&fit_right(&cut(label, *wide), *wide));
        }
        self.list.rows_in_sight(body.height.saturating_sub(1));
        frame.render_widget(Line::styled(heads, theme.heading), body);
        for (y, row) in (body.y + 1..body.bottom()).zip(self.list.in_sight()) {
            let line = self.line(table, *row, name, &columns, &shown, theme);
            frame.render_widget(line, Rect::new(body.x, y, body.width, 1));
        }
    }

    fn columns_of(table: &CountTable) -> Vec<(String, usize)> {
        let mut labels: Vec<String> = table
            .columns
            .iter()
            .map(|head| head.label.clone())
            .collect();
        if table.columns.len() > 1 {
            labels.push("合计".to_owned());
        }
        let cells = |at: usize| (0..=table.rows.len()).map(move |row| number(table, row, at));
        labels
            .into_iter()
            .enumerate()
            .map(|(at, label)| {
                let numbers = cells(at).map(|text| width(&text)).max().unwrap_or(0);
                let wide = width(&label).min(WIDEST).max(numbers).max(2);
                (label, wide)
            })
            .collect()
    }

    /// The columns that fit beside the lines' names, the one in focus among them.
    fn shown(&self, columns: &[(String, usize)], room: usize) -> Range<usize> {
        let needs = |range: &Range<usize>| -> usize {
            let wide = columns.get(range.clone()).unwrap_or_default();
            wide.iter().map(|(_, wide)| wide + 1).sum()
        };
        let mut range = 0..columns.len();
        while needs(&range) > room && range.end > self.column + 1 {
            range.end -= 1;
        }
        while needs(&range) > room && range.start < self.column {
            range.start += 1;
        }
        range
    }

    fn line(
        &self,
        table: &CountTable,
        row: usize,
        name: usize,
        columns: &[(String, usize)],
        shown: &Range<usize>,
        theme: &Theme,
    ) -> Line<'static> {
        let here = self.list.selected() == Some(&row);
        let label = table
            .rows
            .get(row)
            .map_or("合计", |head| head.label.as_str());
        let mark = if here { '>' } else { ' ' };
        let style = if row == table.rows.len() {
            theme.heading
        } else {
            theme.text
        };
        let mut spans = vec![Span::styled(
            format!("{mark}{}", fit(&safe(label), name)),
            style,
        )];
        for at in shown.clone() {
            let text = fit_right(&number(table, row, at), columns[at].1);
            let lit = if here && at == self.column {
                theme.selected
            } else {
                style
            };
            spans.push(Span::raw(" "));
            spans.push(Span::styled(text, lit));
        }
        Line::from(spans)
    }

    fn head(&self, table: &CountTable) -> String {
        let mut words = vec![format!(
            "共{}{}",
            table.number(table.total),
            unit_word(&table.unit)
        )];
        if !table.counted.is_empty() {
            words.push(format!("只数{}", table.counted));
        }
        if let Some(year) = table.year {
            words.push(format!("{year}年度"));
        }
        if table.lacking > 0 {
            words.push(format!("{}条缺项没有计入", table.lacking));
        }
        let filter = lists::words(
            &self.given.dictionary,
            Some(self.ledger),
            &self.query.selection,
        );
        if !filter.is_empty() {
            words.push(filter);
        }
        words.join("  ")
    }
}

/// A unit behind a number: 户 as it is, a longer name before it.
fn unit_word(unit: &str) -> String {
    match unit.chars().count() {
        1 => unit.to_owned(),
        _ => format!("（{}）", unit.replace('_', " ")),
    }
}

/// The number at a line and column; the ones beyond are the sums.
pub(super) fn number(table: &CountTable, row: usize, column: usize) -> String {
    let last = column >= table.columns.len();
    let found = match (table.cells.get(row), last) {
        (Some(_), true) => table.row_totals.get(row).copied(),
        (Some(line), false) => line.get(column).copied().flatten(),
        (None, true) => Some(table.total),
        (None, false) => table.column_totals.get(column).copied(),
    };
    found.map_or_else(String::new, |number| table.number(number))
}
