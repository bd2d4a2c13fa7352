//! Papers of several pages: one self-contained HTML file that prints on A4, or plain text.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::leaf_text::{lines, plain, title};
use super::paper::{PAGES, begin, class, escaped};
use super::svg::figure;
use crate::domain::leaf::{Block, Leaf};

/// Beside the look of lists: every leaf on a sheet of its own, signatures at the right, room for
/// the pen.
const STYLE: &str = "section{page-break-after:always}
section:last-child{page-break-after:auto}
section p{color:#000;white-space:pre-wrap;line-height:1.7}
.r{text-align:right}
section td{height:18pt}
h2{font-size:12pt;margin:8pt 0 3pt;break-after:avoid;page-break-after:avoid}
h2+*{break-before:avoid;page-break-before:avoid}
p{orphans:3;widows:3}
table+table{margin-top:4pt}
td,th{vertical-align:middle}
.pairs th{width:17%}
.pairs td{width:33%}
.s{white-space:nowrap}
figure{margin:4pt 0;break-inside:avoid;page-break-inside:avoid}
figcaption{color:#333}
svg{width:100%;display:block;font-size:12px;overflow:visible}
.sign{margin-top:10pt;break-inside:avoid;page-break-inside:avoid}
.sign p{display:inline-block;width:32%;line-height:2}
.contents{list-style:none;margin:0;padding:0;columns:2}
.contents li{break-inside:avoid}
.contents a{color:#000;text-decoration:none}
.asof{color:#555;font-size:8pt;text-align:right;line-height:1}
.note{color:#555;font-size:8pt;margin-top:8pt}";

/// Rows lower than those that somebody fills in by hand.
const TIGHT: &str = "\nsection td{height:14pt}";

/// Writes leaves as one HTML file; `note` stands at the foot of each.
///
/// # Errors
///
/// When it cannot be written.
pub fn leaves_html(leaves: &[Leaf], note: &str, out: &mut impl Write) -> io::Result<()> {
    begin(out, named(leaves), STYLE)?;
    for leaf in leaves {
        write!(out, "<section>")?;
        section(leaf, (note, false), out)?;
    }
    writeln!(out, "</body></html>")
}

/// Writes leaves that belong together: each carries its number, which contents refer to, and a
/// browser numbers the pages.
///
/// # Errors
///
/// When it cannot be written.
pub fn pages_html(leaves: &[Leaf], note: &str, out: &mut impl Write) -> io::Result<()> {
    begin(out, named(leaves), &format!("{STYLE}{TIGHT}{PAGES}"))?;
    for (at, leaf) in leaves.iter().enumerate() {
        write!(out, "<section id=\"s{}\">", at + 1)?;
        section(leaf, (&numbered(note, at, leaves.len()), true), out)?;
    }
    writeln!(out, "</body></html>")
}

/// What stands at the foot of one of several leaves.
fn numbered(note: &str, at: usize, of: usize) -> String {
    if of < 2 {
        return note.to_owned();
    }
    format!("{note}  第{}份 共{of}份", at + 1)
}

fn named(leaves: &[Leaf]) -> &str {
    leaves.first().map_or("", |leaf| leaf.title.as_str())
}

/// One leaf, with the day it holds for; `tight` has that above, where it never spills onto a page
/// of its own, and keeps names and days whole where the table has room for it.
fn section(leaf: &Leaf, (note, tight): (&str, bool), out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "<h1>{}</h1>", escaped(&leaf.title))?;
    let note = escaped(note);
    if tight {
        writeln!(out, "<p class=\"asof\">{note}</p>")?;
    }
    for block in &leaf.blocks {
        html(block, tight, out)?;
    }
    if !tight {
        writeln!(out, "<p class=\"note\">{note}</p>")?;
    }
    writeln!(out, "</section>")
}

fn html(block: &Block, tight: bool, out: &mut impl Write) -> io::Result<()> {
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
        Block::Table { columns, rows } => table_html(columns, rows, tight, out),
        Block::Head(text) => writeln!(out, "<h2>{}</h2>", escaped(text)),
        Block::Pairs(pairs) => pairs_html(pairs, out),
        Block::Chart(chart) => out.write_all(figure(chart).as_bytes()),
        Block::Sign(people) => {
            write!(out, "<div class=\"sign\">")?;
            for who in people {
                write!(out, "<p>{}</p>", escaped(&signature(who, "\n")))?;
            }
            writeln!(out, "</div>")
        }
        Block::Contents(entries) => {
            write!(out, "<ul class=\"contents\">")?;
            for (leaf, title) in entries {
                let title = escaped(title);
                writeln!(out, "<li><a href=\"#s{leaf}\">第{leaf}份 {title}</a></li>")?;
            }
            writeln!(out, "</ul>")
        }
    }
}

fn table_html(
    columns: &[(String, bool)],
    rows: &[Vec<String>],
    tight: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let whole = if tight {
        unbroken(columns, rows)
    } else {
        vec![false; columns.len()]
    };
    let look = |at: usize| match (columns.get(at), whole.get(at)) {
        (Some((_, false)), Some(true)) => " class=\"s\"",
        (Some((_, number)), _) => class(*number),
        (None, _) => "",
    };
    write!(out, "<table><thead><tr>")?;
    for (at, (head, _)) in columns.iter().enumerate() {
        write!(out, "<th{}>{}</th>", look(at), escaped(head))?;
    }
    writeln!(out, "</tr></thead><tbody>")?;
    for row in rows {
        write!(out, "<tr>")?;
        for (at, cell) in row.iter().enumerate().take(columns.len()) {
            write!(out, "<td{}>{}</td>", look(at), escaped(cell))?;
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody></table>")
}

/// How many columns of text a table may hold in cells that are not broken.
const UNBROKEN: usize = 76;

/// Which columns are not broken into lines: the narrowest, as many as there is room for.
fn unbroken(columns: &[(String, bool)], rows: &[Vec<String>]) -> Vec<bool> {
    let wide = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at));
        let head = columns.get(at).map(|(head, _)| head);
        let widths = cells.chain(head).map(|cell| cell.width() + 2);
        widths.max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns.len()).map(wide).collect();
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.sort_by_key(|at| (widths[*at], *at));
    let (mut whole, mut used) = (vec![false; columns.len()], 0);
    for at in order {
        used += widths[at];
        whole[at] = used <= UNBROKEN;
    }
    whole
}

fn pairs_html(pairs: &[(String, String)], out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "<table class=\"pairs\"><tbody>")?;
    for two in pairs.chunks(2) {
        write!(out, "<tr>")?;
        for at in 0..2 {
            let (label, text) = two.get(at).map_or(("", ""), |(label, text)| (label, text));
            write!(out, "<th>{}</th><td>{}</td>", escaped(label), escaped(text))?;
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody></table>")
}

/// Where somebody signs, with room for the day.
pub(super) fn signature(who: &str, gap: &str) -> String {
    format!("{who}（签字）：__________{gap}____年__月__日")
}

/// Writes leaves as plain text, a form feed between them.
///
/// # Errors
///
/// When it cannot be written.
pub fn leaves_text(leaves: &[Leaf], note: &str, out: &mut impl Write) -> io::Result<()> {
    texts(leaves, |_| note.to_owned(), out)
}

/// Writes leaves that belong together as plain text, each with its number.
///
/// # Errors
///
/// When it cannot be written.
pub fn pages_text(leaves: &[Leaf], note: &str, out: &mut impl Write) -> io::Result<()> {
    texts(leaves, |at| numbered(note, at, leaves.len()), out)
}

fn texts(leaves: &[Leaf], note: impl Fn(usize) -> String, out: &mut impl Write) -> io::Result<()> {
    for (at, leaf) in leaves.iter().enumerate() {
        if at > 0 {
            writeln!(out, "\u{c}")?;
        }
        title(&leaf.title, out)?;
        for block in &leaf.blocks {
            lines(block, out)?;
        }
        writeln!(out, "\n{}", plain(&note(at)))?;
    }
    Ok(())
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
