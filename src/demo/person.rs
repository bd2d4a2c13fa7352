//! The people of a household as they are written, and the faults planted in them.

use super::Fault;
use super::calendar::iso;
use super::emit::{Out, int, owned, text, yes};
use super::household::Household;
use super::identity::Numbers;
use super::life::Kind;
use super::member::{Member, compulsory};
use super::random::Random;
use super::record::PersonRow;
use super::remembered::Remembered;
use crate::domain::{Sex, Value};

/// Writes the members' rows and keeps their keys.
pub(super) fn write<E>(
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
        // Whoever wishes for work is registered: those of families in which nobody works.
        job_wish: if member.is_labour() && member.work.is_none() {
            yes(household.zero_transfer())
        } else {
            Value::Empty
        },
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
