//! A list as a page that prints well on A4: one HTML file that needs nothing beside it.

use std::io::{self, Write};

/// A list to be printed.
#[derive(Clone, Debug, Default)]
pub struct Paper {
    /// The heading.
    pub title: String,
    /// Lines below it: what was picked out, as of which day, by whom.
    pub notes: Vec<String>,
    /// The headings of the columns, and whether each holds numbers.
    pub columns: Vec<(String, bool)>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// The look: black on white, the header on every page, no row torn apart. A browser cuts what stands
/// beyond the page, and of a collapsed border half does: hence the margin.
pub(super) const STYLE: &str = "@page{size:A4;margin:15mm 12mm}
body{font-family:\"Noto Serif CJK SC\",\"Source Han Serif SC\",SimSun,serif;font-size:10pt;margin:0 1pt}
h1{font-size:16pt;text-align:center;margin:0 0 6pt}
p{margin:0 0 4pt;color:#333}
table{border-collapse:collapse;width:100%}
thead{display:table-header-group}
tr{page-break-inside:avoid}
th,td{border:0.5pt solid #444;padding:2pt 4pt;text-align:left;vertical-align:top;word-break:break-all}
th{background:#eee}
.n{text-align:right;white-space:nowrap}";

/// Page numbers at the foot, where the browser knows them; without any it prints the path of the
/// file there.
pub(super) const PAGES: &str =
    "\n@page{@bottom-right{content:counter(page) \" / \" counter(pages);font-size:8pt;color:#555}}";

impl Paper {
    /// Writes the page; rows are numbered, since a list on paper is talked about by number.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        begin(out, &self.title, PAGES)?;
        writeln!(out, "<h1>{}</h1>", escaped(&self.title))?;
        for note in &self.notes {
            writeln!(out, "<p>{}</p>", escaped(note))?;
        }
        write!(out, "<table><thead><tr><th class=\"n\">序号</th>")?;
        for (label, number) in &self.columns {
            write!(out, "<th{}>{}</th>", class(*number), escaped(label))?;
        }
        writeln!(out, "</tr></thead><tbody>")?;
        for (at, row) in self.rows.iter().enumerate() {
            write!(out, "<tr><td class=\"n\">{}</td>", at + 1)?;
            for (cell, (_, number)) in row.iter().zip(&self.columns) {
                write!(out, "<td{}>{}</td>", class(*number), escaped(cell))?;
            }
            writeln!(out, "</tr>")?;
        }
        writeln!(out, "</tbody></table></body></html>")
    }
}

/// The head of a page, with more of a look than that of lists.
pub(super) fn begin(out: &mut impl Write, title: &str, more: &str) -> io::Result<()> {
    let title = escaped(title);
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{title}</title>\n<style>{STYLE}{more}</style></head>\n<body>"
    )
}

pub(super) const fn class(number: bool) -> &'static str {
    if number { " class=\"n\"" } else { "" }
}

/// A text that is text in HTML, whatever somebody typed into it.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' => safe.push_str("<br>"),
            c if c.is_control() => {}
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_typed_is_text_on_the_page() {
        let paper = Paper {
            title: "农户".into(),
            notes: vec!["<script>".into()],
            columns: vec![("户主姓名".into(), false), ("人口".into(), true)],
            rows: vec![vec!["张<b>强&\u{1b}".into(), "3".into()]],
        };
        let mut out = Vec::new();
        paper.write(&mut out).unwrap();
        let html = String::from_utf8(out).unwrap();
        assert!(
            !html.contains("<script>") && !html.contains("<b>"),
            "{html}"
        );
        assert!(
            html.contains(
                "<td class=\"n\">1</td><td>张&lt;b&gt;强&amp;</td><td class=\"n\">3</td>"
            ),
            "{html}"
        );
    }
}
