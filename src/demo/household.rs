//! A household as it is written: its own row and its people's.

use super::Fault;
use super::calendar::{add, day, iso};
use super::emit::{Out, int, owned, text, yes, yuan};
use super::identity::{AREA, Numbers};
use super::life::{Cause, Kind, State, relation};
use super::member::{Member, boards, compulsory};
use super::plan::Slot;
use super::random::Random;
use super::record::{HouseholdRow, PersonRow};
use super::remembered::Remembered;
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
        credit_rated: yes(true),
        credit_line: yuan(if fit { 50_000 } else { 0 }),
        loan_fit: yes(fit),
        loan_wish: yes(fit && household.key % 3 == 0),
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

/// Writes the members' rows and keeps their keys.
pub(super) fn people<E>(
    random: &mut Random,
    numbers: &mut Numbers,
    household: &mut Household,
    out: &mut Out<'_, E>,
) -> Result<(), E> {
    for at in 0..household.members.len() {
        let fault = fault_of(random, household, at);
        if household.members[at].chronic && household.members[at].card.is_none() {
            household.members[at].card = (fault != Some(Fault::NoChronicCard)).then_some(true);
        }
        if let Some(fault) = fault {
            let key = out.next_key::<PersonRow>();
            out.plant::<PersonRow>(fault, key, household.named());
        }
        let row = person(random, numbers, household, at, fault);
        household.members[at].key = out.put(row)?;
    }
    Ok(())
}

/// At most one fault of a person, and only where the record can show it.
fn fault_of(random: &mut Random, household: &Household, at: usize) -> Option<Fault> {
    let member = &household.members[at];
    let drawn = random.range(1, 400);
    if !member.present() || !household.slot.state.registered() {
        return None;
    }
    if household.slot.remembered.is_some() {
        return (member.card == Some(false)).then_some(Fault::NoChronicCard);
    }
    match drawn {
        1..=24 if member.chronic => Some(Fault::NoChronicCard),
        1..=32 if member.disability.is_some() => Some(Fault::NoDisabilityNumber),
        1..=12 if compulsory(member.schooling) => Some(Fault::NoSchooling),
        46..=47 => Some(Fault::NoMedical),
        48..=50 => Some(Fault::NoEducation),
        _ => None,
    }
}

fn person(
    random: &mut Random,
    numbers: &mut Numbers,
    household: &Household,
    at: usize,
    fault: Option<Fault>,
) -> PersonRow {
    let member = &household.members[at];
    let grown = member.age() >= 16;
    let phone = grown && member.age() < 60 && at > 0 && random.percent(40);
    let politics = if grown && random.range(1, 100) <= 3 {
        "01"
    } else {
        "13"
    };
    let but = |not: Fault, value: Value| {
        if fault == Some(not) {
            Value::Empty
        } else {
            value
        }
    };
    let card = member.chronic.then_some(member.card).flatten();
    let disability = member.disability.map_or(Value::Empty, |(kind, grade)| {
        owned(format!("{}{kind}{grade}", member.id))
    });
    PersonRow {
        household: int(household.key),
        code: text(&code(household, at)),
        name: text(&member.name),
        id_number: text(&member.id),
        sex: text(if member.sex == Sex::Male { "1" } else { "2" }),
        birth: iso(member.birth),
        relation: text(member.relation),
        ethnic: text(member.ethnic),
        politics: text(if grown { politics } else { "" }),
        phone: if phone {
            owned(numbers.phone())
        } else {
            Value::Empty
        },
        resident: yes(member.resident && member.present()),
        mandarin: yes(member.age() < 55),
        soldier: yes(false),
        education: but(Fault::NoEducation, text(member.education)),
        schooling: but(Fault::NoSchooling, text(member.schooling)),
        school_name: text(&member.school),
        health: text(if matches!(member.left, Some((_, "01"))) {
            "05"
        } else {
            member.health()
        }),
        disability_number: but(Fault::NoDisabilityNumber, disability),
        chronic_card: card.map_or(Value::Empty, yes),
        medical: yes(fault != Some(Fault::NoMedical)),
        serious_medical: yes(true),
        pension: yes(grown && !member.in_school()),
        subsistence: yes(subsistence(household)),
        note: text(member.note),
        ..changes(member)
    }
}

fn changes(member: &Member) -> PersonRow {
    let dated = |change: &Option<(String, &'static str)>| {
        let (on, how) = change
            .as_ref()
            .map_or(("", ""), |(on, how)| (on.as_str(), *how));
        (text(on), text(how))
    };
    let (joined_on, joined_how) = dated(&member.joined);
    let (left_on, left_how) = dated(&member.left);
    let work = member.work.as_ref().filter(|_| member.present());
    PersonRow {
        labour_skill: text(member.labour),
        work_place: text(work.map_or("", |work| work.place)),
        work_where: text(work.map_or("", |work| work.at)),
        work_months: work.map_or(Value::Empty, |work| Value::Real(work.months.into())),
        joined_on,
        joined_how,
        left_on,
        left_how,
        ..served(member)
    }
}

/// Services that a person has, and what a worker can do and wishes.
fn served(member: &Member) -> PersonRow {
    let grown = (16..60).contains(&member.age()) && !member.in_school();
    let idle = member.is_labour() && member.work.is_none();
    let when = |is: bool, answer: bool| if is { yes(answer) } else { Value::Empty };
    PersonRow {
        home_school: when(member.name == "罗小雨", true),
        health_card: yes(true),
        family_doctor: yes(true),
        serious_relief: when(member.serious, true),
        pension_paid: when(grown, true),
        skill: text(match (member.is_labour(), member.work) {
            (false, _) => "",
            (true, Some(_)) => "务工技能",
            (true, None) => "种养技术",
        }),
        job_wish: when(idle, true),
        training_wish: when(idle, member.age() < 50),
        ..PersonRow::default()
    }
}

fn subsistence(household: &Household) -> bool {
    household.slot.kind == Kind::Subsistence || household.is(Remembered::DuanLaowu)
}

fn code(household: &Household, at: usize) -> String {
    if household.code.is_empty() {
        String::new()
    } else {
        format!("{}{:02}", household.code, at + 1)
    }
}

/// The 户编号 of the household with this number among the registered.
pub(super) fn household_code(number: usize) -> String {
    format!("{AREA}{number:04}")
}
