//! Charts as inline SVG: black on white, so that they print on any machine; no script, no font, no
//! address of anything outside.

use std::borrow::Cow;
use std::fmt::Write;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::paper::escaped;
use crate::domain::chart::{Bar, Chart, Shape};

/// The width of every chart, in units of which a Latin sign is 6 wide and a Chinese one 12.
const WIDTH: usize = 640;
const SIGN: usize = 6;
/// How much of it labels may take; what is longer is cut, as the plain text has it whole.
const LABEL: usize = 270;
/// The height of a lying bar with its gap.
const ROW: usize = 20;
/// The height of standing columns without their words.
const TALL: usize = 110;

/// A chart as a figure with its title.
#[must_use]
pub fn figure(chart: &Chart) -> String {
    let drawn = match chart.shape {
        Shape::Columns => columns(chart),
        Shape::Bars | Shape::Shares => bars(chart),
    };
    let title = match chart.title.as_str() {
        "" => String::new(),
        title => format!("<figcaption>{}</figcaption>", escaped(title)),
    };
    format!("<figure>{title}{drawn}</figure>\n")
}

/// How much room a text needs in whatever font the machine has: digits and Latin signs are wider in
/// most than half a Chinese one.
fn room_of(text: &str) -> usize {
    let narrow = text.graphemes(true).filter(|sign| sign.width() < 2).count();
    text.width() * SIGN + narrow * 2
}

fn open(out: &mut String, height: usize, title: &str) {
    // Writing to a string does not fail.
    let _ = write!(
        out,
        "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{}\">",
        escaped(title)
    );
}

fn rect(out: &mut String, (x, y): (usize, usize), (wide, high): (usize, usize), fill: &str) {
    if wide > 0 && high > 0 {
        let _ = write!(
            out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\" fill=\"{fill}\" stroke=\"#333\" stroke-width=\"0.6\"/>"
        );
    }
}

fn word(out: &mut String, (x, y): (usize, usize), anchor: &str, text: &str) {
    let text = escaped(text);
    let _ = write!(
        out,
        "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{text}</text>"
    );
}

/// Lying bars: label, bar, what is written.
fn bars(chart: &Chart) -> String {
    let widest = |of: fn(&Bar) -> &str| {
        let widths = chart.bars.iter().map(|bar| room_of(of(bar)));
        widths.max().unwrap_or(0)
    };
    let label = widest(|bar| &bar.label).min(LABEL) + 10;
    let text = widest(|bar| &bar.text).min(WIDTH / 2) + 8;
    let room = WIDTH.saturating_sub(label + text).max(60);
    let foot = usize::from(chart.line.is_some()) * ROW;
    let mut out = String::new();
    open(&mut out, chart.bars.len() * ROW + foot + 2, &chart.title);
    for (at, bar) in chart.bars.iter().enumerate() {
        let top = at * ROW + 3;
        let (value, next) = chart.parts(bar, room);
        word(&mut out, (label - 6, top + 12), "end", &cut(&bar.label));
        if chart.shape == Shape::Shares {
            rect(&mut out, (label, top), (room, ROW - 6), "#fff");
        }
        rect(&mut out, (label, top), (value, ROW - 6), "#444");
        rect(&mut out, (label + value, top), (next, ROW - 6), "#bbb");
        let behind = match chart.shape {
            Shape::Shares => room,
            Shape::Bars | Shape::Columns => value + next,
        };
        word(&mut out, (label + behind + 6, top + 12), "start", &bar.text);
    }
    if let Some((value, name)) = &chart.line {
        let (at, _) = chart.parts(&Bar::new("", *value, ""), room);
        let bottom = chart.bars.len() * ROW;
        dashed(&mut out, (label + at, 0), (label + at, bottom));
        word(&mut out, (label + at, bottom + 14), "middle", name);
    }
    out.push_str("</svg>");
    out
}

/// Standing columns: what is written above, the label below.
fn columns(chart: &Chart) -> String {
    let mut out = String::new();
    open(&mut out, TALL + 38, &chart.title);
    let count = chart.bars.len().max(1);
    let each = (WIDTH - 90) / count;
    let wide = (each / 2).min(48);
    for (at, bar) in chart.bars.iter().enumerate() {
        let middle = at * each + each / 2;
        let (value, next) = chart.parts(bar, TALL);
        let (left, top) = (middle - wide / 2, 16 + TALL - value);
        rect(&mut out, (left, top), (wide, value), "#444");
        rect(&mut out, (left, top - next), (wide, next), "#bbb");
        word(&mut out, (middle, top - next - 4), "middle", &bar.text);
        word(&mut out, (middle, TALL + 32), "middle", &bar.label);
    }
    let base = 16 + TALL;
    let _ = write!(
        out,
        "<line x1=\"0\" y1=\"{base}\" x2=\"{WIDTH}\" y2=\"{base}\" stroke=\"#333\"/>"
    );
    if let Some((value, name)) = &chart.line {
        let (high, _) = chart.parts(&Bar::new("", *value, ""), TALL);
        dashed(&mut out, (0, base - high), (WIDTH, base - high));
        word(&mut out, (WIDTH, base - high - 4), "end", name);
    }
    out.push_str("</svg>");
    out
}

/// As much of a label as there is room for.
fn cut(label: &str) -> Cow<'_, str> {
    let room = LABEL / SIGN;
    if label.width() <= room {
        return Cow::Borrowed(label);
    }
    let mut used = 2;
    let kept = label.graphemes(true).take_while(|sign| {
        used += sign.width();
        used <= room
    });
    Cow::Owned(format!("{}…", kept.collect::<String>()))
}

fn dashed(out: &mut String, (x1, y1): (usize, usize), (x2, y2): (usize, usize)) {
    let _ = write!(
        out,
        "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"#000\" stroke-dasharray=\"4 3\"/>"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(shape: Shape) -> Chart {
        let bars = vec![
            Bar::new("工资<b>", 200, "200元"),
            Bar::new("财产", 100, "100元"),
            Bar::new("亏", -1, "-1元"),
        ];
        Chart::new("收入\"&", shape, bars).with_line(100, "线<100>")
    }

    #[test]
    fn a_label_that_is_too_long_is_cut_and_the_bar_keeps_its_room() {
        let long = "无劳力的低保五保户，保障水平超过扶贫标准".repeat(3);
        let bars = vec![Bar::new(long.clone(), 5, "5户")];
        let drawn = figure(&Chart::new("", Shape::Bars, bars));
        assert!(
            !drawn.contains(&long) && drawn.contains("…</text>"),
            "{drawn}"
        );
        let wide = drawn.split("width=\"").nth(1).unwrap();
        let wide: usize = wide.split('"').next().unwrap().parse().unwrap();
        assert!(wide > 300, "{drawn}");
    }

    #[test]
    fn what_is_written_behind_the_longest_bar_has_room() {
        let bars = vec![Bar::new(
            "青山村",
            12_345,
            "共12345户 2018年拟脱贫4567 以后89",
        )];
        let drawn = figure(&Chart::new("", Shape::Bars, bars));
        let behind = drawn.split("text-anchor=\"start\"").next().unwrap();
        let at = behind.rsplit("x=\"").next().unwrap();
        let at: usize = at.split('"').next().unwrap().parse().unwrap();
        // 8 Chinese signs of 12, 17 others of at most 8.
        assert!(at + 8 * 12 + 17 * 8 <= WIDTH, "{at} {drawn}");
    }

    #[test]
    fn lengths_follow_values_and_names_are_text() {
        let drawn = figure(&chart(Shape::Columns));
        assert!(
            drawn.contains("height=\"110\"") && drawn.contains("height=\"55\""),
            "{drawn}"
        );
        assert_eq!(drawn.matches("<rect").count(), 2, "{drawn}");
        for shape in [Shape::Bars, Shape::Columns, Shape::Shares] {
            let drawn = figure(&chart(shape));
            assert!(drawn.contains("工资&lt;b&gt;") && drawn.contains("线&lt;100&gt;"));
            assert!(!drawn.contains("http") && !drawn.contains("<b>"), "{drawn}");
            assert_eq!(
                drawn.matches("<text").count(),
                drawn.matches("</text>").count()
            );
        }
    }
}
