//! The files of the dictionary inside the program; a test checks that none is left out.

use super::load::Source;

macro_rules! files {
    ($folder:expr; $($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!($folder, "/", $name)))),*]
    };
}

/// Every file of `assets/dictionary`, in the order of the ledgers, as `build.rs` rewrote it in JSON.
pub(super) const FILES: &[Source] = files![
    concat!(env!("OUT_DIR"), "/dictionary");
    "codes.toml",
    "village.toml",
    "household.toml",
    "household_year.toml",
    "income_line.toml",
    "person.toml",
    "unit.toml",
    "helper.toml",
    "pairing.toml",
    "post.toml",
    "visit.toml",
    "measure.toml",
    "loan.toml",
    "loan_event.toml",
    "person_change.toml",
    "household_change.toml",
    "task.toml",
    "task_village.toml",
    "plan.toml",
    "appeal.toml",
    "relief.toml",
    "donation.toml",
    "case_file.toml",
    "case_item.toml",
    "case_step.toml",
    "objection.toml",
    "evidence.toml",
    "own_field.toml",
    "own_value.toml",
];

/// Every file under `assets/dictionary/facts`, in TOML: a start reads none of them. The name of a
/// file is its ledger's key.
pub(super) const FACTS: &[Source] = files![
    "../../assets/dictionary";
    "facts/village.toml",
    "facts/household.toml",
    "facts/person.toml",
    "facts/helper.toml",
    "facts/loan.toml",
];
