//! The packs inside the program; a test checks that none is left out.

use super::load::Source;

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!(env!("OUT_DIR"), "/policies/", $name)))),*]
    };
}

/// Every file under `assets/policies` as `build.rs` rewrote it in JSON, in the order that officers are
/// offered them.
pub(super) const FILES: &[Source] = files![
    "national-2021.toml",
    "national-2016.toml",
    "hubei-2016.toml",
    "hebei-2019.toml",
    "liaoning-2016.toml",
    "henan-2014.toml",
    "huaian-2008.toml",
];
