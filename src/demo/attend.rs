//! 三留守与残疾人, 需求对接, 证件与协议, 情况说明, the lists of conduct, 本地数字.

use super::calendar::{ago, day, iso};
use super::emit::{Out, int, owned, text, yes};
use super::household::Household;
use super::member::Member;
use super::record::{CareRow, ConductRow, DocumentRow, ExplanationRow, FigureRow, NeedRow};
use super::remembered::Remembered;
use crate::domain::Value;

/// What the local figures are called, from when they hold, and how much they are.
const FIGURES: [(&str, &str, f64, &str); 11] = [
    ("贫困线", "2017", 3_335.0, "元"),
    ("贫困线", "2018", 3_535.0, "元"),
    ("县人均可支配收入", "2017", 11_860.0, "元"),
    ("全省人均收入增幅", "2017", 8.5, "%"),
    ("全省人均可支配收入", "2017", 13_810.0, "元"),
    ("低保标准", "2017", 4_080.0, "元"),
    ("低保标准", "2018", 4_560.0, "元"),
    ("特困供养标准", "2017", 7_200.0, "元"),
    ("特困供养标准", "2018", 7_800.0, "元"),
    ("公示天数", "2018", 7.0, "天"),
    ("走访间隔", "2018", 30.0, "天"),
];

/// The figures that the county is made to have set; there is no paper, they are the demo's.
pub(super) fn figures<E>(out: &mut Out<'_, E>) -> Result<(), E> {
    for (name, from, value, unit) in FIGURES {
        out.put(FigureRow {
            name: text(name),
            begins_on: text(from),
            value: Value::Real(value),
            unit: text(unit),
            document: text("演示"),
            confirmed: yes(true),
            confirmed_on: iso(day(2018, 3, 1)),
        })?;
    }
    Ok(())
}

/// Whom of a household somebody looks after, what it needs and what it has papers for.
pub(super) fn write<E>(household: &Household, helper: &str, out: &mut Out<'_, E>) -> Result<(), E> {
    if !household.slot.state.registered() {
        return Ok(());
    }
    for member in household.members.iter().filter(|m| m.present()) {
        for kind in kinds(household, member) {
            out.put(cared(household, member, kind, helper))?;
        }
        if let Some((kind, until)) = paper(household, member) {
            out.put(DocumentRow {
                household: int(household.key),
                person: int(member.key),
                kind: text(kind),
                issued_on: iso(day(2017, 9, 1)),
                until: iso(until),
                issuer: text(if kind == "03" {
                    "镇中心小学"
                } else {
                    "县医保局"
                }),
                archive_box: text("户档"),
                ..DocumentRow::default()
            })?;
        }
    }
    needs(household, out)?;
    explain(household, out)
}

/// 关爱类别 of a member: left behind by all who could look after them, or disabled.
fn kinds(household: &Household, member: &Member) -> Vec<&'static str> {
    let mut kinds = Vec::new();
    let mut others = household.members.iter().filter(|m| m.present());
    let at_home = others
        .clone()
        .any(|m| (18..60).contains(&m.age()) && m.resident);
    let away = others.any(|m| m.work.is_some_and(|w| matches!(w.place, "03" | "04")));
    if member.resident && away && !at_home {
        match member.age() {
            ..16 => kinds.push("01"),
            60.. => kinds.push("03"),
            _ => {}
        }
    }
    if member.disability.is_some() {
        kinds.push("04");
    }
    kinds
}

fn cared(household: &Household, member: &Member, kind: &str, helper: &str) -> CareRow {
    let grown = |m: &&Member| m.present() && m.age() >= 18 && m.name != member.name;
    let guardian = household.members.iter().find(grown);
    let back = i32::try_from(household.key % 25).unwrap_or(0);
    CareRow {
        name: text(&member.name),
        kind: text(kind),
        person: int(member.key),
        household: int(household.key),
        village: int(household.village),
        registered_on: iso(day(2018, 3, 15)),
        needs: text(match kind {
            "01" => "课后照看和亲情电话",
            "03" => "定期探视、就医陪护",
            _ => "康复和辅具",
        }),
        guardian: text(guardian.map_or(helper, |g| g.name.as_str())),
        guardian_relation: text(if guardian.is_some() {
            "家人"
        } else {
            "帮扶责任人"
        }),
        agreement: yes(kind == "01"),
        helper: text(helper),
        visited_on: iso(ago(3 + back)),
        ..CareRow::default()
    }
}

/// The paper of a member that ends one day.
fn paper(household: &Household, member: &Member) -> Option<(&'static str, chrono::NaiveDate)> {
    if household.is(Remembered::LuoXiaoyu) && member.name == "罗小雨" {
        return Some(("03", day(2018, 9, 30)));
    }
    (member.chronic && member.card == Some(true)).then(|| ("02", day(2020, 12, 31)))
}

fn needs<E>(household: &Household, out: &mut Out<'_, E>) -> Result<(), E> {
    if household.key % 97 != 11 {
        return Ok(());
    }
    let (what, kind, donor) = [
        ("土鸡蛋300枚寻找买家", "05", "岭东县财政局食堂"),
        ("孩子需要书桌和台灯", "06", "岭东县扶贫志愿者协会"),
        ("需要两头母羊种羊", "02", ""),
    ][usize::try_from(household.key / 97).unwrap_or(0) % 3];
    let met = !donor.is_empty();
    let when = |date| if met { iso(date) } else { Value::Empty };
    out.put(NeedRow {
        what: text(what),
        kind: text(kind),
        household: int(household.key),
        village: int(household.village),
        registered_on: iso(day(2018, 6, 4)),
        published_on: iso(day(2018, 6, 6)),
        platform: text("扶贫帮困网络直通车"),
        donor: text(donor),
        matched_on: when(day(2018, 6, 20)),
        answered_on: when(day(2018, 7, 9)),
        result: text(if met { "已落实" } else { "" }),
    })?;
    Ok(())
}

/// What is known to be as it is, and one entry of the list of what is not to be done.
fn explain<E>(household: &Household, out: &mut Out<'_, E>) -> Result<(), E> {
    let row = |rule: &str, reason: &str, until| ExplanationRow {
        kind: text("1"),
        subject: text("household"),
        household: int(household.key),
        rule: text(rule),
        reason: text(reason),
        evidence: text("入户核查表、照片"),
        begins_on: iso(day(2018, 3, 20)),
        until: iso(until),
        explained_by: text("刘晓燕"),
        ..ExplanationRow::default()
    };
    match household.slot.remembered {
        Some(Remembered::ZhongDehou) => {
            out.put(ExplanationRow {
                document: text("岭扶办函〔2018〕19号"),
                document_on: iso(day(2018, 3, 28)),
                approver: text("县扶贫办"),
                ..row(
                    "national-2016/错评车辆",
                    "面包车购于2015年，用于贩运山货，估价4000元，民主评议同意保留",
                    day(2018, 12, 31),
                )
            })?;
        }
        Some(Remembered::LiuChanghe) => {
            out.put(row(
                "national-2016/走访",
                "全家在县城务工，每月电话联系，春节入户",
                day(2018, 9, 23),
            ))?;
        }
        Some(Remembered::DuanLaowu) => {
            out.put(row(
                "national-2016/低保五保同领",
                "民政系统正在调整，低保金从10月起停发",
                day(2018, 9, 21),
            ))?;
        }
        _ => {}
    }
    if household.is(Remembered::XiaChangshou) {
        out.put(ConductRow {
            household: int(household.key),
            kind: text("1"),
            item: text("贷款按期付息，不挪作他用"),
            noted_on: iso(day(2018, 6, 21)),
            noted_by: text("刘晓燕"),
            kept: yes(true),
            evidence: owned("银行结息单".to_owned()),
            ..ConductRow::default()
        })?;
    }
    Ok(())
}
