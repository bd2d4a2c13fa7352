//! Inspections as of 20 September 2018: the county's of July is over and what it found is signed
//! off, that of September left three findings for the 28th, the city's comes on the 26th.

use chrono::NaiveDate;

use super::calendar::{day, iso};
use super::emit::{Out, int, text};
use super::household::Household;
use super::record::{FindingRow, InspectionRow};
use super::remembered::Remembered;
use crate::domain::Value;

/// 黄泥垭村, whose papers are always late.
const LATE: i64 = 1;
/// 青山村, whose plan contradicts itself.
const PILOT: i64 = 4;

/// What an inspection found: when, what, who puts it right, how, by when.
type Found = (
    NaiveDate,
    &'static str,
    &'static str,
    &'static str,
    NaiveDate,
);

/// The inspections and what they found; `first` is the key of the first village.
pub(super) fn write<E>(
    first: i64,
    households: &[Household],
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    let july = out.put(InspectionRow {
        result: text("良好"),
        points: Value::Real(92.5),
        closed_on: iso(day(2018, 7, 20)),
        ..inspection(
            ("县半年考核", "06", "县扶贫办"),
            ("岭扶办发〔2018〕30号", day(2018, 7, 4)),
            (day(2018, 7, 10), day(2018, 7, 12)),
            "上半年目标任务、资金支出、驻村帮扶",
        )
    })?;
    out.put(FindingRow {
        village: int(first + LATE),
        evidence: text("补签后的手册照片，档案盒2-001"),
        done_on: iso(day(2018, 7, 25)),
        result: text("62户手册已由户主本人补签"),
        closed_on: iso(day(2018, 7, 30)),
        closed_by: text("孟晓明"),
        ..finding(
            july,
            (
                day(2018, 7, 11),
                "帮扶手册的帮扶成效一栏户主漏签字",
                "刘晓燕",
                "逐户由户主本人补签，工作队复核",
                day(2018, 7, 31),
            ),
        )
    })?;
    let september = out.put(InspectionRow {
        result: text("3个问题限期整改"),
        closed_on: iso(day(2018, 9, 14)),
        ..inspection(
            ("县9月督查", "03", "县扶贫指挥部"),
            ("", day(2018, 9, 10)),
            (day(2018, 9, 11), day(2018, 9, 12)),
            "危房改造、资产收益、年度计划",
        )
    })?;
    let due = day(2018, 9, 28);
    let found = day(2018, 9, 11);
    for (who, what, responsible, measure) in [
        (
            Remembered::DengLiangxiu,
            "D级危房改造停工，没有安排过渡住处",
            "刘晓燕",
            "催施工队复工，先住村委会周转房",
        ),
        (
            Remembered::XiongDagui,
            "合作社2017年度分红没有兑付",
            "刘晓燕",
            "约谈合作社理事长，限期兑付并公示",
        ),
    ] {
        if let Some(household) = households.iter().find(|household| household.is(who)) {
            let about = (found, what, responsible, measure, due);
            out.put(FindingRow {
                household: int(household.key),
                ..finding(september, about)
            })?;
        }
    }
    let plan = (
        day(2018, 9, 12),
        "今年拟出列，还有5户计划2019年脱贫，计划对不上",
        "刘晓燕",
        "逐户核实，报县里调整出列或脱贫年度",
        due,
    );
    out.put(FindingRow {
        village: int(first + PILOT),
        ..finding(september, plan)
    })?;
    remark(households, out)?;
    out.put(inspection(
        ("市督查组督查", "03", "市督查组"),
        ("岭扶指电〔2018〕12号", day(2018, 9, 19)),
        (day(2018, 9, 26), day(2018, 9, 27)),
        "两不愁三保障、小额信贷、驻村帮扶、问题整改",
    ))?;
    Ok(())
}

/// What was said in passing at 张国强's door.
fn remark<E>(households: &[Household], out: &mut Out<'_, E>) -> Result<(), E> {
    let zhang = households
        .iter()
        .find(|household| household.is(Remembered::ZhangGuoqiang));
    let Some(zhang) = zhang else { return Ok(()) };
    out.put(FindingRow {
        source: text("03"),
        inspection: Value::Empty,
        household: int(zhang.key),
        unit: Value::Empty,
        measure: Value::Empty,
        found_by: text("县卫计局走访组"),
        ..finding(
            0,
            (
                day(2018, 9, 14),
                "慢病卡没办，户主不知道去哪里办",
                "李建军",
                "",
                day(2018, 10, 12),
            ),
        )
    })?;
    Ok(())
}

fn inspection(
    (name, kind, by): (&str, &str, &str),
    (document, announced): (&str, NaiveDate),
    (begins, ends): (NaiveDate, NaiveDate),
    scope: &str,
) -> InspectionRow {
    InspectionRow {
        name: text(name),
        kind: text(kind),
        by: text(by),
        announced_on: iso(announced),
        document: text(document),
        begins_on: iso(begins),
        ends_on: iso(ends),
        scope: text(scope),
        ..InspectionRow::default()
    }
}

fn finding(inspection: i64, (found, what, responsible, measure, due): Found) -> FindingRow {
    FindingRow {
        what: text(what),
        source: text("01"),
        inspection: int(inspection),
        found_on: iso(found),
        unit: text("镇扶贫办"),
        responsible: text(responsible),
        measure: text(measure),
        due_on: iso(due),
        ..FindingRow::default()
    }
}
