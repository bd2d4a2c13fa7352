//! 教育资助 by term, and 两后生 of this summer.

use chrono::NaiveDate;

use super::Fault;
use super::calendar::{add, day, iso, school_age};
use super::emit::{Out, int, text, yes, yuan};
use super::household::Household;
use super::member::Member;
use super::record::{GrantRow, LeaverRow, PersonRow};
use crate::domain::Value;

/// What a student of a household was granted, and who left school.
pub(super) fn write<E>(household: &Household, out: &mut Out<'_, E>) -> Result<(), E> {
    if !household.slot.state.registered() {
        return Ok(());
    }
    for member in household.members.iter().filter(|m| m.present()) {
        if member.vocational() {
            terms(household, member, ("01", 1_500), out)?;
        } else if matches!(member.schooling, "07" | "08" | "09") {
            terms(household, member, ("02", 1_000), out)?;
        }
        leave(household, member, out)?;
    }
    Ok(())
}

/// Of whoever was at this school last year the last two terms, paid; then the autumn, applied for.
fn terms<E>(
    household: &Household,
    member: &Member,
    (kind, amount): (&str, i64),
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    if !member.fresh() {
        for (year, term, applied, paid) in [
            (2017, "2", day(2017, 9, 15), day(2017, 11, 28)),
            (2018, "1", day(2018, 3, 5), day(2018, 4, 26)),
        ] {
            out.put(GrantRow {
                decision: text("01"),
                decided_on: iso(add(applied, 15)),
                paid_on: iso(paid),
                arrived: text("1"),
                by_card: yes(true),
                ..grant(household, member, (kind, amount), (year, term, applied))
            })?;
        }
    }
    if member.no_autumn {
        return Ok(());
    }
    out.put(GrantRow {
        decision: text("03"),
        arrived: text("0"),
        ..grant(
            household,
            member,
            (kind, amount),
            (2018, "2", day(2018, 9, 12)),
        )
    })?;
    Ok(())
}

fn grant(
    household: &Household,
    member: &Member,
    (kind, amount): (&str, i64),
    (year, term, applied): (i32, &str, NaiveDate),
) -> GrantRow {
    let (stage, grade) = match member.schooling {
        "07" => ("04", "高一"),
        "08" => ("04", "高二"),
        "09" => ("04", "高三"),
        "10" => ("05", "中职一年级"),
        "11" => ("05", "中职二年级"),
        "12" => ("05", "中职三年级"),
        "13" => ("06", "高职一年级"),
        "14" => ("06", "高职二年级"),
        _ => ("06", "高职三年级"),
    };
    GrantRow {
        household: int(household.key),
        person: int(member.key),
        kind: text(kind),
        year: int(year),
        term: text(term),
        school: text(&member.school),
        stage: text(stage),
        grade: text(grade),
        applied_on: iso(applied),
        amount: yuan(amount),
        ..GrantRow::default()
    }
}

/// Who finished 初中 or 高中 this summer and goes to no school that prepares for a university.
fn leave<E>(household: &Household, member: &Member, out: &mut Out<'_, E>) -> Result<(), E> {
    let stage = match school_age(member.birth) {
        15 => "1",
        18 => "2",
        _ => return Ok(()),
    };
    let (wish, outcome, at) = match member.schooling {
        "10" => ("01", "02", member.school.as_str()),
        "13" => ("01", "03", member.school.as_str()),
        "01" => match member.work {
            Some(work) => ("03", "06", work.at),
            None if household.key % 2 == 0 => ("02", "05", "岭东县职业教育中心"),
            None => ("99", "08", ""),
        },
        _ => return Ok(()),
    };
    let settled = outcome != "08";
    if !settled {
        out.plant::<PersonRow>(Fault::LeaverUnsettled, member.key, household.named());
    }
    out.put(LeaverRow {
        household: int(household.key),
        person: int(member.key),
        year: int(2018),
        stage: text(stage),
        school: text(if stage == "1" {
            "镇初级中学"
        } else {
            "岭东县第二中学"
        }),
        wish: text(wish),
        outcome: text(outcome),
        outcome_at: text(at),
        outcome_on: if settled {
            iso(day(2018, 9, 1))
        } else {
            Value::Empty
        },
        followed_on: iso(day(2018, 9, 10)),
    })?;
    Ok(())
}
