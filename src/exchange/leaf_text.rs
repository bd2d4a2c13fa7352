//! Leaves as plain text, in the columns of a fixed font.

use std::io::{self, Write};

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::leaf::signature;
use crate::domain::leaf::Block;

/// The widest line of plain text, in columns: what A4 holds in a fixed font.
const WIDE: usize = 92;

/// The narrowest that a column of a table becomes when its table is too wide.
const NARROW: usize = 8;

/// What no line begins with.
const ENDING: &str = "，。；：、）」！？,.;)";

/// The longest number that is kept whole: an ID number.
const WHOLE: usize = 18;

/// The title in the middle, a blank line below it.
pub(super) fn title(title: &str, out: &mut impl Write) -> io::Result<()> {
    let title = plain(title);
    let before = WIDE.saturating_sub(title.width()) / 2;
    writeln!(out, "{}{title}\n", " ".repeat(before))
}

pub(super) fn lines(block: &Block, out: &mut impl Write) -> io::Result<()> {
    match block {
        Block::Line { text, right } => {
            if *right {
                let text = plain(text);
                let before = WIDE.saturating_sub(text.width());
                return writeln!(out, "{}{text}", " ".repeat(before));
            }
            let mut parts = wrapped(text, WIDE).into_iter();
            parts.try_for_each(|line| writeln!(out, "{line}"))
        }
        Block::Table { columns, rows } => table(columns, rows, out),
        Block::Head(text) => writeln!(out, "\n【{}】", plain(text)),
        Block::Pairs(pairs) => pairs_lines(pairs, out),
        Block::Chart(chart) => {
            if !chart.title.is_empty() {
                writeln!(out, "{}", plain(&chart.title))?;
            }
            for line in chart.lines() {
                writeln!(out, "  {}", plain(&line))?;
            }
            Ok(())
        }
        Block::Sign(people) => {
            for who in people {
                writeln!(out, "\n{}", plain(&signature(who, "    ")))?;
            }
            Ok(())
        }
        Block::Contents(entries) => {
            for (leaf, title) in entries {
                writeln!(out, "  第{leaf}份  {}", plain(title))?;
            }
            Ok(())
        }
    }
}

/// Two pairs to a line where both are short, else one.
fn pairs_lines(pairs: &[(String, String)], out: &mut impl Write) -> io::Result<()> {
    let half = WIDE / 2 - 2;
    let mut left: Option<String> = None;
    for (label, text) in pairs {
        let text = if text.is_empty() { "________" } else { text };
        let said = plain(&format!("{label}：{text}"));
        match left.take() {
            Some(first) if said.width() <= half => {
                let gap = " ".repeat(WIDE / 2 - first.width());
                writeln!(out, "{first}{gap}{said}")?;
            }
            Some(first) => {
                writeln!(out, "{first}\n{said}")?;
            }
            None if said.width() <= half => left = Some(said),
            None => writeln!(out, "{said}")?,
        }
    }
    left.map_or(Ok(()), |last| writeln!(out, "{last}"))
}

/// Widths of the columns: as wide as what they hold, the widest giving way until the table fits.
fn widths(columns: &[(String, bool)], rows: &[Vec<String>]) -> Vec<usize> {
    let widest = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at));
        let cells = cells.map(|cell| plain(cell).width());
        let head = columns.get(at).map_or(0, |(head, _)| head.width());
        cells.max().unwrap_or(0).max(head).max(4)
    };
    let least = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at));
        let runs = cells.flat_map(|cell| tokens(cell).map(UnicodeWidthStr::width));
        runs.max().unwrap_or(0).clamp(NARROW, WHOLE)
    };
    let mut widths: Vec<usize> = (0..columns.len()).map(widest).collect();
    let least: Vec<usize> = (0..columns.len()).map(least).collect();
    let room = WIDE.saturating_sub(widths.len() * 3 + 1);
    while widths.iter().sum::<usize>() > room {
        let yielding = widths.iter_mut().zip(&least);
        let yielding = yielding.filter(|(width, least)| **width > **least);
        let Some((most, _)) = yielding.max_by_key(|(width, _)| **width) else {
            break;
        };
        *most -= 1;
    }
    widths
}

/// Numbers, days and Latin words whole; everything else sign by sign.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let runs = text.split_inclusive(|c: char| !is_of_run(c));
    runs.flat_map(|run| {
        let end = run.trim_end_matches(|c| !is_of_run(c)).len();
        let (run, sign) = run.split_at(end);
        [run, sign].into_iter().filter(|token| !token.is_empty())
    })
}

const fn is_of_run(c: char) -> bool {
    c.is_ascii_graphic()
}

fn table(columns: &[(String, bool)], rows: &[Vec<String>], out: &mut impl Write) -> io::Result<()> {
    let widths = widths(columns, rows);
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(width + 2)).collect();
    let rule = format!("+{}+", rule.join("+"));
    let heads: Vec<String> = columns.iter().map(|(head, _)| head.clone()).collect();
    writeln!(out, "{rule}")?;
    for row in std::iter::once(&heads).chain(rows) {
        let cells = row.iter().zip(&widths);
        let cells: Vec<Vec<String>> = cells.map(|(cell, width)| wrapped(cell, *width)).collect();
        let high = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
        for line in 0..high {
            let cells = cells.iter().zip(&widths).map(|(cell, width)| {
                let text = cell.get(line).map_or("", String::as_str);
                let rest = width.saturating_sub(text.width());
                format!(" {text}{} ", " ".repeat(rest))
            });
            writeln!(out, "|{}|", cells.collect::<Vec<_>>().join("|"))?;
        }
        writeln!(out, "{rule}")?;
    }
    Ok(())
}

/// A text in lines of at most so many columns, numbers and days unbroken where they fit; none begins
/// with a sign that ends something.
fn wrapped(cell: &str, width: usize) -> Vec<String> {
    let cell = plain(cell);
    let mut lines = vec![String::new()];
    let mut used = 0;
    let mut put = |piece: &str| {
        if used + piece.width() > width && used > 0 && !ENDING.contains(piece) {
            lines.push(String::new());
            used = 0;
        }
        used += piece.width();
        if let Some(line) = lines.last_mut() {
            line.push_str(piece);
        }
    };
    for token in tokens(&cell) {
        if token.width() <= width {
            put(token);
        } else {
            token.graphemes(true).for_each(&mut put);
        }
    }
    lines
}

/// One line that steers no printer and no terminal.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(block: &Block) -> String {
        let mut out = Vec::new();
        lines(block, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_table_that_is_too_wide_breaks_its_cells_and_loses_nothing() {
        let long = "低保金发放卡折复印件".repeat(12);
        let rows = vec![vec!["1".to_owned(), long.clone()]];
        let text = drawn(&Block::table(&["#序号", "佐证"], rows));
        assert!(text.lines().all(|line| line.width() <= WIDE), "{text}");
        let cells = text.lines().filter_map(|line| line.split('|').nth(2));
        let kept: String = cells.map(str::trim).collect();
        assert_eq!(kept, format!("佐证{long}"));
    }

    #[test]
    fn a_long_paragraph_is_broken_before_no_full_stop() {
        let lines = wrapped("贷款到期通知书", WIDE).len();
        assert_eq!((lines, wrapped("", WIDE).len()), (1, 1));
        let long = "字".repeat(46) + "。" + &"字".repeat(3);
        assert_eq!(
            wrapped(&long, WIDE),
            ["字".repeat(46) + "。", "字字字".to_owned()]
        );
    }

    #[test]
    fn numbers_and_days_are_not_broken() {
        let number = "421***********0011";
        let day = "2018-09-15";
        let row = vec![
            "很长的说明".repeat(9),
            number.to_owned(),
            format!("张国强 {day}"),
        ];
        let text = drawn(&Block::table(&["说明", "证件号码", "问的谁"], vec![row]));
        assert!(text.contains(number) && text.contains(day), "{text}");
        assert!(text.lines().all(|line| line.width() <= WIDE), "{text}");
        assert_eq!(wrapped("a-1中 bc", 4), ["a-1", "中 ", "bc"]);
        assert_eq!(wrapped(&"9".repeat(5), 4), ["9999", "9"]);
        assert_eq!(wrapped("", 4), [""]);
    }

    #[test]
    fn pairs_stand_two_to_a_line_and_what_is_unknown_leaves_room() {
        let pair = |label: &str, text: &str| (label.to_owned(), text.to_owned());
        let text = drawn(&Block::Pairs(vec![
            pair("户主", "张国强"),
            pair("电话", ""),
            pair("地址", &"很长".repeat(20)),
        ]));
        let first = text.lines().next().unwrap();
        assert!(first.starts_with("户主：张国强  ") && first.ends_with("电话：________"));
        assert_eq!(text.lines().count(), 2, "{text}");
    }
}
