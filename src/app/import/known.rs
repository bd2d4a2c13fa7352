//! Which values the book had before an import, roughly: most rows of a first sheet bring numbers that
//! nobody has, and need not be looked for in the book.

use std::cell::RefCell;

use super::books::Empty;
use super::overlay::{Mapped, digest};
use crate::dictionary::LedgerId;
use crate::domain::Value;
use crate::store::Result;

/// From this many looks on, the values of a field are gathered.
const MANY: u32 = 2_000;
/// Bits for each value: so that one in sixteen unknown values, at most, is looked for in vain.
const BITS: usize = 16;

/// Takes the values of a field, one after the other.
pub type Take<'t> = &'t mut dyn FnMut(&Value);

/// What is known without a look at the book.
#[derive(Debug)]
pub struct Known {
    empty: Empty,
    fields: RefCell<Mapped<(LedgerId, u64), Seen>>,
}

/// One field of a ledger.
#[derive(Debug)]
enum Seen {
    /// It was looked at so often.
    Looks(u32),
    /// A bit for each of its values.
    Bits(Vec<u64>),
}

impl Known {
    /// Knows which ledgers are empty.
    pub fn new(empty: Empty) -> Self {
        Self {
            empty,
            fields: RefCell::default(),
        }
    }

    /// Whether a record may have these values; `each` gives all values of a field.
    pub fn may_hold(
        &self,
        ledger: LedgerId,
        wanted: &[(usize, &Value)],
        each: impl Fn(usize, Take<'_>) -> Result<()>,
    ) -> Result<bool> {
        if self.empty.contains(&ledger) {
            return Ok(false);
        }
        let [(place, value)] = wanted else {
            return Ok(true);
        };
        let mut fields = self.fields.borrow_mut();
        let seen = fields.entry((ledger, *place as u64));
        let seen = seen.or_insert(Seen::Looks(0));
        if let Seen::Looks(looks) = seen {
            *looks += 1;
            if *looks < MANY {
                return Ok(true);
            }
            let mut digests = Vec::new();
            each(*place, &mut |value| digests.push(digest([value])))?;
            *seen = Seen::Bits(bits(&digests));
        }
        Ok(match seen {
            Seen::Looks(_) => true,
            Seen::Bits(bits) => {
                let (word, bit) = place_of(digest([*value]), bits.len());
                bits.get(word).is_none_or(|word| word & bit != 0)
            }
        })
    }
}

fn bits(digests: &[u64]) -> Vec<u64> {
    let words = (digests.len() * BITS / 64).next_power_of_two();
    let mut bits = vec![0; words];
    for digest in digests {
        let (word, bit) = place_of(*digest, words);
        bits[word] |= bit;
    }
    bits
}

/// The word and the bit of a digest; the number of words is a power of two.
fn place_of(digest: u64, words: usize) -> (usize, u64) {
    let word = usize::try_from(digest >> 6).unwrap_or(usize::MAX) & (words - 1);
    (word, 1 << (digest & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_of_the_book_is_known_and_few_others() {
        let (ledger, held) = (LedgerId::at(0), 0..5_000);
        let known = Known::new(Empty::default());
        let may_hold = |number: i64| {
            let value = Value::Int(number);
            let each = |_, take: Take<'_>| {
                held.clone().for_each(|number| take(&Value::Int(number)));
                Ok(())
            };
            known.may_hold(ledger, &[(3, &value)], each).unwrap()
        };
        assert!((0..i64::from(MANY) - 1).all(|_| may_hold(-1)));
        assert!(held.clone().all(may_hold));
        let vain = (10_000..20_000).filter(|number| may_hold(*number));
        assert!(vain.count() < 1_000);
    }
}
