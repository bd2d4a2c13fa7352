//! Rows of a year: its sums and conditions, and for some the lines of this year's income.

use super::Fault;
use super::calendar::{add, day, iso};
use super::emit::{Out, int, text, yes, yuan};
use super::household::Household;
use super::income::Income;
use super::life::{Kind, State};
use super::random::Random;
use super::record::{LineRow, YearRow};
use super::remembered::Remembered;
use crate::domain::Value;

/// The yearly rows of a household: 2016 and 2017 as reported, 2018 so far.
pub(super) fn years<E>(
    random: &mut Random,
    household: &Household,
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    let first = match household.slot.state {
        State::Unregistered => 2018,
        State::New => 2017,
        _ => 2016,
    };
    for year in first..=2018 {
        let income = super::income::of_year(random, household, year);
        let wrong = year == 2017 && household.slot.remembered.is_none() && random.range(1, 80) == 1;
        if wrong {
            let key = out.next_key::<YearRow>();
            out.plant::<YearRow>(Fault::PopulationDiffers, key, household.named());
        }
        out.put(year_row(household, year, &income, wrong))?;
        if year == 2018 && household.slot.lines {
            lines(random, household, &income, out)?;
        }
    }
    Ok(())
}

fn year_row(household: &Household, year: i64, income: &Income, wrong: bool) -> YearRow {
    let heads = household.people();
    let later = year >= 2018;
    let since_2018 = |amount: i64| if later { yuan(amount) } else { Value::Empty };
    YearRow {
        household: int(household.key),
        year: int(year),
        population: int(heads + i64::from(wrong)),
        wage: yuan(income.wage),
        business: yuan(income.business),
        property: yuan(income.property()),
        property_dividend: since_2018(income.dividend),
        property_other: since_2018(income.rent),
        transfer: yuan(income.transfer()),
        family_planning: yuan(0),
        subsistence: yuan(income.subsistence),
        tekun: yuan(income.tekun),
        pension: yuan(income.pension),
        ecology: yuan(income.ecology),
        transfer_other: yuan(income.other),
        gross: yuan(income.gross()),
        expense: yuan(income.expense),
        net: yuan(income.net()),
        net_per_head: int((income.net() * 200 + heads) / (2 * heads.max(1))),
        ..conditions(household, year)
    }
}

/// How the household lives; what is of one year only is 2018's.
fn conditions(household: &Household, year: i64) -> YearRow {
    let house = &household.house;
    let heads = i32::try_from(household.people()).unwrap_or(1);
    let danger = matches!(house.grade, "C" | "D") && year == 2018;
    let some = household.key;
    let moved = household.slot.relocated && year == 2018;
    let note = match (household.slot.remembered, year) {
        (Some(Remembered::XiangGuangming), 2018) => "2018年6月搬入安置房125平方米，旧房未拆除",
        (Some(Remembered::DengLiangxiu), 2018) => "D级危房改造5月开工，7月起停工",
        _ => "",
    };
    YearRow {
        arable: Value::Real(f64::from(heads * 8 + house.area % 10) / 10.0),
        forest: Value::Real(f64::from(heads) * 1.5),
        orchard: Value::Real(f64::from(house.area % 4) / 2.0),
        production_power: yes(true),
        co_operative: yes(household.joins()),
        leader: yes(some % 6 == 0),
        road_distance: Value::Real(f64::from(house.area % 17) / 10.0),
        road_kind: text(if some % 9 == 0 { "02" } else { "03" }),
        living_power: yes(true),
        broadcast: yes(true),
        water_difficulty: if year == 2018 {
            Value::Empty
        } else {
            yes(false)
        },
        water_safe: yes(year > 2016 || some % 8 != 0),
        toilet: yes(some % 5 != 0),
        fuel: text(if some % 3 == 0 { "04" } else { "01" }),
        housing_area: Value::Real(f64::from(house.area)),
        housing_structure: text(if moved { "02" } else { house.structure }),
        built_year: text(if moved { "2018" } else { house.built }),
        dangerous_house: yes(danger),
        danger_grade: text(if year == 2018 { house.grade } else { "" }),
        food_ok: yes(true),
        clothing_ok: yes(true),
        education_ok: yes(true),
        medical_ok: if year == 2018 && household.lacks_card() {
            Value::Empty
        } else {
            yes(true)
        },
        housing_ok: yes(!danger),
        note: text(note),
        ..livelihood(household, year)
    }
}

/// 增收主业, 技能 and the five difficulties (五难), of the years in which they are asked for.
fn livelihood(household: &Household, year: i64) -> YearRow {
    if year < 2017 || !household.slot.state.registered() {
        return YearRow::default();
    }
    let labour = household
        .members
        .iter()
        .any(super::member::Member::is_labour);
    let poor = matches!(
        household.slot.state,
        State::Poor | State::New | State::Returned
    );
    let works = household.members.iter().any(|m| m.work.is_some());
    let number = |is: bool| int(i64::from(is));
    YearRow {
        main_business: text(match (labour, works) {
            (false, _) => "",
            (true, true) => "外出务工",
            (true, false) => "种养业",
        }),
        businesses: number(labour),
        skill: text(if labour { "实用技术" } else { "" }),
        skills: number(labour),
        kitchen: yes(household.key % 5 != 1),
        school_eased: yes(true),
        job_eased: yes(!poor || !household.zero_transfer()),
        medical_eased: yes(!poor || household.key % 6 != 0),
        housing_eased: yes(!matches!(household.house.grade, "C" | "D")),
        elder_eased: yes(true),
        ..YearRow::default()
    }
}

/// This year's income line by line; their sums are the year's.
fn lines<E>(
    random: &mut Random,
    household: &Household,
    income: &Income,
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    let quarter = (income.wage - income.post) / 3;
    let wage = income.wage - income.post;
    let crops = income.business * 3 / 5;
    let seed = income.expense * 2 / 5;
    let works = household.members.iter().find(|m| m.work.is_some());
    let at = works
        .and_then(|m| m.work.as_ref())
        .map_or("镇内零工", |work| work.at);
    let all: [(&str, &str, &str, i64, &str); 14] = [
        ("a1", "2018Q1", at, quarter, "工资卡流水"),
        ("a1", "2018Q2", at, quarter, "工资卡流水"),
        ("a1", "2018Q3", at, wage - 2 * quarter, "工资卡流水"),
        ("a4", "2018", "村保洁员", income.post, "一卡通流水"),
        ("b1", "2018", "玉米、油菜", crops, "村民代表证明"),
        ("b2", "2018", "养殖", income.business - crops, "收购票据"),
        ("c1", "2018", "合作社分红", income.dividend, "分红表"),
        ("c2", "2018", "流转1.2亩", income.rent, "流转合同"),
        ("d2", "2018", "农村低保", income.subsistence, "一卡通流水"),
        ("d3", "2018", "特困供养", income.tekun, "一卡通流水"),
        (
            "d4",
            "2018",
            "城乡居民养老保险",
            income.pension,
            "养老金存折",
        ),
        ("d5", "2018", "公益林补偿", income.ecology, "一卡通流水"),
        ("d6", "2018", other(household), income.other, "一卡通流水"),
        ("e1", "2018", "种子、化肥", seed, "购货票据"),
    ];
    let feed = (
        "e2",
        "2018",
        "饲料、仔畜",
        income.expense - seed,
        "购货票据",
    );
    let asked = iso(add(day(2018, 9, 1), random.range(0, 18)));
    let head = &household.head().name;
    let mut lacking = household.slot.no_evidence;
    for (line, period, what, amount, evidence) in all.into_iter().chain([feed]) {
        if amount == 0 {
            continue;
        }
        // Wages lack evidence in all three quarters, anything else in its one line.
        let without = lacking;
        if without && (line != "a1" || period == "2018Q1") {
            let key = out.next_key::<LineRow>();
            out.plant::<LineRow>(Fault::NoEvidence, key, household.named());
        }
        lacking = lacking && line == "a1" && period != "2018Q3";
        out.put(LineRow {
            household: int(household.key),
            income_year: int(2018),
            line: text(line),
            period: text(period),
            what: text(what),
            amount: yuan(amount),
            evidence: if without {
                Value::Empty
            } else {
                text(evidence)
            },
            asked_of: text(head),
            asked_on: asked.clone(),
            note: Value::Empty,
        })?;
    }
    Ok(())
}

fn other(household: &Household) -> &'static str {
    match (household.slot.remembered, household.slot.kind) {
        (Some(Remembered::ZhangGuoqiang), _) => "雨露计划、产业奖补",
        (_, Kind::Tekun) => "慰问金",
        _ => "子女赡养、惠农补贴",
    }
}
