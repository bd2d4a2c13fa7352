//! 户帮扶计划 of the year: what is to be done for a household, by when, and what has been done.

use chrono::NaiveDate;

use super::calendar::{add, day, iso, today};
use super::emit::{Out, int, text, yuan};
use super::helper::Paired;
use super::household::Household;
use super::life::State;
use super::member::Member;
use super::random::Random;
use super::record::PlanRow;
use super::remembered::Remembered;
use crate::domain::Value;

/// One thing that is planned.
struct Aim {
    kind: &'static str,
    what: &'static str,
    due: NaiveDate,
    yuan: i64,
    /// `None` where chance decides.
    done: Option<bool>,
}

const fn aim(kind: &'static str, what: &'static str, due: NaiveDate) -> Aim {
    Aim {
        kind,
        what,
        due,
        yuan: 0,
        done: None,
    }
}

/// The plans of a household for this year: of those not yet out of poverty all, of the others those
/// that something is still to be done for.
pub(super) fn write<E>(
    random: &mut Random,
    household: &Household,
    paired: &Paired,
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    let state = household.slot.state;
    let zhang = household.is(Remembered::ZhangGuoqiang);
    let left = matches!(state, State::Left(_));
    if !state.registered() || (left && !zhang && !random.percent(25)) {
        return Ok(());
    }
    let goal = match state {
        State::Left(_) => "巩固脱贫成果",
        State::Leaving => "2018年脱贫",
        _ => "2019年脱贫",
    };
    for aim in aims(household).into_iter().take(3) {
        let past = aim.due < today();
        let done = aim.done.unwrap_or(past && !random.percent(6));
        let back = random.range(0, 25);
        out.put(PlanRow {
            household: int(household.key),
            year: int(2018),
            goal: text(goal),
            kind: text(aim.kind),
            what: text(aim.what),
            due_on: iso(aim.due),
            responsible: text(&paired.first),
            income: if aim.yuan > 0 {
                yuan(aim.yuan)
            } else {
                Value::Empty
            },
            done_on: if done {
                iso(add(aim.due.min(today()), -back))
            } else {
                Value::Empty
            },
            result: text(if done { "已落实" } else { "" }),
        })?;
    }
    Ok(())
}

fn aims(household: &Household) -> Vec<Aim> {
    let mut all = Vec::new();
    let member = |is: &dyn Fn(&Member) -> bool| household.members.iter().find(|m| is(m)).is_some();
    if household.lacks_card() {
        all.push(Aim {
            done: Some(false),
            ..aim("09", "办理门诊慢性病卡", day(2018, 6, 30))
        });
    }
    if member(&Member::vocational) {
        let applied = !member(&|m| m.no_autumn);
        all.push(Aim {
            done: Some(applied),
            ..aim("04", "申请秋季雨露计划补助", day(2018, 9, 30))
        });
    }
    if matches!(household.house.grade, "C" | "D") {
        all.push(Aim {
            done: Some(false),
            ..aim("06", "危房改造竣工入住", day(2018, 11, 30))
        });
    }
    if member(&Member::is_labour) {
        let (what, income) = [
            ("养殖生猪，落实产业奖补", 4_000),
            ("种植柑橘，落实产业奖补", 3_000),
            ("养殖山羊，联系合作社收购", 5_000),
            ("种植香菇，参加技术培训", 6_000),
        ][usize::try_from(household.key).unwrap_or(0) % 4];
        let due = [day(2018, 6, 30), day(2018, 12, 20)]
            [usize::try_from(household.key / 4).unwrap_or(0) % 2];
        all.push(Aim {
            yuan: income,
            ..aim("01", what, due)
        });
    }
    if member(&|m| m.present() && m.work.is_some()) {
        all.push(Aim {
            yuan: 12_000,
            ..aim("02", "外出务工，申报交通补贴", day(2018, 3, 31))
        });
    }
    all.push(aim(
        "09",
        "落实家庭医生签约，缴纳2019年度医保",
        day(2018, 12, 31),
    ));
    all
}
