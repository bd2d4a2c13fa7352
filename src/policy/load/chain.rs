//! Checks how packs rest on each other.

use std::collections::BTreeSet;

use super::PolicyError;
use crate::policy::pack::Pack;

/// Every pack beneath this one is there, and none comes twice.
pub(super) fn check(pack: &Pack, packs: &[Pack]) -> Result<(), PolicyError> {
    let mut seen = BTreeSet::from([pack.id.as_str()]);
    let mut upper = pack;
    while let Some(base) = &upper.extends {
        let Some(lower) = packs.iter().find(|pack| pack.id == *base) else {
            return Err(PolicyError::NoBase {
                pack: upper.id.clone(),
                base: base.clone(),
            });
        };
        if !seen.insert(&lower.id) {
            return Err(PolicyError::Circle {
                pack: lower.id.clone(),
            });
        }
        upper = lower;
    }
    let beneath = |id: &String| {
        let lower = packs.iter().filter(|lower| lower.id != pack.id);
        let mut lower = lower.filter(|lower| seen.contains(lower.id.as_str()));
        lower.any(|lower| lower.has(id))
    };
    match pack.drops.iter().find(|id| !beneath(id)) {
        None => Ok(()),
        Some(rule) => Err(PolicyError::NothingToDrop {
            pack: pack.id.clone(),
            rule: rule.clone(),
        }),
    }
}
