//! Papers of several pages: one self-contained HTML file that prints on A4, or plain text.

use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::paper::{begin, class, escaped};
use crate::domain::leaf::{Block, Leaf};

/// Beside the look of lists: every leaf on a sheet of its own, signatures at the right, room for
/// the pen.
const STYLE: &str = "section{page-break-after:always}
section:last-child{page-break-after:auto}
section p{color:#000;white-space:pre-wrap;line-height:1.7}
.r{text-align:right}
section td{height:18pt}
.note{color:#555;font-size:8pt;margin-top:8pt}";

/// The widest line of plain text, in columns: what A4 holds in a fixed font.
const WIDE: usize = 92;

/// Writes leaves as one HTML file; `note` stands at the foot of each.
///
/// # Errors
///
/// When it cannot be written.
pub fn leaves_html(leaves: &[Leaf], note: &str, out: &mut impl Write) -> io::Result<()> {
    let title = leaves.first().map_or("", |leaf| leaf.title.as_str());
    begin(out, title, STYLE)?;
    for leaf in leaves {
        writeln!(out, "<section><h1>{}</h1>", escaped(&leaf.title))?;
        for block in &leaf.blocks {
            html(block, out)?;
        }
        writeln!(out, "<p class=\"note\">{}</p></section>", escaped(note))?;
    }
    writeln!(out, "</body></html>")
}

fn html(block: &Block, out: &mut impl Write) -> io::Result<()> {
    match block {
        Block::Line { text, right } => {
            let place = if *right { " class=\"r\"" } else { "" };
            let text = if text.is_empty() {
                "&nbsp;".to_owned()
            } else {
                escaped(text)
            };
            writeln!(out, "<p{place}>{text}</p>")
        }
        Block::Table { columns, rows } => {
            write!(out, "<table><thead><tr>")?;
            for (head, number) in columns {
                write!(out, "<th{}>{}</th>", class(*number), escaped(head))?;
            }
            writeln!(out, "</tr></thead><tbody>")?;
            for row in rows {
                write!(out, "<tr>")?;
                for (cell, (_, number)) in row.iter().zip(columns) {
                    write!(out, "<td{}>{}</td>", class(*number), escaped(cell))?;
                }
                writeln!(out, "</tr>")?;
            }
            writeln!(out, "</tbody></table>")
        }
    }
}

/// Writes leaves as plain text, a form feed between them.
///
/// # Errors
///
/// When it cannot be written.
pub fn leaves_text(leaves: &[Leaf], note: &str, out: &mut impl Write) -> io::Result<()> {
    for (at, leaf) in leaves.iter().enumerate() {
        if at > 0 {
            writeln!(out, "\u{c}")?;
        }
        let title = plain(&leaf.title);
        let before = WIDE.saturating_sub(wide(&title)) / 2;
        writeln!(out, "{}{title}\n", " ".repeat(before))?;
        for block in &leaf.blocks {
            lines(block, out)?;
        }
        writeln!(out, "\n{}", plain(note))?;
    }
    Ok(())
}

fn lines(block: &Block, out: &mut impl Write) -> io::Result<()> {
    match block {
        Block::Line { text, right } => {
            let text = plain(text);
            if *right {
                let before = WIDE.saturating_sub(wide(&text));
                return writeln!(out, "{}{text}", " ".repeat(before));
            }
            wrapped(&text)
                .into_iter()
                .try_for_each(|line| writeln!(out, "{line}"))
        }
        Block::Table { columns, rows } => table(columns, rows, out),
    }
}

fn table(columns: &[(String, bool)], rows: &[Vec<String>], out: &mut impl Write) -> io::Result<()> {
    let widest = |at: usize| {
        let cells = rows
            .iter()
            .filter_map(|row| row.get(at))
            .map(|cell| wide(cell));
        let head = columns.get(at).map_or(0, |(head, _)| wide(head));
        cells.max().unwrap_or(0).max(head).max(4)
    };
    let widths: Vec<usize> = (0..columns.len()).map(widest).collect();
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(width + 2)).collect();
    let rule = format!("+{}+", rule.join("+"));
    let heads: Vec<String> = columns.iter().map(|(head, _)| head.clone()).collect();
    writeln!(out, "{rule}")?;
    for row in std::iter::once(&heads).chain(rows) {
        let cells = row.iter().zip(&widths).map(|(cell, width)| {
            let cell = plain(cell);
            let rest = width.saturating_sub(wide(&cell));
            format!(" {cell}{} ", " ".repeat(rest))
        });
        writeln!(out, "|{}|", cells.collect::<Vec<_>>().join("|"))?;
        writeln!(out, "{rule}")?;
    }
    Ok(())
}

/// A paragraph in lines that the paper holds; none begins with a sign that ends something.
fn wrapped(text: &str) -> Vec<String> {
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0);
    for letter in text.chars() {
        let width = letter.width().unwrap_or(0);
        if used + width > WIDE && !"，。；：、）」！？,.;)".contains(letter) {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        line.push(letter);
        used += width;
    }
    lines.push(line);
    lines
}

/// One line that steers no printer and no terminal.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// Columns of a text.
fn wide(text: &str) -> usize {
    text.width()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf() -> Leaf {
        let line = |text: &str, right| Block::Line {
            text: text.into(),
            right,
        };
        Leaf {
            title: "公示".into(),
            blocks: vec![
                line("现予公示<b>。\u{1b}", false),
                Block::Table {
                    columns: vec![("序号".into(), true), ("户主".into(), false)],
                    rows: vec![vec!["1".into(), "张国强".into()]],
                },
                line("村委会", true),
            ],
        }
    }

    #[test]
    fn pages_are_text_and_stand_alone() {
        let mut out = Vec::new();
        leaves_html(&[leaf(), leaf()], "截至2018-09-20", &mut out).unwrap();
        let html = String::from_utf8(out).unwrap();
        assert_eq!(html.matches("<section>").count(), 2);
        assert!(html.contains("现予公示&lt;b&gt;。") && !html.contains('\u{1b}'));
        assert!(
            html.contains("<td class=\"n\">1</td><td>张国强</td>"),
            "{html}"
        );
        assert!(!html.contains("http"), "{html}");
    }

    #[test]
    fn a_long_paragraph_is_broken_before_no_full_stop() {
        let lines = wrapped("贷款到期通知书").len();
        assert_eq!((lines, wrapped("").len()), (1, 1));
        let long = "字".repeat(46) + "。" + &"字".repeat(3);
        assert_eq!(
            wrapped(&long),
            ["字".repeat(46) + "。", "字字字".to_owned()]
        );
    }

    #[test]
    fn plain_text_stands_in_columns() {
        let mut out = Vec::new();
        leaves_text(&[leaf()], "截至2018-09-20", &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("| 序号 | 户主   |\n"), "{text}");
        assert!(text.contains("| 1    | 张国强 |\n"), "{text}");
        assert!(
            text.contains(&format!("{}村委会\n", " ".repeat(86))),
            "{text}"
        );
        assert!(!text.contains('\u{1b}'));
    }
}
