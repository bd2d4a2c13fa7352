//! Money in whole 分; no floating point anywhere.
use std::fmt;
use std::iter::Sum;

use serde::{Deserialize, Serialize};

use super::number::Digits;
use super::problem::code;
use super::text;

/// An amount in 分 (1/100 元); may be negative, callers decide what they allow.
///
/// `Display` is in 元: `1200`, `1200.50`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Fen(pub i64);

/// The unit a column's figures are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// 元
    Yuan,
    /// 万元
    WanYuan,
}

/// Why a text is no amount; every one has code `number`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum MoneyFault {
    /// Blank, 无, `-`, `/`.
    #[error("没有填写金额")]
    Missing,
    /// Not written as an amount.
    #[error("金额不是数，请只填数字")]
    NotNumber,
    /// Beyond a million 亿 元.
    #[error("金额过大，请核对")]
    TooLarge,
}

impl MoneyFault {
    /// The stable word for `--json` (see [`code`]).
    #[must_use]
    pub const fn code(self) -> &'static str {
        code::NUMBER
    }
}

impl Unit {
    /// 分 in one of this unit.
    #[must_use]
    pub const fn fen(self) -> i64 {
        match self {
            Self::Yuan => 100,
            Self::WanYuan => 1_000_000,
        }
    }

    /// The officer's word: 元 or 万元.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::WanYuan => "万元",
        }
    }

    /// Decimal places of one 分 in this unit.
    const fn places(self) -> usize {
        match self {
            Self::Yuan => 2,
            Self::WanYuan => 6,
        }
    }
}

impl Fen {
    /// Whole 元; `None` when it cannot be held.
    #[must_use]
    pub const fn from_yuan(yuan: i64) -> Option<Self> {
        match yuan.checked_mul(100) {
            Some(fen) => Some(Self(fen)),
            None => None,
        }
    }

    /// The sum; `None` when it cannot be held.
    #[must_use]
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(fen) => Some(Self(fen)),
            None => None,
        }
    }

    /// The difference; `None` when it cannot be held.
    #[must_use]
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(fen) => Some(Self(fen)),
            None => None,
        }
    }

    /// The exact amount in `unit`, without needless zeros: `5`, `5.05`; 元 always has none or two places.
    #[must_use]
    pub fn in_unit(self, unit: Unit) -> String {
        let (scale, places) = (unit.fen().unsigned_abs(), unit.places());
        let (whole, part) = (self.0.unsigned_abs() / scale, self.0.unsigned_abs() % scale);
        let sign = if self.0 < 0 { "-" } else { "" };
        if part == 0 {
            return format!("{sign}{whole}");
        }
        let text = format!("{sign}{whole}.{part:0places$}");
        match unit {
            Unit::Yuan => text,
            Unit::WanYuan => text.trim_end_matches('0').to_owned(),
        }
    }
}

impl Fen {
    /// 3万元, 21600元; whole 千 of a 万 stay 万 (3.5万元).
    #[must_use]
    pub fn said(self) -> String {
        const WAN: i64 = 1_000_000;
        if self.0 != 0 && self.0 % (WAN / 10) == 0 && self.0.abs() >= WAN {
            return format!("{}万元", self.in_unit(Unit::WanYuan));
        }
        format!("{self}元")
    }
}

impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.in_unit(Unit::Yuan))
    }
}

impl Sum for Fen {
    /// Saturates; amounts are bounded by [`read`] so that no real sum does.
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self(0), |sum, fen| Self(sum.0.saturating_add(fen.0)))
    }
}

/// Reads an amount; `unit` holds unless the text names its own (`5万`, `300元`).
///
/// Takes thousands separators, ￥ or ¥, full-width digits and blanks; below one 分 it rounds
/// half away from zero. Exponents are refused: Excel shows them when it has lost digits.
pub fn read(raw: &str, unit: Unit) -> Result<Fen, MoneyFault> {
    if text::is_nothing(raw) {
        return Err(MoneyFault::Missing);
    }
    let folded = text::compact(raw);
    let (folded, negative) = match folded.strip_prefix(['-', '−']) {
        Some(rest) => (rest, true),
        None => (folded.as_ref(), false),
    };
    let sum = folded
        .trim_start_matches(['¥', '￥'])
        .trim_start_matches("人民币");
    let (sum, unit) = own_unit(sum, unit);
    let digits = Digits::read(sum).ok_or(MoneyFault::NotNumber)?;
    if negative && digits.negative {
        return Err(MoneyFault::NotNumber);
    }
    let fen = exact(&digits, unit.places()).ok_or(MoneyFault::TooLarge)?;
    Ok(Fen(if negative || digits.negative {
        -fen
    } else {
        fen
    }))
}

fn own_unit(sum: &str, unit: Unit) -> (&str, Unit) {
    let sum = sum.strip_suffix('整').unwrap_or(sum);
    if let Some(sum) = sum.strip_suffix("万元").or_else(|| sum.strip_suffix('万')) {
        return (sum, Unit::WanYuan);
    }
    match sum.strip_suffix(['元', '圆', '块']) {
        Some(sum) => (sum, Unit::Yuan),
        None => (sum, unit),
    }
}

/// The digits as 分 with `places` decimal places; `None` past 10¹⁶ 分.
fn exact(digits: &Digits, places: usize) -> Option<i64> {
    if digits.whole.len() + places > 16 {
        return None;
    }
    let mut fen: i64 = digits.whole.parse().ok()?;
    let mut part = digits.part.bytes();
    for _ in 0..places {
        let digit = part.next().map_or(0, |b| i64::from(b - b'0'));
        fen = fen.checked_mul(10)?.checked_add(digit)?;
    }
    let up = part.next().is_some_and(|b| b >= b'5');
    Some(fen + i64::from(up))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_the_spellings_met_in_sheets() {
        for (raw, fen) in [
            ("￥50,000.00", 5_000_000),
            ("３００００", 3_000_000),
            (" 30000 ", 3_000_000),
            ("¥ 1，200.5 元", 120_050),
            ("5万", 5_000_000),
            ("5万元", 5_000_000),
            ("0.00005万", 50),
            ("-1", -100),
            ("￥-1", -100),
            ("-￥1", -100),
            ("0.005", 1),
            ("-0.005", -1),
            ("0.004", 0),
            (".5", 50),
            ("0", 0),
        ] {
            assert_eq!(read(raw, Unit::Yuan), Ok(Fen(fen)), "{raw}");
        }
        assert_eq!(read("5", Unit::WanYuan), Ok(Fen(5_000_000)));
        assert_eq!(read("50000元", Unit::WanYuan), Ok(Fen(5_000_000)));
        assert_eq!(read("1.234567", Unit::WanYuan), Ok(Fen(1_234_567)));
    }

    #[test]
    fn refuses_the_rest() {
        for bad in [
            "若干", "NaN", "1e999", "5E+4", "", "万", "元", "--1", "-￥-1", "1,2", "五万",
        ] {
            assert_eq!(read(bad, Unit::Yuan).unwrap_err().code(), "number", "{bad}");
        }
        assert_eq!(
            read("99999999999999999", Unit::Yuan),
            Err(MoneyFault::TooLarge)
        );
    }

    #[test]
    fn prints_without_noise() {
        assert_eq!(Fen(120_000).to_string(), "1200");
        assert_eq!(Fen(120_050).to_string(), "1200.50");
        assert_eq!(Fen(-5).to_string(), "-0.05");
        assert_eq!(Fen(5_050_000).in_unit(Unit::WanYuan), "5.05");
        assert_eq!(Fen(i64::MIN).to_string(), "-92233720368547758.08");
        assert_eq!([Fen(1), Fen(2)].into_iter().sum::<Fen>(), Fen(3));
    }

    proptest! {
        #[test]
        fn round_trips(fen in -10_000_000_000_000i64..10_000_000_000_000) {
            for unit in [Unit::Yuan, Unit::WanYuan] {
                prop_assert_eq!(read(&Fen(fen).in_unit(unit), unit), Ok(Fen(fen)));
            }
        }

        #[test]
        fn never_panics(raw in "\\PC{0,16}") {
            let _ = read(&raw, Unit::WanYuan);
        }
    }
}
