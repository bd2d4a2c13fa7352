//! Numbers of cells: integers and decimals, and their digits for exact money.
use super::problem::code;
use super::text;

/// Why a text is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NumberFault {
    /// Blank, 无, `-`, `/`.
    #[error("没有填写数字")]
    Missing,
    /// Not written as a number.
    #[error("不是数字，请只填数字")]
    NotNumber,
    /// A fraction where a whole number is wanted.
    #[error("应为整数")]
    NotWhole,
    /// Beyond what can be held.
    #[error("数字过大，请核对")]
    TooLarge,
}

impl NumberFault {
    /// The stable word for `--json` (see [`code`]).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => code::MISSING,
            _ => code::NUMBER,
        }
    }
}

/// Reads a whole number: `4`, `４`, ` 1,200 `, `4.0`, `-3`.
pub fn integer(raw: &str) -> Result<i64, NumberFault> {
    let raw = written(raw)?;
    let digits = Digits::read(&raw).ok_or(NumberFault::NotNumber)?;
    if digits.part.bytes().any(|b| b != b'0') {
        return Err(NumberFault::NotWhole);
    }
    let number: i64 = digits.whole.parse().map_err(|_| NumberFault::TooLarge)?;
    Ok(if digits.negative { -number } else { number })
}

/// Reads a finite decimal number: `3.5`, `.5`, `1,200.75`, full-width; no exponent, no NaN.
pub fn decimal(raw: &str) -> Result<f64, NumberFault> {
    let raw = written(raw)?;
    let digits = Digits::read(&raw).ok_or(NumberFault::NotNumber)?;
    let sign = if digits.negative { "-" } else { "" };
    let number: f64 = format!("{sign}{}.{}", digits.whole, digits.part)
        .parse()
        .map_err(|_| NumberFault::NotNumber)?;
    // Past 15 digits a float no longer holds what was written.
    if number.abs() < 1e15 {
        Ok(number)
    } else {
        Err(NumberFault::TooLarge)
    }
}

fn written(raw: &str) -> Result<std::borrow::Cow<'_, str>, NumberFault> {
    if text::is_nothing(raw) {
        return Err(NumberFault::Missing);
    }
    Ok(text::compact(raw))
}

/// The digits of a number as written, thousands separators gone.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Digits {
    /// A minus sign stands before it.
    pub negative: bool,
    /// Digits before the point, at least one, no needless zeros in front.
    pub whole: String,
    /// Digits after the point, may be empty.
    pub part: String,
}

impl Digits {
    /// `None` when the folded text is no plain decimal number.
    ///
    /// Separators must part groups of three or, as in 万, four digits: `1,2` may be a decimal
    /// comma and is refused.
    pub fn read(folded: &str) -> Option<Self> {
        let (negative, rest) = match folded.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, folded.strip_prefix('+').unwrap_or(folded)),
        };
        let (whole, part) = rest.split_once('.').unwrap_or((rest, ""));
        if whole.is_empty() && part.is_empty() {
            return None;
        }
        let mut groups = whole.split(',');
        let first = groups.next().unwrap_or_default();
        let grouped = whole.contains(',');
        if (grouped && first.is_empty()) || groups.any(|g| !matches!(g.len(), 3 | 4)) {
            return None;
        }
        let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit() || b == b',');
        if !digits(whole) || !digits(part) || part.contains(',') {
            return None;
        }
        let plain: String = whole.chars().filter(|c| *c != ',').collect();
        let plain = plain.trim_start_matches('0');
        let whole = if plain.is_empty() { "0" } else { plain }.to_owned();
        Some(Self {
            negative,
            whole,
            part: part.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers() {
        assert_eq!(integer("４"), Ok(4));
        assert_eq!(integer(" 1,200 "), Ok(1200));
        assert_eq!(integer("4.0"), Ok(4));
        assert_eq!(integer("-3"), Ok(-3));
        assert_eq!(integer("-0"), Ok(0));
        assert_eq!(decimal("3.5"), Ok(3.5));
        assert_eq!(decimal(".5"), Ok(0.5));
        assert_eq!(decimal("－１，２００．７５"), Ok(-1200.75));
    }

    #[test]
    fn refuses_the_rest() {
        assert_eq!(integer("4.5"), Err(NumberFault::NotWhole));
        assert_eq!(integer("99999999999999999999"), Err(NumberFault::TooLarge));
        assert_eq!(integer("").unwrap_err().code(), "missing");
        for bad in [
            "若干", "NaN", "1e999", "inf", "1,2", ",100", "1.2.3", ".", "--1", "1,,000",
        ] {
            assert_eq!(decimal(bad).unwrap_err().code(), "number", "{bad}");
        }
        assert_eq!(decimal(&"9".repeat(400)), Err(NumberFault::TooLarge));
    }
}
