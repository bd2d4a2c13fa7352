//! Telephone numbers: mobile and landline of the mainland.
//!
//! A wrong telephone number never keeps a family out of the book, so reading always gives the
//! text, and at most a fault beside it.
use super::problem::code;
use super::text;

/// A telephone number as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneRead {
    /// The regular text; the folded text when it could not be made regular; empty when absent.
    pub text: String,
    /// What is wrong with it.
    pub fault: Option<PhoneFault>,
}

/// What is wrong with a telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum PhoneFault {
    /// Scientific notation.
    #[error("电话号码已被 Excel 变成科学计数，请重新录入，单元格先设为文本")]
    Damaged,
    /// Neither a mobile (11 digits from 13 to 19) nor a landline number.
    #[error("电话位数不对：手机 11 位，座机 7 至 8 位，可带区号")]
    Length,
}

impl PhoneFault {
    /// The stable word for `--json` (see [`code`]).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Damaged => code::PHONE_DAMAGED,
            Self::Length => code::PHONE,
        }
    }
}

/// Reads a cell: `137-0000 5584` → `13700005584`, `(0716)5222333` → `0716-5222333`.
#[must_use]
pub fn read(raw: &str) -> PhoneRead {
    if text::is_nothing(raw) {
        return PhoneRead {
            text: String::new(),
            fault: None,
        };
    }
    let folded = text::compact(raw);
    let folded = folded.strip_suffix(".0").unwrap_or(&folded);
    if text::is_scientific(folded) {
        return PhoneRead {
            text: folded.to_owned(),
            fault: Some(PhoneFault::Damaged),
        };
    }
    let regular = mobile(folded).or_else(|| landline(folded));
    let fault = regular.is_none().then_some(PhoneFault::Length);
    PhoneRead {
        text: regular.unwrap_or_else(|| folded.to_owned()),
        fault,
    }
}

/// The first three and last four digits, stars between.
#[must_use]
pub fn masked(phone: &str) -> String {
    text::mask(phone, 3, 4)
}

const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '—' | '–' | '−' | '‐')
}

fn mobile(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| !is_dash(*c)).collect();
    let national = ["+86", "0086", "86"]
        .iter()
        .find_map(|prefix| digits.strip_prefix(prefix).filter(|rest| rest.len() == 11))
        .unwrap_or(&digits);
    let bytes = national.as_bytes();
    let fits = bytes.len() == 11
        && bytes.iter().all(u8::is_ascii_digit)
        && bytes.first() == Some(&b'1')
        && bytes.get(1).is_some_and(|b| *b >= b'3');
    fits.then(|| national.to_owned())
}

fn landline(text: &str) -> Option<String> {
    let dashed: String = text
        .chars()
        .filter(|c| *c != '(')
        .map(|c| if is_dash(c) || c == ')' { '-' } else { c })
        .collect();
    let parts: Vec<&str> = dashed.split('-').filter(|part| !part.is_empty()).collect();
    if !parts
        .iter()
        .all(|part| part.bytes().all(|b| b.is_ascii_digit()))
    {
        return None;
    }
    let area = |t: &str| matches!(t.len(), 3 | 4) && t.starts_with('0');
    let local = |t: &str| matches!(t.len(), 7 | 8) && !t.starts_with(['0', '1']);
    let fits = match parts.as_slice() {
        [one] => local(one) || (one.starts_with('0') && matches!(one.len(), 10..=12)),
        [first, second] if area(first) => local(second),
        // A local number typed as 522-2333.
        [first, second] if first.len() + second.len() <= 8 => {
            return Some(format!("{first}{second}")).filter(|joined| local(joined));
        }
        [first, second] => local(first) && second.len() <= 5,
        [first, second, third] => area(first) && local(second) && third.len() <= 5,
        _ => false,
    };
    fits.then(|| parts.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_numbers_regular() {
        for (raw, regular) in [
            ("13700005584", "13700005584"),
            ("１７８００００８７７１", "17800008771"),
            ("137-0000 5584", "13700005584"),
            ("+86 137 0000 5584", "13700005584"),
            ("8613700005584", "13700005584"),
            ("'13700005584", "13700005584"),
            ("13700005584.0", "13700005584"),
            ("0716-5222333", "0716-5222333"),
            ("（0716）5222333", "0716-5222333"),
            ("07165222333", "07165222333"),
            ("010—82223334", "010-82223334"),
            ("5222333", "5222333"),
            ("522-2333", "5222333"),
            ("0716-5222333-801", "0716-5222333-801"),
        ] {
            let found = read(raw);
            assert_eq!((found.text.as_str(), found.fault), (regular, None), "{raw}");
        }
        assert_eq!(read(" 无").text, "");
        assert_eq!(masked("13700005584"), "137****5584");
    }

    #[test]
    fn names_faults_and_keeps_the_text() {
        for raw in [
            "1381234",
            "123",
            "12345678901",
            "137000055841",
            "联系村书记",
        ] {
            let found = read(raw);
            assert_eq!(found.fault.map(PhoneFault::code), Some("phone"), "{raw}");
            assert_eq!(found.text, raw);
        }
        assert_eq!(
            read("1.38E+10").fault.map(PhoneFault::code),
            Some("phone-damaged")
        );
    }
}
