//! 资金项目 with their villages and payments, and what hangs on the boards.

use chrono::NaiveDate;

use super::Fault;
use super::calendar::{add, day, iso, today};
use super::emit::{Out, int, owned, text, yes, yuan};
use super::record::{NoticeRow, PaymentRow, ProjectRow, ProjectVillageRow};
use crate::domain::Value;

/// How far a project has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Its notice hangs.
    Noticed,
    /// Being built.
    Begun,
    /// Finished, accepted, its money accounted for and audited.
    Done,
}

/// A project: its villages as places of the township, what it is, in yuan, and when it runs.
struct Project {
    villages: &'static [usize],
    name: &'static str,
    kind: &'static str,
    content: &'static str,
    money: i64,
    way: &'static str,
    from: (i32, u32, u32),
    until: (i32, u32, u32),
    stage: Stage,
}

const PROJECTS: [Project; 7] = [
    Project {
        villages: &[0],
        name: "通组公路硬化",
        kind: "02",
        content: "硬化3组至5组公路2.6公里",
        money: 1_040_000,
        way: "01",
        from: (2017, 4, 10),
        until: (2017, 10, 30),
        stage: Stage::Done,
    },
    Project {
        villages: &[2],
        name: "茶叶初制厂",
        kind: "01",
        content: "新建茶叶初制车间600平方米",
        money: 860_000,
        way: "03",
        from: (2017, 5, 8),
        until: (2017, 11, 20),
        stage: Stage::Done,
    },
    Project {
        villages: &[3],
        name: "香菇大棚",
        kind: "01",
        content: "新建香菇大棚24个",
        money: 480_000,
        way: "02",
        from: (2018, 4, 16),
        until: (2018, 10, 31),
        stage: Stage::Begun,
    },
    Project {
        villages: &[4],
        name: "堰塘整治",
        kind: "04",
        content: "整治堰塘3口",
        money: 360_000,
        way: "01",
        from: (2018, 5, 3),
        until: (2018, 11, 15),
        stage: Stage::Begun,
    },
    Project {
        villages: &[5],
        name: "安全饮水提升",
        kind: "03",
        content: "新建蓄水池2座，管网7公里",
        money: 620_000,
        way: "01",
        from: (2018, 3, 20),
        until: (2018, 8, 31),
        stage: Stage::Begun,
    },
    Project {
        villages: &[1, 7, 9],
        name: "柑橘分选线",
        kind: "01",
        content: "三村联建柑橘分选线1条",
        money: 1_500_000,
        way: "07",
        from: (2018, 6, 11),
        until: (2018, 12, 20),
        stage: Stage::Begun,
    },
    Project {
        villages: &[6],
        name: "安置点配套设施",
        kind: "08",
        content: "安置点污水处理和入户道路",
        money: 980_000,
        way: "01",
        from: (2018, 10, 15),
        until: (2019, 3, 31),
        stage: Stage::Noticed,
    },
];

/// The projects of a township, then the notices, one of which is a project's.
pub(super) fn write<E>(
    villages: &[(String, usize)],
    first: i64,
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    let mut waiting = (0, String::new());
    for project in &PROJECTS {
        let year = project.from.0;
        let name = format!("{}{}项目", villages[project.villages[0]].0, project.name);
        let key = out.put(row(project, &name, year))?;
        for at in project.villages {
            let share = project.money / i64::try_from(project.villages.len()).unwrap_or(1);
            out.put(ProjectVillageRow {
                project: int(key),
                village: int(first + i64::try_from(*at).unwrap_or(0)),
                amount: yuan(share),
                households: int(24),
            })?;
        }
        payments(project, key, out)?;
        match project.stage {
            Stage::Noticed => waiting = (key, name),
            Stage::Begun if date(project.until) < today() => {
                out.plant::<ProjectRow>(Fault::ProjectLate, key, (0, ""));
            }
            _ => {}
        }
    }
    notices(villages, first, &waiting, out)
}

fn date((year, month, of_month): (i32, u32, u32)) -> NaiveDate {
    day(year, month, of_month)
}

fn row(project: &Project, name: &str, year: i32) -> ProjectRow {
    let (from, until) = (date(project.from), date(project.until));
    let begun = project.stage != Stage::Noticed;
    let done = project.stage == Stage::Done;
    let when = |is: bool, date| if is { iso(date) } else { Value::Empty };
    let tender = if project.money >= 500_000 { "1" } else { "2" };
    let noticed = if begun {
        add(from, -60)
    } else {
        day(2018, 9, 17)
    };
    ProjectRow {
        name: text(name),
        year: int(year),
        kind: text(project.kind),
        content: text(project.content),
        plan: yuan(project.money),
        source: text("01,02"),
        way: text(project.way),
        owner: text("镇人民政府"),
        responsible: text("孟晓明"),
        goal: text("按期完工，受益贫困户年增收500元以上"),
        households: int(24 * i64::try_from(project.villages.len()).unwrap_or(1)),
        joined: yes(true),
        approved_on: iso(add(noticed, -15)),
        document: owned(format!(
            "岭扶组发〔{year}〕{}号",
            5 + project.money / 100_000
        )),
        noticed_from: iso(noticed),
        noticed_until: iso(add(noticed, 10)),
        tender: text(tender),
        tendered_on: when(begun, add(from, -20)),
        contractor: text(if begun {
            "岭东县鑫源建设公司"
        } else {
            ""
        }),
        contract_amount: if begun {
            yuan(project.money * 97 / 100)
        } else {
            Value::Empty
        },
        started_plan: iso(from),
        started_on: when(begun, add(from, 3)),
        finished_plan: iso(until),
        finished_on: when(done, add(until, -6)),
        accepted_on: when(done, add(until, 15)),
        accepted: text(if done { "1" } else { "" }),
        claimed_on: when(done, add(until, 40)),
        claimed: if done {
            yuan(project.money * 97 / 100)
        } else {
            Value::Empty
        },
        audited_on: when(done, add(until, 120)),
        audit: text(if done { "1" } else { "" }),
        handed_on: when(done, add(until, 45)),
    }
}

/// Instalments by the progress of the work: 30, 40 and the rest.
fn payments<E>(project: &Project, key: i64, out: &mut Out<'_, E>) -> Result<(), E> {
    let paid = match project.stage {
        Stage::Noticed => 0,
        Stage::Begun => 2,
        Stage::Done => 3,
    };
    let from = date(project.from);
    for (nth, (share, progress)) in [(30, 10.0), (40, 60.0), (27, 100.0)]
        .into_iter()
        .take(paid)
        .enumerate()
    {
        let nth = i32::try_from(nth).unwrap_or(0);
        let on = add(from, 10 + nth * 45).min(today());
        out.put(PaymentRow {
            project: int(key),
            number: int(nth + 1),
            planned_on: iso(on),
            paid_on: iso(on),
            amount: yuan(project.money * share / 100),
            progress: Value::Real(progress),
            evidence: owned(format!("拨款单{key:03}-{}", nth + 1)),
            approver: text("孟晓明"),
        })?;
    }
    Ok(())
}

/// A notice: the village, its title after the village's name, the list, households, the day it was
/// put up and for how many days.
struct Board(usize, &'static str, &'static str, i64, (u32, u32), i32);

const BOARDS: [Board; 6] = [
    Board(0, "2018年上半年低保名单", "10", 22, (3, 12), 7),
    Board(3, "2018年第一批产业奖补名单", "08", 31, (4, 23), 7),
    Board(5, "2018年危房改造名单", "06", 2, (4, 2), 7),
    Board(6, "易地搬迁安置房分配名单", "07", 38, (5, 14), 7),
    Board(2, "2018年危房改造名单", "06", 5, (9, 13), 7),
    Board(3, "2018年第二批产业奖补名单", "08", 21, (9, 14), 7),
];

fn notices<E>(
    villages: &[(String, usize)],
    first: i64,
    (project, name): &(i64, String),
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    for Board(at, title, subject, households, (month, of_month), days) in BOARDS {
        let posted = day(2018, month, of_month);
        // What hangs today is asked of tonight.
        let over = add(posted, days) < today();
        out.put(NoticeRow {
            title: owned(format!("{}{title}", villages[at].0)),
            subject: text(subject),
            households: int(households),
            objected: if over { yes(false) } else { Value::Empty },
            archive_box: text(if over { "公示-2018" } else { "" }),
            ..notice(first + i64::try_from(at).unwrap_or(0), posted, days)
        })?;
    }
    out.put(NoticeRow {
        title: owned(format!("{name}公示")),
        subject: text("12"),
        project: int(*project),
        ..notice(first + 6, day(2018, 9, 17), 10)
    })?;
    Ok(())
}

pub(super) fn notice(village: i64, posted: NaiveDate, days: i32) -> NoticeRow {
    NoticeRow {
        kind: text("1"),
        village: int(village),
        place: text("村委会公示栏"),
        medium: text("1"),
        posted_on: iso(posted),
        days: int(days),
        until: iso(add(posted, days)),
        photo: yes(true),
        ..NoticeRow::default()
    }
}
