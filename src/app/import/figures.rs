//! The figures of the policy pack that an import looks at.

use crate::domain::{Fen, PartialDate};
use crate::policy::Packs;

/// Where the township names its pack; without one these hold.
pub const DEFAULT_PACK: &str = "national-2016";

/// Figures that hold at a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoanFigures {
    /// The most that a household may borrow.
    pub cap: Option<Fen>,
    /// The longest term in months.
    pub months: Option<u32>,
    /// The youngest borrower, in years.
    pub youngest: u32,
    /// The oldest borrower, in years.
    pub oldest: u32,
}

/// The figures of one pack, ready to be asked row by row.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    by_date: Vec<(PartialDate, &'static str, f64)>,
}

const NAMES: [&str; 4] = ["贷款上限", "贷款期限", "借款年龄下限", "借款年龄上限"];

impl Figures {
    /// Takes the figures of a pack, or of the national one where the pack has none.
    #[must_use]
    pub fn of(packs: &Packs, pack: &str) -> Self {
        let mut by_date = Vec::new();
        for name in NAMES {
            let own = packs
                .figure_of(pack, name)
                .or_else(|| packs.figure_of(DEFAULT_PACK, name));
            for value in own.into_iter().flat_map(|figure| &figure.values) {
                by_date.push((value.from, name, value.value));
            }
        }
        by_date.sort_by_key(|(from, ..)| *from);
        Self { by_date }
    }

    /// The figures that hold on the day of lending; the last ones where it is unknown.
    #[must_use]
    pub fn at(&self, date: Option<PartialDate>) -> LoanFigures {
        let find = |name: &str| {
            let held = |entry: &&(PartialDate, &str, f64)| {
                entry.1 == name && date.is_none_or(|date| entry.0 <= date)
            };
            self.by_date
                .iter()
                .rev()
                .find(held)
                .map(|(.., value)| *value)
        };
        LoanFigures {
            cap: find("贷款上限").and_then(|yuan| Fen::from_yuan(whole(yuan))),
            months: find("贷款期限").and_then(|months| u32::try_from(whole(months)).ok()),
            youngest: find("借款年龄下限")
                .and_then(|age| u32::try_from(whole(age)).ok())
                .unwrap_or(0),
            oldest: find("借款年龄上限")
                .and_then(|age| u32::try_from(whole(age)).ok())
                .unwrap_or(u32::MAX),
        }
    }
}

/// Figures of these kinds are whole numbers; a pack that writes halves is read downwards.
#[expect(
    clippy::cast_possible_truncation,
    reason = "figures of policies are small; f64 is how TOML has them"
)]
fn whole(value: f64) -> i64 {
    value.floor() as i64
}
