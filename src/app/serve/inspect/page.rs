//! One inspection with everything that its screen shows.

use super::checklist::packs;
use super::score;
use crate::app::Desk;
use crate::domain::page::InspectPage;
use crate::port::Fault;

/// One inspection.
pub(super) fn page(desk: &mut Desk, id: i64) -> Result<InspectPage, Fault> {
    let row = desk.store.inspect_row(id)?;
    let packs = packs(desk);
    let mut items = desk.store.inspect_items(id)?;
    for item in &mut items {
        item.title = match packs.checklist(&item.checklist) {
            Some((_, checklist)) => checklist.title.clone(),
            None => item.checklist.clone(),
        };
    }
    let scores = score::scores(desk, id, &items)?;
    Ok(InspectPage { row, items, scores })
}
