//! What a sheet itself has said so far, in bounded memory.
//!
//! A sheet of persons repeats its household on every row. The first row that gives a field
//! decides it; a later row that says otherwise is named and changes nothing, so that the same
//! file read twice gives the same book. Only hashes of the values are kept.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

use crate::dictionary::LedgerId;
use crate::domain::Value;

/// A map by digests or internal keys, which need no further hashing, only some mixing.
pub type Mapped<K, V> = HashMap<K, V, BuildHasherDefault<Mixer>>;

/// Mixes whole numbers by multiplying, as they come.
#[derive(Debug, Default)]
pub struct Mixer(u64);

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        let mixed = (self.0.rotate_left(29) ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ (mixed >> 32);
    }

    fn write_i64(&mut self, number: i64) {
        self.write_u64(number.cast_unsigned());
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A hash of values, in their order.
#[must_use]
pub fn digest<'v>(values: impl IntoIterator<Item = &'v Value>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for value in values {
        match value {
            Value::Empty => 0_u8.hash(&mut hasher),
            Value::Text(text) => text.hash(&mut hasher),
            Value::Int(number) => number.hash(&mut hasher),
            Value::Real(number) => number.to_bits().hash(&mut hasher),
        }
    }
    hasher.finish()
}

/// A short mark of a value, kept for every record that a file names: enough to see that a later
/// row says something else, and half the memory of a whole hash.
#[must_use]
pub fn mark(value: &Value) -> u32 {
    let [a, b, c, d, ..] = digest([value]).to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

/// What the file has given of one record.
#[derive(Debug, Default)]
struct Given {
    new: bool,
    updated: bool,
    fields: Vec<(u16, u32)>,
}

/// How a field of a row stands to what the file said before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The file says it for the first time.
    First,
    /// The file said the same.
    Same,
    /// The file said something else.
    Differs,
}

/// Records that the file has touched beside its rows' own.
#[derive(Debug, Default)]
pub struct Overlay {
    named: Mapped<(LedgerId, u64), i64>,
    given: Mapped<(LedgerId, i64), Given>,
}

impl Overlay {
    /// The record that the file made or found under this name.
    #[must_use]
    pub fn named(&self, ledger: LedgerId, name: u64) -> Option<i64> {
        self.named.get(&(ledger, name)).copied()
    }

    /// Remembers a record's name.
    pub fn name(&mut self, ledger: LedgerId, name: u64, id: i64) {
        self.named.insert((ledger, name), id);
    }

    /// Remembers that the file made this record.
    pub fn made(&mut self, ledger: LedgerId, id: i64) {
        self.given.entry((ledger, id)).or_default().new = true;
    }

    /// Whether the file made this record.
    #[must_use]
    pub fn is_new(&self, ledger: LedgerId, id: i64) -> bool {
        self.given.get(&(ledger, id)).is_some_and(|given| given.new)
    }

    /// How a field stands; a first saying is remembered.
    pub fn give(&mut self, ledger: LedgerId, id: i64, field: usize, value: &Value) -> Standing {
        let given = self.given.entry((ledger, id)).or_default();
        let field = u16::try_from(field).unwrap_or(u16::MAX);
        let hash = mark(value);
        match given.fields.iter().find(|(other, _)| *other == field) {
            Some((_, other)) if *other == hash => Standing::Same,
            Some(_) => Standing::Differs,
            None => {
                given.fields.push((field, hash));
                Standing::First
            }
        }
    }

    /// Marks a record as changed; true the first time, and only for records of the book.
    pub fn first_update(&mut self, ledger: LedgerId, id: i64) -> bool {
        let given = self.given.entry((ledger, id)).or_default();
        !given.new && !std::mem::replace(&mut given.updated, true)
    }
}
