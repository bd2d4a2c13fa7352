//! 规划与责任书, and what happened in the township: visits of comfort, talks, praise, one incident.

use super::calendar::{day, iso};
use super::emit::{Out, int, owned, text, yes, yuan};
use super::helper::{Helpers, is_poor_village};
use super::household::Household;
use super::life::State;
use super::random::Random;
use super::record::{ActivityRow, HonourRow, IncidentRow, PaperRow};

/// The papers of the township and of every village.
pub(super) fn papers<E>(
    (town, villages): (&str, &[(String, usize)]),
    first: i64,
    helpers: &Helpers,
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    for (kind, title) in [
        ("02", "2018年精准扶贫年度计划"),
        ("06", "2018年脱贫攻坚责任书"),
        ("07", "精准脱贫路线图和时间表"),
    ] {
        out.put(PaperRow {
            level: text("2"),
            signed_by: text("孟晓明"),
            signed_with: text("岭东县委、县政府"),
            ..paper(&format!("{town}{title}"), kind, 2018)
        })?;
    }
    for (at, ((name, _), village)) in villages.iter().zip(first..).enumerate() {
        let leader = helpers.cadres[at].first();
        let mut kinds = vec![("06", "2018年脱贫攻坚责任书", 2018)];
        if is_poor_village(at) {
            kinds.extend([
                ("01", "2016—2020年帮扶规划", 2016),
                ("03", "2018年帮扶实施方案", 2018),
                ("05", "特色产业发展规划", 2016),
            ]);
        } else {
            kinds.push(("04", "脱贫规划", 2016));
        }
        for (kind, title, year) in kinds {
            out.put(PaperRow {
                level: text("3"),
                village: int(village),
                signed_by: text(leader.map_or("", |l| l.name.as_str())),
                signed_with: owned(format!("{town}人民政府")),
                ..paper(&format!("{name}{title}"), kind, year)
            })?;
        }
    }
    Ok(())
}

fn paper(title: &str, kind: &str, year: i32) -> PaperRow {
    PaperRow {
        title: text(title),
        kind: text(kind),
        year: int(year),
        signed_on: iso(day(year, 2, 24)),
        due_on: iso(day(if year == 2018 { 2018 } else { 2020 }, 12, 31)),
        has_goal: yes(true),
        has_measure: yes(true),
        has_deadline: yes(true),
        has_guarantee: yes(true),
        archive_box: text("规划-01"),
        ..PaperRow::default()
    }
}

/// The talks and visits of the year in every village, and the storm of July in one.
pub(super) fn activities<E>(
    random: &mut Random,
    villages: &[(String, usize)],
    first: i64,
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    for ((name, households), village) in villages.iter().zip(first..) {
        let registered = i64::try_from(*households).unwrap_or(0);
        out.put(ActivityRow {
            title: owned(format!("{name}春节送温暖")),
            kind: text("02"),
            held_on: iso(day(2018, 2, 8)),
            who: text("各帮扶单位"),
            households: int(registered),
            goods: text("米、油、棉被"),
            amount: yuan(registered * 300),
            ..activity(village, &format!("{name}各组"))
        })?;
        out.put(ActivityRow {
            title: owned(format!("{name}脱贫政策宣讲")),
            kind: text("01"),
            held_on: iso(day(2018, 5, 16)),
            who: text("镇宣讲队"),
            people: int(random.range(28, 70)),
            ..activity(village, &format!("{name}村委会").replace("村村", "村"))
        })?;
    }
    out.put(IncidentRow {
        what: text("暴雨冲毁通组公路"),
        kind: text("07"),
        level: text("4"),
        happened_on: iso(day(2018, 7, 5)),
        happened_time: text("04:30"),
        village: int(first + 7),
        place: text("2组至4组公路"),
        detail: text("路基垮塌40米，3户贫困户出行受阻，无人员伤亡"),
        reported_on: iso(day(2018, 7, 5)),
        reported_time: text("08:10"),
        reported_to: text("县扶贫指挥部"),
        handler: text("孟晓明"),
        handled: text("当日抢通便道，县交通局7月20日修复"),
        answered_on: iso(day(2018, 7, 23)),
        answer: text("已修复，3户出行正常"),
        closed_on: iso(day(2018, 7, 23)),
    })?;
    Ok(())
}

fn activity(village: i64, place: &str) -> ActivityRow {
    ActivityRow {
        village: int(village),
        place: text(place),
        photo: yes(true),
        ..ActivityRow::default()
    }
}

/// On 扶贫日 of last year, the first household of each poor village that had left poverty.
pub(super) fn honours<E>(households: &[Household], out: &mut Out<'_, E>) -> Result<(), E> {
    for village in (0..7).filter(|at| is_poor_village(*at)) {
        let left = |h: &&Household| {
            h.slot.village == village && matches!(h.slot.state, State::Left(2014..=2016))
        };
        let Some(household) = households.iter().find(left) else {
            continue;
        };
        out.put(HonourRow {
            name: text(&household.head().name),
            subject: text("1"),
            village: int(household.village),
            household: int(household.key),
            title: text("脱贫光荣户"),
            kind: text("3"),
            given_on: iso(day(2017, 10, 17)),
            given_by: text("镇人民政府"),
            amount: yuan(500),
            goods: text("荣誉牌匾"),
            reason: text("主动发展种养业，主动申请脱贫"),
        })?;
    }
    Ok(())
}
