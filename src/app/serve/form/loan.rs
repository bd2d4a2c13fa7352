//! 贷款事件: what does not fit the loan is refused at its field, with the reason.

use super::check::Findings;
use crate::app::Desk;
use crate::app::loan_event::of_values;
use crate::dictionary::Ledger;
use crate::domain::Value;
use crate::domain::loan::misfits;
use crate::port::FieldFault;
use crate::store::Result;

/// The fields that decide whether an event fits.
const MATTER: [&str; 6] = ["loan", "kind", "date", "amount", "due_on", "begins_on"];

/// Refuses an event that cannot be one of its loan.
pub(super) fn event(
    desk: &Desk,
    ledger: &Ledger,
    this: Option<i64>,
    (values, touched): (&[Value], &[usize]),
    findings: &mut Findings,
) -> Result<()> {
    // A remark on an old event may be mended, whatever else is wrong with it.
    let matters = MATTER.iter().filter_map(|key| ledger.position(key));
    if ledger.key != "loan_event" || !matters.into_iter().any(|at| touched.contains(&at)) {
        return Ok(());
    }
    let loan = ledger.position("loan").and_then(|at| values[at].int());
    let Some(loan) = loan else { return Ok(()) };
    let Some(mut held) = desk.store.loan_terms(desk.today, loan)? else {
        return Ok(());
    };
    held.events.retain(|event| Some(event.id) != this);
    let event = of_values(ledger, values, this.unwrap_or(i64::MAX), desk.today);
    for misfit in misfits(&held.contract, &held.events, &event) {
        let fault = FieldFault {
            key: misfit.field().to_owned(),
            message: misfit.told(),
        };
        if !findings.faults.iter().any(|known| known.key == fault.key) {
            findings.faults.push(fault);
        }
    }
    Ok(())
}
