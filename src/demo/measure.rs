//! Measures: what a family has a claim to, with the day of payment; 3.4 a household.

use chrono::NaiveDate;

use super::Fault;
use super::calendar::{add, day, iso};
use super::emit::{Out, int, text, yuan};
use super::household::Household;
use super::life::{Kind, State};
use super::member::Member;
use super::random::Random;
use super::record::{MeasureRow, PersonRow};
use super::remembered::Remembered;
use crate::domain::Value;

/// One measure before it is written.
struct Measure {
    person: i64,
    kind: &'static str,
    name: &'static str,
    year: i32,
    yuan: i64,
    decided: NaiveDate,
    paid: Option<NaiveDate>,
    source: &'static str,
    note: &'static str,
}

fn measure(
    kind: &'static str,
    name: &'static str,
    yuan: i64,
    on: (i32, u32, u32),
    source: &'static str,
) -> Measure {
    let decided = day(on.0, on.1, on.2);
    Measure {
        person: 0,
        kind,
        name,
        year: on.0,
        yuan,
        decided,
        paid: Some(add(decided, 45)),
        source,
        note: "",
    }
}

impl Measure {
    const fn of(mut self, member: &Member) -> Self {
        self.person = member.key;
        self
    }

    fn paid(mut self, y: i32, m: u32, d: u32) -> Self {
        self.paid = Some(day(y, m, d));
        self
    }

    const fn unpaid(mut self, note: &'static str) -> Self {
        self.paid = None;
        self.note = note;
        self
    }
}

/// Keeps the township at 3.4 measures a household.
#[derive(Debug, Default)]
pub(super) struct Pace {
    households: usize,
    written: usize,
}

impl Pace {
    /// Writes a household's measures.
    pub(super) fn write<E>(
        &mut self,
        random: &mut Random,
        household: &Household,
        out: &mut Out<'_, E>,
    ) -> Result<(), E> {
        for member in household.members.iter().filter(|m| m.no_autumn) {
            out.plant::<PersonRow>(Fault::NoAutumnGrant, member.key, household.named());
        }
        if !household.slot.state.registered() {
            return Ok(());
        }
        let mut all = firm(random, household);
        self.households += 1;
        let wanted = (self.households * 34 / 10)
            .saturating_sub(self.written)
            .clamp(1, 7);
        let spare = spare(household);
        all.extend(spare.into_iter().take(wanted.saturating_sub(all.len())));
        self.written += all.len();
        for measure in all {
            put(random, household, &measure, out)?;
        }
        Ok(())
    }
}

fn put<E>(
    random: &mut Random,
    household: &Household,
    measure: &Measure,
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    let arrived = measure.paid.is_some();
    let missing = arrived && household.slot.remembered.is_none() && random.range(1, 150) == 1;
    if missing {
        let key = out.next_key::<MeasureRow>();
        out.plant::<MeasureRow>(Fault::NoPaymentDay, key, household.named());
    }
    let paid = measure.paid.filter(|_| !missing).map_or(Value::Empty, iso);
    out.put(MeasureRow {
        household: int(household.key),
        person: if measure.person > 0 {
            int(measure.person)
        } else {
            Value::Empty
        },
        kind: text(measure.kind),
        name: text(measure.name),
        year: int(measure.year),
        amount: yuan(measure.yuan),
        decided_on: iso(measure.decided),
        paid_on: paid,
        arrived: text(if arrived { "1" } else { "0" }),
        source: text(measure.source),
        note: text(measure.note),
    })?;
    Ok(())
}

/// What must be there: what the household is remembered for, school, house, pay.
fn firm(random: &mut Random, household: &Household) -> Vec<Measure> {
    let mut all = remembered(household);
    let students = household.members.iter().filter(|m| m.vocational());
    for member in students {
        let spring = measure(
            "04",
            "雨露计划春季学期",
            1_500,
            (2018, 3, 20),
            "省级专项扶贫资金",
        );
        // Whoever came this autumn was elsewhere in the spring.
        if !member.fresh() {
            all.push(spring.paid(2018, 4, 26).of(member));
        }
        let applied = !member.no_autumn;
        if applied {
            let autumn = measure(
                "04",
                "雨露计划秋季学期",
                1_500,
                (2018, 9, 12),
                "省级专项扶贫资金",
            );
            all.push(autumn.unpaid("已申请，待发放").of(member));
        }
    }
    if let Some(member) = household.post.and_then(|at| household.members.get(at)) {
        all.push(
            measure("03", "村保洁员", 4_800, (2017, 1, 5), "县级财政")
                .paid(2018, 8, 31)
                .of(member),
        );
    }
    if household.slot.relocated {
        let people = household.people();
        all.push(
            measure(
                "07",
                "易地搬迁集中安置",
                people * 25 * 1_700,
                (2017, 9, 10),
                "易地扶贫搬迁资金",
            )
            .paid(2018, 6, 15),
        );
    }
    if matches!(household.house.grade, "C" | "D") && !household.is(Remembered::DengLiangxiu) {
        let (yuan, decided) = if household.house.grade == "D" {
            (25_000, (2018, 9, 13))
        } else {
            (10_000, (2018, 9, 13))
        };
        all.push(measure("06", "农村危房改造", yuan, decided, "中央危房改造资金").unpaid("公示中"));
    }
    if household.slot.village == 3 && random.percent(30) {
        all.push(
            measure("01", "香菇种植奖补", 1_200, (2018, 9, 13), "产业扶贫资金").unpaid("公示中"),
        );
    }
    all
}

fn remembered(household: &Household) -> Vec<Measure> {
    match household.slot.remembered {
        Some(Remembered::ZhangGuoqiang) => {
            vec![measure("01", "养牛2头", 3_000, (2018, 5, 8), "产业扶贫资金").paid(2018, 6, 12)]
        }
        Some(Remembered::DengLiangxiu) => vec![
            measure(
                "06",
                "农村危房改造",
                25_000,
                (2018, 4, 10),
                "中央危房改造资金",
            )
            .unpaid("5月开工，7月起停工，未验收"),
        ],
        Some(Remembered::XiongDagui) => vec![
            measure("18", "合作社分红", 4_800, (2018, 1, 15), "合作社")
                .unpaid("2017年度分红未兑现"),
        ],
        Some(Remembered::FuYoucai) => vec![
            measure("08", "屋顶光伏4千瓦一季度", 812, (2018, 3, 31), "供电公司").paid(2018, 4, 20),
            measure(
                "08",
                "屋顶光伏4千瓦二季度",
                1_143,
                (2018, 6, 30),
                "供电公司",
            )
            .paid(2018, 7, 19),
        ],
        Some(Remembered::JiangMantang) => vec![
            measure(
                "17",
                "养蜂技术培训第1期（共3期）",
                300,
                (2018, 3, 22),
                "培训补助",
            )
            .paid(2018, 5, 10),
            measure(
                "17",
                "养蜂技术培训第2期（共3期）",
                300,
                (2018, 6, 14),
                "培训补助",
            )
            .paid(2018, 7, 30),
        ],
        Some(Remembered::DuanLaowu) => vec![
            measure("10", "特困供养金", 7_800, (2018, 1, 10), "民政资金").paid(2018, 8, 25),
            measure("10", "农村低保金", 3_240, (2018, 1, 10), "民政资金").paid(2018, 8, 26),
        ],
        _ => Vec::new(),
    }
}

/// What fills up to the number: first what the kind gives, then trade and gifts.
fn spare(household: &Household) -> Vec<Measure> {
    let mut all = Vec::new();
    let people = household.people();
    let labour = household.members.iter().any(Member::is_labour);
    let ill = household
        .members
        .iter()
        .find(|m| m.present() && (m.chronic || m.serious));
    let village = household.slot.village;
    if !household.is(Remembered::DuanLaowu) {
        match household.slot.kind {
            Kind::Tekun => all.push(
                measure(
                    "10",
                    "特困供养金",
                    people * 7_800,
                    (2018, 1, 10),
                    "民政资金",
                )
                .paid(2018, 8, 25),
            ),
            Kind::Subsistence => all.push(
                measure(
                    "10",
                    "农村低保金",
                    people * 1_440,
                    (2018, 1, 10),
                    "民政资金",
                )
                .paid(2018, 8, 26),
            ),
            Kind::Common => {}
        }
    }
    if village == 3 {
        all.push(
            measure(
                "08",
                "村级光伏电站收益",
                600,
                (2018, 7, 5),
                "村级光伏60千瓦",
            )
            .paid(2018, 7, 25),
        );
    }
    if labour && !household.is(Remembered::ZhangGuoqiang) {
        let trade = [
            "生猪养殖奖补",
            "柑橘种植奖补",
            "山羊养殖奖补",
            "油茶抚育奖补",
        ][usize::try_from(household.key).unwrap_or(0) % 4];
        all.push(
            measure(
                "01",
                trade,
                1_000 + household.key % 5 * 400,
                (2018, 5, 8),
                "产业扶贫资金",
            )
            .paid(2018, 6, 12),
        );
    }
    if let Some(member) = ill {
        all.push(measure("09", "家庭医生签约服务", 50, (2018, 2, 26), "健康扶贫资金").of(member));
    }
    if let Some(member) = household
        .members
        .iter()
        .find(|m| m.work.is_some_and(|w| matches!(w.place, "03" | "04")) && m.present())
    {
        all.push(measure("02", "外出务工交通补贴", 300, (2018, 3, 12), "就业扶贫资金").of(member));
    }
    if let Some(member) = household
        .members
        .iter()
        .find(|m| m.present() && ("03".."10").contains(&m.schooling))
    {
        all.push(
            measure(
                "05",
                "义务教育阶段和高中资助",
                625,
                (2018, 3, 15),
                "教育资助资金",
            )
            .paid(2018, 5, 18)
            .of(member),
        );
    }
    common(household, &mut all);
    all
}

/// What every household may have.
fn common(household: &Household, all: &mut Vec<Measure>) {
    let people = household.people();
    let labour = household.members.iter().any(Member::is_labour);
    all.push(measure("12", "春节慰问", 300, (2018, 2, 6), "帮扶单位").paid(2018, 2, 8));
    all.push(
        measure(
            "09",
            "医保个人缴费补助",
            people * 90,
            (2017, 12, 10),
            "医保资金",
        )
        .paid(2017, 12, 28),
    );
    all.push(measure("16", "公益林生态补偿", 120, (2017, 10, 20), "林业资金").paid(2017, 11, 30));
    if matches!(household.slot.state, State::Left(_)) && labour {
        all.push(
            measure("01", "产业扶持到户", 1_500, (2016, 6, 1), "产业扶贫资金").paid(2016, 8, 20),
        );
    }
    all.push(measure("13", "以粮济贫", 150 * people, (2017, 9, 1), "粮食部门").paid(2017, 9, 28));
}
