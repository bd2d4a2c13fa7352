//! The rows of the menu: every screen and every command of the interface.
//!
//! To add one, add a row to [`ENTRIES`]. The ledgers need none: each has its list, written from
//! the dictionary; [`LEDGERS`] says under which heading it stands and what it is for.

mod entries;
mod ledgers;

pub use self::entries::ENTRIES;
pub use self::ledgers::LEDGERS;
use super::Cmd;
use super::shell::Door;

/// A row of the menu.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The heading it stands under.
    pub group: &'static str,
    /// What officers call it.
    pub label: &'static str,
    /// What it is for, in one line.
    pub what: &'static str,
    /// The key that does the same; may be empty.
    pub key: &'static str,
    /// Opens it.
    pub open: Door,
}

const fn entry(
    group: &'static str,
    label: &'static str,
    key: &'static str,
    what: &'static str,
    open: Door,
) -> Entry {
    Entry {
        group,
        label,
        what,
        key,
        open,
    }
}

/// The ledgers that the screens above list already.
pub const OWN_SCREEN: [&str; 6] = [
    "village",
    "household",
    "loan",
    "task",
    "case_file",
    "inspection",
];

/// The heading of ledgers that [`LEDGERS`] does not name.
pub const OTHERS: &str = "其他台账";

/// The rows that stand after the ledgers.
pub const LAST: &[Entry] = &[entry(
    "离开",
    "离开程序",
    "F10",
    "没保存的表会留着，下次接着填",
    |_| Cmd::quit(),
)];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::dictionary::Dictionary;

    #[test]
    fn every_listed_ledger_has_its_place_and_its_words() {
        let dictionary = Dictionary::built_in().expect("the dictionary");
        let named: Vec<&str> = LEDGERS
            .iter()
            .flat_map(|(_, rows)| rows.iter().map(|(key, _)| *key))
            .collect();
        let once: BTreeSet<&str> = named.iter().copied().collect();
        assert_eq!(once.len(), named.len(), "a ledger stands twice");
        let listed: BTreeSet<&str> = dictionary
            .ledgers()
            .iter()
            .map(|ledger| ledger.key.as_str())
            .filter(|key| !OWN_SCREEN.contains(key))
            .filter(|key| dictionary.find(key).is_some_and(|ledger| !ledger.inner))
            .collect();
        assert_eq!(once, listed);
    }
}
