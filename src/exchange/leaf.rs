//! Papers of several pages: one self-contained HTML file that prints on A4, or plain text.

use std::io::{self, Write};

use super::leaf_text::{lines, plain, title};
use super::paper::{begin, class, escaped};
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
.pairs th{width:13%}
.pairs td{width:37%}
figure{margin:4pt 0;break-inside:avoid;page-break-inside:avoid}
figcaption{color:#333}
svg{width:100%;display:block;font-size:12px}
.sign{margin-top:14pt;break-inside:avoid;page-break-inside:avoid}
.sign p{line-height:2.4}
.contents{list-style:none;margin:0;padding:0;columns:2}
.contents li{break-inside:avoid}
.contents a{color:#000;text-decoration:none}
.note{color:#555;font-size:8pt;margin-top:8pt}";

/// Page numbers, where the browser knows them; the number of the leaf stands on every one anyway.
const NUMBERS: &str =
    "\n@page{@bottom-right{content:counter(page) \" / \" counter(pages);font-size:8pt;color:#555}}";

/// Writes leaves as one HTML file; `note` stands at the foot of each.
///
/// # Errors
///
/// When it cannot be written.
pub fn leaves_html(leaves: &[Leaf], note: &str, out: &mut impl Write) -> io::Result<()> {
    begin(out, named(leaves), STYLE)?;
    for leaf in leaves {
        write!(out, "<section>")?;
        section(leaf, note, out)?;
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
    begin(out, named(leaves), &format!("{STYLE}{NUMBERS}"))?;
    for (at, leaf) in leaves.iter().enumerate() {
        write!(out, "<section id=\"s{}\">", at + 1)?;
        section(leaf, &numbered(note, at, leaves.len()), out)?;
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

fn section(leaf: &Leaf, note: &str, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "<h1>{}</h1>", escaped(&leaf.title))?;
    for block in &leaf.blocks {
        html(block, out)?;
    }
    writeln!(out, "<p class=\"note\">{}</p></section>", escaped(note))
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
        Block::Head(text) => writeln!(out, "<h2>{}</h2>", escaped(text)),
        Block::Pairs(pairs) => pairs_html(pairs, out),
        Block::Chart(chart) => out.write_all(figure(chart).as_bytes()),
        Block::Sign(people) => {
            write!(out, "<div class=\"sign\">")?;
            for who in people {
                write!(out, "<p>{}</p>", escaped(&signature(who)))?;
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
pub(super) fn signature(who: &str) -> String {
    format!("{who}（签字）：________________    ______年____月____日")
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
