//! A paper for the wall or the file: parts under headings, as a page that prints on A4 and as
//! plain text.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::paper::{PAGES, STYLE, class, escaped};
use crate::domain::page::plan::{bar, share};

/// How many signs a bar is long in plain text.
const BAR: usize = 30;

/// A row of bars: its label, how much is done, how much is planned for now, how much there is in
/// all, and what is written behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What it is of.
    pub label: String,
    /// Done.
    pub done: usize,
    /// To be done now.
    pub planned: usize,
    /// All there is.
    pub all: usize,
    /// What the numbers say.
    pub text: String,
}

/// A part of the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Sentences.
    Lines(Vec<String>),
    /// Headings of columns, and whether each holds numbers; rows.
    Table(Vec<(String, bool)>, Vec<Vec<String>>),
    /// Bars.
    Bars(Vec<Bar>),
    /// What follows begins on a page of its own, under this title.
    Page(String),
}

/// A paper.
#[derive(Clone, Debug, Default)]
pub struct WallSheet {
    /// The heading.
    pub title: String,
    /// Lines below it: as of which day, by whom.
    pub notes: Vec<String>,
    /// The parts, each with its heading, which may be empty.
    pub parts: Vec<(String, Part)>,
}

/// What bars look like: printed grey tells done from planned without colour.
const BARS: &str = "h2{font-size:12pt;margin:8pt 0 3pt;page-break-after:avoid}
.d{white-space:nowrap}
.page{page-break-before:always}
.bar{display:inline-block;width:60mm;height:3.2mm;border:0.5pt solid #444;white-space:nowrap;font-size:0}
.bar i,.bar b{display:inline-block;height:100%}
.bar b{background:#333;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.bar i{background:repeating-linear-gradient(45deg,#333 0 1px,#fff 1px 3px);-webkit-print-color-adjust:exact;print-color-adjust:exact}";

impl WallSheet {
    /// Writes the page.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn write_html(&self, out: &mut impl Write) -> io::Result<()> {
        let title = escaped(&self.title);
        writeln!(
            out,
            "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{title}</title>\n<style>{STYLE}\n{BARS}{PAGES}</style></head>\n<body><h1>{title}</h1>"
        )?;
        for note in &self.notes {
            writeln!(out, "<p>{}</p>", escaped(note))?;
        }
        for (heading, part) in &self.parts {
            if !heading.is_empty() {
                writeln!(out, "<h2>{}</h2>", escaped(heading))?;
            }
            html_part(out, part)?;
        }
        writeln!(out, "</body></html>")
    }

    /// Writes plain text, columns set by their width on a terminal.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn write_text(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{}", plain(&self.title))?;
        for note in &self.notes {
            writeln!(out, "{}", plain(note))?;
        }
        for (heading, part) in &self.parts {
            if !heading.is_empty() {
                writeln!(out, "\n【{}】", plain(heading))?;
            }
            text_part(out, part)?;
        }
        Ok(())
    }
}

fn html_part(out: &mut impl Write, part: &Part) -> io::Result<()> {
    match part {
        Part::Page(title) => writeln!(out, "<h1 class=\"page\">{}</h1>", escaped(title)),
        Part::Lines(lines) => {
            for line in lines {
                writeln!(out, "<p>{}</p>", escaped(line))?;
            }
            Ok(())
        }
        Part::Table(columns, rows) => {
            write!(out, "<table><thead><tr>")?;
            for (label, number) in columns {
                write!(out, "<th{}>{}</th>", class(*number), escaped(label))?;
            }
            writeln!(out, "</tr></thead><tbody>")?;
            for row in rows {
                write!(out, "<tr>")?;
                for (cell, (_, number)) in row.iter().zip(columns) {
                    write!(
                        out,
                        "<td{}>{}</td>",
                        cell_class(cell, *number),
                        escaped(cell)
                    )?;
                }
                writeln!(out, "</tr>")?;
            }
            writeln!(out, "</tbody></table>")
        }
        Part::Bars(bars) => {
            writeln!(out, "<table><tbody>")?;
            for bar in bars {
                let (done, planned) = (
                    share(bar.done, bar.all, 100),
                    share(bar.planned, bar.all, 100),
                );
                writeln!(
                    out,
                    "<tr><td>{}</td><td><span class=\"bar\"><b style=\"width:{done}%\"></b><i style=\"width:{planned}%\"></i></span></td><td>{}</td></tr>",
                    escaped(&bar.label),
                    escaped(&bar.text)
                )?;
            }
            writeln!(out, "</tbody></table>")
        }
    }
}

/// A day, an hour or a telephone number is never torn apart.
fn cell_class(cell: &str, number: bool) -> &'static str {
    let one = |c: char| c.is_ascii_digit() || matches!(c, '-' | ':' | ' ');
    if !number && (6..=16).contains(&cell.len()) && cell.chars().all(one) {
        return " class=\"d\"";
    }
    class(number)
}

fn text_part(out: &mut impl Write, part: &Part) -> io::Result<()> {
    match part {
        Part::Page(title) => writeln!(out, "\n\u{c}{}", plain(title)),
        Part::Lines(lines) => {
            for line in lines {
                writeln!(out, "{}", plain(line))?;
            }
            Ok(())
        }
        Part::Table(columns, rows) => {
            let heads: Vec<String> = columns.iter().map(|(label, _)| plain(label)).collect();
            let rows: Vec<Vec<String>> = rows
                .iter()
                .map(|row| row.iter().map(|cell| plain(cell)).collect())
                .collect();
            let wide = |at: usize| {
                let cells = rows.iter().filter_map(|row| row.get(at));
                let cells = cells.chain(heads.get(at)).map(|cell| cell.width());
                cells.max().unwrap_or(0)
            };
            let widths: Vec<usize> = (0..columns.len()).map(wide).collect();
            for row in std::iter::once(&heads).chain(&rows) {
                let cells = row.iter().zip(&widths).zip(columns);
                let cells = cells.map(|((cell, width), (_, number))| {
                    let gap = " ".repeat(width.saturating_sub(cell.width()));
                    if *number {
                        format!("{gap}{cell}")
                    } else {
                        format!("{cell}{gap}")
                    }
                });
                let line = cells.collect::<Vec<_>>().join("  ");
                writeln!(out, "{}", line.trim_end())?;
            }
            Ok(())
        }
        Part::Bars(bars) => {
            let wide = bars.iter().map(|bar| bar.label.width()).max().unwrap_or(0);
            for row in bars {
                let gap = " ".repeat(wide.saturating_sub(row.label.width()));
                let signs = self::bar(row.done, row.planned, row.all, BAR);
                writeln!(
                    out,
                    "{}{gap}  [{signs}]  {}",
                    plain(&row.label),
                    plain(&row.text)
                )?;
            }
            Ok(())
        }
    }
}

/// A text without signs that a terminal obeys.
fn plain(text: &str) -> String {
    let shown = text.chars().map(|c| if c == '\n' { ' ' } else { c });
    shown.filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> WallSheet {
        WallSheet {
            title: "松垭镇挂图".into(),
            notes: vec!["截至2018-09-20".into()],
            parts: vec![
                (
                    "各村".into(),
                    Part::Bars(vec![Bar {
                        label: "青山村".into(),
                        done: 43,
                        planned: 44,
                        all: 92,
                        text: "43/92<户>".into(),
                    }]),
                ),
                (
                    String::new(),
                    Part::Table(
                        vec![("村".into(), false), ("户".into(), true)],
                        vec![
                            vec!["青山村\u{1b}[31m".into(), "92".into()],
                            vec!["2018-09-20 17:00".into(), "1".into()],
                        ],
                    ),
                ),
            ],
        }
    }

    #[test]
    fn bars_tell_done_from_planned_without_colour() {
        let mut out = Vec::new();
        sheet().write_text(&mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(
            text.contains("青山村  [##############==============..]  43/92<户>"),
            "{text}"
        );
        assert!(!text.contains('\u{1b}'), "{text}");
    }

    #[test]
    fn what_people_typed_is_text_on_the_page() {
        let mut out = Vec::new();
        sheet().write_html(&mut out).unwrap();
        let html = String::from_utf8(out).unwrap();
        assert!(
            html.contains("43/92&lt;户&gt;") && html.contains("width:46%"),
            "{html}"
        );
        assert!(
            html.contains("<td class=\"d\">2018-09-20 17:00</td><td class=\"n\">1</td>"),
            "{html}"
        );
    }
}
