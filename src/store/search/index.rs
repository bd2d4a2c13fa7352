//! The search keys in memory, for an answer at every typed character.

use std::collections::HashSet;

use memchr::memmem::Finder;

use super::from_letters;

/// What a search found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The household; `None` for a person who hangs on none.
    pub household: Option<i64>,
    /// The member, where it was not the household itself or its head that matched.
    pub person: Option<i64>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    start: u32,
    village: i32,
    id: i64,
}

/// All search keys, in the order of lists.
#[derive(Debug, Default)]
pub struct SearchIndex {
    pub(super) text: String,
    entries: Vec<Entry>,
    pub(super) villages: Vec<(i64, String)>,
}

/// One word of a query.
struct Word<'a> {
    finder: Finder<'a>,
    villages: HashSet<i32>,
}

impl Word<'_> {
    fn is_in(&self, entry: &Entry, household: &[u8], line: &[u8]) -> bool {
        self.villages.contains(&entry.village)
            || self.finder.find(line).is_some()
            || self.finder.find(household).is_some()
    }
}

impl SearchIndex {
    /// The entry of a household (or, negative, of a person who hangs on none) begins.
    pub(super) fn begin(&mut self, id: i64, village: Option<i64>) {
        self.close();
        self.entries.push(Entry {
            start: u32::try_from(self.text.len()).unwrap_or(u32::MAX),
            village: village.and_then(|id| i32::try_from(id).ok()).unwrap_or(0),
            id,
        });
    }

    /// Nothing more is to come.
    pub(super) fn finish(mut self) -> Self {
        self.close();
        self.text.shrink_to_fit();
        self.entries.shrink_to_fit();
        self
    }

    fn close(&mut self) {
        if !self.entries.is_empty() {
            self.text.push('\n');
        }
    }

    /// Everything that matches all words of `query`, in the order of lists. A member is listed
    /// when its own line was needed; a household once, when its own line is enough.
    pub fn find<'a>(&'a self, query: &str) -> impl Iterator<Item = Hit> + 'a + use<'a> {
        let words = self.words(query);
        let mut at = 0;
        let mut ready: Vec<Hit> = Vec::new();
        std::iter::from_fn(move || {
            loop {
                if let Some(hit) = ready.pop() {
                    return Some(hit);
                }
                let next = self.candidate(&words, at)?;
                at = next + 1;
                self.hits(next, &words, &mut ready);
                ready.reverse();
            }
        })
    }

    /// The households that match, each once, in the order of lists.
    pub fn households<'a>(&'a self, query: &str) -> impl Iterator<Item = i64> + 'a + use<'a> {
        let words = self.words(query);
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                let next = self.candidate(&words, at)?;
                at = next + 1;
                let id = self.entries[next].id;
                if id > 0 && (words.len() <= 1 || self.any(next, &words)) {
                    return Some(id);
                }
            }
        })
    }

    fn words(&self, query: &str) -> Vec<Word<'static>> {
        let query = query.to_lowercase();
        let parts = query.split_whitespace();
        let mut words: Vec<Word<'static>> = parts
            .map(|part| Word {
                finder: Finder::new(part.as_bytes()).into_owned(),
                villages: self.villages_of(part),
            })
            .collect();
        // The word that names no village, and the longest of those, rules out most.
        words.sort_by_key(|word| {
            (
                !word.villages.is_empty(),
                std::cmp::Reverse(word.finder.needle().len()),
            )
        });
        words
    }

    fn villages_of(&self, word: &str) -> HashSet<i32> {
        let named = self.villages.iter().filter(|(_, text)| text.contains(word));
        named
            .filter_map(|(id, _)| i32::try_from(*id).ok())
            .collect()
    }

    /// The next entry from `at` on that the first word does not rule out.
    fn candidate(&self, words: &[Word<'_>], at: usize) -> Option<usize> {
        let first = self.entries.get(at)?;
        let Some(word) = words.first() else {
            return Some(at);
        };
        if !word.villages.is_empty() {
            let hit = |entry: &usize| {
                let text = self.entry_text(*entry);
                word.villages.contains(&self.entries[*entry].village)
                    || word.finder.find(text).is_some()
            };
            return (at..self.entries.len()).find(hit);
        }
        let from = first.start as usize;
        let found = from + word.finder.find(&self.text.as_bytes()[from..])?;
        Some(
            self.entries
                .partition_point(|entry| entry.start as usize <= found)
                - 1,
        )
    }

    fn entry_text(&self, place: usize) -> &[u8] {
        let from = self.entries[place].start as usize;
        let to = self
            .entries
            .get(place + 1)
            .map_or(self.text.len(), |next| next.start as usize);
        &self.text.as_bytes()[from..to - 1]
    }

    fn any(&self, place: usize, words: &[Word<'_>]) -> bool {
        let mut hits = Vec::new();
        self.hits(place, words, &mut hits);
        !hits.is_empty()
    }

    fn hits(&self, place: usize, words: &[Word<'_>], out: &mut Vec<Hit>) {
        let entry = &self.entries[place];
        let mut lines = self.entry_text(place).split(|byte| *byte == b'\n');
        let Some(household) = lines.next() else {
            return;
        };
        if words
            .iter()
            .all(|word| word.is_in(entry, household, household))
        {
            let stray = entry.id < 0;
            out.push(Hit {
                household: (!stray).then_some(entry.id),
                person: stray.then_some(-entry.id),
            });
            return;
        }
        for line in lines {
            if words.iter().all(|word| word.is_in(entry, household, line)) {
                out.push(Hit {
                    household: Some(entry.id),
                    person: from_letters(line),
                });
            }
        }
    }
}

#[cfg(test)]
mod tests;
