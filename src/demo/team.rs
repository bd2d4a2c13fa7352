//! 驻村工作队 of the seven poor villages: members, days month by month, last year's appraisal.

use super::Fault;
use super::calendar::{day, iso};
use super::emit::{Out, int, text, yes, yuan};
use super::helper::{Helper, Helpers};
use super::random::Random;
use super::record::{AppraisalRow, TeamMemberRow, TeamMonthRow, TeamRow};

/// The months of this year that are over.
const MONTHS: i32 = 8;
/// The village of whose team one member is seldom there: 黄泥垭, whose papers are late too.
const SELDOM: usize = 1;

/// The teams, as the villages' posts have them.
pub(super) fn write<E>(
    random: &mut Random,
    first_village: i64,
    helpers: &Helpers,
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    for (at, (members, village)) in helpers.teams.iter().zip(first_village..).enumerate() {
        let Some(leader) = members.first() else {
            continue;
        };
        let team = out.put(TeamRow {
            village: int(village),
            unit_name: text(leader.unit),
            kind: text("04"),
            leader: text(&leader.name),
            begins_on: iso(day(2017, 3, 6)),
        })?;
        for (nth, member) in members.iter().enumerate() {
            let seldom = at == SELDOM && nth == 2;
            one(random, team, (nth, member), seldom, out)?;
        }
    }
    Ok(())
}

fn one<E>(
    random: &mut Random,
    team: i64,
    (nth, helper): (usize, &Helper),
    seldom: bool,
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    let leads = nth == 0;
    let member = out.put(TeamMemberRow {
        team: int(team),
        name: text(&helper.name),
        phone: text(&helper.phone),
        role: text(if leads { "2" } else { "4" }),
        home_unit: text(helper.unit),
        released: yes(true),
        begins_on: iso(day(2017, 3, 6)),
        living: yuan(300),
        calls: yuan(if leads { 80 } else { 60 }),
    })?;
    if seldom {
        out.plant::<TeamMemberRow>(Fault::TeamSeldomThere, member, (0, ""));
    }
    for month in 1..=MONTHS {
        let days = if seldom {
            random.range(5, 9)
        } else {
            random.range(20, 24)
        };
        let leave = i32::from(!seldom && random.percent(15)) * 2;
        out.put(TeamMonthRow {
            team_member: int(member),
            year: int(2018),
            month: int(month),
            days: int(days - leave),
            leave: int(leave),
            reason: text(if leave > 0 { "家中有事" } else { "" }),
            approver: text(if leave > 0 { "刘晓燕" } else { "" }),
        })?;
    }
    out.put(AppraisalRow {
        team_member: int(member),
        year: int(2017),
        grade: text(match (leads, seldom) {
            (true, _) => "1",
            (_, true) => "3",
            _ => "2",
        }),
        appraiser: text("县扶贫指挥部"),
        appraised_on: iso(day(2018, 1, 12)),
    })?;
    Ok(())
}
