//! 户主变更: another member becomes head, and everybody's relation with him.

use super::answers::Answers;
use super::home::{Draft, Home, Rec, fault, text};
use super::person::{check_day, leave};
use super::sheet::RELATION;
use crate::app::Desk;
use crate::dictionary::{Dictionary, Mask};
use crate::domain::Value;
use crate::domain::change::ChangeKind;
use crate::domain::change::rule::Bound;
use crate::domain::relation::{self, HEAD, OTHER};

/// A relation in the officer's word.
pub(super) fn word(dictionary: &Dictionary, code: &str) -> String {
    let field = dictionary.find("person").and_then(|l| l.field("relation"));
    field.map_or_else(String::new, |field| {
        dictionary.show(field, &Value::from_text(code), Mask::Whole)
    })
}

/// The relation of a member to a new head of the same family, as far as it can be derived.
pub(super) fn derived(home: &Home<'_>, new: &Rec<'_>, member: &Rec<'_>) -> Option<&'static str> {
    if new.id == member.id {
        return Some(HEAD);
    }
    let old = home.last_head()?;
    relation::to_new_head(old.sex(), new.kin(), member.kin(), home.children())
}

/// What follows from the new head: relations, and the household's phone and account.
pub(super) fn propose(home: &Home<'_>, answers: &Answers) -> Vec<(String, String)> {
    let Some(new) = answers.one("head").and_then(|id| home.person(id)) else {
        return Vec::new();
    };
    let gone = leaver(home, answers).map(|old| old.id);
    let mut texts: Vec<(String, String)> = home
        .current
        .iter()
        .map(|member| {
            let code = derived(home, new, member).unwrap_or(OTHER);
            let code = if gone == Some(member.id) { "" } else { code };
            (
                format!("{RELATION}{}", member.id),
                word(home.dictionary, code),
            )
        })
        .collect();
    for field in ["phone", "bank", "account"] {
        if new.has(field) {
            texts.push((field.to_owned(), new.text(field).to_owned()));
        }
    }
    texts
}

pub(super) fn check(desk: &Desk, home: &Home<'_>, answers: &mut Answers, whole: bool) {
    let mut bounds = vec![home.registered()];
    let left = answers.text("left_on").to_owned();
    if let Some(old) = home.head() {
        bounds.push(old.birth());
        check_day(desk, answers, "left_on", &bounds);
        let gone = !answers.text("left_how").is_empty();
        if whole && gone && left.is_empty() {
            fault(&mut answers.faults, "left_on", "请填写原户主离开的日期");
        }
        if !left.is_empty() && !gone && whole {
            fault(
                &mut answers.faults,
                "left_how",
                "写了离开日期，请选原户主的去向",
            );
        }
    }
    if let Some(new) = answers.one("head").and_then(|id| home.person(id)) {
        bounds.push(new.birth());
    }
    if let Some(old) = home.last_head().filter(|old| old.has("left_on")) {
        bounds.push(Bound {
            label: format!("{}的减少日期", old.text("name")),
            day: old.text("left_on").to_owned(),
        });
    }
    bounds.push(Bound {
        label: "原户主离开日期".into(),
        day: left,
    });
    check_day(desk, answers, "day", &bounds);
    if whole {
        for id in staying(home, answers) {
            answers.require_relation(home, id);
        }
    }
}

/// Everybody who needs a relation to the new head.
fn staying(home: &Home<'_>, answers: &Answers) -> Vec<i64> {
    let new = answers.one("head");
    let gone = leaver(home, answers).map(|old| old.id);
    let all = home.current.iter().map(|one| one.id);
    all.filter(|id| Some(*id) != new && Some(*id) != gone)
        .collect()
}

/// The old head, when he leaves with this change.
fn leaver<'h, 'd>(home: &'h Home<'d>, answers: &Answers) -> Option<&'h Rec<'d>> {
    home.head().filter(|_| !answers.text("left_how").is_empty())
}

pub(super) fn plan(home: &Home<'_>, answers: &Answers, draft: &mut Draft<'_>) {
    let Some(new) = answers.one("head").and_then(|id| home.person(id)) else {
        return;
    };
    let house = &home.household;
    draft.set(house, "head_name", new.get("name").clone());
    draft.set(house, "head_id", new.get("id_number").clone());
    for field in ["phone", "bank", "account"] {
        draft.set(house, field, answers.value(field));
    }
    draft.set(new, "relation", Value::from_text(HEAD));
    for member in staying(home, answers)
        .iter()
        .filter_map(|id| home.person(*id))
    {
        draft.set(
            member,
            "relation",
            Value::from_text(answers.relation(member.id)),
        );
        doubt_relation(
            home,
            draft,
            member,
            answers.relation(member.id),
            derived(home, new, member),
        );
    }
    if let Some(old) = leaver(home, answers) {
        let how = (answers.text("left_how"), answers.text("left_on"));
        leave(home, answers, draft, old, how);
    }
    if house.has("account") && answers.value("account") == *house.get("account") {
        draft.doubt("银行卡号没有换，多半还是原户主的");
    }
    let mut event = super::state::event(home, answers, ChangeKind::Head);
    event.extend([
        ("from_head", text(house.text("head_name"))),
        ("to_head", text(new.text("name"))),
    ]);
    draft.add("household_change", &event);
}

/// Names a relation that nobody derived and nobody said.
pub(super) fn doubt_relation(
    home: &Home<'_>,
    draft: &mut Draft<'_>,
    member: &Rec<'_>,
    given: &str,
    derived: Option<&str>,
) {
    if given == OTHER && derived.is_none() {
        let name = home.label(member.id);
        draft.doubt(format!("{name}的关系推算不出，写了其他"));
    }
}
