//! Readings of Chinese names, for search by pinyin and by initials.

use std::collections::HashMap;
use std::sync::OnceLock;

use ib_matcher::pinyin::{PinyinData, PinyinNotation};

/// At most so many spellings of one name are kept: enough for a surname of three readings before
/// a given name with one doubtful character.
const MOST_SPELLINGS: usize = 8;

/// Spells names, and remembers how each character reads: a township has few.
#[derive(Debug, Default)]
pub struct Speller {
    known: HashMap<char, Vec<&'static str>>,
}

impl Speller {
    /// Appends to `out` the ways a name can be typed in Latin letters: initials and full pinyin,
    /// with every reading of the surname (单 is `d`, `c` and `s`), each after a blank.
    ///
    /// Letters and digits in the name stand for themselves; other characters without a reading,
    /// such as `·`, are passed over, so that `abdlmmt` finds 阿卜杜拉·买买提. `ü` is typed `v`.
    pub fn append(&mut self, name: &str, out: &mut String) {
        for c in name.chars() {
            self.known.entry(c).or_insert_with(|| readings(c));
        }
        let syllables = || name.chars().filter_map(|c| self.known.get(&c));
        if syllables().all(|readings| readings.len() <= 1) {
            let only = || syllables().flatten();
            if only().next().is_some() {
                out.push(' ');
                out.extend(only().filter_map(|reading| reading.get(..1)));
                out.push(' ');
                out.extend(only().copied());
            }
            return;
        }
        let mut initials = vec![String::new()];
        let mut full = vec![String::new()];
        for readings in syllables().filter(|readings| !readings.is_empty()) {
            extend(&mut full, readings);
            extend(&mut initials, &firsts(readings));
        }
        initials.sort_unstable();
        initials.dedup();
        for spelling in initials.iter().chain(&full) {
            out.push(' ');
            out.push_str(spelling);
        }
    }
}

/// Appends the spellings of one name, as [`Speller::append`].
pub fn append_spellings(name: &str, out: &mut String) {
    Speller::default().append(name, out);
}

/// The initials by which lists of codes narrow, such as `yb` for 因病; every reading of a doubtful
/// character, with blanks between: `hzc xzc` for 行政村.
#[must_use]
pub fn initials(text: &str) -> String {
    let mut ways = vec![String::new()];
    for first in text.chars().map(|c| firsts(&readings(c))) {
        if !first.is_empty() {
            extend(&mut ways, &first);
        }
    }
    ways.dedup();
    ways.join(" ")
}

/// The first letters of a character's readings.
fn firsts(readings: &[&'static str]) -> Vec<&'static str> {
    let mut first: Vec<&str> = readings.iter().filter_map(|text| text.get(..1)).collect();
    first.dedup();
    first
}

/// Every way so far, continued in every way: but never more than [`MOST_SPELLINGS`].
fn extend(ways: &mut Vec<String>, next: &[&str]) {
    if let [only] = next {
        // Most characters have one reading.
        for way in ways {
            way.push_str(only);
        }
        return;
    }
    let room = (MOST_SPELLINGS / ways.len().max(1)).max(1);
    let before = std::mem::take(ways);
    for way in &before {
        for reading in next.iter().take(room) {
            ways.push(format!("{way}{reading}"));
        }
    }
}

/// Letters and digits, each as its own reading.
const ASCII: &str = "0123456789abcdefghijklmnopqrstuvwxyz";

/// The readings of a character, all in small ASCII letters.
fn readings(c: char) -> Vec<&'static str> {
    if c.is_ascii_alphanumeric() {
        let at = ASCII.find(c.to_ascii_lowercase());
        return at.and_then(|at| ASCII.get(at..=at)).into_iter().collect();
    }
    let mut all: Vec<&str> = Vec::new();
    for pinyin in data().get_pinyins(c) {
        if let Some(text) = pinyin.notation(PinyinNotation::Ascii)
            && !all.contains(&text)
        {
            all.push(text);
        }
    }
    all
}

fn data() -> &'static PinyinData {
    static DATA: OnceLock<PinyinData> = OnceLock::new();
    DATA.get_or_init(|| PinyinData::new(PinyinNotation::Ascii))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spellings(name: &str) -> String {
        let mut out = String::new();
        append_spellings(name, &mut out);
        out
    }

    #[test]
    fn a_surname_is_found_under_every_reading() {
        for (name, typed) in [
            ("张国强", "zgq"),
            ("张国强", "zhangguoqiang"),
            ("单雄信", "sxx"),
            ("单雄信", "dxx"),
            ("单雄信", "cxx"),
            ("覃家福", "qjf"),
            ("覃家福", "tjf"),
            ("曾红", "zengh"),
            ("曾红", "ceng"),
            ("吕布", "lvbu"),
            ("阿卜杜拉·买买提", "abdlmmt"),
        ] {
            assert!(
                spellings(name).contains(typed),
                "{name} {typed}: {}",
                spellings(name)
            );
        }
    }

    #[test]
    fn a_name_of_many_readings_stays_short() {
        assert!(spellings("单乐重长单乐重长").split(' ').count() <= 2 * MOST_SPELLINGS + 1);
    }
}
