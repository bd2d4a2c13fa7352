//! Duties of the calendar, and who is responsible.

use super::duty::standing;
use crate::app::Desk;
use crate::app::rules::Within;
use crate::policy::{Dated, Period, RuleBook};
use crate::port::Fault;
use crate::port::rule::DutyLine;
use crate::store::{Reach, Signed, SubjectRow};

/// How a duty is called when it is signed off.
#[derive(Clone, Copy, Debug)]
pub(super) struct DueOn<'a> {
    /// The rule's full name.
    pub rule: &'a str,
    /// The key of the subject's ledger, and the subject.
    pub subject: Option<(&'a str, i64)>,
    /// The day that it is due, or the period of the calendar.
    pub period: &'a str,
}

/// The duties of the calendar that are shown today.
pub(super) fn calendar(
    desk: &Desk,
    book: &RuleBook,
    within: &Within,
    signed: &Signed,
) -> Result<Vec<DutyLine>, Fault> {
    let mut lines = Vec::new();
    for dated in &book.calendar {
        let Some(period) = dated.entry.shown(desk.today) else {
            continue;
        };
        if !dated.entry.each_village {
            lines.extend(one(desk, dated, period, None, signed)?);
            continue;
        }
        let villages = desk.store.villages_asked(book, dated, desk.today)?;
        for (id, name) in villages {
            let row = SubjectRow {
                id,
                household: None,
                village: Some(id),
            };
            if within.has(&row) {
                lines.extend(one(desk, dated, period, Some((id, name)), signed)?);
            }
        }
    }
    Ok(lines)
}

fn one(
    desk: &Desk,
    dated: &Dated,
    period: Period,
    village: Option<(i64, String)>,
    signed: &Signed,
) -> Result<Option<DutyLine>, Fault> {
    let (rule, name) = (dated.name(), period.name(dated.entry.every));
    let id = village.as_ref().map(|(id, _)| *id);
    let due = match signed.of(&rule, id.map(|id| ("village", id)), &name) {
        None => Some(period.due),
        Some(None) => return Ok(None),
        Some(until) => until,
    };
    if let Some(key) = &dated.entry.done_by
        && desk
            .store
            .recorded_within((key, &dated.entry.sets), id, (period.first, period.last))?
    {
        return Ok(None);
    }
    let (days, state) = standing(desk.today, due);
    let village = village.map(|(_, name)| name).unwrap_or_default();
    Ok(Some(DutyLine {
        rule,
        subject: if id.is_some() { "村" } else { "镇" }.to_owned(),
        ledger: id
            .and(desk.dictionary.find("village"))
            .map(|found| found.id),
        subject_id: id,
        household: None,
        name: village.clone(),
        place: village.clone(),
        village,
        title: dated.entry.title.clone(),
        detail: String::new(),
        responsible: responsible(desk, &dated.entry.who, None, id)?,
        due: due.map(|day| day.to_string()),
        time: None,
        days,
        state,
        done_by: dated.entry.done_by.clone(),
        period: name,
        source: format!("{} {}", dated.pack, dated.entry.source),
    }))
}

/// The name of whoever is responsible, where the book knows it; else the post.
pub(super) fn responsible(
    desk: &Desk,
    who: &str,
    household: Option<i64>,
    village: Option<i64>,
) -> Result<String, Fault> {
    let reach = Reach::township(desk.today);
    let named = match (who, household, village) {
        ("本人", ..) => desk.operator.name.clone(),
        ("帮扶责任人", Some(household), _) => desk.store.helper_of(&reach, household)?,
        (_, _, Some(village)) => desk.store.post_holder(&reach, village, who)?,
        _ => String::new(),
    };
    Ok(if named.is_empty() {
        who.to_owned()
    } else {
        named
    })
}
