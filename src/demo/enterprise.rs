//! Loans to co-operatives for the households that they carry (经营主体贷款, 带动户).

use super::Fault;
use super::calendar::{day, iso};
use super::emit::{Out, int, owned, text, yuan};
use super::household::Household;
use super::record::{CarriedRow, EnterpriseLoanRow};
use super::remembered::Remembered;
use super::share::Cooperatives;
use crate::domain::Value;

/// A village whose first co-operative has such a loan: its place, the amount in yuan, and the
/// households that were promised.
const LOANS: [(usize, i64, usize); 3] = [(0, 400_000, 8), (3, 600_000, 12), (4, 500_000, 10)];
/// 白马庙, where a contract has ended, one household too many makes up for it, and somebody who is
/// not registered stands in the list.
const BAIMAMIAO: usize = 0;
/// 青山, where a household has no contract, so that one is lacking.
const QINGSHAN: usize = 4;

/// The loans, with the households that the co-operatives carry; `invested` are those whose own loan
/// a co-operative uses.
pub(super) fn write<E>(
    households: &[Household],
    cooperatives: &Cooperatives,
    invested: &[i64],
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    for (nth, (village, amount, promised)) in LOANS.into_iter().enumerate() {
        let Some(cooperative) = cooperatives.first(village) else {
            continue;
        };
        let whom = carried(households, cooperatives, invested, (village, promised));
        let loan = out.put(EnterpriseLoanRow {
            cooperative: int(cooperative),
            contract: owned(format!("LDQY2016{:03}", nth + 1)),
            bank: text("岭东农商行"),
            amount: yuan(amount),
            lent_on: iso(day(2016, 7, 20)),
            due_on: iso(day(2019, 7, 20)),
            rate: Value::Real(4.75),
            subsidy_share: Value::Real(50.0),
            purpose: text("扩大生产，带动贫困户"),
            balance: yuan(amount / 2),
            as_of: iso(day(2018, 8, 31)),
            promised: int(i64::try_from(promised.min(whom.len())).unwrap_or(0)),
        })?;
        if village == QINGSHAN && !whom.is_empty() {
            out.plant::<EnterpriseLoanRow>(Fault::CarriedTooFew, loan, (0, ""));
        }
        for (place, household) in whom.into_iter().enumerate() {
            let shares = invested.contains(&household.key);
            one((village, loan, place), household, shares, out)?;
        }
    }
    Ok(())
}

/// Whom a co-operative carries: those with their loan in it first.
fn carried<'h>(
    households: &'h [Household],
    cooperatives: &Cooperatives,
    invested: &[i64],
    (village, promised): (usize, usize),
) -> Vec<&'h Household> {
    let here = households.iter().filter(|h| {
        let joined = h.joins() || invested.contains(&h.key);
        h.slot.village == village
            && joined
            && cooperatives.of(h).map(|(key, _)| *key) == cooperatives.first(village)
    });
    let mut all: Vec<&Household> = here.collect();
    all.sort_by_key(|h| !invested.contains(&h.key));
    let extra = usize::from(village == BAIMAMIAO);
    all.truncate(promised + extra);
    let outside = |h: &&Household| h.slot.village == village && !h.slot.state.registered();
    if village == BAIMAMIAO {
        all.extend(households.iter().find(outside));
    }
    all
}

fn one<E>(
    (village, loan, place): (usize, i64, usize),
    household: &Household,
    shares: bool,
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    let registered = household.slot.state.registered();
    let fault = match (village, place) {
        (BAIMAMIAO, _) if !registered => Some(Fault::CarriedUnregistered),
        (BAIMAMIAO, 1) => Some(Fault::CarriedExpired),
        (QINGSHAN, 1) => Some(Fault::CarriedNoAgreement),
        _ if household.is(Remembered::XiongDagui) => Some(Fault::CarriedUnpaid),
        _ => None,
    };
    let (agreement, signed) = match fault {
        Some(Fault::CarriedNoAgreement) => (Value::Empty, Value::Empty),
        _ => (
            owned(format!("DD2016{:04}", household.key)),
            iso(day(2016, 7, 28)),
        ),
    };
    let key = out.put(CarriedRow {
        enterprise_loan: int(loan),
        household: int(household.key),
        how: text(match (shares, place % 2) {
            (true, _) => "02",
            (_, 0) => "03",
            _ => "01",
        }),
        agreement,
        agreement_on: signed,
        until: iso(match fault {
            Some(Fault::CarriedExpired) => day(2018, 7, 27),
            _ => day(2019, 7, 20),
        }),
        yearly: yuan(if shares { 4_800 } else { 2_000 }),
    })?;
    if let Some(fault) = fault {
        out.plant::<CarriedRow>(fault, key, household.named());
    }
    Ok(())
}
