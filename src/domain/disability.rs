//! The number of a 残疾人证: identity number, kind, grade; two more characters on a reissue.
use std::fmt;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::id_number::{IdFault, IdNumber};
use super::text;

/// A checked number of 20 or 22 characters; `Debug` is masked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DisabilityNumber(String);

/// A disability number and how it had to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisabilityRead {
    /// The number in 20 or 22 characters.
    pub number: DisabilityNumber,
    /// The identity number in its front.
    pub id: IdNumber,
    /// Blanks, full-width digits, a small x, `'` or `="…"` were put right.
    pub changed: bool,
}

impl DisabilityNumber {
    /// Reads a cell: 18 characters of identity number, kind 1–7, grade 1–4, and on a reissue two more.
    pub fn read(raw: &str, today: NaiveDate) -> Result<DisabilityRead, IdFault> {
        if text::is_nothing(raw) {
            return Err(IdFault::Missing);
        }
        let mut number = text::compact(raw).into_owned();
        number.make_ascii_uppercase();
        if text::is_scientific(&number) {
            return Err(IdFault::Damaged);
        }
        if !matches!(number.chars().count(), 20 | 22) {
            return Err(IdFault::Length);
        }
        if !number.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(IdFault::Charset);
        }
        let front = number.get(..18).unwrap_or_default();
        let id = match IdNumber::read(front, today) {
            Ok(read) => read.number,
            // Excel keeps 15 digits of the twenty: the last five become zeros.
            Err(_) if number.get(15..20) == Some("00000") => return Err(IdFault::Damaged),
            Err(fault) => return Err(fault),
        };
        let number = Self(number);
        if !matches!(number.kind(), 1..=7) || !matches!(number.grade(), 1..=4) {
            return Err(IdFault::Disability);
        }
        let changed = number.0 != raw;
        Ok(DisabilityRead {
            number,
            id,
            changed,
        })
    }

    /// The 20 or 22 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Kind of disability: 1 视力 2 听力 3 言语 4 肢体 5 智力 6 精神 7 多重.
    #[must_use]
    pub fn kind(&self) -> u8 {
        self.digit(18)
    }

    /// Grade of disability, 1 gravest to 4.
    #[must_use]
    pub fn grade(&self) -> u8 {
        self.digit(19)
    }

    /// First three and last four characters.
    #[must_use]
    pub fn masked(&self) -> String {
        text::mask(&self.0, 3, 4)
    }

    fn digit(&self, at: usize) -> u8 {
        self.0
            .as_bytes()
            .get(at)
            .map_or(0, |b| b.wrapping_sub(b'0'))
    }
}

impl fmt::Display for DisabilityNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for DisabilityNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DisabilityNumber({})", self.masked())
    }
}

impl Serialize for DisabilityNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> Result<DisabilityRead, IdFault> {
        DisabilityNumber::read(raw, NaiveDate::from_ymd_opt(2026, 7, 1).unwrap())
    }

    #[test]
    fn reads_kind_and_grade() {
        let found = read("42109919671210299572").unwrap();
        assert_eq!(found.id.as_str(), "421099196712102995");
        assert_eq!((found.number.kind(), found.number.grade()), (7, 2));
        assert!(!found.changed);
        let reissued = read(" 42109919550306086x43b1").unwrap();
        assert_eq!(reissued.number.as_str(), "42109919550306086X43B1");
        assert!(reissued.changed);
    }

    #[test]
    fn names_faults() {
        assert_eq!(read("421099196712102995"), Err(IdFault::Length));
        assert_eq!(read("42109919671210299592"), Err(IdFault::Disability));
        assert_eq!(read("42109919671210299575"), Err(IdFault::Disability));
        assert_eq!(read("42109919671210200000"), Err(IdFault::Damaged));
        assert_eq!(read("4.2E+19"), Err(IdFault::Damaged));
        assert_eq!(read(""), Err(IdFault::Missing));
    }
}
