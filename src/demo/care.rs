//! 诉求与信访, 临时救助, 社会帮扶与捐赠 of this year.

use chrono::NaiveDate;

use super::calendar::{add, ago, day, iso, today};
use super::emit::{Out, int, text, yes, yuan};
use super::helper::{Paired, is_poor_village};
use super::household::Household;
use super::life::relation;
use super::plan::VILLAGES;
use super::random::Random;
use super::record::{AppealRow, DonationRow, ReliefRow};
use super::remembered::Remembered;
use crate::domain::Value;

/// What people ask for: 诉求类别, the words, and what came of it.
const ASKED: [(&str, &str, &str); 6] = [
    ("08", "入户路雨天泥泞，希望硬化到门口", "已列入村级道路项目"),
    ("05", "高处用水压力不足，夏天断水", "已更换水泵"),
    ("06", "想养羊，缺圈舍和种羊", "已联系合作社代养"),
    (
        "07",
        "家里有病人，申请纳入低保",
        "已核查，家庭收入超过低保标准，已解释",
    ),
    ("03", "孩子上高中，问教育资助怎么申请", "已报学校资助中心"),
    ("02", "老屋墙体开裂，要求鉴定", "已鉴定为B级，维修即可"),
];
/// 困难类型, what happened, and what is granted in yuan.
const HARDSHIP: [(&str, &str, i64); 5] = [
    ("01", "突发重病住院，自付费用较高", 5_000),
    ("02", "干农活摔伤骨折", 2_000),
    ("03", "厨房失火，粮食和家具烧毁", 4_000),
    ("04", "暴雨冲毁圈舍和农田", 1_500),
    ("05", "两个孩子同时上学，学费困难", 2_000),
];
/// 捐赠方, 捐赠方类别, 捐赠类别, what, and its worth in yuan.
const GIFTS: [(&str, &str, &str, &str, i64); 5] = [
    ("岭东县青禾农业开发公司", "01", "02", "鸡苗50只", 600),
    ("岭东县扶贫志愿者协会", "03", "02", "棉被和过冬衣物", 400),
    ("岭东县人民医院", "02", "03", "上门义诊和常用药", 300),
    ("爱心人士周先生", "04", "05", "助学金", 1_000),
    ("岭东县财政局", "02", "04", "购买土鸡蛋、腊肉", 800),
];

/// What a household asked for, met with and was given.
pub(super) fn write<E>(
    random: &mut Random,
    household: &Household,
    paired: &Paired,
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    remembered(household, out)?;
    if random.range(1, 1_000) <= 20 {
        asked(random, household, paired, out)?;
    }
    if household.slot.remembered.is_none() && random.range(1, 1_000) <= 14 {
        hardship(random, household, out)?;
    }
    if random.range(1, 1_000) <= 30 {
        let nth = random.below(GIFTS.len());
        let on = ago(random.range(10, 250));
        gift(household, nth, on, out)?;
    }
    Ok(())
}

/// An appeal of the head of a household.
fn appeal(household: &Household, on: NaiveDate, due: NaiveDate) -> AppealRow {
    AppealRow {
        name: text(&speaker(household).name),
        village: int(household.village),
        household: int(household.key),
        received_on: iso(on),
        due_on: iso(due),
        ..AppealRow::default()
    }
}

/// Who speaks for a household: the head, or the first grown-up after a head's death.
fn speaker(household: &Household) -> &super::member::Member {
    let head = household.head();
    let other = household
        .members
        .iter()
        .find(|m| m.present() && m.age() >= 18);
    if head.present() {
        head
    } else {
        other.unwrap_or(head)
    }
}

fn asked<E>(
    random: &mut Random,
    household: &Household,
    paired: &Paired,
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    let (kind, content, result) = ASKED[random.below(ASKED.len())];
    let on = ago(random.range(4, 240));
    let due = add(on, 30);
    // What came in lately is still open; of the rest hardly anything.
    let open = due > today() && random.percent(60);
    let answered = add(on, random.range(3, 25)).min(today());
    out.put(AppealRow {
        way: text(["01", "03", "04", "05", "06"][random.below(5)]),
        kind: text(kind),
        content: text(content),
        handler: text(&paired.first),
        answered_on: if open { Value::Empty } else { iso(answered) },
        result: text(if open { "" } else { result }),
        satisfied: if open { Value::Empty } else { yes(true) },
        ..appeal(household, on, due)
    })?;
    Ok(())
}

fn hardship<E>(random: &mut Random, household: &Household, out: &mut Out<'_, E>) -> Result<(), E> {
    let (reason, event, amount) = HARDSHIP[random.below(HARDSHIP.len())];
    let happened = ago(random.range(8, 250));
    let applied = add(happened, 5);
    let paid = add(applied, 20);
    let is_paid = paid < today();
    let person = speaker(household);
    out.put(ReliefRow {
        decision: text(if is_paid { "01" } else { "03" }),
        decided_on: if is_paid {
            iso(add(applied, 8))
        } else {
            Value::Empty
        },
        amount: if is_paid { yuan(amount) } else { Value::Empty },
        paid_on: if is_paid { iso(paid) } else { Value::Empty },
        arrived: text(if is_paid { "1" } else { "" }),
        source: text(if is_paid {
            "民政临时救助资金"
        } else {
            ""
        }),
        name: text(&person.name),
        id_number: text(&person.id),
        village: int(household.village),
        household: int(household.key),
        reason: text(reason),
        event: text(event),
        happened_on: iso(happened),
        applied_on: iso(applied),
        asked: yuan(amount + 1_000),
    })?;
    Ok(())
}

fn gift<E>(
    household: &Household,
    nth: usize,
    on: NaiveDate,
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    let (donor, donor_kind, kind, what, amount) = GIFTS[nth];
    out.put(DonationRow {
        donor: text(donor),
        donor_kind: text(donor_kind),
        kind: text(kind),
        what: text(what),
        amount: yuan(amount),
        donated_on: iso(on),
        village: int(household.village),
        household: int(household.key),
        signed_by: text(&speaker(household).name),
        signed_on: iso(on),
        receipt: Value::Empty,
    })?;
    Ok(())
}

/// What the households one remembers came with.
fn remembered<E>(household: &Household, out: &mut Out<'_, E>) -> Result<(), E> {
    match household.slot.remembered {
        Some(Remembered::DengLiangxiu) => {
            out.put(AppealRow {
                way: text("06"),
                kind: text("02"),
                content: text("危房改造停工两个月，要求入冬前完工"),
                handler: text("镇村建所"),
                ..appeal(household, day(2018, 8, 20), day(2018, 9, 19))
            })?;
        }
        Some(Remembered::XiongDagui) => {
            out.put(AppealRow {
                way: text("04"),
                kind: text("09"),
                content: text("合作社用了8万元贷款，2017年度分红没有兑现"),
                handler: text("镇经管站"),
                ..appeal(household, day(2018, 9, 10), day(2018, 9, 25))
            })?;
        }
        Some(Remembered::WenSuzhen) => {
            let person = household.head();
            out.put(ReliefRow {
                name: text(&person.name),
                id_number: text(&person.id),
                village: int(household.village),
                household: int(household.key),
                reason: text("01"),
                event: text("2018年6月确诊大病，自付费用较高"),
                happened_on: iso(day(2018, 6, 11)),
                applied_on: iso(day(2018, 9, 10)),
                asked: yuan(10_000),
                decision: text("03"),
                ..ReliefRow::default()
            })?;
        }
        Some(Remembered::QinJiafu) => {
            let person = household
                .members
                .iter()
                .find(|m| m.relation == relation::SPOUSE);
            let person = person.unwrap_or_else(|| household.head());
            out.put(ReliefRow {
                name: text(&person.name),
                id_number: text(&person.id),
                village: int(household.village),
                household: int(household.key),
                reason: text("01"),
                event: text("户主病故，治病和丧葬支出较大"),
                happened_on: iso(day(2018, 8, 30)),
                applied_on: iso(day(2018, 9, 4)),
                asked: yuan(8_000),
                decision: text("01"),
                decided_on: iso(day(2018, 9, 14)),
                amount: yuan(5_000),
                arrived: text("0"),
                ..ReliefRow::default()
            })?;
        }
        Some(Remembered::GongXiuzhi) => gift(household, 3, day(2018, 9, 3), out)?,
        _ => {}
    }
    Ok(())
}

/// Gifts to the poor villages as a whole.
pub(super) fn of_villages<E>(first: i64, out: &mut Out<'_, E>) -> Result<(), E> {
    for (at, village) in (0..VILLAGES.len())
        .filter(|at| is_poor_village(*at))
        .zip(first..)
    {
        let (what, amount) = [
            ("太阳能路灯10盏", 30_000),
            ("文化广场健身器材", 12_000),
            ("村卫生室检查设备", 20_000),
        ][at % 3];
        let on = day(2018, 1 + u32::try_from(at).unwrap_or(0), 16);
        out.put(DonationRow {
            donor: text("岭东县鑫源建设公司"),
            donor_kind: text("01"),
            kind: text("02"),
            what: text(what),
            amount: yuan(amount),
            donated_on: iso(on),
            village: int(village),
            signed_by: text("村委会"),
            signed_on: iso(on),
            receipt: text(["GJ20180116", "GJ20180216", "GJ20180316"][at % 3]),
            ..DonationRow::default()
        })?;
    }
    Ok(())
}

/// The objection of 18 September to the list of 青山, by somebody who is on no register.
pub(super) fn objection<E>(first: i64, out: &mut Out<'_, E>) -> Result<(), E> {
    out.put(AppealRow {
        name: text("汪德全"),
        village: int(first + 4),
        received_on: iso(day(2018, 9, 18)),
        way: text("01"),
        kind: text("01"),
        content: text("对青山村拟脱贫名单有异议：名单里有一户今年没有稳定收入"),
        handler: text("镇扶贫办"),
        due_on: iso(day(2018, 9, 22)),
        ..AppealRow::default()
    })?;
    Ok(())
}
