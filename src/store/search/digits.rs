//! Numbers, two digits to a byte, searched for a run of digits.

use memchr::memmem::Finder;

/// Stands behind every number, so that no run goes over its end.
const END: u8 = 0xB;
/// Bytes looked through for both positions of a run before going on.
const BLOCK: usize = 4096;

/// The digit that a byte of a text is, `x` being one of them.
const fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'x' | b'X' => Some(0xA),
        _ => None,
    }
}

/// Numbers one after the other, in half bytes.
#[derive(Debug, Default)]
pub(super) struct Digits {
    bytes: Vec<u8>,
    length: usize,
}

impl Digits {
    /// Appends a number; false, and nothing appended, when it is none.
    pub fn push(&mut self, number: &str) -> bool {
        if !number.bytes().all(|byte| digit(byte).is_some()) {
            return false;
        }
        for digit in number.bytes().filter_map(digit).chain([END]) {
            if self.length.is_multiple_of(2) {
                self.bytes.push(digit << 4);
            } else if let Some(last) = self.bytes.last_mut() {
                *last |= digit;
            }
            self.length += 1;
        }
        true
    }

    /// How many digits there are, ends included.
    pub const fn len(&self) -> usize {
        self.length
    }

    /// Takes room for so many digits.
    pub fn reserve(&mut self, digits: usize) {
        self.bytes.reserve_exact(digits / 2);
    }

    /// Gives back what it holds in reserve.
    pub fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
    }

    fn at(&self, place: usize) -> u8 {
        let byte = self.bytes.get(place / 2).copied().unwrap_or_default();
        if place.is_multiple_of(2) {
            byte >> 4
        } else {
            byte & 0xF
        }
    }

    fn is_at(&self, run: &[u8], place: usize) -> bool {
        let there = (place..).zip(run).all(|(at, digit)| self.at(at) == *digit);
        there && place + run.len() <= self.length
    }
}

/// A run of digits to look for.
#[derive(Debug)]
pub(super) struct Run {
    digits: Vec<u8>,
    /// The whole bytes of the run where it begins with a byte, and where it begins within one.
    whole: [Finder<'static>; 2],
}

impl Run {
    /// The run that a word in small letters is; `None` for other words.
    pub fn of(word: &str) -> Option<Self> {
        let digits: Option<Vec<u8>> = word.bytes().map(digit).collect();
        let digits = digits.filter(|digits| !digits.is_empty())?;
        let whole = [0, 1].map(|skipped| {
            let (pairs, _) = digits.get(skipped..).unwrap_or_default().as_chunks::<2>();
            let bytes: Vec<u8> = pairs.iter().map(|[one, two]| one << 4 | two).collect();
            Finder::new(&bytes).into_owned()
        });
        Some(Self { digits, whole })
    }

    /// Where the run first stands at or behind a place, and before another.
    pub fn find(&self, digits: &Digits, from: usize, to: usize) -> Option<usize> {
        let to = (to + 1).saturating_sub(self.digits.len());
        if self.whole[1].needle().is_empty() {
            // So short that it stands nearly everywhere.
            return (from..to).find(|place| digits.is_at(&self.digits, *place));
        }
        let mut from = from;
        while from < to {
            let next = (from / 2 + BLOCK) * 2;
            let found = [0, 1].map(|skipped| self.find_in(digits, from..next.min(to), skipped));
            if let Some(place) = found.into_iter().flatten().min() {
                return Some(place);
            }
            from = next;
        }
        None
    }

    /// The first place in a range where the run stands with so many digits before its whole bytes.
    fn find_in(
        &self,
        digits: &Digits,
        range: std::ops::Range<usize>,
        skipped: usize,
    ) -> Option<usize> {
        let finder = &self.whole[skipped];
        let mut byte = (range.start + skipped).div_ceil(2);
        let end = (range.end.div_ceil(2) + finder.needle().len()).min(digits.bytes.len());
        loop {
            byte += finder.find(digits.bytes.get(byte..end)?)?;
            let place = byte * 2 - skipped;
            if digits.is_at(&self.digits, place) {
                return Some(place).filter(|place| *place < range.end);
            }
            byte += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_run_is_found_where_a_text_has_it(
            numbers in prop::collection::vec("[0-3x]{0,9}", 0..40),
            run in "[0-3x]{1,6}",
            from in 0usize..60,
        ) {
            let mut all = Digits::default();
            for number in &numbers {
                prop_assert!(all.push(number));
            }
            let text: String = numbers.iter().flat_map(|number| [number.as_str(), "."]).collect();
            prop_assert_eq!(all.len(), text.len());
            let expected = text.get(from..).and_then(|rest| rest.find(&run)).map(|at| from + at);
            let found = Run::of(&run).and_then(|run| run.find(&all, from, all.len()));
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn what_is_no_number_is_not_taken() {
        let mut all = Digits::default();
        assert!(!all.push("420-1") && !all.push("3组"));
        assert_eq!(all.len(), 0);
        assert!(Run::of("3组").is_none() && Run::of("").is_none());
    }

    #[test]
    fn a_run_is_found_across_blocks() {
        let mut all = Digits::default();
        for _ in 0..3 * BLOCK {
            all.push("0");
        }
        all.push("421099");
        let run = Run::of("2109").unwrap();
        assert_eq!(run.find(&all, 0, all.len()), Some(6 * BLOCK + 1));
        assert_eq!(run.find(&all, 0, 6 * BLOCK + 2), None);
    }
}
