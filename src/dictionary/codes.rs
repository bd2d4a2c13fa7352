//! Code lists: the national system's codes, their labels, and the spellings met in sheets.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::domain::text::fold_header;

/// One code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeEntry {
    /// The code as stored, such as `01`.
    pub code: String,
    /// The label that officers read, such as `因病`.
    pub label: String,
    /// Other spellings met in sheets.
    pub spellings: Vec<String>,
}

/// One list of codes.
#[derive(Clone, Debug)]
pub struct CodeList {
    /// The name that fields refer to.
    pub key: String,
    /// The codes in order.
    pub entries: Vec<CodeEntry>,
    /// Made when first something is read: a start only shows codes.
    by_spelling: OnceLock<HashMap<String, usize>>,
}

impl CodeList {
    /// A list of these codes.
    #[must_use]
    pub const fn new(key: String, entries: Vec<CodeEntry>) -> Self {
        Self {
            key,
            entries,
            by_spelling: OnceLock::new(),
        }
    }

    /// The places of codes by their spellings; the first of two equal ones wins.
    fn by_spelling(&self) -> &HashMap<String, usize> {
        self.by_spelling.get_or_init(|| {
            let mut by_spelling = HashMap::new();
            for (index, entry) in self.entries.iter().enumerate() {
                let bare = entry.code.trim_start_matches('0');
                let written = [entry.code.as_str(), bare, &entry.label];
                let all = written
                    .into_iter()
                    .chain(entry.spellings.iter().map(String::as_str));
                for text in all.filter(|text| !text.is_empty()) {
                    by_spelling.entry(fold_header(text)).or_insert(index);
                }
            }
            by_spelling
        })
    }

    /// The label of a stored code.
    #[must_use]
    pub fn label(&self, code: &str) -> Option<&str> {
        let entry = self.entries.iter().find(|entry| entry.code == code)?;
        Some(&entry.label)
    }

    /// Reads what a sheet or an officer wrote: a code, a code without its zero, a label, a
    /// spelling, or a text that begins with a label of two or more characters (因病致贫).
    #[must_use]
    pub fn read(&self, written: &str) -> Option<&CodeEntry> {
        if let Some(entry) = self.exact(written) {
            return Some(entry);
        }
        let text = fold_header(written);
        if let Some(&index) = self.by_spelling().get(&text) {
            return self.entries.get(index);
        }
        let begins = |entry: &&CodeEntry| {
            entry.label.chars().count() >= 2 && text.starts_with(&fold_header(&entry.label))
        };
        let longest = |entry: &&CodeEntry| entry.label.len();
        self.entries.iter().filter(begins).max_by_key(longest)
    }

    /// The code whose code, label or spelling stands there letter for letter: most cells, and
    /// without folding any of them.
    #[must_use]
    pub fn exact(&self, written: &str) -> Option<&CodeEntry> {
        let index = self.by_spelling().get(written)?;
        self.entries.get(*index)
    }
}
