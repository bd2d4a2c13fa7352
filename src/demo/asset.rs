//! 村集体资产与收入, and the 标准厂房 of 石桥.

use super::Fault;
use super::calendar::{day, iso};
use super::emit::{Out, int, owned, text, yes, yuan};
use super::helper::is_poor_village;
use super::plan::VILLAGES;
use super::record::{AssetRow, FactoryRow, IncomeRow, VillageRow};
use crate::domain::Value;

/// The villages whose tenant has not paid the rent of the first half-year.
const OWING: [usize; 2] = [1, 13];
/// The village whose old school stands empty.
const EMPTY: usize = 13;

/// What every village owns and what came of it, last year's to the sum that the village reports.
pub(super) fn write<E>(
    villages: &[(String, usize)],
    first: i64,
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    for (at, ((name, _), village)) in villages.iter().zip(first..).enumerate() {
        let field = out.put(AssetRow {
            name: owned(format!("{name}机动地")),
            kind: text("04"),
            quantity: Value::Real(36.0),
            unit: text("亩"),
            usage: text("2"),
            tenant: text("村民联户"),
            rent: yuan(12_000),
            ..asset(village, at)
        })?;
        let idle = at == EMPTY;
        out.put(AssetRow {
            name: owned(format!("{name}旧校舍")),
            kind: text("01"),
            quantity: Value::Real(420.0),
            unit: text("平方米"),
            usage: text(if idle { "6" } else { "1" }),
            idle: yes(idle),
            tenant: text(if idle {
                ""
            } else {
                "岭东县青禾农业开发公司"
            }),
            rent: yuan(if idle { 0 } else { 10_000 }),
            ..asset(village, at)
        })?;
        incomes((at, village), field, out)?;
        if VILLAGES[at].exit == 2018 && VILLAGES[at].collective < 50_000 {
            out.plant::<VillageRow>(Fault::CollectiveIncomeLow, village, (0, ""));
        }
    }
    factory(&villages[2].0, first + 2, out)
}

fn asset(village: i64, at: usize) -> AssetRow {
    AssetRow {
        village: int(village),
        value: yuan(80_000 + 5_000 * i64::try_from(at).unwrap_or(0)),
        idle: yes(false),
        letting: text("1"),
        begins_on: iso(day(2017, 1, 1)),
        ends_on: iso(day(2021, 12, 31)),
        ..AssetRow::default()
    }
}

/// Last year's income, and this year's so far.
fn incomes<E>((at, village): (usize, i64), field: i64, out: &mut Out<'_, E>) -> Result<(), E> {
    let total = VILLAGES[at].collective;
    let (land, school) = (12_000, 10_000);
    let rest = total - land - school;
    let source = if at == 3 { "03" } else { "05" };
    for (source, what, amount) in [
        ("02", "机动地发包", land),
        ("01", "旧校舍租金", school),
        (source, "光伏和经营收入", rest),
    ] {
        out.put(IncomeRow {
            asset: if source == "02" {
                int(field)
            } else {
                Value::Empty
            },
            received_on: iso(day(2017, 12, 20)),
            received: yuan(amount),
            evidence: text("村级收款票据"),
            ..income((village, 2017), (source, what), amount)
        })?;
    }
    let owing = OWING.contains(&at);
    let key = out.next_key::<IncomeRow>();
    out.put(IncomeRow {
        asset: int(field),
        due_on: iso(day(2018, 6, 30)),
        received_on: if owing {
            Value::Empty
        } else {
            iso(day(2018, 7, 5))
        },
        received: if owing { Value::Empty } else { yuan(land / 2) },
        evidence: text(if owing { "" } else { "村级收款票据" }),
        ..income((village, 2018), ("02", "机动地上半年发包款"), land / 2)
    })?;
    if owing {
        out.plant::<IncomeRow>(Fault::RentUnpaid, key, (0, ""));
    }
    if is_poor_village(at) {
        out.put(IncomeRow {
            received_on: iso(day(2018, 8, 30)),
            received: yuan(rest / 2),
            evidence: text("银行转账回单"),
            ..income((village, 2018), (source, "光伏和经营收入"), rest / 2)
        })?;
    }
    Ok(())
}

fn income((village, year): (i64, i32), (source, what): (&str, &str), amount: i64) -> IncomeRow {
    IncomeRow {
        village: int(village),
        year: int(year),
        source: text(source),
        what: text(what),
        due: yuan(amount),
        ..IncomeRow::default()
    }
}

fn factory<E>(name: &str, village: i64, out: &mut Out<'_, E>) -> Result<(), E> {
    out.put(FactoryRow {
        name: owned(format!("{name}标准厂房")),
        village: int(village),
        area: Value::Real(1_000.0),
        priority: text("2,4"),
        land_ok: yes(true),
        environment_ok: yes(true),
        started_on: iso(day(2016, 3, 12)),
        finished_on: iso(day(2016, 10, 20)),
        accepted_on: iso(day(2016, 11, 8)),
        cost: yuan(620_000),
        grant_province: yuan(400_000),
        grant_city: yuan(100_000),
        grant_county: yuan(100_000),
        paid_on: iso(day(2016, 12, 15)),
        tenant: text("岭东县兴达制衣公司"),
        lease_from: iso(day(2017, 1, 1)),
        lease_until: iso(day(2021, 12, 31)),
        rent: yuan(36_000),
        workers: int(58),
        poor_workers: int(31),
        term_years: Value::Real(5.0),
        ..FactoryRow::default()
    })?;
    Ok(())
}
