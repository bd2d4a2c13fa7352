//! `fupin loans compare`: the banks' lists of subsidies against what was worked out.

use std::io;

use crate::cli::{Exit, Output};
use crate::domain::Fen;
use crate::domain::loan::Compared;
use crate::port::LoanComparison;

/// Tells every line as JSON; to a reader those that differ, and the sums.
pub(super) fn told(comparison: &LoanComparison, out: &mut Output<'_>) -> io::Result<Exit> {
    if out.json {
        return out.json(&comparison.lines).map(|()| Exit::Done);
    }
    for one in comparison.lines.iter().filter(|line| line.differs()) {
        let place = format!("{}{}", one.village, one.group);
        let told = match &one.lacking {
            Some(lacking) => lacking.clone(),
            None => line(&one.compared),
        };
        out.line(&format!(
            "{}  {}  {place}  {}  {told}",
            one.loan, one.borrower, one.bank
        ))?;
    }
    let (ours, theirs, differing) = comparison.sums();
    out.say(&format!(
        "清单{}条，不同{differing}条；贴息测算{ours}元，清单{theirs}元，差{}元",
        comparison.lines.len(),
        Fen(theirs.0 - ours.0)
    ))?;
    Ok(Exit::Done)
}

/// A period, as worked out and as listed.
pub(super) fn line(compared: &Compared) -> String {
    let listed = match &compared.listed {
        Some(_) => format!("清单{}元", compared.theirs),
        None => "清单没有".to_owned(),
    };
    let why = match compared.why() {
        why if why.is_empty() => "相符".to_owned(),
        why => why,
    };
    format!(
        "{}至{}  测算{}元  {listed}  差{}元  {why}",
        compared.begins, compared.ends, compared.ours, compared.difference
    )
}
