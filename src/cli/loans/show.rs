//! `fupin loans show`: one loan worked out.

use std::io;

use super::compare;
use crate::cli::{Exit, Output};
use crate::domain::loan::{Period, Sums};
use crate::port::{LoanCourse, Reckoned};

/// Tells it, as JSON where that is asked for.
pub(super) fn told(course: &LoanCourse, out: &mut Output<'_>) -> io::Result<Exit> {
    if out.json {
        return out.json(course).map(|()| Exit::Done);
    }
    out.line(&super::told(&course.loan))?;
    if let Some(balance) = course.balance {
        out.line(&format!("测算余额{}元（截至{}）", balance, course.as_of))?;
    }
    match (&course.reckoned, &course.lacking) {
        (Some(reckoned), _) => schedule(reckoned, out)?,
        (None, Some(lacking)) => out.say(lacking)?,
        (None, None) => {}
    }
    for event in &course.events {
        let parts = [
            event.date.clone().unwrap_or_default(),
            event.kind.clone(),
            event.amount.map_or(String::new(), |sum| format!("{sum}元")),
            event
                .due
                .as_ref()
                .map_or(String::new(), |due| format!("到期{due}")),
            event.source.clone().unwrap_or_default(),
        ];
        out.line(&joined(&parts))?;
    }
    Ok(Exit::Done)
}

fn schedule(reckoned: &Reckoned, out: &mut Output<'_>) -> io::Result<()> {
    let terms = &reckoned.terms;
    out.line(&format!(
        "测算：{} 结息日{}日，年利率{}%，贴息{}%；{}",
        terms.method.word(),
        terms.day,
        terms.rate.percent(),
        terms.share.percent(),
        reckoned.rule
    ))?;
    for note in &reckoned.notes {
        out.line(&format!("说明：{note}"))?;
    }
    out.line(&format!(
        "现在每月自付{}元，不贴息每月{}元，贴息到{}止",
        reckoned.month_now, reckoned.month_after, reckoned.subsidised_until
    ))?;
    if let Some(unpaid) = reckoned.unpaid {
        out.line(&format!("欠息{}元", unpaid.amount))?;
    }
    for period in &reckoned.periods {
        out.line(&line(period))?;
    }
    out.line(&sums("已结", &reckoned.settled))?;
    out.line(&sums("全部", &reckoned.total))?;
    for compared in &reckoned.compared {
        out.line(&compare::line(compared))?;
    }
    Ok(())
}

fn line(period: &Period) -> String {
    let parts = period.segments.iter();
    let parts: Vec<String> = parts
        .map(|part| {
            format!(
                "{}元{}%×{}天",
                part.principal,
                part.rate.percent(),
                part.days
            )
        })
        .collect();
    let late = if period.overdue { "逾期" } else { "" };
    format!(
        "{}至{}  {}天  {}  利息{}  贴息{}  自付{}  {}{late}",
        period.begins,
        period.ends,
        period.days,
        parts.join("+"),
        period.interest,
        period.subsidy,
        period.household,
        period.state.word()
    )
}

fn sums(word: &str, sums: &Sums) -> String {
    format!(
        "{word}  利息{}元  贴息{}元  自付{}元",
        sums.interest, sums.subsidy, sums.household
    )
}

fn joined(parts: &[String]) -> String {
    let filled: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    filled.join("  ")
}
