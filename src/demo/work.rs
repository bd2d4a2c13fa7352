//! Training, work and those without work.

use chrono::NaiveDate;

use super::Fault;
use super::calendar::{add, day, iso, today};
use super::emit::{Out, int, owned, text, yes, yuan};
use super::helper::{Helpers, is_poor_village};
use super::household::Household;
use super::life::Cause;
use super::member::Member;
use super::random::Random;
use super::record::{FactoryRow, HouseholdRow, IdleRow, JobRow, TraineeRow, TrainingRow};
use super::remembered::Remembered;
use super::village::Posts;
use crate::domain::Value;

/// A course of three sessions: what it teaches, 技能类别, and the days on which they begin.
struct Course {
    what: &'static str,
    skill: &'static str,
    days: [(u32, u32); 3],
}

/// The course of which the last session is still to come, and three that are over.
const COURSES: [Course; 4] = [
    Course {
        what: "养蜂技术",
        skill: "02",
        days: [(3, 22), (6, 14), (10, 18)],
    },
    Course {
        what: "柑橘种植技术",
        skill: "01",
        days: [(3, 27), (6, 20), (8, 15)],
    },
    Course {
        what: "生猪养殖技术",
        skill: "02",
        days: [(4, 3), (6, 26), (8, 21)],
    },
    Course {
        what: "食用菌栽培技术",
        skill: "01",
        days: [(4, 10), (7, 3), (8, 28)],
    },
];

/// The keys of the courses' sessions.
pub(super) struct Courses(Vec<[i64; 3]>);

fn begins(course: usize, session: usize) -> NaiveDate {
    let (month, of_month) = COURSES[course].days[session];
    day(2018, month, of_month)
}

/// The year's courses, and the training of cadres.
pub(super) fn courses<E>(
    (town, first_village): (&str, i64),
    (helpers, posts): (&Helpers, &[Posts]),
    out: &mut Out<'_, E>,
) -> Result<Courses, E> {
    let mut all = Vec::new();
    for (at, course) in COURSES.iter().enumerate() {
        let mut keys = [0; 3];
        for (session, key) in keys.iter_mut().enumerate() {
            *key = out.put(TrainingRow {
                name: owned(format!(
                    "{town}2018年{}培训班第{}期",
                    course.what,
                    session + 1
                )),
                topic: text(course.what),
                skill: text(course.skill),
                place: text("镇文化站"),
                school: text("岭东县职业教育中心"),
                by_bid: yes(true),
                subsidy: yuan(300),
                source: text("省级专项扶贫资金"),
                ..training("01", begins(at, session), 3)
            })?;
        }
        all.push(keys);
    }
    cadres((town, first_village), (helpers, posts), out)?;
    doctors((town, first_village), posts, out)?;
    Ok(Courses(all))
}

fn training(trainees: &str, begins: NaiveDate, days: i32) -> TrainingRow {
    let over = add(begins, days - 1) < today();
    TrainingRow {
        trainee_kind: text(trainees),
        skilled: yes(false),
        begins_on: iso(begins),
        ends_on: iso(add(begins, days - 1)),
        days: int(days),
        organiser: text("镇扶贫办"),
        checked_on: if over { iso(begins) } else { Value::Empty },
        check_result: text(if over { "签到、教案齐全" } else { "" }),
        planned_people: int(40),
        ..TrainingRow::default()
    }
}

/// The two first cadres of every village, in April; one more training is to come.
fn cadres<E>(
    (town, first_village): (&str, i64),
    (helpers, posts): (&Helpers, &[Posts]),
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    let course = |name: &str, on| TrainingRow {
        name: owned(format!("{town}2018年{name}")),
        topic: text("扶贫政策和档案管理"),
        skill: text("13"),
        place: text("镇政府会议室"),
        ..training("02", on, 1)
    };
    let key = out.put(course("村干部扶贫业务培训班", day(2018, 4, 12)))?;
    out.put(course("村级动态管理培训班", day(2018, 10, 8)))?;
    for ((cadres, posts), village) in helpers.cadres.iter().zip(posts).zip(first_village..) {
        let duties = ["村党支部书记", "村委会主任"];
        for ((cadre, post), duty) in cadres.iter().zip(&posts.cadres).zip(duties) {
            out.put(TraineeRow {
                training: int(key),
                name: text(&cadre.name),
                post: int(*post),
                village: int(village),
                duty: text(duty),
                days: int(1),
                ..TraineeRow::default()
            })?;
        }
    }
    Ok(())
}

/// The doctors of the poor villages were taught in May; the one of 高岭 did not come.
fn doctors<E>(
    (town, first_village): (&str, i64),
    posts: &[Posts],
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    let key = out.put(TrainingRow {
        name: owned(format!("{town}2018年乡村医生培训班")),
        topic: text("家庭医生签约和慢性病管理"),
        skill: text("13"),
        place: text("镇卫生院"),
        ..training("07", day(2018, 5, 22), 2)
    })?;
    for ((at, posts), village) in posts.iter().enumerate().zip(first_village..) {
        let (post, name) = &posts.doctor;
        if !is_poor_village(at) || at == 5 {
            continue;
        }
        out.put(TraineeRow {
            training: int(key),
            name: text(name),
            post: int(*post),
            village: int(village),
            duty: text("村医"),
            days: int(2),
            ..TraineeRow::default()
        })?;
    }
    Ok(())
}

/// What a household's people learned, where they work, and who of them has no work.
pub(super) fn write<E>(
    random: &mut Random,
    household: &Household,
    courses: &Courses,
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    if !household.slot.state.registered() {
        return Ok(());
    }
    learn(random, household, courses, out)?;
    for member in household.members.iter().filter(|m| m.present()) {
        if let Some(work) = member.work {
            let kind = match (work.place, work.at) {
                (_, "镇扶贫车间") => "05",
                ("03" | "04", _) => "01",
                _ => "02",
            };
            let wage = i64::from(random.range(24, 46)) * 100;
            let begun = if work.months >= 9 {
                "2018-01"
            } else {
                "2018-03"
            };
            // The works in the factory of 石桥 take people of the village.
            let in_factory = kind == "05" && household.slot.village == 2;
            out.put(JobRow {
                area: text(work.place),
                place: text(work.at),
                employer: text(if in_factory {
                    "岭东县兴达制衣公司"
                } else {
                    ""
                }),
                factory: if in_factory {
                    int(out.next_key::<FactoryRow>())
                } else {
                    Value::Empty
                },
                trade: text(random.pick(&["普工", "建筑工", "制衣", "服务员", "电子装配"])),
                months: Value::Real(work.months.into()),
                wage: yuan(wage),
                contract: yes(random.percent(60)),
                ..job(household, member, (kind, begun))
            })?;
        }
    }
    if let Some(member) = household.post.and_then(|at| household.members.get(at)) {
        out.put(JobRow {
            area: text("01"),
            employer: text("村民委员会"),
            trade: text("村保洁员"),
            post: text("02"),
            wage: yuan(400),
            contract: yes(true),
            ..job(household, member, ("03", "2017-01"))
        })?;
    }
    idle(household, out)
}

fn job(household: &Household, member: &Member, (kind, begun): (&str, &str)) -> JobRow {
    JobRow {
        household: int(household.key),
        person: int(member.key),
        year: int(2018),
        kind: text(kind),
        begins_on: text(begun),
        ..JobRow::default()
    }
}

/// Of a household that lacks skill one learns: three sessions, or the two that were held.
fn learn<E>(
    random: &mut Random,
    household: &Household,
    courses: &Courses,
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    let Some(member) = household.members.iter().find(|m| m.is_labour()) else {
        return Ok(());
    };
    let lacks = household.slot.cause == Cause::Skill;
    if !lacks && !random.percent(8) {
        return Ok(());
    }
    let chance = household.slot.remembered.is_none() && random.percent(6);
    let short = lacks && (household.is(Remembered::JiangMantang) || chance);
    if short {
        out.plant::<HouseholdRow>(Fault::TrainingShort, household.key, household.named());
    }
    let course = if short {
        0
    } else {
        1 + usize::try_from(household.key).unwrap_or(0) % 3
    };
    let sessions = match (lacks, short) {
        (true, false) => 3,
        (true, true) => 2,
        _ => 1,
    };
    for session in 0..sessions {
        let on = begins(course, session);
        let paid = add(on, 46);
        let is_paid = paid < today();
        out.put(TraineeRow {
            training: int(courses.0[course][session]),
            name: text(&member.name),
            person: int(member.key),
            household: int(household.key),
            village: int(household.village),
            days: int(3),
            certificate: yes(session == 2),
            certificate_name: text(if session == 2 { "结业证书" } else { "" }),
            employed: yes(true),
            employer: text(member.work.map_or("自家种养", |work| work.at)),
            subsidy: yuan(300),
            paid_on: if is_paid { iso(paid) } else { Value::Empty },
            arrived: text(if is_paid { "1" } else { "0" }),
            ..TraineeRow::default()
        })?;
    }
    Ok(())
}

/// Those who could work, of a household of whom nobody does (零转移家庭).
fn idle<E>(household: &Household, out: &mut Out<'_, E>) -> Result<(), E> {
    if !household.zero_transfer() {
        return Ok(());
    }
    for (nth, member) in household
        .members
        .iter()
        .filter(|m| m.is_labour())
        .enumerate()
    {
        let old = member.age() >= 50;
        let family = household
            .members
            .iter()
            .any(|m| m.present() && m.age() >= 75);
        let (reason, wish) = match (old, family) {
            (true, _) => ("05", "公益岗"),
            (_, true) => ("01", "镇扶贫车间"),
            _ if nth > 0 => ("07", "农闲时就近务工"),
            _ => ("03", "建筑工"),
        };
        let offered = household.key % 3 == 0;
        out.put(IdleRow {
            household: int(household.key),
            person: int(member.key),
            registered_on: iso(day(2018, 3, 10)),
            reason: text(reason),
            wants_job: yes(true),
            job_wish: text(wish),
            wants_training: yes(!old),
            training_wish: text(if old { "" } else { "实用技术" }),
            offered: text(if offered { "镇茶厂季节工" } else { "" }),
            offered_on: if offered {
                iso(day(2018, 6, 5))
            } else {
                Value::Empty
            },
            ..IdleRow::default()
        })?;
    }
    Ok(())
}
