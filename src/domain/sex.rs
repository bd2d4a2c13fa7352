//! Sex as the ledgers write it.
use std::fmt;

use serde::{Deserialize, Serialize};

use super::text;

/// 男 or 女; an unknown sex is an absent value, not a third one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sex {
    /// 男
    Male,
    /// 女
    Female,
}

impl Sex {
    /// Reads 男, 男性, 1, 女, 女性, 2 (GB/T 2261.1), M, F; `None` for anything else.
    #[must_use]
    pub fn read(raw: &str) -> Option<Self> {
        match text::compact(raw).as_ref() {
            "男" | "男性" | "1" | "01" | "M" | "m" => Some(Self::Male),
            "女" | "女性" | "2" | "02" | "F" | "f" => Some(Self::Female),
            _ => None,
        }
    }

    /// The officer's word: 男 or 女.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Male => "男",
            Self::Female => "女",
        }
    }
}

impl fmt::Display for Sex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.label())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_spellings_met_in_sheets() {
        assert_eq!(Sex::read(" 男 "), Some(Sex::Male));
        assert_eq!(Sex::read("女性"), Some(Sex::Female));
        assert_eq!(Sex::read("２"), Some(Sex::Female));
        assert_eq!(Sex::read("未知"), None);
        assert_eq!(Sex::Male.to_string(), "男");
    }
}
