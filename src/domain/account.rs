//! Bank accounts and cards.
use super::problem::code;
use super::text;

/// An account as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRead {
    /// The digits; the folded text when it is no account; empty when absent.
    pub text: String,
    /// What is wrong with it.
    pub fault: Option<AccountFault>,
}

/// What is wrong with an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum AccountFault {
    /// Scientific notation, or cut to 15 significant digits.
    #[error("银行账号已被 Excel 损坏（变成科学计数或末几位变 0），请重新录入，单元格先设为文本")]
    Damaged,
    /// Not 12 to 30 digits.
    #[error("银行账号应为 12 至 30 位数字")]
    Length,
    /// A card number whose last digit does not fit: a warning, some old books have none.
    #[error("银行卡号校验位不符，可能录错一位，请核对")]
    CheckDigit,
}

impl AccountFault {
    /// The stable word for `--json` (see [`code`]).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Damaged => code::ACCOUNT_DAMAGED,
            Self::Length => code::ACCOUNT,
            Self::CheckDigit => code::ACCOUNT_CHECK_DIGIT,
        }
    }
}

/// Reads a cell: blanks and dashes out, full-width digits folded.
///
/// The check digit (Luhn, ISO/IEC 7812) is looked at for cards only, 16 to 19 digits from 3 up:
/// passbooks of rural credit co-operatives carry none.
#[must_use]
pub fn read(raw: &str) -> AccountRead {
    if text::is_nothing(raw) {
        return AccountRead {
            text: String::new(),
            fault: None,
        };
    }
    let folded = text::compact(raw);
    let digits: String = folded.chars().filter(|c| !matches!(c, '-' | '—')).collect();
    let fault = if text::is_scientific(&folded) {
        Some(AccountFault::Damaged)
    } else if !matches!(digits.len(), 12..=30) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        Some(AccountFault::Length)
    } else {
        check(&digits)
    };
    let text = match fault {
        Some(AccountFault::Damaged | AccountFault::Length) => folded.into_owned(),
        _ => digits,
    };
    AccountRead { text, fault }
}

/// Stars and the last four digits.
#[must_use]
pub fn masked(account: &str) -> String {
    text::mask(account, 0, 4)
}

fn check(digits: &str) -> Option<AccountFault> {
    let card = matches!(digits.len(), 16..=19) && digits.starts_with(['3', '4', '5', '6', '9']);
    if card && luhn(digits) {
        return None;
    }
    // Excel keeps 15 digits; fewer than two zeros behind them prove nothing.
    let cut = digits
        .get(15..)
        .is_some_and(|tail| tail.len() >= 2 && tail.bytes().all(|b| b == b'0'));
    match (cut, card) {
        (true, _) => Some(AccountFault::Damaged),
        (false, true) => Some(AccountFault::CheckDigit),
        (false, false) => None,
    }
}

fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, b)| {
            let twice = u32::from(b - b'0') << (i % 2);
            twice / 10 + twice % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(raw: &str) -> Option<&'static str> {
        read(raw).fault.map(AccountFault::code)
    }

    #[test]
    fn reads_cards_and_passbooks() {
        assert_eq!(fault("6299992365022852676"), None);
        assert_eq!(
            read(" 6299 9923 6502 2852 676\t").text,
            "6299992365022852676"
        );
        assert_eq!(fault("810000123456"), None);
        assert_eq!(read("-").text, "");
        assert_eq!(masked("6299992365022852676"), "***************2676");
    }

    #[test]
    fn names_faults() {
        assert_eq!(fault("6299992365022852677"), Some("account-check-digit"));
        assert_eq!(fault("6299379703144"), None);
        assert_eq!(fault("6299379704143708538"), Some("account-check-digit"));
        assert_eq!(fault("6.29912E+18"), Some("account-damaged"));
        assert_eq!(fault("6299992365022850000"), Some("account-damaged"));
        assert_eq!(fault("12345"), Some("account"));
        assert_eq!(fault("农商行62999923650"), Some("account"));
    }
}
