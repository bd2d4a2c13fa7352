//! Charts on paper and in plain text: bars, columns, shares of a whole.
//!
//! A chart is data. [`Chart::lines`] draws it with signs for plain text and the terminal; the same
//! chart is drawn for the browser by `exchange::svg`. In plain text the bar stands last on its
//! line, because the block sign is one column wide on one printer and two on another.

use unicode_width::UnicodeWidthStr;

/// How a chart is drawn on a page. In plain text all three are lines of bars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A bar for each value, lying, the longest as wide as there is room.
    Bars,
    /// A column for each value, standing: for what follows in time.
    Columns,
    /// A frame for each bar, as wide as there is room, filled as far as the value is of the whole.
    Shares,
}

/// One bar. Values may be of any unit as long as all bars of a chart have the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// What it is of.
    pub label: String,
    /// How long it is; nothing below zero is drawn.
    pub value: i64,
    /// What is drawn behind it in a lighter shade: planned, missing.
    pub next: i64,
    /// The whole that a share is of.
    pub of: i64,
    /// What is written beside it.
    pub text: String,
}

/// A chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// What it shows; may be empty.
    pub title: String,
    /// How it is drawn.
    pub shape: Shape,
    /// The bars, in order.
    pub bars: Vec<Bar>,
    /// A value to compare with, drawn across all bars, and its name: 贫困线3335.
    pub line: Option<(i64, String)>,
}

/// How many signs the longest bar has in plain text.
pub const SIGNS: usize = 30;

impl Bar {
    /// A bar of one value.
    #[must_use]
    pub fn new(label: impl Into<String>, value: i64, text: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value,
            text: text.into(),
            ..Self::default()
        }
    }

    /// A share of a whole, and what is drawn behind it.
    #[must_use]
    pub fn share(
        label: impl Into<String>,
        (value, next, of): (usize, usize, usize),
        text: impl Into<String>,
    ) -> Self {
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        Self {
            label: label.into(),
            value: number(value),
            next: number(next),
            of: number(of),
            text: text.into(),
        }
    }
}

impl Chart {
    /// A chart without a line to compare with.
    #[must_use]
    pub fn new(title: impl Into<String>, shape: Shape, bars: Vec<Bar>) -> Self {
        Self {
            title: title.into(),
            shape,
            bars,
            line: None,
        }
    }

    /// The same with a value to compare with.
    #[must_use]
    pub fn with_line(mut self, value: i64, name: impl Into<String>) -> Self {
        self.line = Some((value, name.into()));
        self
    }

    /// What the longest bar is worth; never zero.
    #[must_use]
    pub fn scale(&self) -> i64 {
        let bars = self
            .bars
            .iter()
            .map(|bar| bar.value.max(0).saturating_add(bar.next.max(0)));
        let line = self.line.iter().map(|(value, _)| *value);
        bars.chain(line).max().unwrap_or(0).max(1)
    }

    /// The value and what is behind it as parts of `room`: something is never nothing, and both
    /// together are never more than there is room.
    #[must_use]
    pub fn parts(&self, bar: &Bar, room: usize) -> (usize, usize) {
        let scale = match self.shape {
            Shape::Shares => bar.of,
            Shape::Bars | Shape::Columns => self.scale(),
        };
        let value = part(bar.value, scale, room);
        (value, part(bar.next, scale, room).min(room - value))
    }

    /// The chart in plain text: label, what is written, bar; the line to compare with comes last.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let widest = |of: fn(&Bar) -> &str| self.bars.iter().map(|bar| of(bar).width()).max();
        let label = widest(|bar| &bar.label).unwrap_or(0);
        let text = widest(|bar| &bar.text).unwrap_or(0);
        let line = |bar: &Bar| {
            let (value, next) = self.parts(bar, SIGNS);
            let rest = match self.shape {
                Shape::Shares => SIGNS - value - next,
                Shape::Bars | Shape::Columns => 0,
            };
            let signs = ["█".repeat(value), "▒".repeat(next), "·".repeat(rest)].concat();
            let gaps = [
                " ".repeat(label - bar.label.width()),
                " ".repeat(text - bar.text.width()),
            ];
            format!("{}{}  {}{}  {signs}", bar.label, gaps[0], bar.text, gaps[1])
                .trim_end()
                .to_owned()
        };
        let mut lines: Vec<String> = self.bars.iter().map(line).collect();
        if let Some((value, name)) = &self.line {
            let signs = "─".repeat(part(*value, self.scale(), SIGNS));
            let gap = " ".repeat((label + text + 2).saturating_sub(name.width()));
            lines.push(format!("{name}{gap}  {signs}"));
        }
        lines
    }
}

/// The part of `room` that `some` of `scale` is; something is never nothing.
fn part(some: i64, scale: i64, room: usize) -> usize {
    if some <= 0 || scale <= 0 {
        return 0;
    }
    let wide = i128::from(some.min(scale)) * i128::try_from(room).unwrap_or(0) / i128::from(scale);
    usize::try_from(wide).unwrap_or(room).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_values_and_stand_in_columns() {
        let bars = vec![
            Bar::new("工资性", 21_600, "21600元"),
            Bar::new("财产", 1, "1元"),
            Bar::new("经营性", -5, "-5元"),
        ];
        let chart = Chart::new("收入", Shape::Bars, bars).with_line(10_800, "线");
        let wanted = [
            format!("工资性  21600元  {}", "█".repeat(30)),
            "财产    1元      █".to_owned(),
            "经营性  -5元".to_owned(),
            format!("线               {}", "─".repeat(15)),
        ];
        assert_eq!(chart.lines(), wanted);
    }

    #[test]
    fn a_share_is_of_its_own_whole() {
        let bars = vec![Bar::share("青山村", (43, 44, 92), "43/92")];
        let chart = Chart::new("", Shape::Shares, bars);
        assert_eq!(
            chart.lines(),
            [format!(
                "青山村  43/92  {}{}{}",
                "█".repeat(14),
                "▒".repeat(14),
                "·".repeat(2)
            )]
        );
        let empty = Bar::share("无", (0, 0, 0), "");
        assert_eq!(chart.parts(&empty, 30), (0, 0));
        let full = Bar::share("满", (5, 5, 5), "");
        assert_eq!(chart.parts(&full, 30), (30, 0));
    }

    #[test]
    fn nothing_to_draw_is_no_fault() {
        assert!(
            Chart::new("", Shape::Columns, Vec::new())
                .lines()
                .is_empty()
        );
        let most = Chart::new("", Shape::Bars, vec![Bar::new("多", i64::MAX, "")]);
        assert_eq!(most.parts(&most.bars[0], 30), (30, 0));
    }
}
