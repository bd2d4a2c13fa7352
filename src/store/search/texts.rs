//! Names, and other texts that are searched, each kept once.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use memchr::memmem::Finder;

/// Different texts, by number.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// All of them, each with a newline behind it.
    all: String,
    starts: Vec<u32>,
}

/// The texts that hold a word.
#[derive(Debug)]
pub(super) struct Holding(Vec<u64>);

/// Texts while they are gathered.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    texts: Texts,
    /// Hashes of what the texts were made of, so that none is made twice.
    known: HashMap<u64, u32>,
    hasher: BuildHasherDefault<DefaultHasher>,
}

impl Gathering {
    /// The number of the text that `make` makes of some parts: the same for the same parts.
    pub fn number(&mut self, parts: &[&str], make: impl FnOnce(&mut String)) -> u32 {
        let texts = &mut self.texts;
        let hash = self.hasher.hash_one(parts);
        *self.known.entry(hash).or_insert_with(|| {
            let number = u32::try_from(texts.starts.len()).unwrap_or(u32::MAX);
            let start = u32::try_from(texts.all.len()).unwrap_or(u32::MAX);
            texts.starts.push(start);
            make(&mut texts.all);
            texts.all.push('\n');
            number
        })
    }

    /// The texts.
    pub fn finish(mut self) -> Texts {
        self.texts.all.shrink_to_fit();
        self.texts.starts.shrink_to_fit();
        self.texts
    }
}

impl Texts {
    /// Which of them hold a word.
    pub fn holding(&self, word: &str) -> Holding {
        let mut holding = vec![0; self.starts.len().div_ceil(64)];
        let (finder, all) = (Finder::new(word), self.all.as_bytes());
        let (mut from, mut number) = (0, 0);
        while let Some(found) = finder.find(&all[from..]) {
            let begins = |number: usize| self.starts.get(number).map(|start| *start as usize);
            while begins(number + 1).is_some_and(|start| start <= from + found) {
                number += 1;
            }
            holding[number / 64] |= 1 << (number % 64);
            // One place in a text is enough.
            from = begins(number + 1).unwrap_or(all.len());
        }
        Holding(holding)
    }
}

impl Holding {
    /// Whether the text of this number is among them.
    pub fn has(&self, number: u32) -> bool {
        let number = number as usize;
        let word = self.0.get(number / 64);
        word.is_some_and(|word| word >> (number % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_are_one_and_words_find_theirs() {
        let mut gathering = Gathering::default();
        let mut number = |name: &str| gathering.number(&[name], |text| text.push_str(name));
        let numbers = ["张国强", "李明", "张国强", "国"].map(&mut number);
        assert_eq!(numbers, [0, 1, 0, 2]);
        let texts = gathering.finish();
        let holding = |word| {
            let holding = texts.holding(word);
            [0, 1, 2].map(|number| holding.has(number))
        };
        assert_eq!(holding("国"), [true, false, true]);
        assert_eq!(holding("李明"), [false, true, false]);
        assert_eq!(holding("明张"), [false; 3]);
    }
}
