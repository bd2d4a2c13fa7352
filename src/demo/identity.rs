//! Numbers that nobody has: area 421099, telephones with a row of zeros, cards of no bank.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use crate::domain::Sex;

/// The area of every number; no county has it.
pub(super) const AREA: &str = "421099";
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
/// Sequence numbers of one day and sex.
const A_DAY: u32 = 499;

/// Hands out identity numbers, telephones and cards, none twice.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    given: HashMap<(NaiveDate, bool), u32>,
    phones: u32,
    accounts: u64,
}

impl Numbers {
    /// The next identity number of that birth date and sex; a day that has none left passes the
    /// birth on to the next one, which comes back with the number.
    pub(super) fn id(&mut self, mut birth: NaiveDate, sex: Sex) -> (String, NaiveDate) {
        let male = sex == Sex::Male;
        loop {
            let given = self.given.entry((birth, male)).or_insert(0);
            if *given >= A_DAY {
                birth = super::calendar::add(birth, -1);
                continue;
            }
            // A step prime to 499 from a start of its own: neighbours do not count up.
            let start = birth.num_days_from_ce().unsigned_abs() * 37;
            let sequence = (start + *given * 151) % A_DAY;
            *given += 1;
            let number = with_check(birth, sequence * 2 + u32::from(male) + 2 * u32::from(!male));
            // 000 at the end reads as if a spreadsheet had cut it.
            if !number.ends_with("000") {
                return (number, birth);
            }
        }
    }

    /// The next mobile number.
    pub(super) fn phone(&mut self) -> String {
        const FRONT: [&str; 10] = [
            "130", "131", "135", "136", "137", "138", "150", "158", "159", "187",
        ];
        self.phones += 1;
        let mixed = u64::from(self.phones) * 7919 % 1_000_003;
        let front = FRONT[self.phones as usize % FRONT.len()];
        // Beyond a million the zeros give way.
        let round = u64::from(self.phones) / 1_000_003;
        format!("{front}{round:02}{:06}", mixed % 1_000_000)
    }

    /// The next card number, with the check digit of ISO/IEC 7812.
    pub(super) fn account(&mut self) -> String {
        self.accounts += 1;
        let body = format!("62109900{:010}", self.accounts * 7 + 1_000_003);
        let sum: u32 = body
            .bytes()
            .rev()
            .enumerate()
            .map(|(at, byte)| {
                let digit = u32::from(byte - b'0');
                match (at % 2, digit * 2) {
                    (0, double) if double > 9 => double - 9,
                    (0, double) => double,
                    _ => digit,
                }
            })
            .sum();
        format!("{body}{}", (10 - sum % 10) % 10)
    }
}

fn with_check(birth: NaiveDate, sequence: u32) -> String {
    let front = format!("{AREA}{}{sequence:03}", birth.format("%Y%m%d"));
    let sum: u32 = front
        .bytes()
        .zip(WEIGHTS)
        .map(|(byte, weight)| u32::from(byte - b'0') * weight)
        .sum();
    let check = CHECKS[(sum % 11) as usize];
    format!("{front}{check}")
}
