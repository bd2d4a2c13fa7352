//! 易地搬迁 to the site of 枫树坪, and 危房改造.

use chrono::Datelike;

use super::Fault;
use super::calendar::{add, day, iso};
use super::emit::{Out, int, text, yuan};
use super::household::Household;
use super::life::State;
use super::record::{HouseholdRow, RelocationRow, RepairRow};
use super::remembered::Remembered;
use crate::domain::Value;

/// Where a household moved to, and how its house is mended.
pub(super) fn write<E>(household: &Household, out: &mut Out<'_, E>) -> Result<(), E> {
    if !household.slot.state.registered() {
        return Ok(());
    }
    if household.slot.relocated {
        relocate(household, out)?;
    }
    if matches!(household.house.grade, "C" | "D") {
        out.put(repair(household))?;
        if household.is(Remembered::DengLiangxiu) {
            out.plant::<HouseholdRow>(Fault::RepairStopped, household.key, household.named());
        }
    } else if let State::Left(year @ (2016 | 2017)) = household.slot.state
        && household.slot.remembered.is_none()
        && household.key % 12 == 5
    {
        out.put(repaired(household, i32::try_from(year).unwrap_or(2017)))?;
    }
    Ok(())
}

fn relocate<E>(household: &Household, out: &mut Out<'_, E>) -> Result<(), E> {
    let xiang = household.is(Remembered::XiangGuangming);
    // Two have the keys and have not moved in; 向光明 has moved, and his old house stands.
    let late = !xiang && household.key % 19 == 3;
    let area = household.house.area;
    for (fault, is) in [
        (Fault::HouseTooLarge, xiang),
        (Fault::OldHouseStands, xiang),
        (Fault::NotMovedIn, late),
    ] {
        if is {
            out.plant::<HouseholdRow>(fault, household.key, household.named());
        }
    }
    let moved = !late;
    let gone = moved && !xiang;
    let when = |is: bool, date| if is { iso(date) } else { Value::Empty };
    out.put(RelocationRow {
        household: int(household.key),
        kind: text("03"),
        way: text("01"),
        site: text("01"),
        place: text("枫树坪集中安置点"),
        people: int(household.people()),
        house_type: text(match area {
            50 => "50",
            75 => "75",
            100 => "100",
            125 => "125",
            _ => "99",
        }),
        area: Value::Real(area.into()),
        signed_plan: iso(day(2017, 9, 15)),
        signed_on: iso(day(2017, 9, 10)),
        started_plan: iso(day(2017, 10, 20)),
        started_on: iso(day(2017, 10, 16)),
        roofed_plan: iso(day(2018, 1, 31)),
        roofed_on: iso(day(2018, 1, 24)),
        finished_plan: iso(day(2018, 4, 30)),
        finished_on: iso(day(2018, 4, 26)),
        keys_plan: iso(day(2018, 5, 31)),
        keys_on: iso(day(2018, 5, 28)),
        moved_plan: iso(day(2018, 6, 30)),
        moved_on: when(moved, day(2018, 6, 15)),
        demolished_plan: iso(day(2018, 8, 31)),
        demolished_on: when(gone, day(2018, 8, 20)),
        reclaimed_plan: iso(day(2018, 11, 30)),
        old_house: text(if gone { "2" } else { "1" }),
        follow: text("安置点茶园务工，村级公益岗优先安排"),
        standing: text(if moved { "2" } else { "1" }),
    })?;
    Ok(())
}

/// This year's: appraised, and waiting for the list; on that of 邓良秀 work stands still.
fn repair(household: &Household) -> RepairRow {
    let common = RepairRow {
        household: int(household.key),
        year: int(2018),
        grade: text(household.house.grade),
        appraiser: text("县住建局房屋安全鉴定所"),
        way: text(if household.house.grade == "D" {
            "01"
        } else {
            "02"
        }),
        amount: yuan(amount(household)),
        arrived: text("0"),
        told_on: iso(day(2018, 9, 13)),
        ..RepairRow::default()
    };
    if household.is(Remembered::DengLiangxiu) {
        return RepairRow {
            appraised_on: iso(day(2018, 3, 20)),
            started_plan: iso(day(2018, 5, 10)),
            started_on: iso(day(2018, 5, 6)),
            stopped_on: iso(day(2018, 7, 12)),
            stopped_why: text("施工队资金周转困难"),
            finished_plan: iso(day(2018, 8, 31)),
            accepted_plan: iso(day(2018, 9, 15)),
            told_on: iso(day(2018, 4, 10)),
            ..common
        };
    }
    RepairRow {
        appraised_on: iso(day(2018, 8, 14)),
        started_plan: iso(day(2018, 10, 8)),
        finished_plan: iso(day(2018, 11, 30)),
        accepted_plan: iso(day(2018, 12, 10)),
        ..common
    }
}

fn amount(household: &Household) -> i64 {
    if household.house.grade == "D" {
        25_000
    } else {
        10_000
    }
}

/// One of the year in which the household left poverty: finished, accepted and paid.
fn repaired(household: &Household, year: i32) -> RepairRow {
    let started = add(
        day(year, 4, 10),
        i32::try_from(household.key % 40).unwrap_or(0),
    );
    let finished = add(started, 110);
    let accepted = add(finished, 20);
    RepairRow {
        household: int(household.key),
        year: int(started.year()),
        grade: text("C"),
        appraised_on: iso(add(started, -50)),
        appraiser: text("县住建局房屋安全鉴定所"),
        way: text("02"),
        area: Value::Real(household.house.area.into()),
        started_plan: iso(started),
        started_on: iso(started),
        finished_plan: iso(add(finished, 10)),
        finished_on: iso(finished),
        accepted_plan: iso(add(finished, 30)),
        accepted_on: iso(accepted),
        accepted: text("1"),
        amount: yuan(10_000),
        paid_on: iso(add(accepted, 25)),
        arrived: text("1"),
        told_on: iso(add(started, -20)),
        ..RepairRow::default()
    }
}
