//! 合作社 and who joined, 资产收益 and what they paid.

use chrono::NaiveDate;

use super::Fault;
use super::calendar::{day, iso};
use super::emit::{Out, int, owned, text, yes, yuan};
use super::helper::{Helper, Helpers, is_poor_village};
use super::household::Household;
use super::loan_plan::Loan;
use super::record::{CooperativeRow, DividendRow, HouseholdRow, MembershipRow, ShareRow};
use super::remembered::Remembered;
use crate::domain::Value;

/// What the co-operatives of a village grow, the first in turn.
const PRODUCTS: [&str; 6] = [
    "柑橘种植",
    "香菇种植",
    "生猪养殖",
    "茶叶种植",
    "山羊养殖",
    "药材种植",
];
/// 双河村, with its solar station.
const SHUANGHE: usize = 3;

/// The co-operatives of each village, by key and name.
pub(super) struct Cooperatives(Vec<Vec<(i64, String)>>);

impl Cooperatives {
    /// The one that a household joins, by key and name.
    pub(super) fn of(&self, household: &Household) -> Option<&(i64, String)> {
        self.0
            .get(household.slot.village)?
            .get(self.place(household))
    }

    /// The first of a village, by key.
    pub(super) fn first(&self, village: usize) -> Option<i64> {
        self.0.get(village)?.first().map(|(key, _)| *key)
    }

    /// Its place among those of the village.
    fn place(&self, household: &Household) -> usize {
        let own = self.0.get(household.slot.village).map_or(1, Vec::len);
        usize::try_from(household.key).unwrap_or(0) % own.max(1)
    }
}

/// The villages' co-operatives, a mutual fund in each poor village, and the station of 双河.
pub(super) fn cooperatives<E>(
    villages: &[(String, usize)],
    first: i64,
    helpers: &Helpers,
    out: &mut Out<'_, E>,
) -> Result<Cooperatives, E> {
    let mut all = Vec::new();
    for (at, ((name, _), village)) in villages.iter().zip(first..).enumerate() {
        let leader = helpers.cadres[at].get(1);
        let mut own = Vec::new();
        for nth in 0..=at % 3 {
            let product = if at == SHUANGHE && nth == 0 {
                PRODUCTS[1]
            } else {
                PRODUCTS[(at + nth) % PRODUCTS.len()]
            };
            let title = format!("{name}{product}专业合作社");
            let key = out.put(cooperative((&title, village), ("01", product), leader))?;
            own.push((key, title));
        }
        if is_poor_village(at) {
            let title = format!("{name}资金互助社");
            out.put(cooperative((&title, village), ("02", "互助资金"), leader))?;
        }
        all.push(own);
    }
    station(&villages[SHUANGHE].0, first + 3, out)?;
    Ok(Cooperatives(all))
}

fn cooperative(
    (name, village): (&str, i64),
    (kind, product): (&str, &str),
    leader: Option<&Helper>,
) -> CooperativeRow {
    CooperativeRow {
        name: text(name),
        village: int(village),
        kind: text(kind),
        product: text(product),
        founded_on: iso(day(2015, 6, 18)),
        leader: text(leader.map_or("", |l| l.name.as_str())),
        phone: text(leader.map_or("", |l| l.phone.as_str())),
        members: int(40 + village % 20),
        model: yes(village % 7 == 1),
        state: text("1"),
        ..CooperativeRow::default()
    }
}

/// 村级光伏电站 of 60 kW, whose income is the village's.
fn station<E>(village: &str, key: i64, out: &mut Out<'_, E>) -> Result<(), E> {
    let share = out.put(ShareRow {
        name: owned(format!("{village}村级光伏电站")),
        kind: text("02"),
        village: int(key),
        power: Value::Real(60.0),
        connected_on: iso(day(2017, 6, 28)),
        payer: text("县供电公司"),
        invested: yuan(480_000),
        source: text("省级专项扶贫资金"),
        expected: yuan(54_000),
        ..ShareRow::default()
    })?;
    for (period, due, amount) in [
        ("2017年三季度", day(2017, 10, 15), 15_200),
        ("2017年四季度", day(2018, 1, 15), 10_400),
        ("2018年一季度", day(2018, 4, 15), 11_800),
        ("2018年二季度", day(2018, 7, 15), 16_300),
    ] {
        out.put(paid(share, period, due, amount))?;
    }
    Ok(())
}

fn due(share: i64, period: &str, due: NaiveDate, amount: i64) -> DividendRow {
    DividendRow {
        asset_share: int(share),
        period: text(period),
        due_on: iso(due),
        due: yuan(amount),
        ..DividendRow::default()
    }
}

fn paid(share: i64, period: &str, on: NaiveDate, amount: i64) -> DividendRow {
    DividendRow {
        paid_on: iso(on),
        paid: yuan(amount),
        evidence: text("银行转账回单"),
        ..due(share, period, on, amount)
    }
}

/// What a household joined and what it has shares in; `lent` is the loan that a co-operative uses.
pub(super) fn write<E>(
    household: &Household,
    cooperatives: &Cooperatives,
    lent: Option<&Loan>,
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    let nth = cooperatives.place(household);
    let Some((key, name)) = cooperatives.of(household) else {
        return Ok(());
    };
    if household.joins() || lent.is_some() {
        out.put(MembershipRow {
            household: int(household.key),
            cooperative: int(*key),
            joined_on: text(["2016-05", "2017-03", "2018-03"][nth % 3]),
            input: text(if lent.is_some() { "3" } else { "1,5" }),
            amount: yuan(if lent.is_some() { 80_000 } else { 1_500 }),
            way: text(if lent.is_some() { "03" } else { "01" }),
            ..MembershipRow::default()
        })?;
    } else if household.could_join() {
        out.plant::<HouseholdRow>(Fault::NoCooperative, household.key, household.named());
    }
    if let Some(loan) = lent {
        invested(household, name, loan, out)?;
    }
    match household.slot.remembered {
        Some(Remembered::FuYoucai) => roof(household, out),
        Some(Remembered::ZhangGuoqiang) => cattle(household, name, out),
        _ => Ok(()),
    }
}

/// 8 万 of a loan in the co-operative, with a dividend each January; that of 熊大贵 for 2017 was
/// never paid.
fn invested<E>(
    household: &Household,
    cooperative: &str,
    loan: &Loan,
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    let share = out.put(ShareRow {
        name: text("合作社入股分红"),
        kind: text("03"),
        payer: text(cooperative),
        invested: yuan(loan.amount),
        source: text("扶贫小额信贷"),
        contract: owned(format!("RG2016{:04}", household.key)),
        begins_on: iso(loan.lent),
        ends_on: iso(loan.due),
        rate: Value::Real(6.0),
        expected: yuan(4_800),
        ..of(household)
    })?;
    out.put(paid(share, "2016年度", day(2017, 1, 18), 4_800))?;
    if household.is(Remembered::XiongDagui) {
        let key = out.put(DividendRow {
            reason: text("合作社称香菇滞销，资金未回笼"),
            ..due(share, "2017年度", day(2018, 1, 15), 4_800)
        })?;
        out.plant::<DividendRow>(Fault::DividendUnpaid, key, household.named());
        return Ok(());
    }
    out.put(paid(share, "2017年度", day(2018, 1, 22), 4_800))?;
    Ok(())
}

fn of(household: &Household) -> ShareRow {
    ShareRow {
        household: int(household.key),
        village: int(household.village),
        ..ShareRow::default()
    }
}

/// 付友财's roof: two quarters came, the third did not.
fn roof<E>(household: &Household, out: &mut Out<'_, E>) -> Result<(), E> {
    let share = out.put(ShareRow {
        name: text("户用屋顶光伏"),
        kind: text("01"),
        power: Value::Real(4.0),
        connected_on: iso(day(2017, 11, 30)),
        payer: text("县供电公司"),
        invested: yuan(28_000),
        source: text("光伏扶贫资金"),
        expected: yuan(4_000),
        ..of(household)
    })?;
    out.put(paid(share, "2018年一季度", day(2018, 4, 20), 812))?;
    out.put(paid(share, "2018年二季度", day(2018, 7, 19), 1_143))?;
    let key = out.put(due(share, "2018年三季度", day(2018, 9, 15), 1_100))?;
    out.plant::<DividendRow>(Fault::DividendUnpaid, key, household.named());
    Ok(())
}

/// 张国强's share in the cattle of the village's co-operative, and his leased field.
fn cattle<E>(household: &Household, cooperative: &str, out: &mut Out<'_, E>) -> Result<(), E> {
    let share = out.put(ShareRow {
        name: text("肉牛养殖入股"),
        kind: text("03"),
        payer: text(cooperative),
        invested: yuan(10_000),
        source: text("产业扶贫资金"),
        rate: Value::Real(5.0),
        ..of(household)
    })?;
    out.put(paid(share, "2016年度", day(2017, 1, 18), 800))?;
    out.put(paid(share, "2017年度", day(2018, 1, 22), 500))?;
    let lease = out.put(ShareRow {
        name: text("土地流转1.2亩"),
        kind: text("05"),
        payer: text(cooperative),
        begins_on: iso(day(2016, 3, 1)),
        ends_on: iso(day(2021, 2, 28)),
        expected: yuan(400),
        ..of(household)
    })?;
    out.put(paid(lease, "2018年", day(2018, 3, 9), 400))?;
    Ok(())
}
