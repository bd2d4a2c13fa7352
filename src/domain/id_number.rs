//! The citizen's identity number (公民身份号码, GB 11643-1999): 18 characters.
//!
//! Six digits of area (GB/T 2260), eight of birth date, three of sequence (odd =
//! male), one check character by ISO 7064 MOD 11-2. Numbers are never repaired:
//! what Excel has rounded goes back to the sender.
use std::borrow::Cow;
use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Serialize, Serializer};

use super::problem::code;
use super::sex::Sex;
use super::text;

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [u8; 11] = *b"10X98765432";
/// Nobody older is alive, so an earlier year is a slip.
const FIRST_YEAR: i32 = 1880;

/// A checked identity number in its canonical 18 characters.
///
/// `Debug` is masked, so that a number cannot leak through a log line.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdNumber([u8; 18]);

/// An identity number and how it had to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdRead {
    /// The number in 18 characters.
    pub number: IdNumber,
    /// It was a 15-digit number of before 1999 and was lengthened.
    pub from_old: bool,
    /// Valid, but the last three digits are 000: Excel may have cut it.
    pub suspect_tail: bool,
    /// Blanks, full-width digits, a small x, `'` or `="…"` were put right.
    pub changed: bool,
}

/// Why a text is no identity number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum IdFault {
    /// Blank, 无, `-`, `/`.
    #[error("没有填写证件号码，请补上")]
    Missing,
    /// Scientific notation, or cut to 15 significant digits.
    #[error(
        "证件号码已被 Excel 损坏（变成科学计数或末几位变 0），请按身份证重新录入，单元格先设为文本"
    )]
    Damaged,
    /// Neither 18 nor 15 characters.
    #[error("证件号码位数不对，应为 18 位（旧号 15 位）")]
    Length,
    /// A character that is no digit, or X elsewhere than at the end.
    #[error("证件号码含有数字和末位 X 以外的字符，请核对身份证")]
    Charset,
    /// The check character does not fit.
    #[error("证件号码校验码不对，有一位或几位录错，请核对身份证")]
    CheckDigit,
    /// The birth date does not exist, lies in the future or before 1880.
    #[error("证件号码中的出生日期不存在或在未来，请核对身份证")]
    Birth,
    /// The first two digits are no province.
    #[error("证件号码前两位不是省级行政区代码，请核对身份证")]
    Region,
    /// Kind or grade of a 残疾人证 outside 1–7 and 1–4.
    #[error("残疾人证号第 19、20 位应为类别 1—7 和等级 1—4，请核对残疾人证")]
    Disability,
}

impl IdFault {
    /// The stable word for `--json` (see [`code`]).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => code::MISSING,
            Self::Damaged => code::ID_DAMAGED,
            Self::Length => code::ID_LENGTH,
            Self::Charset => code::ID_CHARSET,
            Self::CheckDigit => code::ID_CHECK_DIGIT,
            Self::Birth => code::ID_BIRTH,
            Self::Region => code::ID_REGION,
            Self::Disability => code::CODE,
        }
    }
}

impl IdNumber {
    /// Reads a cell; `today` bounds the birth date.
    ///
    /// Checked in this order, so that the officer hears the cause and not its
    /// consequence: missing, damaged, length, characters, province, birth, check.
    pub fn read(raw: &str, today: NaiveDate) -> Result<IdRead, IdFault> {
        let bytes = raw.as_bytes();
        let text = if bytes.len() == 18 && bytes.iter().all(u8::is_ascii_alphanumeric) {
            Cow::Borrowed(raw)
        } else {
            if text::is_nothing(raw) {
                return Err(IdFault::Missing);
            }
            text::compact(raw)
        };
        if text::is_scientific(&text) {
            return Err(IdFault::Damaged);
        }
        let (digits, from_old) = eighteen(&text)?;
        checked(digits, today)?;
        Ok(IdRead {
            number: Self(digits),
            from_old,
            suspect_tail: digits.ends_with(b"000"),
            changed: if from_old {
                *text != *raw
            } else {
                digits != bytes
            },
        })
    }

    /// Takes 18 characters that were checked before they were stored; `None` if they cannot have been.
    #[must_use]
    pub fn from_stored(text: &str) -> Option<Self> {
        let digits: [u8; 18] = text.as_bytes().try_into().ok()?;
        let number = digits.split_last()?.1.iter().all(u8::is_ascii_digit);
        (number && check_char(&digits) == digits[17] && birth_of(&digits).is_some())
            .then_some(Self(digits))
    }

    /// The 18 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // ASCII by construction.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The birth date in the number.
    #[must_use]
    pub fn birth(&self) -> NaiveDate {
        // A date by construction.
        birth_of(&self.0).unwrap_or_default()
    }

    /// The sex: an odd 17th digit is male.
    #[must_use]
    pub const fn sex(&self) -> Sex {
        if self.0[16] % 2 == 1 {
            Sex::Male
        } else {
            Sex::Female
        }
    }

    /// Completed years of age (周岁) on `date`; 0 before birth. Born 29 February: a year older on 1 March.
    #[must_use]
    pub fn age_on(&self, date: NaiveDate) -> u32 {
        let birth = self.birth();
        let before = (date.month(), date.day()) < (birth.month(), birth.day());
        let years = date.year() - birth.year() - i32::from(before);
        u32::try_from(years).unwrap_or(0)
    }

    /// The six digits of area (GB/T 2260).
    #[must_use]
    pub fn area(&self) -> &str {
        self.as_str().get(..6).unwrap_or_default()
    }

    /// `421***********1234`: first three and last four, 18 characters.
    #[must_use]
    pub fn masked(&self) -> String {
        text::mask(self.as_str(), 3, 4)
    }
}

impl fmt::Display for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdNumber({})", self.masked())
    }
}

impl Serialize for IdNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// The 18 characters of folded text and whether they were 15.
fn eighteen(text: &str) -> Result<([u8; 18], bool), IdFault> {
    let count = text.chars().count();
    if count != 18 && count != 15 {
        let digits = text.bytes().any(|b| b.is_ascii_digit());
        return Err(if digits {
            IdFault::Length
        } else {
            IdFault::Charset
        });
    }
    let bytes = text.as_bytes();
    let front = bytes.get(..count.min(17)).unwrap_or_default();
    if !text.is_ascii() || !front.iter().all(u8::is_ascii_digit) {
        return Err(IdFault::Charset);
    }
    if let Ok(mut digits) = <[u8; 18]>::try_from(bytes) {
        digits[17].make_ascii_uppercase();
        let last = digits[17];
        return if last.is_ascii_digit() || last == b'X' {
            Ok((digits, false))
        } else {
            Err(IdFault::Charset)
        };
    }
    let mut digits = [0; 18];
    digits[..6].copy_from_slice(&bytes[..6]);
    digits[6..8].copy_from_slice(b"19");
    digits[8..17].copy_from_slice(&bytes[6..15]);
    digits[17] = check_char(&digits);
    Ok((digits, true))
}

fn checked(digits: [u8; 18], today: NaiveDate) -> Result<(), IdFault> {
    if !is_province(number(&digits[..2])) {
        return Err(IdFault::Region);
    }
    match birth_of(&digits) {
        Some(birth) if birth <= today => {}
        _ => return Err(IdFault::Birth),
    }
    if check_char(&digits) == digits[17] {
        Ok(())
    } else if digits.ends_with(b"000") {
        Err(IdFault::Damaged)
    } else {
        Err(IdFault::CheckDigit)
    }
}

fn check_char(digits: &[u8; 18]) -> u8 {
    let sum: u32 = digits
        .iter()
        .zip(WEIGHTS)
        .map(|(d, w)| u32::from(d.wrapping_sub(b'0')) * w)
        .sum();
    CHECKS[(sum % 11) as usize]
}

fn number(digits: &[u8]) -> u32 {
    digits
        .iter()
        .fold(0, |n, d| n * 10 + u32::from(d.wrapping_sub(b'0')))
}

fn birth_of(digits: &[u8; 18]) -> Option<NaiveDate> {
    let year = i32::try_from(number(&digits[6..10])).ok()?;
    let day = NaiveDate::from_ymd_opt(year, number(&digits[10..12]), number(&digits[12..14]))?;
    (year >= FIRST_YEAR).then_some(day)
}

/// GB/T 2260 province codes; 81–83 also stand in residence permits of 港澳台 residents.
const fn is_province(code: u32) -> bool {
    matches!(code, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 7, 1).unwrap()
    }

    fn read(raw: &str) -> Result<IdRead, IdFault> {
        IdNumber::read(raw, today())
    }

    #[test]
    fn reads_the_specimen_of_the_standard() {
        let read = read("11010519491231002X").unwrap();
        assert!(!read.changed && !read.from_old && !read.suspect_tail);
        let id = read.number;
        assert_eq!(id.as_str(), "11010519491231002X");
        assert_eq!(id.birth(), NaiveDate::from_ymd_opt(1949, 12, 31).unwrap());
        assert_eq!(id.sex(), Sex::Female);
        assert_eq!(id.area(), "110105");
        assert_eq!(id.masked(), "110***********002X");
        assert_eq!(format!("{id:?}"), "IdNumber(110***********002X)");
        assert_eq!(
            id.age_on(NaiveDate::from_ymd_opt(2019, 12, 30).unwrap()),
            69
        );
        assert_eq!(
            id.age_on(NaiveDate::from_ymd_opt(2019, 12, 31).unwrap()),
            70
        );
        assert_eq!(id.age_on(NaiveDate::from_ymd_opt(1900, 1, 1).unwrap()), 0);
    }

    #[test]
    fn puts_spelling_right() {
        for raw in [
            "42109919550306086x",
            "４２１０９９１９５５０３０６０８６Ｘ",
            " 421099 19550306 086X\u{a0}",
            "'42109919550306086X",
            "42109919550306086X'",
            "42109919550306086X\t",
            "=\"42109919550306086X\"",
            "42109919550306086X\u{3000}",
        ] {
            let read = read(raw).unwrap();
            assert_eq!(read.number.as_str(), "42109919550306086X", "{raw:?}");
            assert!(read.changed, "{raw:?}");
        }
    }

    #[test]
    fn lengthens_old_numbers() {
        let read = read("421099800201299").unwrap();
        assert!(read.from_old && !read.changed);
        assert!(read.number.as_str().starts_with("42109919800201299"));
        assert_eq!(
            IdNumber::from_stored(read.number.as_str()),
            Some(read.number)
        );
        assert_eq!(
            super::IdNumber::read("421099991332299", today()),
            Err(IdFault::Birth)
        );
    }

    #[test]
    fn names_each_fault_as_the_policy_does() {
        for (raw, code) in [
            ("", "missing"),
            ("无", "missing"),
            ("-", "missing"),
            ("/", "missing"),
            ("42109919610322158", "id-length"),
            ("421099197911232991X", "id-length"),
            ("42109919O110057787", "id-charset"),
            ("4210991961********", "id-charset"),
            ("42109919550203753×", "id-charset"),
            ("42109919550203753A", "id-charset"),
            ("4210991955020375X3", "id-charset"),
            ("待补办", "id-charset"),
            ("421099196601023343", "id-check-digit"),
            ("421099195309249658", "id-check-digit"),
            ("421099197702305179", "id-birth"),
            ("421099209912318213", "id-birth"),
            ("991099197202217915", "id-region"),
            ("4.21022E+17", "id-damaged"),
            ("5.10322e+17", "id-damaged"),
            ("421099196208214000", "id-damaged"),
            ("421099195709224000", "id-damaged"),
        ] {
            let fault = read(raw).unwrap_err();
            assert_eq!(fault.code(), code, "{raw}");
            assert!(!fault.to_string().is_empty());
        }
    }

    #[test]
    fn suspects_a_valid_tail_of_zeros() {
        assert!(read("421099198802190000").unwrap().suspect_tail);
        assert!(read("421099198302276000").unwrap().suspect_tail);
    }

    #[test]
    fn stored_numbers_are_not_believed_blindly() {
        assert!(IdNumber::from_stored("42109919550306086X").is_some());
        assert!(IdNumber::from_stored("421099195503060861").is_none());
        assert!(IdNumber::from_stored("421099").is_none());
        assert!(IdNumber::from_stored("中文中文中文").is_none());
    }

    proptest::proptest! {
        #[test]
        fn never_panics(raw in "\\PC{0,24}") {
            let _ = read(&raw);
        }
    }
}
