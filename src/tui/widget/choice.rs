//! A list of choices that typing narrows.

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::Line;

use crate::tui::key::{Key, half_width};
use crate::tui::keymap::{Bind, bind, resolve};
use crate::tui::text::{fit, safe};
use crate::tui::theme::Theme;

/// One thing to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Its code, shown before the label; may be empty. A word of the program (`household`) is not
    /// shown.
    pub code: String,
    /// What officers call it.
    pub label: String,
    /// What else finds it: its pinyin initials, other spellings; lower case.
    pub search: String,
}

impl Choice {
    /// A choice with a code, a label and initials.
    #[must_use]
    pub fn new(
        code: impl Into<String>,
        label: impl Into<String>,
        search: impl Into<String>,
    ) -> Self {
        Self {
            code: code.into(),
            label: label.into(),
            search: search.into(),
        }
    }

    /// How well every word of `typed` finds this: 0 best; `None` when one does not.
    #[must_use]
    pub fn rank(&self, typed: &str) -> Option<u8> {
        let typed: String = typed.chars().map(half_width).collect();
        let typed = typed.to_lowercase();
        let mut ranks = typed.split_whitespace().map(|word| self.word_rank(word));
        ranks.try_fold(0, |worst: u8, rank| Some(worst.max(rank?)))
    }

    fn word_rank(&self, word: &str) -> Option<u8> {
        let label = self.label.to_lowercase();
        let code = self.code.to_lowercase();
        if code == word || label == word {
            Some(0)
        } else if code.starts_with(word)
            || label.starts_with(word)
            || self.search.split(' ').any(|known| known.starts_with(word))
        {
            Some(1)
        } else if label.contains(word) || self.search.contains(word) {
            Some(2)
        } else {
            None
        }
    }

    /// A code that says no more than the label, or is a word of the program, is no help to look at.
    fn line(&self) -> String {
        let word = |c: char| c.is_ascii_lowercase() || c == '_';
        let silent = self.code == self.label || self.code.chars().all(word);
        if silent {
            safe(&self.label)
        } else {
            format!("{} {}", safe(&self.code), safe(&self.label))
        }
    }
}

/// Ways to move in a list of choices.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// To the choice above.
    Up,
    /// To the choice below.
    Down,
    /// Some choices up.
    PageUp,
    /// Some choices down.
    PageDown,
}

/// The keys of any list of choices.
pub const KEYS: &[Bind<Step>] = &[
    bind(&[Key::DOWN], Step::Down, "下一个"),
    bind(&[Key::UP], Step::Up, "上一个"),
    bind(&[Key::PAGE_DOWN], Step::PageDown, "往下翻"),
    bind(&[Key::PAGE_UP], Step::PageUp, "往上翻"),
];

/// Choices, those that what was typed leaves over, and the one highlighted among them.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    all: Vec<Choice>,
    left: Vec<usize>,
    at: usize,
}

impl Choices {
    /// All of `all`, the first highlighted.
    #[must_use]
    pub fn of(all: Vec<Choice>) -> Self {
        let left = (0..all.len()).collect();
        Self { all, left, at: 0 }
    }

    /// Leaves over what `typed` finds, the best first; the first is highlighted.
    pub fn narrow(&mut self, typed: &str) {
        let ranks = self.all.iter().map(|choice| choice.rank(typed)).enumerate();
        let mut found: Vec<(u8, usize)> = ranks.filter_map(|(i, rank)| Some((rank?, i))).collect();
        found.sort_unstable();
        self.left = found.into_iter().map(|(_, i)| i).collect();
        self.at = 0;
    }

    /// The choice highlighted, unless nothing was found.
    #[must_use]
    pub fn highlighted(&self) -> Option<&Choice> {
        self.all.get(*self.left.get(self.at)?)
    }

    /// Highlights the choice with this label, if it is left over.
    pub fn highlight(&mut self, label: &str) {
        let found = |i: &usize| self.all.get(*i).is_some_and(|c| c.label == label);
        if let Some(at) = self.left.iter().position(found) {
            self.at = at;
        }
    }

    /// How many are left over.
    #[must_use]
    pub fn len(&self) -> usize {
        self.left.len()
    }

    /// Whether nothing is left over.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.left.is_empty()
    }

    /// Moves the highlight; false when the key is no such key.
    pub fn key(&mut self, key: Key) -> bool {
        let by = match resolve(KEYS, key) {
            Some(Step::Up) => -1,
            Some(Step::Down) => 1,
            Some(Step::PageUp) => -8,
            Some(Step::PageDown) => 8,
            None => return false,
        };
        let last = self.left.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
        true
    }

    /// The rows around the highlight, each as wide as `columns`; `chosen` ones carry a `*`.
    #[must_use]
    pub fn lines(
        &self,
        height: usize,
        columns: usize,
        active: bool,
        chosen: &[&str],
        theme: &Theme,
    ) -> Vec<Line<'static>> {
        let shown = window(self.at, height, self.left.len());
        let rows = shown.clone().zip(self.left.get(shown).unwrap_or_default());
        rows.filter_map(|(at, i)| Some((at, self.all.get(*i)?)))
            .map(|(at, choice)| {
                let here = active && at == self.at;
                let marker = if here { '>' } else { ' ' };
                let star = if chosen.contains(&choice.label.as_str()) {
                    '*'
                } else {
                    ' '
                };
                let text = fit(&format!("{marker}{star}{}", choice.line()), columns);
                Line::styled(text, if here { theme.selected } else { Style::new() })
            })
            .collect()
    }
}

/// The part of `len` rows to show in `height` so that `at` is in sight.
#[must_use]
pub fn window(at: usize, height: usize, len: usize) -> Range<usize> {
    let top = (at + 1)
        .saturating_sub(height.div_ceil(2).max(1))
        .min(len.saturating_sub(height));
    top..(top + height).min(len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choices() -> Choices {
        Choices::of(vec![
            Choice::new("1", "因病", "yb"),
            Choice::new("2", "因残", "yc"),
            Choice::new("12", "缺技术", "qjs"),
        ])
    }

    #[test]
    fn typing_narrows_by_code_label_and_initials() {
        let mut choices = choices();
        for (typed, label) in [
            ("yc", "因残"),
            ("技", "缺技术"),
            ("１２", "缺技术"),
            ("1", "因病"),
        ] {
            choices.narrow(typed);
            assert_eq!(choices.highlighted().unwrap().label, label);
        }
        choices.narrow("没有");
        assert!(choices.is_empty() && choices.highlighted().is_none());
    }

    #[test]
    fn the_highlight_stops_at_both_ends_and_stays_in_sight() {
        let mut choices = choices();
        assert!(choices.key(Key::PAGE_DOWN));
        assert_eq!(choices.highlighted().unwrap().label, "缺技术");
        assert_eq!(window(2, 2, 3), 1..3);
        assert_eq!(window(0, 5, 3), 0..3);
        assert_eq!(window(50, 5, 100), 48..53);
    }
}
