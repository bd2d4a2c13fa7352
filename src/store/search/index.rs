//! The search keys in memory, for an answer at every typed character.

use std::collections::HashSet;

use super::digits::{Digits, Run};
use super::texts::{Holding, Texts};

/// What a search found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The household; `None` for a person who hangs on none.
    pub household: Option<i64>,
    /// The member, where it was not the household itself or its head that matched.
    pub person: Option<i64>,
}

/// A household, or a person who hangs on none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// Its own line; those of members follow.
    pub line: u32,
    pub village: i32,
    /// The text of its group.
    pub group: u32,
}

/// A household or a person, by name and numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// The household or the person; negative for a person who hangs on no household.
    pub id: i64,
    pub name: u32,
    /// Where its numbers begin.
    pub numbers: u32,
}

/// All search keys, in the order of lists.
#[derive(Debug, Default)]
pub struct SearchIndex {
    pub(super) entries: Vec<Entry>,
    pub(super) lines: Vec<Line>,
    pub(super) numbers: Digits,
    pub(super) texts: Texts,
    pub(super) villages: Vec<(i64, String)>,
}

/// One word of a query.
struct Word {
    villages: HashSet<i32>,
    texts: Holding,
    run: Option<Run>,
}

/// A query under way.
struct Search<'a> {
    index: &'a SearchIndex,
    words: Vec<Word>,
    /// The next entry to look at.
    at: usize,
    /// The next entry with a number that the first word is in; `None` before it was looked for.
    numbered: Option<usize>,
}

impl SearchIndex {
    /// Everything that matches all words of `query`, in the order of lists. A member is listed
    /// when its own line was needed; a household once, when its own line is enough.
    pub fn find<'a>(&'a self, query: &str) -> impl Iterator<Item = Hit> + 'a + use<'a> {
        let mut search = self.search(query);
        let mut ready: Vec<Hit> = Vec::new();
        std::iter::from_fn(move || {
            loop {
                if let Some(hit) = ready.pop() {
                    return Some(hit);
                }
                let next = search.candidate()?;
                search.hits(next, &mut ready);
                ready.reverse();
            }
        })
    }

    /// The households that match, each once, in the order of lists.
    pub fn households<'a>(&'a self, query: &str) -> impl Iterator<Item = i64> + 'a + use<'a> {
        let mut search = self.search(query);
        std::iter::from_fn(move || {
            loop {
                let next = search.candidate()?;
                let id = self.line(self.entries[next].line as usize).id;
                if id > 0 && (search.words.len() <= 1 || search.any(next)) {
                    return Some(id);
                }
            }
        })
    }

    fn search(&self, query: &str) -> Search<'_> {
        let query = query.to_lowercase();
        let word = |part: &str| Word {
            villages: self.villages_of(part),
            texts: self.texts.holding(part),
            run: Run::of(part),
        };
        let mut parts: Vec<&str> = query.split_whitespace().collect();
        // The longest rules out most.
        parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
        let mut words: Vec<Word> = parts.into_iter().map(word).collect();
        words.sort_by_key(|word| !word.villages.is_empty());
        Search {
            index: self,
            words,
            at: 0,
            numbered: None,
        }
    }

    fn villages_of(&self, word: &str) -> HashSet<i32> {
        let named = self.villages.iter().filter(|(_, text)| text.contains(word));
        named
            .filter_map(|(id, _)| i32::try_from(*id).ok())
            .collect()
    }

    fn line(&self, place: usize) -> &Line {
        &self.lines[place]
    }

    /// The lines of an entry: its own and those of members.
    fn lines_of(&self, entry: usize) -> std::ops::Range<usize> {
        let next = self.entries.get(entry + 1);
        let end = next.map_or(self.lines.len(), |next| next.line as usize);
        self.entries[entry].line as usize..end
    }

    fn numbers_of(&self, line: usize) -> std::ops::Range<usize> {
        let next = self.lines.get(line + 1);
        let end = next.map_or(self.numbers.len(), |next| next.numbers as usize);
        self.lines[line].numbers as usize..end
    }

    /// The entry that the number at this place belongs to.
    fn entry_at(&self, number: usize) -> usize {
        let line = self
            .lines
            .partition_point(|line| line.numbers as usize <= number);
        let entry = self
            .entries
            .partition_point(|entry| entry.line as usize <= line.saturating_sub(1));
        entry.saturating_sub(1)
    }
}

impl Search<'_> {
    /// The next entry that the first word does not rule out.
    fn candidate(&mut self) -> Option<usize> {
        let count = self.index.entries.len();
        let found = match self.words.first() {
            None => self.at,
            Some(word) => {
                let numbered = match self.numbered {
                    Some(entry) if entry >= self.at => entry,
                    _ => self.numbered(word),
                };
                self.numbered = Some(numbered);
                let named = (self.at..numbered).find(|entry| self.is_named(word, *entry));
                named.unwrap_or(numbered)
            }
        };
        self.at = found + 1;
        (found < count).then_some(found)
    }

    /// The next entry with a number that this word is in, or behind the last entry.
    fn numbered(&self, word: &Word) -> usize {
        let (index, count) = (self.index, self.index.entries.len());
        let place = word
            .run
            .as_ref()
            .filter(|_| self.at < count)
            .and_then(|run| {
                let from = index.numbers_of(index.lines_of(self.at).start).start;
                run.find(&index.numbers, from, index.numbers.len())
            });
        place.map_or(count, |place| index.entry_at(place))
    }

    fn is_named(&self, word: &Word, entry: usize) -> bool {
        self.is_placed(word, entry) || {
            let lines = &self.index.lines[self.index.lines_of(entry)];
            lines.iter().any(|line| word.texts.has(line.name))
        }
    }

    /// Whether the word names the village or the group.
    fn is_placed(&self, word: &Word, entry: usize) -> bool {
        let entry = &self.index.entries[entry];
        word.texts.has(entry.group) || word.villages.contains(&entry.village)
    }

    fn is_in_line(&self, word: &Word, line: usize) -> bool {
        word.texts.has(self.index.line(line).name)
            || word.run.as_ref().is_some_and(|run| {
                let numbers = self.index.numbers_of(line);
                run.find(&self.index.numbers, numbers.start, numbers.end)
                    .is_some()
            })
    }

    fn any(&self, entry: usize) -> bool {
        let mut hits = Vec::new();
        self.hits(entry, &mut hits);
        !hits.is_empty()
    }

    fn hits(&self, entry: usize, out: &mut Vec<Hit>) {
        let mut lines = self.index.lines_of(entry);
        let Some(own) = lines.next() else {
            return;
        };
        let household = |word: &Word| self.is_placed(word, entry) || self.is_in_line(word, own);
        // Words that the household's own line lacks are looked for in its members' lines.
        let left: Vec<&Word> = self.words.iter().filter(|word| !household(word)).collect();
        let id = self.index.line(own).id;
        if left.is_empty() {
            out.push(Hit {
                household: Some(id).filter(|id| *id > 0),
                person: Some(-id).filter(|id| *id > 0),
            });
            return;
        }
        let all = |line: &usize| left.iter().all(|word| self.is_in_line(word, *line));
        out.extend(lines.filter(all).map(|line| Hit {
            household: Some(id),
            person: Some(self.index.line(line).id),
        }));
    }
}

#[cfg(test)]
mod tests;
