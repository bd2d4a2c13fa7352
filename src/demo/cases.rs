//! 办理 as it stands on 20 September 2018: the exits of 2017 finished, 青山 as this year's pilot with
//! its notice on the wall, two households on their way back in, one to be struck off.

use chrono::NaiveDate;

use super::calendar::{add, day, iso};
use super::case_steps::{Done, EXIT, EXIT_PROOFS, RETURN, STRIKE, VILLAGE_EXIT, VILLAGE_PROOFS};
use super::emit::{Out, int, owned, text, yes};
use super::household::Household;
use super::life::State;
use super::plan::VILLAGES;
use super::project::notice;
use super::record::{CaseFileRow, CaseItemRow, CaseStepRow, EvidenceRow, NoticeRow, ObjectionRow};
use crate::domain::Value;

/// Days that a notice stands.
const NOTICE: i32 = 7;
/// 青山村, the pilot.
const PILOT: usize = 4;
/// 石桥村 and 双河村 left in 2017.
const LEFT_2017: [usize; 2] = [2, 3];

/// The day on which the exits of 2017 were decided, and signed, in a village.
pub(super) fn decided_2017(village: usize) -> NaiveDate {
    add(day(2017, 10, 16), i32::try_from(village % 5).unwrap_or(0))
}

/// A case that is to be written.
struct Case<'a> {
    procedure: &'static str,
    title: &'static str,
    place: &'a str,
    village: Option<i64>,
    year: i64,
    begun: NaiveDate,
    done: &'a [Done],
    /// The name of the step it stands at; nothing when it is finished.
    now: &'static str,
}

/// Every case of a township; `first` is the key of its first village.
pub(super) fn write<E>(
    (number, town): (usize, &str),
    villages: &[(String, usize)],
    first: i64,
    households: &[Household],
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    for (at, ((name, _), key)) in villages.iter().zip(first..).enumerate() {
        let left: Vec<&Household> = households
            .iter()
            .filter(|h| h.slot.village == at && h.slot.state == State::Left(2017))
            .collect();
        if !left.is_empty() {
            let case = Case {
                village: Some(key),
                begun: decided_2017(at),
                ..exit(name, 2017)
            };
            let id = case.write(out)?;
            proofs(id, &EXIT_PROOFS, &format!("4-{:03}", at + 1), out)?;
            for household in left {
                case.item(id, household, "", out)?;
            }
        }
    }
    if number > 0 {
        return Ok(());
    }
    villages_2017((town, first), out)?;
    pilot(villages, first, households, out)?;
    returns(villages, households, out)?;
    strike(villages, first, households, out)
}

const fn exit(place: &str, year: i64) -> Case<'_> {
    Case {
        procedure: "hubei-2016/户退出",
        title: "贫困户脱贫退出",
        place,
        village: None,
        year,
        begun: NaiveDate::MIN,
        done: &EXIT,
        now: "",
    }
}

impl Case<'_> {
    fn write<E>(&self, out: &mut Out<'_, E>) -> Result<i64, E> {
        let steps = self.done.len();
        let last = self.done.last().map_or(0, |step| step.2);
        let since = add(self.begun, last);
        let open = !self.now.is_empty();
        let case = out.put(CaseFileRow {
            name: owned(format!("{}{}年{}", self.place, self.year, self.title)),
            procedure: text(self.procedure),
            village: Value::from(self.village),
            year: int(self.year),
            handler: text("刘晓燕"),
            opened_on: iso(self.begun),
            step: int(i64::try_from(steps + usize::from(open)).unwrap_or(1)),
            step_name: text(if open {
                self.now
            } else {
                self.done.last().map_or("", |step| step.0)
            }),
            step_since: iso(if open || steps < 2 {
                since
            } else {
                add(self.begun, self.done[steps - 2].2)
            }),
            closed_on: if open { Value::Empty } else { iso(since) },
            how: text(if open { "" } else { "1" }),
        })?;
        for (number, (name, who, after, notice)) in (1i64..).zip(self.done) {
            let done = add(self.begun, *after);
            let posted = notice.map(|(before, _)| add(done, -before));
            out.put(CaseStepRow {
                case_file: int(case),
                step: int(number),
                name: text(name),
                posted_on: posted.map_or(Value::Empty, iso),
                until: posted.map_or(Value::Empty, |posted| iso(add(posted, NOTICE))),
                place: text(notice.map_or("", |(_, place)| place)),
                done_on: iso(done),
                handler: text(who),
                passed: Value::Empty,
            })?;
        }
        Ok(case)
    }

    /// Puts a household on the list, where the list stands.
    fn item<E>(
        &self,
        case: i64,
        household: &Household,
        ground: &'static str,
        out: &mut Out<'_, E>,
    ) -> Result<(), E> {
        out.put(CaseItemRow {
            household: int(household.key),
            ground: text(ground),
            ..self.line(case)
        })?;
        Ok(())
    }

    fn line(&self, case: i64) -> CaseItemRow {
        let open = !self.now.is_empty();
        let steps = self.done.len();
        let since = match (open, steps) {
            (true, 0) => self.begun,
            (true, steps) => add(self.begun, self.done[steps - 1].2),
            (false, steps) => add(self.begun, self.done[steps.saturating_sub(2)].2),
        };
        CaseItemRow {
            case_file: int(case),
            step: int(i64::try_from(steps + usize::from(open)).unwrap_or(1)),
            since: iso(since),
            state: text(if open { "1" } else { "4" }),
            ..CaseItemRow::default()
        }
    }
}

/// The two villages that left in 2017.
fn villages_2017<E>((town, first): (&str, i64), out: &mut Out<'_, E>) -> Result<(), E> {
    let case = Case {
        procedure: "hubei-2016/村退出",
        title: "贫困村退出",
        begun: day(2017, 10, 25),
        done: &VILLAGE_EXIT,
        ..exit(town, 2017)
    };
    let id = case.write(out)?;
    proofs(id, &VILLAGE_PROOFS, "4-100", out)?;
    for (_, key) in (0..VILLAGES.len())
        .zip(first..)
        .filter(|(at, _)| LEFT_2017.contains(at))
    {
        out.put(CaseItemRow {
            village: int(key),
            ..case.line(id)
        })?;
    }
    Ok(())
}

/// The papers of a case that is finished are all there, in one box.
fn proofs<E>(
    case: i64,
    papers: &[(i64, &'static str)],
    place: &str,
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    for (step, what) in papers {
        out.put(EvidenceRow {
            case_file: int(case),
            step: int(*step),
            what: text(what),
            state: text("1"),
            archive_box: text(place),
        })?;
    }
    Ok(())
}

/// 青山: the list was decided on the 14th and hangs from the 15th to the 22nd; one household is
/// objected to, and no photograph of the meeting was handed in.
fn pilot<E>(
    villages: &[(String, usize)],
    first: i64,
    households: &[Household],
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    let leaving = |h: &&Household| h.slot.village == PILOT && h.slot.state == State::Leaving;
    let leaving: Vec<&Household> = households.iter().filter(leaving).collect();
    let (Some((name, _)), Some(objected)) = (villages.get(PILOT), leaving.get(5)) else {
        return Ok(());
    };
    let village = first + 4;
    let case = Case {
        village: Some(village),
        begun: day(2018, 9, 14),
        done: &EXIT[..1],
        now: "村公示",
        ..exit(name, 2018)
    };
    let id = case.write(out)?;
    out.put(CaseStepRow {
        case_file: int(id),
        step: int(2),
        name: text("村公示"),
        posted_on: iso(day(2018, 9, 15)),
        until: iso(day(2018, 9, 22)),
        place: text("村务公开栏"),
        ..CaseStepRow::default()
    })?;
    out.put(NoticeRow {
        title: owned(format!("{name}2018年拟脱贫户名单村公示")),
        subject: text("02"),
        case_file: int(id),
        place: text("村务公开栏"),
        households: int(44),
        objected: yes(true),
        objection: text("汪德全反映：名单里有一户今年没有稳定收入"),
        ..notice(village, day(2018, 9, 15), NOTICE)
    })?;
    for household in &leaving {
        case.item(id, household, "", out)?;
    }
    for (step, what, state, place) in [
        (1, "评议会议记录", "1", "5-101"),
        (1, "评议签到表", "1", "5-101"),
        (1, "评议照片", "2", ""),
        (1, "入户核查表", "1", "5-102"),
        (1, "户主确认书", "1", "5-103"),
        (2, "公示原件", "1", "5-104"),
    ] {
        out.put(EvidenceRow {
            case_file: int(id),
            step: int(step),
            what: text(what),
            state: text(state),
            archive_box: text(place),
        })?;
    }
    out.put(ObjectionRow {
        case_file: int(id),
        household: int(objected.key),
        raised_on: iso(day(2018, 9, 18)),
        raised_by: text("汪德全"),
        what: text("今年没有稳定收入，不该列入脱贫名单"),
        responsible: text("刘晓燕"),
        due_on: iso(day(2018, 9, 22)),
    })?;
    Ok(())
}

/// Two households that fell back: one at 民主评议, one waiting for 村民大会; both to be entered by 31
/// March.
fn returns<E>(
    villages: &[(String, usize)],
    households: &[Household],
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    for (at, begun, done, now, ground) in [
        (2, day(2018, 9, 8), 1, "民主评议", "户主患大病，医疗支出大"),
        (
            3,
            day(2018, 8, 27),
            2,
            "村民大会",
            "养殖遭疫病，收入大幅减少",
        ),
    ] {
        let left = |h: &&Household| {
            h.slot.village == at
                && matches!(h.slot.state, State::Left(2016 | 2017))
                && h.slot.remembered.is_none()
        };
        let (Some(household), Some((name, _))) = (households.iter().find(left), villages.get(at))
        else {
            continue;
        };
        let case = Case {
            procedure: "hubei-2016/户返贫",
            title: "返贫户纳入",
            village: Some(household.village),
            begun,
            done: &RETURN[..done],
            now,
            ..exit(name, 2018)
        };
        let id = case.write(out)?;
        case.item(id, household, ground, out)?;
    }
    Ok(())
}

/// One household to be struck off, at the township's own step.
fn strike<E>(
    villages: &[(String, usize)],
    first: i64,
    households: &[Household],
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    let poor = |h: &&Household| {
        h.slot.village == 8 && h.slot.state == State::Poor && h.slot.remembered.is_none()
    };
    let (Some(household), Some((name, _))) = (households.iter().find(poor), villages.get(8)) else {
        return Ok(());
    };
    let case = Case {
        procedure: "national-2016/户清退",
        title: "不符合条件清退",
        village: Some(first + 8),
        begun: day(2018, 9, 3),
        done: &STRIKE,
        now: "乡镇审核",
        ..exit(name, 2018)
    };
    let id = case.write(out)?;
    case.item(id, household, "儿子在县事业单位工作，有稳定工资", out)
}
