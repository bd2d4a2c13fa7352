//! Visits of this year: monthly where all is well, long ago where the plan says so.

use super::Fault;
use super::calendar::{add, add_months, ago, day, iso};
use super::emit::{Out, int, text, yes};
use super::helper::Paired;
use super::household::Household;
use super::random::Random;
use super::record::{HouseholdRow, VisitRow};
use super::remembered::Remembered;
use crate::domain::Value;
use chrono::NaiveDate;

const CONTENT: [&str; 12] = [
    "入户了解近期生产生活，核对家庭成员和务工情况",
    "宣传健康扶贫政策，提醒参加2019年度医保",
    "查看住房和饮水，打扫庭院",
    "了解务工收入，登记工资发放情况",
    "查看养殖情况，讲解防疫知识",
    "核对一卡通到账情况，签字确认",
    "讲解小额信贷政策，提醒按期还款",
    "了解子女入学，讲解教育资助政策",
    "送去种子化肥，商量秋播",
    "核算今年以来收入，填写扶贫手册",
    "更换门口明白卡，核对帮扶措施",
    "走访慰问，了解身体状况",
];
const PROBLEMS: [(&str, &str, &str); 4] = [
    ("慢病卡未办理", "尽快办卡", "联系镇卫生院集中办理"),
    ("厨房屋面漏雨", "翻修屋面", "协调村里安排维修"),
    ("孩子住校费用有困难", "落实资助", "向学校核实资助名单"),
    ("山羊销路不好", "帮助销售", "联系合作社收购"),
];

/// The visits of a household this year.
pub(super) fn write<E>(
    random: &mut Random,
    household: &Household,
    paired: &Paired,
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    let slot = &household.slot;
    let zhang = household.is(Remembered::ZhangGuoqiang);
    let last = match slot.remembered {
        Some(Remembered::ZhangGuoqiang) => day(2018, 9, 2),
        Some(Remembered::GongXiuzhi) => ago(61),
        _ if slot.stale => ago(random.range(31, 75)),
        _ if slot.no_helper => ago(random.range(18, 29)),
        _ => ago(random.range(1, 28)),
    };
    let count = if zhang { 9 } else { random.range(4, 6) };
    if slot.stale {
        out.plant::<HouseholdRow>(Fault::StaleVisit, household.key, household.named());
    }
    let first = random.below(CONTENT.len());
    for back in (0..count).rev() {
        let jitter = if back == 0 || zhang {
            0
        } else {
            random.range(-4, 4)
        };
        let on = add(add_months(last, -back), jitter);
        let nth = usize::try_from(back).unwrap_or(0);
        let content = CONTENT[(first + nth) % CONTENT.len()];
        out.put(visit(random, household, paired, (on, content)))?;
    }
    Ok(())
}

fn visit(
    random: &mut Random,
    household: &Household,
    paired: &Paired,
    (on, content): (NaiveDate, &str),
) -> VisitRow {
    let second = paired.second.as_deref().filter(|_| random.percent(30));
    let way = match random.range(1, 100) {
        _ if household.is(Remembered::ZhangGuoqiang) => "01",
        _ if household.is(Remembered::LiuChanghe) => "02",
        1..=88 => "01",
        89..=95 => "02",
        _ => "03",
    };
    let minutes = if way == "01" {
        random.range(25, 70)
    } else {
        random.range(5, 15)
    };
    let mut row = VisitRow {
        household: int(household.key),
        visited_on: iso(on),
        visitor: text(second.unwrap_or(&paired.first)),
        way: text(way),
        minutes: int(minutes),
        content: text(content),
        signed: if way == "01" { yes(true) } else { Value::Empty },
        ..VisitRow::default()
    };
    let stands = household.is(Remembered::DengLiangxiu) && on > day(2018, 7, 15);
    if stands {
        row.problem = text("危房改造停工，施工队撤走");
        row.need = text("入冬前住进新房");
        row.measure = text("镇村建所督促复工");
        row.due = iso(day(2018, 10, 31));
    } else if random.range(1, 25) == 1 {
        let (problem, need, measure) = PROBLEMS[random.below(PROBLEMS.len())];
        row.problem = text(problem);
        row.need = text(need);
        row.measure = text(measure);
        row.due = iso(add(on, 30));
        let done = on < day(2018, 8, 1) && random.percent(80);
        row.outcome = text(if done { "已解决" } else { "" });
    }
    row
}
