//! 小额信贷 as a whole: the month's report, notices, rosters, words for the group chat.

pub(super) mod month;
mod papers;

use std::collections::HashSet;

use super::page::reach;
use super::select::chosen;
use crate::app::Desk;
use crate::domain::page::{LoanFilter, LoanGroup, LoanGrouping, LoanRow};
use crate::port::lending::Lent;
use crate::port::{Fault, FaultKind, LendingReply, LendingRequest, Reply, Scope};

pub(super) fn answer(desk: &mut Desk, request: LendingRequest) -> Result<Reply, Fault> {
    match request {
        LendingRequest::Month(month, scope) => {
            let found = month::month(desk, month, scope)?;
            Ok(Reply::Lending(LendingReply::Month(Box::new(found))))
        }
        LendingRequest::Notices(lent, folder) => papers::notices(desk, &lent, &folder),
        LendingRequest::Roster(lent, folder) => papers::roster(desk, &lent, &folder),
        LendingRequest::Words(lent, folder) => papers::words(desk, &lent, folder.as_deref()),
    }
}

/// Loans of a village.
pub(super) type OfVillage = (LoanGroup, Vec<LoanRow>);

/// The loans that were chosen, by village.
fn by_village(desk: &mut Desk, lent: &Lent) -> Result<Vec<OfVillage>, Fault> {
    let ledger = desk.dictionary.find("loan").map(|found| found.id);
    let ledger = ledger.ok_or("数据字典里没有小额信贷，请重新安装程序")?;
    let only = match &lent.village {
        Some(name) => Some(village_named(desk, name)?),
        None => None,
    };
    let keys: HashSet<i64> = chosen(desk, ledger, &lent.rows)?.iter().copied().collect();
    let page = desk.store.loans(
        &reach(desk, Scope::Township),
        LoanFilter::All,
        None,
        Some(&keys),
        (LoanGrouping::Village, 0, usize::MAX),
    )?;
    let mut rows = page.rows.into_iter();
    let mut villages = Vec::new();
    for heading in page.headings {
        let group = heading.group;
        let own: Vec<LoanRow> = rows.by_ref().take(group.loans.len()).collect();
        if only.as_ref().is_none_or(|only| *only == group.label) {
            villages.push((group, own));
        }
    }
    Ok(villages)
}

/// The name of the village that was meant, with or without 村.
fn village_named(desk: &Desk, name: &str) -> Result<String, Fault> {
    let mut villages = desk.store.villages_by_key()?.into_iter();
    let meant = |known: &str| known == name || known.trim_end_matches('村') == name;
    let found = villages.find(|(_, known)| meant(known));
    found.map(|(_, known)| known).ok_or_else(|| {
        Fault::new(
            FaultKind::Usage,
            format!("台账里没有「{}」这个村", crate::domain::text::show(name)),
        )
    })
}
