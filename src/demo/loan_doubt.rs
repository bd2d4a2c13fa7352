//! Loans that an inspector would doubt: one of each kind, of households that nobody remembers.

use super::Fault;
use super::calendar::ago;
use super::household::Household;
use super::loan_plan::{Loan, Standing};

/// The faults that no loan has yet.
pub(super) struct Doubts(Vec<Fault>);

impl Doubts {
    pub(super) fn new() -> Self {
        Self(vec![
            Fault::WrongClass,
            Fault::ExtensionsOverlap,
            Fault::RepaidTooMuch,
            Fault::EventTooEarly,
            Fault::UserOutside,
            Fault::NoClass,
        ])
    }

    /// What is wrong with this loan: the first that it can have and no other has.
    pub(super) fn of(&mut self, household: &Household, loan: &Loan) -> Option<Fault> {
        if household.slot.remembered.is_some() || loan.company {
            return None;
        }
        let place = self.0.iter().position(|fault| fits(*fault, loan))?;
        Some(self.0.remove(place))
    }
}

fn fits(fault: Fault, loan: &Loan) -> bool {
    let left = (loan.due - ago(0)).num_days();
    match (fault, loan.standing) {
        // By 31 August it was overdue, and not for three months.
        (Fault::WrongClass, Standing::Overdue) => (-100..-30).contains(&left),
        (Fault::RepaidTooMuch | Fault::EventTooEarly, Standing::Settled(_)) => true,
        (Fault::ExtensionsOverlap, _) => loan.extended,
        (Fault::UserOutside | Fault::NoClass, Standing::Runs) => !loan.extended && left > 95,
        _ => false,
    }
}

/// What the bank calls a loan where that is wrong.
pub(super) const fn class(fault: Option<Fault>) -> Option<&'static str> {
    match fault {
        Some(Fault::NoClass) => Some(""),
        Some(Fault::WrongClass) => Some("01"),
        _ => None,
    }
}

/// Who uses the money where the borrower does not.
pub(super) const fn user(fault: Option<Fault>) -> &'static str {
    match fault {
        Some(Fault::UserOutside) => "谭世凯",
        _ => "",
    }
}
