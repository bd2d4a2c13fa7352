//! The search keys in memory, for an answer at every typed character.

use std::collections::HashSet;

use memchr::memmem::Finder;
use rusqlite::Row;

use super::super::{Result, Store};
use super::from_letters;
use crate::domain::pinyin::append_spellings;

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
    text: Vec<u8>,
    entries: Vec<Entry>,
    villages: Vec<(i64, String)>,
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

impl Store {
    /// Loads the search keys: households as the index of lists has them, so that nothing need be
    /// sorted and no text is held twice; then those of persons who hang on no household.
    ///
    /// # Errors
    ///
    /// When the book cannot be read.
    pub fn search_index(&self) -> Result<SearchIndex> {
        let mut index = SearchIndex::default();
        let households = "select s.id, coalesce(s.village, 0), s.text
            from household h cross join search_key s on s.id = h.id
            order by h.village, length(h.group_name), h.group_name, h.id";
        let strays = "select id, 0, text from search_key where id < 0 order by id";
        for sql in [households, strays] {
            let mut query = self.conn.prepare(sql)?;
            let mut rows = query.query([])?;
            while let Some(row) = rows.next()? {
                index.push(row)?;
            }
        }
        index.text.shrink_to_fit();
        index.entries.shrink_to_fit();
        let mut query = self
            .conn
            .prepare("select id, coalesce(name, '') from village")?;
        let villages = query.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
        for village in villages {
            let (id, name) = village?;
            let mut text = name.to_lowercase();
            append_spellings(&name, &mut text);
            index.villages.push((id, text));
        }
        Ok(index)
    }
}

impl SearchIndex {
    fn push(&mut self, row: &Row<'_>) -> Result<()> {
        self.entries.push(Entry {
            start: u32::try_from(self.text.len()).unwrap_or(u32::MAX),
            village: i32::try_from(row.get::<_, i64>(1)?).unwrap_or(0),
            id: row.get(0)?,
        });
        let text = row.get_ref(2)?.as_bytes().unwrap_or_default();
        self.text.extend_from_slice(text);
        self.text.push(b'\n');
        Ok(())
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
        let found = from + word.finder.find(&self.text[from..])?;
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
        &self.text[from..to - 1]
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
