//! The members of a household as its 户卡 shows them.

use chrono::{Datelike, NaiveDate};

use super::sheet::Sheet;
use crate::domain::codes::{health, labour_skill, schooling};
use crate::domain::page::{FormerMember, Member};
use crate::domain::{IdNumber, PartialDate};

/// 在册 常住 劳动力 务工 在校 患病 残疾.
pub(super) fn counts(members: &[Sheet<'_>]) -> Vec<(&'static str, usize)> {
    let number = |test: &dyn Fn(&Sheet<'_>) -> bool| members.iter().filter(|m| test(m)).count();
    vec![
        ("在册", members.len()),
        ("常住", number(&|m| m.yes("resident") == Some(true))),
        ("劳动力", number(&can_work)),
        ("务工", number(&|m| m.has("work_place"))),
        ("在校", number(&at_school)),
        (
            "患病",
            number(&|m| chronic(m) || m.has_code("health", health::SERIOUS)),
        ),
        (
            "残疾",
            number(&|m| m.has_code("health", health::DISABLED) || m.has("disability_number")),
        ),
    ]
}

/// 普通, 技能, 弱 or 半劳动力.
fn can_work(member: &Sheet<'_>) -> bool {
    matches!(
        member.text("labour_skill"),
        Some(labour_skill::ORDINARY | labour_skill::SKILLED | labour_skill::WEAK)
    )
}

/// At school, whatever school.
pub(super) fn at_school(member: &Sheet<'_>) -> bool {
    member
        .text("schooling")
        .is_some_and(|code| code != schooling::NONE)
}

/// Whether a long illness wants a 慢病卡.
pub(super) fn chronic(member: &Sheet<'_>) -> bool {
    member.has_code("health", health::CHRONIC)
}

/// The age on a day: from the ID number, else from the birth date where it is exact enough.
pub(super) fn age(member: &Sheet<'_>, today: NaiveDate) -> Option<u32> {
    if let Some(id) = member.text("id_number").and_then(IdNumber::from_stored) {
        return Some(id.age_on(today));
    }
    let birth: PartialDate = member.text("birth")?.parse().ok()?;
    match birth.day() {
        Some(day) => today.years_since(day),
        None => u32::try_from(today.year() - birth.year()).ok(),
    }
}

/// Each member on the register in a line.
pub(super) fn rows(members: &[Sheet<'_>], given: &[Sheet<'_>], today: NaiveDate) -> Vec<Member> {
    let row = |member: &Sheet<'_>| Member {
        id: member.id,
        name: member.shown("name"),
        relation: member.shown("relation"),
        age: age(member, today),
        id_number: member.shown("id_number"),
        health: member.shown("health"),
        activity: activity(member),
        medical: member.yes("medical"),
        remarks: remarks(member, given, today),
    };
    members.iter().map(row).collect()
}

/// What a member does, in few words: school before work before labour.
fn activity(member: &Sheet<'_>) -> String {
    if at_school(member) {
        return member.shown("schooling");
    }
    if member.has("work_place") {
        let months = member.shown("work_months");
        let months = if months.is_empty() {
            String::new()
        } else {
            format!("{months}个月")
        };
        return format!("{}{months}", member.shown("work_place"));
    }
    member.shown("labour_skill")
}

fn remarks(member: &Sheet<'_>, given: &[Sheet<'_>], today: NaiveDate) -> Vec<String> {
    let mut remarks = Vec::new();
    if chronic(member) {
        match member.yes("chronic_card") {
            Some(true) => {}
            Some(false) => remarks.push("慢病卡未办".to_owned()),
            None => remarks.push("慢病卡未填".to_owned()),
        }
    }
    if member.has("work_where") {
        remarks.push(member.shown("work_where"));
    }
    let recent = i64::from(today.year()) - 1;
    for measure in given.iter().rev().filter(|m| {
        m.int("person") == Some(member.id) && m.int("year").is_none_or(|year| year >= recent)
    }) {
        let (kind, name) = (measure.shown("kind"), measure.shown("name"));
        let words = [
            if name.contains(&kind) {
                String::new()
            } else {
                kind
            },
            name,
            measure.shown("arrived"),
        ];
        let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
        remarks.push(words.join(" "));
    }
    if member.yes("subsistence") == Some(true) {
        remarks.push("低保".to_owned());
    }
    remarks
}

/// Former members, the last to leave first.
pub(super) fn former(former: &[Sheet<'_>]) -> Vec<FormerMember> {
    let row = |person: &Sheet<'_>| FormerMember {
        id: person.id,
        name: person.shown("name"),
        relation: person.shown("relation"),
        left_on: person.shown("left_on"),
        left_how: person.shown("left_how"),
    };
    let mut rows: Vec<FormerMember> = former.iter().map(row).collect();
    rows.sort_by(|one, other| other.left_on.cmp(&one.left_on));
    rows
}
