//! Rows under headings, all of them known: typing narrows, Enter on a heading folds it.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::browse::search_line;
use super::input::Input;
use super::list::{Column, List};
use crate::domain::pinyin::append_spellings;
use crate::tui::key::{Key, half_width};
use crate::tui::theme::{Theme, Tone};

/// What stands in a row.
pub trait Outlined {
    /// One text for each column.
    fn cells(&self) -> Vec<String>;

    /// What typing finds it by, beside the name of its heading.
    fn words(&self) -> String;

    /// How it is coloured.
    fn tone(&self) -> Tone {
        Tone::Plain
    }
}

/// A row of the picture.
#[derive(Debug)]
enum Shown<T> {
    Heading {
        name: Rc<str>,
        rows: usize,
        folded: bool,
    },
    Item(Rc<T>),
}

/// A row with the heading that it stands under.
#[derive(Debug)]
struct Item<T> {
    heading: Rc<str>,
    row: Rc<T>,
    /// What typing finds it by, once something is typed.
    key: OnceCell<String>,
}

/// The rows, what was typed, and which headings are folded.
#[derive(Debug)]
pub struct Outline<T> {
    items: Vec<Item<T>>,
    typed: Input,
    folded: BTreeSet<Rc<str>>,
    list: List<Shown<T>>,
    known: bool,
    left: usize,
}

impl<T: Outlined> Outline<T> {
    /// Nothing known yet.
    #[must_use]
    pub fn new(columns: Vec<Column>) -> Self {
        let list = List::new(columns, |row: &Shown<T>| match row {
            Shown::Heading { .. } => Vec::new(),
            Shown::Item(row) => row.cells(),
        });
        let list = list.toned(|row| match row {
            Shown::Heading { .. } => Tone::Heading,
            Shown::Item(row) => row.tone(),
        });
        Self {
            items: Vec::new(),
            typed: Input::default(),
            folded: BTreeSet::new(),
            list: list.headed(heading),
            known: false,
            left: 0,
        }
    }

    /// Takes rows in their order, each with its heading; rows of one heading stand together. The
    /// selection stays where it was, else on the first row.
    pub fn fill(&mut self, rows: impl IntoIterator<Item = (String, Rc<T>)>) {
        let mut last: Rc<str> = Rc::from("");
        let items = rows.into_iter().map(|(heading, row)| {
            if *heading != *last {
                last = Rc::from(heading);
            }
            Item {
                heading: Rc::clone(&last),
                row,
                key: OnceCell::new(),
            }
        });
        self.items = items.collect();
        let first = !std::mem::replace(&mut self.known, true);
        let at = self.list.position();
        self.lay_out();
        self.list.select(if first { self.first_row() } else { at });
    }

    /// Other columns, as another arrangement wants.
    pub fn set_columns(&mut self, columns: Vec<Column>) {
        self.list.set_columns(columns);
    }

    fn lay_out(&mut self) {
        let typed: String = self.typed.text().chars().map(half_width).collect();
        let typed = typed.to_lowercase();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let found = |item: &&Item<T>| words.iter().all(|word| item.key().contains(word));
        let mut shown: Vec<Shown<T>> = Vec::new();
        let mut head: Option<(usize, &Rc<str>)> = None;
        self.left = 0;
        for item in self
            .items
            .iter()
            .filter(|item| words.is_empty() || found(item))
        {
            self.left += 1;
            if head.is_none_or(|(_, name)| *name != item.heading) {
                head = Some((shown.len(), &item.heading));
                shown.push(Shown::Heading {
                    name: Rc::clone(&item.heading),
                    rows: 0,
                    folded: self.folded.contains(&item.heading),
                });
            }
            if let Some((at, _)) = head
                && let Some(Shown::Heading { rows, folded, .. }) = shown.get_mut(at)
            {
                *rows += 1;
                if *folded {
                    continue;
                }
            }
            shown.push(Shown::Item(Rc::clone(&item.row)));
        }
        self.list.fill(0, shown.len(), shown);
    }

    /// The first row that is no heading, unless all are folded.
    fn first_row(&self) -> usize {
        let folded = self.items.first();
        let folded = folded.is_some_and(|item| self.folded.contains(&item.heading));
        usize::from(!folded)
    }

    /// The selected row; `None` on a heading.
    #[must_use]
    pub fn selected(&self) -> Option<&Rc<T>> {
        match self.list.selected()? {
            Shown::Heading { .. } => None,
            Shown::Item(row) => Some(row),
        }
    }

    /// Folds or unfolds the selected heading; false when a row is selected.
    pub fn fold(&mut self) -> bool {
        let Some(Shown::Heading { name, folded, .. }) = self.list.selected() else {
            return false;
        };
        let (name, folded) = (Rc::clone(name), *folded);
        if folded {
            self.folded.remove(&name);
        } else {
            self.folded.insert(name);
        }
        let at = self.list.position();
        self.lay_out();
        self.list.select(at);
        true
    }

    /// Whether rows have come, be they none.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        self.known
    }

    /// How many rows what was typed leaves over.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.left
    }

    /// Whether there is no row to show.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.left == 0
    }

    /// Whether something is typed.
    #[must_use]
    pub fn is_searching(&self) -> bool {
        !self.typed.is_empty()
    }

    /// Handles a key; false when it is for somebody else, as Esc with nothing typed.
    pub fn key(&mut self, key: Key) -> bool {
        if key == Key::ESC && self.is_searching() {
            self.typed.clear();
            self.narrow();
            return true;
        }
        if self.typed.erase(key) {
            self.narrow();
            return true;
        }
        self.list.key(key)
    }

    /// Narrows by what is typed.
    pub fn text(&mut self, text: &str) {
        self.typed.insert(text);
        self.narrow();
    }

    fn narrow(&mut self) {
        self.list.restart();
        self.lay_out();
        self.list.select(self.first_row());
    }

    /// Draws the line of what is typed, with how many rows are left, counted in `unit`.
    pub fn view_line(&self, frame: &mut Frame, area: Rect, theme: &Theme, unit: &str) {
        let count = if self.known {
            format!("{}{unit}", self.left)
        } else {
            "正在统计".to_owned()
        };
        search_line(frame, area, theme, &self.typed, &count);
    }

    /// Draws the rows in sight under the names of the columns.
    pub fn view(&self, frame: &mut Frame, area: Rect, theme: &Theme) {
        self.list.view(frame, area, theme);
    }
}

impl<T: Outlined> Item<T> {
    /// Characters and initials, of the heading too.
    fn key(&self) -> &str {
        self.key.get_or_init(|| {
            let text: String = self.row.words().chars().map(half_width).collect();
            let mut key = format!("{} {}", self.heading, text).to_lowercase();
            let words = key.clone();
            for word in words.split_whitespace() {
                key.push(' ');
                append_spellings(word, &mut key);
            }
            key
        })
    }
}

fn heading<T>(row: &Shown<T>) -> Option<String> {
    match row {
        Shown::Heading { name, rows, folded } => {
            let sign = if *folded { "+" } else { "" };
            Some(format!("{sign}{name} {rows}"))
        }
        Shown::Item(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Outlined for (&'static str, u8) {
        fn cells(&self) -> Vec<String> {
            vec![self.0.to_owned()]
        }

        fn words(&self) -> String {
            self.0.to_owned()
        }
    }

    fn outline() -> Outline<(&'static str, u8)> {
        let mut outline = Outline::new(vec![Column::new("事项", 20)]);
        let rows = [("逾期", "催收贷款"), ("逾期", "走访"), ("本周", "报贴息表")];
        outline.fill(rows.map(|(heading, text)| (heading.to_owned(), Rc::new((text, 0)))));
        outline
    }

    #[test]
    fn typing_narrows_by_characters_initials_and_headings() {
        let mut outline = outline();
        assert_eq!(outline.selected().map(|row| row.0), Some("催收贷款"));
        outline.text("btxb");
        assert_eq!(
            (outline.len(), outline.selected().map(|row| row.0)),
            (1, Some("报贴息表"))
        );
        outline.key(Key::ESC);
        outline.text("逾期 zf");
        assert_eq!(
            (outline.len(), outline.selected().map(|row| row.0)),
            (1, Some("走访"))
        );
        outline.text("x");
        assert!(outline.is_empty() && outline.selected().is_none());
        assert!(outline.key(Key::ESC) && !outline.key(Key::ESC));
    }

    #[test]
    fn a_heading_folds_its_rows_away() {
        let mut outline = outline();
        assert!(!outline.fold());
        outline.key(Key::UP);
        assert!(outline.selected().is_none() && outline.fold());
        outline.key(Key::DOWN);
        outline.key(Key::DOWN);
        assert_eq!(outline.selected().map(|row| row.0), Some("报贴息表"));
        outline.key(Key::HOME);
        assert!(outline.fold());
        outline.key(Key::DOWN);
        assert_eq!(outline.selected().map(|row| row.0), Some("催收贷款"));
    }
}
