//! Sums of a household's year: parts against their total, total against the figure per head.

use super::books::Books;
use super::judge::Judge;
use super::put::value_of;
use crate::domain::problem::code;
use crate::domain::{Fen, Value};

/// Sheets round to whole yuan per head; in fen.
const ROUNDING: i64 = 100;

/// 年收入 and its parts, 纯收入 and its parts (全国扶贫开发信息系统 AAC071–AAC082).
const GROSS: [&str; 4] = ["wage", "business", "property", "transfer"];

impl<B: Books> Judge<'_, B> {
    /// Names sums that do not agree, where the row has all their parts.
    pub(super) fn check_income(&mut self, fields: &[(usize, Value)], row: u32) {
        let year = self.books.dictionary().ledger(self.places.year.ledger);
        let get = |key: &str| {
            year.position(key)
                .and_then(|place| value_of(fields, place).int())
        };
        let parts: Option<i64> = GROSS.iter().map(|key| get(key)).sum();
        let mut wrong = Vec::new();
        if let (Some(parts), Some(gross)) = (parts, get("gross"))
            && (parts - gross).abs() > ROUNDING
        {
            wrong.push(format!(
                "四项收入合计{}元，年收入写{}元",
                Fen(parts),
                Fen(gross)
            ));
        }
        if let (Some(gross), Some(expense), Some(net)) =
            (get("gross").or(parts), get("expense"), get("net"))
            && (gross - expense - net).abs() > ROUNDING
        {
            wrong.push(format!(
                "收入减支出为{}元，纯收入写{}元",
                Fen(gross - expense),
                Fen(net)
            ));
        }
        let people = get("population").filter(|people| *people > 0);
        if let (Some(net), Some(people), Some(head)) = (get("net"), people, get("net_per_head"))
            && (net / people - head).abs() > ROUNDING
        {
            wrong.push(format!(
                "纯收入除以{people}人为{}元，人均写{}元",
                Fen(net / people),
                Fen(head)
            ));
        }
        for message in wrong {
            self.tally
                .warn(row, None, code::INCOME_SUM, format!("{message}，请核对"));
        }
    }
}
