//! A household as it is written: its own row.

use super::calendar::{add, day, iso};
use super::emit::{Out, int, owned, text, yes, yuan};
use super::identity::{AREA, Numbers};
use super::life::{Cause, Kind, State, relation};
use super::member::{Member, boards};
use super::plan::Slot;
use super::random::Random;
use super::record::HouseholdRow;
use super::remembered::Remembered;
use super::{Fault, cases};
use crate::domain::{Sex, Value};

/// A household and what was drawn for it.
#[derive(Debug)]
pub(super) struct Household {
    /// The key of its row, known beforehand.
    pub(super) key: i64,
    /// 户编号; empty for one that was never registered.
    pub(super) code: String,
    /// The key of its village.
    pub(super) village: i64,
    pub(super) slot: Slot,
    pub(super) members: Vec<Member>,
    pub(super) group: i32,
    pub(super) house: House,
    /// The member with a village post (公益岗), as an index.
    pub(super) post: Option<usize>,
}

/// The house.
#[derive(Debug)]
pub(super) struct House {
    pub(super) area: i32,
    pub(super) structure: &'static str,
    pub(super) built: &'static str,
    pub(super) grade: &'static str,
}

impl Household {
    /// How a planted fault names it.
    pub(super) fn named(&self) -> (i64, &str) {
        (self.key, &self.code)
    }

    /// 户主, living or not.
    pub(super) fn head(&self) -> &Member {
        let head = self.members.iter().find(|m| m.relation == relation::HEAD);
        head.unwrap_or(&self.members[0])
    }

    /// 在册人口.
    pub(super) fn people(&self) -> i64 {
        let present = self.members.iter().filter(|m| m.present());
        i64::try_from(present.count()).unwrap_or(1)
    }

    /// Whether someone with a chronic disease has no card.
    pub(super) fn lacks_card(&self) -> bool {
        let lacks = |m: &Member| m.present() && m.chronic && m.card != Some(true);
        self.members.iter().any(lacks)
    }

    /// Whether someone can work and nobody does, in a village post neither (零转移家庭).
    pub(super) fn zero_transfer(&self) -> bool {
        let works = |m: &Member| m.present() && m.work.is_some();
        self.has_labour() && self.post.is_none() && !self.members.iter().any(works)
    }

    fn has_labour(&self) -> bool {
        self.members.iter().any(Member::is_labour)
    }

    /// Whether a co-operative is for it: it has labour and is registered.
    pub(super) fn could_join(&self) -> bool {
        self.slot.state.registered() && self.has_labour()
    }

    /// Whether it is in a co-operative.
    pub(super) fn joins(&self) -> bool {
        let lacks = self.key % 53 == 7 && self.slot.remembered.is_none();
        self.could_join() && !lacks
    }

    pub(super) fn is(&self, who: Remembered) -> bool {
        self.slot.remembered == Some(who)
    }

    fn note(&self) -> &'static str {
        match self.slot.remembered {
            Some(Remembered::LiuChanghe) => "2017年9月起全家在县城租房务工，由输入地社区协助联系",
            Some(Remembered::ZhongDehou) => {
                "有面包车一辆，用于贩运山货；情况说明至2018-12-31，县扶贫办已同意"
            }
            Some(Remembered::WenSuzhen) => "2018年6月确诊大病，自付费用较高，疑似漏评，待核实",
            Some(Remembered::QinJiafu) => "户主2018-08-30去世，贷款5万元未还，户主待变更",
            Some(Remembered::FuYoucai) => "屋顶光伏4千瓦，三季度收益未入账",
            Some(Remembered::XiongDagui) => "8万元贷款由合作社使用，2017年度分红未兑现",
            _ => "",
        }
    }
}

/// The house that fits village and state; what is not safe is being rebuilt.
pub(super) fn house(random: &mut Random, slot: &Slot) -> House {
    let people = i32::try_from(slot.size).unwrap_or(2);
    // 石桥 has a list hanging, 黄泥垭 owes a report, 高岭 has works that stand still.
    let unsafe_share = match (slot.village, slot.state) {
        (_, State::Unregistered) => 0,
        (2, _) => 7,
        (1, _) => 6,
        (5, _) => 4,
        (_, State::Left(_)) => 0,
        _ => 4,
    };
    let grade = match slot.remembered {
        Some(Remembered::DengLiangxiu) => "D",
        None if random.percent(unsafe_share) && !slot.relocated => random.pick(&["C", "C", "D"]),
        _ => random.pick(&["A", "A", "B"]),
    };
    let area = match slot.remembered {
        Some(Remembered::XiangGuangming) => 125,
        // 50, 75, 100 or 125: the types of the county.
        _ if slot.relocated => 25 * people.clamp(2, 5),
        _ => 40 + people * random.range(12, 24),
    };
    House {
        area,
        structure: random.pick(&["02", "02", "03", "03", "04"]),
        built: random.pick(&[
            "1978", "1985", "1989", "1994", "1998", "2003", "2008", "2013",
        ]),
        grade,
    }
}

/// Writes the household's own row.
pub(super) fn write<E>(
    random: &mut Random,
    numbers: &mut Numbers,
    household: &Household,
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    let slot = &household.slot;
    let zhang = household.is(Remembered::ZhangGuoqiang);
    let chance = random.range(1, 60);
    let fault = match chance {
        _ if slot.remembered.is_some() => None,
        1 => Some(Fault::NoPhone),
        2 => Some(Fault::NoAccount),
        _ => None,
    };
    if let Some(fault) = fault {
        out.plant::<HouseholdRow>(fault, household.key, household.named());
    }
    let phone = if zhang {
        "15200000542".to_owned()
    } else {
        numbers.phone()
    };
    let account = owned(numbers.account());
    let archive = format!("{}-{:03}", household.key / 500 + 1, household.key % 500);
    let head = household.head();
    out.put(HouseholdRow {
        code: text(&household.code),
        village: int(household.village),
        group_name: owned(format!("{}组", household.group)),
        head_name: text(&head.name),
        head_id: text(&head.id),
        phone: if fault == Some(Fault::NoPhone) {
            Value::Empty
        } else {
            owned(phone)
        },
        bank: text("岭东农商行"),
        account: if fault == Some(Fault::NoAccount) {
            Value::Empty
        } else {
            account
        },
        archive_box: if zhang { text("3-017") } else { owned(archive) },
        two_daughters: yes(daughters(household) == 2),
        zero_transfer: yes(household.zero_transfer()),
        note: text(household.note()),
        ..standing(household)
    })?;
    Ok(())
}

fn daughters(household: &Household) -> usize {
    let children = household.members.iter().filter(|m| m.is_child());
    let (girls, boys): (Vec<_>, Vec<_>) = children.partition(|m| m.sex == Sex::Female);
    if boys.is_empty() { girls.len() } else { 0 }
}

/// Registration and exit.
fn standing(household: &Household) -> HouseholdRow {
    let slot = &household.slot;
    if !slot.state.registered() {
        let reason = if household.is(Remembered::WenSuzhen) {
            "2017年识别时人均收入高于标准"
        } else {
            "人均收入略高于标准"
        };
        return HouseholdRow {
            register_state: text("02"),
            unregistered_reason: text(reason),
            ..HouseholdRow::default()
        };
    }
    let key = household.key;
    let registered = match slot.state {
        State::New => "2018-03",
        State::Poor if key % 9 == 0 => "2016-12",
        State::Leaving if key % 11 == 0 => "2017-12",
        State::Left(2016 | 2017) if key % 10 == 0 => "2015-12",
        _ => "2014",
    };
    let zhang = household.is(Remembered::ZhangGuoqiang);
    let (registered, others) = if zhang {
        ("2014", "03")
    } else {
        (registered, also(household))
    };
    let signed = |year: i64| {
        i32::try_from(year).map(|year| add(day(year, 11, 20), i32::try_from(key % 30).unwrap_or(0)))
    };
    let relapse = slot.state == State::Returned;
    let planned = match slot.state {
        State::Leaving => int(2018),
        State::Poor if key % 4 == 0 && slot.village > 6 => int(2020),
        State::Poor | State::New | State::Returned => int(2019),
        _ => Value::Empty,
    };
    let (left, signed_on) = match slot.state {
        // Signed when the village decided its list: the case says the same.
        State::Left(2017) => (int(2017), iso(cases::decided_2017(slot.village))),
        State::Left(year) => (int(year), signed(year).map_or(Value::Empty, iso)),
        State::Returned => (int(2016), iso(day(2016, 11, 28))),
        _ => (Value::Empty, Value::Empty),
    };
    HouseholdRow {
        register_state: text("01"),
        register_year: text(registered),
        identified_standard: text("01"),
        exit_state: text(slot.state.exit_code(slot.kind == Kind::Tekun)),
        exit_year: left,
        exit_signed: signed_on,
        planned_exit_year: planned,
        relapse_year: if relapse { int(2017) } else { Value::Empty },
        relapse_reason: text(if relapse { "户主患大病" } else { "" }),
        poverty_kind: text(slot.kind.code()),
        cause: text(slot.cause.code(key)),
        other_causes: text(others),
        relocation: yes(slot.relocated),
        relocation_way: text(if slot.relocated { "03" } else { "" }),
        settle_way: text(if slot.relocated { "01" } else { "" }),
        settle_place: text(if slot.relocated { "05" } else { "" }),
        ..checked(household)
    }
}

/// What was compared with other offices, and what the bank thinks of it.
fn checked(household: &Household) -> HouseholdRow {
    let town = household.is(Remembered::LiuChanghe);
    let able = |m: &Member| m.is_labour() && (18..65).contains(&m.age());
    let fit = household.members.iter().any(able);
    let poor = matches!(
        household.slot.state,
        State::Poor | State::New | State::Returned
    );
    HouseholdRow {
        land_certificate: yes(true),
        house_certificate: yes(true),
        town_year: yes(town),
        town_place: text(if town { "岭东县城" } else { "" }),
        motivation: text(match household.slot.cause {
            Cause::Motivation if poor => "3",
            _ if poor => "2",
            _ => "1",
        }),
        vehicle: yes(household.is(Remembered::ZhongDehou)),
        town_house: yes(false),
        company: yes(false),
        salaried: yes(false),
        cadre_family: yes(false),
        credit_rated: yes(fit),
        credit_line: yuan(if fit { 50_000 } else { 0 }),
        loan_fit: yes(fit),
        loan_wish: yes(fit && household.key % 47 == 0),
        ..HouseholdRow::default()
    }
}

/// A second cause, where the family shows one.
fn also(household: &Household) -> &'static str {
    let has = |is: fn(&Member) -> bool| household.members.iter().any(|m| m.present() && is(m));
    match household.slot.cause {
        Cause::Illness if has(|m| m.disability.is_some()) => "02",
        cause if cause != Cause::Illness && has(|m| m.serious) => "01",
        cause if cause != Cause::Study && has(|m| boards(m.schooling)) => "03",
        _ => "",
    }
}

/// The 户编号 of the household with this number among the registered.
pub(super) fn household_code(number: usize) -> String {
    format!("{AREA}{number:04}")
}
