//! Which ledger a value speaks of, without knowing the dictionary.

use serde::{Deserialize, Serialize};

/// A ledger's place in the dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LedgerId(u8);

impl LedgerId {
    /// The ledger at this place.
    #[must_use]
    pub const fn at(place: u8) -> Self {
        Self(place)
    }

    /// The place as an index.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}
