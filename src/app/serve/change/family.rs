//! 分户 and 并户: members go to another household, and what is theirs goes with them.

use std::collections::BTreeSet;

use super::answers::Answers;
use super::head::{derived, doubt_relation, word};
use super::home::{Draft, Home, Rec, fault, key, referring, text};
use super::person::check_day;
use super::sheet::RELATION;
use crate::app::Desk;
use crate::dictionary::{Kind, Ledger};
use crate::domain::Value;
use crate::domain::change::{ChangeKind, Planned};
use crate::domain::codes::register_state;
use crate::domain::relation::{self, HEAD, Kin, OTHER};
use crate::port::Fault;

/// Headings of the household's form whose fields hold for both after a split: both stay registered,
/// for the same causes.
const SHARED: [&str; 2] = ["识别与退出", "监测"];

pub(super) fn propose_split(home: &Home<'_>, answers: &Answers) -> Vec<(String, String)> {
    let Some(new) = answers.one("head").and_then(|id| home.person(id)) else {
        return Vec::new();
    };
    let going = movers(answers);
    let relation = |id: &i64| {
        let member = home.person(*id)?;
        let code = derived(home, new, member).unwrap_or(OTHER);
        Some((format!("{RELATION}{id}"), word(home.dictionary, code)))
    };
    let mut texts: Vec<(String, String)> = going.iter().filter_map(relation).collect();
    if new.has("phone") {
        texts.push(("phone".into(), new.text("phone").into()));
    }
    texts
}

/// The new head and those who go with him.
fn movers(answers: &Answers) -> BTreeSet<i64> {
    let with = answers.several("members").iter().copied();
    with.chain(answers.one("head")).collect()
}

pub(super) fn check_split(desk: &Desk, home: &Home<'_>, answers: &mut Answers, whole: bool) {
    let mut bounds = vec![home.registered()];
    let going = movers(answers);
    bounds.extend(
        going
            .iter()
            .filter_map(|id| Some(home.person(*id)?.birth())),
    );
    check_day(desk, answers, "day", &bounds);
    if whole && home.head().is_none() {
        fault(
            &mut answers.faults,
            "head",
            "这户现在没有户主：先办户主变更，再分户",
        );
    }
    if whole {
        let head = answers.one("head");
        for id in going.into_iter().filter(|id| Some(*id) != head) {
            answers.require_relation(home, id);
        }
    }
}

pub(super) fn plan_split(
    desk: &Desk,
    home: &Home<'_>,
    answers: &Answers,
    draft: &mut Draft<'_>,
) -> Result<(), Fault> {
    let Some(new) = answers.one("head").and_then(|id| home.person(id)) else {
        return Ok(());
    };
    let going = movers(answers);
    let house = draft.add("household", &new_household(home, answers, new));
    let mut names = Vec::new();
    for member in going.iter().filter_map(|id| home.person(*id)) {
        names.push(home.label(member.id).to_owned());
        draft.set(member, "household", house.clone());
        if member.id == new.id {
            draft.set(member, "relation", Value::from_text(HEAD));
            continue;
        }
        let given = answers.relation(member.id);
        draft.set(member, "relation", Value::from_text(given));
        doubt_relation(home, draft, member, given, derived(home, new, member));
    }
    let people: Vec<&Rec<'_>> = going.iter().filter_map(|id| home.person(*id)).collect();
    along(desk, home, draft, &people, &house)?;
    let both = [(key(home.id()), house.clone()), (house, key(home.id()))];
    for (this, other) in both {
        let mut event = super::state::event(home, answers, ChangeKind::Split);
        event.retain(|(key, _)| *key != "household");
        event.extend([
            ("household", this),
            ("other", other),
            ("members", text(&names.join("、"))),
            ("from_head", text(home.household.text("head_name"))),
            ("to_head", text(new.text("name"))),
        ]);
        draft.add("household_change", &event);
    }
    draft.doubt("走访、收支和户年度留在原户；新户还没有帮扶责任人，请结对");
    Ok(())
}

fn new_household<'k>(home: &Home<'k>, answers: &Answers, new: &Rec<'_>) -> Vec<(&'k str, Planned)> {
    let house = &home.household;
    let shared = house
        .ledger
        .stored()
        .filter(|(_, field)| SHARED.contains(&field.group.as_str()));
    let mut fields: Vec<(&str, Planned)> = shared
        .map(|(place, field)| (field.key.as_str(), house.values[place].clone().into()))
        .collect();
    fields.extend([
        ("code", answers.value("code").into()),
        ("village", house.get("village").clone().into()),
        ("group_name", answers.value("group").into()),
        ("head_name", new.get("name").clone().into()),
        ("head_id", new.get("id_number").clone().into()),
        ("phone", answers.value("phone").into()),
        ("bank", new.get("bank").clone().into()),
        ("account", new.get("account").clone().into()),
    ]);
    fields
}

/// What belongs to a person and stands under his household goes where he goes: a record that refers
/// to him, or that has his ID number or, lacking one, his name (the borrower of a loan). Events
/// stay: they happened to the household as it was.
fn along(
    desk: &Desk,
    home: &Home<'_>,
    draft: &mut Draft<'_>,
    people: &[&Rec<'_>],
    to: &Planned,
) -> Result<(), Fault> {
    let dictionary = home.dictionary;
    for ledger in dictionary.ledgers() {
        if ledger.by_change || ledger.key == "person" || !is_personal(ledger, dictionary) {
            continue;
        }
        for record in referring(desk, ledger, "household", home.id())? {
            if people.iter().any(|person| is_theirs(&record, person)) {
                draft.set(&record, "household", to.clone());
            }
        }
    }
    Ok(())
}

fn is_personal(ledger: &Ledger, dictionary: &crate::dictionary::Dictionary) -> bool {
    let person = dictionary
        .find("person")
        .map(|person| Kind::Reference(person.id));
    let names = |kind: Kind| Some(kind) == person || kind == Kind::IdNumber;
    ledger.field("household").is_some() && ledger.fields.iter().any(|field| names(field.kind))
}

fn is_theirs(record: &Rec<'_>, person: &Rec<'_>) -> bool {
    let mut numbered = false;
    for (place, field) in record.ledger.stored() {
        let value = &record.values[place];
        match field.kind {
            Kind::Reference(to) if to == person.ledger.id => {
                if *value == Value::Int(person.id) {
                    return true;
                }
                numbered |= !value.is_empty();
            }
            Kind::IdNumber if !value.is_empty() => {
                if value == person.get("id_number") {
                    return true;
                }
                numbered = true;
            }
            _ => {}
        }
    }
    let named = record
        .ledger
        .stored()
        .find(|(_, field)| field.kind == Kind::Name);
    let loans = record
        .ledger
        .fields
        .iter()
        .any(|field| field.kind == Kind::IdNumber);
    loans
        && !numbered
        && named.is_some_and(|(place, _)| record.values[place] == *person.get("name"))
}

pub(super) fn propose_unite(
    desk: &Desk,
    home: &Home<'_>,
    answers: &Answers,
) -> Vec<(String, String)> {
    let Some((other, head)) = other(desk, home, answers).zip(home.head()) else {
        return Vec::new();
    };
    let link = answers.relation(head.id);
    let mut texts = Vec::new();
    for member in home
        .current
        .iter()
        .filter(|one| one.id != head.id && !link.is_empty())
    {
        let code = joined(&other, head, link, member).unwrap_or(OTHER);
        texts.push((
            format!("{RELATION}{}", member.id),
            word(home.dictionary, code),
        ));
    }
    texts
}

fn joined(other: &Home<'_>, head: &Rec<'_>, link: &str, member: &Rec<'_>) -> Option<&'static str> {
    let link = Kin {
        relation: link,
        sex: head.sex(),
    };
    relation::through(other.head()?.sex(), link, member.kin())
}

/// The household that this one goes into, once it is chosen.
fn other<'d>(desk: &Desk, home: &Home<'d>, answers: &Answers) -> Option<Home<'d>> {
    let id = answers.int("other").filter(|id| *id != home.id())?;
    Home::read(desk, home.dictionary, id).ok()
}

pub(super) fn check_unite(desk: &Desk, home: &Home<'_>, answers: &mut Answers, whole: bool) {
    if answers.int("other") == Some(home.id()) {
        fault(&mut answers.faults, "other", "不能并入自己，请选另一户");
    }
    let mut bounds = vec![home.registered()];
    if let Some(other) = other(desk, home, answers) {
        let name = other.household.text("head_name");
        bounds.push(other.registered());
        if other.household.text("register_state") == register_state::CLOSED {
            fault(
                &mut answers.faults,
                "other",
                format!("{name}户已自然销户，请选另一户"),
            );
        } else if other.head().is_none() {
            fault(
                &mut answers.faults,
                "other",
                format!("{name}户现在没有户主，先在那户办户主变更"),
            );
        }
    }
    check_day(desk, answers, "day", &bounds);
    if whole {
        for id in home.current.iter().map(|one| one.id) {
            answers.require_relation(home, id);
        }
    }
}

pub(super) fn plan_unite(
    desk: &Desk,
    home: &Home<'_>,
    answers: &Answers,
    draft: &mut Draft<'_>,
) -> Result<(), Fault> {
    let Some(other) = other(desk, home, answers) else {
        return Ok(());
    };
    let to = key(other.id());
    let head = home.head();
    for member in &home.current {
        let given = answers.relation(member.id);
        draft.set(member, "household", to.clone());
        draft.set(member, "relation", Value::from_text(given));
        let link = head.map(|head| (head, answers.relation(head.id)));
        let known = link.and_then(|(head, link)| joined(&other, head, link, member));
        doubt_relation(home, draft, member, given, known);
    }
    let people: Vec<&Rec<'_>> = home.current.iter().collect();
    along(desk, home, draft, &people, &to)?;
    super::state::close(desk, home, answers, draft, "并户")?;
    let names: Vec<&str> = home.current.iter().map(|one| home.label(one.id)).collect();
    for (this, that) in [(home, &other), (&other, home)] {
        let mut event = super::state::event(this, answers, ChangeKind::Unite);
        event.extend([
            ("other", key(that.id())),
            ("members", text(&names.join("、"))),
            ("from_head", text(home.household.text("head_name"))),
            ("to_head", text(other.household.text("head_name"))),
        ]);
        if this.id() == home.id() {
            event.extend([
                (
                    "from_state",
                    home.household.get("register_state").clone().into(),
                ),
                ("to_state", text(register_state::CLOSED)),
            ]);
        }
        draft.add("household_change", &event);
    }
    draft.doubt("走访、收支、户年度和整户的措施留在并出的户，在变更记录里可以打开");
    Ok(())
}
