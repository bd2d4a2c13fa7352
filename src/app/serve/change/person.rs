//! 自然增加 and 自然减少.

use super::answers::Answers;
use super::home::{Draft, Home, Rec, fault, key, ledger, text};
use crate::app::Desk;
use crate::app::serve::form::check::{self, Findings};
use crate::dictionary::Ledger;
use crate::domain::Value;
use crate::domain::change::rule::{Bound, day_fault};
use crate::domain::change::{Planned, person_kind};
use crate::domain::relation::HEAD;
use crate::port::{Fault, FormTarget};

/// The fields of a new person that the form of 自然增加 asks for: its key, the ledger's.
const ASKED: [(&str, &str); 6] = [
    ("name", "name"),
    ("id_number", "id_number"),
    ("sex", "sex"),
    ("birth", "birth"),
    ("person_relation", "relation"),
    ("reason", "joined_how"),
];

/// What an event of 人口变更 says beside whom and what.
pub(super) fn event(
    answers: &Answers,
    home: &Home<'_>,
    person: Planned,
    (kind, reason): (&str, &str),
    day: &str,
) -> Vec<(&'static str, Planned)> {
    vec![
        ("household", key(home.id())),
        ("person", person),
        ("kind", text(kind)),
        ("reason", text(reason)),
        ("day", text(day)),
        ("evidence", answers.value("evidence").into()),
        ("document", answers.value("document").into()),
        ("note", answers.value("note").into()),
    ]
}

/// The household is registered from some day on: nothing changed before.
pub(super) fn check_day(desk: &Desk, answers: &mut Answers, field: &str, bounds: &[Bound]) {
    if let Some(why) = day_fault(answers.text(field), desk.today, bounds) {
        fault(&mut answers.faults, field, why);
    }
}

pub(super) fn check_join(
    desk: &Desk,
    home: &Home<'_>,
    answers: &mut Answers,
    whole: bool,
) -> Result<(), Fault> {
    let mut bounds = vec![home.registered()];
    if answers.text("person_relation") == HEAD && home.head().is_some() {
        let message = "这户已有户主：换户主办户主变更";
        fault(&mut answers.faults, "person_relation", message);
    }
    if let Some(back) = answers.one("back").and_then(|id| home.person(id)) {
        bounds.push(Bound {
            label: "减少日期".into(),
            day: back.text("left_on").to_owned(),
        });
    } else {
        let person = ledger(home.dictionary, "person")?;
        let values = newcomer(desk, home, person, answers);
        let new = Rec {
            ledger: person,
            id: 0,
            values,
        };
        bounds.push(new.birth());
        check_new(desk, person, &new, answers)?;
        if whole && !new.has("name") {
            fault(&mut answers.faults, "name", "请填写姓名，或选回来的原成员");
        }
    }
    check_day(desk, answers, "day", &bounds);
    Ok(())
}

/// The same number among the people: refused while that one is on the register elsewhere.
fn check_new(
    desk: &Desk,
    person: &Ledger,
    new: &Rec<'_>,
    answers: &mut Answers,
) -> Result<(), Fault> {
    let Some(place) = person
        .position("id_number")
        .filter(|_| new.has("id_number"))
    else {
        return Ok(());
    };
    for id in desk
        .store
        .find_by(person.id, &[(place, new.get("id_number"))])?
    {
        let other = Rec {
            ledger: person,
            id,
            values: desk.store.record(person.id, id)?,
        };
        let who = super::super::form::label(&desk.store, person, id);
        if other.has("left_on") {
            answers.doubts.push(format!(
                "{who} {}已减少，这里另记一条",
                other.text("left_on")
            ));
        } else {
            let message =
                format!("证件号码与在册的「{who}」相同：先在那一户办自然减少，或核对号码");
            fault(&mut answers.faults, "id_number", message);
        }
    }
    Ok(())
}

/// The values of a new person, with what the ID number tells.
fn newcomer(desk: &Desk, home: &Home<'_>, person: &Ledger, answers: &mut Answers) -> Vec<Value> {
    let mut values = vec![Value::Empty; person.fields.len()];
    let mut put = |key: &str, value: Value| {
        if let Some(place) = person.position(key) {
            values[place] = value;
        }
    };
    for (asked, key) in ASKED {
        put(key, answers.value(asked));
    }
    put("household", Value::Int(home.id()));
    put("joined_on", answers.value("day"));
    let mut findings = Findings::default();
    check::complete(desk, person, &mut values, &mut findings);
    answers.doubts.append(&mut findings.doubts);
    values
}

pub(super) fn plan_join(
    desk: &Desk,
    home: &Home<'_>,
    answers: &mut Answers,
    draft: &mut Draft<'_>,
) -> Result<(), Fault> {
    let (reason, day) = (
        answers.text("reason").to_owned(),
        answers.text("day").to_owned(),
    );
    let back = answers.one("back").and_then(|id| home.person(id));
    let person = if let Some(back) = back {
        for field in ["left_on", "left_how"] {
            draft.set(back, field, Value::Empty);
        }
        draft.set(back, "relation", answers.value("person_relation"));
        draft.set(back, "joined_on", answers.value("day"));
        draft.set(back, "joined_how", answers.value("reason"));
        key(back.id)
    } else {
        let person = ledger(home.dictionary, "person")?;
        let values = newcomer(desk, home, person, answers);
        let values = values.into_iter().map(Planned::Is).collect();
        draft.plan.add(person.id, values)
    };
    if home.head().is_none() && answers.text("person_relation") == HEAD {
        let name = match back {
            Some(back) => (back.get("name").clone(), back.get("id_number").clone()),
            None => (answers.value("name"), answers.value("id_number")),
        };
        draft.set(&home.household, "head_name", name.0);
        draft.set(&home.household, "head_id", name.1);
    }
    let what = (person_kind::JOINED, reason.as_str());
    let event = event(answers, home, person, what, &day);
    draft.add("person_change", &event);
    Ok(())
}

pub(super) fn check_leave(desk: &Desk, home: &Home<'_>, answers: &mut Answers) {
    let mut bounds = vec![home.registered()];
    let Some(person) = answers.one("person").and_then(|id| home.person(id)) else {
        return check_day(desk, answers, "day", &bounds);
    };
    let name = person.text("name");
    bounds.push(person.birth());
    bounds.push(Bound {
        label: format!("{name}的增加日期"),
        day: person.text("joined_on").to_owned(),
    });
    let heads = home.head().is_some_and(|head| head.id == person.id);
    let message = match (heads, home.current.len()) {
        (_, 1) => format!("户里只剩{name}一人：请办整户自然销户"),
        (true, _) => format!("{name}是户主：请办户主变更，在那里写原户主的去向和日期"),
        (false, _) => String::new(),
    };
    if !message.is_empty() {
        fault(&mut answers.faults, "person", message);
    }
    check_day(desk, answers, "day", &bounds);
}

pub(super) fn plan_leave(home: &Home<'_>, answers: &Answers, draft: &mut Draft<'_>) {
    if let Some(person) = answers.one("person").and_then(|id| home.person(id)) {
        let (reason, day) = (answers.text("reason"), answers.text("day"));
        leave(home, answers, draft, person, (reason, day));
    }
}

/// A member leaves: the row and the event.
pub(super) fn leave(
    home: &Home<'_>,
    answers: &Answers,
    draft: &mut Draft<'_>,
    person: &Rec<'_>,
    (reason, day): (&str, &str),
) {
    draft.set(person, "left_on", Value::from_text(day));
    draft.set(person, "left_how", Value::from_text(reason));
    let what = (person_kind::LEFT, reason);
    let event = event(answers, home, key(person.id), what, day);
    draft.add("person_change", &event);
}

/// Whom a new household's head is told from: the same number in the book already.
pub(super) fn check_found(
    desk: &Desk,
    answers: &mut Answers,
    dictionary: &crate::dictionary::Dictionary,
) -> Result<(), Fault> {
    let household = ledger(dictionary, "household")?;
    let mut values = vec![Value::Empty; household.fields.len()];
    let mut touched = Vec::new();
    for (asked, key) in [
        ("name", "head_name"),
        ("id_number", "head_id"),
        ("code", "code"),
    ] {
        if let Some(place) = household.position(key) {
            values[place] = answers.value(asked);
            touched.push(place);
        }
    }
    let target = FormTarget {
        ledger: household.id,
        record: None,
        parent: None,
    };
    let mut findings = Findings::default();
    check::among(desk, target, &values, &touched, &mut findings)?;
    for found in findings.faults {
        let asked = match found.key.as_str() {
            "head_name" => "name",
            "head_id" => "id_number",
            _ => "code",
        };
        fault(&mut answers.faults, asked, found.message);
    }
    answers.doubts.append(&mut findings.doubts);
    Ok(())
}
